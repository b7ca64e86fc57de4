"""A passage that shows a legal trap of the library: what it seems to do, the risk, what to do."""

from __future__ import annotations

from collections.abc import Iterator

from clausekit.checks.case import Case, legal_refs
from clausekit.checks.signs import Found, applies, found, quote_of, said
from clausekit.findings import ClauseState, Confidence, ElementState, Finding, Severity
from clausekit.library.risks import Trap
from clausekit.texts import say

_PRESENT = (ClauseState.INCOMPLETE, ClauseState.CONTRADICTORY, ClauseState.COMPLETE)
_MISSED = (ElementState.MISSING, ElementState.PARTIAL)
_MAX_PLACES = 5


def check(case: Case) -> Iterator[Finding]:
    """Findings of the traps T01 to T55 whose signs stand in the text; `explain T06` says more about one.

    The level is the trap's own. A trap that cannot be decided from the text (`human_check`) is never reported, nor
    is one that an element of a clause already reports by the same passage.
    """
    for trap in case.library.traps.values():
        places = [place for place in trap_places(case, trap) if not _reported(case, trap, place)]
        if places and not (trap.absence and _missed(case, trap)):
            yield _finding(case, trap, places)


def trap_places(case: Case, trap: Trap) -> list[Found]:
    """Where the trap's signs stand, whatever else reports it; [] when it does not apply or is answered elsewhere."""
    if trap.human_check or not applies(case, trap.applies):
        return []
    places = [p for sign in trap.says for p in found(case, trap, sign) if p.kind != "definition"]
    if not places or not all(said(case, trap, (sign,)) for sign in trap.needs):
        return []
    if said(case, trap, trap.unless) or any(_satisfied(case, name) for name in trap.unless_elements):
        return []
    answered = {place.section for sign in trap.unless_here for place in found(case, trap, sign)}
    kept = {place.read: place for place in places if place.section not in answered}
    return [kept[read] for read in sorted(kept)]


def _satisfied(case: Case, ident: str) -> bool:
    return any(
        element.id == ident and element.state is ElementState.SATISFIED
        for verdict in case.analysis.clauses
        for element in verdict.elements
    )


def _reported(case: Case, trap: Trap, place: Found) -> bool:
    """Whether an element that carries the trap is contradicted by the same paragraph."""
    return any(
        evidence.anchor.paragraph == place.anchor.paragraph
        for verdict in case.analysis.clauses
        if verdict.state in _PRESENT
        for element in verdict.elements
        if element.state in (ElementState.CONTRADICTED, ElementState.UNCLEAR) and _carries(case, element.id, trap)
        for evidence in element.evidence
    )


def _missed(case: Case, trap: Trap) -> bool:
    """Whether an element that carries the trap is reported as not found."""
    return any(
        element.state in _MISSED and _carries(case, element.id, trap)
        for verdict in case.analysis.clauses
        if verdict.state in _PRESENT
        for element in verdict.elements
    )


def _carries(case: Case, ident: str, trap: Trap) -> bool:
    return trap.id in case.library.element(ident)[1].traps


def _finding(case: Case, trap: Trap, places: list[Found]) -> Finding:
    first, ui = places[0], case.ui
    sure = len(places) > 1 or first.valued
    return Finding(
        rule_id=trap.id, clause_id=first.clause, element_id="", state=ElementState.CONTRADICTED.value,
        severity=Severity(trap.severity), severity_reason=say("severity_trap", ui),
        confidence=Confidence.EXPLICIT if sure else Confidence.PROBABLE,
        title=say("trap", ui, title=trap.title[ui]), quote=first.quote, location=first.anchor,
        expected=trap.guide[ui], found_value=first.value, why_it_matters=trap.why[ui],
        legal_refs=legal_refs(case, trap.legal), trap_ids=(trap.id,), template_ref=f"traps/{trap.id}",
        human_check=True, details=(say("trap.guide", ui, text=trap.guide[ui]), *_more(places[1:])),
    )  # fmt: skip


def _more(places: list[Found]) -> Iterator[str]:
    for place in places[:_MAX_PLACES]:
        yield quote_of(place)
