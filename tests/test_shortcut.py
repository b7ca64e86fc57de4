"""The short cut through a document says what the long way says, whatever stands in it."""

from __future__ import annotations

import contextlib
import time

import pytest
from clausekit.drafting import draft
from clausekit.errors import ReadError
from clausekit.model import Contract
from clausekit.word.names import STUB, W
from clausekit.word.package import Limits, open_package, pack
from clausekit.word.read import _Desk, read_docx, read_located
from clausekit.word.shortcut import Shortcut
from clausekit.word.write import write_docx
from hypothesis import given
from hypothesis import strategies as st

from contracts_from_examples import LANGUAGES, everything, library
from making import abstract, docx, level, p, parts, r, style, table
from revisions import CORPORA, needs_corpora

MARK = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
BEGIN, SEPARATE, END = (MARK.format(kind) for kind in ("begin", "separate", "end"))
MORE = {
    "styles": style("Heading1", "heading 1", "<w:rPr><w:b/></w:rPr>")
    + style("Hidden", "hidden", "<w:rPr><w:vanish/></w:rPr>"),
    "numbering": abstract(0, level(0, "%1."), level(1, "%1.%2", "lowerLetter"))
    + '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
}
TEXTS = [
    "Le Fournisseur livre", " ", "", "A &amp; B &lt;x&gt;", "tab\there", "line\nbreak", "line\rbreak",
    "soft\u00adhyphen", "« 5 € »\u00a0", "4. Term", "1 > 0", "&#8212;", "/w:p>",
]  # fmt: skip
RUN_PROPERTIES = ["", "<w:b/>", '<w:i/><w:u w:val="single"/>', "<w:vanish/>", '<w:highlight w:val="yellow"/>',
                  '<w:lang w:val="fr-FR"/>', '<w:rStyle w:val="Hidden"/>']  # fmt: skip
PROPERTIES = ["", '<w:pStyle w:val="Heading1"/>', '<w:pStyle w:val="Hidden"/>', '<w:jc w:val="both"/>',
              '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>',
              '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>',
              "<w:rPr><w:del/></w:rPr>", "<w:rPr><w:vanish/></w:rPr>", "<w:rPr><w:vanish/><w:specVanish/></w:rPr>",
              "<w:rPr><w:b/></w:rPr>", "<w:sectPr/>", '<w:outlineLvl w:val="1"/>',
              "<w:pPrChange><w:pPr><w:jc/></w:pPr></w:pPrChange>"]  # fmt: skip
BETWEEN = [
    "", '<w:proofErr w:type="spellStart"/>', '<w:bookmarkStart w:id="1" w:name="_Ref77"/>', '<w:bookmarkEnd w:id="1"/>',
    "<w:r><w:tab/></w:r>", "<w:r><w:br/></w:r>", "<w:r><w:tab/><w:t>after a tab</w:t></w:r>", "<w:r/>", "<w:pPr/>",
    f"{BEGIN}<w:r><w:instrText> REF _Ref77 </w:instrText></w:r>{SEPARATE}", END, BEGIN, SEPARATE,
    '<w:ins w:id="1"><w:r><w:t>put in</w:t></w:r></w:ins>', "<w:del><w:r><w:delText>out</w:delText></w:r></w:del>",
    "<w:hyperlink><w:r><w:t>a link</w:t></w:r></w:hyperlink>", "<w:hyperlink>", "</w:hyperlink>",
    '<w:r><w:footnoteReference w:id="2"/></w:r>', "<!-- ", " -->", "<![CDATA[ ", "]]>", "<?pi ", "?>",
    "<w:r><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>in a box</w:t></w:r></w:p></w:txbxContent></v:textbox>"
    "</w:pict></w:r>",
]  # fmt: skip
BLOCKS = ["", "<w:p/>", '<w:p w:rsidR="00AB12CD"/>', '<w:bookmarkStart w:id="2" w:name="_Ref78"/>', "<w:sdt>",
          table(("Prix", "100")), '<w:taken w:n="0"/>', "</w:p>", "<w:p>", "\n  "]  # fmt: skip
