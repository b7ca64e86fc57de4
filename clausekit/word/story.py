"""A story (body, header, note …) as a list of raw paragraphs and tables, in reading order."""

from __future__ import annotations

from collections.abc import Callable
from itertools import takewhile
from typing import Any

from clausekit.word.fieldmarks import end_of_paragraph
from clausekit.word.layout import PLAIN_LAYOUT, Layout, layout_among
from clausekit.word.lines import PLAIN_FORM
from clausekit.word.names import (
    CELLS,
    MC,
    NUMBER,
    STUB,
    Element,
    W,
    by_tag,
    child_value,
    first,
    first_among,
    is_on,
    kids,
    to_int,
    value,
)
from clausekit.word.numbering import counted
from clausekit.word.reading import Blocks, Context, Line, RawParagraph, RawTable, choice, finished, join
from clausekit.word.runs import dressed, read_children
from clausekit.word.stylefacts import PLAIN

_PARAGRAPH = f"{W}p"
_MOST_COLUMNS = 64
_ROW, _ROW_PROPERTIES, _CELL, _CELL_PROPERTIES = (W + name for name in ("tr", "trPr", "tc", "tcPr"))


def read_story(root: Element, context: Context) -> Blocks:
    """All blocks below a body, header, note or comment; `context.said` must know what it says."""
    blocks: Blocks = []
    _read_blocks(kids(root), blocks, context)
    _flush(blocks, context)
    return blocks


def _read_blocks(elements: list[Element], blocks: Blocks, context: Context) -> None:
    for child in elements:
        tag = child.tag
        if tag == _PARAGRAPH:
            _paragraph(child, blocks, context)
        elif tag == STUB:
            _taken(child.get(NUMBER, ""), blocks, context)
        elif handler := BLOCK.get(tag):
            handler(child, blocks, context)


# -- paragraphs --------------------------------------------------------------------------------


def _paragraph(element: Element, blocks: Blocks, context: Context) -> None:
    context.budget.tick()
    children = kids(element)
    found = layout_among(children, context.said)
    style, looks = context.dress.get(found.style) or dressed(found.style, context)
    in_toc = context.tocs > 0
    line = Line(style, looks, context.carried, context.bookmarks)
    context.carried, context.bookmarks = [], []
    if context.coded:
        line.out = line.held
    read_children(children, line, context, PLAIN_FORM)
    if context.coded:
        end_of_paragraph(line, context)
    if found.gone and not found.stands(context.final):  # it runs on into the next one, which keeps its own properties
        context.carried, context.bookmarks, context.carrier = line.pieces, line.bookmarks, element
    else:
        odd = found.hidden or found.ends_section
        number = None if odd and not counted(element, found, final=context.final) else context.counter.count(found)
        raw = finished(line, found, number, placed=context.placed)
        if in_toc or context.tocs > 0:
            raw.toc = True
        if context.tags:
            raw.tag = context.tags[-1]
        if context.placed:
            raw.elements = (element,)
        if found.joins or (blocks and blocks[-1].lead < 0):
            _place(raw, found, blocks)
        else:
            blocks.append(raw)
    for box in line.boxes:
        _text_box(box, blocks, context)


def _taken(number: str, blocks: Blocks, context: Context) -> None:
    """Paragraphs that took the short cut; where text before them runs on into one, it goes the long way after all."""
    out = context.taken
    if out is None:
        return
    next_, end = out.stubs.get(number, (0, 0))
    several = 1  # at once: it may be all
    while next_ < end and _runs_on(blocks, context):
        elements, said = out.elements(next_, min(end, next_ + several))
        context.said.update(said)
        several *= 4
        for element in takewhile(lambda _: _runs_on(blocks, context), elements):
            _paragraph(element, blocks, context)
            next_ += 1
    if next_ == end:
        return
    context.budget.tick(end - next_)
    if context.bookmarks:
        first = out.taken[next_][0]
        first.bookmarks = (*context.bookmarks, *first.bookmarks)
        context.bookmarks = []
    count = context.counter.count
    in_toc, tag = context.tocs > 0, context.tags[-1] if context.tags else ""
    for raw, layout, _, _ in out.taken[next_:end]:
        if shown := count(layout):
            raw.number = shown
        if in_toc:
            raw.toc = True
        if tag:
            raw.tag = tag
        blocks.append(raw)


def _runs_on(blocks: Blocks, context: Context) -> bool:
    """Whether what was read so far changes the paragraph that comes next."""
    if context.carried or context.coded or (blocks and blocks[-1].lead < 0):
        return True
    return bool(context.fields) and any(found.ref for found in context.fields[-4:])


def _place(raw: RawParagraph, found: Layout, blocks: Blocks) -> None:
    """Add a paragraph, on the same line as the one before when a style separator ends that one."""
    before = blocks[-1] if blocks else None
    if isinstance(before, RawParagraph) and before.lead < 0:
        join(before, raw)
    else:
        blocks.append(raw)
        before = raw
    if found.joins and before.lead == 0:
        before.lead = -1


def _text_box(element: Element, blocks: Blocks, context: Context) -> None:
    """The text of a box stands right after the paragraph it hangs on."""
    inside: Blocks = []
    fields, context.fields = context.fields, []
    coded, context.coded = context.coded, 0
    carried, context.carried = context.carried, []
    _read_blocks(kids(element), inside, context)
    _flush(inside, context)
    context.boxes += 1
    context.fields, context.coded, context.carried = fields, coded, carried
    for block in inside:
        if isinstance(block, RawParagraph):
            block.in_box = True
    blocks += inside


