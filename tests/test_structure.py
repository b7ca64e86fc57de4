"""Titles, tables of contents and headings of strangers' documents."""

from __future__ import annotations

import pytest
from clausekit.model import Contract, MarkKind, Paragraph, Part, Role
from clausekit.word.read import read_docx

from making import abstract, docx, item, level, num, p, r, style

BREAK = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'


def texts(contract: Contract) -> list[str]:
    return [paragraph.text for paragraph in contract.paragraphs()]


def marked(paragraph: Paragraph, kind: MarkKind) -> list[str]:
    return [paragraph.text[mark.start : mark.end] for mark in paragraph.marks if mark.kind is kind]


BODY = "Les parties conviennent de ce qui suit pour toute la durée du projet."


def test_a_table_of_contents_field_goes_to_the_front() -> None:
    first = (
        BREAK.format("begin") + "<w:r><w:instrText> TOC \\o </w:instrText></w:r>" + BREAK.format("separate")
    )
    contract = read_docx(docx(p(first + r("Objet 1")) + p("Durée 2") + p(BREAK.format("end")) + p(BODY)))
    assert [section.part for section in contract.front] == [Part.TOC]
    assert [q.text for q in contract.front[0].paragraphs()] == ["Objet 1", "Durée 2"]
    assert texts(contract) == [BODY]


def test_a_table_of_contents_that_never_ends_does_not_swallow_the_contract() -> None:
    first = (
        BREAK.format("begin") + "<w:r><w:instrText> TOC \\o </w:instrText></w:r>" + BREAK.format("separate")
    )
    assert texts(read_docx(docx(p(first + r("Objet\t1")) + p(BODY)))) [-1] == BODY  # fmt: skip


def test_a_table_of_contents_made_by_hand_goes_to_the_front() -> None:
    lines = "".join(p(f"<w:r><w:t>Titre {k}</w:t><w:tab/><w:t>{k}</w:t></w:r>") for k in range(1, 6))
    contract = read_docx(docx(p("SOMMAIRE") + lines + p("Titre 1") + p(BODY)))
    assert len(contract.front[0].blocks) == 6
    assert texts(contract) == ["Titre 1", BODY]


@pytest.mark.parametrize(
    ("paragraph", "depth"),
    [
        (p("Objet", '<w:pStyle w:val="T1"/>'), 1),
        (p("Détail", '<w:pStyle w:val="T2"/>'), 2),
        (p("ARTICLE 7 – DURÉE"), 1),
        (p("Article 7 : Durée"), 1),
        (p(r("7. Durée", "<w:b/>")), 1),
        (p(r("7.1 Durée", "<w:b/>")), 2),
        (p(r("CONFIDENTIALITÉ", "<w:b/>")), 1),
        (item(r("Durée", "<w:b/>")), 1),
        (p("Article 7"), 1),
    ],
)
def test_headings_of_strangers_are_found(paragraph: str, depth: int) -> None:
    styles = style("T1", "heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>') + style(
        "T2", "heading 2", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>'
    )
    lists = abstract(0, level(0, "%1.")) + num(1, 0)
    others = "".join(p(f"ARTICLE {k} – AUTRE") + p(BODY) for k in (1, 2, 3))
    contract = read_docx(docx(others + paragraph + p(BODY), {"styles": styles, "numbering": lists}))
    assert len(contract.sections) == 4
    assert contract.sections[-1].level == depth


@pytest.mark.parametrize(
    "paragraph",
    [
        p(BODY), p(r(BODY, "<w:b/>")), p("1. Le fournisseur livre les produits dans un délai de dix jours."),
        p("Article 4 du contrat, sauf accord contraire ;"),
        p(r("Durée. ", "<w:b/>") + r("Le contrat dure un an.")),
        p("« Projet » désigne le projet commun."),
    ],
)  # fmt: skip
def test_sentences_are_not_headings(paragraph: str) -> None:
    others = "".join(p(f"ARTICLE {k} – AUTRE") + p(BODY) for k in (1, 2, 3))
    assert len(read_docx(docx(others + paragraph)).sections) == 3


def test_run_in_headings_stay_in_their_paragraph_and_are_marked() -> None:
    bold = p(r("Durée. ", "<w:b/>") + r("Le contrat dure un an."))
    underlined = p(r("1.2 ") + r("Term", '<w:u w:val="single"/>') + r(". One year."))
    first, second = read_docx(docx(bold + underlined)).paragraphs()
    assert marked(first, MarkKind.BOLD)[0].strip() == "Durée."
    assert marked(second, MarkKind.BOLD) == ["1.2 Term"]


def test_numbers_typed_by_hand_stay_in_the_text_and_automatic_ones_do_not() -> None:
    lists = abstract(0, level(0, "%1.")) + num(1, 0)
    typed, automatic = read_docx(
        docx(p("7.1 Durée du contrat") + item("Objet"), {"numbering": lists})
    ).paragraphs()
    assert (typed.number, typed.text) == ("", "7.1 Durée du contrat")
    assert (automatic.number, automatic.text) == ("1.", "Objet")


def test_annexes_come_after_the_contract() -> None:
    body = "".join(p(f"ARTICLE {k} – TITRE") + p(BODY) for k in (1, 2, 3)) + p("ANNEXE 1 : PRIX") + p(BODY)
    assert [section.part for section in read_docx(docx(body)).sections] == [Part.BODY] * 3 + [Part.ANNEX]


def test_the_title_is_found_and_is_no_section() -> None:
    contract = read_docx(docx(p(r("CONTRAT DE PARTENARIAT", "<w:b/>")) + p("ARTICLE 1 – OBJET") + p(BODY)))
    assert contract.title == "CONTRAT DE PARTENARIAT"
    assert [q.role for q in contract.sections[0].paragraphs()] == [Role.TITLE]
