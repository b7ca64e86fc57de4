"""Writing Word documents: what a lawyer, Word and LibreOffice see is what the contract says."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import docx
import ooxml_integrity
import pytest
from clausekit.errors import WriteError
from clausekit.model import Cell, Contract, Cover, Mark, MarkKind, Paragraph, Role, Section, Table
from clausekit.word.elements import clean
from clausekit.word.fields import same_text
from clausekit.word.pages import measure_pages
from clausekit.word.read import read_docx
from clausekit.word.write import write_docx, write_with_pages
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openxml_audit import OpenXmlValidator

from contracts_by_hand import EN, FR, cell, clause, para, section

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOSTILE = "Ferrand & Fils <SA> {{x}} {_{y}_} {% if %} **b** [[CK:BODY]] \ue000 &amp; ]]>"
BOTH = pytest.mark.parametrize("contract", [FR, EN], ids=["fr", "en"])
OFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not on the path")


def part(data: bytes, name: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def text_of(root: etree._Element) -> str:
    return "\n".join("".join(p.itertext(f"{W}t")) for p in root.iter(f"{W}p"))


def codes(data: bytes) -> list[str]:
    return [(node.text or "").strip() for node in part(data).iter(f"{W}instrText")]


def small(**changes: object) -> Contract:
    """A contract of one article, with changes."""
    one = section("Objet", "Article\u00a01.", clause("1.1", "Le Contrat a un objet."), id="object")
    return replace(Contract("Contrat", "fr", (one,)), **changes)  # type: ignore[arg-type]


# -- what is written is what is read -----------------------------------------------------------


@BOTH
def test_the_sections_read_back_are_the_sections_written(contract: Contract) -> None:
    read = read_docx(write_docx(contract))
    assert read.sections == contract.sections
    assert read.manifest == contract.manifest


@BOTH
def test_the_same_contract_gives_the_same_bytes(contract: Contract) -> None:
    assert write_docx(contract) == write_docx(contract)


@BOTH
def test_no_number_is_typed(contract: Contract) -> None:
    body = text_of(part(write_docx(replace(contract, cover=None))))
    contents = [s.heading for s in contract.sections if s.heading and s.heading.role is Role.HEADING]
    for heading in contents:
        assert f"{heading.number}{heading.text}" in body  # the one line of the contents, tab left out
        assert heading.text in body.split("\n")


@BOTH
def test_the_document_is_valid(contract: Contract, tmp_path: Path) -> None:
    file = tmp_path / "contract.docx"
    file.write_bytes(write_docx(contract, pages={}))
    errors = [str(error) for error in OpenXmlValidator().validate(str(file)).errors]
    assert errors == []
    assert [str(finding) for finding in ooxml_integrity.check(str(file))] == []


def test_references_are_fields_that_word_updates_to_the_same_text() -> None:
    found = codes(write_docx(FR))
    assert "REF _Ref100000002 \\r \\h" in found
    assert "REF _Ref100000022 \\n \\h" in found  # (b)
    assert "REF _Ref100000023 \\w \\h" in found  # 2.2(b)(i)


def test_blanks_are_content_controls_named_after_their_parameter() -> None:
    controls = part(write_docx(FR)).findall(f".//{W}sdtPr")
    tags = [tag.get(f"{W}val", "") for item in controls if (tag := item.find(f"{W}tag")) is not None]
    assert tags.count("ck:p:signatory_b") == 2
    assert any(re.fullmatch(r"ck:fr\.governance@1\.2\.0#[0-9a-f]{8}", tag) for tag in tags)
    ids = [item.get(f"{W}val") for control in controls for item in control.findall(f"{W}id")]
    assert len(ids) == len(set(ids)) == len(controls)


def test_a_signature_table_is_held_together() -> None:
    tables = [
        t for t in part(write_docx(FR)).iter(f"{W}tbl") if "Signature :" in "".join(t.itertext()).replace("\u00a0", " ")
    ]
    rows = tables[0].findall(f"{W}tr")
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    held = [p for row in rows[:-1] for p in row.iter(f"{W}p")]
    assert all(p.find(f"{W}pPr/{W}keepNext") is not None for p in held)
    before = tables[0].getprevious()
    assert before is not None
    assert before.find(f"{W}pPr/{W}keepNext") is not None


def test_a_data_table_repeats_its_header_and_has_alternative_text() -> None:
    table = next(t for t in part(write_docx(FR)).iter(f"{W}tbl") if t.find(f".//{W}tblHeader") is not None)
    assert table.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val") == "Indicateurs de performance"  # type: ignore[union-attr]
    assert sum(int(c.get(f"{W}w", "0")) for c in table.findall(f"{W}tblGrid/{W}gridCol")) == 9070


def test_columns_take_the_widths_they_are_given() -> None:
    table = Table(((cell("a"), cell("b")),), widths=(3, 1))
    written = next(part(write_docx(small(sections=(section("Objet", "", table),)))).iter(f"{W}tbl"))
    assert [c.get(f"{W}w") for c in written.iter(f"{W}gridCol")] == ["6802", "2268"]


def test_the_contents_have_no_page_numbers_unless_they_are_known() -> None:
    assert 'TOC \\o "1-1" \\n \\h \\z \\u' in codes(write_docx(FR))
    headings = [s.heading for s in FR.sections if s.heading and s.heading.role is Role.HEADING]
    pages = {same_text(heading.display): 7 for heading in headings}
    found = codes(write_docx(FR, pages=pages))
    assert 'TOC \\o "1-1" \\h \\z \\u' in found
    assert sum(code.startswith("PAGEREF _Toc") for code in found) == len(headings)


def test_properties_and_manifest() -> None:
    moment = datetime(2026, 1, 15, 9, tzinfo=UTC)
    data = write_docx(FR, created=moment, author="Étude Martin")
    core = docx.Document(io.BytesIO(data)).core_properties
    assert (core.title, core.author, core.language) == (FR.title, "Étude Martin", "fr-FR")
    assert core.created == moment
    entries = part(data, "customXml/item1.xml")
    assert tuple((e.get("key"), e.get("value")) for e in entries) == FR.manifest


def test_odd_shapes_are_written_validly(tmp_path: Path) -> None:
    inner = Table(((cell("intérieur"),),))
    odd = section(
        "Objet {blank:x|[• x]}",
        "Article\u00a01.",
        clause("1.1", ""),
        Table((), title="vide"),
        Table(((Cell((inner,)), cell()), (cell("a"), Cell((para("b"), Table(()))))), header_rows=2),
        inner,
        Paragraph("Numéroté", Role.HEADING, 2, "1.2"),
        Paragraph("Sans numéro", Role.CLAUSE, 2),
        Paragraph("abc", marks=(Mark(0, 2, MarkKind.TERM), Mark(1, 3, MarkKind.BLANK, "p"))),
    )
    data = write_docx(small(sections=(Section(None, (para("libre"),)), odd)))
    assert all(table.find(f".//{W}tc") is not None for table in part(data).iter(f"{W}tbl"))
    assert all(tc[-1].tag == f"{W}p" for tc in part(data).iter(f"{W}tc"))
    (tmp_path / "x.docx").write_bytes(data)
    assert [str(f) for f in ooxml_integrity.check(str(tmp_path / "x.docx"))] == []


# -- hostile values ----------------------------------------------------------------------------


def test_a_hostile_name_appears_as_it_is() -> None:
    cover = Cover(title=HOSTILE, parties=(("Partie", HOSTILE),), draft_mark=HOSTILE, notice=HOSTILE)
    data = write_docx(
        small(cover=cover, sections=(section(HOSTILE, "Article\u00a01.", clause("1.1", "Objet."), id="x"),))
    )
    shown = clean(HOSTILE)
    assert text_of(part(data)).count(shown) == 4  # title, party, contents, heading
    assert shown in text_of(part(data, "word/footer_first.xml"))
    assert shown in text_of(part(data, "word/header_first.xml"))


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_text_survives(value: str) -> None:
    cover = Cover(title="Contrat", parties=(("Partie", value),))
    data = write_docx(small(cover=cover, sections=(section("Objet", "Article\u00a01.", para(value)),)))
    for line in clean(value).replace("\t", "\n").split("\n"):
        assert text_of(part(data)).replace("\n", "").count(line.replace("\ufdd0", "")) >= 1


def test_control_characters_and_lone_surrogates_are_left_out() -> None:
    cover = Cover(title="Con\x07tr\ud800at\x00")
    assert "Contrat" in text_of(part(write_docx(small(cover=cover))))


# -- refusals ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("section_", "said"),
    [
        (section("Objet", "Article\u00a02.", clause("2.1", "Un.")), "planned “Article\u00a02.”"),
        (section("Objet", "Article\u00a01.", clause("1.2", "Un.")), "numbered “1.1”"),
        (section("Objet", "Article\u00a01.", para("Voir {ref:_Ref1|Article 3}.")), "no paragraph carries"),
        (
            section("Objet", "Article\u00a01.", para("Voir {ref:_Ref1|Article 3}."), anchor="_Ref1"),
            "Word would show",
        ),
        (
            section("Objet", "Article\u00a01.", para("a", anchor="_Ref1"), para("b", anchor="_Ref1")),
            "two bookmarks",
        ),
        (section("Objet", "Article\u00a01.", para("a", anchor="_" * 41)), "bookmark name too long"),
        (section("Objet", "Article\u00a01.", para("a"), id="x" * 60), "content control too long"),
    ],
)
def test_a_document_that_would_differ_from_its_plan_is_refused(section_: Section, said: str) -> None:
    with pytest.raises(WriteError, match=re.escape(said)):
        write_docx(small(sections=(section_,)))


def firm(*lines: str) -> bytes:
    """A firm's document: Word's default template with some paragraphs."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("shell", "said"),
    [
        (b"no zip", "not a Word document"),
        (firm("Cover"), "no paragraph [[CK:BODY]]"),
        (firm("{{ nobody }}", "[[CK:BODY]]"), "cannot be filled"),
        (firm("{% for x in %}", "[[CK:BODY]]"), "cannot be filled"),
        (firm("{{ title.__class__.__mro__ }}", "[[CK:BODY]]"), "cannot be filled"),
    ],
)
def test_a_shell_that_cannot_be_used_is_refused(shell: bytes, said: str) -> None:
    with pytest.raises(WriteError, match=re.escape(said)):
        write_docx(FR, shell=shell)


