"""Signs of traps and cross rules found in an analysed contract."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from clausekit.analysis.measures import evidence_of, found_value, measured, within
from clausekit.analysis.statements import Hit, hits
from clausekit.checks.case import Case
from clausekit.language.quantities import Quantity
from clausekit.library.risks import CrossRule, Sign, Trap, Where
from clausekit.model import Anchor

_DAYS_IN_MONTH = 30


class Found(NamedTuple):
    """A passage in which a sign stands; `months` and `percent` are the value measured, if any."""

    read: int
    quote: str
    anchor: Anchor
    clause: str  # the clause whose article it stands in, "" for none or several
    section: int
    kind: str
    quantity: Quantity | None
    value: dict[str, Any] | None = None

    @property
    def valued(self) -> bool:
        return self.value is not None

    @property
    def measure(self) -> float:
        """The value in days, percent points or currency units; 0 without a value."""
        if self.quantity is None:
            return 0.0
        return self.quantity.value * _DAYS_IN_MONTH if self.quantity.kind == "frequency" else self.quantity.value


def applies(case: Case, where: Where) -> bool:
    """Whether a trap or cross rule applies under this contract's law, facts and alliance type."""
    return (
        (not where.laws or case.analysis.law.id in where.laws)
        and all(trigger in case.facts for trigger in where.triggers)
        and (not where.types or case.kind in where.types)
        and case.kind not in where.except_types
    )


def found(case: Case, owner: Trap | CrossRule, sign: Sign) -> Iterator[Found]:
    """Every passage that shows the sign: not denied, not a blank, its value outside the range if it names one."""
    for hit in hits(case.analysis.reading, owner, None, sign):
        if hit.denied or hit.placeholder or _elsewhere(case, sign, hit) or not _counts(case, sign, hit):
            continue
        item = case.analysis.reading.reads[hit.read]
        evidence = evidence_of(item.unit, hit.cue)
        value = found_value(hit.value, sign.outside) if sign.outside and hit.value else None
        clause = next(iter(item.clauses)) if len(item.clauses) == 1 else ""
        yield Found(
            hit.read, evidence.quote, evidence.anchor, clause, item.unit.section, item.unit.kind, hit.value, value
        )


def said(case: Case, owner: Trap | CrossRule, signs: Iterable[Sign]) -> bool:
    """Whether one of the signs stands anywhere."""
    return any(True for sign in signs for _ in found(case, owner, sign))


def quote_of(place: Found) -> str:
    """A passage with its place, for the details of a finding."""
    where = str(place.anchor)
    return f"« {place.quote} » ({where})" if where else f"« {place.quote} »"


def _elsewhere(case: Case, sign: Sign, hit: Hit) -> bool:
    return any(clause in case.analysis.reading.reads[hit.read].clauses for clause in sign.not_under)


def _counts(case: Case, sign: Sign, hit: Hit) -> bool:
    if sign.outside is None:
        return True
    return hit.value is not None and not within(measured(hit.value, sign.outside), sign.outside, case.kind)
