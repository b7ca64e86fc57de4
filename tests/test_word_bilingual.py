"""Bilingual contracts: two columns that count alike, clause by clause, and read back in the prevailing language."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path

import ooxml_integrity
import pypdf
import pytest
from clausekit.api import audit, generate, load_library
from clausekit.drafting.bilingual import draft_pair, in_language, plan_pair
from clausekit.errors import AnswersError
from clausekit.library.answers import Answers, read_answers
from clausekit.model import Contract, Table, TableKind
from clausekit.word.fields import same_text
from clausekit.word.names import VAL, W
from clausekit.word.package import open_package
from clausekit.word.pages import outline_pages
from clausekit.word.read import read_docx
from clausekit.word.write import write_docx
from lxml import etree
from openxml_audit import OpenXmlValidator
from tests.contracts_from_examples import EXAMPLES, TYPES, example
from tests.office import PDF, TEXT, convert, needs_office

SPOT = EXAMPLES / "answers" / "supplier_spot.bilingual.yaml"


@cache
def spot(prevailing: str = "fr") -> tuple[Contract, Contract]:
    given = read_answers([SPOT], [f"prevailing_language={prevailing}"])
    return draft_pair(plan_pair(load_library(), "supplier_spot", given), load_library())


def pair_of(kind: str) -> tuple[Contract, Contract]:
    """A type with all its tables; the answers are in one language, the wording is in two."""
    given = Answers({**example(kind, "fr").data, "prevailing_language": "fr"})
    return draft_pair(plan_pair(load_library(), kind, given), load_library())


def body(data: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def test_each_clause_stands_beside_itself() -> None:
    left, right = spot()
    written = body(write_docx(left, second=right))
    headings = []
    for table in written.iter(f"{W}tbl"):
        cells = table.findall(f"{W}tr/{W}tc")
        if child_style(table) == "CKBilingual":
            headings.append(["".join(cell.itertext(f"{W}t")) for cell in cells[:2]])
    assert headings == [
        [a.heading.text, b.heading.text]
        for a, b in zip(left.sections, right.sections, strict=True)
        if a.heading and b.heading
    ]


def child_style(table: etree._Element) -> str:
    style = table.find(f"{W}tblPr/{W}tblStyle")
    return "" if style is None else style.get(VAL, "")


@pytest.mark.parametrize("prevailing", ["fr", "en"])
def test_the_prevailing_language_stands_on_the_left_and_is_stated(prevailing: str) -> None:
    left, right = spot(prevailing)
    assert (left.language, right.language) == (prevailing, "en" if prevailing == "fr" else "fr")
    said = {
        "fr": ("seule la version française fait foi", "only the French version prevails"),
        "en": ("seule la version anglaise fait foi", "only the English version prevails"),
    }[prevailing]
    texts = " ".join(p.text for contract in (left, right) for p in contract.paragraphs())
    assert all(sentence in texts for sentence in said)


def test_the_answers_must_say_which_language_prevails() -> None:
    given = Answers({k: v for k, v in read_answers([SPOT]).data.items() if k != "prevailing_language"})
    with pytest.raises(AnswersError, match="prevailing_language: one of fr, en"):
        generate("supplier_spot", given)


def test_a_value_may_be_given_in_each_language() -> None:
    given = Answers({"seat": {"fr": "Londres", "en": "London"}, "list": [{"x": {"fr": "un", "en": "one"}}], "n": 3})
    assert in_language(given, "en").data == {"seat": "London", "list": [{"x": "one"}], "n": 3, "language": "en"}


def test_the_same_file_gives_either_language_alone() -> None:
    for language, word in (("fr", "gérante"), ("en", "Manager")):
        texts = " ".join(
            p.text for p in read_docx(generate("supplier_spot", read_answers([SPOT]), language=language)).paragraphs()
        )
        assert word in texts


def test_what_is_read_back_is_the_prevailing_language() -> None:
    left, right = spot()
    read = read_docx(write_docx(left, second=right))
    assert read.sections == left.sections
    assert read.language == "fr"


def test_a_bilingual_contract_audits_clean() -> None:
    report = audit(generate("supplier_spot", read_answers([SPOT])))
    assert report.conclusion == "no_gap"
    assert report.language.id == "fr"


def test_there_is_one_place_to_sign_for_each_party() -> None:
    left, _ = spot()
    tables = [b for s in left.sections for b in s.blocks if isinstance(b, Table) and b.kind is TableKind.SIGNATURE]
    assert len(tables) == 1
    first = tables[0].rows[0][0].blocks
    assert [b.text for b in first if not isinstance(b, Table)] == [
        "Pour Imprimerie Valmorin SARL",
        "For Imprimerie Valmorin SARL",
    ]


@pytest.mark.parametrize("kind", ["supplier_spot", pytest.param("co_branding", marks=pytest.mark.slow)])
def test_a_bilingual_document_is_valid_and_the_same_each_time(kind: str, tmp_path: Path) -> None:
    left, right = spot() if kind == "supplier_spot" else pair_of(kind)
    data = write_docx(left, second=right)
    assert write_docx(left, second=right) == data
    (tmp_path / "x.docx").write_bytes(data)
    assert [str(error) for error in OpenXmlValidator().validate(str(tmp_path / "x.docx")).errors] == []
    assert [str(finding) for finding in ooxml_integrity.check(str(tmp_path / "x.docx"))] == []


@pytest.mark.slow
@pytest.mark.parametrize("kind", TYPES)
def test_every_type_can_be_bilingual(kind: str) -> None:
    left, right = pair_of(kind)
    assert read_docx(write_docx(left, second=right)).sections == left.sections


def test_each_column_speaks_its_language() -> None:
    left, right = spot()
    package = open_package(write_docx(left, second=right))
    languages = {
        style.get(f"{W}styleId", "")[-2:]: lang.get(VAL)
        for style in package.xml("word/styles.xml").iter(f"{W}style")
        if style.get(f"{W}styleId", "").startswith("CKClause2") and (lang := style.find(f"{W}rPr/{W}lang")) is not None
    }
    assert languages == {"FR": "fr-FR", "EN": "en-GB"}


@pytest.mark.slow
@pytest.mark.office
@needs_office
def test_libreoffice_shows_both_columns_with_our_numbers_and_pages(tmp_path: Path) -> None:
    left, right = spot()
    written = write_docx(left, second=right)
    lines = {same_text(x) for x in convert({"x": written}, tmp_path, TEXT)["x"].decode("utf-8-sig").splitlines()}
    for contract in (left, right):
        missing = {same_text(p.display) for p in contract.paragraphs()} - lines
        assert missing <= {"Signature:"}  # signed once: the label stands in the prevailing language
    pages = outline_pages(convert({"x": written}, tmp_path, PDF)["x"])
    final = convert({"x": write_docx(left, second=right, pages=pages)}, tmp_path, PDF)["x"]
    assert outline_pages(final) == pages
    contents = pypdf.PdfReader(io.BytesIO(final)).pages[1].extract_text()
    assert pages is not None
    for heading in (s.heading for s in left.sections if s.heading and s.heading.number):
        assert f"{pages[same_text(heading.display)]}" in contents
