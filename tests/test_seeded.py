"""Defects put one by one into two sound contracts of our own, French and English: each is found, and nothing else."""

# ruff: noqa: E501 (a defect a line reads best)

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from clausekit import audit
from clausekit.findings import Finding, Severity
from clausekit.report import AuditReport
from tests.contracts_from_examples import library

SOUND = Path(__file__).parent / "seeded"
LANGUAGES = ("fr", "en")
Change = tuple[str, str]


@cache
def sound(language: str) -> str:
    return (SOUND / f"sound.{language}.md").read_text(encoding="utf-8")


def of(text: str, language: str, kind: str = "auto") -> AuditReport:
    return audit(text.encode(), name=f"contract.{language}.md", alliance_type=kind, library=library())


def without(text: str, heading: str) -> str:
    """The text without the article that the heading opens."""
    start = text.index(heading)
    end = text.index("\n# ", start)
    return text[:start] + text[end + 1 :]


def changed(language: str, *changes: Change) -> str:
    text = sound(language)
    for old, new in changes:
        assert text.count(old), f"{old!r} is not in the sound contract"
        text = text.replace(old, new)
    return text


def test_the_sound_contracts_have_no_finding_above_info() -> None:
    for language in LANGUAGES:
        report = of(sound(language), language)
        assert report.alliance_type.id == "tactical_partnership"
        above = [(f.rule_id, f.element_id, f.quote) for f in report.findings if f.severity is not Severity.INFO]
        assert above == []


def test_the_sound_contracts_have_no_mechanical_finding_at_all() -> None:
    for language in LANGUAGES:
        assert [f.title for f in of(sound(language), language).findings if f.template_ref.startswith("rules/")] == []


