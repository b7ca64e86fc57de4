"""A firm's own document as the shell: its styles by name, ours for what it lacks, and refusals that say why."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import docx
import ooxml_integrity
import pytest
from clausekit.cli.root import cli
from clausekit.errors import WriteError
from clausekit.word.names import VAL, W
from clausekit.word.package import open_package, pack
from clausekit.word.properties import add_part
from clausekit.word.read import read_docx
from clausekit.word.write import write_docx
from click.testing import CliRunner
from docx.enum.style import WD_STYLE_TYPE
from tests.contracts_from_examples import EXAMPLES
from tests.revisions import CORPORA, needs_corpora

from contracts_by_hand import EN, FR


def as_shell(document: docx.document.Document, *lines: str) -> bytes:
    """A document emptied of its text, with the places of title, contents and contract."""
    for child in list(document.element.body):
        if not child.tag.endswith("}sectPr"):
            document.element.body.remove(child)
    for line in lines or ("{{ title }}", "[[CK:TOC]]", "[[CK:BODY]]"):
        document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@cache
def default_shell() -> bytes:
    return as_shell(docx.Document())


def with_macros(shell: bytes) -> bytes:
    return pack({**open_package(shell).parts, "word/vbaProject.bin": b"\xd0\xcf"})


def style_of(data: bytes, text: str) -> str:
    """Name of the style worn by the paragraph that ends in a text."""
    document = docx.Document(io.BytesIO(data))
    names = {style.style_id: style.name for style in document.styles}
    found = [p for p in document.element.body.iter(f"{W}p") if "".join(p.itertext(f"{W}t")).endswith(text)]
    return str(names[found[-1].find(f"{W}pPr/{W}pStyle").get(VAL)])


# -- what works --------------------------------------------------------------------------------


def test_the_default_template_of_python_docx_shows_the_planned_numbers(tmp_path: Path) -> None:
    for contract in (FR, EN):
        data = write_docx(contract, shell=default_shell())
        assert read_docx(data).sections == contract.sections
        (tmp_path / "x.docx").write_bytes(data)
        assert [str(finding) for finding in ooxml_integrity.check(str(tmp_path / "x.docx"))] == []


def foreign() -> Iterator[Path]:
    yield from sorted((CORPORA / "docx" / "contracts").glob("*.docx"))
    yield from sorted((CORPORA / "docx" / "valid").glob("353_*.docx"))


@pytest.mark.slow
@needs_corpora
@pytest.mark.parametrize("path", list(foreign()), ids=lambda path: path.stem[:30])
def test_strangers_templates_show_the_planned_numbers(path: Path, tmp_path: Path) -> None:
    shell = as_shell(docx.Document(str(path)))
    data = write_docx(FR, shell=shell)
    assert read_docx(data).sections == FR.sections
    (tmp_path / "shell.docx").write_bytes(shell)
    (tmp_path / "x.docx").write_bytes(data)
    before = {str(finding) for finding in ooxml_integrity.check(str(tmp_path / "shell.docx"))}
    assert {str(finding) for finding in ooxml_integrity.check(str(tmp_path / "x.docx"))} <= before


def test_page_numbers_of_the_contents_stand_at_the_firms_margin() -> None:
    document = docx.Document()
    document.sections[0].left_margin = document.sections[0].right_margin = docx.shared.Cm(1)
    styles = open_package(write_docx(FR, shell=as_shell(document))).xml("word/styles.xml")
    line = next(s for s in styles.iter(f"{W}style") if s.find(f"{W}name").get(VAL) == "toc 1")  # type: ignore[union-attr]
    stops = {tab.get(f"{W}val"): int(tab.get(f"{W}pos", "0")) for tab in line.iter(f"{W}tab")}
    size = document.sections[0].page_width
    assert stops["right"] == pytest.approx((size - 2 * docx.shared.Cm(1)) / 635, abs=2)


def test_a_firms_own_properties_stay() -> None:
    space = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
    types = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
    own = (
        f'<Properties xmlns="{space}" xmlns:vt="{types}"><property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" '
        'pid="7" name="Dossier"><vt:lpwstr>2027-114</vt:lpwstr></property></Properties>'
    )
    parts = dict(open_package(default_shell()).parts)
    office = "application/vnd.openxmlformats-officedocument"
    add_part(
        parts, "docProps/custom.xml", own.encode(), owner="",
        kind="http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties",
        content_type=f"{office}.custom-properties+xml",
    )  # fmt: skip
    shell = pack(parts)
    root = open_package(write_docx(FR, shell=shell)).xml("docProps/custom.xml")
    names = [item.get("name") for item in root]
    assert names[0] == "Dossier"
    assert [str(name) for name in names[1:]] == [f"clausekit.{key}" for key, _ in FR.manifest]
    pids = [item.get("pid") for item in root]
    assert len(set(pids)) == len(pids)


# -- the map of styles -------------------------------------------------------------------------


def firm() -> docx.document.Document:
    document = docx.Document()
    document.styles.add_style("Titre article", WD_STYLE_TYPE.PARAGRAPH)
    document.styles.add_style("Alinéa", WD_STYLE_TYPE.PARAGRAPH)
    document.styles.add_style("Gras", WD_STYLE_TYPE.CHARACTER)
    return document


def test_a_map_says_which_style_a_role_wears() -> None:
    roles = {"heading1": "titre ARTICLE", "clause2": "Alinéa", "body": "house"}
    data = write_docx(FR, shell=as_shell(firm()), roles=roles)
    heading = FR.sections[2].heading
    assert heading is not None
    assert style_of(data, heading.text) == "Titre article"
    assert style_of(data, "Toute mesure est documentée et conservée trois ans.") == "Annexe niveau 3"
    assert {p.number for p in read_docx(data).paragraphs()} >= {"Article\u00a01.", "1.1", "2.2"}


def test_a_heading_the_firm_uses_elsewhere_is_refused_and_the_map_mends_it() -> None:
    document = docx.Document()
    document.add_paragraph("[[CK:BODY]]")
    document.paragraphs[0].insert_paragraph_before("Conditions", style="Heading 1")
    buffer = io.BytesIO()
    document.save(buffer)
    with pytest.raises(WriteError, match=r"is numbered “Article\s2\.”, planned “Article\s1\.”"):
        write_docx(FR, shell=buffer.getvalue())
    mended = write_docx(FR, shell=buffer.getvalue(), roles={"heading1": "house"})
    assert "Article\u00a01." in {p.number for p in read_docx(mended).paragraphs()}


def test_every_role_that_cannot_be_followed_is_listed() -> None:
    roles = {"heading9": "Titre article", "clause2": "Alinea", "body": "Gras"}
    with pytest.raises(WriteError) as caught:
        write_docx(FR, shell=as_shell(firm()), roles=roles)
    said = str(caught.value)
    assert "heading9: there is no such role" in said
    assert "clause2: the shell has no style 'Alinea'" in said
    assert "body: 'Gras' is a character style" in said


def test_the_map_comes_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "firm.docx").write_bytes(as_shell(firm()))
    (tmp_path / "map.yaml").write_text("heading1: Titre article\nbody: [1]\n", encoding="utf-8")
    spot = ["generate", "supplier_spot", "-a", str(EXAMPLES / "answers" / "supplier_spot.fr.yaml")]
    options = ["--shell", str(tmp_path / "firm.docx"), "--shell-styles", str(tmp_path / "map.yaml")]
    result = CliRunner().invoke(cli, [*spot, *options, "-o", str(tmp_path / "x.docx")])
    assert isinstance(result.exception, WriteError)
    assert "map.yaml:2: body: the name of a style is expected" in str(result.exception)
    assert not (tmp_path / "x.docx").exists()


# -- what is refused ---------------------------------------------------------------------------


def in_a_table() -> bytes:
    document = docx.Document()
    document.add_table(1, 1).cell(0, 0).text = "[[CK:BODY]]"
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("shell", "said"),
    [
        (b"%PDF-1.7", "not a Word document"),
        (b"PK\x03\x04", "not a Word document"),
        (as_shell(docx.Document(), "x"), r"no paragraph \[\[CK:BODY\]\]"),
        (as_shell(docx.Document(), "[[CK:BODY]]", "[[CK:BODY]]"), "stands in 2 paragraphs"),
        (in_a_table(), "stands in a table or a text box"),
        (with_macros(as_shell(docx.Document())), "carries macros"),
    ],
    ids=["pdf", "broken", "no marker", "two markers", "in a table", "macros"],
)
def test_a_shell_is_refused_with_its_reason(shell: bytes, said: str) -> None:
    with pytest.raises(WriteError, match=said):
        write_docx(FR, shell=shell)
