"""Plain text and Markdown in, Markdown out."""

from __future__ import annotations

import time

import pytest
from clausekit.errors import ReadError
from clausekit.model import Contract, Mark, MarkKind, Paragraph, Part, Role, Section, Table, iter_paragraphs
from clausekit.plain import read_text, sniff, to_markdown


def headings(contract: Contract) -> list[tuple[int, str]]:
    return [(s.heading.level, s.heading.text) for s in contract.sections if s.heading]


def texts(contract: Contract) -> list[str]:
    return [paragraph.text for paragraph in contract.paragraphs()]


LONG = "Le présent contrat est conclu entre les parties pour la durée du projet commun et ses suites."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_usual_encodings_are_read(encoding: str) -> None:
    assert texts(read_text("Durée : l’été".encode(encoding), name="a.txt")) == ["Durée : l’été"]


@pytest.mark.parametrize(
    ("line", "depth"),
    [
        ("ARTICLE 1 – OBJET", 1), ("Article 12 : Durée", 1), ("1. OBJET DU CONTRAT", 1),
        ("4.2 Durée du contrat", 2),
        ("CONFIDENTIALITÉ", 1), ("Section 3.1 Payment", 2), ("Préambule", 1),
        ("IV. DURÉE", 1), ("2. Term.", 1),
    ],
)  # fmt: skip
def test_lines_that_announce_an_article_are_headings(line: str, depth: int) -> None:
    assert headings(read_text(f"Contrat de partenariat\n\n{line}\n\n{LONG}\n", name="a.txt")) == [(depth, line)]


@pytest.mark.parametrize(
    "line",
    [
        "1. Le fournisseur livre les produits au client dans un délai de trente jours ouvrés.",
        "By: ________", "- un point de la liste", "Page 3", "Fait à Lyon, le 4 mai",
        "Article 4 du présent contrat, sauf",
    ],
)  # fmt: skip
def test_other_lines_are_not(line: str) -> None:
    assert headings(read_text(f"Contrat de partenariat\n\n{line}\n\n{LONG}\n", name="a.txt")) == []


def test_lines_that_come_on_every_page_are_not_headings() -> None:
    text = "\n\n".join(f"ACME CONFIDENTIEL\n\n{LONG} {k}." for k in range(4))
    contract = read_text(text, name="a.txt")
    assert headings(contract) == []
    assert texts(contract).count("ACME CONFIDENTIEL") == 4


def test_hard_wrapped_lines_become_paragraphs_and_lists_stay() -> None:
    text = (
        "ARTICLE 1 - OBJET\n"
        "Le présent contrat a pour objet de définir les conditions dans\n"
        "lesquelles les parties mettent en commun leurs moyens pour le\n"
        "projet.\n"
        "a) premier point de la liste ;\n"
        "b) second point de la liste.\n"
    )
    assert texts(read_text(text, name="a.txt")) == [
        "ARTICLE 1 - OBJET",
        "Le présent contrat a pour objet de définir les conditions dans lesquelles les parties mettent en "
        "commun leurs moyens pour le projet.",
        "a) premier point de la liste ;",
        "b) second point de la liste.",
    ]


def test_a_contract_on_one_line_is_cut_where_three_blanks_stand() -> None:
    sentence = "The parties shall meet each month to review the progress of the project and decide. " * 5
    text = f"ALLIANCE AGREEMENT   1. Governance.   1.1 {sentence}  2. Term   2.1 {sentence}"
    contract = read_text(text, name="a.txt")
    assert contract.title == "ALLIANCE AGREEMENT"
    assert headings(contract) == [(1, "1. Governance."), (1, "2. Term")]


def test_a_sentence_cut_by_a_page_break_is_one_again() -> None:
    first = "The Supplier shall deliver the products to the warehouse named by the"
    assert texts(read_text(f"{first}\n\n\n\nCustomer within ten days.\n\n{first}\n\n\ncustomer within ten days."))[
        1:
    ] == [
        "Customer within ten days.",
        f"{first} customer within ten days.",
    ]


def test_a_table_of_contents_goes_to_the_front() -> None:
    entries = "\n".join(f"Article {k} – Titre {'.' * 30} {k}" for k in range(1, 6))
    articles = "\n\n".join(f"Article {k} – Titre\n\n{LONG}" for k in range(1, 6))
    contract = read_text(f"Contrat de partenariat\n\nSOMMAIRE\n\n{entries}\n\n{articles}", name="a.txt")
    assert [section.part for section in contract.front] == [Part.TOC]
    assert len(contract.front[0].blocks) == 6
    assert {paragraph.role for paragraph in contract.front[0].paragraphs()} == {Role.TOC}
    assert len(headings(contract)) == 5


def test_annexes_are_annexes_but_a_contract_filed_as_an_exhibit_is_not() -> None:
    body = "\n\n".join(f"ARTICLE {k} - TITRE\n\n{LONG}" for k in range(1, 4))
    contract = read_text(f"EXHIBIT 10.1\n\n{body}\n\nANNEXE 1 : PRIX\n\n{LONG}", name="a.txt")
    assert [section.part for section in contract.sections][-1] is Part.ANNEX
    assert {section.part for section in contract.sections[:-1]} == {Part.BODY}


