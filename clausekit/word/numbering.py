"""The numbers Word shows beside paragraphs, and what cross-references to them show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from clausekit.word.layout import Layout, layout
from clausekit.word.listdefs import PLACE, Definitions, List_, Style, definitions
from clausekit.word.names import MC, Element, W, is_on, to_int
from clausekit.word.numerals import numeral

DEEPEST = 8
_NEW = tuple.__new__


class Numbered(NamedTuple):
    """A numbered paragraph: its label, and what references to it need."""

    label: str
    level: int
    list: str = ""
    counts: tuple[int, ...] = ()
    pieces: tuple[tuple[int, str], ...] = ()  # (level, label) of the full context, outermost first


# -- which list and level a paragraph has ------------------------------------------------------


def _style_chain(defs: Definitions, style: str) -> Iterator[tuple[str, Style]]:
    seen: set[str] = set()
    while style in defs.styles and style not in seen:
        seen.add(style)
        yield style, defs.styles[style]
        style = defs.styles[style].based_on


def _from_style(defs: Definitions, style: str) -> tuple[str, int]:
    """(numId, level) that a style brings, itself or through the styles it is based on."""
    chain = list(_style_chain(defs, style))
    num = next((item.num for _, item in chain if item.num), "")
    if not num or num == "0":
        return "", 0
    levels = defs.lists[num].levels if num in defs.lists else {}
    by_style = {level.style: index for index, level in levels.items() if level.style}
    for name, item in chain:
        if name in by_style:
            return num, by_style[name]
        if item.num:  # styles below the one that brought the list do not count
            break
    return num, to_int(next((item.level for _, item in chain if item.level), ""), 0)


class _Place(NamedTuple):
    """A count that a label shows, and what follows it; `said`: how each number is written that occurred."""

    level: int
    start: int
    format: str
    pattern: str
    after: str
    said: dict[int, str]


class _Plan(NamedTuple):
    """What a label shows, "%1.%2": its beginning, then counts."""

    beginning: str
    places: tuple[_Place, ...]


def _plan(listing: List_, index: int) -> _Plan:
    if listing.levels[index].format == "bullet":
        return _Plan("•", ())
    beginning, *rest = PLACE.split(listing.levels[index].text)
    places: list[_Place] = []
    for place, after in zip(rest[::2], rest[1::2], strict=True):
        k = int(place) - 1
        source = listing.levels.get(k)
        if k > index or source is None or source.format == "bullet":  # inside a number a bullet shows nothing
            places.append(_Place(0, 0, "none", "", after, {}))
            continue
        legal = listing.levels[index].legal and source.format != "none"
        start = listing.starts.get(k, source.start)
        places.append(_Place(k, start, "decimal" if legal else source.format, source.pattern, after, {}))
    return _Plan(beginning, tuple(places))


class _Listed(NamedTuple):
    """What counting needs to know of paragraphs of one list and level."""

    num: str
    level: int
    listing: List_
    counts: dict[int, int]  # of all that share its abstract list
    start: int
    overridden: bool  # its first paragraph starts again
    upper: tuple[tuple[int, int], ...]  # the levels above, and where they start
    plan: _Plan


@dataclass(slots=True)
class Counter:
    """Counts through one story; ask it for each paragraph once, in document order.

    `context`: whether counts and labels of the outer levels are kept too, which only references need.
    """

    defs: Definitions
    context: bool = True
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _used: set[tuple[str, int]] = field(default_factory=set)
    _styled: dict[str, tuple[str, int]] = field(default_factory=dict)
    _listed: dict[Layout, _Listed | None] = field(default_factory=dict)
    _plans: dict[tuple[str, int], _Plan] = field(default_factory=dict)

    def place(self, found: Layout) -> tuple[str, int]:
        """(numId, level) in force for a paragraph; ("", 0) when it has no number."""
        style = found.style or self.defs.default_style
        if style not in self._styled:
            self._styled[style] = _from_style(self.defs, style)
        num, level = self._styled[style]
        if found.listed:
            num = found.list or num
            level = to_int(found.level, level)
        return ("", 0) if num == "0" else (num, max(0, min(level, DEEPEST)))

    def next(self, paragraph: Element) -> Numbered | None:
        """Count a paragraph; None when it shows no number."""
        return self.count(layout(paragraph))

    def count(self, found: Layout) -> Numbered | None:
        """`next`, for a paragraph whose layout is known."""
        try:
            listed = self._listed[found]
        except KeyError:
            listed = self._listed[found] = self._find(found)
        if listed is None:
            return None
        num, level, listing, counts, start, overridden, upper, plan = listed
        if overridden and (num, level) not in self._used:
            self._used.add((num, level))
            counts[level] = start
        elif level in counts:
            counts[level] += 1
        else:
            counts[level] = start
        for above, begun in upper:  # one that was passed over shows its start, and has been counted by that
            if above not in counts:
                counts[above] = begun
        if len(counts) > len(upper) + 1:
            _restart(counts, listing, level)
        label = self._label(plan, counts)
        if not label:
            return None
        if not self.context:
            return _NEW(Numbered, (label, level, listing.abstract, (), ()))  # as its class does, at half the cost
        outer = tuple(counts.get(k, 0) for k in range(level + 1))
        return Numbered(label, level, listing.abstract, outer, self._pieces(num, listing, counts, level))

    def _find(self, found: Layout) -> _Listed | None:
        num, level = self.place(found)
        listing = self.defs.lists.get(num) if num else None
        if listing is None or level not in listing.levels:
            return None
        counts = self._counts.setdefault(listing.abstract, {})
        starts = {k: listing.starts.get(k, source.start) for k, source in listing.levels.items()}
        upper = tuple([(k, starts[k]) for k in range(level) if k in starts])
        plan = self._planned(num, listing, level)
        return _Listed(num, level, listing, counts, starts[level], level in listing.starts, upper, plan)

    def _label(self, plan: _Plan, counts: Mapping[int, int]) -> str:
        label = plan.beginning
        for level, start, format, pattern, after, said in plan.places:
            count = counts.get(level, start)
            if count not in said:
                said[count] = numeral(count, format, self.defs.language, pattern) + after
            label += said[count]
        return label.strip()

    def _planned(self, num: str, listing: List_, index: int) -> _Plan:
        plan = self._plans.get((num, index))
        if plan is None:
            plan = self._plans[num, index] = _plan(listing, index)
        return plan

    def _pieces(self, num: str, listing: List_, counts: Mapping[int, int], index: int) -> tuple[tuple[int, str], ...]:
        """The labels that make up the number in full context: 3.3, (c), (i)."""
        pieces: list[tuple[int, str]] = []
        while index >= 0:
            if index in listing.levels:
                label = self._label(self._planned(num, listing, index), counts).rstrip(".").strip()
                pieces.append((index, label))
                index = min(index, listing.levels[index].covered)
            index -= 1
        return tuple(reversed(pieces))


def _restart(counts: dict[int, int], listing: List_, level: int) -> None:
    """A number of this level was counted: deeper ones start again, unless their level says after which."""
    for deeper in [k for k in counts if k > level]:
        restart = listing.levels[deeper].restart if deeper in listing.levels else None
        if restart is None or level < restart:
            del counts[deeper]


# -- labels of a whole story -------------------------------------------------------------------


def numbered_paragraphs(root: Element, defs: Definitions) -> list[tuple[Element, Numbered]]:
    """Every numbered paragraph below root in document order."""
    counter = Counter(defs)
    result: list[tuple[Element, Numbered]] = []
    fallback = next(root.iter(f"{MC}Fallback"), None) is not None
    for paragraph in root.iter(f"{W}p"):
        if fallback and next(paragraph.iterancestors(f"{MC}Fallback"), None) is not None:
            continue
        if counted(paragraph) and (number := counter.next(paragraph)):
            result.append((paragraph, number))
    return result


def labels(
    document: Element, numbering: Element | None, styles: Element | None, *, language: str = ""
) -> list[tuple[Element, str, int]]:
    """(paragraph, number as Word shows it, level) of a document.xml, in document order."""
    defs = definitions(numbering, styles, language=language)
    return [(p, number.label, number.level) for p, number in numbered_paragraphs(document, defs)]


def counted(paragraph: Element, found: Layout | None = None, *, final: bool = True) -> bool:
    """Whether Word counts a paragraph: not when deleted, hidden, or empty before a section break."""
    found = found or layout(paragraph)
    if not found.stands(final):
        return False
    if found.hidden and not found.joins and not _has_visible_run(paragraph):
        return False
    return not (found.ends_section and paragraph.find(f".//{W}r") is None)


def _has_visible_run(paragraph: Element) -> bool:
    return any(not is_on(run.find(f"{W}rPr"), "vanish") for run in paragraph.iter(f"{W}r"))


# -- cross-references --------------------------------------------------------------------------


def own_number(target: Numbered) -> str:
    """What `REF \\n` shows: the label alone, without its last period."""
    return target.label.rstrip(".").strip()


def full_context(target: Numbered) -> str:
    """What `REF \\w` shows: 3.3(c)(i)."""
    return "".join(label for _, label in target.pieces)


def relative_context(target: Numbered, source: Numbered | None = None) -> str:
    """What `REF \\r` shows when it stands in `source`: levels both share are left out."""
    if source is None or source.list != target.list:
        return full_context(target)
    shared = 0
    for ours, theirs in zip(target.counts, source.counts, strict=False):
        if ours != theirs:
            break
        shared += 1
    kept = [label for level, label in target.pieces if level >= shared]
    return "".join(kept) or own_number(target)
