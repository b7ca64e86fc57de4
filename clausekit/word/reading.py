"""What the readers of runs and of blocks share: forms of text, open fields, and the state of one story."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from clausekit.model import Mark, Note
from clausekit.notes import note
from clausekit.word.budget import Budget
from clausekit.word.layout import Layout
from clausekit.word.lines import NO_SHARES, NOTHING_SHOWN, PLAIN_FORM, Form, Piece, Span, Together, put_together
from clausekit.word.names import MC, Element, to_int
from clausekit.word.numbering import Counter, Numbered
from clausekit.word.stylefacts import PLAIN, Facts

_NEW = object.__new__
# Namespaces whose mc:Choice we read; for any other, Word's older picture of it (mc:Fallback).
_UNDERSTOOD = {"wps", "wpg", "wpc", "wp14", "w14", "w15", "w16", "w16se", "w16cid", "a14", "v", "w"}


@dataclass(slots=True)
class Field:
    """A field being read: its code until `separate`, then its result."""

    code: str = ""
    result: bool = False
    ref: str = ""
    toc: bool = False


Look = tuple[Form, bool]  # how a run stands in a paragraph of some style, and whether it is hidden
Looks = dict[str, Look]  # by what the run's properties say


class Line:
    """What one paragraph has gathered so far."""

    __slots__ = ("bookmarks", "boxes", "held", "looks", "out", "pieces", "style")

    def __init__(
        self, style: Facts, looks: Looks, pieces: list[Piece] | None = None, bookmarks: list[str] | None = None
    ) -> None:
        self.style = style
        self.looks = looks
        self.pieces = [] if pieces is None else pieces
        self.bookmarks = [] if bookmarks is None else bookmarks
        self.boxes: list[Element] = []
        self.held: list[Piece] = []  # text inside a field's code
        self.out = self.pieces  # where text goes: there, or to what is held


@dataclass(slots=True)
class Context:
    """What reading one story carries from paragraph to paragraph."""

    styles: Mapping[str, Facts]
    counter: Counter
    final: bool = True
    budget: Budget = field(default_factory=Budget)
    placed: bool = False  # whether to keep where each letter came from
    part: str = ""
    fields: list[Field] = field(default_factory=list)
    coded: int = 0  # how many open fields are still in their code
    tocs: int = 0  # how many open fields and content controls are tables of contents
    tags: list[str] = field(default_factory=list)
    bookmarks: list[str] = field(default_factory=list)  # of block level, waiting for a paragraph
    carried: list[Piece] = field(default_factory=list)  # of a paragraph whose mark is gone
    dress: dict[str, tuple[Facts, Looks]] = field(default_factory=dict)  # by style that paragraphs name
    forms: dict[tuple[int, str | None, str], Form] = field(default_factory=lambda: {PLAIN_FORM: PLAIN_FORM})
    taken: TakenOut | None = None  # what the part's stubs stand for
    said: dict[Element, str] = field(default_factory=dict)  # properties that say something we look at, and what
    note_ids: set[str] = field(default_factory=set)
    boxes: int = 0  # how many text boxes were read
    notes: list[Note] = field(default_factory=list)
    chunk: Callable[[Element], Blocks | None] | None = None  # reads an embedded document; None = they are not read
    carrier: Element | None = None  # the paragraph whose text is carried
    quiet: Callable[[list[Element]], bool] = field(init=False)  # whether none of these says anything

    def __post_init__(self) -> None:
        self.quiet = self.said.keys().isdisjoint

    def note(self, id: str) -> None:
        if (entry := note(self.part, id)) not in self.notes:
            self.notes.append(entry)


@dataclass
class RawParagraph:
    """A paragraph as read, with what tells a heading from a sentence."""

    text: str
    marks: tuple[Mark, ...] = ()
    number: Numbered | None = None
    style: Facts = PLAIN
    outline: int | None = None
    bookmarks: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    last_tab: str = ""  # what stands after the last tab
    # What few paragraphs have is set on those afterwards: most are left with what the class says.
    bold: float = field(default=0, init=False)  # share of the letters
    underlined: float = field(default=0, init=False)
    italic: float = field(default=0, init=False)
    toc: bool = field(default=False, init=False)
    tag: str = field(default="", init=False)
    in_box: bool = field(default=False, init=False)
    underlined_to: int = field(default=0, init=False)  # end of an underlined beginning
    elements: tuple[Element, ...] = field(default=(), init=False)  # its `w:p`: two with a style separator
    lead: int = field(default=0, init=False)  # end of a heading that runs on in the same line (style separator)

    @property
    def anchor(self) -> str:
        return next((name for name in self.bookmarks if name.startswith("_Ref")), "")


@dataclass(slots=True)
class RawTable:
    rows: list[list[tuple[list[RawBlock], int]]]
    header_rows: int = 0
    style: Facts = PLAIN
    title: str = ""
    tag: str = ""
    lead: int = 0  # as of a paragraph: nothing stands on the same line
    text: str = ""  # as of a paragraph: a table has none of its own
    last_tab: str = ""
    toc: bool = False


def outlined(found: Layout, style: Facts) -> int | None:
    """The outline level of a paragraph with this layout and style."""
    return to_int(found.outline, 9) if found.outline else style.outline


def as_raw(together: Together, style: Facts, outline: int | None, bookmarks: tuple[str, ...] = ()) -> RawParagraph:
    """A paragraph of which all is known but its number and place; what is not set is left with what its class says."""
    text, marks, spans, shares, underlined_to, last_tab = together
    raw = _NEW(RawParagraph)
    raw.text, raw.style, raw.outline = text, style, outline
    if marks:
        raw.marks = marks
    if bookmarks:
        raw.bookmarks = bookmarks
    if spans:
        raw.spans = spans
    if last_tab:
        raw.last_tab = last_tab
    if shares is not NO_SHARES:
        raw.bold, raw.underlined, raw.italic = shares
    if underlined_to:
        raw.underlined_to = underlined_to
    return raw


def finished(line: Line, found: Layout, number: Numbered | None, *, placed: bool) -> RawParagraph:
    """What a line with this layout and number amounts to."""
    together = put_together(line.pieces, placed=placed) if line.pieces else NOTHING_SHOWN
    raw = as_raw(together, line.style, outlined(found, line.style), tuple(line.bookmarks))
    if number:
        raw.number = number
    return raw


def join(head: RawParagraph, tail: RawParagraph) -> None:
    """Put a paragraph at the end of another, on the same line."""
    space = "" if tail.text[:1] in ".,;:)" or not head.text else " "
    shift = len(head.text) + len(space)
    head.lead = len(head.text)
    head.text += space + tail.text
    head.marks += tuple(Mark(m.start + shift, m.end + shift, m.kind, m.target) for m in tail.marks)
    head.bookmarks += tail.bookmarks
    head.spans += tuple((start + shift, end + shift, node) for start, end, node in tail.spans)
    head.elements += tail.elements


# A paragraph taken out of a part before that was parsed: what it is but for its number and place, and where its markup
# stands, without its end. A plain tuple, made for nearly every paragraph.
Taken = tuple[RawParagraph, Layout, int, int]


class TakenOut(Protocol):
    """The paragraphs taken out of a part, and the range [from, to) of them that each stub stands for, by its number."""

    taken: list[Taken]
    stubs: dict[str, tuple[int, int]]

    def elements(self, first: int, end: int) -> tuple[list[Element], dict[Element, str]]:
        """Those in a range as they were, and what their properties say."""


RawBlock = RawParagraph | RawTable
Blocks = list[RawBlock]


def choice(element: Element) -> Iterator[Element]:
    """The one branch of an mc:AlternateContent to read: both hold the same text."""
    for branch in element.iterchildren(f"{MC}Choice"):
        if set(branch.get("Requires", "").split()) <= _UNDERSTOOD:
            yield branch
            return
    yield from element.iterchildren(f"{MC}Fallback")
