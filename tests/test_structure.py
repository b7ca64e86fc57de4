"""Titles, tables of contents and headings of strangers' documents."""

from __future__ import annotations

import pytest
from clausekit.model import Contract, MarkKind, Paragraph, Part, Role, Table
from clausekit.word.read import read_docx, read_located

from making import abstract, docx, item, level, num, p, r, style, table

BREAK = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'


def texts(contract: Contract) -> list[str]:
    return [paragraph.text for paragraph in contract.paragraphs()]


def marked(paragraph: Paragraph, kind: MarkKind) -> list[str]:
    return [paragraph.text[mark.start : mark.end] for mark in paragraph.marks if mark.kind is kind]


BODY = "Les parties conviennent de ce qui suit pour toute la durée du projet."


def test_a_table_of_contents_field_goes_to_the_front() -> None:
    first = BREAK.format("begin") + "<w:r><w:instrText> TOC \\o </w:instrText></w:r>" + BREAK.format("separate")
    contract = read_docx(docx(p(first + r("Objet 1")) + p("Durée 2") + p(BREAK.format("end")) + p(BODY)))
    assert [section.part for section in contract.front] == [Part.TOC]
    assert [q.text for q in contract.front[0].paragraphs()] == ["Objet 1", "Durée 2"]
    assert texts(contract) == [BODY]


def test_a_table_of_contents_that_never_ends_does_not_swallow_the_contract() -> None:
    first = BREAK.format("begin") + "<w:r><w:instrText> TOC \\o </w:instrText></w:r>" + BREAK.format("separate")
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
        p("2. Impartiality. A member who has an interest declares it."),
        p("2. Retour. À première demande, la partie rend tout."),
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
    typed, automatic = read_docx(docx(p("7.1 Durée du contrat") + item("Objet"), {"numbering": lists})).paragraphs()
    assert (typed.number, typed.text) == ("", "7.1 Durée du contrat")
    assert (automatic.number, automatic.text) == ("1.", "Objet")


def test_annexes_come_after_the_contract() -> None:
    body = "".join(p(f"ARTICLE {k} – TITRE") + p(BODY) for k in (1, 2, 3)) + p("ANNEXE 1 : PRIX") + p(BODY)
    assert [section.part for section in read_docx(docx(body)).sections] == [Part.BODY] * 3 + [Part.ANNEX]


def test_the_title_is_found_and_is_no_section() -> None:
    contract = read_docx(docx(p(r("CONTRAT DE PARTENARIAT", "<w:b/>")) + p("ARTICLE 1 – OBJET") + p(BODY)))
    assert contract.title == "CONTRAT DE PARTENARIAT"
    assert [q.role for q in contract.sections[0].paragraphs()] == [Role.TITLE]


# -- contracts in a table ----------------------------------------------------------------------

FRENCH = "Le présent article définit la durée du contrat et les conditions dans lesquelles les parties y mettent fin."
ENGLISH = "This article sets out the term of the agreement and the conditions on which the parties may terminate it."


def headings(contract: Contract) -> list[str]:
    return [section.heading.display for section in contract.sections if section.heading]


def test_two_languages_side_by_side_are_read_as_one_contract_and_its_translation() -> None:
    rows = [
        (f"Article {k} – {french}", f"Article {k} – {english}")
        for k, (french, english) in enumerate((("Objet", "Purpose"), ("Durée", "Term"), ("Fin", "End")), 1)
    ]
    cells = [cell for row in rows for cell in (row, (p(FRENCH) * 4, p(ENGLISH) * 4))]
    contract = read_docx(docx(p("CONTRAT DE PARTENARIAT") + table(*cells)))
    assert headings(contract) == ["Article 1 – Objet", "Article 2 – Durée", "Article 3 – Fin"]
    assert FRENCH in texts(contract)
    assert ENGLISH not in texts(contract)
    (aside,) = contract.asides
    assert aside.part is Part.TRANSLATION
    assert ENGLISH in [q.text for q in aside.paragraphs()]
    assert "translation" in contract.notes[0].message


def test_a_contract_that_stands_in_a_table_has_sections_and_keeps_its_short_rows() -> None:
    def article(title: str) -> str:
        return p(r(title, "<w:b/>")) + p(FRENCH) * 5

    body = table(("1.", article("Objet")), ("2.", article("Durée")), ("Date", "1er mai"), ("Lieu", "Lyon"),
                 ("3.", article("Fin")))  # fmt: skip
    located = read_located(docx(body))
    assert headings(located.contract) == ["1. Objet", "2. Durée", "3. Fin"]
    rows = located.contract.sections[1].blocks[-1]
    assert isinstance(rows, Table)
    assert len(rows.rows) == 2
    assert len(located.places) == len(texts(located.contract))
    heading = located.places[0]
    assert [(start, end, node.text) for start, end, node in heading.spans] == [(0, 2, "1."), (3, 8, "Objet")]


def test_a_large_table_of_data_stays_a_table() -> None:
    head = ("Service", "Mesure", "Seuil", "Pénalité")
    body = table(head, *[(f"S{k}", FRENCH, "99,5 %", "5 % du prix mensuel") for k in range(12)])
    contract = read_docx(docx(p("Annexe 1") + body))
    assert any(isinstance(block, Table) and len(block.rows) == 13 for block in contract.sections[-1].blocks)
