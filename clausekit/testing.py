"""Door for pack authors: the case files and the ablation of a clause, as lists of failures or as pytest cases.

Ablation is the strongest test a clause has: draft it, find every element satisfied; take one element out, and
exactly that element is no longer satisfied.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from clausekit import checks
from clausekit.analysis import Analysis, analyse
from clausekit.analysis.reading import read
from clausekit.analysis.verdicts import Judge
from clausekit.drafting import Plan, PlannedClause, draft
from clausekit.drafting.plan import applies
from clausekit.errors import ClausekitError
from clausekit.findings import ClauseState, ClauseStatus, ClauseVerdict, ElementState, ElementVerdict
from clausekit.library.answers import Answers, Resolver
from clausekit.library.library import Library
from clausekit.library.parameters import Parameter
from clausekit.library.records import AllianceType, Clause
from clausekit.library.risks import CrossRule, Trap
from clausekit.library.templates import Missing
from clausekit.model import Contract
from clausekit.plain import read_text
from clausekit.report import Detected, TriggerState

_CASE = re.compile(r"^##\s+(fr|en)\s+(\S+)\s+(\S+)\s*$")
PRESENT = (ClauseState.INCOMPLETE, ClauseState.CONTRADICTORY, ClauseState.COMPLETE)


@dataclass(frozen=True, slots=True)
class Case:
    """A stranger's wording and what must be found in it; `subject` is an element id or "clause"."""

    clause: str
    language: str
    subject: str
    state: str
    text: str
    line: int

    @property
    def name(self) -> str:
        return f"{self.clause}:{self.line} {self.language} {self.subject} {self.state}"


def cases(library: Library, ident: str) -> Iterator[Case]:
    """The cases of a clause, in the order of its cases.md."""
    yield from _parsed(ident, library.folders[ident].cases)


def _parsed(ident: str, source: str) -> Iterator[Case]:
    head: tuple[str, str, str, int] | None = None
    body: list[str] = []
    lines = [*source.splitlines(), "## end"]
    for number, line in enumerate(lines, 1):
        if not line.startswith("## "):
            body.append(line)
            continue
        if head:
            text = "\n".join(body).replace("### ", "# ")
            yield Case(ident, head[0], head[1], head[2], text, head[3])
        match = _CASE.match(line)
        head, body = ((match[1], match[2], match[3], number) if match else None), []


def run_case(library: Library, case: Case, *, law: str = "fr") -> str:
    """ "" when the case holds, else what was found instead."""
    contract = replace(read_text(case.text, name="case.md"), language=case.language)
    verdict = judge(library, contract, case.clause, law=law, kind=_kind_of(library.clause(case.clause), case.subject))
    if case.subject == "clause":
        wanted = {"present": [s.value for s in PRESENT]}.get(case.state, [case.state])
        return "" if verdict.state.value in wanted else f"{case.name}: found {verdict.state.value}"
    found = verdict.element(case.subject)
    if found.state.value == case.state:
        return ""
    cue = found.evidence[0].cue if found.evidence else ""
    return f"{case.name}: found {found.state.value} {found.reason} {cue}".rstrip()


def risk_cases(library: Library, name: str) -> Iterator[Case]:
    """The cases of `name` ("traps" or "cross_rules"), in the order of clause_library/NAME.cases.md."""
    yield from _parsed(name, library.risk_cases.get(name, ""))


def run_risk_case(library: Library, case: Case) -> str:
    """ "" when a trap or cross rule is found, or silent, as its case says; else what was found instead.

    The text is read under a law, facts and an alliance type to which the trap or rule applies.
    """
    contract = replace(read_text(case.text, name="case.md"), language=case.language)
    risk = library.traps.get(case.subject) or library.cross_rules.get(case.subject)
    if risk is None:
        return f"{case.name}: there is no trap or cross rule {case.subject!r}"
    checked = checks.case.Case(_analysed(library, contract, risk), library, case.language)
    shown = [*_shown(checked, risk)]
    if bool(shown) is (case.state == "found"):
        return ""
    return f"{case.name}: {'found ' + shown[0] if shown else 'silent'}"


def risk_failures(library: Library) -> list[str]:
    """All cases of traps and cross rules that do not hold."""
    every = [case for name in library.risk_cases for case in risk_cases(library, name)]
    return [failure for case in every if (failure := run_risk_case(library, case))]


