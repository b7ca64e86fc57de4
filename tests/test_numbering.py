"""The numbers Word shows, and what references to them show."""

from __future__ import annotations

import pytest
from clausekit.model import Role
from clausekit.word.listdefs import definitions
from clausekit.word.numbering import full_context, labels, numbered_paragraphs, own_number, relative_context
from clausekit.word.numerals import numeral
from clausekit.word.package import open_package
from clausekit.word.read import read_docx

from making import abstract, docx, item, level, num, p, r, style, table


def shown(body: str, lists: str, styles: str = "", language: str = "") -> list[str]:
    package = open_package(docx(body, {"numbering": lists, "styles": styles}))
    roots = [package.xml(f"word/{name}.xml") for name in ("document", "numbering", "styles")]
    return [label for _, label, _ in labels(*roots, language=language)]


THREE = (level(0, "Article %1."), level(1, "%1.%2"), level(2, "(%3)", "lowerLetter"))


def test_levels_count_and_restart() -> None:
    body = item("a") + item("b", depth=1) + item("c", depth=2) + item("d", depth=2) + item("e") + item("f", depth=1)
    assert shown(body, abstract(0, *THREE) + num(1, 0)) == [
        "Article 1.",
        "1.1",
        "(a)",
        "(b)",
        "Article 2.",
        "2.1",
    ]


def test_styles_bring_numbers_and_levels_name_their_style() -> None:
    lists = abstract(
        0, level(0, "%1.", extra='<w:pStyle w:val="A"/>'), level(1, "%1.%2", extra='<w:pStyle w:val="B"/>')
    )
    numbered = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    off = '<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>'
    on_a = '<w:basedOn w:val="A"/>'
    styles = style("A", "a", numbered) + style("B", "b", on_a + numbered)
    styles += style("C", "c", on_a) + style("D", "d", on_a + off)
    body = "".join(p(name, f'<w:pStyle w:val="{name}"/>') for name in "ABCDB")
    assert shown(body, lists + num(1, 0), styles) == ["1.", "1.1", "2.", "2.1"]


