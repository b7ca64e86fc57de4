"""What an audit says of small contracts written for the purpose: present, absent, denied, blank, broken, edited."""

from __future__ import annotations

from dataclasses import replace

import pytest
from clausekit import audit
from clausekit.api import audit_contract, generate
from clausekit.errors import AnswersError
from clausekit.findings import Severity
from clausekit.report import AuditReport, Source
from clausekit.word.read import read_docx
from tests.contracts_from_examples import example, library

SEVEN = "".join(f"# Article {n} – Sujet {n}\n\nTexte de l'article {n}.\n\n" for n in range(1, 8))


def of(text: str, **options: object) -> AuditReport:
    return audit(text.encode(), name="contrat.md", ui_language="en", **{"language": "fr", **options})  # type: ignore[arg-type]


def rules(report: AuditReport, rule: str) -> list[str]:
    return [finding.title for finding in report.findings if finding.rule_id == rule]


def test_a_pilot_of_twelve_months_with_an_exit_fee_is_contradicted_twice() -> None:
    report = of(
        "# Accord de partenariat stratégique\n\n# Article 1 – Phase pilote\n\nLa phase pilote dure douze (12) mois. "
        "En cas d'arrêt de la phase pilote, le Client verse une indemnité de rupture.\n"
    )
    clause = report.clause("pilot_test")
    assert clause.state == "contradictory"
    assert clause.element("duration").found_value == {"months": 12, "literal": "douze (12) mois"}
    assert clause.element("penalty_free_exit").state == "contradicted"


def test_committee_in_a_table_of_acronyms_is_no_governance() -> None:
    report = of("# Glossaire\n\n| Sigle | Sens |\n|---|---|\n| COPIL | Comité de pilotage |\n| TVA | Taxe |\n")
    assert report.clause("governance").state == "absent"


def test_a_heading_that_excludes_what_it_names_is_not_called_present() -> None:
    report = of("# Article 9 – Réversibilité\n\nAucune réversibilité n'est prévue au titre du présent contrat.\n")
    assert report.clause("exit_management").state in ("to_check", "contradictory", "absent")
    assert report.clause("exit_management").element("transition_plan").state != "satisfied"


def test_blanks_are_one_finding_and_signature_lines_are_none() -> None:
    report = of("# Objet\n\nLe prix est de [●] euros. Le délai est de ____ jours.\n\n# Signatures\n\nDate : ________\n")
    (title,) = rules(report, "placeholder_left")
    assert "(2)" in title


def test_redactions_and_boxes_to_tick_are_no_blanks() -> None:
    assert rules(of("# Price\n\nThe price is [***]. [ ] Option A\n", language="en"), "placeholder_left") == []


def test_a_word_between_brackets_is_a_blank_and_spoils_only_what_it_belongs_to() -> None:
    report = of("# Juridiction\n\nTout litige relève des tribunaux de [Ville], selon le droit français.\n")
    assert len(rules(report, "placeholder_left")) == 1
    assert report.clause("g.dispute_resolution").element("court_or_arbitration").state == "partial"
    assert report.clause("g.governing_law").element("law").state == "satisfied"
    assert rules(of("# Prix\n\nLe prix est de 90 euros [Confidentiel].\n"), "placeholder_left") == []


def test_a_list_of_derogations_from_another_text_is_not_a_set_of_broken_references() -> None:
    report = of(SEVEN + "# Dérogations au CCAG\n\nL'article 3 déroge à l'article 9.\n")
    assert rules(report, "reference_broken") == []


def test_a_reference_to_an_article_that_is_not_there_is_found_once() -> None:
    report = of(SEVEN + "# Article 8 – Renvois\n\nVoir l'article 9. Voir encore l'article 9 et l'article 3.\n")
    assert len(rules(report, "reference_broken")) == 1


