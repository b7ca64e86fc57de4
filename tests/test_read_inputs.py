"""Whatever people send: .docx and .odt alike, the text of PDFs, and audits behind a wall of time and memory."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from clausekit.cli.root import cli
from clausekit.errors import ReadError
from clausekit.model import MarkKind, Part
from clausekit.opening import load_contract
from clausekit.pdf import pdf_text
from clausekit.safe import Worker
from click.testing import CliRunner

from making import docx, p, r

URN = "urn:oasis:names:tc:opendocument:xmlns"
SPACES = " ".join(
    f'xmlns:{prefix}="{URN}:{name}:1.0"'
    for prefix, name in (("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"),
                         ("draw", "drawing"), ("fo", "xsl-fo-compatible"))
)  # fmt: skip
STYLES = (
    "<office:automatic-styles>"
    '<style:style style:name="G" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>'
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" '
    'style:num-prefix="Article " style:num-suffix="."/><text:list-level-style-number text:level="2" '
    'style:num-format="1" text:display-levels="2"/></text:list-style></office:automatic-styles>'
)


def odt(body: str) -> bytes:
    content = (
        f"<office:document-content {SPACES}>{STYLES}<office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
    return buffer.getvalue()


def item(text: str, inner: str = "") -> str:
    return f"<text:list-item><text:p>{text}</text:p>{inner}</text:list-item>"


def test_an_open_document_is_read_with_its_numbers_marks_and_levels() -> None:
    inner = f"<text:list>{item('Un an.')}{item('Deux ans.')}</text:list>"
    lists = f'<text:list text:style-name="L">{item("Durée", inner)}{item("Fin")}</text:list>'
    bold = '<text:p>du <text:span text:style-name="G">gras</text:span> ici</text:p>'
    contract, _, _ = load_contract(odt(lists + bold))
    paragraphs = list(contract.paragraphs())
    assert [q.display for q in paragraphs] == [
        "Article 1. Durée", "1.1 Un an.", "1.2 Deux ans.", "Article 2. Fin", "du gras ici",
    ]  # fmt: skip
    assert [(m.start, m.end, m.kind) for m in paragraphs[-1].marks] == [(3, 7, MarkKind.BOLD)]


def test_an_open_document_gives_up_its_tables_notes_boxes_and_spaces_but_nothing_hidden() -> None:
    table = (
        "<table:table><table:table-row><table:table-cell><text:p>Taux</text:p></table:table-cell>"
        "<table:table-cell><text:p>99<text:s/>%</text:p></table:table-cell></table:table-row></table:table>"
    )
    note = "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>plafond</text:p>"
    note += "</text:note-body></text:note>"
    box = "<draw:frame><draw:text-box><text:p>boîte</text:p></draw:text-box></draw:frame>"
    hidden = '<text:span text:style-name="H">secret</text:span>'
    contract, _, _ = load_contract(odt(f"<text:p>a{note}b{hidden}<text:tab/>c{box}</text:p>{table}"))
    assert [q.text for q in contract.paragraphs()] == ["ab c", "boîte", "Taux", "99 %"]
    assert [(s.part, [q.text for q in s.paragraphs()]) for s in contract.asides] == [
        (Part.FOOTNOTE, ["plafond"]), (Part.TEXT_BOX, ["boîte"]),
    ]  # fmt: skip


@pytest.mark.parametrize(("view", "expected"), [("final", "Un an ferme"), ("original", "Un mois")])
def test_tracked_changes_of_an_open_document_follow_the_view(view: str, expected: str) -> None:
    changes = (
        '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><text:p>mois</text:p></text:deletion>'
        '</text:changed-region><text:changed-region text:id="c2"><text:insertion/></text:changed-region>'
        "</text:tracked-changes>"
    )
    inserted = '<text:change-start text:change-id="c2"/>an ferme<text:change-end text:change-id="c2"/>'
    body = f'{changes}<text:p>Un <text:change text:change-id="c1"/>{inserted}</text:p>'
    contract, _, _ = load_contract(odt(body), view=view)
    assert [q.text for q in contract.paragraphs()] == [expected]


def pdf(*lines: str) -> bytes:
    """A PDF of one page, by hand."""
    shown = " ".join(f"({line}) Tj T*" for line in lines)
    stream = f"BT /F1 12 Tf 14 TL 72 720 Td {shown} ET".encode("latin-1")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]  # fmt: skip
    made, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return made + b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table, len(made),
    )  # fmt: skip


def test_the_text_of_a_pdf_is_read_and_its_source_noted() -> None:
    pytest.importorskip("pypdf")
    contract, _, _ = load_contract(pdf("ARTICLE 1 - OBJET", "Le contrat a pour objet la vente de linge."), name="a.pdf")
    assert "Le contrat a pour objet la vente de linge." in [q.text for q in contract.paragraphs()]
    assert "PDF" in contract.notes[0].message


def test_a_scan_is_said_to_be_unreadable() -> None:
    pytest.importorskip("pypdf")
    with pytest.raises(ReadError, match="is a scan"):
        pdf_text(pdf("1"), name="a.pdf")


@pytest.mark.parametrize("name", ["a.docx", "a.odt", "a.pdf"])
def test_a_file_that_is_not_what_its_name_says_is_refused_in_one_sentence(name: str) -> None:
    data = {"a.docx": pdf("x"), "a.odt": b"PK\x03\x04", "a.pdf": docx(p("Un an."))[:50]}[name]
    with pytest.raises(ReadError) as caught:
        load_contract(data, name=name)
    assert str(caught.value).startswith(name)


def test_read_shows_what_stands_beside_the_body_and_the_notes(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    body = p(r("corps") + '<w:r><w:footnoteReference w:id="1"/></w:r>' + r("caché", "<w:vanish/>"))
    path.write_bytes(docx(body, {"footnotes": f'<w:footnote w:id="1">{p("plafond")}</w:footnote>'}))
    run = CliRunner().invoke
    assert "[footnote] plafond" in run(cli, ["read", str(path), "-f", "txt"]).output
    assert "*[footnote]* plafond" in run(cli, ["read", str(path)]).output
    result = run(cli, ["read", "-", "-f", "json"], input=path.read_bytes())
    assert result.exit_code == 0, result.exception
    data = json.loads(result.stdout)
    assert [(entry["part"], entry["text"]) for entry in data["asides"]] == [("footnote", "plafond")]
    assert "Hidden text" in data["notes"][0]["message"]


@pytest.mark.slow
def test_an_audit_in_a_worker_ends_in_time_and_within_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(docx(p("Contrat de partenariat") + p("Les parties conviennent de ce qui suit.") * 3))
    with Worker(seconds=120) as worker:
        assert worker.audit(path, language="fr").source.name == "a.docx"
        with pytest.raises(ReadError, match="is empty"):
            worker.audit(b"", name="b.docx")
        worker.seconds = 0.01
        with pytest.raises(ReadError, match=r"^a\.docx takes longer to read than allowed"):
            worker.audit(path)
        worker.seconds = 120
        assert worker.audit(path, language="fr").source.name == "a.docx"


@pytest.mark.slow
def test_a_worker_without_memory_says_so() -> None:
    with pytest.raises(ReadError), Worker(memory=60 * 1024**2) as worker:
        worker.audit(docx(p("Un an.")))
