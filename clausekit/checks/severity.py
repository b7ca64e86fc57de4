"""How grave a gap is for this type of alliance (spec 5.2), and why, in one sentence."""

from __future__ import annotations

from typing import NamedTuple

from clausekit.findings import ClauseStatus, ElementVerdict, Severity
from clausekit.library.records import Element, Range
from clausekit.texts import say

_MINUS = {ClauseStatus.MANDATORY: 0, ClauseStatus.RECOMMENDED: 1}


class Graded(NamedTuple):
    severity: Severity
    reason: str


def base_missing(element: Element, *, kind: str, facts: frozenset[str]) -> Severity:
    """The level of a missing element before the matrix: by trigger, then by type, then as such."""
    for trigger, levels in element.severity.by_trigger.items():
        if trigger in facts and "missing" in levels:
            return Severity(levels["missing"])
    return Severity(element.severity.missing_by_type.get(kind, element.severity.missing))


def base_contradicted(element: Element, verdict: ElementVerdict, *, kind: str, facts: frozenset[str]) -> Severity:
    """The level of a contradicted element: by trigger, by the tier of its value, then as such."""
    for trigger, levels in element.severity.by_trigger.items():
        if trigger in facts and "contradicted" in levels:
            return Severity(levels["contradicted"])
    if element.range and verdict.found_value:
        tier = _tier(element.range, float(verdict.found_value[element.range.unit]), kind)
        if tier:
            return tier
    return Severity(element.severity.contradicted or element.severity.missing)


def _tier(limits: Range, value: float, kind: str) -> Severity | None:
    for tier in limits.tiers:
        above = tier.gt is not None and value > tier.gt * 1.05
        below = tier.lt is not None and value < tier.lt * 0.95
        if (above or below) and kind not in tier.except_types:
            return Severity(tier.severity)
    return None


def grade(state: str, base: Severity, status: ClauseStatus, *, law_or_trap: bool, language: str) -> Graded | None:
    """The level after the matrix; None when nothing is to be said.

    M: unchanged. R: missing one level lower, contradicted unchanged. O: missing becomes info, contradicted one
    level lower. N: nothing, except contradicted law elements and traps, at minor. `partial` is one level below
    missing. Law and traps never fall below minor when contradicted.
    """
    if status is ClauseStatus.NOT_APPLICABLE:
        if state == "contradicted" and law_or_trap:
            return Graded(Severity.MINOR, _reason(base, Severity.MINOR, status, state, language))
        return None
    if state == "contradicted":
        level = base.lowered(1) if status is ClauseStatus.OPTIONAL else base
        level = level.raised_to(Severity.MINOR) if law_or_trap else level
    elif status is ClauseStatus.OPTIONAL:
        level = Severity.INFO
    else:
        level = base.lowered(_MINUS[status] + (1 if state == "partial" else 0))
    return Graded(level, _reason(base, level, status, state, language))


def _reason(base: Severity, level: Severity, status: ClauseStatus, state: str, language: str) -> str:
    return say(
        "severity_reason",
        language,
        base=say(f"severity.{base.value}", language),
        level=say(f"severity.{level.value}", language),
        status=say(f"status.{status.value}", language),
        state=say(f"state.{state}", language),
    )
