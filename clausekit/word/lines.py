"""The pieces of one paragraph put together: text, marks, where each letter came from, and how it looks."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from clausekit.model import Mark, MarkKind
from clausekit.word.names import Element

BOLD, ITALIC, HIGHLIGHT, PENDING, TERM, UNDERLINE, STRONG = (1 << n for n in range(7))
_KINDS = (
    (BOLD, MarkKind.BOLD), (ITALIC, MarkKind.ITALIC), (HIGHLIGHT, MarkKind.HIGHLIGHT),
    (PENDING, MarkKind.PENDING), (TERM, MarkKind.TERM),
)  # fmt: skip
_MARKED = BOLD | ITALIC | HIGHLIGHT | PENDING | TERM
_BLANKS = " \n\r\t"


class Form(NamedTuple):
    """How a stretch of text stands there; STRONG and UNDERLINE count what the style brings too."""

    flags: int = 0
    blank: str | None = None
    ref: str = ""


Piece = tuple[str, Form, Element | None]  # text, its form, the `w:t` (or tab, break …) it came from
Span = tuple[int, int, Element]  # characters [start, end) of a paragraph, and where they came from


class Shares(NamedTuple):
    """Which share of a paragraph's letters is bold, underlined, italic."""

    bold: float = 0.0
    underlined: float = 0.0
    italic: float = 0.0


class Together(NamedTuple):
    """A paragraph's text without blanks at both ends, and what belongs to it; a tab is one space, so offsets hold."""

    text: str
    marks: tuple[Mark, ...]
    spans: tuple[Span, ...]
    shares: Shares
    underlined_to: int
    last_tab: str


def put_together(pieces: list[Piece]) -> Together:
    """What a paragraph's pieces amount to."""
    whole = "".join([piece[0] for piece in pieces])
    text = whole.strip(_BLANKS)
    if not text:
        return Together("", (), (), Shares(), 0, "")
    shift = len(whole) - len(whole.lstrip(_BLANKS))
    last_tab = ""
    if "\t" in whole:
        last_tab = whole.rstrip().rpartition("\t")[2].strip() if "\t" in whole.rstrip() else ""
        text = text.replace("\t", " ")
    used, fields = 0, False
    for _, form, _ in pieces:
        used |= form.flags
        fields = fields or bool(form.ref) or form.blank is not None
    return Together(
        text,
        _marks(pieces, used, fields, shift, len(text)) if fields or used & _MARKED else (),
        _placed(pieces, shift, len(text)),
        _shares(pieces) if used & (STRONG | BOLD | UNDERLINE | ITALIC) else Shares(),
        _underlined_beginning(pieces) if used & UNDERLINE else 0,
        last_tab,
    )


def _placed(pieces: list[Piece], shift: int, length: int) -> tuple[Span, ...]:
    spans: list[Span] = []
    end = -shift
    for text, _, node in pieces:
        start, end = end, end + len(text)
        if node is not None and end > 0 and start < length and text:
            spans.append((start, end, node))
    return tuple(spans)


# -- marks -------------------------------------------------------------------------------------


def _marks(pieces: list[Piece], used: int, fields: bool, shift: int, length: int) -> tuple[Mark, ...]:
    found = [
        Mark(start, end, kind, target)
        for first, last, kind, target in _all_marks(pieces, used, fields)
        if (start := max(0, first - shift)) < (end := min(last - shift, length))
    ]
    return tuple(sorted(found)) if len(found) > 1 else tuple(found)


def _all_marks(pieces: list[Piece], used: int, fields: bool) -> Iterator[tuple[int, int, MarkKind, str]]:
    for flag, kind in _KINDS:
        if used & flag:
            yield from _stretches(pieces, ["" if form.flags & flag else None for _, form, _ in pieces], kind)
    if fields:
        yield from _stretches(pieces, [form.blank for _, form, _ in pieces], MarkKind.BLANK)
        yield from _stretches(pieces, [form.ref or None for _, form, _ in pieces], MarkKind.REF)


def _stretches(
    pieces: list[Piece], values: list[str | None], kind: MarkKind
) -> Iterator[tuple[int, int, MarkKind, str]]:
    start = index = 0
    for value, stretch in groupby(values):
        end = start
        for _ in stretch:
            end += len(pieces[index][0])
            index += 1
        if value is not None:
            yield start, end, kind, value
        start = end


# -- looks -------------------------------------------------------------------------------------


def _shares(pieces: list[Piece]) -> Shares:
    letters = bold = underlined = italic = 0
    for text, form, _ in pieces:
        length = len(text.strip())
        flags = form.flags
        letters += length
        if flags:
            if flags & (STRONG | BOLD):
                bold += length
            if flags & UNDERLINE:
                underlined += length
            if flags & ITALIC:
                italic += length
    return Shares(bold / letters, underlined / letters, italic / letters) if letters else Shares()


def _underlined_beginning(pieces: list[Piece]) -> int:
    """Where an underlined lead-in ends; a typed number may stand before it."""
    position = skipped = 0
    end = 0
    for text, form, _ in pieces:
        if form.flags & UNDERLINE:
            end = position + len(text.rstrip())
        elif end and text.strip(" .:\t"):
            break
        elif not end and any(letter.isalpha() for letter in text):
            return 0
        elif not end and not position:
            skipped = len(text) - len(text.lstrip(" \t\n"))
        position += len(text)
    return max(0, end - skipped)