def test_a_number_can_be_switched_off() -> None:
    styles = style("A", "a", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    off = p("b", '<w:pStyle w:val="A"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    body = p("a", '<w:pStyle w:val="A"/>') + off + p("c", '<w:pStyle w:val="A"/>')
    assert shown(body, abstract(0, level(0, "%1.")) + num(1, 0), styles) == ["1.", "2."]


def test_lists_on_one_abstract_list_share_the_count_unless_overridden() -> None:
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    lists = abstract(0, level(0, "%1.")) + num(1, 0) + num(2, 0) + num(3, 0, restart)
    body = item("a") + item("b", 2) + item("c", 3) + item("d", 3) + item("e", 1)
    assert shown(body, lists) == ["1.", "2.", "1.", "2.", "3."]


def test_a_level_can_be_replaced_in_one_list() -> None:
    other = f'<w:lvlOverride w:ilvl="0">{level(0, "%1)", "upperRoman", start=4)}</w:lvlOverride>'
    assert shown(item("a") + item("b"), abstract(0, level(0, "%1.")) + num(1, 0, other)) == ["IV)", "V)"]


def test_list_styles_are_followed() -> None:
    lists = (
        abstract(0, extra='<w:numStyleLink w:val="L"/>')
        + abstract(1, level(0, "§%1"), extra='<w:styleLink w:val="L"/>')
        + num(1, 0) + num(2, 1)
    )  # fmt: skip
    styles = style("L", "l", '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>', "numbering")
    assert shown(item("a") + item("b", 2), lists, styles) == ["§1", "§2"]


@pytest.mark.parametrize(("restart", "expected"), [("0", "(3)"), ("1", "(3)"), ("2", "(1)")])
def test_levels_restart_when_told(restart: str, expected: str) -> None:
    lists = abstract(
        0, level(0, "%1."), level(1, "%1.%2"), level(2, "(%3)", extra=f'<w:lvlRestart w:val="{restart}"/>')
    )
    lists += num(1, 0)
    body = item("a") + item("b", depth=2) + item("c", depth=2) + item("d", depth=1) + item("e", depth=2)
    assert shown(body, lists)[-1] == expected


def test_legal_numbers_are_decimal() -> None:
    lists = abstract(0, level(0, "%1.", "upperRoman"), level(1, "%1.%2", extra="<w:isLgl/>")) + num(1, 0)
    assert shown(item("a") + item("b", depth=1), lists) == ["I.", "1.1"]


def test_bullets_are_bullets() -> None:
    lists = abstract(0, level(0, "\uf0b7", "bullet")) + num(1, 0)
    assert shown(item("a"), lists) == ["•"]


def test_a_bullet_inside_a_number_shows_nothing() -> None:
    lists = abstract(0, level(0, "%1."), level(1, "o", "bullet"), level(2, "%1.%2.%3")) + num(1, 0)
    assert shown(item("a") + item("b", depth=1) + item("c", depth=2), lists) == ["1.", "•", "1..1"]


def test_a_level_that_was_passed_over_has_been_counted() -> None:
    lists = abstract(0, level(0, "%1"), level(1, "%1.%2", "lowerLetter"), level(2, "%1.%2.%3", "upperRoman")) + num(
        1, 0
    )
    body = item("1") + item("a", depth=1) + item("2") + item("I", depth=2) + item("b", depth=1)
    assert shown(body, lists) == [
        "1",
        "1.a",
        "2",
        "2.a.I",
        "2.b",
    ]  # as typed beside its numbers by who made them in Word


def test_what_word_does_not_count_is_not_counted() -> None:
    deleted = item(f'<w:del w:id="1">{r("x")}</w:del>', more='<w:rPr><w:del w:id="2"/></w:rPr>')
    hidden = item(r("x", "<w:vanish/>"), more="<w:rPr><w:vanish/></w:rPr>")
    section = item("", more="<w:sectPr/>")
    body = item("a") + deleted + hidden + section + item("b")
    assert shown(body, abstract(0, level(0, "%1.")) + num(1, 0)) == ["1.", "2."]


def test_lists_go_through_tables_and_content_controls() -> None:
    body = item("a") + table((item("b"),)) + f"<w:sdt><w:sdtContent>{item('c')}</w:sdtContent></w:sdt>"
    assert shown(body, abstract(0, level(0, "%1.")) + num(1, 0)) == ["1.", "2.", "3."]


@pytest.mark.parametrize(
    ("count", "format", "language", "text"),
    [
        (4, "upperRoman", "en", "IV"), (27, "lowerLetter", "en", "aa"), (28, "upperLetter", "en", "BB"),
        (7, "decimalZero", "en", "07"), (1, "ordinal", "fr", "1er"), (2, "ordinal", "fr", "2e"),
        (22, "ordinal", "en", "22nd"),
        (1, "ordinalText", "fr", "Premier"), (5, "ordinalText", "fr", "Cinquième"),
        (21, "ordinalText", "en", "Twenty-first"),
        (71, "cardinalText", "fr", "Soixante-et-onze"), (80, "cardinalText", "fr", "Quatre-vingts"),
        (42, "cardinalText", "en", "Forty-two"), (3, "none", "en", ""), (9, "japaneseCounting", "en", "9"),
        (2_000_000_000, "lowerRoman", "en", "2000000000"),
    ],
)  # fmt: skip
def test_number_formats(count: int, format: str, language: str, text: str) -> None:
    assert numeral(count, format, language) == text


def test_custom_formats_keep_their_zeros() -> None:
    assert numeral(7, "custom", "en", "001, 002, 003, ...") == "007"


def test_references_show_the_number_alone_in_full_or_in_context() -> None:
    lists = abstract(0, *THREE, level(3, "(%4)", "lowerRoman")) + num(1, 0)
    body = item("a") + item("b", depth=1) + item("c", depth=2) + item("d", depth=3) + item("e", depth=3) + item("f")
    made = open_package(docx(body, {"numbering": lists}))
    defs = definitions(made.xml("word/numbering.xml"), None)
    numbers = [number for _, number in numbered_paragraphs(made.xml("word/document.xml"), defs)]
    target = numbers[4]
    assert own_number(numbers[0]) == "Article 1"
    assert own_number(target) == "(ii)"
    assert full_context(target) == "1.1(a)(ii)"
    assert relative_context(target, numbers[3]) == "(ii)"
    assert relative_context(target, numbers[1]) == "(a)(ii)"
    assert relative_context(target, numbers[5]) == "1.1(a)(ii)"
    assert relative_context(target) == "1.1(a)(ii)"


def test_the_same_labels_come_from_labels_and_from_reading() -> None:
    lists = abstract(0, *THREE) + num(1, 0)
    body = item("a") + item("b", depth=1) + item("c", depth=2)
    contract = read_docx(docx(body, {"numbering": lists}))
    assert [q.number for q in contract.paragraphs()] == shown(body, lists)
    assert [(q.role, q.level) for q in contract.paragraphs()][1:] == [(Role.CLAUSE, 2), (Role.CLAUSE, 3)]