@BOTH
def test_a_firms_own_document_gets_the_same_contract(contract: Contract, tmp_path: Path) -> None:
    data = write_docx(contract, shell=firm("{{ title }}", "[[CK:TOC]]", "[[CK:BODY]]", "After"))
    assert read_docx(data).sections[0] == contract.sections[0]
    assert text_of(part(data)).split("\n")[0] == contract.title
    (tmp_path / "x.docx").write_bytes(data)
    assert [str(f) for f in ooxml_integrity.check(str(tmp_path / "x.docx"))] == []


# -- LibreOffice agrees ------------------------------------------------------------------------


def converted(data: bytes, folder: Path, to: str) -> bytes:
    (folder / "contract.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(OFFICE), "--headless", profile, "--convert-to", to, "--outdir", str(folder)]
    subprocess.run([*command, str(folder / "contract.docx")], check=True, capture_output=True, timeout=120)
    return (folder / f"contract.{to.split(':')[0]}").read_bytes()


@pytest.mark.office
@needs_office
@BOTH
def test_libreoffice_shows_our_numbers_and_references(contract: Contract, tmp_path: Path) -> None:
    lines = converted(write_docx(contract), tmp_path, "txt:Text").decode("utf-8-sig").splitlines()
    shown = {same_text(line) for line in lines}
    assert {same_text(p.display) for p in contract.paragraphs()} <= shown


@pytest.mark.office
@needs_office
@BOTH
def test_the_page_numbers_are_those_of_the_document_they_stand_in(contract: Contract) -> None:
    data = write_with_pages(contract)
    pages = measure_pages(data)
    assert pages is not None
    assert write_docx(contract, pages=pages) == data
    assert "PAGEREF" in " ".join(codes(data))
