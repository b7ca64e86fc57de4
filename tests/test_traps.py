"""The legal traps: each is shown by a text that has it and not by one that has not, or says it needs a person."""

from __future__ import annotations

from pathlib import Path

import pytest
from clausekit.analysis import Analysis, analyse
from clausekit.api import audit_contract
from clausekit.checks import trap
from clausekit.checks.case import Case as Checked
from clausekit.cli.root import cli
from clausekit.errors import LibraryError
from clausekit.findings import Severity
from clausekit.library.loading import load_library
from clausekit.plain import read_text
from clausekit.report import AuditReport, Source
from clausekit.testing import Case, risk_cases, run_risk_case
from click.testing import CliRunner
from tests.contracts_from_examples import library

CASES = list(risk_cases(library(), "traps"))


def audited(text: str, *, language: str = "fr") -> AuditReport:
    contract = read_text(text, name="contract.md")
    return audit_contract(contract, Source("contract.md", "", "final", 0), language=language, library=library())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_trap_is_found_or_silent_as_its_case_says(case: Case) -> None:
    assert run_risk_case(library(), case) == ""


def test_every_trap_has_both_cases_or_needs_a_person() -> None:
    states: dict[str, set[str]] = {}
    for case in CASES:
        states.setdefault(case.subject, set()).add(case.state)
    human = {ident for ident, record in library().traps.items() if record.human_check}
    assert len(library().traps) == 55
    assert {ident for ident, found in states.items() if found == {"found", "silent"}} == set(library().traps) - human
    assert human & set(states) == set()


def test_a_trap_finding_says_what_the_risk_is_and_never_that_it_is_illegal() -> None:
    report = audited("# Sortie\n\nLe Fournisseur peut résilier le contrat à tout moment, sans motif et sans préavis.")
    found = next(f for f in report.findings if f.rule_id == "T03")
    assert found.severity is Severity.CRITICAL
    assert found.trap_ids == ("T03",)
    assert found.human_check
    assert found.legal_refs[0]["id"] == "CCOM-L442-1-II"
    assert "sans préavis" in found.quote
    for record in library().traps.values():
        for text in (record.title, record.why, record.guide):
            said = f"{text.fr} {text.en}".lower()
            assert not [word for word in ("illég", "illegal", "void", "nul et", "nulle") if word in said]


def test_what_an_element_already_reports_is_not_reported_again() -> None:
    text = "# Résiliation\n\nLe contrat est résilié de plein droit en cas de redressement judiciaire d'une partie."
    report = audited(text)
    carried = [f for f in report.findings if "T28" in f.trap_ids and f.state == "contradicted"]
    assert [f.rule_id for f in carried] == ["element_contradicted"] * len(carried)
    assert carried
    assert trap.trap_places(checked(text), library().traps["T28"])


def checked(text: str) -> Checked:
    found: Analysis = analyse(read_text(text, name="contract.md"), library(), language="fr")
    return Checked(found, library(), "fr")


def test_a_trap_of_french_law_is_silent_under_another_law() -> None:
    text = "The Supplier may terminate this Agreement at any time, for any reason and without notice."
    law = "\n\nThis Agreement is governed by the laws of the State of New York."
    assert any(f.rule_id == "T03" for f in audited(text, language="en").findings)
    assert not any(f.rule_id == "T03" for f in audited(text + law, language="en").findings)


def test_a_rule_of_one_trap_can_be_asked_for_alone() -> None:
    contract = read_text("Toute action née du contrat se prescrit par six mois.", name="contract.md")
    source = Source("contract.md", "", "final", 0)
    report = audit_contract(contract, source, language="fr", library=library(), only=("T53",))
    assert [f.rule_id for f in report.findings] == ["T53"]
    assert audit_contract(contract, source, language="fr", library=library(), only=("T04",)).findings == ()


def test_a_trap_that_names_nothing_is_a_fault_of_the_pack(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text("id: bad\nversion: 1.0.0\ntitle: {fr: x, en: x}\n", encoding="utf-8")
    folder = tmp_path / "clause_library"
    folder.mkdir()
    words = "{fr: x, en: x}"
    (folder / "traps.yaml").write_text(
        f"- id: T60\n  title: {words}\n  why: {words}\n  guide: {words}\n  severity: minor\n"
        "  says: [{all: [nowhere]}]\n",
        encoding="utf-8",
    )
    with pytest.raises(LibraryError, match="T60: unknown concept 'nowhere'"):
        load_library([tmp_path])


@pytest.mark.parametrize(
    ("language", "ident", "said"),
    [
        ("fr", "T06", "Non-cannibalisation écrite comme une répartition de clients"),
        ("en", "t06", "customer allocation"),
        ("fr", "T41", "Ne se décide pas à la lecture du texte"),
        ("en", "T41", "Cannot be decided from the text"),
        ("fr", "X-NOTICE", "Préavis différents"),
        ("en", "x-notice", "Different notice lengths"),
        ("en", "X-REF", "Checked by: reference_broken"),
    ],
)
def test_explain_says_what_a_trap_or_cross_rule_is_in_both_languages(language: str, ident: str, said: str) -> None:
    result = CliRunner().invoke(cli, ["explain", ident, "--ui-language", language])
    assert result.exit_code == 0, result.output
    assert said in result.output


def test_a_clause_shows_the_traps_to_know_in_the_language_of_its_reader() -> None:
    result = CliRunner().invoke(cli, ["clauses", "show", "g.governing_law", "--ui-language", "fr"])
    assert "T48 Loi choisie contre des règles impératives, Convention de Vienne oubliée (à vérifier)" in result.output
