"""The pieces of one paragraph put together: text, marks, where each letter came from, and how it looks."""

from __future__ import annotations

from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from clausekit.model import Mark, MarkKind, quick_mark
from clausekit.signs import LONGEST_HEADING
from clausekit.word.names import Element

BOLD, ITALIC, HIGHLIGHT, PENDING, TERM, UNDERLINE, STRONG = (1 << n for n in range(7))
_KINDS = (
    (BOLD, MarkKind.BOLD), (ITALIC, MarkKind.ITALIC), (HIGHLIGHT, MarkKind.HIGHLIGHT),
    (PENDING, MarkKind.PENDING), (TERM, MarkKind.TERM),
)  # fmt: skip
_MARKED = BOLD | ITALIC | HIGHLIGHT | PENDING | TERM
_DRESSED = STRONG | BOLD | UNDERLINE | ITALIC
BLANKS = " \n\r\t"
_IN_ORDER = attrgetter("start", "end", "kind", "target")  # as marks compare, at a third of the cost


class Form(NamedTuple):
    """How a stretch of text stands there; STRONG and UNDERLINE count what the style brings too."""

    flags: int = 0
    blank: str | None = None
    ref: str = ""


Piece = tuple[str, Form, Element | None]  # text, its form, the `w:t` (or tab, break …) it came from
Stretch = tuple[int, int, Form]  # characters [start, end) of one form
Span = tuple[int, int, Element]  # characters [start, end) of a paragraph, and where they came from


class Shares(NamedTuple):
    """Which share of a paragraph's letters is bold, underlined, italic; only told of what could be a heading."""

    bold: float = 0.0
    underlined: float = 0.0
    italic: float = 0.0


# A paragraph's text without blanks at both ends, and what belongs to it: marks, spans, shares, where an underlined
# beginning ends, what stands after the last tab. A plain tuple, made for every paragraph.
Together = tuple[str, tuple[Mark, ...], tuple[Span, ...], Shares, int, str]


NO_SHARES = Shares()
PLAIN_FORM = Form()
_ALL_PLAIN = {PLAIN_FORM}
_NOTHING: Together = ("", (), (), NO_SHARES, 0, "")


def put_together(pieces: list[Piece], *, placed: bool = True) -> Together:
    """What a paragraph's pieces amount to; without `placed`, not where each came from. A tab is one space."""
    whole, form, _ = pieces[0]
    forms = _ALL_PLAIN
    if len(pieces) > 1:
        whole = "".join([piece[0] for piece in pieces])
        forms = {piece[1] for piece in pieces}
    elif form is not PLAIN_FORM:
        forms = {form}
    text = whole.strip(BLANKS)
    if not text:
        return _NOTHING
    shift = len(whole) - len(whole.lstrip(BLANKS)) if whole[0] in BLANKS else 0
    last_tab = ""
    if "\t" in whole:
        last_tab = whole.rstrip().rpartition("\t")[2].strip() if "\t" in whole.rstrip() else ""
        text = text.replace("\t", " ")
    spans = _placed(pieces, shift, len(text)) if placed else ()
    if forms == _ALL_PLAIN:  # most paragraphs are: nothing to mark in them
        return text, (), spans, NO_SHARES, 0, last_tab
    stretches = [(0, len(whole), form)] if len(forms) == 1 else _stretches(pieces)
    used, held = 0, False
    for flags, blank, ref in forms:
        used |= flags
        held = held or blank is not None or ref != ""
    return (
        text,
        _marks(stretches, shift, len(text), held=held) if held or used & _MARKED else (),
        spans,
        _shares(pieces, stretches) if used & _DRESSED and len(text) <= LONGEST_HEADING else NO_SHARES,
        _underlined_beginning(pieces) if used & UNDERLINE else 0,
        last_tab,
    )


def _stretches(pieces: list[Piece]) -> list[Stretch]:
    """Neighbours of one form are one."""
    found: list[Stretch] = []
    start = end = 0
    last = pieces[0][1]
    for text, form, _ in pieces:
        if form is not last and form != last:
            found.append((start, end, last))
            start, last = end, form
        end += len(text)
    found.append((start, end, last))
    return found


def _placed(pieces: list[Piece], shift: int, length: int) -> tuple[Span, ...]:
    spans: list[Span] = []
    end = -shift
    for text, _, node in pieces:
        start, end = end, end + len(text)
        if node is not None and end > 0 and start < length and text:
            spans.append((start, end, node))
    return tuple(spans)


# -- marks -------------------------------------------------------------------------------------


def _marks(stretches: list[Stretch], shift: int, length: int, *, held: bool) -> tuple[Mark, ...]:
    """The marks of a paragraph of that length, whose text begins `shift` characters into the stretches.

    `held` says whether there are blanks or references among them.
    """
    found: list[Mark] = []
    open_at: dict[MarkKind, int] = {}
    before = 0
    for at, _, form in (*stretches, (stretches[-1][1], 0, PLAIN_FORM)):
        flags = form.flags & _MARKED
        if flags != before:
            for kind in _ending(before, flags):
                _add(found, open_at[kind] - shift, at - shift, length, kind)
            for kind in _ending(flags, before):
                open_at[kind] = at
            before = flags
    if held:
        _add_held(found, stretches, shift, length)
    if len(found) > 1:
        found.sort(key=_IN_ORDER)
    return tuple(found)


@lru_cache(maxsize=1024)
def _ending(before: int, after: int) -> tuple[MarkKind, ...]:
    """Which marks end where these flags change to those."""
    return tuple(kind for flag, kind in _KINDS if before & flag and not after & flag)


def _add(found: list[Mark], start: int, end: int, length: int, kind: MarkKind, target: str = "") -> None:
    """Add a mark, cut to the paragraph's text."""
    start = start if start > 0 else 0
    end = end if end < length else length
    if start < end:
        found.append(quick_mark(start, end, kind, target))


def _add_held(found: list[Mark], stretches: list[Stretch], shift: int, length: int) -> None:
    """Add the marks of blanks and references; neighbours that share one are one."""
    blank_at, ref_at, blank, ref = 0, 0, None, ""
    for at, _, form in (*stretches, (stretches[-1][1], 0, PLAIN_FORM)):
        if form.ref != ref:
            if ref:
                _add(found, ref_at - shift, at - shift, length, MarkKind.REF, ref)
            ref_at, ref = at, form.ref
        if form.blank != blank:
            if blank is not None:
                _add(found, blank_at - shift, at - shift, length, MarkKind.BLANK, blank)
            blank_at, blank = at, form.blank


# -- looks -------------------------------------------------------------------------------------


def _shares(pieces: list[Piece], stretches: list[tuple[int, int, Form]]) -> Shares:
    if len(stretches) == 1:
        flags = stretches[0][2].flags
        return Shares(bool(flags & (STRONG | BOLD)), bool(flags & UNDERLINE), bool(flags & ITALIC))
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
