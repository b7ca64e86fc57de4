"""Columns of a table: which hold figures, and how wide each is so that rows stay low and words whole."""

from __future__ import annotations

import re

from clausekit.model import Cell, Table, TableKind, iter_paragraphs
from clausekit.word.elements import clean

DENSE = 7  # from so many columns on, smaller type and narrower margins
DENSE_INNER = 140  # both cell margins
INNER = 200
_CHARACTER, _DENSE_CHARACTER = 98, 88  # average width of a character of table text
_SHORT = 14  # characters that stay on one line
_NARROWEST, _DENSE_NARROWEST = 600, 400
_STEP = 60  # what one column gets at a time
_ROWS = 40  # rows looked at
_FIGURE = re.compile(r"[<>≤≥=~±+-]?\s?\d[\d\s.,/]*\s?(?:%|€|\$|£|EUR|USD|GBP|pts?|j|h|k€|M€)?")


def text_of(cell: Cell) -> str:
    return clean(" ".join(paragraph.text for paragraph in iter_paragraphs(cell.blocks)))


def columns_of(table: Table) -> int:
    return max((sum(cell.span for cell in row) for row in table.rows), default=1)


def figure_columns(table: Table, columns: int) -> set[int]:
    """Columns whose every cell below the header is a figure: they align on the right."""
    if table.kind is not TableKind.DATA or any(len(row) != columns for row in table.rows):
        return set()
    body = table.rows[table.header_rows :]
    return {k for k in range(columns) if body and all(_FIGURE.fullmatch(text_of(row[k])) for row in body)}


def grid(table: Table, columns: int, width: int) -> list[int]:
    """Column widths: as given, equal for signatures, otherwise by what stands in them."""
    if len(table.widths) == columns and sum(table.widths) > 0 and min(table.widths) > 0:
        return _shared(list(table.widths), [0] * columns, width)
    if table.kind is TableKind.SIGNATURE:
        return _shared([1] * columns, [0] * columns, width)
    rows, least = _measures(table, columns)
    if sum(least) >= width or not rows:
        return _shared([1] * columns, [floor * width // max(sum(least), width) for floor in least], width)
    return _settled(rows, least, width, DENSE_INNER if columns >= DENSE else INNER)


def _shared(weights: list[int], least: list[int], width: int) -> list[int]:
    spare = width - sum(least)
    result = [floor + spare * weight // sum(weights) for floor, weight in zip(least, weights, strict=True)]
    result[-1] += width - sum(result)
    return result


def _measures(table: Table, columns: int) -> tuple[list[list[int]], list[int]]:
    """(width of each cell's text on one line, width of each column's longest word).

    A no-break space does not part words.
    """
    dense = columns >= DENSE
    character, inner = (_DENSE_CHARACTER, DENSE_INNER) if dense else (_CHARACTER, INNER)
    least = [_DENSE_NARROWEST if dense else _NARROWEST] * columns
    rows = []
    for row in table.rows[:_ROWS]:
        if len(row) != columns:
            continue
        texts = [text_of(cell) for cell in row]
        rows.append([len(text) * character for text in texts])
        for k, text in enumerate(texts):
            words = [text] if len(text) <= _SHORT and not dense else re.split(r"[ \n\t]+", text)
            least[k] = max(least[k], min(max(map(len, words)), 30) * character + inner + 40)
    return rows, least


def _settled(rows: list[list[int]], least: list[int], width: int, inner: int) -> list[int]:
    """Give what is left, step by step, to the column that lowers the rows most."""
    result = list(least)
    heights = [[max(1.0, need / (result[k] - inner)) for k, need in enumerate(row)] for row in rows]
    while width - sum(result) >= _STEP:
        gains = [0.0] * len(result)
        for row, lines in zip(rows, heights, strict=True):
            tallest = max(lines)
            for k, need in enumerate(row):
                won = lines[k] - max(1.0, need / (result[k] - inner + _STEP))
                gains[k] += won * (lines[k] / tallest) ** 4  # what is low already lowers no row
        best = max(range(len(gains)), key=lambda k: (gains[k], -k))
        if gains[best] <= 0:
            break
        result[best] += _STEP
        for row, lines in zip(rows, heights, strict=True):
            lines[best] = max(1.0, row[best] / (result[best] - inner))
    return _shared(result, result, width)
