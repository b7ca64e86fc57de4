"""Opening what people send: what it is, what is wrong with it, and nothing that can hurt."""

from __future__ import annotations

import io
import zipfile

import pytest
from clausekit.errors import ReadError
from clausekit.refusals import MESSAGES, read_error
from clausekit.word.package import Limits, open_package, pack, parse_xml
from clausekit.word.read import read_docx

from making import docx, p, parts

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def zipped(entries: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (OLE, "old Word document"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (b"%PDF-1.7\n...", "is a PDF"),
        (b"\x89PNG\r\n\x1a\n....", "is a picture"),
        (b"\xff\xd8\xff\xe0....", "is a picture"),
        (rb"{\rtf1\ansi Contrat}", "is an RTF file"),
        (b"\xef\xbb\xbf<!DOCTYPE html><html></html>", "is a web page"),
        ("Article 1. Durée".encode(), "plain text"),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}), "OpenDocument"),
        (zipped({"readme.txt": b"hello"}), "zip file without a Word document"),
        (docx(p("Durée"))[:-200], "damaged"),
        (docx(p("Durée"))[:60], "damaged"),
        (b"PK\x03\x04", "damaged"),
    ],
)
def test_what_is_no_word_document_is_named_in_one_sentence(data: bytes, words: str) -> None:
    with pytest.raises(ReadError) as caught:
        open_package(data, name="dossier/contrat.docx")
    assert words in caught.value.message
    assert caught.value.message.startswith("contrat.docx is ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("kind", "words"), [("spreadsheetml.sheet", "spreadsheet"), ("presentationml.presentation", "slide show")]
)
def test_spreadsheets_and_slides_are_named(kind: str, words: str) -> None:
    made = parts(p("Durée"))
    made["[Content_Types].xml"] = made["[Content_Types].xml"].replace(b"wordprocessingml.document", kind.encode())
    with pytest.raises(ReadError, match=words):
        open_package(pack(made))


def test_every_message_exists_in_both_languages() -> None:
    for id, (english, french) in MESSAGES.items():
        assert english.startswith(("{name}", "{path}")), id
        assert french.startswith(("{name}", "{path}")), id
        assert english.endswith("."), id
    assert str(read_error("pdf", language="fr", name="a/b.pdf")).startswith("b.pdf est un PDF")
    assert str(read_error("empty", language="fr")).startswith("Ce fichier est vide")


def test_macros_are_ignored_and_noted() -> None:
    made = parts(p("Durée"))
    main = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    made["[Content_Types].xml"] = made["[Content_Types].xml"].replace(
        main, b"application/vnd.ms-word.document.macroEnabled.main+xml"
    )
    contract = read_docx(pack(made))
    assert [paragraph.text for paragraph in contract.paragraphs()] == ["Durée"]
    assert "macros" in contract.notes[0].message


def test_the_main_part_is_found_by_its_relationship_whatever_its_name() -> None:
    made = {name.replace("document.xml", "Contrat.xml"): data for name, data in parts(p("Durée")).items()}
    for name in ("[Content_Types].xml", "_rels/.rels"):
        made[name] = made[name].replace(b"word/document.xml", b"word/Contrat.xml")
    assert open_package(pack(made)).main == "word/Contrat.xml"


def test_links_to_outside_files_are_noted_and_not_followed() -> None:
    made = parts(p("Durée"))
    made["word/_rels/document.xml.rels"] = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
        b'Id="rId9" Type="x/attachedTemplate" Target="http://example.invalid/a.dotm" TargetMode="External"/>'
        b"</Relationships>"
    )
    assert "attachedTemplate" in open_package(pack(made)).notes[0].message


def test_two_parts_of_one_name_are_refused() -> None:
    made = parts(p("Durée"))
    made["word/Document.xml"] = made["word/document.xml"]
    with pytest.raises(ReadError, match="two parts of one name"):
        open_package(zipped(made))


