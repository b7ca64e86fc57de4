"""The cross rules: each is shown by a contract whose places clash and not by one whose places agree."""

from __future__ import annotations

from datetime import date

import pytest
from clausekit.api import audit_contract
from clausekit.checks import CHECKS
from clausekit.drafting import Plan, make_plan
from clausekit.drafting.consistency import clashes
from clausekit.errors import AnswersError
from clausekit.findings import Severity
from clausekit.library.answers import Answers
from clausekit.library.templates import Missing
from clausekit.plain import read_text
from clausekit.report import AuditReport, Source
from clausekit.testing import Case, risk_cases, run_risk_case
from tests.contracts_from_examples import TYPES, example, library, planned

CASES = list(risk_cases(library(), "cross_rules"))
SPECIFIED = (
    "X-PILOT-TERM", "X-NOTICE", "X-IP", "X-SURVIVAL", "X-EXCL-NC", "X-NC-CONF", "X-NC-DATA", "X-DISPUTE", "X-AMEND",
    "X-STATUTES", "X-REVIEW", "X-1195", "X-SLA-CAP", "X-SLA-REMEDY", "X-SLA-TERM", "X-DEF", "X-REF", "X-VALUE",
    "X-PARTY", "X-DATE",
)  # fmt: skip


def audited(text: str, *, language: str = "fr", kind: str = "unknown") -> AuditReport:
    source = Source("contract.md", "", "final", 0)
    contract = read_text(text, name="contract.md")
    return audit_contract(contract, source, language=language, alliance_type=kind, library=library())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_clash_is_found_or_silent_as_its_case_says(case: Case) -> None:
    assert run_risk_case(library(), case) == ""


def test_every_cross_rule_of_the_specification_has_both_cases() -> None:
    states: dict[str, set[str]] = {}
    for case in CASES:
        states.setdefault(case.subject, set()).add(case.state)
    assert tuple(library().cross_rules) == SPECIFIED
    assert states == {ident: {"found", "silent"} for ident in SPECIFIED}


def test_what_a_mechanical_check_carries_out_is_in_the_table_of_checks() -> None:
    named = {name for rule in library().cross_rules.values() for name in rule.checks}
    assert named
    assert named <= set(CHECKS)


def test_a_clash_quotes_both_passages_and_prefers_none() -> None:
    report = audited(
        "# Durée\n\nChaque partie peut résilier le contrat à tout moment, avec un préavis de trois mois.\n\n"
        "# Sortie\n\nChaque partie peut mettre fin au contrat sans motif, avec un préavis de six mois."
    )
    found = next(f for f in report.findings if f.rule_id == "X-NOTICE")
    assert found.severity is Severity.MAJOR
    assert found.state == "unclear"
    assert "trois mois" in found.quote
    assert any("six mois" in detail for detail in found.details)
    assert found.human_check


def test_two_lengths_in_one_article_are_a_ladder_and_no_clash() -> None:
    report = audited(
        "# Durée\n\nChaque partie peut résilier le contrat à tout moment, avec un préavis de trois mois.\n\n"
        "Après cinq ans, chaque partie peut le résilier à tout moment, avec un préavis de six mois."
    )
    assert not any(f.rule_id == "X-NOTICE" for f in report.findings)


def planned_with(**answers: object) -> Plan:
    known = example("strategic_alliance", "en")
    return make_plan(library(), "strategic_alliance", Answers({**known.data, **answers}, known.places))


@pytest.mark.parametrize(
    ("rule", "answers"),
    [
        ("X-1195", {"hardship_position": "exclude"}),
        ("X-NOTICE", {"exit_cure_days": 45}),
        ("X-SURVIVAL", {"exit_confidentiality_years": 9}),
        ("X-DISPUTE", {"gov_mediation_mandatory": False}),
        ("X-DATE", {"sa_review_months": "12", "term_months": 10, "pilot_long_stop_date": date(2027, 9, 1)}),
    ],
)
def test_answers_that_clash_are_warned_of_before_anything_is_written(rule: str, answers: dict[str, object]) -> None:
    assert not [w for w in planned_with().warnings if w.endswith(f"({rule})")]
    assert [w for w in planned_with(**answers).warnings if w.endswith(f"({rule})")]


@pytest.mark.parametrize(
    "answers",
    [
        {"pilot_duration_months": 6, "term_months": 5, "non_renewal_notice_months": 3},
        {"pilot_long_stop_date": date(2026, 1, 1)},
        {"pilot_long_stop_date": date(2099, 1, 1)},
        {"non_renewal_notice_months": 12, "term_months": 9, "pilot_long_stop_date": date(2027, 9, 1)},
    ],
)
def test_dates_that_cannot_be_stop_the_plan_with_the_line_of_the_answer(answers: dict[str, object]) -> None:
    with pytest.raises(AnswersError, match="X-DATE") as caught:
        planned_with(**answers)
    assert all(fault.line > 0 for fault in caught.value.faults)


def test_a_malus_above_the_liability_cap_is_warned_of() -> None:
    known = example("supplier_long_term", "fr")
    answers = Answers({**known.data, "liability_cap_pct": 5, "sla_malus_cap_pct": 10}, known.places)
    assert any("X-SLA-CAP" in w for w in make_plan(library(), "supplier_long_term", answers).warnings)


def test_an_ip_regime_of_the_exit_that_the_ip_article_denies_is_warned_of() -> None:
    answers = Answers({"exit_joint_ip_regime": "co_ownership"})
    warned = make_plan(library(), "supplier_framework", answers, with_=("g.ip", "exit_management")).warnings
    assert any("X-IP" in w for w in warned)


@pytest.mark.parametrize("kind", TYPES)
def test_the_defaults_and_the_example_of_a_type_break_no_cross_rule(kind: str) -> None:
    for plan in (make_plan(library(), kind, Answers({})), planned(kind, "fr"), planned(kind, "en")):
        assert not [w for w in plan.warnings if "(X-" in w]


def test_a_customer_ban_longer_than_secrecy_clashes_in_months_against_years() -> None:
    clauses = ("non_cannibalization", "g.confidentiality")

    def rules(months: int, years: int) -> list[str]:
        values = {"nc_post_term_months": months, "confidentiality_years": years}
        found = clashes(library(), values, clauses=clauses, kind="co_branding", law="fr", language="fr")
        return [clash.rule for clash in found]

    assert rules(25, 2) == ["X-NC-CONF"]
    assert rules(24, 2) == []


def test_a_value_that_is_still_missing_never_clashes() -> None:
    blank = Missing("term_months", "durée")
    values = {"pilot_duration_months": 6, "term_months": blank}
    assert clashes(library(), values, clauses=("pilot_test",), kind="co_branding", law="fr", language="fr") == []