def _shown(checked: checks.case.Case, risk: Trap | CrossRule) -> Iterator[str]:
    """The passages that show a trap or a clash, by the trap, the rule, or the mechanical checks the rule names."""
    if isinstance(risk, Trap):
        yield from (place.quote for place in checks.trap.trap_places(checked, risk))
        return
    yield from (clash.places[0][1].quote for clash in checks.cross_rule.clashes(checked, risk))
    for name in risk.checks:
        yield from (finding.quote for finding in checks.CHECKS[name](checked))


def _analysed(library: Library, contract: Contract, risk: Trap | CrossRule) -> Analysis:
    """The analysis a trap or rule needs: the clauses are judged only for a rule that asks for them."""
    kind = next(iter(risk.applies.types), "unknown")
    law = next(iter(risk.applies.laws), contract.language if contract.language == "fr" else "neutral")
    facts = dict.fromkeys(risk.applies.triggers, True)
    if isinstance(risk, Trap) or not (risk.checks or "omits" in risk.compare):
        on = tuple(TriggerState(ident, True, "given") for ident in facts)
        spoken, ruled = Detected(contract.language, False), Detected(law, False)
        return Analysis(contract, read(contract, library), spoken, ruled, Detected(kind, False), on, ())
    found = analyse(contract, library, alliance_type=kind, language=contract.language, triggers=facts)
    return replace(found, law=replace(found.law, id=law))


def _kind_of(clause: Clause, subject: str) -> str:
    """A type under which the element of a case applies; "" for any."""
    types = [e.applies.types[0] for e in clause.elements if e.id == subject and e.applies.types]
    return types[0] if types else ""


def judge(
    library: Library,
    contract: Contract,
    ident: str,
    *,
    law: str = "fr",
    kind: str = "",
    facts: frozenset[str] | None = None,
) -> ClauseVerdict:
    """The verdict on one clause of a contract, with every trigger on unless `facts` says which."""
    on = frozenset(library.triggers) if facts is None else facts
    judge_ = Judge(read(contract, library), law=law, triggers=on, kind=kind)
    clause = library.clause(ident)
    return judge_.clause(clause, title=clause.title[contract.language], status=ClauseStatus.MANDATORY)


def sample(parameter: Parameter, language: str) -> Any:
    """A harmless value for a parameter that has no default."""
    number = parameter.min if parameter.min is not None else 2
    plain: dict[str, Any] = {
        "int": int(number), "float": float(number), "percent": float(number), "bool": True, "money": 12000,
        "date": date(2027, 1, 15), "text": "Zeta 4", "enum": next(iter(parameter.values), ""),
        "set": list(parameter.values),
    }  # fmt: skip
    if parameter.type in plain:
        return plain[parameter.type]
    record = {f.id: sample(f, language) for f in parameter.fields}
    if parameter.type == "party":
        return record
    count = max(parameter.min_items or 0, 3)
    return [record or f"Zeta {n}" for n in range(count)]


def sample_values(library: Library, language: str, kind: str, variant: str = "balanced") -> dict[str, Any]:
    """Defaults where there are any, samples elsewhere, for every parameter of the library."""
    parameters = library.parameters(tuple(library.folders))
    variants = dict.fromkeys(parameters, variant)
    resolver = Resolver(library, Answers({}), kind, language, variants=variants)
    values = resolver.values(parameters, {})
    data = {i: sample(p, language) for i, p in parameters.items() if isinstance(values[i], Missing | dict)}
    return Resolver(library, Answers(data), kind, language, variants=variants).values(parameters, {})


def clause_alone(
    library: Library, ident: str, *, language: str, variant: str, law: str = "fr", kind: str = "", omit: str = ""
) -> Contract:
    """A contract that holds one clause and the annexes it requires, every fact on."""
    clause = library.clause(ident)
    ids = [ident, *(c for c in clause.required(variant) if c.startswith("a.") and c in library.folders)]
    planned = tuple(_planned(library.clause(i), language, variant, law, kind, frozenset(library.triggers)) for i in ids)
    values = sample_values(library, language, kind, variant)
    omitted = frozenset({omit} if omit else ())
    plan = Plan(_type(kind), language, law, planned, values, frozenset(library.triggers), (), omitted)
    return draft(plan, library, final=True, lenient=True)


