"""The ablation: what we generate audits clean; take one thing out, and exactly that is reported.

Each contract goes through a real .docx. By default one element of every clause is taken out at a time, together, in
the balanced wordings of all clauses and in the protective and light ones of the core clauses; the slow suite takes
out every element by itself, and every mandatory clause of every type.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from clausekit.drafting import Plan
from clausekit.findings import ClauseState, ElementState, Severity
from clausekit.report import AuditReport
from clausekit.testing import written_together as together
from tests.contracts_from_examples import (
    CORE,
    LANGUAGES,
    TYPES,
    VARIANTS,
    audited,
    core_articles,
    everything,
    library,
    planned,
    through_word,
    without,
    without_clause,
)


def written_together(plan: Plan, ident: str, name: str) -> frozenset[str]:
    """The elements that one block of wording writes with this one: they can only go together."""
    variant = next(c.variant for c in plan.clauses if c.id == ident)
    names = together(library(), ident, language=plan.language, variant=variant, law=plan.law)
    return frozenset(f"{ident}.{other}" for other in names[name])


def unsatisfied(report: AuditReport) -> frozenset[str]:
    """Elements of clauses that are there, and clauses that are not."""
    found = set()
    for verdict in report.clauses:
        if verdict.state in (ClauseState.ABSENT, ClauseState.TO_CHECK):
            found.add(verdict.id)
            continue
        for element in verdict.elements:
            if element.state not in (ElementState.SATISFIED, ElementState.NOT_APPLICABLE):
                found.add(element.id)
    return frozenset(found)


def elements_of(plan: Plan) -> Iterator[str]:
    """The elements that the plan writes: a light text may leave out what only serves as information."""
    for clause in plan.clauses:
        written = together(library(), clause.id, language=plan.language, variant=clause.variant, law=plan.law)
        for name in clause.elements:
            if name in written:
                yield f"{clause.id}.{name}"


def rounds(plan: Plan, only: tuple[str, ...]) -> list[list[str]]:
    """Sets of elements, one of each clause at most, that cover every element of these clauses."""
    columns = [[e for e in elements_of(plan) if e.rsplit(".", 1)[0] == ident] for ident in only]
    longest = max(len(column) for column in columns)
    return [[column[n] for column in columns if n < len(column)] for n in range(longest)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", TYPES)
def test_what_we_generate_audits_clean(kind: str, language: str) -> None:
    plan = planned(kind, language)
    report = audited(plan)
    worse = [f"{f.severity} {f.title} {f.quote}" for f in report.findings if f.severity is not Severity.INFO]
    assert worse == []
    assert report.conclusion == "no_gap"
    assert report.alliance_type.id == kind
    assert report.language.id == language
    mandatory = [c.id for c in plan.clauses if c.status == "mandatory" and c.id in CORE]
    assert {i: report.clause(i).state.value for i in mandatory} == dict.fromkeys(mandatory, "complete")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_contract_with_every_clause_satisfies_every_element(language: str) -> None:
    assert unsatisfied(audited(everything(language))) == frozenset()


@pytest.mark.parametrize("language", LANGUAGES)
def test_elements_taken_out_of_every_clause_at_once_are_exactly_those_missed(language: str) -> None:
    plan = everything(language)
    assert inexact(plan, plan.ids()) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("variant", VARIANTS)
def test_elements_taken_out_of_another_wording_are_exactly_those_missed(variant: str, language: str) -> None:
    assert inexact(core_articles(language, variant), CORE) == []


def inexact(plan: Plan, only: tuple[str, ...]) -> list[str]:
    """What is missed though it was written, and what is not missed though it was taken out, round after round."""
    written = frozenset(elements_of(plan))
    kind = plan.type.id
    whole = unsatisfied(audited(plan, alliance_type=kind, known=True))
    wrong = [f"{e} not satisfied as written" for e in sorted(whole & written)]
    for taken in rounds(plan, only):
        expected = frozenset().union(*(written_together(plan, *e.rsplit(".", 1)) for e in taken)) & written
        found = unsatisfied(audited(without(plan, *taken), alliance_type=kind, known=True))
        gone = {e for e in expected if e.rsplit(".", 1)[0] in found}
        wrong += [f"{e} not missed" for e in sorted(expected - found - gone)]
        wrong += [f"{e} missed without being taken out" for e in sorted((found - expected) & written)]
    return wrong


def every_element() -> Iterator[tuple[str, str]]:
    for language in LANGUAGES:
        for element in elements_of(everything(language)):
            yield language, element


@pytest.mark.slow
@pytest.mark.parametrize(("language", "element"), list(every_element()))
def test_one_element_taken_out_is_exactly_what_is_missed(language: str, element: str) -> None:
    plan = everything(language)
    expected = written_together(plan, *element.rsplit(".", 1)) & frozenset(elements_of(plan))
    found = unsatisfied(audited(without(plan, element), alliance_type="strategic_alliance", known=True))
    clause = element.rsplit(".", 1)[0]
    assert found in (expected, frozenset({clause}))


def mandatory_clauses() -> Iterator[tuple[str, str, str]]:
    for kind in TYPES:
        for language in LANGUAGES:
            plan = planned(kind, language)
            for clause in plan.clauses:  # a conditional clause often takes the only words that show its fact with it
                if plan.type.matrix.get(clause.id) == "mandatory" and not clause.id.startswith("a."):
                    yield kind, language, clause.id


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("clause", CORE)
def test_one_element_of_another_wording_taken_out_is_exactly_what_is_missed(
    clause: str, variant: str, language: str
) -> None:
    plan = core_articles(language, variant)
    written = frozenset(elements_of(plan))
    for element in sorted(e for e in written if e.rsplit(".", 1)[0] == clause):
        expected = written_together(plan, *element.rsplit(".", 1)) & written
        found = unsatisfied(audited(without(plan, element), alliance_type=plan.type.id, known=True))
        assert found & (written | {clause}) in (expected, frozenset({clause})), element


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "language", "clause"), list(mandatory_clauses()))
def test_one_mandatory_clause_taken_out_is_exactly_what_is_missed(kind: str, language: str, clause: str) -> None:
    plan = planned(kind, language)
    report = audited(without_clause(plan, clause), alliance_type=kind)
    # striking out an article also leaves a gap in the numbers, and references and terms without their place
    about_clauses = [f for f in report.findings if f.rule_id.startswith(("clause_", "element_"))]
    worse = [f for f in about_clauses if f.severity is not Severity.INFO]
    assert [(f.rule_id, f.clause_id) for f in worse] == [("clause_missing", clause)]
    assert worse[0].state == "missing"


@pytest.mark.parametrize("language", LANGUAGES)
def test_reading_back_what_was_written_gives_the_same_sections(language: str) -> None:
    from clausekit.drafting import draft

    plan = everything(language)
    assert through_word(plan).sections == draft(plan, library(), final=True).sections
