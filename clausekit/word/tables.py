"""Tables of the contract as Word tables: data with repeated headers, signatures that never split."""

from __future__ import annotations

from dataclasses import dataclass, replace

from clausekit.model import Block, Cell, Paragraph, Part, Role, Table, TableKind
from clausekit.word.columns import DENSE, DENSE_INNER, INNER, columns_of, figure_columns, grid, text_of
from clausekit.word.elements import clean, el
from clausekit.word.names import Element, W
from clausekit.word.paragraphs import Desk, Setting, write_paragraph

SIGNING_SPACE = 1400
FIGURE_INSET = 80  # between figures and the text of the next column
_HELD_TEXT = 1800  # characters: with the table still less than a page


@dataclass(frozen=True, slots=True)
class _Frame:
    """A table with its columns settled, and where it is being written."""

    table: Table
    grid: list[int]
    right: set[int]  # columns of figures
    desk: Desk
    part: Part


def write_table(table: Table, desk: Desk, part: Part, *, width: int = 0) -> Element:
    """One `w:tbl`: fixed widths, alternative text, rows that do not break across pages."""
    width = width or desk.width
    columns = columns_of(table)
    frame = _Frame(table, grid(table, columns, width), figure_columns(table, columns), desk, part)
    widths = el("tblGrid", *(el("gridCol", w=column) for column in frame.grid))
    rows = [_row(frame, index) for index, row in enumerate(table.rows) if row]
    return el("tbl", _properties(table, desk, width), widths, *rows)


def _properties(table: Table, desk: Desk, width: int) -> Element:
    head = " | ".join(text_of(cell) for row in table.rows[:1] for cell in row)
    title = el("tblCaption", val=clean(table.title)) if table.title else None
    style = "signature_table" if table.kind is TableKind.SIGNATURE else "data_table"
    columns = columns_of(table)
    first_row = int(bool(table.header_rows) and table.kind is TableKind.DATA)
    look = el("tblLook", val="04A0" if first_row else "0480", firstRow=first_row, lastRow=0, firstColumn=0,
              lastColumn=0, noHBand=0, noVBand=1)  # fmt: skip
    return el(
        "tblPr", el("tblStyle", val=desk.wardrobe.styles[style]), el("tblW", w=width, type="dxa"),
        el("tblLayout", type="fixed"), _margins(columns), look, title, el("tblDescription", val=head),
    )  # fmt: skip


def _margins(columns: int) -> Element | None:
    if columns < DENSE:
        return None
    half = DENSE_INNER // 2
    return el("tblCellMar", el("left", w=half, type="dxa"), el("right", w=half, type="dxa"))


def _row(frame: _Frame, index: int) -> Element:
    table = frame.table
    last = index == len(table.rows) - 1
    head = index < table.header_rows
    signing = table.kind is TableKind.SIGNATURE
    style = "signature_text" if signing else "table_head" if head else "table_text"
    if len(frame.grid) >= DENSE and not signing:
        style += "_dense"
    space = el("trHeight", val=SIGNING_SPACE, hRule="atLeast") if signing and last else None
    repeated = el("tblHeader") if head and not signing else None
    element = el("tr", el("trPr", el("cantSplit"), space, repeated))
    column = 0
    for cell in table.rows[index]:
        align = "right" if column in frame.right and cell.span == 1 else ""
        inset = FIGURE_INSET if align and column + 1 not in frame.right else 0
        setting = Setting(style=style, keep=(signing and not last) or head, align=align, inset=inset)
        element.append(_cell(cell, sum(frame.grid[column : column + cell.span]), setting, frame))
        column += cell.span
    return element


def _cell(cell: Cell, width: int, setting: Setting, frame: _Frame) -> Element:
    head, signing = setting.style.startswith("table_head"), setting.style == "signature_text"
    properties = el("tcPr", el("tcW", w=width, type="dxa"))
    if cell.span > 1:
        properties.append(el("gridSpan", val=cell.span))
    if head:
        properties.append(el("shd", val="clear", color="auto", fill="1F3251"))
    if not signing:
        properties.append(el("vAlign", val="center"))
    element = el("tc", properties)
    for block in cell.blocks:
        if isinstance(block, Paragraph):
            plain = block.role in (Role.BODY, Role.CONTINUATION, Role.DEFINITION)
            place = setting if plain else replace(setting, style="")
            element.append(write_paragraph(block, frame.desk, frame.part, place))
        elif any(block.rows):
            element.append(write_table(block, frame.desk, frame.part, width=width - INNER))
    if element[-1].tag != f"{W}p":  # a cell must end with a paragraph
        style = el("pStyle", val=frame.desk.wardrobe.styles[setting.style])
        element.append(el("p", el("pPr", style, el("keepNext") if setting.keep else None)))
    return element


def held_by_signatures(blocks: tuple[Block, ...]) -> set[int]:
    """Places in `blocks` of the paragraphs that must stay with the signature table below them."""
    tables = [k for k, b in enumerate(blocks) if isinstance(b, Table) and b.kind is TableKind.SIGNATURE]
    return set(range(_first_held(blocks[: tables[0]]), tables[-1])) if tables else set()


def _first_held(before: tuple[Block, ...]) -> int:
    """Where the held text begins: at the heading when what lies between is short, else three paragraphs above."""
    text = sum(len(block.text) for block in before if isinstance(block, Paragraph))
    whole = text <= _HELD_TEXT and all(isinstance(block, Paragraph) for block in before)
    return 0 if whole else max(0, len(before) - 3)
