"""The cross rules: each is shown by a contract whose places clash and not by one whose places agree."""

from __future__ import annotations

import pytest
from clausekit.api import audit_contract
from clausekit.checks import CHECKS
from clausekit.findings import Severity
from clausekit.plain import read_text
from clausekit.report import AuditReport, Source
from clausekit.testing import Case, risk_cases, run_risk_case
from tests.contracts_from_examples import library

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