runs = st.builds(r, st.sampled_from(TEXTS), st.sampled_from(RUN_PROPERTIES))
numbered = runs.map(lambda run: run.replace("<w:r>", '<w:r w:rsidRPr="00AB12CD">'))
content = st.lists(st.one_of(runs, runs, numbered, st.sampled_from(BETWEEN)), max_size=5).map("".join)
paragraphs = st.builds(
    lambda inner, properties, opening: opening + p("<w:x/>" + inner, properties)[5:].replace("<w:x/>", ""),
    content,
    st.sampled_from(PROPERTIES),
    st.sampled_from(["<w:p>", "<w:p>", '<w:p w:rsidR="00AB12CD" w:rsidP="00000000">', '<w:p w:x="y">', "<w:p >"]),
)
plain = st.lists(runs, min_size=1, max_size=3).map(lambda found: p("".join(found)))
bodies = st.lists(st.one_of(paragraphs, plain, st.sampled_from(BLOCKS)), min_size=1, max_size=8).map("".join)


def outcome(data: bytes, view: str, *, long_way: bool) -> tuple[Contract, object] | str:
    try:
        contract = read_located(data, view=view).contract if long_way else read_docx(data, view=view)
    except ReadError as error:
        return str(error)
    return contract, contract.notes


def same(data: bytes) -> None:
    for view in ("final", "original"):
        assert outcome(data, view, long_way=False) == outcome(data, view, long_way=True)


def taken(data: bytes) -> tuple[int, int]:
    """(paragraphs taken out of the main part, paragraphs left in)."""
    package = open_package(data)
    shortcut = Shortcut(_Desk(package, True).context(package.main, {}), Limits())
    root = package.xml(package.main, shortcut.thin(package.parts[package.main]))
    assert shortcut.stands(root)
    return len(shortcut.taken), sum(1 for _ in root.iter(f"{W}p"))


@given(bodies)
def test_both_ways_read_the_same(body: str) -> None:
    same(docx(body, MORE))


@given(st.lists(plain, min_size=1, max_size=6).map("".join))
def test_plain_paragraphs_are_taken_out_but_for_other_entities(body: str) -> None:
    if not any(sign in body for sign in ("&#", "vanish", "Hidden", "/w:p></w:t>", "1 > 0")):
        assert taken(docx(body, MORE))[1] == 0


def refers(name: str, result: str, code: str = "REF {} \\\\r \\\\h ") -> str:
    return f"{BEGIN}<w:r><w:instrText> {code.format(name)}</w:instrText></w:r>{SEPARATE}{result}{END}"


@pytest.mark.parametrize(
    "content",
    [
        r("See ") + refers("_Ref1", r("4.1")) + r(" and ") + refers("_Ref2", r("4.2")) + r("."),
        refers("_Ref1", "<w:r><w:tab/></w:r>" + r("4.1")) + r(" ends"),
        refers("_Ref1", r("4.1") + "<w:r><w:tab/></w:r>"),
        r("a") + refers("_Ref1", r("4") + r(".1", "<w:b/>")) + refers("anyreference", r("9")),
        refers("_Ref1", r("out") + refers("_Ref2", r("in")) + r("out again")),
        refers("_Ref1", r("4.1"), "REF _Re</w:instrText></w:r><w:r><w:instrText>f1"),
        refers("_Toc5", r("12"), "PAGEREF {} ") + r(" pages"),
        refers("_Ref1", r("4.1"), 'ref "{}" '),
        refers("_Ref1", '<w:r><w:tab/></w:r><w:hyperlink w:anchor="x">' + r("4.1") + "</w:hyperlink>"),
    ],
)
def test_references_lead_where_they_lead(content: str) -> None:
    data = docx(p(content) + p("after"), MORE)
    same(data)
    assert taken(data)[0] >= 1


