"""Statements held against units: which sentence says what, asserted or denied, with which value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from clausekit.analysis.choice import choose
from clausekit.analysis.lexicon import NEGATION, Owner, family
from clausekit.analysis.reading import Read, Reading
from clausekit.language.families import Span
from clausekit.language.quantities import Quantity
from clausekit.library.records import Clause, Statement

_QUANTITIES = ("duration", "percent", "money", "frequency")
_NEGATION_REACH = 5  # words between a negation and the head it denies
_BELOW_HEADING = 2  # words at least


class Hit(NamedTuple):
    """A statement found in a unit."""

    statement: Statement
    read: int  # index of the unit
    cue: str
    value: Quantity | None = None
    denied: bool = False
    placeholder: bool = False

    @property
    def gives(self) -> str:
        return "partial" if self.placeholder and self.statement.gives == "satisfied" else self.statement.gives


def hits(reading: Reading, clause: Owner | None, element: str | None, statement: Statement) -> Iterator[Hit]:
    """Every unit in which the statement stands; `clause` is whose concepts it names (a trap's, too)."""
    names = [_name(clause, element, name) for name in statement.all]
    either = [_name(clause, element, name) for name in statement.any]
    barred = [_name(clause, element, name) for name in statement.none]
    under = [name if name == "self" else _name(clause, element, name) for name in statement.under]
    of = _name(clause, element, statement.of) if statement.of else None
    for number in _candidates(reading, names, either):
        hit = _match(reading.reads[number], number, statement, names, either, barred, under, of, clause)
        if hit:
            yield hit


def _name(clause: Owner | None, element: str | None, name: str) -> str:
    return f"q:{name}" if name in _QUANTITIES else family(clause, element, name)


def _candidates(reading: Reading, names: list[str], either: list[str]) -> Sequence[int]:
    """Units that hold all of `names` and one of `either`, by the index; every unit when neither is asked for."""
    if not names and not either:
        return range(len(reading.reads))
    lists = []
    for name in names:
        if not (found := reading.index.units(name)):
            return ()
        lists.append(found)
    if either:
        lists.append(tuple(sorted({n for name in either for n in reading.index.units(name)})))
    if len(lists) == 1:
        return lists[0]
    smallest, *others = sorted(lists, key=len)
    return sorted(set(smallest).intersection(*others))


def _match(
    item: Read, number: int, statement: Statement, names: list[str], either: list[str], barred: list[str],
    under: list[str], of: str | None, clause: Owner | None,
) -> Hit | None:  # fmt: skip
    if _foreign_table(item, clause):
        return None
    if not statement.limb and any(item.find(name) for name in barred):
        return None
    if under and not _stands_under(item, under, clause):
        return None
    if statement.rows is not None and item.unit.rows < statement.rows:
        return None
    chosen = _choose(item, statement, names, either, barred)
    if chosen is None:
        return None
    head = chosen[0] if chosen else Span(0, 0, "")
    denied = statement.polarity == "asserted" and _denied(item, head)
    value = _measure(item, statement, of, head) if statement.measure else None
    if statement.measure and value is None:
        if not item.unit.placeholder:
            return None
        return Hit(statement, number, _cue(item, chosen), None, denied, True)
    blank = value is None and (statement.filled or not _is_form(clause)) and _unfilled(item, chosen)
    return Hit(statement, number, _cue(item, chosen), value, denied, blank)


def _foreign_table(item: Read, clause: Owner | None) -> bool:
    """A row of a table under another clause's heading lists values of that clause; it says nothing about this one."""
    return (
        item.unit.kind in ("row", "header")
        and isinstance(clause, Clause)
        and not _is_form(clause)  # signatures stand under whatever article is the last
        and bool(item.clauses)
        and clause.id not in item.clauses
    )


def _is_form(clause: Owner | None) -> bool:
    """A signature block: its blanks are filled by hand, so none of them is a gap in the contract."""
    return isinstance(clause, Clause) and clause.layout == "signatures"


def _stands_under(item: Read, under: list[str], clause: Owner | None) -> bool:
    return any(
        (name == "self" and clause is not None and clause.id in item.clauses)
        or name in item.context
        or name.removeprefix("v:") in item.clauses  # a trap names the article it is looked for in
        for name in under
    )


def _choose(
    item: Read, statement: Statement, names: list[str], either: list[str], barred: list[str]
) -> list[Span] | None:
    """The words found that the statement takes; none at all when the heading says it, over what stands below it."""
    bars = [span for name in barred for span in item.find(name)]
    if not names and not either:
        return [] if not bars and len(item.unit.text.split()) >= _BELOW_HEADING else None
    options = [item.find(name) for name in names]
    if either:
        options.append(tuple(span for name in either for span in item.find(name)))
    return choose(statement, options, bars, item.limbs, item.own) if all(options) else None


def _denied(item: Read, head: Span) -> bool:
    return any(
        span.end <= head.start <= span.end + _NEGATION_REACH - 1 or span.start <= head.start < span.end
        for span in item.find(NEGATION)
        if not (head.start <= span.start and span.end <= head.end)
    )


def _measure(item: Read, statement: Statement, of: str | None, head: Span) -> Quantity | None:
    """The value of the right kind nearest to what it measures; behind is nearer than before."""
    places = item.find(of) if of else (head,)
    best: tuple[float, Quantity] | None = None
    for quantity, span in item.values:
        if quantity.kind != statement.measure:
            continue
        for place in places or (head,):
            gap = span.start - place.end if span.start >= place.end else (place.start - span.end) + 2.5
            if best is None or gap < best[0]:
                best = (gap, quantity)
    return best[1] if best else None


def _unfilled(item: Read, spans: list[Span]) -> bool:
    """Whether a gap stands among the words found, or in the same run between commas."""
    gaps = item.unit.gaps()
    if not gaps or item.unit.kind == "row" or not spans:
        return bool(gaps)
    inherited = len(item.unit.lead) + 1 if item.unit.lead else 0
    places = [
        (item.words[max(span.start, item.own)].start - inherited, item.words[span.end - 1].end - inherited)
        for span in spans
        if item.own < span.end <= len(item.words)
    ]
    first, last = min(start for start, _ in places), max(end for _, end in places)
    start = item.unit.text.rfind(",", 0, first) + 1
    end = item.unit.text.find(",", last)
    return any(s < (end if end >= 0 else len(item.unit.text)) and start < e for s, e in gaps)


def _cue(item: Read, spans: list[Span]) -> str:
    if not spans:
        return item.unit.anchor.heading[-1] if item.unit.anchor.heading else ""
    text, words = item.text, item.words
    return " … ".join(
        text[words[span.start].start : words[span.end - 1].end]
        for span in sorted(set(spans))
        if span.end <= len(words) and span.start < span.end
    )
