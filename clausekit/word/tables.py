"""Tables of the contract as Word tables: data with repeated headers, signatures that never split."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from clausekit.model import Block, Cell, Paragraph, Part, Role, Table, TableKind, iter_paragraphs
from clausekit.word.elements import clean, el
from clausekit.word.names import Element, W
from clausekit.word.paragraphs import Desk, Setting, write_paragraph

SIGNING_SPACE = 1400
_FIGURE = re.compile(r"[<>≤≥=~±+-]?\s?\d[\d\s.,/]*\s?(?:%|€|\$|£|EUR|USD|GBP|pts?|j|h|k€|M€)?")
_INNER = 200  # both cell margins
_SHORT = 14  # characters that stay on one line
_CHARACTER = 98  # average width of a character of table text
_DENSE = 7  # from so many columns on, smaller type and narrower margins
_DENSE_CHARACTER = 84
_DENSE_INNER = 100


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
    columns = max((sum(cell.span for cell in row) for row in table.rows), default=1)
    frame = _Frame(table, _grid(table, columns, width), _figure_columns(table, columns), desk, part)
    grid = el("tblGrid", *(el("gridCol", w=column) for column in frame.grid))
    rows = [_row(frame, index) for index, row in enumerate(table.rows) if row]
    return el("tbl", _properties(table, desk, width), grid, *rows)


def _properties(table: Table, desk: Desk, width: int) -> Element:
    head = " | ".join(_text(cell) for row in table.rows[:1] for cell in row)
    title = el("tblCaption", val=clean(table.title)) if table.title else None
    style = "signature_table" if table.kind is TableKind.SIGNATURE else "data_table"
    columns = max((sum(cell.span for cell in row) for row in table.rows), default=1)
    first_row = int(bool(table.header_rows) and table.kind is TableKind.DATA)
    look = el("tblLook", val="04A0" if first_row else "0480", firstRow=first_row, lastRow=0, firstColumn=0,
              lastColumn=0, noHBand=0, noVBand=1)  # fmt: skip
    return el(
        "tblPr", el("tblStyle", val=desk.wardrobe.styles[style]), el("tblW", w=width, type="dxa"),
        el("tblLayout", type="fixed"), _margins(columns), look, title, el("tblDescription", val=head),
    )  # fmt: skip


def _margins(columns: int) -> Element | None:
    if columns < _DENSE:
        return None
    half = _DENSE_INNER // 2
    return el("tblCellMar", el("left", w=half, type="dxa"), el("right", w=half, type="dxa"))


def _row(frame: _Frame, index: int) -> Element:
    table = frame.table
    last = index == len(table.rows) - 1
    head = index < table.header_rows
    signing = table.kind is TableKind.SIGNATURE
    style = "signature_text" if signing else "table_head" if head else "table_text"
    if len(frame.grid) >= _DENSE and not signing:
        style += "_dense"
    space = el("trHeight", val=SIGNING_SPACE, hRule="atLeast") if signing and last else None
    repeated = el("tblHeader") if head and not signing else None
    element = el("tr", el("trPr", el("cantSplit"), space, repeated))
    column = 0
    for cell in table.rows[index]:
        align = "right" if column in frame.right and cell.span == 1 else ""
        setting = Setting(style=style, keep=(signing and not last) or head, align=align)
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
            element.append(write_table(block, frame.desk, frame.part, width=width - _INNER))
    if element[-1].tag != f"{W}p":  # a cell must end with a paragraph
        style = el("pStyle", val=frame.desk.wardrobe.styles[setting.style])
        element.append(el("p", el("pPr", style, el("keepNext") if setting.keep else None)))
    return element


def _figure_columns(table: Table, columns: int) -> set[int]:
    """Columns whose every body cell is a figure: set right, as accounts are."""
    if table.kind is not TableKind.DATA or any(len(row) != columns for row in table.rows):
        return set()
    body = table.rows[table.header_rows :]
    return {k for k in range(columns) if body and all(_FIGURE.fullmatch(_text(row[k])) for row in body)}


def _grid(table: Table, columns: int, width: int) -> list[int]:
    """Column widths: as given, equal for signatures, otherwise by what stands in them."""
    if len(table.widths) == columns and sum(table.widths) > 0 and min(table.widths) > 0:
        weights = list(table.widths)
        least = [0] * columns
    elif table.kind is TableKind.SIGNATURE:
        weights, least = [1] * columns, [0] * columns
    else:
        weights, least = _wanted(table, columns)
    if sum(least) > width:
        least = [floor * width // sum(least) for floor in least]
    spare = width - sum(least)
    grid = [floor + spare * weight // sum(weights) for floor, weight in zip(least, weights, strict=True)]
    grid[-1] += width - sum(grid)
    return grid


def _wanted(table: Table, columns: int) -> tuple[list[int], list[int]]:
    """(width wanted, width of the longest word) of each column; a no-break space does not part words."""
    dense = columns >= _DENSE
    character, inner = (_DENSE_CHARACTER, _DENSE_INNER) if dense else (_CHARACTER, _INNER)
    weights, least = [400 if dense else 600] * columns, [400 if dense else 600] * columns
    for row in table.rows:
        if len(row) != columns:
            continue
        for k, cell in enumerate(row):
            text = _text(cell)
            words = [text] if len(text) <= _SHORT and not dense else re.split(r"[ \n\t]+", text)
            longest = max(map(len, words))
            least[k] = max(least[k], min(longest, 30) * character + inner + 40)
            weights[k] = max(weights[k], min(len(text), 90) * character + inner)
    return weights, least


def _text(cell: Cell) -> str:
    return clean(" ".join(paragraph.text for paragraph in iter_paragraphs(cell.blocks)))


def held_by_signatures(blocks: tuple[Block, ...]) -> set[int]:
    """Places in `blocks` of the paragraphs that must stay with the signature table below them."""
    tables = [k for k, b in enumerate(blocks) if isinstance(b, Table) and b.kind is TableKind.SIGNATURE]
    return set(range(max(0, tables[0] - 3), tables[-1])) if tables else set()