# name: rule, words the finding must show, and what to change in each language
MECHANICAL: dict[str, tuple[str, dict[str, tuple[str, Change]]]] = {
    "a date in brackets": (
        "placeholder_left",
        {
            "fr": ("[DATE]", ("entre en vigueur le 15 mars 2027", "entre en vigueur le [DATE]")),
            "en": ("[DATE]", ("comes into force on 15 March 2027", "comes into force on [DATE]")),
        },
    ),
    "a bullet in brackets": (
        "placeholder_left",
        {"fr": ("[●]", ("à 50 000 euros par an", "à [●] euros par an")), "en": ("[●]", ("to £50,000 a year", "to £[●] a year"))},
    ),
    "to be completed": (
        "placeholder_left",
        {
            "fr": ("À COMPLÉTER", ("une commission de 25 %", "une commission de À COMPLÉTER %")),
            "en": ("TBD", ("a commission of 25%", "a commission of TBD%")),
        },
    ),
    "a template's name": (
        "placeholder_left",
        {
            "fr": ("{{ville}}", ("tribunal de commerce de Nantes", "tribunal de commerce de {{ville}}")),
            "en": ("{{city}}", ("the courts of Leeds", "the courts of {{city}}")),
        },
    ),
    "a drafting note": (
        "drafting_note_left",
        {
            "fr": ("NTD", ("Les Parties ne sont pas solidaires", "[NTD : à valider avec l'assureur] Les Parties ne sont pas solidaires")),
            "en": ("NTD", ("The Parties are not jointly liable", "[NTD: check with insurers] The Parties are not jointly liable")),
        },
    ),
    "an article that does not exist": (
        "reference_broken",
        {
            "fr": ("article 27", ("calculée de même", "calculée selon l'article 27")),
            "en": ("clause 27", ("calculated in the same way", "calculated under clause 27")),
        },
    ),
    "a paragraph that does not exist": (
        "reference_broken",
        {
            "fr": ("article 8.9", ("suit l'escalade de l'article 8.5", "suit l'escalade de l'article 8.9")),
            "en": ("clause 8.9", ("the escalation of clause 8.5.", "the escalation of clause 8.9.")),
        },
    ),
    "an annex that is not attached": (
        "annex_missing",
        {
            "fr": ("annexe 4", ("plan de sortie de l'annexe 3", "plan de sortie de l'annexe 3 et de l'annexe 4")),
            "en": ("Schedule 4", ("the exit plan of Schedule 3", "the exit plan of Schedule 3 and Schedule 4")),
        },
    ),
    "a number left out": (
        "numbering_gap",
        {"fr": ("14", ("# Article 14 – Ind", "# Article 15 – Ind")), "en": ("14", ("# 14. Ind", "# 15. Ind"))},
    ),
    "a number used twice": (
        "numbering_duplicate",
        {"fr": ("3.1", ("\n3.2 Le", "\n3.1 Le")), "en": ("3.1", ("\n3.2 The", "\n3.1 The"))},
    ),
    "words and figures": (
        "number_mismatch",
        {"fr": ("neuf (4)", ("quatre (4)", "neuf (4)")), "en": ("nine (4)", ("four (4)", "nine (4)"))},
    ),
    "a name that drifts": (
        "party_name_varies",
        {
            "fr": ("Tamarys", ("Le Cabinet facture l'Offre", "Tamarys Logiciels fournit un devis. Le Cabinet facture l'Offre")),
            "en": ("Penrase", ("The Analyst invoices", "Penrase Retail Systems gives a quote. The Analyst invoices")),
        },
    ),
    "another legal form": (
        "party_name_varies",
        {
            "fr": ("Orvelle Conseil SARL", ("| Orvelle Conseil SAS |", "| Orvelle Conseil SARL |")),
            "en": ("Harlow Analytics LLP", ("| Harlow Analytics Ltd |", "| Harlow Analytics LLP |")),
        },
    ),
    "another register number": (
        "party_number_varies",
        {
            "fr": ("512778314", ("Fait à Nantes,", "Orvelle Conseil, RCS Nantes 512 778 314, signe ici. Fait à Nantes,")),
            "en": ("08231717", ("Signed at Leeds", "Harlow Analytics, company number 08231717, signs here. Signed at Leeds")),
        },
    ),
    "roles swapped": (
        "party_role_swapped",
        {
            "fr": ("Orvelle Conseil", ("| Pour le Cabinet | Pour l'Éditeur |", "| Pour l'Éditeur | Pour le Cabinet |")),
            "en": ("Harlow Analytics", ("| For the Analyst | For the Publisher |", "| For the Publisher | For the Analyst |")),
        },
    ),
    "defined and never used": (
        "term_unused",
        {
            "fr": ("Jours Francs", ("« Résultats » désigne", "« Jours Francs » désigne les jours comptés de minuit à minuit.\n\n« Résultats » désigne")),
            "en": ("Clear Days", ('"Results" means', '"Clear Days" means days counted from midnight to midnight.\n\n"Results" means')),
        },
    ),
    "used and never defined": (
        "term_undefined",
        {
            "fr": ("Livrables", ("et rédige les rapports.", "et rédige les rapports. Il remet les Livrables à l'Éditeur, qui valide les Livrables.")),
            "en": ("Deliverables", ("and support, and", "and support, shall review the Deliverables, may refuse the Deliverables, and")),
        },
    ),
    "defined twice": (
        "term_defined_twice",
        {
            "fr": ("Offre", ("« Résultats » désigne", "« Offre » désigne tout service vendu par une Partie.\n\n« Résultats » désigne")),
            "en": ("Offer", ('"Results" means', '"Offer" means any service sold by a Party.\n\n"Results" means')),
        },
    ),
    "31 February": (
        "date_impossible",
        {"fr": ("31 février 2027", ("le 8 mars 2027", "le 31 février 2027")), "en": ("31 February 2027", ("on 8 March 2027", "on 31 February 2027"))},
    ),
    "an end before the beginning": (
        "date_disorder",
        {
            "fr": ("15 janvier 2027", ("pour une durée de dix-huit (18) mois.", "pour une durée de dix-huit (18) mois. L'accord prend fin le 15 janvier 2027.")),
            "en": ("15 January 2027", ("for a term of eighteen (18) months.", "for a term of eighteen (18) months. This agreement ends on 15 January 2027.")),
        },
    ),
    "a pilot longer than the contract": (
        "date_disorder",
        {
            "fr": ("quatre (4) mois", ("dix-huit (18) mois", "trois (3) mois")),
            "en": ("four (4) months", ("eighteen (18) months", "three (3) months")),
        },
    ),
    "a paragraph in the other language": (
        "language_mixed",
        {
            "fr": ("shall", ("# Article 14 –", "The Supplier shall not be liable for any loss of profit which the Customer may suffer under this agreement.\n\n# Article 14 –")),
            "en": ("doit", ("# 14.", "Le Fournisseur doit indemniser le Client de toute perte que celui-ci subit dans le cadre du contrat et qui est prouvée.\n\n# 14.")),
        },
    ),
    "two lengths of the pilot": (
        "value_conflict",
        {
            "fr": ("six (6) mois", ("avant le 31 mars 2027. L'Éditeur", "avant le 31 mars 2027. La phase pilote dure six (6) mois. L'Éditeur")),
            "en": ("six (6) months", ("before 31 March 2027. The Publisher opens", "before 31 March 2027. The pilot phase lasts six (6) months. The Publisher opens")),
        },
    ),
}  # fmt: skip


