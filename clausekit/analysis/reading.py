"""A contract read once: cut into units, each with the word families and quantities found in it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from clausekit.analysis.choice import limbs
from clausekit.analysis.lexicon import lexicon
from clausekit.analysis.units import Outline, Unit, outline, units
from clausekit.language.families import Places, Sense, Span, families_of, spans_of
from clausekit.language.instructions import without
from clausekit.language.quantities import Quantity, quantities
from clausekit.language.text import Token, tokens
from clausekit.library.library import Library
from clausekit.model import Contract

_Key = TypeVar("_Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Read:
    """A unit with what the language room found in it; places count words of lead + own text."""

    unit: Unit
    words: list[Token]  # of its lead and its text
    own: int  # first word that is the unit's own
    places: Places
    senses: Mapping[str, Sequence[Sense]]  # what a family may be
    values: tuple[tuple[Quantity, Span], ...]
    clauses: frozenset[str]  # whose article the unit stands in
    context: frozenset[str]  # families in the headings above it
    limbs: tuple[int, ...] = ()  # first words of the limbs of a long sentence
    spans: dict[str, tuple[Span, ...]] = field(default_factory=dict)  # of the families asked for so far

    @property
    def text(self) -> str:
        """The words it inherits and its own."""
        return text_of(self.unit)

    def find(self, name: str) -> tuple[Span, ...]:
        """Where the words of a family, or the quantities of a kind ("q:duration"), stand."""
        found = self.spans.get(name)
        if found is None:
            found = self.spans[name] = spans_of(name, self.places, self.senses.get(name, ()))
        return found


class Index:
    """Which units hold a word family, or a quantity of a kind ("q:duration")."""

    def __init__(self, reads: Sequence[Read], senses: Mapping[str, Sequence[Sense]]) -> None:
        self._senses = senses
        self._units: dict[Sense, list[int]] = {}
        self._known: dict[str, tuple[int, ...]] = {}
        kinds: dict[str, list[int]] = {}
        for number, item in enumerate(reads):
            for sense in item.places:
                self._units.setdefault(sense, []).append(number)
            for kind in item.spans:
                kinds.setdefault(kind, []).append(number)
        self._known |= {kind: tuple(numbers) for kind, numbers in kinds.items()}

    def units(self, name: str) -> tuple[int, ...]:
        """The numbers of the units, in reading order."""
        known = self._known.get(name)
        if known is None:
            found = [units for sense in self._senses.get(name, ()) if (units := self._units.get(sense))]
            known = self._known[name] = tuple(found[0] if len(found) == 1 else sorted(set().union(*found)))
        return known


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole contract read once: units, indexes, and the articles of each clause."""

    reads: tuple[Read, ...]
    index: Index
    outlines: tuple[Outline, ...]
    attributed: tuple[frozenset[str], ...]  # per section: clauses its headings name
    headed: dict[str, tuple[int, ...]]  # clause -> sections whose own heading names it
    articles: dict[str, list[int]]  # clause -> units under a heading that names it
    paragraphs: dict[int, list[int]]  # paragraph -> units in it


def read(contract: Contract, library: Library) -> Reading:
    """Find every family and quantity of the library in a contract (one pass)."""
    words = lexicon(library, contract.language)
    outlines = outline(contract.sections)
    own, hits = _heading_clauses(contract, library)
    attributed = [frozenset().union(*(own[i] for i in o.ancestors)) for o in outlines]
    context = [frozenset().union(*(hits[i] for i in o.ancestors)) for o in outlines]
    cut = list(units(contract, outlines))
    sequences = [tokens(text_of(unit)) for unit in cut]
    run_ins = [tokens(unit.run_in) if unit.run_in else [] for unit in cut]
    found = words.places(sequences)
    run_in_found = [families_of(places) for places in words.places(run_ins)]
    reads = []
    for number, unit in enumerate(cut):
        above = attributed[unit.section]
        names = _run_in_names(run_in_found[number], above, library)
        reads.append(
            _read(
                unit, sequences[number], found[number], words.senses, contract.language,
                above | names if names else above, context[unit.section] | run_in_found[number],
            )
        )  # fmt: skip
    headed = _turned(own)
    return Reading(
        tuple(reads), Index(reads, words.senses), tuple(outlines), tuple(attributed),
        {k: tuple(v) for k, v in headed.items()}, _turned([item.clauses for item in reads]),
        _turned([(unit.anchor.paragraph,) for unit in cut]),
    )  # fmt: skip


def _turned(rows: Sequence[Iterable[_Key]]) -> dict[_Key, list[int]]:
    """For each key, the numbers of the rows that have it."""
    found: dict[_Key, list[int]] = {}
    for number, keys in enumerate(rows):
        for key in keys:
            found.setdefault(key, []).append(number)
    return found


def text_of(unit: Unit) -> str:
    """The words a unit inherits and its own, with blanks for notes to whoever completes the draft."""
    text = without(unit.text, unit.notes) if unit.notes else unit.text
    return f"{unit.lead} {text}" if unit.lead else text


def _heading_clauses(contract: Contract, library: Library) -> tuple[list[frozenset[str]], list[frozenset[str]]]:
    texts = [tokens(s.heading.text) if s.heading else [] for s in contract.sections]
    found = [families_of(places) for places in lexicon(library, contract.language).places(texts)]
    return [_named(families) for families in found], found


def _run_in_names(families: frozenset[str], above: frozenset[str], library: Library) -> frozenset[str]:
    """What a heading in the line names; under a heading that names a clause, only core clauses are believed.

    Ordinary words (« Objet du secret ») open paragraphs of every article; in an annex they name no clause at all.
    """
    names = _named(families)
    if any(library.clause(name).kind == "annex" for name in above):
        return frozenset()
    return frozenset(n for n in names if not above or library.clause(n).kind == "core")


def _named(families: frozenset[str]) -> frozenset[str]:
    """The clauses a heading names, unless it also has words that say it is another matter."""
    return frozenset(f[2:] for f in families if f.startswith("h:") and f"x:{f[2:]}" not in families)


def _read(
    unit: Unit, words: list[Token], places: Places, senses: Mapping[str, Sequence[Sense]], language: str,
    clauses: frozenset[str], context: frozenset[str],
) -> Read:  # fmt: skip
    own = bisect_left(words, len(unit.lead), key=_start) if unit.lead else 0
    text = text_of(unit)
    values = tuple((q, _words_of(q, words)) for q in quantities(text, language))
    spans: dict[str, tuple[Span, ...]] = {}
    for quantity, span in values:
        name = f"q:{quantity.kind}"
        spans[name] = (*spans.get(name, ()), span)
    return Read(unit, words, own, places, senses, values, clauses, context, limbs(text, words), spans)


def _start(word: Token) -> int:
    return word.start


def _words_of(quantity: Quantity, words: list[Token]) -> Span:
    inside = [i for i, w in enumerate(words) if w.end > quantity.start and w.start < quantity.end]
    first, last = (inside[0], inside[-1] + 1) if inside else (0, 0)
    return Span(first, last, f"q:{quantity.kind}")
