"""A contract of ours in two languages is read in its first: the left column, and what stands across both."""

from __future__ import annotations

from copy import copy
from dataclasses import replace

from clausekit.word.reading import Blocks, RawBlock, RawParagraph, RawTable

SECOND_TAG = "ck:second"  # of a table said again in the second language
_TWO_COLUMNS = "clausekit bilingue"


def first_language(blocks: Blocks) -> Blocks:
    """The blocks of the first language in reading order; a document in one language comes back as it is."""
    if not any(isinstance(block, RawTable) and block.style.name == _TWO_COLUMNS for block in blocks):
        return blocks
    return [kept for block in blocks if block.tag != SECOND_TAG for kept in _first(block)]


def _first(block: RawBlock) -> Blocks:
    if isinstance(block, RawTable) and block.style.name == _TWO_COLUMNS:
        return [_plain(inner, block.tag) for row in block.rows if row for inner in row[0][0]]
    return [block]


def _plain(block: RawBlock, tag: str) -> RawBlock:
    """A paragraph of a column in the style its own is based on."""
    if isinstance(block, RawParagraph) and len(block.style.names) > 1:
        plain = copy(block)
        plain.style = replace(block.style, name=block.style.names[1])
        plain.tag = block.tag or tag
        return plain
    return block