# Defects that would meet in one place stand in different copies: each copy is audited once.
APART = {
    "a number left out": 1, "another legal form": 1, "two lengths of the pilot": 1, "a bullet in brackets": 1,
    "roles swapped": 2, "a pilot longer than the contract": 2, "to be completed": 2, "a number used twice": 2,
    "words and figures": 3, "an end before the beginning": 3, "a template's name": 3, "a paragraph that does not exist": 3,
}  # fmt: skip


@cache
def seeded(copy: int, language: str) -> tuple[Finding, ...]:
    changes = [MECHANICAL[name][1][language][1] for name in MECHANICAL if APART.get(name, 0) == copy]
    return of(changed(language, *changes), language).findings


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", MECHANICAL)
def test_a_seeded_defect_of_the_document_is_found_where_it_is(name: str, language: str) -> None:
    rule, places = MECHANICAL[name]
    found = [f for f in seeded(APART.get(name, 0), language) if f.rule_id == rule]
    assert found, f"{rule} not found"
    assert any(places[language][0] in f"{f.title} {f.quote}" for f in found)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("copy", range(4))
def test_nothing_is_found_that_was_not_seeded(copy: int, language: str) -> None:
    wanted = {rule for name, (rule, _) in MECHANICAL.items() if APART.get(name, 0) == copy}
    found = {f.rule_id for f in seeded(copy, language) if f.template_ref.startswith("rules/")}
    # An article numbered 15 instead of 14 is also the second article 15.
    assert found - wanted <= ({"numbering_duplicate"} if copy == 1 else set())


def gone(heading: dict[str, str]) -> dict[str, Callable[[], str]]:
    return {language: lambda language=language: without(sound(language), heading[language]) for language in LANGUAGES}  # type: ignore[misc]


def put(changes: dict[str, Change]) -> dict[str, Callable[[], str]]:
    return {language: lambda language=language: changed(language, changes[language]) for language in LANGUAGES}  # type: ignore[misc]


CONTENT: dict[str, tuple[str, dict[str, Callable[[], str]]]] = {
    "no exit": ("exit_management", gone({"fr": "# Article 6 –", "en": "# 6."})),
    "no non-cannibalization": ("non_cannibalization", gone({"fr": "# Article 7 –", "en": "# 7."})),
    "no strategic alignment": ("strategic_alignment", gone({"fr": "# Article 15 –", "en": "# 15."})),
    "a pilot without indicators": (
        "pilot_test.kpis",
        put({
            "fr": (sound("fr")[sound("fr").index("4.2 Le pilote") : sound("fr").index("4.3 ")], ""),
            "en": (sound("en")[sound("en").index("4.2 The pilot") : sound("en").index("4.3 ")], ""),
        }),
    ),
    "a pilot without a free exit": (
        "pilot_test.penalty_free_exit",
        put({
            "fr": (sound("fr")[sound("fr").index("4.4 Chaque") : sound("fr").index("Les informations et les données reçues")], "4.4 "),
            "en": (sound("en")[sound("en").index("4.4 Each") : sound("en").index("The information and data received are then")], "4.4 "),
        }),
    ),
    "a committee without a rule to decide": (
        "governance.decision_process",
        put({
            "fr": (sound("fr")[sound("fr").index("8.2 Le") : sound("fr").index("8.3 ")], ""),
            "en": (sound("en")[sound("en").index("8.2 The") : sound("en").index("8.3 ")], ""),
        }),
    ),
    "a pilot of nine months": (
        "pilot_test.duration",
        put({"fr": ("quatre (4) mois", "neuf (9) mois"), "en": ("four (4) months", "nine (9) months")}),
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CONTENT)
def test_a_seeded_gap_of_a_clause_is_found_as_that_clause_or_element(name: str, language: str) -> None:
    ident, texts = CONTENT[name]
    before = names(of(sound(language), language, "strategic_alliance").findings)
    found = of(texts[language](), language, "strategic_alliance").findings
    assert ident not in before
    assert any(severity in (Severity.CRITICAL, Severity.MAJOR) for severity in (names(found).get(ident),))


def names(findings: tuple[Finding, ...]) -> dict[str, Severity]:
    """The gravest level told of each element, or of a clause that is missing."""
    found: dict[str, Severity] = {}
    for finding in findings:
        if finding.rule_id in ("clause_missing", "element_missing", "element_contradicted", "element_partial"):
            found.setdefault(finding.element_id or finding.clause_id, finding.severity)
    return found