@pytest.mark.parametrize("part", ["word/document.xml", "word/settings.xml"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_in_any_part_and_encoding(part: str, encoding: str) -> None:
    made = parts(p("Durée"))
    text = f'<?xml version="1.0" encoding="{encoding}"?><!-- x --><!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>'
    made[part] = text.encode(encoding)
    with pytest.raises(ReadError, match="document type declaration"):
        read_docx(pack(made))


def test_entities_are_never_expanded() -> None:
    with pytest.raises(ReadError):
        parse_xml(b'<!DOCTYPE a [<!ENTITY e "boom">]><a>&e;</a>')


def test_a_bomb_is_refused_before_it_fills_the_memory() -> None:
    made = parts(p("Durée"))
    made["word/media/image1.png"] = bytes(3_000_000)
    with pytest.raises(ReadError, match="unpacks to much more"):
        open_package(pack(made), limits=Limits(ratio_from=1_000_000))
    with pytest.raises(ReadError, match="larger than this reader allows"):
        open_package(pack(made), limits=Limits(part_bytes=1_000_000))
    with pytest.raises(ReadError, match="larger than this reader allows"):
        open_package(pack(made), limits=Limits(unpacked_bytes=2_000_000))


@pytest.mark.parametrize(
    "limits",
    [Limits(file_bytes=100), Limits(entries=2), Limits(elements=3), Limits(paragraphs=3), Limits(xml_depth=3)],
)
def test_each_limit_holds(limits: Limits) -> None:
    with pytest.raises(ReadError, match="larger than this reader allows"):
        read_docx(docx(p("Durée") * 5), limits=limits)


def test_time_is_limited() -> None:
    with pytest.raises(ReadError, match="longer to read"):
        read_docx(docx(p("Durée") * 600), limits=Limits(seconds=0))


def test_deep_nesting_is_refused() -> None:
    deep = "<w:sdt><w:sdtContent>" * 3000 + p("Durée") + "</w:sdtContent></w:sdt>" * 3000
    with pytest.raises(ReadError, match="cannot be parsed"):
        read_docx(docx(deep))


def test_nesting_that_xml_allows_is_read() -> None:
    deep = "<w:sdt><w:sdtContent>" * 100 + p("Durée") + "</w:sdtContent></w:sdt>" * 100
    assert [paragraph.text for paragraph in read_docx(docx(deep)).paragraphs()] == ["Durée"]


def test_broken_xml_says_which_part_and_which_file() -> None:
    made = parts(p("Durée"))
    made["word/document.xml"] = made["word/document.xml"][:-20]
    with pytest.raises(ReadError, match=r"^contrat\.docx is damaged \(word/document\.xml"):
        read_docx(pack(made), name="contrat.docx")


def test_a_document_without_a_body_is_refused() -> None:
    made = parts("")
    made["word/document.xml"] = made["word/document.xml"].replace(b"<w:body></w:body>", b"")
    with pytest.raises(ReadError, match="without a Word document"):
        read_docx(pack(made))


def test_strict_documents_are_read() -> None:
    made = parts(p("Durée"))
    for name, data in made.items():
        data = data.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        made[name] = data.replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
    assert [paragraph.text for paragraph in read_docx(pack(made)).paragraphs()] == ["Durée"]


def test_text_around_comments_and_in_cdata_is_kept() -> None:
    element = parse_xml(b"<a>un<!-- x -->deux<?pi y?><![CDATA[<trois>]]></a>")
    assert element.text == "undeux<trois>"


def test_packing_gives_the_same_bytes_whatever_the_order_and_time() -> None:
    made = parts(p("Durée"))
    first = pack(made)
    assert pack(dict(reversed(list(made.items())))) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        names = archive.namelist()
        assert names[:3] == ["[Content_Types].xml", "_rels/.rels", "word/document.xml"]
        assert names[3:] == sorted(names[3:])
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {info.create_system for info in archive.infolist()} == {0}
    assert dict(open_package(first).parts) == made
