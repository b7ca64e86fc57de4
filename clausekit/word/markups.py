"""What markup means that stands before texts in a part, asked of the readers once for each markup that occurs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from clausekit.word.layout import Layout, layout
from clausekit.word.lines import PLAIN_FORM, Form, Piece
from clausekit.word.names import Element, W, kids
from clausekit.word.package import safe_parser
from clausekit.word.reading import Context, Field, Line, Looks, outlined
from clausekit.word.runs import dressed, form_for, read_children
from clausekit.word.stylefacts import Facts
from clausekit.word.sweep import sweep

_TEXT, _RUN = f"{W}t", f"{W}r"
_PREFIX = re.compile(rb"[<\s](\w+):")
# What says nothing to a reader: places of spelling errors, ends of what is marked.
_SILENT = re.compile(
    rb'<w:(?:proofErr|bookmarkEnd|commentRangeStart|commentRangeEnd|lastRenderedPageBreak)(?: w:\w+="[^"<>&]*")*/>'
)
_VALUE = rb'="[^"<>&]*"'
_BOOKMARK = re.compile(
    rb'<w:bookmarkStart(?: w:(?!name=)\w+%b)*(?: w:name="([^"<>&]*)")(?: w:(?!name=)\w+%b)*/>' % (_VALUE, _VALUE)
)
# The code of a reference, alone in its markup: it is asked about under one name for all.
_REFERENCE = re.compile(rb"(<w:instrText[^<>]*>\s*REF\s+)(\w+)(?=\s[^<]*</w:instrText>)")
_ANY = b"anyreference"  # a markup with this name in it goes the long way
_PAGE = re.compile(rb">\s*PAGEREF[^<]*</w:instrText>")
# What is never taken out, so not worth asking about.
_NEVER = re.compile(rb"<(?:w:(?:pPr|hyperlink|ins\b|del|sdt|smartTag|move|footnote|endnote|drawing|pict|obj)|mc:)")
_Open = tuple[str, bool, str, bool]  # a field: code, whether its result has begun, reference, table of contents
_DEEPEST = 4  # fields inside fields
_MOST_ASKED = 20_000  # different markups of one part: more are left in the tree


@dataclass(slots=True, eq=False)
class State:
    """Where a paragraph is between two texts: the fields open there, and what is known of the markup that follows.

    Markups are kept as they stand before a text and after the last one; `plain` are those before that say nothing.
    """

    fields: tuple[_Open, ...] = ()
    known: dict[bytes, Before | None] = field(default_factory=dict)
    plain: set[bytes] = field(default_factory=set)
    tails: dict[bytes, Before | None] = field(default_factory=dict)


class Before(NamedTuple):
    """What stands before a text: other pieces, bookmarks; the text's own form; the state after it, None = at start.

    `ref`: what the reference that is opened there, and goes by `_ANY` in forms, leads to.
    """

    pieces: tuple[Piece, ...]
    bookmarks: tuple[str, ...]
    form: Form
    then: State | None = None
    ref: str = ""


NOTHING = Before((), (), PLAIN_FORM)


@dataclass(slots=True)
class Dress:
    """What paragraphs with one markup of properties share; `states`, by open fields, those whose styles bring alike."""

    layout: Layout
    style: Facts
    outline: int | None
    looks: Looks
    start: State
    states: dict[tuple[_Open, ...], State]


class _Reading(NamedTuple):
    line: Line
    children: list[Element]
    then: State | None


@dataclass(slots=True)
class Markups:
    """Asks the readers; `context` is for this alone, `spaces` the namespaces the part declares, by prefix."""

    context: Context
    spaces: dict[bytes, bytes] = field(default_factory=dict)
    dresses: dict[bytes, Dress | None] = field(default_factory=dict)  # by the markup of the properties
    _parser: etree.XMLParser = field(default_factory=safe_parser)
    _asked: int = 0
    _states: dict[object, dict[tuple[_Open, ...], State]] = field(default_factory=dict)  # by what a style brings

    def dress(self, properties: bytes) -> Dress | None:
        """What a markup of properties means; None when the paragraph is not to be taken out."""
        if properties in self.dresses:
            return self.dresses[properties]
        made = self.dresses[properties] = self._make(properties)
        return made

    def _make(self, properties: bytes) -> Dress | None:
        asked = self._ask(b"<w:p>%b</w:p>" % properties)
        if asked is None:
            return None
        found = layout(asked[0])
        if found.gone or found.hidden or found.joins or found.ends_section:
            return None
        style, looks = dressed(found.style, self.context)
        facts = (style.bold, style.italic, style.hidden, style.underlined)  # all that a run takes from it
        states = self._states.setdefault(facts, {})
        start = states.setdefault((), State())
        return Dress(found, style, outlined(found, style), looks, start, states)

    def before(self, head: bytes, dress: Dress, state: State) -> Before | None:
        """What a markup before a text, up to its `<w:t`, means in paragraphs of this dress; None = leave them."""
        names: tuple[str, ...] = ()
        short = head
        if not short.startswith(b"<w:r>"):
            short = _SILENT.sub(b"", short)
            if b"<w:bookmarkStart" in short:
                names = tuple([name.decode() for name in _BOOKMARK.findall(short)])
                short = _BOOKMARK.sub(b"", short)
        ref = ""
        if b"REF" in short:
            short = _PAGE.sub(b">PAGEREF</w:instrText>", short)
            if not state.fields and short.count(b"<w:instrText") == 1 and (code := _REFERENCE.search(short)):
                ref = code[2].decode()
                short = _REFERENCE.sub(rb"\1" + _ANY, short)
        known = state.known
        if short not in known:
            known[short] = None if _NEVER.search(short) or _ANY in head else self._before_text(short, dress, state)
        found = known[short]
        if found and (names or ref):
            found = found._replace(bookmarks=names + found.bookmarks, ref=ref)
        if names:
            return found
        known[head] = found
        if found is NOTHING:
            state.plain.add(head)
        return found

    def after(self, tail: bytes, dress: Dress, state: State) -> Before | None:
        """What a markup after the last text means; None = leave the paragraph."""
        if tail in state.tails:
            return state.tails[tail]
        found: Before | None = NOTHING
        short = _SILENT.sub(b"", tail)
        if short or state.fields:
            read = None if _NEVER.search(short) else self._read(short, dress, state)
            found = None if read is None or read.then else _before(read.line.pieces, read.line, PLAIN_FORM, None)
        state.tails[tail] = found
        return found

    def leading(self, pieces: Sequence[Piece], ref: str) -> Sequence[Piece]:
        """The pieces, with the bookmark that their reference leads to."""
        if not ref:
            return pieces
        forms = [form for _, form, _ in pieces]
        led = [
            form_for(form.flags, form.blank, ref, self.context) if form.ref == _ANY.decode() else form for form in forms
        ]
        return [(text, form, None) for (text, _, _), form in zip(pieces, led, strict=True)]

    def elements(self, markup: bytes) -> tuple[list[Element], dict[Element, str]]:
        """Paragraphs as elements, and what their properties say."""
        root = self._parse(markup)
        return kids(root), sweep(root).said

    # -- asking ----------------------------------------------------------------------------------

    def _before_text(self, head: bytes, dress: Dress, state: State) -> Before | None:
        """Read the markup with an empty text, which must come out last."""
        read = self._read(head + b"></w:t></w:r>", dress, state)
        if read is None or not read.children or not read.line.pieces:
            return None
        run = read.children[-1]
        *pieces, (text, form, node) = read.line.pieces
        last = run.tag == _RUN and len(run) and run[-1] is node and run[-1].tag == _TEXT
        return _before(pieces, read.line, form, read.then) if last and not text else None

    def _read(self, markup: bytes, dress: Dress, state: State) -> _Reading | None:
        """What the reader of runs makes of this inside a paragraph; None when it leaves more behind than text."""
        asked = self._ask(b"<w:p>%b</w:p>" % markup)
        if asked is None:
            return None
        children = kids(asked[0])
        line, context = Line(dress.style, dress.looks), self.context
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
        then = dress.states.setdefault(open_fields, State(open_fields)) if open_fields else None
        return _Reading(line, children, then)

    def _ask(self, markup: bytes) -> tuple[Element, dict[Element, str]] | None:
        """The markup as an element, and what its properties say; None when it is damaged or says what is rare."""
        self._asked += 1
        if self._asked > _MOST_ASKED:
            return None
        try:
            root = self._parse(markup)
        except etree.XMLSyntaxError:
            return None
        seen = sweep(root)
        return None if seen.rare else (root[0], seen.said)

    def _parse(self, markup: bytes) -> Element:
        spaces = b"".join([self.spaces.get(prefix, b"") for prefix in {b"w", *_PREFIX.findall(markup)}])
        return etree.fromstring(b"<w:document%b>%b</w:document>" % (spaces, markup), self._parser)


def _before(pieces: list[Piece], line: Line, form: Form, then: State | None) -> Before:
    if not pieces and not line.bookmarks and form is PLAIN_FORM and then is None:
        return NOTHING
    return Before(tuple([(text, how, None) for text, how, _ in pieces]), tuple(line.bookmarks), form, then)
