"""The pieces of one paragraph put together: text, marks, where each letter came from, and how it looks."""

from __future__ import annotations

from operator import attrgetter
from typing import NamedTuple

from clausekit.model import Mark, MarkKind
from clausekit.outline import LONGEST_HEADING
from clausekit.word.names import Element

BOLD, ITALIC, HIGHLIGHT, PENDING, TERM, UNDERLINE, STRONG = (1 << n for n in range(7))
_KINDS = (
    (BOLD, MarkKind.BOLD), (ITALIC, MarkKind.ITALIC), (HIGHLIGHT, MarkKind.HIGHLIGHT),
    (PENDING, MarkKind.PENDING), (TERM, MarkKind.TERM),
)  # fmt: skip
_MARKED = BOLD | ITALIC | HIGHLIGHT | PENDING | TERM
_DRESSED = STRONG | BOLD | UNDERLINE | ITALIC
_BLANKS = " \n\r\t"
_IN_ORDER = attrgetter("start", "end", "kind", "target")  # as marks compare, at a third of the cost


class Form(NamedTuple):
    """How a stretch of text stands there; STRONG and UNDERLINE count what the style brings too."""

    flags: int = 0
    blank: str | None = None
    ref: str = ""


Piece = tuple[str, Form, Element | None]  # text, its form, the `w:t` (or tab, break …) it came from
Span = tuple[int, int, Element]  # characters [start, end) of a paragraph, and where they came from


class Shares(NamedTuple):
    """Which share of a paragraph's letters is bold, underlined, italic; only told of what could be a heading."""

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


NO_SHARES = Shares()
_PLAIN = Form()
_NOTHING = Together("", (), (), NO_SHARES, 0, "")


def put_together(pieces: list[Piece], *, placed: bool = True) -> Together:
    """What a paragraph's pieces amount to; without `placed`, not where each came from."""
    whole = pieces[0][0] if len(pieces) == 1 else "".join([piece[0] for piece in pieces])
    text = whole.strip(_BLANKS)
    if not text:
        return _NOTHING
    shift = len(whole) - len(whole.lstrip(_BLANKS)) if whole[0] in _BLANKS else 0
    last_tab = ""
    if "\t" in whole:
        last_tab = whole.rstrip().rpartition("\t")[2].strip() if "\t" in whole.rstrip() else ""
        text = text.replace("\t", " ")
    spans = _placed(pieces, shift, len(text)) if placed else ()
    if _all_plain(pieces):
        return Together(text, (), spans, NO_SHARES, 0, last_tab)
    stretches = _stretches(pieces)
    used, fields = 0, False
    for _, _, form in stretches:
        used |= form.flags
        fields = fields or bool(form.ref) or form.blank is not None
    return Together(
        text,
        _marks(stretches, used, fields, shift, len(text)) if fields or used & _MARKED else (),
        spans,
        _shares(pieces, stretches) if used & _DRESSED and len(text) <= LONGEST_HEADING else NO_SHARES,
        _underlined_beginning(pieces) if used & UNDERLINE else 0,
        last_tab,
    )


def _all_plain(pieces: list[Piece]) -> bool:
    """Most paragraphs are: nothing to mark in them."""
    form = pieces[0][1]
    return form == _PLAIN and (len(pieces) == 1 or all(piece[1] is form for piece in pieces))


def _stretches(pieces: list[Piece]) -> list[tuple[int, int, Form]]:
    """(start, end, form): neighbours of one form are one."""
    found: list[tuple[int, int, Form]] = []
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


def _marks(
    stretches: list[tuple[int, int, Form]], used: int, fields: bool, shift: int, length: int
) -> tuple[Mark, ...]:
    found: list[Mark] = []

    def add(first: int, last: int, kind: MarkKind, target: str) -> None:
        start, end = max(0, first - shift), min(last - shift, length)
        if start < end:
            found.append(Mark(start, end, kind, target))

    def gather(kind: MarkKind, values: list[str | None]) -> None:
        open_at, open_for = 0, None
        for (start, _, _), value in zip(stretches, values, strict=True):
            if value != open_for:
                if open_for is not None:
                    add(open_at, start, kind, open_for)
                open_at, open_for = start, value
        if open_for is not None:
            add(open_at, stretches[-1][1], kind, open_for)

    for flag, kind in _KINDS:
        if used & flag:
            open_at = -1
            for start, _, form in stretches:
                if form.flags & flag:
                    open_at = start if open_at < 0 else open_at
                elif open_at >= 0:
                    add(open_at, start, kind, "")
                    open_at = -1
            if open_at >= 0:
                add(open_at, stretches[-1][1], kind, "")
    if fields:
        gather(MarkKind.BLANK, [form.blank for _, _, form in stretches])
        gather(MarkKind.REF, [form.ref or None for _, _, form in stretches])
    return tuple(sorted(found, key=_IN_ORDER)) if len(found) > 1 else tuple(found)


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
