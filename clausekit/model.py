"""The contract in the middle: one frozen tree that `generate` writes and `audit` reads."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """What a paragraph is for; the Word room maps each to a style."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    HEADING = "heading"  # an article (level 1) or a heading below it (level 2 and deeper)
    LABEL = "label"  # an unnumbered heading: Préambule, Signatures
    CLAUSE = "clause"  # numbered text: level 2 = 4.1, level 3 = (a), level 4 = (i)
    CONTINUATION = "continuation"  # unnumbered text under a numbered paragraph of the same level
    BODY = "body"
    PARTY = "party"
    RECITAL = "recital"  # (A), (B) …
    DEFINITION = "definition"
    CAPTION = "caption"
    TOC = "toc"  # a line of a table of contents: never evidence


class MarkKind(StrEnum):
    TERM = "term"  # a defined term where it is defined (bold)
    ITALIC = "italic"
    BLANK = "blank"  # still to be filled; target = parameter id
    REF = "ref"  # cross-reference; target = anchor of the paragraph referred to
    BOLD = "bold"
    HIGHLIGHT = "highlight"
    PENDING = "pending"  # text that stands only by an unaccepted tracked change


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A stretch of a paragraph's text, as character offsets [start, end)."""

    start: int
    end: int
    kind: MarkKind
    target: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: its text without its number, the number as displayed, and its marks.

    `number` is what Word shows ("Article 4.", "4.1", "(a)", "Annexe 2."), or "" when there is none.
    A number that an author typed by hand stays in `text`.
    `anchor` is the bookmark by which cross-references find the paragraph ("" when none does).
    `elements` names the library elements the paragraph writes; drafting knows them, a reader does not.
    """

    text: str
    role: Role = Role.BODY
    level: int = 0
    number: str = ""
    marks: tuple[Mark, ...] = ()
    anchor: str = ""
    elements: tuple[str, ...] = field(default=(), compare=False)

    @property
    def display(self) -> str:
        """The paragraph as its author saw it: number, then text."""
        return f"{self.number} {self.text}" if self.number else self.text


class _OpenMark:
    __slots__ = ("end", "kind", "start", "target")
    start: int
    end: int
    kind: MarkKind
    target: str


class _OpenParagraph:
    __slots__ = ("anchor", "elements", "level", "marks", "number", "role", "text")
    text: str
    role: Role
    level: int
    number: str
    marks: tuple[Mark, ...]
    anchor: str
    elements: tuple[str, ...]


def quick_mark(start: int, end: int, kind: MarkKind, target: str = "") -> Mark:
    """A `Mark` as its class makes it, at a third of the cost: filled while open, then frozen.

    For readers, who make a hundred thousand: a frozen class sets each of its own attributes the long way round.
    """
    made = _OpenMark()
    made.start, made.end, made.kind, made.target = start, end, kind, target
    made.__class__ = Mark  # type: ignore[assignment]
    return made  # type: ignore[return-value]


def quick_paragraph(text: str, role: Role, level: int, number: str, marks: tuple[Mark, ...], anchor: str) -> Paragraph:
    """A `Paragraph` as its class makes it, at a third of the cost; as `quick_mark`."""
    made = _OpenParagraph()
    made.text, made.role, made.level, made.number = text, role, level, number
    made.marks, made.anchor, made.elements = marks, anchor, ()
    made.__class__ = Paragraph  # type: ignore[assignment]
    return made  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class Cell:
    blocks: tuple[Paragraph | Table, ...]
    span: int = 1


class TableKind(StrEnum):
    DATA = "data"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first `header_rows` rows are repeated on each page."""

    rows: tuple[tuple[Cell, ...], ...]
    header_rows: int = 0
    kind: TableKind = TableKind.DATA
    title: str = ""  # alternative text
    widths: tuple[int, ...] = field(default=(), compare=False)  # relative column widths; () = by content
    elements: tuple[str, ...] = field(default=(), compare=False)


Block = Paragraph | Table


class Part(StrEnum):
    """Where in the document a section stands."""

    COVER = "cover"
    TOC = "toc"
    BODY = "body"
    ANNEX = "annex"
    HEADER = "header"
    FOOTER = "footer"
    FOOTNOTE = "footnote"
    ENDNOTE = "endnote"
    TEXT_BOX = "text_box"
    COMMENT = "comment"
    DRAWING = "drawing"  # the words of a chart or diagram
    TRANSLATION = "translation"  # the second of two languages side by side


@dataclass(frozen=True, slots=True)
class ClauseTag:
    """The mark a generated clause carries: which clause, which version, and the digest of its text."""

    clause: str
    version: str
    digest: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it, up to the next heading of any level."""

    heading: Paragraph | None
    blocks: tuple[Block, ...]
    part: Part = Part.BODY
    tag: ClauseTag | None = None

    @property
    def level(self) -> int:
        return self.heading.level if self.heading else 0

    def paragraphs(self) -> Iterator[Paragraph]:
        """Heading and every paragraph below it, tables included, in reading order."""
        if self.heading:
            yield self.heading
        yield from iter_paragraphs(self.blocks)

    def digest(self) -> str:
        """Eight hexadecimal digits that change when a word of the section changes (blanks included)."""
        text = "\n".join(paragraph.text for paragraph in self.paragraphs())
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class Note:
    """What a reader skipped or found odd, and where; with `id` and `values` it can be said in the other language."""

    part: str
    message: str
    id: str = ""  # of `clausekit.notes.NOTES`
    values: tuple[tuple[str, str | int], ...] = ()


@dataclass(frozen=True, slots=True)
class Cover:
    """What the first page and the header say; plain values, never markup."""

    title: str
    subtitle: str = ""
    parties: tuple[tuple[str, str], ...] = ()  # (role, name)
    reference: str = ""
    date: str = ""
    draft_mark: str = ""  # printed on the first page of a draft
    notice: str = ""
    confidential: str = ""
    page: bool = False  # no cover page and no contents: the title stands above the text


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract in two uses: drafted from the library, or read from a file.

    `sections` holds body and annexes in order; `front` cover and table of contents; `asides` headers,
    footers, notes, text boxes, words of drawings and comments. `manifest` is what a generated document says of itself.
    """

    title: str
    language: str  # "fr", "en", or "" when not known
    sections: tuple[Section, ...]
    cover: Cover | None = None
    front: tuple[Section, ...] = ()
    asides: tuple[Section, ...] = ()
    manifest: tuple[tuple[str, str], ...] = ()
    notes: tuple[Note, ...] = field(default=(), compare=False)

    def paragraphs(self) -> Iterator[Paragraph]:
        """Every paragraph of body and annexes, tables included, in reading order."""
        for section in self.sections:
            yield from section.paragraphs()

    def words(self) -> int:
        return sum(len(paragraph.text.split()) for paragraph in self.paragraphs())


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place in a contract, in words a reader can find again."""

    part: Part
    paragraph: int  # counted from 0 over `Contract.paragraphs()`, or over the asides for other parts
    number: str = ""  # displayed number: "4.2 (b)"
    heading: tuple[str, ...] = ()  # heading path, outermost first, numbers included

    def __str__(self) -> str:
        return " › ".join([*self.heading, *([self.number] if self.number not in ("", "•") else [])])


def iter_paragraphs(blocks: tuple[Block, ...]) -> Iterator[Paragraph]:
    """The paragraphs of blocks in reading order, through tables and nested tables."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                for cell in row:
                    yield from iter_paragraphs(cell.blocks)
