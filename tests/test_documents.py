"""Documents of their own, apart from the types: letters and charters, drafted, audited, and kept in their place."""

from __future__ import annotations

import json
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from clausekit import audit, generate, load_library
from clausekit.api import load_contract
from clausekit.cli.root import cli
from clausekit.library.answers import Answers, read_answers
from click.testing import CliRunner
from pypdf import PdfReader
from tests.office import PDF, convert, needs_office

ANSWERS = Path(__file__).parent.parent / "examples" / "answers"
DOCUMENTS = sorted(load_library().documents)
LANGUAGES = ("fr", "en")
ELEMENTS = {"confidentiality_letter": "no_obligation", "letter_of_intent": "non_binding"}


@cache
def written(kind: str, language: str, *without: str, competitors: bool = False) -> bytes:
    answers = read_answers([ANSWERS / f"{kind}.{language}.yaml"])
    data = {**answers.data, "facts": {"COMPETITORS": True}} if competitors else answers.data
    return generate(kind, Answers(data, answers.places), final=True, without=without)


def test_documents_do_not_count_as_types() -> None:
    assert len(load_library().types) == 14
    assert {"confidentiality_letter", "letter_of_intent", "qbr_minutes"} <= set(DOCUMENTS)
    assert all(kind.kind == "document" for kind in load_library().documents.values())
    runner = CliRunner()
    assert len(json.loads(runner.invoke(cli, ["types", "list", "-f", "json"]).output)) == 14
    shown = runner.invoke(cli, ["types", "list", "--documents", "-f", "json"]).output
    assert [row["id"] for row in json.loads(shown)] == DOCUMENTS


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", DOCUMENTS)
def test_a_document_of_its_own_audits_without_a_gap(kind: str, language: str) -> None:
    report = audit(written(kind, language))
    assert report.alliance_type.id == kind
    assert [f"{f.severity} {f.title}" for f in report.findings if f.severity != "info"] == []
    asked = set(load_library().documents[kind].matrix)
    core = {c.id for c in load_library().clauses.values() if c.kind == "core"}
    assert {v.id for v in report.clauses} == asked | core, "whoever reads a report finds the core clauses in each"
    assert {v.status for v in report.clauses if v.id in core - asked} <= {"not_applicable"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["confidentiality_letter", "letter_of_intent"])
def test_an_element_left_out_of_a_letter_is_what_its_audit_reports(kind: str, language: str) -> None:
    for element in (f"a.{kind}.{ELEMENTS[kind]}", "g.confidentiality.duration"):
        report = audit(written(kind, language, element))
        assert [f.element_id or f.clause_id for f in report.findings if f.severity != "info"] == [element]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("element", ["attendance", "figures", "no_amendment", "actions"])
def test_minutes_that_lack_something_are_told_so(element: str, language: str) -> None:
    report = audit(written("qbr_minutes", language, f"a.qbr_minutes.{element}"))
    assert [f.element_id for f in report.findings if f.severity != "info"] == [f"a.qbr_minutes.{element}"]


def test_minutes_name_an_owner_and_a_date_for_each_action() -> None:
    contract, _, _ = load_contract(written("qbr_minutes", "fr"))
    text = " ".join(paragraph.text for paragraph in contract.paragraphs())
    assert "préparer le salon de janvier" in text
    assert "30\u00a0novembre\u00a02026" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_between_competitors_has_a_clean_team(language: str) -> None:
    letter, _, _ = load_contract(written("confidentiality_letter", language, competitors=True))
    words = {"fr": "équipe restreinte", "en": "clean team"}[language]
    assert any(words in p.text for p in letter.paragraphs())
    plain, _, _ = load_contract(written("confidentiality_letter", language))
    assert not any(words in p.text for p in plain.paragraphs())


def test_a_contract_is_not_asked_for_what_stands_in_letters() -> None:
    answers = read_answers([ANSWERS / "co_branding.fr.yaml"])
    report = audit(generate("co_branding", answers, final=True))
    assert not [v.id for v in report.clauses if v.id.startswith("a.")]


def test_a_contract_that_mentions_a_letter_is_not_one() -> None:
    text = (
        "# Contrat de co-branding\n\nLes parties ont signé une lettre de confidentialité et une lettre d'intention. "
        "Le présent contrat de co-branding les remplace et fixe leurs obligations."
    )
    assert audit(text.encode(), name="contract.md").alliance_type.id == "co_branding"


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_a_document_has_no_cover_and_no_contents(kind: str) -> None:
    contract, _, _ = load_contract(written(kind, "fr"))
    assert not [p for section in contract.front for p in section.paragraphs() if p.role == "toc"]
    assert contract.title.replace("’", "'") == load_library().documents[kind].title.fr


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_both_languages_of_a_document_word_the_same_elements(kind: str) -> None:
    for ident, wordings in load_library().own_wordings.get(kind, {}).items():
        written_ = {
            language: {name for block in own.wording.blocks for name in block.elements}
            for language, own in wordings.items()
        }
        assert written_["fr"] == written_["en"], ident


@pytest.mark.slow
@pytest.mark.office
@needs_office
def test_the_charter_is_one_page_in_both_languages(tmp_path: Path) -> None:
    documents = {language: written("one_page_charter", language) for language in LANGUAGES}
    printed = convert(documents, tmp_path, PDF)
    assert {name: len(PdfReader(BytesIO(data)).pages) for name, data in printed.items()} == {"fr": 1, "en": 1}


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_the_answers_file_of_a_document_asks_only_what_it_prints(kind: str) -> None:
    sheet = CliRunner().invoke(cli, ["answers", kind, "--language", "en"]).output
    asked = {line.lstrip("# ").partition(":")[0] for line in sheet.splitlines()}
    given = read_answers([ANSWERS / f"{kind}.en.yaml"]).data
    assert {"party_a", "party_b", "effective_date"} <= asked
    for never in ("nc_lead_conflict_days", "exit_escrow_days", "renewal_months", "delivery_terms", "protected_party"):
        assert never not in asked
    printed = load_library().parameters(tuple(load_library().folders)).keys() & given.keys()
    assert printed - asked <= {"subtitle", "reference", "signature_mode"}


def test_what_only_a_letter_has_is_no_core_clause(tmp_path: Path) -> None:
    (tmp_path / "letter.docx").write_bytes(written("letter_of_intent", "en"))
    shown = CliRunner().invoke(cli, ["audit", str(tmp_path / "letter.docx"), "--ui-language", "en"]).output
    assert "Core clauses" not in shown
    assert load_library().clause("a.letter_of_intent").title.en in shown.partition("General clauses")[2]


@pytest.mark.slow
def test_a_gap_in_a_charter_is_mended_in_the_charters_own_order() -> None:
    faulty = written("one_page_charter", "en", "g.dispute_resolution")
    report = audit(faulty)
    assert [f.clause_id for f in report.findings if f.rule_id == "clause_missing"] == ["g.dispute_resolution"]
    before, after = (
        "\n".join(p.text for p in load_contract(data)[0].paragraphs()) for data in (faulty, report.redlined())
    )
    assert "ispute" not in before
    assert "ispute" in after
