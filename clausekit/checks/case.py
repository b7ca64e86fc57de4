"""What a check is given, and the making of a finding from a verdict."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from clausekit.analysis import Analysis
from clausekit.checks.severity import Graded
from clausekit.checks.suggestions import Suggestions, suggestions
from clausekit.findings import ClauseVerdict, Confidence, ElementVerdict, Evidence, Finding, Suggestion
from clausekit.library.library import Library
from clausekit.library.records import Clause, Element
from clausekit.texts import say

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Case:
    """An analysed contract with the library it is held against; `ui` is the language of the findings."""

    analysis: Analysis
    library: Library
    ui: str
    _made: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def once(self, name: str, make: Callable[[], _Value]) -> _Value:
        """What several checks look at, made when the first asks for it; nobody changes it."""
        if name not in self._made:
            self._made[name] = make()
        found: _Value = self._made[name]
        return found

    @property
    def facts(self) -> frozenset[str]:
        return frozenset(t.id for t in self.analysis.triggers if t.on)

    @property
    def kind(self) -> str:
        return self.analysis.kind.id

    def suggest(self, clause: Clause, element: str = "") -> Suggestion | None:
        """The library's wording of a clause or element, in the contract's language, blanks in brackets."""
        return self.suggestions.of(clause, element)

    @property
    def suggestions(self) -> Suggestions:
        analysis = self.analysis
        return suggestions(self.library, kind=self.kind, language=analysis.contract.language, law=analysis.law.id)


def legal_refs(case: Case, idents: tuple[str, ...]) -> tuple[Mapping[str, str], ...]:
    """At most three references, each with its text and its degree of verification; V3 says « à vérifier ».

    A reference to one law is left out with a contract that names another.
    """
    records = [(ident, case.library.legal[ident]) for ident in idents if ident in case.library.legal]
    found = []
    for ident, record in [(i, r) for i, r in records if r.law in (None, case.analysis.law.id)][:3]:
        shown = record.reference[case.ui]
        if record.verification == "V3":
            shown += f" ({say('to_check_mark', case.ui)})"
        found.append(
            {"id": ident, "reference": shown, "verification": record.verification, "checked_on": record.checked_on}
        )
    return tuple(found)


def finding(
    case: Case,
    rule: str,
    clause: Clause,
    verdict: ElementVerdict | ClauseVerdict,
    graded: Graded,
    *,
    element: Element | None = None,
    title: str,
    details: tuple[str, ...] = (),
    state: str = "",
) -> Finding:
    """A finding with all its fields (spec 5.4) from a clause or element verdict."""
    evidence: Evidence | None = verdict.evidence[0] if verdict.evidence else None
    source = element or clause
    value = verdict.found_value if isinstance(verdict, ElementVerdict) else None
    return Finding(
        rule_id=rule,
        clause_id=clause.id,
        element_id=f"{clause.id}.{element.id}" if element else "",
        state=state or verdict.state.value,
        severity=graded.severity,
        severity_reason=graded.reason,
        confidence=verdict.confidence,
        title=title,
        quote=evidence.quote if evidence else "",
        location=evidence.anchor if evidence else None,
        expected=element.expects[case.ui] if element else clause.purpose[case.ui],
        found_value=value,
        why_it_matters=element.why[case.ui] if element else clause.purpose[case.ui],
        seed_ref=clause.seed,
        legal_refs=legal_refs(case, source.legal),
        trap_ids=source.traps if element else (),
        suggestion=case.suggest(clause, element.id if element else ""),
        template_ref=f"{clause.id}@{clause.version}",
        human_check=(element.human_check if element else False) or verdict.confidence is not Confidence.EXPLICIT,
        details=details,
    )
