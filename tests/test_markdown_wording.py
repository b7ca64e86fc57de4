"""Restricted Markdown and wording files: paragraphs, marks, references, blocks for variants and laws."""

from __future__ import annotations

import pytest
from clausekit.library.markdown import Draft, MarkdownFault, Reference, parse
from clausekit.library.templates import CLOSE, OPEN, Piece
from clausekit.library.wording import parse_wording
from clausekit.model import MarkKind, Role
from hypothesis import given
from hypothesis import strategies as st


def one(source: str, *pieces: Piece) -> Draft:
    drafts = parse(source, pieces)
    assert len(drafts) == 1
    return drafts[0]


def marks(draft: Draft) -> list[tuple[str, MarkKind]]:
    return [(draft.text[mark.start : mark.end], mark.kind) for mark in draft.marks]


# -- paragraphs --------------------------------------------------------------------------------


def test_nested_lists_become_levels_and_typed_numbers_are_ignored() -> None:
    drafts = parse("Chapeau.\n\n7. un\n   1. deux\n      1. trois\n\n   suite de un\n9. quatre", [])
    assert [(d.text, d.role, d.level) for d in drafts] == [
        ("Chapeau.", Role.BODY, 0),
        ("un", Role.CLAUSE, 2),
        ("deux", Role.CLAUSE, 3),
        ("trois", Role.CLAUSE, 4),
        ("suite de un", Role.CONTINUATION, 2),
        ("quatre", Role.CLAUSE, 2),
    ]


def test_lines_of_one_paragraph_join_with_one_space() -> None:
    assert one("un\ndeux  \ntrois\\\nquatre").text == "un deux trois quatre"


def test_bold_is_a_term_and_emphasis_is_italic() -> None:
    draft = one("Le **Contrat *sui generis*** et _prorata_.")
    assert draft.text == "Le Contrat sui generis et prorata."
    assert sorted(marks(draft)) == [
        ("Contrat sui generis", MarkKind.TERM), ("prorata", MarkKind.ITALIC), ("sui generis", MarkKind.ITALIC)
    ]  # fmt: skip


def test_marks_cover_pieces_of_any_length() -> None:
    draft = one(f"**{OPEN}0{CLOSE}** et {OPEN}1{CLOSE}", Piece("Novalys"), Piece("[• prix]", "fee"))
    assert marks(draft) == [("Novalys", MarkKind.TERM), ("[• prix]", MarkKind.BLANK)]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_a_piece_is_never_read_as_markdown(text: str) -> None:
    assert one(f"a {OPEN}0{CLOSE}", Piece(text)).text == f"a {text}"


def test_references_stand_at_their_place_and_leave_no_text() -> None:
    draft = one("Voir l'[[ref:pilot_test]] et [[ref:g.ip#own_results]].")
    assert draft.text == "Voir l' et ."
    assert draft.references == (Reference(7, "pilot_test", ""), Reference(11, "g.ip", "own_results"))


def test_an_anchor_is_taken_out_with_the_space_before_it() -> None:
    draft = one("La durée est fixée. [[#duration]]")
    assert (draft.text, draft.anchor) == ("La durée est fixée.", "duration")


@pytest.mark.parametrize(
    ("source", "asked"),
    [
        ("[[table:kpis]]", ("table", "kpis")), ("[[definitions]]", ("definitions", "")),
        ("1. [[parties]]", ("parties", "")),
    ],
)  # fmt: skip
def test_a_block_alone_on_its_line_asks_drafting_for_it(source: str, asked: tuple[str, str]) -> None:
    draft = one(source)
    assert (draft.generated, draft.text) == (asked, "")


@pytest.mark.parametrize(
    "source",
    [
        "# titre", "- puce", "* puce", "> citation", "`code`", "```\ncode\n```", "[lien](x)", "![image](x)", "---",
        "<http://x.y>", "[[ref:Bad Id]]", "[[table:x]] et texte", "a [[#b]] c [[#d]]", "a [[inconnu b", "a]] b",
        "1. a\n   1. b\n      1. c\n         1. d", "1. un\n   3. deux",
    ],
)  # fmt: skip
def test_anything_else_in_markdown_is_a_fault_and_never_printed(source: str) -> None:
    with pytest.raises(MarkdownFault):
        parse(source, [])


def test_a_fault_knows_its_line() -> None:
    with pytest.raises(MarkdownFault, match="bullet_list_open") as caught:
        parse("un\n\ndeux\n\n- trois", [])
    assert caught.value.line == 5


@pytest.mark.parametrize(
    "text", ["5 < 6 > 4", "a <b> c", "R&D &amp; co", "a_b_c", "http://x.y", "art. L. 442-1, I", "a * b"]
)
def test_ordinary_signs_are_printed_as_they_are(text: str) -> None:
    assert one(text).text == text


# -- wording files -----------------------------------------------------------------------------

FILE = """# Phase pilote
<!-- remark -->

## -
Chapeau.

## duration, extension
Commun.

## duration, extension @light
Léger.

## duration, extension /ew
Anglais.

## exit @protective @balanced
Sortie.

## -
Fin.
"""


def sources(variant: str, law: str) -> list[str]:
    wording, faults = parse_wording(FILE, "fr.md")
    assert faults == []
    return [block.source for block in wording.select(variant=variant, law=law)]


def test_a_block_of_a_variant_or_law_replaces_the_common_one() -> None:
    assert sources("balanced", "fr") == ["Chapeau.", "Commun.", "Sortie.", "Fin."]
    assert sources("light", "fr") == ["Chapeau.", "Léger.", "Fin."]
    assert sources("balanced", "ew") == ["Chapeau.", "Anglais.", "Sortie.", "Fin."]
    assert sources("light", "ew") == ["Chapeau.", "Léger.", "Fin."]


def test_blocks_know_their_elements_and_line() -> None:
    wording, _ = parse_wording(FILE, "fr.md")
    assert [(b.elements, b.line) for b in wording.blocks][:2] == [((), 4), (("duration", "extension"), 7)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("texte libre\n## a\nb", "before the first"), ("## a @strong\nb", "unknown variant or law: strong"),
        ("## a /de\nb", "unknown variant or law: de"), ("## a\n\n## b\nc", "the block 'a' is empty"),
    ],
)  # fmt: skip
def test_faults_of_a_wording_file_are_told(text: str, message: str) -> None:
    _, faults = parse_wording(text, "fr.md")
    assert len(faults) == 1
    assert message in str(faults[0])


@given(st.text())
def test_any_text_gives_blocks_or_faults(text: str) -> None:
    wording, faults = parse_wording(text, "x")
    assert all(block.source.strip() for block in wording.blocks)
    assert all(fault.path == "x" and fault.line >= 1 for fault in faults)
