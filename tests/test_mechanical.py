"""Mechanical rules: what is no finding, their cards, and findings that a file leaves out."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from clausekit import audit
from clausekit.checks import CHECKS
from clausekit.checks.number_mismatch import mismatches
from clausekit.cli.root import cli
from clausekit.errors import LibraryError
from clausekit.library.rulecards import cards
from tests.contracts_from_examples import library

ARTICLES = "".join(f"# Article {n} – Sujet {n}\n\nTexte de l'article {n}.\n\n" for n in range(1, 8))


def told(text: str, *, language: str = "fr") -> set[str]:
    report = audit(text.encode(), name="contrat.md", language=language, library=library())
    return {f.rule_id for f in report.findings if f.template_ref.startswith("rules/")}


def test_every_check_has_a_card_and_every_card_a_check() -> None:
    assert set(cards()) == set(CHECKS)


def test_both_languages_of_a_card_print_the_same_values() -> None:
    fields = re.compile(r"\{(\w+)\}")
    for card in cards().values():
        for text in (card.title, *card.messages.values()):
            assert set(fields.findall(text.fr)) == set(fields.findall(text.en)), card.id


def test_a_rule_that_carries_out_a_cross_rule_names_one_that_exists() -> None:
    named = {card.cross_rule for card in cards().values() if card.cross_rule}
    assert named <= set(library().cross_rules)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("trente et un (31) jours", 0), ("neuf (6)", 1), ("quatre-vingt-dix-neuf virgule neuf (99,9) %", 0),
        ("un million cinq cent mille (1 500 000) euros", 0), ("10 (douze) jours", 1), ("dix pour cent (10 %)", 0),
    ],
)  # fmt: skip
def test_words_are_compared_with_the_figures_behind_them(text: str, count: int) -> None:
    assert len(list(mismatches(text, "fr"))) == count


def test_signature_lines_forms_redactions_and_links_are_no_blanks() -> None:
    text = (
        "# Prix\n\nLe prix est de [***]. Voir [le site](https://example.org) et l'article XXX du traité.\n\n"
        "# Signatures\n\nNom : ________\n\n# Annexe 1 – Formulaire de commande\n\nQuantité : ________\n"
    )
    assert "placeholder_left" not in told(ARTICLES + text)


def test_articles_of_laws_and_of_other_texts_are_no_broken_references() -> None:
    text = "Selon l'article 1240 du code civil, l'article 28 du RGPD et par dérogation à l'article 41, les parties…"
    assert told(ARTICLES + f"# Article 8 – Renvois\n\n{text}\n") == set()


TERMS = """# Definitions

"Products" means goods.

"Price" means money.

"Order" means a request for Products at the Price; each Order is in writing.

