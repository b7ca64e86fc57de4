"""Read an OpenDocument text (.odt) into the contract in the middle, through the same hardened zip and XML reader."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from clausekit.model import Contract, Note, Part, Section
from clausekit.notes import note
from clausekit.outline import to_sections
from clausekit.refusals import naming, read_error
from clausekit.word.budget import Budget
from clausekit.word.lines import BOLD, ITALIC, PENDING, STRONG, Form, Piece, put_together
from clausekit.word.names import Element
from clausekit.word.oddities import beside
from clausekit.word.odtlists import OFFICE, STYLE, TABLE, TEXT, Lists, Look, looks, read_lists
from clausekit.word.package import Limits, inflate, parse_xml
from clausekit.word.reading import Blocks, RawParagraph, RawTable
from clausekit.word.structure import filled, plain_blocks, read_structure
from clausekit.word.stylefacts import Facts

_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_REPEATED, _SPANNED = f"{TABLE}number-columns-repeated", f"{TABLE}number-columns-spanned"
_MOST_COLUMNS = 64


@dataclass(slots=True)
class _State:
    looks: dict[str, Look]
    lists: Lists
    budget: Budget
    final: bool
    removed: dict[str, Element] = field(default_factory=dict)  # deleted text by the id of its change
    inserted: set[str] = field(default_factory=set)
    pending: int = 0  # how many insertions are open here
    skipping: int = 0  # of which this view does not show
    tocs: int = 0
    asides: list[tuple[Part, Blocks]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def read_odt(data: bytes, *, name: str = "", view: str = "final", limits: Limits | None = None) -> Contract:
    """Read an OpenDocument text; `view` as for `read_docx`. Raises `ReadError`."""
    limits = limits or Limits()
    with naming(name):
        if len(data) > limits.file_bytes:
            raise read_error("too_big", "megabytes", n=limits.file_bytes // 1024**2)
        return _read(inflate(data, limits), limits, final=view == "final")


def _read(parts: dict[str, bytes], limits: Limits, *, final: bool) -> Contract:
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise read_error("password")
    if "content.xml" not in parts:
        raise read_error("not_word")
    content = parse_xml(parts["content.xml"], limits, part="content.xml")
    text = content.find(f"{OFFICE}body/{OFFICE}text")
    if text is None:
        raise read_error("not_word")
    styles = parse_xml(parts["styles.xml"], limits, part="styles.xml") if "styles.xml" in parts else None
    state = _State(looks([styles, content]), read_lists([styles, content]), Budget(limits), final)
    _take_changes(text, state)
    blocks: Blocks = []
    _blocks(text, blocks, state)
    blocks = filled(blocks)
    title, items = read_structure(blocks, own=False)
    front, sections = to_sections(items)
    asides = [Section(None, plain, part) for part, inside in state.asides if (plain := plain_blocks(inside))]
    asides += _page_ends(styles, state)
    if any(part.startswith("Basic/") for part in parts):
        state.notes.append(note("document", "macros"))
    return Contract(title, "", sections, front=front, asides=tuple(asides), notes=(*state.notes, *beside(asides)))


def _take_changes(text: Element, state: _State) -> None:
    """The ledger of tracked changes: deleted text stands there, inserted text in the body."""
    for change in text.iterfind(f"{TEXT}tracked-changes/{TEXT}changed-region"):
        id = change.get(f"{TEXT}id", "")
        for deletion in change.iterchildren(f"{TEXT}deletion"):
            state.removed[id] = deletion
        if change.find(f"{TEXT}insertion") is not None:
            state.inserted.add(id)


def _page_ends(styles: Element | None, state: _State) -> Iterator[Section]:
    kinds = {f"{STYLE}header": Part.HEADER, f"{STYLE}footer": Part.FOOTER}
    for element in () if styles is None else styles.iter(*kinds):
        inside: Blocks = []
        _blocks(element, inside, state)
        if plain := plain_blocks(inside):
            yield Section(None, plain, kinds[str(element.tag)])


# -- blocks ------------------------------------------------------------------------------------


def _blocks(element: Element, blocks: Blocks, state: _State) -> None:
    for child in element:
        tag = child.tag
        if tag in (f"{TEXT}p", f"{TEXT}h"):
            _paragraph(child, blocks, state, None)
        elif tag == f"{TEXT}list":
            _list(child, blocks, state, "", 0)
        elif tag == f"{TABLE}table":
            blocks.append(_table(child, state))
        elif tag in _INDEXES:
            state.tocs += 1
            _blocks(child, blocks, state)
            state.tocs -= 1
        elif tag in _WRAPPERS and child.get(f"{TEXT}display") != "none":
            _blocks(child, blocks, state)
        elif tag in _CHANGES:
            _change(child, [], state, blocks)


def _list(element: Element, blocks: Blocks, state: _State, style: str, level: int) -> None:
    style = element.get(f"{TEXT}style-name", style)
    if level == 0:
        state.lists.open(style, go_on=element.get(f"{TEXT}continue-numbering") == "true", id=element)
    for item in element:
        if item.tag not in (f"{TEXT}list-item", f"{TEXT}list-header"):
            continue
        numbered = item.tag == f"{TEXT}list-item"
        for child in item:
            if child.tag == f"{TEXT}list":
                _list(child, blocks, state, style, level + 1)
            elif child.tag in (f"{TEXT}p", f"{TEXT}h"):
                start = item.get(f"{TEXT}start-value", "")
                _paragraph(child, blocks, state, (style, level, start) if numbered else ("", 0, ""))
                numbered = False
            else:
                _blocks([child], blocks, state)  # type: ignore[arg-type]


def _paragraph(element: Element, blocks: Blocks, state: _State, item: tuple[str, int, str] | None) -> None:
    state.budget.tick()
    look = state.looks.get(element.get(f"{TEXT}style-name", ""), Look())
    outline = int(level) - 1 if (level := element.get(f"{TEXT}outline-level", "")).isdigit() else None
    heading = element.tag == f"{TEXT}h"
    pieces: list[Piece] = []
    boxes: Blocks = []
    _inline(element, pieces, state, Form(look.flags), boxes)
    number = None
    if item and item[0]:
        number = state.lists.count(*item)
    elif heading and item is None and element.get(f"{TEXT}is-list-header") != "true":
        number = state.lists.count_outline(outline or 0)
    elif item is None and look.list and look.list in state.lists.styles:
        number = state.lists.count(look.list, 0, "")
    text, marks, _, shares, underlined_to, last_tab = put_together(pieces, placed=False)
    facts = Facts(name=look.name, bold=bool(look.flags & STRONG))
    raw = RawParagraph(
        text, marks, number if text else None, facts, outline=outline if heading else None, last_tab=last_tab
    )  # fmt: skip
    raw.bold, raw.underlined, raw.italic = shares
    raw.toc, raw.underlined_to = state.tocs > 0, underlined_to
    if not look.hidden:
        blocks.append(raw)
        blocks += boxes


def _table(element: Element, state: _State) -> RawTable:
    table = RawTable([])
    for row in element.iter(f"{TABLE}table-row"):
        if next(row.iterancestors(f"{TABLE}table")) is not element:
            continue
        cells: list[tuple[Blocks, int]] = []
        for cell in row.iterchildren(f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            inside: Blocks = []
            _blocks(cell, inside, state)
            span = cell.get(_SPANNED, "1")
            if cell.tag == f"{TABLE}table-cell":
                cells.append((inside, min(int(span), _MOST_COLUMNS) if span.isdigit() else 1))
        table.rows.append(cells)
        parent = row.getparent()
        table.header_rows += parent is not None and parent.tag == f"{TABLE}table-header-rows"
    return table


# -- inside a paragraph ------------------------------------------------------------------------


def _inline(element: Element, pieces: list[Piece], state: _State, form: Form, after: Blocks) -> None:
    _say(element.text, pieces, state, form)
    for child in element:
        tag = child.tag
        if tag == f"{TEXT}span":
            look = state.looks.get(child.get(f"{TEXT}style-name", ""), Look())
            if not look.hidden:
                own = look.flags & STRONG and not form.flags & STRONG
                flags = form.flags | look.flags | (BOLD if own else 0) | look.flags & ITALIC
                _inline(child, pieces, state, Form(flags), after)
        elif tag in _CHARACTERS:
            _say(_CHARACTERS[tag](child), pieces, state, form, raw=True)
        elif tag == f"{TEXT}note":
            kind = Part.ENDNOTE if child.get(f"{TEXT}note-class") == "endnote" else Part.FOOTNOTE
            _aside(child.find(f"{TEXT}note-body"), kind, state)
        elif tag == f"{OFFICE}annotation":
            _aside(child, Part.COMMENT, state)
        elif tag in _CHANGES:
            _change(child, pieces, state, None)
        elif isinstance(tag, str) and tag.startswith(_DRAW):
            _boxes(child, after, state)
        elif tag not in _SILENT:
            _inline(child, pieces, state, form, after)
        _say(child.tail, pieces, state, form)


def _say(text: str | None, pieces: list[Piece], state: _State, form: Form, *, raw: bool = False) -> None:
    if text and not state.skipping:
        shown = text if raw else " ".join(text.replace("\xad", "").replace("\n", " ").split(" "))
        pieces.append((shown, form._replace(flags=form.flags | PENDING) if state.pending else form, None))


def _aside(element: Element | None, part: Part, state: _State) -> None:
    if element is not None:
        inside: Blocks = []
        _blocks(element, inside, state)
        state.asides.append((part, inside))


def _boxes(element: Element, after: Blocks, state: _State) -> None:
    """The text boxes of a drawing, however deep; their text stands after the paragraph they hang on."""
    for box in [element] if element.tag == f"{_DRAW}text-box" else element.iter(f"{_DRAW}text-box"):
        inside: Blocks = []
        _blocks(box, inside, state)
        for block in inside:
            if isinstance(block, RawParagraph):
                block.in_box = True
        after += inside
        state.asides.append((Part.TEXT_BOX, inside))
        return


def _change(element: Element, pieces: list[Piece], state: _State, blocks: Blocks | None) -> None:
    """Begin, end or point of a tracked change: deleted text is shown in the original view only."""
    id = element.get(f"{TEXT}change-id", "")
    if element.tag == f"{TEXT}change":
        if not state.final and id in state.removed:
            inside: Blocks = []
            _blocks(state.removed[id], inside, state)
            if blocks is None:
                text = " ".join(block.text for block in inside if isinstance(block, RawParagraph))
                pieces.append((text, Form(), None))
            else:
                blocks += inside
    elif id in state.inserted:
        step = 1 if element.tag == f"{TEXT}change-start" else -1
        state.pending = max(0, state.pending + step)
        state.skipping = state.pending if not state.final else 0


def _spaces(element: Element) -> str:
    count = element.get(f"{TEXT}c", "1")
    return " " * (min(int(count), 1000) if count.isdigit() else 1)


_CHARACTERS: dict[object, Callable[[Element], str]] = {
    f"{TEXT}s": _spaces, f"{TEXT}tab": lambda _: "\t", f"{TEXT}line-break": lambda _: "\n",
}  # fmt: skip
_CHANGES = {f"{TEXT}change", f"{TEXT}change-start", f"{TEXT}change-end"}
_INDEXES = {f"{TEXT}table-of-content", f"{TEXT}alphabetical-index", f"{TEXT}user-index"}
_WRAPPERS = {f"{TEXT}{name}" for name in ("section", "index-body", "index-title", "numbered-paragraph")} | {
    f"{TEXT}note-body", f"{OFFICE}annotation", f"{TABLE}table-header-rows",
}  # fmt: skip
_SILENT = {f"{OFFICE}annotation-end", f"{TEXT}hidden-text", f"{TEXT}number", f"{TEXT}note-citation",
           f"{TEXT}toc-mark", f"{TEXT}ruby-text", f"{TEXT}soft-page-break"}  # fmt: skip
