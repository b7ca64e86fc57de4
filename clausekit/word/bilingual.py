"""One contract in two languages: a table of two columns a clause, a row a paragraph."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from clausekit.model import Block, Contract, MarkKind, Paragraph, Part, Role, Section, Table, TableKind
from clausekit.word.elements import control, el
from clausekit.word.names import Element, W
from clausekit.word.paragraphs import Desk, Setting, write_paragraph
from clausekit.word.streams import SECOND_TAG
from clausekit.word.tables import held_by_signatures, write_table

Row = tuple[list[Paragraph], list[Paragraph]]
_OWN_ROW = (Role.PARTY, Role.RECITAL, Role.DEFINITION, Role.BODY, Role.CAPTION)
_GAP = 120  # height of the line between two tables, which would become one in Word


@dataclass(frozen=True, slots=True)
class Desks:
    """What writing either column needs; both share what must be unique in a document."""

    left: Desk
    right: Desk


def second_anchors(contract: Contract) -> Contract:
    """The contract with bookmarks of its own: a name may stand once in a document."""
    return replace(contract, sections=tuple(_renamed_section(section) for section in contract.sections))


def _renamed_section(section: Section) -> Section:
    heading = _renamed(section.heading) if section.heading else None
    return replace(section, heading=heading, blocks=tuple(_renamed_block(block) for block in section.blocks))


def _renamed_block(block: Block) -> Block:
    if isinstance(block, Paragraph):
        return _renamed(block)
    rows = tuple(
        tuple(replace(c, blocks=tuple(_renamed_block(inner) for inner in c.blocks)) for c in row) for row in block.rows
    )
    return replace(block, rows=rows)


def _renamed(paragraph: Paragraph) -> Paragraph:
    marks = tuple(replace(m, target=_name(m.target)) if m.kind is MarkKind.REF else m for m in paragraph.marks)
    return replace(paragraph, anchor=_name(paragraph.anchor), marks=marks)


def _name(anchor: str) -> str:
    return f"_Ref{int(hashlib.sha256(f'2|{anchor}'.encode()).hexdigest()[:12], 16) % 10**9:09d}" if anchor else ""


# -- writing -----------------------------------------------------------------------------------


def write_pair(
    left: Section, right: Section, desks: Desks, *, anchors: tuple[str, str], new_page: bool
) -> list[Element]:
    """The blocks of one clause in both languages; tables stand below the columns, over the whole width."""
    hold = bool(held_by_signatures(left.blocks))
    settings = (Setting(toc_anchor=anchors[0], keep=hold), Setting(toc_anchor=anchors[1], keep=hold))
    annex = left.part is Part.ANNEX
    elements = [_gap(new_page=True)] if annex or new_page else []
    rows: list[Element] = []
    if left.heading and right.heading:
        rows.append(_row(([left.heading], [right.heading]), desks, left.part, settings, whole=True))
    for piece in _pieces(left.blocks, right.blocks):
        if isinstance(piece[0], Table) and isinstance(piece[1], Table):
            elements += _table_of(rows, desks)
            elements += _tables(piece[0], piece[1], desks, left.part)
            rows = []
        else:
            plain = (Setting(keep=hold), Setting(keep=hold))
            rows += [_row(row, desks, left.part, plain) for row in _aligned(*piece)]  # type: ignore[arg-type]
    elements += _table_of(rows, desks)
    return elements


def _gap(*, new_page: bool = False, keep: bool = False) -> Element:
    return el("p", el(
        "pPr", el("keepNext") if keep else None, el("pageBreakBefore") if new_page else None,
        el("spacing", before=0, after=0, line=_GAP, lineRule="exact"),
    ))  # fmt: skip


def _table_of(rows: Sequence[Element], desks: Desks) -> list[Element]:
    """The rows as one table, and the line that parts it from the next."""
    if not rows:
        return []
    width = desks.left.width
    half = width // 2
    table = el(
        "tbl",
        el(
            "tblPr", el("tblStyle", val=desks.left.wardrobe.styles["bilingual_table"]),
            el("tblW", w=width, type="dxa"), el("tblLayout", type="fixed"),
            el("tblLook", val="0400", firstRow=0, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
        ),
        el("tblGrid", el("gridCol", w=half), el("gridCol", w=width - half)),
        *rows,
    )  # fmt: skip
    held = rows[-1].find(f".//{W}keepNext") is not None
    return [table, _gap(keep=held)]


def _row(row: Row, desks: Desks, part: Part, settings: tuple[Setting, Setting], *, whole: bool = False) -> Element:
    half = desks.left.width // 2
    cells = []
    for column, desk, setting in ((row[0], desks.left, settings[0]), (row[1], desks.right, settings[1])):
        paragraphs = [write_paragraph(paragraph, desk, part, setting) for paragraph in column]
        width = half if desk is desks.left else desks.left.width - half
        cells.append(el("tc", el("tcPr", el("tcW", w=width, type="dxa")), *(paragraphs or [el("p")])))
    return el("tr", el("trPr", el("cantSplit")) if whole or settings[0].keep else None, *cells)


def _tables(left: Table, right: Table, desks: Desks, part: Part) -> list[Element]:
    """Both tables, one below the other; there is one place to sign, labelled in both languages."""
    elements = [write_table(left, desks.left, part), _gap()] if any(left.rows) else []
    if any(right.rows) and left.kind is not TableKind.SIGNATURE:
        number = desks.right.control_id(f"second|{len(desks.right.written)}")
        table = write_table(right, desks.right, part)
        elements += [control([table], alias=SECOND_TAG, tag=SECOND_TAG, number=number, hidden=True), _gap()]
    return elements


# -- which paragraphs stand beside each other --------------------------------------------------


def _pieces(left: Sequence[Block], right: Sequence[Block]) -> Iterator[tuple[object, object]]:
    """Tables in pairs, and the paragraphs between them as two lists."""
    cut_left, cut_right = _cut(left), _cut(right)
    if [type(piece) for piece in cut_left] == [type(piece) for piece in cut_right]:
        yield from zip(cut_left, cut_right, strict=True)
        return
    paragraphs = ([b for b in left if isinstance(b, Paragraph)], [b for b in right if isinstance(b, Paragraph)])
    yield paragraphs
    tables = ([b for b in left if isinstance(b, Table)], [b for b in right if isinstance(b, Table)])
    empty = Table(())
    for k in range(max(map(len, tables))):
        yield tables[0][k] if k < len(tables[0]) else empty, tables[1][k] if k < len(tables[1]) else empty


def _cut(blocks: Sequence[Block]) -> list[object]:
    pieces: list[object] = []
    for block in blocks:
        if isinstance(block, Table):
            pieces.append(block)
        elif pieces and isinstance(pieces[-1], list):
            pieces[-1].append(block)
        else:
            pieces.append([block])
    return pieces


def _aligned(left: list[Paragraph], right: list[Paragraph]) -> list[Row]:
    """A row a paragraph when both languages run alike, else a row a numbered clause, else one row."""
    for cut in (_any, _begins_row):
        ours, theirs = _groups(left, cut), _groups(right, cut)
        if [_shape(group) for group in ours] == [_shape(group) for group in theirs]:
            return list(zip(ours, theirs, strict=True))
    return [(left, right)]


def _any(_: Paragraph) -> bool:
    return True


def _begins_row(paragraph: Paragraph) -> bool:
    return (paragraph.role is Role.CLAUSE and paragraph.level == 2) or paragraph.role in _OWN_ROW


def _groups(paragraphs: list[Paragraph], begins: Callable[[Paragraph], bool]) -> list[list[Paragraph]]:
    groups: list[list[Paragraph]] = []
    for paragraph in paragraphs:
        if not groups or begins(paragraph):
            groups.append([])
        groups[-1].append(paragraph)
    return groups


def _shape(group: list[Paragraph]) -> tuple[Role, int, str]:
    first = group[0]
    return first.role, first.level, "" if first.role is Role.HEADING else first.number
