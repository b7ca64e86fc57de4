"""What the readers of runs and of blocks share: forms of text, open fields, and the state of one story."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from clausekit.model import Mark, MarkKind, Note
from clausekit.word.names import MC, Element
from clausekit.word.numbering import Counter, Numbered
from clausekit.word.package import Limits
from clausekit.word.refusals import read_error
from clausekit.word.stylefacts import PLAIN, Facts

BOLD, ITALIC, HIGHLIGHT, PENDING, TERM, UNDERLINE, STRONG = (1 << n for n in range(7))
_KINDS = (
    (BOLD, MarkKind.BOLD), (ITALIC, MarkKind.ITALIC), (HIGHLIGHT, MarkKind.HIGHLIGHT),
    (PENDING, MarkKind.PENDING), (TERM, MarkKind.TERM),
)  # fmt: skip
# Namespaces whose mc:Choice we read; for any other, Word's older picture of it (mc:Fallback).
_UNDERSTOOD = {"wps", "wpg", "wpc", "wp14", "w14", "w15", "w16", "w16se", "w16cid", "a14", "v", "w"}
_BLANKS = " \n\r\t"


class Form(NamedTuple):
    """How a stretch of text stands there; STRONG and UNDERLINE count what the style brings too."""

    flags: int = 0
    blank: str | None = None
    ref: str = ""


Piece = tuple[str, Form, Element | None]  # text, its form, the `w:t` (or tab, break …) it came from
Span = tuple[int, int, Element]  # characters [start, end) of a paragraph, and where they came from


@dataclass(slots=True)
class Field:
    """A field being read: its code until `separate`, then its result."""

    code: str = ""
    result: bool = False
    ref: str = ""
    toc: bool = False


@dataclass(slots=True)
class Line:
    """What one paragraph has gathered so far."""

    style: Facts = PLAIN
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
    limits: Limits = field(default_factory=Limits)
    started: float = field(default_factory=time.monotonic)
    part: str = ""
    fields: list[Field] = field(default_factory=list)
    coded: int = 0  # how many open fields are still in their code
    tocs: int = 0  # how many open fields and content controls are tables of contents
    tags: list[str] = field(default_factory=list)
    bookmarks: list[str] = field(default_factory=list)  # of block level, waiting for a paragraph
    carried: list[Piece] = field(default_factory=list)  # of a paragraph whose mark is gone
    looks: dict[tuple[object, ...], tuple[int, bool, bool]] = field(default_factory=dict)
    note_ids: set[str] = field(default_factory=set)
    notes: list[Note] = field(default_factory=list)
    paragraphs: int = 0

    def tick(self) -> None:
        """Count a paragraph, and stop when there are too many or it takes too long."""
        self.paragraphs += 1
        if self.paragraphs > self.limits.paragraphs:
            raise read_error("too_big", detail=f"more than {self.limits.paragraphs} paragraphs")
        if not self.paragraphs % 256 and time.monotonic() - self.started > self.limits.seconds:
            raise read_error("slow", detail=f"{self.limits.seconds:g} seconds")

    def note(self, message: str) -> None:
        if (entry := Note(self.part, message)) not in self.notes:
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


def text_and_marks(pieces: list[Piece]) -> tuple[str, tuple[Mark, ...], tuple[Span, ...]]:
    """Text without blanks at both ends, marks and spans; a tab is one space, so offsets hold."""
    whole = "".join(text for text, _, _ in pieces)
    text = whole.strip(_BLANKS).replace("\t", " ")
    shift = len(whole) - len(whole.lstrip(_BLANKS))
    marks = sorted(
        Mark(max(0, mark.start - shift), min(mark.end - shift, len(text)), mark.kind, mark.target)
        for mark in _all_marks(pieces)
    )
    kept = tuple(mark for mark in marks if mark.start < mark.end)
    return text, kept, tuple(_placed(pieces, shift, len(text)))


def _placed(pieces: list[Piece], shift: int, length: int) -> Iterator[Span]:
    position = -shift
    for text, _, node in pieces:
        start, position = position, position + len(text)
        if node is not None and position > 0 and start < length and text:
            yield start, position, node


def _all_marks(pieces: list[Piece]) -> Iterator[Mark]:
    used = 0
    for _, form, _ in pieces:
        used |= form.flags
    for flag, kind in _KINDS:
        if used & flag:
            values = ["" if form.flags & flag else None for _, form, _ in pieces]
            yield from _spans(pieces, values, kind)
    if any(form.blank is not None for _, form, _ in pieces):
        yield from _spans(pieces, [form.blank for _, form, _ in pieces], MarkKind.BLANK)
    if any(form.ref for _, form, _ in pieces):
        yield from _spans(pieces, [form.ref or None for _, form, _ in pieces], MarkKind.REF)


def _spans(pieces: list[Piece], values: list[str | None], kind: MarkKind) -> Iterator[Mark]:
    start = 0
    lengths = (len(text) for text, _, _ in pieces)
    for value, stretch in groupby(zip(values, lengths, strict=True), key=lambda item: item[0]):
        end = start + sum(length for _, length in stretch)
        if value is not None:
            yield Mark(start, end, kind, value)
        start = end
