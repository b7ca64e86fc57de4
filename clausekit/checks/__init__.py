"""Checks: pure functions from an analysis to findings. The table CHECKS lists them all."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from clausekit.checks import (
    clause_missing,
    cross_rule,
    document,
    element_contradicted,
    element_missing,
    element_partial,
    element_unclear,
    trap,
)
from clausekit.checks.case import Case
from clausekit.findings import Conclusion, Confidence, Finding, Severity

Check = Callable[[Case], Iterator[Finding]]

CHECKS: dict[str, Check] = {
    "clause_missing": clause_missing.check,
    "element_contradicted": element_contradicted.check,
    "element_missing": element_missing.check,
    "element_partial": element_partial.check,
    "element_unclear": element_unclear.check,
    "trap": trap.check,
    "cross_rule": cross_rule.check,
    "placeholder_left": document.placeholders,
    "number_mismatch": document.mismatches,
    "reference_broken": document.broken_references,
}

_MANY = ("trap", "cross_rule")

CORE_ORDER = (
    "pilot_test", "exit_management", "non_cannibalization", "governance", "strategic_alignment", "supplier_sla",
)  # fmt: skip


def run_checks(case: Case, *, only: tuple[str, ...] = (), skip: tuple[str, ...] = ()) -> tuple[Finding, ...]:
    """Every finding, in the order of the report: severity, core clauses first, place in the document.

    `only` and `skip` name checks, or rules of a check that has many (T06, X-NOTICE).
    """
    found = [
        finding
        for name, check in CHECKS.items()
        if (not only or name in only or name in _MANY) and name not in skip
        for finding in check(case)
        if (not only or name in only or finding.rule_id in only) and finding.rule_id not in skip
    ]
    return tuple(sorted(found, key=_order))


def _order(finding: Finding) -> tuple[int, int, str, int, str]:
    core = CORE_ORDER.index(finding.clause_id) if finding.clause_id in CORE_ORDER else len(CORE_ORDER)
    place = finding.location.paragraph if finding.location else 1_000_000
    return (-finding.severity.rank, core, finding.clause_id, place, finding.element_id)


def conclude(findings: tuple[Finding, ...]) -> Conclusion:
    """The word for the whole document, by its worst finding (spec 5.3)."""
    critical = [f for f in findings if f.severity is Severity.CRITICAL]
    if any(f.confidence is Confidence.EXPLICIT for f in critical):
        return Conclusion.BLOCKING
    if critical:
        return Conclusion.TO_VERIFY
    levels = {f.severity for f in findings}
    if Severity.MAJOR in levels:
        return Conclusion.TO_NEGOTIATE
    return Conclusion.TO_IMPROVE if Severity.MINOR in levels else Conclusion.NO_GAP
