"""A clause that the alliance type asks for was not found: one finding, with its elements listed inside."""

from __future__ import annotations

from collections.abc import Iterator

from clausekit.checks.case import Case, finding
from clausekit.checks.severity import base_missing, grade
from clausekit.findings import ClauseState, ClauseStatus, ClauseVerdict, ElementState, Finding, Severity
from clausekit.library.records import Clause
from clausekit.texts import say


def check(case: Case) -> Iterator[Finding]:
    """Findings `clause_missing`, at the highest level of the clause's seed elements (spec 5.2, 4).

    A clause that the parties may well do without (an exclusivity, a ban on competing) says so itself: `absence`.
    """
    for verdict in case.analysis.clauses:
        if verdict.state not in (ClauseState.ABSENT, ClauseState.TO_CHECK):
            continue
        clause = case.library.clause(verdict.id)
        base = _base(case, clause, verdict)
        graded = grade("missing", base, verdict.status, law_or_trap=False, language=case.ui)
        if graded is None or (graded.severity is Severity.INFO and clause.kind != "core"):
            continue
        unclear = verdict.state is ClauseState.TO_CHECK
        key = "clause_to_check" if unclear else "clause_missing"
        yield finding(
            case, "clause_missing", clause, verdict, graded, title=say(key, case.ui, title=clause.title[case.ui]),
            details=tuple(_details(case, clause, verdict)), state="unclear" if unclear else "missing",
        )  # fmt: skip


def _base(case: Case, clause: Clause, verdict: ClauseVerdict) -> Severity:
    if clause.absence and verdict.status is not ClauseStatus.MANDATORY:
        return Severity(clause.absence)
    applicable = {e.id.rpartition(".")[2] for e in verdict.elements if e.state is not ElementState.NOT_APPLICABLE}
    elements = [e for e in clause.elements if e.id in applicable]
    seeds = [e for e in elements if e.origin == "seed"] or elements
    levels = [base_missing(e, kind=case.kind, facts=case.facts) for e in seeds]
    return max(levels, key=lambda level: level.rank, default=Severity.MINOR)


def _details(case: Case, clause: Clause, verdict: ClauseVerdict) -> Iterator[str]:
    related = [
        v.title for v in case.analysis.clauses
        if v.id in clause.lookalikes and v.state not in (ClauseState.ABSENT, ClauseState.TO_CHECK)
    ]  # fmt: skip
    if related:
        yield say("clause_missing.related", case.ui, names=", ".join(related))
    titles = [
        e.title[case.ui] for e in clause.elements
        if verdict.element(e.id).state not in (ElementState.NOT_APPLICABLE, ElementState.SATISFIED)
    ]  # fmt: skip
    if titles:
        yield say("clause_missing.elements", case.ui, names=", ".join(titles))
