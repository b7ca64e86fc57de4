"""The pieces of one paragraph put together: text, marks, where each letter came from, and how it looks."""

from __future__ import annotations

from collections.abc import Sequence
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
NOTHING_SHOWN: Together = ("", (), (), NO_SHARES, 0, "")


def put_together(pieces: list[Piece], *, placed: bool = True) -> Together:
    """What a paragraph's pieces amount to; without `placed`, not where each came from. A tab is one space."""
    texts = [text for text, _, _ in pieces]
    return laid_out(texts, plan_of(tuple([form for _, form, _ in pieces])), pieces if placed else ())


def laid_out(texts: list[str], plan: Plan, placed: Sequence[Piece] = ()) -> Together:
    """`put_together` for texts whose forms have this plan."""
    whole = "".join(texts)
    text = whole.strip(BLANKS)
    if not text:
        return NOTHING_SHOWN
    shift = len(whole) - len(whole.lstrip(BLANKS)) if whole[0] in BLANKS else 0
    last_tab = ""
    if "\t" in whole:
        last_tab = whole.rstrip().rpartition("\t")[2].strip() if "\t" in whole.rstrip() else ""
        text = text.replace("\t", " ")
    length = len(text)
    spans = _placed(placed, shift, length) if placed else ()
    if plan is NO_PLAN:  # most paragraphs are plain: nothing to mark in them
        return text, (), spans, NO_SHARES, 0, last_tab
    return (
        text,
        _marks(plan.marked, texts, shift, length) if plan.marked else (),
        spans,
        (plan.shares or _shares(texts, plan)) if length <= LONGEST_HEADING else NO_SHARES,
        _underlined_beginning(texts, plan.underlined) if plan.underlined else 0,
        last_tab,
    )


def _placed(pieces: Sequence[Piece], shift: int, length: int) -> tuple[Span, ...]:
    spans: list[Span] = []
    end = -shift
    for text, _, node in pieces:
        start, end = end, end + len(text)
        if node is not None and end > 0 and start < length and text:
            spans.append((start, end, node))
    return tuple(spans)


# -- marks -------------------------------------------------------------------------------------


class Plan(NamedTuple):
    """What forms amount to in pieces of any length; pieces are named by their place."""

    marked: tuple[tuple[int, int, MarkKind, str], ...]  # pieces [first, end) that are marked so
    shares: Shares | None  # None = they depend on how long the pieces are
    bold: tuple[int, ...]
    underlined: tuple[int, ...]
    italic: tuple[int, ...]


NO_PLAN = Plan((), NO_SHARES, (), (), ())


def plan_of(forms: tuple[Form, ...]) -> Plan:
    """The plan of pieces with these forms."""
    return _known_plan(forms) if len(forms) <= _MOST_PLANNED else _plan(forms)


def _plan(forms: tuple[Form, ...]) -> Plan:
    """Neighbours that share a flag, a blank or a reference are one."""
    if not forms:
        return NO_PLAN
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
        return NO_PLAN
    looks = [
        tuple([k for k, (flags, _, _) in enumerate(forms) if flags & look])
        for look in (STRONG | BOLD, UNDERLINE, ITALIC)
    ]
    alike = all(len(look) in (0, len(forms)) for look in looks)
    return Plan(tuple(found), Shares(*map(bool, looks)) if alike else None, *looks)


_known_plan = lru_cache(maxsize=1024)(_plan)


def _stretches(values: list[_Value]) -> list[tuple[int, int, _Value]]:
    """Neighbours of one value are one: [first, end) of each, and the value."""
    ends = [k for k in range(1, len(values)) if values[k] != values[k - 1]]
    return [(first, end, values[first]) for first, end in zip([0, *ends], [*ends, len(values)], strict=True)]


def _marks(
    marked: tuple[tuple[int, int, MarkKind, str], ...], texts: list[str], shift: int, length: int
) -> tuple[Mark, ...]:
    """The marks of a paragraph of that length, whose text begins `shift` characters into the pieces."""
    ends = list(accumulate(map(len, texts), initial=-shift))
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


def _shares(texts: list[str], plan: Plan) -> Shares:
    letters = [len(text.strip()) for text in texts]
    whole = sum(letters)
    if not whole:
        return NO_SHARES
    bold = sum([letters[k] for k in plan.bold]) / whole
    underlined = sum([letters[k] for k in plan.underlined]) / whole if plan.underlined else 0.0
    return Shares(bold, underlined, sum([letters[k] for k in plan.italic]) / whole if plan.italic else 0.0)


def _underlined_beginning(texts: list[str], underlined: tuple[int, ...]) -> int:
    """Where an underlined lead-in ends; a typed number may stand before it."""
    position = skipped = 0
    end = 0
    lines = set(underlined)
    for index, text in enumerate(texts):
        if index in lines:
            end = position + len(text.rstrip())
        elif end and text.strip(" .:\t"):
            break
        elif not end and any(letter.isalpha() for letter in text):
            return 0
        elif not end and not position:
            skipped = len(text) - len(text.lstrip(" \t\n"))
        position += len(text)
    return max(0, end - skipped)
