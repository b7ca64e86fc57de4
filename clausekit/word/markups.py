"""What markup means that stands before texts in a part, asked of the readers once for each markup that occurs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from clausekit.word.layout import Layout, layout
from clausekit.word.lines import PLAIN_FORM, Form, Piece
from clausekit.word.names import Element, W, kids
from clausekit.word.package import safe_parser
from clausekit.word.reading import Context, Line, Looks, outlined
from clausekit.word.runs import dressed, read_children
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
# What is never taken out, so not worth asking about.
_NEVER = re.compile(
    rb"<(?:w:(?:pPr|fld|instr|hyperlink|ins\b|del|sdt|smartTag|move|footnote|endnote|drawing|pict|obj)|mc:)"
)
_MOST_ASKED = 20_000  # different markups of one part: more are left in the tree


class Before(NamedTuple):
    """What stands before a text: other pieces of the paragraph, bookmarks; and the text's own form."""

    pieces: tuple[Piece, ...]
    bookmarks: tuple[str, ...]
    form: Form


NOTHING = Before((), (), PLAIN_FORM)


@dataclass(slots=True)
class Dress:
    """What paragraphs with one markup of properties share, and what is known of the markups in them."""

    layout: Layout
    style: Facts
    outline: int | None
    looks: Looks
    known: dict[bytes, Before | None]  # by the markup before a text
    plain: set[bytes]  # those of `known` that say nothing
    tails: dict[bytes, Before | None]  # by the markup after the last text


@dataclass(slots=True)
class Markups:
    """Asks the readers; `context` is for this alone, `spaces` the namespaces the part declares, by prefix."""

    context: Context
    spaces: dict[bytes, bytes] = field(default_factory=dict)
    dresses: dict[bytes, Dress | None] = field(default_factory=dict)  # by the markup of the properties
    _parser: etree.XMLParser = field(default_factory=safe_parser)
    _asked: int = 0
    _styled: dict[str, Dress] = field(default_factory=dict)  # the first of each style: it knows for all of them

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
        made = Dress(found, style, outlined(found, style), looks, {}, set(), {})
        first = self._styled.setdefault(found.style, made)
        made.known, made.plain, made.tails = first.known, first.plain, first.tails
        return made

    def before(self, head: bytes, dress: Dress) -> Before | None:
        """What a markup before a text, up to its `<w:t`, means in paragraphs of this dress; None = leave it."""
        names: tuple[str, ...] = ()
        short = head
        if not short.startswith(b"<w:r>"):
            short = _SILENT.sub(b"", short)
            if b"<w:bookmarkStart" in short:
                names = tuple([name.decode() for name in _BOOKMARK.findall(short)])
                short = _BOOKMARK.sub(b"", short)
        if short not in dress.known:
            dress.known[short] = None if _NEVER.search(short) else self._before_text(short, dress)
        found = dress.known[short]
        if names:
            return found and found._replace(bookmarks=names + found.bookmarks)
        dress.known[head] = found
        if found is NOTHING:
            dress.plain.add(head)
        return found

    def after(self, tail: bytes, dress: Dress) -> Before | None:
        """What a markup after the last text means; None = leave the paragraph."""
        if tail in dress.tails:
            return dress.tails[tail]
        found: Before | None = NOTHING
        if short := _SILENT.sub(b"", tail):
            read = None if _NEVER.search(short) else self._read(short, dress)
            found = None if read is None else _before(read[0].pieces, read[0].bookmarks, PLAIN_FORM)
        dress.tails[tail] = found
        return found

    def element(self, markup: bytes) -> tuple[Element, dict[Element, str]]:
        """A paragraph as an element, and what its properties say."""
        root = self._parse(markup)
        return root[0], sweep(root).said

    # -- asking ----------------------------------------------------------------------------------

    def _before_text(self, head: bytes, dress: Dress) -> Before | None:
        """Read the markup with an empty text, which must come out last."""
        read = self._read(head + b"></w:t></w:r>", dress)
        if read is None or not read[1] or not read[0].pieces:
            return None
        line, children = read
        run = children[-1]
        *pieces, (text, form, node) = line.pieces
        last = run.tag == _RUN and len(run) and run[-1] is node and run[-1].tag == _TEXT
        return _before(pieces, line.bookmarks, form) if last and not text else None

    def _read(self, markup: bytes, dress: Dress) -> tuple[Line, list[Element]] | None:
        """What the reader of runs makes of this inside a paragraph; None when it leaves more than text behind."""
        asked = self._ask(b"<w:p>%b</w:p>" % markup)
        if asked is None:
            return None
        children = kids(asked[0])
        line, context = Line(dress.style, dress.looks), self.context
        context.quiet = asked[1].keys().isdisjoint
        context.said = asked[1]
        read_children(children, line, context, PLAIN_FORM)
        more = context.fields or context.note_ids or context.notes or line.boxes
        if more:
            context.fields, context.coded, context.tocs = [], 0, 0
            context.note_ids.clear()
            context.notes.clear()
        return None if more else (line, children)

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


def _before(pieces: list[Piece], bookmarks: list[str], form: Form) -> Before:
    if not pieces and not bookmarks and form is PLAIN_FORM:
        return NOTHING
    return Before(tuple([(text, how, None) for text, how, _ in pieces]), tuple(bookmarks), form)