"""


@pytest.mark.parametrize(
    ("rule", "fault", "sound"),
    [
        (
            "term_undefined",
            "Sales that are made in the Territory by the seller are free, and all of the Territory is open to it.",
            "Sales that are made in the Territory by the seller are free, and all of the Territory is open to it. "
            "Territory shall mean Texas.",
        ),
        (
            "term_unused",
            'Losses are borne by A.\n\n"Warranty Loss" means any harm.',
            '"Warranty Loss" means any harm.\n\nThe seller bears all Warranty Losses.',
        ),
        (
            "term_defined_twice",
            'A sum unpaid when it falls due (the "Due Date") bears interest.\n\n'
            'Goods are returned on a day (the "Due Date") of the order.',
            'Banks of the scheme, through the Member bank ("Member"), pay.\n\n'
            'One or more Member bank(s) ("Member") pay.',
        ),
        (
            "numbering_duplicate",
            "10.1 Insurance\n\n10.2 Compliance with law\n\n10.2 Each party complies.\n\n10.3 Other",
            "10.1 INSURANCE\n\n10.2 COMPLIANCE WITH LAW\n\n10.2 (a) Each party complies.\n\n10.3 OTHER",
        ),
        (
            "annex_missing",
            "# Exhibit B\n\nA list of twelve words at least which says what is sold and where.\n\n"
            "# Price\n\nThe price stands in Exhibit A.",
            "# Exhibit B\n\nA list of twelve words at least which says what is sold and where.\n\n"
            "# Price\n\nExhibit A is hereby amended to say ten.",
        ),
        (
            "terms_elsewhere",
            "The parties sign an Order which incorporates the Acme Master Services Agreement (posted at "
            "https://acme.example/msa) by this reference.",
            "The Exhibits of the Acme Master Services Agreement are incorporated herein by reference.\n\n"
            "These Acme Standard Terms are incorporated by reference into each Order.",
        ),
        ("placeholder_left", "Paid to [Name of bank].", "Paid to Jo of [address removed]. [ signature page follows ]"),
        ("placeholder_left", "The price is {fee_amount} a month.", "The set {a, b} and the key {} are no fields."),
        ("placeholder_left", "[x] For {months} months.", "[x] For nine months.\n\n[ ] Without end."),
        ("date_impossible", "It begins on 32 May 2004.", "It is kept in confidence. Page 32 May 2004"),
    ],
)
def test_a_fault_is_told_from_what_looks_like_it(rule: str, fault: str, sound: str) -> None:
    assert rule in told(TERMS + fault, language="en")
    assert rule not in told(TERMS + sound, language="en")


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Les conditions générales de vente du Fournisseur font partie intégrante du présent contrat.", "major"),
        ("La charte éthique du Client fait partie intégrante du contrat.", "minor"),
        ("Les présentes conditions générales de vente font partie intégrante du contrat.", ""),
        ("Les conditions générales de vente, jointes au contrat, en font partie intégrante.", ""),
        ("Aucune condition générale de vente du Fournisseur ne fait partie intégrante du contrat.", ""),
        ("Le contrat prévaut sur les conditions générales de vente du Fournisseur.", ""),
    ],
)
def test_terms_that_nobody_sent_along_are_told(text: str, level: str) -> None:
    found = audit(f"# Article 1 – Documents\n\n{text}\n".encode(), language="fr", name="contrat.md").findings
    assert [str(f.severity) for f in found if f.rule_id == "terms_elsewhere"] == [level] * bool(level)


def test_a_contract_in_both_languages_is_not_mixed() -> None:
    french = "Le Fournisseur doit livrer les produits dans les trente jours qui suivent la commande du Client.\n\n"
    english = "The Supplier shall deliver the products within thirty days of the order of the Customer.\n\n"
    assert "language_mixed" not in told("# Accord\n\n" + (french + english) * 4)


def test_a_config_file_leaves_findings_out_and_the_report_says_how_many(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    contract, config = tmp_path / "contrat.md", tmp_path / "clausekit.yaml"
    contract.write_text(ARTICLES + "# Article 9 – Fin\n\nLe prix est de [●] euros.\n", encoding="utf-8")
    config.write_text('suppress:\n  - {rule: numbering_gap, reason: "article 8 retiré"}\n', encoding="utf-8")
    options = ["audit", str(contract), "-f", "json", "--fail-on", "never", "--language", "fr"]
    reports = []
    for more in ([], ["--config", str(config)]):
        assert cli.main([*options, *more], standalone_mode=False) == 0
        reports.append(json.loads(capsys.readouterr().out))
    before, after = ([f["rule_id"] for f in report["findings"]] for report in reports)
    assert [rule for rule in before if rule != "numbering_gap"] == after
    assert any("article 8 retiré" in note["message"] and "1 " in note["message"] for note in reports[1]["notes"])


def test_a_config_without_a_reason_is_refused(tmp_path: Path) -> None:
    config = tmp_path / "clausekit.yaml"
    config.write_text("suppress:\n  - {rule: numbering_gap}\n", encoding="utf-8")
    contract = tmp_path / "contrat.md"
    contract.write_text("# Accord\n", encoding="utf-8")
    with pytest.raises(LibraryError, match="reason"):
        cli.main(["audit", str(contract), "--config", str(config)], standalone_mode=False)


@pytest.mark.parametrize(
    ("language", "text", "rule"),
    [
        ("en", "## 5. General\n\nClause 14 (Force Majeure) applies to payments.", "reference_broken"),
        ("fr", "## 5. Divers\n\nL'article 14 s'applique aux paiements.", "reference_broken"),
        ("en", "## 5. Customers\n\nThe Customer may not assign this Agreement.", "term_undefined"),
        ("fr", "## 5. Clients\n\nLe Prestataire ne peut céder le contrat.", "term_undefined"),
    ],
)
def test_what_opens_a_sentence_is_read_too(language: str, text: str, rule: str) -> None:
    body = "".join(f"## {n}. Topic {n}\n\nText of the paragraph.\n\n" for n in range(2, 5))
    opening = {
        "en": 'Made between Northwind ("Northwind") and Harbour ("Harbour").\n\n## 1. Terms\n\n"Launch Date" means '
        '1 March 2026.\n\n"Launch Plan" means the plan.\n\n"Launch Budget" means the budget.\n\n',
        "fr": "Entre Lumea (« Lumea ») et Orval (« Orval »).\n\n## 1. Termes\n\n« Date de Lancement » désigne le "
        "1er mars 2026.\n\n« Plan de Lancement » désigne le plan.\n\n« Budget » désigne le budget.\n\n",
    }
    report = audit(f"# Contract\n\n{opening[language]}{body}{text}\n".encode(), name="c.md", language=language)
    assert [f.rule_id for f in report.findings if f.rule_id == rule] == [rule]
