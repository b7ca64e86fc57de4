"""The body of a document: the contents, and the sections in their content controls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from clausekit.model import Contract, Paragraph, Role, Section, Table
from clausekit.word import fields
from clausekit.word.bilingual import Desks, write_pair
from clausekit.word.elements import clean, control, el, shorten
from clausekit.word.names import Element, W
from clausekit.word.paragraphs import NAME_LIMIT, Desk, Setting, write_paragraph
from clausekit.word.shell import has_place, put
from clausekit.word.tables import held_by_signatures, write_table

_SECOND = 10_000  # sets the headings of the second language apart


@dataclass(frozen=True, slots=True)
class Body:
    """What is written, where, and at which desk; `second` is the contract in another language."""

    contract: Contract
    document: Element
    desk: Desk
    second: Contract | None = None
    second_desk: Desk | None = None


def contents_lines(contract: Contract) -> int:
    """How many lines the table of contents has."""
    return sum(1 for section in contract.sections if _in_contents(section))


def write_body(body: Body, pages: Mapping[str, int] | None) -> None:
    """Put the contents and the contract in their places."""
    contents = has_place(body.document, "[[CK:TOC]]")
    lines = list(_lines(body))
    anchors = {line.index: line.anchor for line in lines}
    blocks: list[Element] = []
    for index in range(len(body.contract.sections)):
        blocks += _section(body, index, anchors, new_page=contents and index == 0)
    if not blocks or blocks[-1].tag == f"{W}tbl":  # Word wants a paragraph after the last table
        blocks.append(el("p"))
    put(body.document, "[[CK:TOC]]", [_contents(body, lines, pages)] if lines else [])
    put(body.document, "[[CK:BODY]]", blocks)


def _in_contents(section: Section) -> bool:
    heading = section.heading
    return heading is not None and heading.role is Role.HEADING and heading.level == 1


def _lines(body: Body) -> Iterator[fields.Line]:
    """Headings for the contents, those of a second language below the first's."""
    for index, section in enumerate(body.contract.sections):
        pair = [(index, section, 1)]
        if body.second is not None:
            pair.append((index + _SECOND, body.second.sections[index], 2))
        for place, one, level in pair:
            if one.heading and _in_contents(one):
                yield fields.Line(place, fields.toc_anchor(place, one.heading), one.heading, level)


def _contents(body: Body, lines: list[fields.Line], pages: Mapping[str, int] | None) -> Element:
    wardrobe, number = body.desk.wardrobe, body.desk.control_id("contents")
    languages = [body.contract.language, *([body.second.language] if body.second else [])]
    return fields.toc(lines, wardrobe, languages=languages, pages=pages, number=number)


def _section(body: Body, index: int, anchors: Mapping[int, str], *, new_page: bool) -> list[Element]:
    """A section's blocks, inside a content control when the section knows its clause."""
    section = body.contract.sections[index]
    if body.second is not None and body.second_desk is not None:
        names = (anchors.get(index, ""), anchors.get(index + _SECOND, ""))
        desks = Desks(body.desk, body.second_desk)
        blocks = write_pair(section, body.second.sections[index], desks, anchors=names, new_page=new_page)
    else:
        held = 0 in held_by_signatures(section.blocks)
        first = Setting(toc_anchor=anchors.get(index, ""), new_page=new_page, keep=held)
        blocks = [write_paragraph(section.heading, body.desk, section.part, first)] if section.heading else []
        blocks += _blocks(section, body.desk, new_page=first.new_page and not blocks)
    if section.tag is None or not blocks:
        return blocks
    tag = f"ck:{body.contract.language}.{section.tag.clause}@{section.tag.version}#{section.tag.digest}"
    title = clean(section.heading.text if section.heading else section.tag.clause)
    version = f" — {section.tag.version}"
    alias = shorten(title, NAME_LIMIT - len(version)) + version
    number = body.desk.control_id(section.tag.clause)
    return [control(blocks, alias=alias, tag=tag, number=number, hidden=True)]


def _blocks(section: Section, desk: Desk, *, new_page: bool) -> Iterator[Element]:
    held = held_by_signatures(section.blocks)
    before: Paragraph | Table | None = section.heading
    for index, block in enumerate(section.blocks):
        if isinstance(block, Table) and not any(block.rows):
            continue  # Word cannot open a table without cells
        if isinstance(block, Table):
            if isinstance(before, Table):  # two tables that touch become one in Word
                yield el("p", el("pPr", el("spacing", before=0, after=0)))
            yield write_table(block, desk, section.part)
        else:
            setting = Setting(
                keep=index in held, new_page=new_page and index == 0, after_table=isinstance(before, Table)
            )
            yield write_paragraph(block, desk, section.part, setting)
        before = block
