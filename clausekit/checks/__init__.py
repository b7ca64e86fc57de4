"""Checks: pure functions from an analysis to findings. The table CHECKS lists them all."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from clausekit.checks import (
    annexes,
    clause_missing,
    cross_rule,
    dates,
    drafting_notes,
    element_contradicted,
    element_missing,
    element_partial,
    element_unclear,
    lengths,
    mixed_language,
    number_mismatch,
    numbering,
    party_drift,
    placeholders,
    references,
    terms,
    terms_elsewhere,
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
    "placeholder_left": placeholders.check,
    "drafting_note_left": drafting_notes.check,
    "tracked_change_left": drafting_notes.changes,
    "highlight_left": drafting_notes.highlights,
    "comment_left": drafting_notes.comments,
    "number_mismatch": number_mismatch.check,
    "reference_broken": references.check,
    "annex_missing": annexes.missing,
    "annex_unused": annexes.unused,
    "terms_elsewhere": terms_elsewhere.check,
    "numbering_gap": numbering.gaps,
    "numbering_duplicate": numbering.duplicates,
    "term_undefined": terms.undefined,
    "term_unused": terms.unused,
    "term_defined_twice": terms.twice,
    "party_name_varies": party_drift.names,
    "party_number_varies": party_drift.numbers,
    "party_role_swapped": party_drift.roles,
    "date_impossible": dates.impossible,
    "date_disorder": dates.disorder,
    "language_mixed": mixed_language.check,
    "value_conflict": lengths.conflict,
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
    case.suggestions.keep()
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
