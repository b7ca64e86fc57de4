"""Documents inside a document (altChunk), words in charts and diagrams, words drawn as shapes."""

from __future__ import annotations

import time

import pytest
from clausekit.model import Contract, Part, Role, Table
from clausekit.word.annotate import Comment, Signature, annotate
from clausekit.word.package import pack
from clausekit.word.read import read_docx, read_located

from making import OFFICE, abstract, docx, item, level, num, p, parts, r

CHUNK = '<w:altChunk r:id="c1"/>'
PAGE = """<html><head><title>no</title><style>p { color: red }</style></head><body>
<h2>Article 4&nbsp;&ndash; Dur&eacute;e</h2><p>Le contrat dure <b>deux</b>
ans.<br> Il est renouvelable.</p><p style="display: none">masqu&eacute;</p><script>alert(1)</script>
<ol type="a"><li>premier</li><li>second</li></ol><ul><li>point</li></ul>
<p><del>retir&eacute;</del><ins>ajout&eacute;</ins></p>
<table><tr><td>Taux</td><td>5&nbsp;%</td></tr></table><img src="http://example.invalid/x.png">suite</body></html>"""


def holding(data: bytes, ending: str, kind: str, body: str = p("avant") + CHUNK + p("après")) -> bytes:
    """A document with one part embedded."""
    made = parts(body)
    made[f"word/chunk.{ending}"] = data
    made["word/_rels/document.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="c1" Type="{OFFICE}/aFChunk" Target="chunk.{ending}"/></Relationships>'
    ).encode()
    override = f'<Override PartName="/word/chunk.{ending}" ContentType="{kind}"/></Types>'
    made["[Content_Types].xml"] = made["[Content_Types].xml"].replace(b"</Types>", override.encode())
    return pack(made)


def lines(contract: Contract) -> list[str]:
    return [paragraph.display for paragraph in contract.paragraphs()]


def ids(contract: Contract) -> set[str]:
    return {note.id for note in contract.notes}


def test_a_web_page_is_read_in_its_place() -> None:
    contract = read_docx(holding(PAGE.encode(), "html", "text/html"))
    assert lines(contract) == [
        "avant", "Article 4\u00a0– Durée", "Le contrat dure deux ans.\nIl est renouvelable.", "a. premier", "b. second",
        "• point", "ajouté", "Taux", "5\u00a0%", "suite", "après",
    ]  # fmt: skip
    assert next(q for q in contract.paragraphs() if "Durée" in q.text).role is Role.HEADING
    assert any(isinstance(block, Table) for section in contract.sections for block in section.blocks)
    assert ids(contract) == {"alt_chunk_read"}


def test_the_view_decides_on_what_a_page_deletes_and_inserts() -> None:
    shown = lines(read_docx(holding(PAGE.encode(), "html", "text/html"), view="original"))
    assert "retiré" in shown
    assert "ajouté" not in shown


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_page_or_a_text_is_read_in_any_common_encoding(encoding: str) -> None:
    page = holding("<p>Durée : 5 €</p>".encode(encoding), "htm", "text/html")
    text = holding("Durée : 5 €\n\nfin".encode(encoding), "txt", "text/plain")
    assert lines(read_docx(page)) == ["avant", "Durée : 5 €", "après"]
    assert lines(read_docx(text)) == ["avant", "Durée : 5 €", "fin", "après"]


def test_a_page_saved_as_one_file_is_read() -> None:
    mail = (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=X\r\n\r\n--X\r\n"
        b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        b"<p>Dur=C3=A9e</p>\r\n--X\r\nContent-Type: image/png\r\n\r\nzzz\r\n--X--\r\n"
    )
    assert lines(read_docx(holding(mail, "mht", "message/rfc822"))) == ["avant", "Durée", "après"]


