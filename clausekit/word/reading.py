"""What the readers of runs and of blocks share: forms of text, open fields, and the state of one story."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from clausekit.model import Mark, Note
from clausekit.notes import note
from clausekit.word.budget import Budget
from clausekit.word.lines import Form, Piece, Span
from clausekit.word.names import MC, Element
from clausekit.word.numbering import Counter, Numbered
from clausekit.word.stylefacts import PLAIN, Facts

# Namespaces whose mc:Choice we read; for any other, Word's older picture of it (mc:Fallback).
_UNDERSTOOD = {"wps", "wpg", "wpc", "wp14", "w14", "w15", "w16", "w16se", "w16cid", "a14", "v", "w"}


@dataclass(slots=True)
class Field:
    """A field being read: its code until `separate`, then its result."""

    code: str = ""
    result: bool = False
    ref: str = ""
    toc: bool = False


PLAIN_FORM = Form()


class Look(NamedTuple):
    """How a run stands in a paragraph of some style."""

    form: Form
    hidden: bool = False


Looks = dict[str, Look]  # by what the run's properties say


@dataclass(slots=True)
class Line:
    """What one paragraph has gathered so far."""

    style: Facts = PLAIN
    looks: Looks = field(default_factory=dict)
    pieces: list[Piece] = field(default_factory=list)
    bookmarks: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    held: list[Piece] = field(default_factory=list)  # text inside a field's code


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
    looks: dict[str, Looks] = field(default_factory=dict)  # by style of the paragraph
    forms: dict[tuple[int, str | None, str], Form] = field(default_factory=dict)
    said: Mapping[Element, str] = field(default_factory=dict)  # properties that say something we look at, and what
    note_ids: set[str] = field(default_factory=set)
    boxes: int = 0  # how many text boxes were read
    notes: list[Note] = field(default_factory=list)
    chunk: Callable[[Element], Blocks | None] | None = None  # reads an embedded document; None = they are not read
    carrier: Element | None = None  # the paragraph whose text is carried

    def note(self, id: str) -> None:
        if (entry := note(self.part, id)) not in self.notes:
            self.notes.append(entry)


@dataclass(slots=True)
class RawParagraph:
    """A paragraph as read, with what tells a heading from a sentence."""

    text: str
    marks: tuple[Mark, ...] = ()
    number: Numbered | None = None
    style: Facts = PLAIN
    outline: int | None = None
    bold: float = 0  # share of the letters
    underlined: float = 0
    italic: float = 0
    centred: bool = False
    size: int = 0
    last_tab: str = ""  # what stands after the last tab
    toc: bool = False
    tag: str = ""
    bookmarks: tuple[str, ...] = ()
    in_box: bool = False
    underlined_to: int = 0  # end of an underlined beginning
    elements: tuple[Element, ...] = ()  # the `w:p` it was read from: two with a style separator
    spans: tuple[Span, ...] = ()
    lead: int = 0  # end of a heading that runs on in the same line (style separator)

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


RawBlock = RawParagraph | RawTable
Blocks = list[RawBlock]


def choice(element: Element) -> Iterator[Element]:
    """The one branch of an mc:AlternateContent to read: both hold the same text."""
    for branch in element.iterchildren(f"{MC}Choice"):
        if set(branch.get("Requires", "").split()) <= _UNDERSTOOD:
            yield branch
            return
    yield from element.iterchildren(f"{MC}Fallback")
