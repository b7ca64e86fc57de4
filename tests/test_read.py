"""Every place of text in a .docx is read, once, with the number Word shows."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, replace

import pytest
from clausekit.model import (
    Contract,
    Mark,
    MarkKind,
    Paragraph,
    Part,
    Role,
    Table,
    iter_paragraphs,
    quick_mark,
    quick_paragraph,
)
from clausekit.word.package import pack, parse_xml
from clausekit.word.read import read_docx, read_located

from making import docx, p, parts, r, style, table

BREAK = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'


def field(code: str, result: str) -> str:
    begin, separate, end = (BREAK.format(kind) for kind in ("begin", "separate", "end"))
    return f"{begin}<w:r><w:instrText>{code}</w:instrText></w:r>{separate}{result}{end}"


def texts(contract: Contract) -> list[str]:
    return [paragraph.text for paragraph in contract.paragraphs()]


def read(body: str, more: dict[str, str] | None = None, view: str = "final") -> list[str]:
    return texts(read_docx(docx(body, more), view=view))


def aside(contract: Contract, part: Part) -> list[str]:
    return [q.text for section in contract.asides if section.part is part for q in section.paragraphs()]


def marked(paragraph: Paragraph, kind: MarkKind) -> list[str]:
    return [paragraph.text[mark.start : mark.end] for mark in paragraph.marks if mark.kind is kind]


def sdt(content: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


# -- places of text ----------------------------------------------------------------------------


def test_body_paragraphs_are_read_and_empty_ones_left_out() -> None:
    assert read(p("Un an.") + p() + p("Deux ans.")) == ["Un an.", "Deux ans."]


def test_table_cells_are_read_with_their_spans() -> None:
    row = f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{p("Total")}</w:tc></w:tr>'
    contract = read_docx(docx(table(("Mois", "Taux"), ("mai", "99 %")).replace("</w:tbl>", f"{row}</w:tbl>")))
    block = contract.sections[0].blocks[0]
    assert isinstance(block, Table)
    assert [[cell.span for cell in cells] for cells in block.rows] == [[1, 1], [1, 1], [2]]
    assert texts(contract) == ["Mois", "Taux", "mai", "99 %", "Total"]


def test_header_rows_are_known() -> None:
    head = "<w:tr><w:trPr><w:tblHeader/></w:trPr>"
    contract = read_docx(docx(table(("Mois",), ("mai",)).replace("<w:tr>", head, 1)))
    block = contract.sections[0].blocks[0]
    assert isinstance(block, Table)
    assert block.header_rows == 1


def test_a_continued_merged_cell_is_an_empty_cell() -> None:
    merged = f'<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{p("Lot")}</w:tc>'
    rest = f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{p()}</w:tc>"
    rows = "".join(f"<w:tr>{cell}<w:tc>{p(text)}</w:tc></w:tr>" for cell, text in ((merged, "a"), (rest, "b")))
    block = read_docx(docx(f"<w:tbl>{rows}</w:tbl>")).sections[0].blocks[0]
    assert isinstance(block, Table)
    assert [[len(cell.blocks) for cell in cells] for cells in block.rows] == [[1, 1], [0, 1]]


def test_nested_tables_are_read() -> None:
    assert read(table((p("avant") + table(("dedans",)) + p("après"),))) == ["avant", "dedans", "après"]


def test_content_controls_are_read_at_every_level() -> None:
    row = table(("ligne",)).removeprefix("<w:tbl>").removesuffix("</w:tbl>")
    cell = "<w:tr>" + sdt(f"<w:tc>{p('cellule')}</w:tc>") + "</w:tr>"
    body = sdt(p("bloc")) + p(r("du ") + sdt(r("texte"))) + f"<w:tbl>{sdt(row)}{cell}</w:tbl>"
    assert read(body) == ["bloc", "du texte", "ligne", "cellule"]


def test_insertions_stand_and_are_marked_pending() -> None:
    contract = read_docx(docx(p(r("Un ") + f'<w:ins w:id="1">{r("très ")}</w:ins>' + r("long"))))
    paragraph = next(contract.paragraphs())
    assert paragraph.text == "Un très long"
    assert marked(paragraph, MarkKind.PENDING) == ["très "]


@pytest.mark.parametrize(("view", "expected"), [("final", "Un an"), ("original", "Dix ans")])
def test_deletions_and_insertions_follow_the_view(view: str, expected: str) -> None:
    gone = '<w:del w:id="1"><w:r><w:delText>Dix ans</w:delText></w:r></w:del>'
    assert read(p(gone + f'<w:ins w:id="2">{r("Un an")}</w:ins>'), view=view) == [expected]


@pytest.mark.parametrize(("view", "expected"), [("final", ["b", "a"]), ("original", ["a", "b"])])
def test_moved_paragraphs_stand_where_the_view_has_them(view: str, expected: list[str]) -> None:
    source = p(f'<w:moveFrom w:id="1">{r("a")}</w:moveFrom>', '<w:rPr><w:moveFrom w:id="2"/></w:rPr>')
    target = p(f'<w:moveTo w:id="3">{r("a")}</w:moveTo>', '<w:rPr><w:moveTo w:id="4"/></w:rPr>')
    assert read(source + p("b") + target, view=view) == expected


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    assert read(p("Un ", '<w:rPr><w:del w:id="1"/></w:rPr>') + p("an.")) == ["Un an."]


def test_deleted_rows_are_gone() -> None:
    gone = f'<w:tr><w:trPr><w:del w:id="1"/></w:trPr><w:tc>{p("part")}</w:tc></w:tr>'
    rows = table(("reste",)).replace("</w:tbl>", f"{gone}</w:tbl>")
    assert read(rows) == ["reste"]
    assert read(rows, view="original") == ["reste", "part"]


@pytest.mark.parametrize("wrapper", ["hyperlink", "smartTag", "customXml", "dir", "bdo"])
def test_text_in_wrappers_inside_a_paragraph_is_read(wrapper: str) -> None:
    assert read(p(r("voir ") + f"<w:{wrapper}>{r('ceci')}</w:{wrapper}>")) == ["voir ceci"]


def test_fields_show_their_results_only() -> None:
    simple = f'<w:fldSimple w:instr=" DATE ">{r("4 mai")}</w:fldSimple>'
    assert read(p(r("le ") + simple + r(" et ") + field(" DATE ", r("5 mai")))) == ["le 4 mai et 5 mai"]


def test_fields_nest() -> None:
    inner = field(" REF a ", r("vrai"))
    outer = field(f" IF </w:instrText></w:r>{inner}<w:r><w:instrText> = 1", r("oui"))
    assert read(p(outer)) == ["oui"]


def test_a_field_that_never_ends_swallows_nothing() -> None:
    body = p(BREAK.format("begin") + "<w:r><w:instrText> DATE </w:instrText></w:r>" + r("ici")) + p("Un an.")
    assert read(body) == ["ici", "Un an."]


def test_a_button_to_fill_in_shows_its_text() -> None:
    button = BREAK.format("begin") + "<w:r><w:instrText> MACROBUTTON NoMacro [Nom] </w:instrText></w:r>"
    assert read(p(r("M. ") + button + BREAK.format("end"))) == ["M. [Nom]"]


def test_references_are_marked_with_their_target() -> None:
    target = p('<w:bookmarkStart w:id="1" w:name="_Ref1"/>' + r("Durée") + '<w:bookmarkEnd w:id="1"/>')
    first, second = read_docx(docx(target + p(r("voir ") + field(r" REF _Ref1 \r \h ", r("2"))))).paragraphs()
    assert first.anchor == "_Ref1"
    assert [(mark.kind, mark.target) for mark in second.marks] == [(MarkKind.REF, "_Ref1")]
    assert marked(second, MarkKind.REF) == ["2"]


BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>{0}'
    "</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}"
    "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def test_text_boxes_are_read_once_after_their_paragraph_and_among_the_asides() -> None:
    contract = read_docx(docx(p(r("hôte") + BOX.format(p("boîte"))) + p("suite")))
    assert texts(contract) == ["hôte", "boîte", "suite"]
    assert aside(contract, Part.TEXT_BOX) == ["boîte"]


def test_old_text_boxes_and_unknown_choices_are_read_from_what_is_understood() -> None:
    box = f"<v:textbox><w:txbxContent>{p('vieille boîte')}</w:txbxContent></v:textbox>"
    assert read(p(f"<w:r><w:pict>{box}</w:pict></w:r>")) == ["vieille boîte"]
    unknown = BOX.format(p("dedans")).replace('"wps"', '"zz9"')
    assert read(p(unknown)) == ["dedans"]


def test_footnotes_and_endnotes_are_asides_once_each_and_only_when_referred_to() -> None:
    note = '<w:{0} w:id="{1}">' + p("{2}") + "</w:{0}>"
    more = {
        "footnotes": note.format("footnote", 1, "plafond") + note.format("footnote", 9, "perdue"),
        "endnotes": note.format("endnote", 1, "fin"),
    }
    reference = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    body = p(r("prix") + reference) + p(r("bis") + reference + '<w:r><w:endnoteReference w:id="1"/></w:r>')
    contract = read_docx(docx(body, more))
    assert aside(contract, Part.FOOTNOTE) == ["plafond"]
    assert aside(contract, Part.ENDNOTE) == ["fin"]


def test_headers_and_footers_in_use_are_asides() -> None:
    used = '<w:headerReference w:type="default" r:id="rId1"/><w:footerReference w:type="first" r:id="rId2"/>'
    ends = f"<w:sectPr>{used}</w:sectPr>"
    contract = read_docx(docx(p("corps") + ends, {"header1": p("Confidentiel"), "footer1": p("Page 1")}))
    assert aside(contract, Part.HEADER) == ["Confidentiel"]
    assert aside(contract, Part.FOOTER) == ["Page 1"]
    assert texts(contract) == ["corps"]


def test_comments_are_asides() -> None:
    contract = read_docx(docx(p("corps"), {"comments": f'<w:comment w:id="1">{p("à revoir")}</w:comment>'}))
    assert aside(contract, Part.COMMENT) == ["à revoir"]


def test_a_style_separator_joins_heading_and_text_on_one_line() -> None:
    hidden = "<w:rPr><w:vanish/><w:specVanish/></w:rPr>"
    paragraph = next(read_docx(docx(p("Durée", hidden) + p(". Un an."))).paragraphs())
    assert paragraph.text == "Durée. Un an."
    assert marked(paragraph, MarkKind.BOLD) == ["Durée"]


def test_hidden_text_is_not_read_whether_by_run_or_by_style() -> None:
    styles = style("Caché", "caché", "<w:rPr><w:vanish/></w:rPr>", "character")
    body = p(r("vu") + r(" non", "<w:vanish/>") + r(" non plus", '<w:rStyle w:val="Caché"/>'))
    assert read(body, {"styles": styles}) == ["vu"]


def test_breaks_tabs_hyphens_and_symbols_keep_words_apart() -> None:
    run = "<w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:softHyphen/>"
    box = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    assert read(p(f"<w:r>{run}</w:r>" + box)) == ["a b\nc\u2011d☒"]


def test_formulas_are_read() -> None:
    assert read(p(r("prix ") + "<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>")) == ["prix x+1"]


def test_marks_say_what_differs_from_the_style() -> None:
    styles = style("G", "gras", "<w:rPr><w:b/></w:rPr>")
    body = p(r("a") + r("b", "<w:b/>") + r("c", "<w:i/>") + r("d", '<w:highlight w:val="yellow"/>'))
    plain, bold = read_docx(docx(body + p(r("e"), '<w:pStyle w:val="G"/>'), {"styles": styles})).paragraphs()
    assert [(mark.start, mark.kind) for mark in plain.marks] == [
        (1, MarkKind.BOLD), (2, MarkKind.ITALIC), (3, MarkKind.HIGHLIGHT),
    ]  # fmt: skip
    assert bold.marks == ()


def test_embedded_documents_are_noted() -> None:
    assert "altChunk" in read_docx(docx(p("a") + '<w:altChunk r:id="rId5"/>')).notes[0].message


def test_a_wrong_view_is_refused() -> None:
    with pytest.raises(ValueError, match="view"):
        read_docx(docx(p("a")), view="all")


# -- our own documents -------------------------------------------------------------------------


def test_our_tags_blanks_and_manifest_are_recognised() -> None:
    blank = sdt(r("[•]", '<w:highlight w:val="yellow"/>'), '<w:tag w:val="ck:p:term_months"/>')
    clause = sdt(
        p("Durée", '<w:pStyle w:val="H1"/>') + p(r("Pendant ") + blank + r(" mois.")),
        '<w:tag w:val="ck:fr.g.duration@1.2.0#8559693d"/>',
    )
    made = parts(p("Contrat") + clause, {"styles": style("H1", "heading 1")})
    made["customXml/item1.xml"] = (
        b'<manifest xmlns="urn:clausekit:manifest:1"><entry key="language" value="fr"/></manifest>'
    )
    contract = read_docx(pack(made))
    (section,) = contract.sections
    assert section.tag is not None
    assert (section.tag.clause, section.tag.version, section.tag.digest) == (
        "g.duration",
        "1.2.0",
        "8559693d",
    )
    paragraph = list(section.paragraphs())[1]
    assert [(mark.kind, mark.target) for mark in paragraph.marks] == [(MarkKind.BLANK, "term_months")]
    assert contract.manifest == (("language", "fr"),)
    assert contract.language == "fr"
    assert [part.part for part in contract.front] == [Part.COVER]


# -- places in the document --------------------------------------------------------------------


def test_each_paragraph_knows_its_element_and_the_node_of_each_character() -> None:
    body = p("SOMMAIRE") + p(r("  Un ") + f'<w:ins w:id="1">{r("an.")}</w:ins>') + table(("cellule",))
    located = read_located(docx(body))
    paragraphs = list(located.contract.paragraphs())
    assert len(paragraphs) == len(located.places) == 3
    assert [(start, end, node.text) for start, end, node in located.places[1].spans] == [
        (-2, 3, "  Un "), (3, 6, "an."),
    ]  # fmt: skip
    assert all(place.elements[0].getroottree().getroot() is located.root for place in located.places)


def test_namespaces_may_have_any_prefix() -> None:
    xml = parts(p("Durée"))["word/document.xml"].replace(b"<w:", b"<q:").replace(b"</w:", b"</q:")
    made = parts(p("Durée")) | {"word/document.xml": xml.replace(b"xmlns:w=", b"xmlns:q=")}
    assert parse_xml(made["word/document.xml"]).tag.endswith("}document")
    assert texts(read_docx(pack(made))) == ["Durée"]


def test_blocks_of_a_section_are_found_in_nested_tables_too() -> None:
    contract = read_docx(docx(table((table(("a",)) + p("b"),))))
    assert [q.text for q in iter_paragraphs(contract.sections[0].blocks)] == ["a", "b"]


# -- runs --------------------------------------------------------------------------------------


def test_properties_of_a_run_count_wherever_they_stand_in_it() -> None:
    body = p("<w:r><w:t>Durée</w:t><w:rPr><w:b/></w:rPr></w:r>" + r(" : un an."))
    (paragraph,) = read_docx(docx(body)).paragraphs()
    assert marked(paragraph, MarkKind.BOLD) == ["Durée"]


def test_a_field_whose_marks_are_hidden_is_a_field_all_the_same() -> None:
    hidden = "<w:rPr><w:vanish/></w:rPr>"
    body = field("PAGE", r("2")).replace("<w:r><w:fldChar", f"<w:r>{hidden}<w:fldChar")
    assert read(p(body.replace("<w:r><w:instrText", f"<w:r>{hidden}<w:instrText") + r(" ans"))) == ["2 ans"]


def test_what_a_reader_makes_quickly_is_what_the_class_makes() -> None:
    mark = quick_mark(0, 5, MarkKind.REF, "_Ref1")
    paragraph = quick_paragraph("Durée", Role.CLAUSE, 2, "4.1", (mark,), "_Ref2")
    assert mark == Mark(0, 5, MarkKind.REF, "_Ref1")
    assert paragraph == Paragraph("Durée", Role.CLAUSE, 2, "4.1", (Mark(0, 5, MarkKind.REF, "_Ref1"),), "_Ref2")
    assert type(paragraph) is Paragraph
    assert pickle.loads(pickle.dumps(paragraph)) == paragraph
    assert replace(paragraph, number="").display == "Durée"
    with pytest.raises(FrozenInstanceError):
        paragraph.text = "Prix"  # type: ignore[misc]


# -- notes -------------------------------------------------------------------------------------


def test_pending_changes_hidden_text_and_pictures_are_noted() -> None:
    changes = f'<w:ins w:id="1">{r("a")}</w:ins><w:del w:id="2"><w:r><w:delText>b</w:delText></w:r></w:del>'
    picture = '<w:r><w:pict><v:shape><v:imagedata r:id="rId5"/></v:shape></w:pict></w:r>'
    data = docx(p(changes + r("secret", "<w:vanish/>") + picture))
    assert [note.message for note in read_docx(data).notes] == [
        "2 tracked change(s) are still pending; the text was read as if all were accepted.",
        "Hidden text in 1 place(s) was left out, as it does not show on paper.",
        "1 picture(s): text in them was not read.",
    ]
    assert "rejected" in read_docx(data, view="original").notes[0].message


def test_a_plain_document_has_no_notes() -> None:
    assert read_docx(docx(p("Un an."))).notes == ()