def test_a_word_document_is_read_with_its_own_numbers_and_notes_and_no_deeper() -> None:
    lists = abstract(0, level(0, "Article %1.")) + num(1, 0)
    inner = docx(item("Durée") + p(r("texte") + '<w:r><w:footnoteReference w:id="2"/></w:r>') + CHUNK,
                 {"numbering": lists, "footnotes": f'<w:footnote w:id="2">{p("plafond")}</w:footnote>'})  # fmt: skip
    contract = read_docx(
        holding(inner, "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
    )
    assert lines(contract) == ["avant", "Article 1. Durée", "texte", "après"]
    assert [q.text for s in contract.asides if s.part is Part.FOOTNOTE for q in s.paragraphs()] == ["plafond"]
    assert {"alt_chunk", "alt_chunk_read"} <= ids(contract)


@pytest.mark.parametrize(
    ("data", "ending", "kind"),
    [(b"{\\rtf1 x}", "rtf", "application/rtf"), (b"PK\3\4broken", "docx", "application/zip"),
     (b"<p>x</p>" * 500_000, "html", "text/html"), (b"", "html", "text/html")],
)  # fmt: skip
def test_what_cannot_be_read_is_said_and_the_rest_is_read(data: bytes, ending: str, kind: str) -> None:
    contract = read_docx(holding(data, ending, kind))
    assert lines(contract) == ["avant", "après"]
    assert ids(contract) == {"alt_chunk"}


def test_one_page_embedded_ten_thousand_times_is_bounded() -> None:
    start = time.process_time()
    contract = read_docx(holding(b"<p>x</p>" * 2000, "html", "text/html", p("avant") + CHUNK * 10_000))
    assert time.process_time() - start < 10
    assert {"alt_chunk", "alt_chunk_read"} <= ids(contract)


def test_comments_on_an_embedded_document_stand_beside_it() -> None:
    for body in (CHUNK, CHUNK + p("après"), p("avant") + CHUNK):
        data = holding(b"<p>un</p><table><tr><td>deux</td></tr></table>", "html", "text/html", body)
        located = read_located(data)
        at = lines(located.contract).index("deux")
        comment = Comment((at, 0), (at, 4), ("voir",))
        made = annotate(data, located, [comment], signed=Signature("x"))
        again = read_docx(made)
        assert lines(again) == lines(read_docx(data))
        assert [q.text for s in again.asides if s.part is Part.COMMENT for q in s.paragraphs()] == ["voir"]


# -- drawings ----------------------------------------------------------------------------------

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
D = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
CHART = f"""<c:chartSpace xmlns:c="{C}" xmlns:a="{A}"><c:title>
<a:p><a:r><a:t>Prix </a:t></a:r><a:r><a:t>2026</a:t></a:r></a:p></c:title>
<c:ser><c:cat><c:strCache><c:pt><c:v>mai</c:v></c:pt><c:pt><c:v>juin</c:v></c:pt></c:strCache></c:cat>
<c:val><c:numCache><c:pt><c:v>4.3</c:v></c:pt></c:numCache></c:val></c:ser>
<c:ser><c:cat><c:strCache><c:pt><c:v>mai</c:v></c:pt><c:pt><c:v>juin</c:v></c:pt></c:strCache></c:cat></c:ser></c:chartSpace>"""
DIAGRAM = f'<d:m xmlns:d="{D}" xmlns:a="{A}"><d:t><a:p><a:r><a:t>Comité</a:t></a:r></a:p></d:t></d:m>'


def drawn(element: str, content: str) -> bytes:
    return holding(
        content.encode(), "xml", "application/xml", p(r("x") + f"<w:r><w:drawing>{element}</w:drawing></w:r>")
    )


def beside(contract: Contract) -> list[str]:
    return [q.text for section in contract.asides if section.part is Part.DRAWING for q in section.paragraphs()]


def test_the_words_of_charts_and_diagrams_stand_beside_the_text() -> None:
    chart = read_docx(drawn(f'<c:chart xmlns:c="{C}" r:id="c1"/>', CHART))
    diagram = read_docx(drawn(f'<d:relIds xmlns:d="{D}" r:dm="c1"/>', DIAGRAM))
    assert beside(chart) == ["Prix 2026", "mai, juin", "4.3"]
    assert beside(diagram) == ["Comité"]
    assert lines(chart) == lines(diagram) == ["x"]
    assert ids(chart) == {"charts"}
    assert ids(diagram) == {"diagrams"}


def test_a_broken_chart_is_no_reason_to_refuse_a_contract() -> None:
    contract = read_docx(drawn(f'<c:chart xmlns:c="{C}" r:id="c1"/>', "<broken"))
    assert lines(contract) == ["x"]
    assert beside(contract) == []


def test_words_drawn_as_shapes_are_read() -> None:
    art = '<w:r><w:pict><v:shape><v:textpath string="PROJET DE CONTRAT"/></v:shape></w:pict></w:r>'
    assert lines(read_docx(docx(p(art) + p("x")))) == ["PROJET DE CONTRAT", "x"]
