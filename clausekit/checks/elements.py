"""What the four element checks share: the elements of present clauses in one state, graded."""

from __future__ import annotations

from collections.abc import Iterator

from clausekit.checks.case import Case, finding
from clausekit.checks.severity import base_contradicted, base_missing, grade
from clausekit.findings import ClauseState, ClauseStatus, ElementState, ElementVerdict, Finding
from clausekit.library.records import Clause, Element
from clausekit.texts import say

_PRESENT = (ClauseState.INCOMPLETE, ClauseState.CONTRADICTORY, ClauseState.COMPLETE)


def in_state(case: Case, state: ElementState, rule: str) -> Iterator[Finding]:
    """A finding for each element of a present clause that is in this state."""
    for verdict in case.analysis.clauses:
        if verdict.state not in _PRESENT:
            continue
        clause = case.library.clause(verdict.id)
        for item in verdict.elements:
            if item.state is state:
                element = clause.element(item.id.rpartition(".")[2])
                made = _finding(case, rule, clause, element, item, verdict.status)
                if made is not None:
                    yield made


def _finding(
    case: Case, rule: str, clause: Clause, element: Element, item: ElementVerdict, status: ClauseStatus
) -> Finding | None:
    contradicted = item.state is ElementState.CONTRADICTED
    law_or_trap = element.origin == "law" or bool(element.traps)
    if contradicted:
        base = base_contradicted(element, item, kind=case.kind, facts=case.facts)
        graded = grade("contradicted", base, status, law_or_trap=law_or_trap, language=case.ui)
    else:
        base = base_missing(element, kind=case.kind, facts=case.facts)
        state = "partial" if item.state is ElementState.PARTIAL else "missing"
        graded = grade(state, base, status, law_or_trap=law_or_trap, language=case.ui)
    if graded is None:
        return None
    title = say(rule, case.ui, clause=clause.title[case.ui], element=element.title[case.ui])
    return finding(
        case, rule, clause, item, graded, element=element, title=title, details=tuple(_details(case, element, item))
    )


def _details(case: Case, element: Element, item: ElementVerdict) -> Iterator[str]:
    if item.reason == "placeholder":
        yield say("placeholder", case.ui)
    if item.found_value:
        yield say("found_value", case.ui, value=item.found_value.get("literal", ""))
    if item.missing_parts:
        labels = [
            part.label[case.ui] if (part := element.parts.get(name)) and part.label else name.replace("_", " ")
            for name in item.missing_parts
        ]
        yield say("missing_parts", case.ui, names=", ".join(labels))
    for evidence in item.evidence[1:3]:
        if item.state is ElementState.UNCLEAR:
            yield f"« {evidence.quote} »" + (f" ({evidence.anchor})" if str(evidence.anchor) else "")