@pytest.mark.parametrize(
    "body",
    [
        f"<!-- {p('Gone.')} -->{p('Here.')}",
        "<w:p><w:r><w:t><![CDATA[</w:t></w:r></w:p><w:p>]]></w:t></w:r></w:p>",
        f"<!-- </w:p><w:p> -->{p('Here.')}<!-- -->",
        '<w:taken w:n="0"/>' + p("Once."),
        f'<!-- {p("Gone.")} --><x:taken xmlns:x="{W[1:-1]}" x:n="0"/>',
        f'<x:p xmlns:x="{W[1:-1]}"><x:r><x:t>By another name.</x:t></x:r></x:p>' + p("Here."),
        '<w:tbl xmlns:w="urn:other">' + p("Of another kind.") + "</w:tbl>" + p("Here."),
        p("Here.") + '<w:p w:rsidR="1" w:rsidR="2"><w:r><w:t>twice</w:t></w:r></w:p>',
        "<w:p><w:r><w:t>a</w:t></w:r><w:p><w:r><w:t>b</w:t></w:r></w:p><w:r><w:t>c</w:t></w:r></w:p>",
        p("a") + "<w:p><w:r><w:t>not closed</w:t></w:r>",
        p("a") + "<w:p><w:r><w:t>&unknown;</w:t></w:r></w:p>",
        p("a\x01b"),
        p("a") + '<w:p w:x="1><w:r><w:t>a</w:t></w:r></w:p>',
        p("a") + '<w:p w14:paraId="00AB12CD"><w:r><w:t>a</w:t></w:r></w:p>',
    ],
)
def test_tricks_with_markup_change_nothing(body: str) -> None:
    data = docx(body)
    short, long = outcome(data, "final", long_way=False), outcome(data, "final", long_way=True)
    if "rsidR" in body or "paraId" in body:  # what is wrong in attributes that nobody reads may be overlooked
        assert not isinstance(short, str)
    else:
        assert short == long


@pytest.mark.parametrize("head", ['<?xml version="1.0" encoding="ISO-8859-1"?>', "", "\ufeff", "<!-- c -->"])
def test_other_codes_and_openings_are_read_alike(head: str) -> None:
    made = parts(p("Durée : « 2 ans ».") + p("Fin."))
    root = made["word/document.xml"].decode().partition("?>")[2]
    made["word/document.xml"] = (head + root).encode("latin-1" if "ISO" in head else "utf-8")
    same(pack(made))
    assert [q.text for q in read_docx(pack(made)).paragraphs()] == ["Durée : « 2 ans ».", "Fin."]


def test_a_stub_in_a_header_stands_for_nothing() -> None:
    reference = '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/></w:sectPr>'
    stub = STUB.replace(W, "w:")
    data = docx(p("Un.") + reference, {"header1": p("En-tête.") + f'<{stub} w:n="0"/>'})
    assert [q.text for q in read_docx(data).paragraphs()] == ["Un."]
    same(data)


def test_limits_hold_on_the_short_way_too() -> None:
    data = docx(p("Un.") * 50)
    for limits in (Limits(paragraphs=49), Limits(elements=20)):
        with pytest.raises(ReadError):
            read_docx(data, limits=limits)


CELL = "<w:tc><w:tcPr>{}</w:tcPr>{}</w:tc>"
FLOODS = {  # each would take minutes if its cost grew with its square
    "angles": "<w:p><w:r><w:t>" + ">" * 1_000_000 + "</w:t><w:tab/></w:r></w:p>",
    "fields": p("".join(f"{BEGIN}{SEPARATE}{r('x')}" for _ in range(10_000))),
    "a field open over all": p(f"{BEGIN}<w:r><w:instrText>REF x</w:instrText></w:r>{SEPARATE}") + p("a") * 40_000,
    "markups": "".join(p(r("a", f'<w:color w:val="{n}"/>')) for n in range(40_000)),
    "properties": "".join(p("a", f'<w:ind w:left="{n}"/>') for n in range(40_000)),
    "signs": p("!?" * 1_000_000),
    "ends": p("/w:p>" * 200_000),
    "starts": "<w:p><w:r><w:t>" * 60_000,
    "cells": "<w:tbl><w:tr>" + CELL.format("", p("a")) * 40_000 + CELL.format("<w:gridSpan/>", "") + "</w:tr></w:tbl>",
    "open cells": p("a") + "<w:tc><w:tcPr>" * 200_000,
    "tabs": "".join(p(f"<w:r><w:t>{n}.</w:t><w:tab/><w:t>a</w:t></w:r>") for n in range(40_000)),
}