def _flush(blocks: Blocks, context: Context) -> None:
    """Text whose paragraph mark is gone and that nothing follows is still text."""
    if context.carried:
        if any(text.strip() for text, _, _ in context.carried):
            line = Line(PLAIN, {}, context.carried)
            raw = finished(line, PLAIN_LAYOUT, None, placed=context.placed)
            if context.placed and context.carrier is not None:
                raw.elements = (context.carrier,)
            blocks.append(raw)
        context.carried = []
    if blocks and isinstance(last := blocks[-1], RawParagraph) and last.lead < 0:
        last.lead = 0


# -- tables ------------------------------------------------------------------------------------


def _table(element: Element, blocks: Blocks, context: Context) -> None:
    _flush(blocks, context)
    properties = first(element, "tblPr")
    caption, description = child_value(properties, "tblCaption"), child_value(properties, "tblDescription")
    table = RawTable(
        [],
        style=context.styles.get(child_value(properties, "tblStyle"), PLAIN),
        title="" if caption == description else caption,
        tag=context.tags[-1] if context.tags else "",
    )
    heads: list[bool] = []
    _rows(element, table, heads, context)
    table.header_rows = next((index for index, head in enumerate(heads) if not head), len(heads))
    blocks.append(table)


def _rows(element: Element, table: RawTable, heads: list[bool], context: Context) -> None:
    for child in kids(element):
        tag = child.tag
        if tag == _ROW:
            children = kids(child)
            properties = first_among(children, _ROW_PROPERTIES)
            gone = "del" if context.final else "ins"
            if properties in context.said and first(properties, gone) is not None:
                continue
            cells: list[tuple[Blocks, int]] = []
            _cells(children, cells, context)
            table.rows.append(cells)
            heads.append(is_on(properties, "tblHeader"))
        elif tag in _WRAPPERS:
            for content in _unwrap(child, context):
                _rows(content, table, heads, context)


def _cells(elements: list[Element], cells: list[tuple[Blocks, int]], context: Context) -> None:
    for child in elements:
        tag = child.tag
        if tag == _CELL:
            context.budget.tick()
            blocks: Blocks = []
            children = kids(child)
            _read_blocks(children, blocks, context)
            _flush(blocks, context)
            cells.append((blocks, _span(first_among(children, _CELL_PROPERTIES), context)))
        elif tag == CELLS:
            for number in child.get(NUMBER, "").split():
                context.budget.tick()
                cell: Blocks = []
                _taken(number, cell, context)
                _flush(cell, context)
                cells.append((cell, 1))
        elif tag in _WRAPPERS:
            for content in _unwrap(child, context):
                _cells(kids(content), cells, context)


def _span(properties: Element | None, context: Context) -> int:
    """How many columns a cell takes."""
    if properties is None or properties not in context.said:
        return 1
    return max(1, min(to_int(child_value(properties, "gridSpan"), 1), _MOST_COLUMNS))


# -- wrappers ----------------------------------------------------------------------------------


def _unwrap(element: Element, context: Context) -> list[Element]:
    """What a wrapper of blocks, rows or cells holds in this view."""
    tag = element.tag
    if tag == _CONTROL:
        return [child for child in kids(element) if child.tag == _CONTENT]
    if tag == _ALTERNATE:
        return list(choice(element))
    return [] if tag in (_GONE if context.final else _COME) else [element]


def _wrapper(element: Element, blocks: Blocks, context: Context) -> None:
    for content in _unwrap(element, context):
        _read_blocks(kids(content), blocks, context)


def _content_control(element: Element, blocks: Blocks, context: Context) -> None:
    properties = by_tag(first(element, "sdtPr"))
    tag = value(properties, "tag")
    gallery = child_value(properties.get(_GALLERY), "docPartGallery")
    context.tocs += gallery == "Table of Contents"
    if tag.startswith("ck:"):
        context.tags.append(tag)
    _wrapper(element, blocks, context)
    if tag.startswith("ck:"):
        context.tags.pop()
    context.tocs -= gallery == "Table of Contents"


def _block_bookmark(element: Element, blocks: Blocks, context: Context) -> None:
    context.bookmarks.append(element.get(f"{W}name", ""))


def _alt_chunk(element: Element, blocks: Blocks, context: Context) -> None:
    found = context.chunk(element) if context.chunk else None
    context.note("alt_chunk" if found is None else "alt_chunk_read")
    blocks += found or ()


def _sub_document(element: Element, blocks: Blocks, context: Context) -> None:
    context.note("sub_document")


_CONTROL, _CONTENT, _GALLERY, _ALTERNATE = f"{W}sdt", f"{W}sdtContent", f"{W}docPartObj", f"{MC}AlternateContent"
_COME, _GONE = (f"{W}ins", f"{W}moveTo"), (f"{W}del", f"{W}moveFrom")
_WRAPPERS = {_CONTROL, _ALTERNATE, *_COME, *_GONE, f"{W}customXml", f"{W}smartTag"}
BLOCK: dict[Any, Callable[[Element, Blocks, Context], None]] = {
    **dict.fromkeys(_WRAPPERS, _wrapper),
    f"{W}body": _wrapper,
    f"{W}tbl": _table,
    _CONTROL: _content_control,
    f"{W}bookmarkStart": _block_bookmark,
    f"{W}altChunk": _alt_chunk,
    f"{W}subDoc": _sub_document,
}