def _planned(clause: Clause, language: str, variant: str, law: str, kind: str, facts: frozenset[str]) -> PlannedClause:
    elements = tuple(
        e.id for e in clause.elements if not e.optional and applies(e.applies, facts=facts, law=law, kind=kind)
    )
    return PlannedClause(clause.id, clause.title[language], "mandatory", "asked", "", variant, elements)


def _type(kind: str) -> AllianceType:
    names: Mapping[str, Any] = {"fr": "Contrat", "en": "Agreement"}
    return AllianceType.model_validate(
        {
            "id": kind or "any", "code": "ANY", "title": names, "what": names, "title_cues": {},
            "party_roles": {}, "default_variant": "balanced", "matrix": {},
        }
    )  # fmt: skip


def ablation_failures(library: Library, ident: str, *, language: str, variant: str, law: str = "fr") -> list[str]:
    """What is wrong with a clause drafted alone: unsatisfied at first, or not exactly missed when taken out."""
    clause = library.clause(ident)
    failures: list[str] = []
    together = written_together(library, ident, language=language, variant=variant, law=law)
    written = {f"{ident}.{name}" for name in together}
    where = f"{ident} {language} {variant} {law}"
    for kind in _kinds(clause):
        try:
            whole = clause_alone(library, ident, language=language, variant=variant, law=law, kind=kind)
        except ClausekitError as error:
            return [f"{where}: {error}"]
        base = judge(library, whole, ident, law=law, kind=kind)
        unwritten = any(e.id not in written for e in base.elements)
        if base.state is not ClauseState.COMPLETE and not unwritten:
            failures.append(f"{where}: drafted, the clause is {base.state.value}")
        failures += [
            f"{where}: {e.id} is {e.state.value} as drafted {e.reason} {_cue(e)}".rstrip()
            for e in base.elements
            if e.id in written and e.state not in (ElementState.SATISFIED, ElementState.NOT_APPLICABLE)
        ]
        good = {e.id for e in base.elements if e.state is ElementState.SATISFIED}
        for element in clause.elements:
            full = f"{ident}.{element.id}"
            if full in good:
                omitted = clause_alone(
                    library, ident, language=language, variant=variant, law=law, kind=kind, omit=full
                )
                verdict = judge(library, omitted, ident, law=law, kind=kind)
                failures += _inexact(verdict, full, good, together.get(element.id, set()), where)
    return failures


def _inexact(verdict: ClauseVerdict, taken: str, good: set[str], together: set[str], where: str) -> Iterator[str]:
    for element in verdict.elements:
        if element.id == taken and element.state is ElementState.SATISFIED:
            yield f"{where}: without {taken}, it is still satisfied by « {_cue(element)} »"
        lost = element.id in good and element.state is not ElementState.SATISFIED
        if element.id != taken and lost and element.id.rpartition(".")[2] not in together:
            yield f"{where}: without {taken}, {element.id} becomes {element.state.value}"


def _cue(verdict: ElementVerdict) -> str:
    return verdict.evidence[0].cue if verdict.evidence else ""


def written_together(library: Library, ident: str, *, language: str, variant: str, law: str) -> dict[str, set[str]]:
    """Element -> the elements that the same block of this variant writes: they can only be taken out together."""
    together: dict[str, set[str]] = {}
    for block in library.folders[ident].wordings[language].select(variant=variant, law=law):
        for name in block.elements:
            together.setdefault(name, set()).update(block.elements)
    return together


def _kinds(clause: Clause) -> list[str]:
    """The types under which every element applies at least once."""
    special = {e.applies.types[0] for e in clause.elements if e.applies.types}
    return sorted(special) or [""]


def failures(library: Library, ident: str) -> list[str]:
    """All that is wrong with a clause: its cases, then its ablation in every language and variant it has."""
    found = [result for case in cases(library, ident) if (result := run_case(library, case))]
    clause = library.clause(ident)
    if clause.kind == "annex" and not clause.elements:
        return found
    for language in library.folders[ident].wordings:
        for variant in clause.variants or ("balanced",):
            found += ablation_failures(library, ident, language=language, variant=variant)
    return found