@pytest.mark.parametrize("flood", FLOODS)
def test_floods_of_markup_cost_in_proportion(flood: str) -> None:
    before = time.process_time()
    with contextlib.suppress(ReadError):
        read_docx(docx(FLOODS[flood], MORE))
    assert time.process_time() - before < 20


@pytest.mark.parametrize("language", LANGUAGES)
def test_most_of_our_own_contracts_takes_the_short_cut(language: str) -> None:
    data = write_docx(draft(everything(language), library(), lenient=True))
    out, left = taken(data)
    assert out > left
    same(data)


@needs_corpora
@pytest.mark.slow
@pytest.mark.parametrize("group", ["valid", "contracts", "corrupt"])
def test_both_ways_read_real_documents_alike(group: str) -> None:
    files = sorted((CORPORA / "docx" / group).glob("*.docx"))
    assert files
    for file in files:
        same(file.read_bytes())


def test_a_bookmark_before_plain_text_leaves_the_rest_plain() -> None:
    body = p('<w:bookmarkStart w:id="1" w:name="_Ref1"/>' + r("4. ") + r("Term", "<w:lang/>")) + p(r("after"))
    same(docx(body, MORE))
    assert taken(docx(body, MORE)) == (2, 0)


def test_ends_of_bookmarks_say_nothing_and_links_are_followed_to_their_end() -> None:
    end = '<w:bookmarkEnd w:id="{}"/>'
    linked = '<w:hyperlink w:anchor="x">' + r("4.1") + r(" and 4.2", "<w:b/>") + "</w:hyperlink>" + r(".")
    body = p(end.format(1) + r("a") + end.format(2)) + p(linked) + p(end.format("3 x") + r("b"))
    same(docx(body, MORE))
    same(docx(p(linked.replace("</w:hyperlink>", "")) + p(r("b") + "</w:hyperlink>"), MORE))
    assert taken(docx(p(end.format(1) + r("a")) + p(linked), MORE)) == (2, 0)


@pytest.mark.parametrize("properties", ["", "<w:b/>", "<w:vanish/>"])
@pytest.mark.parametrize("text", ["1.", "« Prix »", "a &amp; b", "\u00ad", "anyreferencetext", "a > b", "\u2028"])
def test_texts_before_a_tab_in_the_same_run(text: str, properties: str) -> None:
    run = f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t><w:tab/><w:t>{text}</w:t><w:br/><w:t>end</w:t></w:r>"
    same(docx(p(run + r("after")) + p(run) + p(run.replace("<w:t>", '<w:t xml:space="preserve">')), MORE))


def test_cells_of_plain_paragraphs_stand_as_one_stub_beside_others() -> None:
    contents = [
        ("", p("a")),
        ('<w:tcW w:w="5"/>', p("b") + p("c")),
        ('<w:gridSpan w:val="2"/>', p("d")),
        ("", p("e") + "<w:p/>"),
        ("<w:tcBorders><w:top/></w:tcBorders>", p("f")),
        ("<w:cellDel/>", p("g")),
        ("", table(("h", "i")) + p("k")),
    ]
    cells = [CELL.format(*each) for each in contents]
    rows = "".join(f"<w:tr>{''.join(cells[k:] + cells[:k])}</w:tr>" for k in range(len(cells)))
    data = docx(p("before") + f"<w:tbl>{rows}</w:tbl>" + p("after"), MORE)
    same(data)
    assert taken(data)[1] == len(cells)  # the empty ones


@pytest.mark.parametrize(
    "body",
    [
        p('<w:bookmarkStart w:id="1" w:name="@@"/>' + r("a")),
        p(refers("@@", r("4.1")) + r("a")),
        p("<w:r><w:t>@@</w:t><w:tab/><w:t>a</w:t></w:r>"),
        p("@@"),
    ],
)
def test_bytes_that_are_no_letters_are_refused_on_both_ways(body: str) -> None:
    made = parts(p("before") + body + p("after"), MORE)
    made["word/document.xml"] = made["word/document.xml"].replace(b"@@", b"\xe9\x28")
    same(pack(made))
