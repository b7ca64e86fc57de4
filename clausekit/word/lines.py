"""The pieces of one paragraph put together: text, marks, where each letter came from, and how it looks."""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate
from operator import attrgetter
from typing import NamedTuple, TypeVar

from clausekit.model import Mark, MarkKind, quick_mark
from clausekit.signs import LONGEST_HEADING
from clausekit.word.names import Element

BOLD, ITALIC, HIGHLIGHT, PENDING, TERM, UNDERLINE, STRONG = (1 << n for n in range(7))
_KINDS = (
    (BOLD, MarkKind.BOLD), (ITALIC, MarkKind.ITALIC), (HIGHLIGHT, MarkKind.HIGHLIGHT),
    (PENDING, MarkKind.PENDING), (TERM, MarkKind.TERM),
)  # fmt: skip
_DRESSED = STRONG | BOLD | UNDERLINE | ITALIC
BLANKS = " \n\r\t"
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


# A paragraph's text without blanks at both ends, and what belongs to it: marks, spans, shares, where an underlined
# beginning ends, what stands after the last tab. A plain tuple, made for every paragraph.
Together = tuple[str, tuple[Mark, ...], tuple[Span, ...], Shares, int, str]


NO_SHARES = Shares()
PLAIN_FORM = Form()
_Value = TypeVar("_Value")
_MOST_PLANNED = 12  # pieces: what has more is planned each time
_NOTHING: Together = ("", (), (), NO_SHARES, 0, "")


def put_together(pieces: list[Piece], *, placed: bool = True) -> Together:
    """What a paragraph's pieces amount to; without `placed`, not where each came from. A tab is one space."""
    whole, form, _ = pieces[0]
    if len(pieces) > 1:
        whole = "".join([piece[0] for piece in pieces])
        plan = (_plan if len(pieces) <= _MOST_PLANNED else _planned)(tuple([piece[1] for piece in pieces]))
    else:
        plan = _NO_PLAN if form is PLAIN_FORM else _plan((form,))
    text = whole.strip(BLANKS)
    if not text:
        return _NOTHING
    shift = len(whole) - len(whole.lstrip(BLANKS)) if whole[0] in BLANKS else 0
    last_tab = ""
    if "\t" in whole:
        last_tab = whole.rstrip().rpartition("\t")[2].strip() if "\t" in whole.rstrip() else ""
        text = text.replace("\t", " ")
    spans = _placed(pieces, shift, len(text)) if placed else ()
    if plan is _NO_PLAN:  # most paragraphs are plain: nothing to mark in them
        return text, (), spans, NO_SHARES, 0, last_tab
    used, marked, dressed = plan
    return (
        text,
        _marks(marked, pieces, shift, len(text)) if marked else (),
        spans,
        _shares(pieces, dressed) if dressed and len(text) <= LONGEST_HEADING else NO_SHARES,
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


class _Plan(NamedTuple):
    """What forms amount to in pieces of any length."""

    used: int  # the flags that occur
    marked: tuple[tuple[int, int, MarkKind, str], ...]  # pieces [first, end) that are marked so
    dressed: tuple[int, ...]  # the flags of each piece that count in `Shares`; () = of none


_NO_PLAN = _Plan(0, (), ())


def _planned(forms: tuple[Form, ...]) -> _Plan:
    """The plan of pieces with these forms: neighbours that share a flag, a blank or a reference are one."""
    used = 0
    for flags, _, _ in forms:
        used |= flags
    found: list[tuple[int, int, MarkKind, str]] = []
    for flag, kind in _KINDS:
        if used & flag:
            found += [(first, end, kind, "") for first, end, on in _stretches([f.flags & flag for f in forms]) if on]
    found += [(first, end, MarkKind.REF, ref) for first, end, ref in _stretches([f.ref for f in forms]) if ref]
    blanks = _stretches([f.blank for f in forms])
    found += [(first, end, MarkKind.BLANK, blank) for first, end, blank in blanks if blank is not None]
    if not found and not used:
        return _NO_PLAN
    return _Plan(used, tuple(found), tuple([flags for flags, _, _ in forms]) if used & _DRESSED else ())


_plan = lru_cache(maxsize=1024)(_planned)


def _stretches(values: list[_Value]) -> list[tuple[int, int, _Value]]:
    """Neighbours of one value are one: [first, end) of each, and the value."""
    ends = [k for k in range(1, len(values)) if values[k] != values[k - 1]]
    return [(first, end, values[first]) for first, end in zip([0, *ends], [*ends, len(values)], strict=True)]


def _marks(
    marked: tuple[tuple[int, int, MarkKind, str], ...], pieces: list[Piece], shift: int, length: int
) -> tuple[Mark, ...]:
    """The marks of a paragraph of that length, whose text begins `shift` characters into the pieces."""
    ends = list(accumulate([len(text) for text, _, _ in pieces], initial=-shift))
    found: list[Mark] = []
    for first, end, kind, target in marked:
        begins, stops = ends[first], ends[end]
        if begins < 0:
            begins = 0
        if stops > length:
            stops = length
        if begins < stops:
            found.append(quick_mark(begins, stops, kind, target))
    if len(found) > 1:
        found.sort(key=_IN_ORDER)
    return tuple(found)


# -- looks -------------------------------------------------------------------------------------


def _shares(pieces: list[Piece], dressed: tuple[int, ...]) -> Shares:
    flags = dressed[0]
    if dressed.count(flags) == len(dressed):
        return Shares(bool(flags & (STRONG | BOLD)), bool(flags & UNDERLINE), bool(flags & ITALIC))
    letters = bold = underlined = italic = 0
    for (text, _, _), flags in zip(pieces, dressed, strict=True):
        length = len(text.strip())
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