def test_run_in_headings_are_marked_bold() -> None:
    contract = read_text("1.1 Joint Committee. The parties establish a committee of six.", name="a.txt")
    paragraph = next(contract.paragraphs())
    mark = paragraph.marks[0]
    assert paragraph.text[mark.start : mark.end] == "Joint Committee"


def test_markdown_headings_lists_tables_and_bold_are_read() -> None:
    contract = read_text(
        "# Contrat de partenariat\n\n## Article 1. Objet\n\nLes **Parties** créent\nun projet.\n\n"
        "1. premier\n2. second\n   - détail\n\n| Mois | Taux |\n|---|---|\n| mai | 99 % |\n\n"
        "## Article 2. Durée\n\nUn an.\n",
        name="a.md",
    )
    assert contract.title == "Contrat de partenariat"
    assert headings(contract) == [(1, "Article 1. Objet"), (1, "Article 2. Durée")]
    blocks = contract.sections[1].blocks
    assert blocks[0] == Paragraph("Les Parties créent un projet.", marks=(Mark(4, 11, MarkKind.BOLD),))
    assert [(b.number, b.text) for b in blocks[1:4] if isinstance(b, Paragraph)] == [
        ("1.", "premier"), ("2.", "second"), ("•", "détail"),
    ]  # fmt: skip
    assert isinstance(blocks[4], Table)
    assert blocks[4].header_rows == 1
    assert [paragraph.text for paragraph in iter_paragraphs((blocks[4],))] == ["Mois", "Taux", "mai", "99 %"]


def test_markdown_without_headings_has_its_bold_lines() -> None:
    contract = read_text(f"**ARTICLE 1 – OBJET**\n\n{LONG}\n\n**ARTICLE 2 – DURÉE**\n\n{LONG}\n", name="a.md")
    assert headings(contract) == [(1, "ARTICLE 1 – OBJET"), (1, "ARTICLE 2 – DURÉE")]


def test_numbered_lines_above_paragraphs_are_headings_in_markdown() -> None:
    contract = read_text(f"1. Objet du contrat.\n\n{LONG}\n\n2. Durée.\n\n{LONG}\n", name="a.md")
    assert headings(contract) == [(1, "Objet du contrat."), (1, "Durée.")]


def test_html_in_markdown_is_text_without_tags() -> None:
    assert "Durée un an" in " ".join(texts(read_text("# Contrat\n\n<p>Durée <b>un an</b></p>\n", name="a.md"))).replace(
        "  ", " "
    )


def test_an_empty_or_binary_text_is_refused() -> None:
    with pytest.raises(ReadError, match="empty"):
        read_text(b" \n ", name="a.txt")
    with pytest.raises(ReadError, match="no text"):
        read_text(bytes(range(256)), name="a.txt")


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"PK\x03\x04", "a.txt", "docx"), (b"# Contrat", "a.md", "md"), (b"Contrat", "a.TXT", "txt"),
        (b"# Contrat\n\n## Article 1\n", "", "md"), (b"Contrat", "", "txt"),
        (b"%PDF-1.4", "", "pdf"), (b"%PDF-1.4", "a.docx", "docx"),
        (b"{\\rtf1", "a.rtf", "rtf"), (b"PK", "a.odt", "odt"),
        (b"x", "a.odt", "docx"),
    ],
)  # fmt: skip
def test_what_a_file_is_shows_in_its_bytes_and_name(data: bytes, name: str, kind: str) -> None:
    assert sniff(data, name) == kind


@pytest.mark.parametrize("line", [LONG, "a   " * 30, "1. " * 40, "( " * 50, "ANNEXE " * 9, "-" * 200, "« " * 60])
def test_a_megabyte_is_read_in_linear_time(line: str) -> None:
    def seconds(size: int) -> float:
        text = f"{line}\n\n" * (size // (len(line) + 2))
        start = time.process_time()
        read_text(text, name="a.txt")
        return time.process_time() - start

    seconds(10_000)
    small, large = seconds(250_000), seconds(1_000_000)
    assert large < 5
    assert large < 12 * small + 0.2


def test_a_megabyte_on_one_line_is_read_in_time() -> None:
    start = time.process_time()
    read_text("a   b " * 170_000, name="a.txt")
    read_text("ABC   def. " * 90_000, name="a.txt")
    assert time.process_time() - start < 10


def test_markdown_out_shows_the_numbers_and_reads_back() -> None:
    contract = Contract(
        "Contrat",
        "fr",
        (
            Section(
                Paragraph("Objet", Role.HEADING, 1, "Article 1."),
                (
                    Paragraph("Le Projet est *commun*.", Role.CLAUSE, 2, "1.1", (Mark(3, 9, MarkKind.TERM),)),
                    Paragraph("2. n'est pas une liste"),
                ),
            ),
        ),
    )
    text = to_markdown(contract)
    assert text.startswith("# Contrat\n\n## Article 1. Objet\n\n1.1 Le **Projet** est \\*commun\\*.\n")
    again = read_text(text, name="a.md")
    assert texts(again)[1:] == ["Article 1. Objet", "1.1 Le Projet est *commun*.", "2. n'est pas une liste"]


def test_tables_are_written_as_pipe_tables() -> None:
    contract = read_text("# C\n\n| a | b |\n|---|---|\n| x\\|y | z |\n", name="a.md")
    assert "| a | b |\n| --- | --- |\n| x\\|y | z |" in to_markdown(contract)
