"""Contracts that stand in a table: cover-page forms, two languages side by side. Their rows become paragraphs again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clausekit.language.guess import guess_language
from clausekit.model import Note
from clausekit.notes import note
from clausekit.word.reading import Blocks, RawBlock, RawParagraph, RawTable, join

_MOST = 0.6  # share of the document's words that makes a table the document
_FEWEST_WORDS = 150
_LONG_CELL = 40  # words: longer ones are paragraphs, shorter ones are entries of a form
_TYPED_NUMBER = re.compile(r"(?:article\s+)?(?:\d{1,2}|[ivxlc]{1,6}|[a-z])(?:\.\d{1,2})*[.)]?", re.IGNORECASE)
_SURE = 0.75  # share of the words that tell two languages apart


def unfold(blocks: Blocks) -> tuple[Blocks, Blocks, list[Note]]:
    """(blocks, translation, notes): tables that hold most of the document are laid out as its paragraphs.

    The second of two languages side by side is the translation: the same contract again, to be kept out of the first.
    """
    tables = [_words(block) for block in blocks if isinstance(block, RawTable) and not block.tag]
    if max(tables, default=0) < _FEWEST_WORDS:
        return blocks, [], []
    most, total = max(tables) / _MOST, 0
    for block in blocks:
        total += _words(block)
        if total > most:
            return blocks, [], []
    kept: Blocks = []
    translation: Blocks = []
    notes: list[Note] = []
    for block in blocks:
        if not isinstance(block, RawTable) or block.tag or _words(block) < max(_FEWEST_WORDS, _MOST * total):
            kept.append(block)
        elif languages := _side_by_side(block):
            first, second = languages
            kept += _column(block, 0)
            translation += _column(block, 1)
            notes.append(note("body", "side_by_side", first=first, second=second))
        elif not _is_form(block):
            kept.append(block)
        else:
            kept += _laid_out(block)
            notes.append(note("body", "in_table"))
    return kept, translation, notes


def _words(block: RawBlock) -> int:
    if isinstance(block, RawParagraph):
        return len(block.text.split())
    return sum(_words(inner) for row in block.rows for cell, _ in row for inner in cell)


def _filled(cell: Blocks) -> Blocks:
    return [block for block in cell if isinstance(block, RawTable) or block.text.strip()]


# -- two languages -----------------------------------------------------------------------------


def _side_by_side(table: RawTable) -> tuple[str, str] | None:
    """The languages of the two columns, when they differ and say about as much."""
    rows = [row for row in table.rows if len(row) == 2 and _filled(row[0][0]) and _filled(row[1][0])]
    if len(rows) < 3 or 2 * len(rows) < len(table.rows):
        return None
    left, right = (list(_text_of(cell for row in rows for cell in row[side][0])) for side in (0, 1))
    if not 0.5 <= len(left) / max(1, len(right)) <= 2:
        return None
    (first, sure), (second, as_sure) = guess_language(left), guess_language(right)
    differ = first and second and first != second and min(sure, as_sure) >= _SURE
    return (first, second) if differ else None


def _text_of(blocks: Iterator[RawBlock]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, RawParagraph):
            yield from re.findall(r"\w+", block.text.lower())
        else:
            yield from _text_of(inner for row in block.rows for cell, _ in row for inner in cell)


def _column(table: RawTable, side: int) -> Blocks:
    """One column from top to bottom; a row that is not in two stands in the first."""
    found: Blocks = []
    for row in table.rows:
        if len(row) == 2:
            found += _filled(row[side][0])
        elif side == 0:
            found += [block for cell, _ in row for block in _filled(cell)]
    return found


# -- a form ------------------------------------------------------------------------------------


def _is_form(table: RawTable) -> bool:
    """One or two cells a row, or three with a number first; more columns are data, whose rows must stay whole."""
    narrow = 0
    for row in table.rows:
        filled = [cell for cell, _ in row if _filled(cell)]
        numbered = len(filled) == 3 and _number_cell(filled) is not None
        narrow += len(filled) <= 2 or numbered
    return narrow >= 0.8 * len(table.rows)


def _laid_out(table: RawTable) -> Blocks:
    """Rows with sentences become paragraphs; runs of short rows stay tables, in which a row says one thing."""
    found: Blocks = []
    short: list[list[tuple[Blocks, int]]] = []

    def settle() -> None:
        if short:
            found.append(RawTable(list(short), 0, table.style, table.title, table.tag))
            short.clear()

    for row in table.rows:
        _hand_on_number(row)
        cells = [filled for cell, _ in row if (filled := _filled(cell))]
        if len(cells) > 1 and not any(len(cell) > 2 or sum(map(_words, cell)) >= _LONG_CELL for cell in cells):
            short.append(row)
            continue
        settle()
        if len(cells) > 1 and (number := _number_cell(cells)):
            head = cells[1][0]
            assert isinstance(head, RawParagraph)
            join(number, head)
            number.lead = 0
            cells = [[number, *cells[1][1:]], *cells[2:]]
        for cell in cells:
            found += cell
    settle()
    return found


def _hand_on_number(row: list[tuple[Blocks, int]]) -> None:
    """An automatic number in an empty cell belongs to the text in the next."""
    if len(row) > 1 and len(row[0][0]) == 1 and row[1][0]:
        first, second = row[0][0][0], row[1][0][0]
        if isinstance(first, RawTable) or isinstance(second, RawTable) or first.text.strip():
            return
        second.number = second.number or first.number


def _number_cell(cells: list[Blocks]) -> RawParagraph | None:
    """The number of an article in a cell of its own."""
    first = cells[0][0]
    alone = len(cells[0]) == 1 and isinstance(first, RawParagraph) and isinstance(cells[1][0], RawParagraph)
    return first if alone and isinstance(first, RawParagraph) and _TYPED_NUMBER.fullmatch(first.text.strip()) else None