def test_references_to_laws_and_to_other_documents_are_left_alone() -> None:
    text = "Selon l'article 1231-5 du code civil, l'article 12 du CCAG et l'article 9 de la loi du 31 décembre 1975."
    assert rules(of(SEVEN + f"# Article 8 – Renvois\n\n{text}\n"), "reference_broken") == []


@pytest.mark.parametrize(("text", "found"), [("trois (6) mois", 1), ("six (6) mois", 0)])
def test_words_and_figures_of_one_number_are_compared(text: str, found: int) -> None:
    assert len(rules(of(f"# Durée\n\nLe contrat dure {text}.\n"), "number_mismatch")) == found


def test_what_is_missing_weighs_less_where_the_clause_is_only_recommended() -> None:
    text = "# Accord\n\n# Phase pilote\n\nLa phase pilote est évaluée selon deux indicateurs avec leurs cibles.\n"
    strong = of(text, alliance_type="strategic_alliance").findings
    light = of(text, alliance_type="co_branding").findings

    def level(findings: tuple[object, ...]) -> Severity:
        return next(f.severity for f in findings if f.element_id == "pilot_test.duration")  # type: ignore[attr-defined]

    assert (level(strong), level(light)) == (Severity.CRITICAL, Severity.MAJOR)


def test_an_unknown_alliance_type_is_refused_and_a_strange_document_is_unknown() -> None:
    with pytest.raises(AnswersError):
        of("# Accord\n", alliance_type="alliance")
    assert of("# Recette\n\nBattre les œufs avec le sucre.\n").alliance_type.id == "unknown"


def test_a_generated_clause_edited_since_says_so() -> None:
    contract = read_docx(generate("co_branding", example("co_branding", "fr"), library=library()))
    section = next(s for s in contract.sections if s.tag and s.tag.clause == "g.amendment")
    changed = replace(section, blocks=section.blocks[:1])
    sections = tuple(changed if s is section else s for s in contract.sections)
    edited = replace(contract, sections=sections)
    report = audit_contract(edited, Source("x", "", "final", 1), library=library())
    assert report.clause("g.amendment").edited is True
    assert report.clause("governance").edited is False


def test_no_finding_says_void_or_illegal_in_either_language() -> None:
    banned = ("est nul", "sont nul", "nullité", "illégal", " void ", "illegal", "67 %", "70 %")
    for language in ("fr", "en"):
        for clause in library().clauses.values():
            for element in clause.elements:
                text = f" {element.expects[language]} {element.why[language]} ".lower()
                assert not any(word in text for word in banned), f"{clause.id}.{element.id}"


def test_v3_references_are_printed_as_to_be_checked() -> None:
    report = of("# Accord de partenariat stratégique\n\nRien.\n", alliance_type="strategic_alliance")
    shown = [r for f in report.findings for r in f.legal_refs]
    assert shown
    assert all(("to be checked" in r["reference"]) == (r["verification"] == "V3") for r in shown)


@pytest.mark.parametrize(("law", "kept", "left"), [("English", "EW-", "CC-"), ("French", "CC-", "EW-")])
def test_references_of_another_law_are_not_shown(law: str, kept: str, left: str) -> None:
    report = audit(
        f"# Strategic alliance agreement\n\n## 1. Governing law\n\nThis Agreement is governed by {law} law.\n".encode(),
        name="contract.md", language="en", alliance_type="strategic_alliance",
    )  # fmt: skip
    shown = {r["id"] for f in report.findings for r in f.legal_refs}
    assert any(ident.startswith(kept) for ident in shown)
    assert not any(ident.startswith(left) for ident in shown)


def test_a_clause_that_parties_may_do_without_is_not_reported_where_it_is_only_recommended() -> None:
    report = of("# Contrat de co-branding\n\nRien.\n", alliance_type="co_branding")
    assert report.clause("g.exclusivity").status == "recommended"
    missing = {f.clause_id: f.severity for f in report.findings if f.rule_id == "clause_missing"}
    assert "g.exclusivity" not in missing
    assert missing["g.liability"] is Severity.MAJOR
