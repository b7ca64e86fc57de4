"""What markup means that stands before texts in a part, asked of the readers once for each markup that occurs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from clausekit.word.layout import layout
from clausekit.word.lines import PLAIN_FORM, Form, Piece
from clausekit.word.names import Element, W, kids
from clausekit.word.package import safe_parser
from clausekit.word.reading import Context, Field, Line, outlined
from clausekit.word.runs import dressed, form_for, read_children
from clausekit.word.steps import NOTHING, Before, Brought, Crossing, Dress, State
from clausekit.word.sweep import sweep

_TEXT, _RUN = f"{W}t", f"{W}r"
_START, _END, _PROPERTIES, _PROPERTIES_END = b"<w:p>", b"</w:p>", b"<w:pPr>", b"</w:pPr>"
_LINK = re.compile(rb'</?w:hyperlink(?: \w+:\w+="[^"<>]*")*>')
_PREFIX = re.compile(rb"[<\s](\w+):")
# What says nothing to a reader: places of spelling errors, ends of what is marked.
_SILENT = re.compile(
    rb'<w:(?:proofErr|bookmarkEnd|commentRangeStart|commentRangeEnd|lastRenderedPageBreak)(?: w:\w+="[^"<>&]*")*/>'
)
_OTHERS = rb'(?: w:(?!name=)\w+="[^"<>&]*")*'
_BOOKMARK = re.compile(rb'<w:bookmarkStart%b w:name="([^"<>&]*)"%b/>' % (_OTHERS, _OTHERS))
# The code of a reference, alone in its markup: it is asked about under one name for all.
_REFERENCE = re.compile(rb"<w:instrText[^<>]*>\s*REF\s+(\w+)(?=\s[^<]*</w:instrText>)")
_ANY = b"anyreference"  # a markup with this name in it goes the long way
_ANY_NAME = _ANY.decode()
# A text inside a markup, before a tab or a line break, whose signs stand for themselves: asked about as one for all.
_INNER = re.compile(rb"(?<=<w:t>)[^<>&\n\xad\xef]+(?=</w:t>)")
_ANY_TEXT = _ANY + b"text"
_PAGE = re.compile(rb">\s*PAGEREF[^<]*</w:instrText>")
# What is never taken out, so not worth asking about.
_NEVER = re.compile(rb"<(?:w:(?:pPr|hyperlink|ins\b|del|sdt|smartTag|move|footnote|endnote|drawing|pict|obj)|mc:)")
_DEEPEST = 4  # fields inside fields
_MOST_ASKED = 20_000  # different markups of one part: more are left in the tree
_Opening = tuple[Dress | None, Before, State | None]  # of a paragraph: how it is, before its first text, after that
_LEFT: _Opening = (None, NOTHING, None)


class _Reading(NamedTuple):
    line: Line
    children: list[Element]
    then: State


@dataclass(slots=True)
class Markups:
    """Asks the readers; `context` is for this alone, `spaces` the namespaces the part declares, by prefix."""

    context: Context
    spaces: dict[bytes, bytes] = field(default_factory=dict)
    outside: dict[bytes, Before | Crossing | None] = field(default_factory=dict)  # as a state's `known`
    _parser: etree.XMLParser = field(default_factory=safe_parser)
    _dresses: dict[bytes, Dress | None] = field(default_factory=dict)  # by the markup of the properties
    _openings: dict[bytes, _Opening] = field(default_factory=dict)
    _asked: int = 0
    _brought: dict[object, Brought] = field(default_factory=dict)

    def step(self, head: bytes, state: State | None) -> Before | Crossing | None:
        """What a markup before a text, up to its `<w:t`, means there; None = the paragraph is not to be taken out.

        Without a `state` it stands in none, or in one that is left.
        """
        end, start = head.find(_END), head.rfind(_START)
        found: Before | Crossing | None = None
        try:
            if end >= 0 or start >= 0:
                found = self._crossing(head, state, end, start)
            elif state:
                found = self._before(head, state)
        except UnicodeDecodeError:  # which the parser refuses
            found = None
        (state.known if state else self.outside)[head] = found
        return found

    def _crossing(self, head: bytes, state: State | None, end: int, start: int) -> Crossing:
        """`end`: where the first paragraph ends, `start`: where the last one begins; -1 = nowhere."""
        after, at = None, 0
        if state and end >= 0 and head.find(_START, 0, end) < 0:
            after, at = self._after(head[:end], state), end + len(_END)
        between: list[tuple[Dress, Before, int, int]] = []
        while (stop := head.find(_END, at)) >= 0:
            begun = head.rfind(_START, at, stop)
            at = stop + len(_END)
            opened = self._opened(head[begun + len(_START) : stop]) if begun >= 0 else None
            if opened and (found := self._after(opened[1], opened[0].start)):
                between.append((opened[0], found, begun, stop))
        dress, first, then = self._opening(head[start + len(_START) :]) if start >= at else _LEFT
        return Crossing(end, after, tuple(between), start, dress, first, then)

    def _opening(self, inside: bytes) -> _Opening:
        if inside in self._openings:
            return self._openings[inside]
        found = _LEFT
        if opened := self._opened(inside):
            dress, content = opened
            first = self._before(content, dress.start)
            if first:
                found = (dress, first, dress.start if first is NOTHING else first.then)
        self._openings[inside] = found
        return found

    def _opened(self, inside: bytes) -> tuple[Dress, bytes] | None:
        """What a paragraph's properties mean, and what follows them; None = leave it."""
        properties, content = b"", inside
        if inside.startswith(_PROPERTIES):
            properties, end, content = inside.partition(_PROPERTIES_END)
            if not end:
                return None
            properties += end
        dress = self._dress(properties)
        return (dress, content) if dress else None

    def _dress(self, properties: bytes) -> Dress | None:
        """What a markup of properties means; None when the paragraph is not to be taken out."""
        if properties not in self._dresses:
            self._dresses[properties] = self._make(properties)
        return self._dresses[properties]

    def _make(self, properties: bytes) -> Dress | None:
        asked = self._ask(b"<w:p>%b</w:p>" % properties)
        if asked is None:
            return None
        found = layout(asked[0])
        if found.gone or found.hidden or found.joins or found.ends_section:
            return None
        style, looks = dressed(found.style, self.context)
        facts = (style.bold, style.italic, style.hidden, style.underlined)  # all that a run takes from it
        brought = self._brought.setdefault(facts, Brought(style, looks))
        return Dress(found, style, outlined(found, style), brought.state())

    def _before(self, head: bytes, state: State) -> Before | None:
        """What a markup inside a paragraph means that stands before a text."""
        names: tuple[str, ...] = ()
        short, links = self._unlinked(head, state)
        if links < 0:
            return None
        if not short.startswith(b"<w:r>"):
            short = _SILENT.sub(b"", short)
            if b"<w:bookmarkStart" in short:
                parted = _BOOKMARK.split(short)
                names = tuple([name.decode() for name in parted[1::2]])
                short = b"".join(parted[::2])
        ref = ""
        if b"REF" in short:
            short = _PAGE.sub(b">PAGEREF</w:instrText>", short) if b"PAGEREF" in short else short
            if not state.fields and short.count(b"<w:instrText") == 1 and (code := _REFERENCE.search(short)):
                ref = code[1].decode()
                short = short[: code.start(1)] + _ANY + short[code.end(1) :]
        texts: list[bytes] = []
        if b"</w:t>" in short:
            texts = _INNER.findall(short)
            short = _INNER.sub(_ANY_TEXT, short)
        asked = state.asked
        if (short, links) not in asked:
            never = _NEVER.search(short) or _ANY in head
            asked[short, links] = None if never else self._before_text(short, state, links)
        found = asked[short, links]
        if found is None or not (names or ref or texts):
            return found
        pieces = _filled(found.pieces, texts)
        then = state if found is NOTHING else found.then
        return None if pieces is None else Before(pieces, names + found.bookmarks, found.form, then, ref)

    def _after(self, tail: bytes, state: State) -> Before | None:
        """What a markup after the last text means; None = leave the paragraph."""
        if tail in state.tails:
            return state.tails[tail]
        found: Before | None = NOTHING
        short, links = self._unlinked(tail, state)
        short = _SILENT.sub(b"", short)
        if links:
            found = None
        elif short or state.fields:
            read = None if _NEVER.search(short) else self._read(short, state, 0)
            ends = read is not None and read.then is state.brought.state()
            found = _before(read, state, read.line.pieces, PLAIN_FORM) if read and ends else None
        state.tails[tail] = found
        return found

    def _unlinked(self, markup: bytes, state: State) -> tuple[bytes, int]:
        """The markup without links, whose text is read as if they were none, and how many are open at its end."""
        links = state.links
        if b"w:hyperlink" in markup:
            for link in _LINK.findall(markup):
                links += -1 if link.startswith(b"</") else 1
                if links < 0:
                    return markup, -1
            markup = _LINK.sub(b"", markup)
        return markup, links

    def led(self, form: Form, ref: str) -> Form:
        """The form, with the bookmark that its reference leads to."""
        return form_for(form.flags, form.blank, ref, self.context) if form.ref == _ANY_NAME else form

    def elements(self, markup: bytes) -> tuple[list[Element], dict[Element, str]]:
        """Paragraphs as elements, and what their properties say."""
        root = self._parse(markup)
        return kids(root), sweep(root).said

    # -- asking ----------------------------------------------------------------------------------

    def _before_text(self, head: bytes, state: State, links: int) -> Before | None:
        """Read the markup with an empty text, which must come out last."""
        read = self._read(head + b"></w:t></w:r>", state, links)
        if read is None or not read.children or not read.line.pieces:
            return None
        run = read.children[-1]
        *pieces, (text, form, node) = read.line.pieces
        last = run.tag == _RUN and len(run) and run[-1] is node and run[-1].tag == _TEXT
        return _before(read, state, pieces, form) if last and not text else None

    def _read(self, markup: bytes, state: State, links: int) -> _Reading | None:
        """What the reader of runs makes of this inside a paragraph; None when it leaves more behind than text."""
        asked = self._ask(b"<w:p>%b</w:p>" % markup)
        if asked is None:
            return None
        brought = state.brought
        children = kids(asked[0])
        line, context = Line(brought.style, brought.looks), self.context
        context.quiet = asked[1].keys().isdisjoint
        context.said = asked[1]
        outer = Field(result=True)  # whatever field the paragraph may stand in: it must not be touched
        context.fields = [outer, *[Field(*open_) for open_ in state.fields]]
        read_children(children, line, context, PLAIN_FORM)
        open_fields = tuple([(f.code, f.result, f.ref, f.toc) for f in context.fields[1:]])
        touched = not context.fields or context.fields[0] is not outer or outer.code
        more = context.coded or context.tocs or context.note_ids or context.notes or line.boxes
        if touched or more or len(open_fields) > _DEEPEST:
            context.coded = context.tocs = 0
            context.note_ids.clear()
            context.notes.clear()
            return None
        return _Reading(line, children, brought.state(open_fields, links))

    def _ask(self, markup: bytes) -> tuple[Element, dict[Element, str]] | None:
        """The markup as an element, and what its properties say; None when it is damaged or says what is rare."""
        self._asked += 1
        if self._asked > _MOST_ASKED:
            return None
        try:
            root = self._parse(markup)
        except etree.XMLSyntaxError:
            return None
        seen = sweep(root, small=True)
        return None if seen.rare else (root[0], seen.said)

    def _parse(self, markup: bytes) -> Element:
        spaces = b"".join([self.spaces.get(prefix, b"") for prefix in {b"w", *_PREFIX.findall(markup)}])
        return etree.fromstring(b"<w:document%b>%b</w:document>" % (spaces, markup), self._parser)


def _filled(pieces: tuple[Piece, ...], texts: list[bytes]) -> tuple[Piece, ...] | None:
    """The pieces with the texts that they were asked without; None when one of those is not shown."""
    if sum([text == _ANY_TEXT.decode() for text, _, _ in pieces]) != len(texts):
        return None
    following = iter(texts)
    return tuple(
        [(next(following).decode() if text == _ANY_TEXT.decode() else text, form, None) for text, form, _ in pieces]
    )


def _before(read: _Reading, state: State, pieces: list[Piece], form: Form) -> Before:
    line, then, start = read.line, read.then, state.brought.state()
    if state is start is then and not pieces and not line.bookmarks and form is PLAIN_FORM:
        return NOTHING
    shown = tuple([(text, how, None) for text, how, _ in pieces])
    return Before(shown, tuple(line.bookmarks), form, then)
