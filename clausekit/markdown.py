"""Markdown in and out: a contract's Markdown as items, and a contract as Markdown for previews."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from itertools import pairwise
from typing import TYPE_CHECKING

from clausekit.model import (
    Block,
    Cell,
    Contract,
    Mark,
    MarkKind,
    Paragraph,
    Role,
    Section,
    Table,
    iter_paragraphs,
)
from clausekit.outline import Item
from clausekit.signs import announces_annex, is_sentence, mostly_capitals, sign

if TYPE_CHECKING:
    from markdown_it.token import Token

_TAG = re.compile(r"<[^<>]{0,500}>")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_MARKED = re.compile(r"^(?:#{1,6} \S|\*\*\S|\|.*\|\s*$|- \S)", re.MULTILINE)
_HEADINGS = re.compile(r"^#{1,6} \S", re.MULTILINE)
_PAGES = re.compile(r"^#{1,6} Page \d+$", re.MULTILINE | re.IGNORECASE)
_GLUED = re.compile(r"^(#{1,6})(?=[A-ZÀ-Ý\d])", re.MULTILINE)
_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n(?:---|\.\.\.)\n", re.DOTALL)
_KINDS = {"strong": MarkKind.BOLD, "em": MarkKind.ITALIC}


def looks_like_markdown(text: str) -> bool:
    """Whether a text without a name has headings, bold words or tables in Markdown."""
    head = text[:20_000]
    headings = len(_HEADINGS.findall(head))
    return headings >= 2 or (headings == 1 and len(_MARKED.findall(head)) >= 4)


def is_converted_pages(text: str) -> bool:
    """Whether most headings are nothing but page numbers."""
    return 2 * len(_PAGES.findall(text)) > len(_HEADINGS.findall(text)) > 2


def without_page_headings(text: str) -> str:
    return re.sub(r"^(?:#{1,6} |> |---+$)", "", _PAGES.sub("", text), flags=re.MULTILINE)


# -- reading -----------------------------------------------------------------------------------


@dataclass(slots=True)
class _State:
    items: list[Item] = field(default_factory=list)
    lists: list[list[str]] = field(default_factory=list)  # kind and next label of each open list
    label: str = ""
    rows: list[tuple[Cell, ...]] = field(default_factory=list)
    row: list[Cell] = field(default_factory=list)
    head_rows: int = 0


def markdown_items(text: str) -> list[Item]:
    """Headings, paragraphs, list items and tables of a Markdown text, in order."""
    state = _State()
    if matter := _FRONT_MATTER.match(text):
        lines = matter[1].split("\n")
        state.items += [Item(Paragraph(line.strip()), cover=True) for line in lines if line.strip()]
        text = text[matter.end() :]
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(_GLUED.sub(r"\1 ", text))
    for index, token in enumerate(tokens):
        _take(token, tokens[index - 1] if index else token, state)
    _mark_numbered_lines(state.items)
    _shift_levels(state.items)
    return state.items


def _take(token: Token, before: Token, state: _State) -> None:
    kind = token.type
    if kind in ("bullet_list_open", "ordered_list_open"):
        start = str(token.attrGet("start") or 1)
        state.lists.append(["•"] if kind == "bullet_list_open" else [start, token.markup or "."])
    elif kind in ("bullet_list_close", "ordered_list_close"):
        state.lists.pop()
    elif kind == "list_item_open":
        state.label = _next_label(state.lists[-1], token.info)
    elif kind == "inline":
        _inline(token, before, state)
    elif kind in ("fence", "code_block", "html_block"):
        _loose_text(token, state)
    elif kind == "tr_close":
        state.rows.append(tuple(state.row))
        state.row = []
        state.head_rows += token.level and before.type == "th_close"
    elif kind == "table_close":
        state.items.append(Item(Table(tuple(state.rows), state.head_rows)))
        state.rows, state.head_rows = [], 0


def _next_label(opened: list[str], info: str) -> str:
    if opened[0] == "•":
        return "•"
    number = info or opened[0]
    opened[0] = str(int(number) + 1)
    return f"{number}{opened[1]}"


def _inline(token: Token, before: Token, state: _State) -> None:
    text, marks = _text(token.children or [])
    if before.type in ("td_open", "th_open"):
        state.row.append(Cell((Paragraph(text, marks=marks),) if text else ()))
        return
    label, state.label = state.label, ""
    if not text:
        return
    if before.type == "heading_open":
        level = int(before.tag[1:])
        state.items.append(Item(Paragraph(text, Role.HEADING, level, marks=marks), level, annex=announces_annex(text)))
        return
    level = len(state.lists) if label else 0
    role = Role.CLAUSE if label and label != "•" else Role.BODY
    item = Item(Paragraph(text, role, level, label, marks))
    if len(state.lists) <= 1 and _is_bold_heading(item.block, text):
        item.heading = 9  # below every marked heading, unless there are none
    state.items.append(item)


def _is_bold_heading(block: Block, text: str) -> bool:
    """A short line in bold that says "Article 4" or stands in capitals."""
    if not isinstance(block, Paragraph) or len(text) > 120 or not block.marks:
        return False
    bold = sum(mark.end - mark.start for mark in block.marks if mark.kind is MarkKind.BOLD)
    if bold < 0.8 * len(text) or text.endswith((",", ";")):
        return False
    return sign(text).kind in ("article", "annex", "number", "label") or mostly_capitals(text)


def _mark_numbered_lines(items: Sequence[Item]) -> None:
    """ "1. Objet du contrat." as a list of one item, with paragraphs below, is a heading."""
    for index in range(len(items) - 1):
        item, block = items[index], items[index].block
        if not isinstance(block, Paragraph) or item.heading or len(block.text) > 100:
            continue
        alone = not _is_item(items[index - 1]) if index else True
        if _is_item(item) and alone and not _is_item(items[index + 1]) and not is_sentence(block.text):
            item.heading = 9 if block.text[0].isupper() and not block.text.endswith((",", ";", ":")) else 0


def _is_item(item: Item) -> bool:
    return isinstance(item.block, Paragraph) and item.block.number[:1].isdigit() and item.heading in (0, 9)


def _loose_text(token: Token, state: _State) -> None:
    """Indented or raw HTML blocks of a contract are text all the same."""
    content = _TAG.sub(" ", _BREAK.sub("\n", token.content)) if token.type == "html_block" else token.content
    for line in unescape(content).split("\n"):
        if line.strip():
            state.items.append(Item(Paragraph(line.strip())))


def _text(children: Sequence[Token]) -> tuple[str, tuple[Mark, ...]]:
    text = ""
    pieces: list[str] = []
    length = 0
    opened: dict[str, list[int]] = {"strong": [], "em": []}
    marks: list[Mark] = []
    for child in children:
        name, _, edge = child.type.rpartition("_")
        if name in opened and edge == "open":
            opened[name].append(length)
        elif name in opened and edge == "close" and opened[name]:
            marks.append(Mark(opened[name].pop(), length, _KINDS[name]))
        else:
            piece = _piece(child)
            pieces.append(piece)
            length += len(piece)
    text = "".join(pieces)
    shift = len(text) - len(text.lstrip())
    text = text.strip()
    moved = (Mark(max(m.start - shift, 0), min(m.end - shift, len(text)), m.kind) for m in marks)
    return text, tuple(sorted(mark for mark in moved if mark.start < mark.end))


def _piece(token: Token) -> str:
    if token.type == "softbreak":
        return " "
    if token.type == "hardbreak" or (token.type == "html_inline" and _BREAK.fullmatch(token.content)):
        return "\n"
    return token.content if token.type in ("text", "code_inline", "image", "text_special") else ""


def _shift_levels(items: list[Item]) -> None:
    """Articles are level 1, whether the author wrote # or ## for them."""
    levels = [item.heading for item in items if 0 < item.heading < 9]
    top = min(levels, default=0)
    below = len(set(levels)) > 1 or len(levels) > 1
    if top and levels.count(top) == 1 and len(levels) > 1:  # the only one of its level is the title
        top = min(level for level in levels if level > top) if len(set(levels)) > 1 else top
    for item in items:
        if not item.heading or not isinstance(item.block, Paragraph):
            continue
        block = item.block
        bold_only = item.heading == 9
        level = (max(sign(block.text).level, 1) + below) if bold_only else item.heading - top + 1
        item.heading = max(1, min(level, 4))
        item.block = Paragraph(block.text, Role.HEADING, item.heading, block.number, block.marks)


# -- writing -----------------------------------------------------------------------------------


def to_markdown(contract: Contract) -> str:
    """The contract as Markdown, with the numbers as displayed."""
    parts = [f"# {_escape(contract.title)}"] if contract.title else []
    for section in contract.sections:
        parts += _section(section, contract.title)
    return "\n\n".join(part for part in parts if part) + "\n"


def _section(section: Section, title: str) -> Iterator[str]:
    if section.heading:
        heading = section.heading
        yield f"{'#' * min(heading.level + 1, 6)} {_paragraph(heading)}"
    for block in section.blocks:
        if isinstance(block, Table):
            yield _table(block)
        elif not (block.role is Role.TITLE and block.text == title):
            yield _paragraph(block)


def _paragraph(paragraph: Paragraph) -> str:
    text = _marked(paragraph).replace("\n", "  \n")
    if paragraph.number == "•":
        return f"- {text}"
    number = re.sub(r"^(\d+)([.)])$", r"\1\\\2", _escape(paragraph.number))
    return f"{number} {text}" if number else re.sub(r"^(\d+)([.)]\s)|^([-+#>]\s)", r"\1\\\2\3", text)


def _marked(paragraph: Paragraph) -> str:
    strong = {MarkKind.BOLD, MarkKind.TERM}
    used = [mark for mark in paragraph.marks if mark.kind in strong or mark.kind is MarkKind.ITALIC]
    if not used:
        return _escape(paragraph.text)
    edges = sorted({0, len(paragraph.text), *(edge for mark in used for edge in (mark.start, mark.end))})
    result = ""
    for start, end in pairwise(edges):
        kinds = {mark.kind for mark in used if mark.start <= start and end <= mark.end}
        sign_ = "**" * bool(kinds & strong) + "*" * (MarkKind.ITALIC in kinds)
        stretch = paragraph.text[start:end]
        inner = stretch.strip()
        if inner and sign_:
            before, after = stretch.split(inner, 1)
            result += f"{before}{sign_}{_escape(inner)}{sign_[::-1]}{after}"
        else:
            result += _escape(stretch)
    return result


def _table(table: Table) -> str:
    width = max((sum(cell.span for cell in row) for row in table.rows), default=0)
    rows = [[text for cell in row for text in [_cell(cell)] + [""] * (cell.span - 1)] for row in table.rows]
    head = rows[0] if table.header_rows and rows else [""] * width
    body = rows[1:] if table.header_rows else rows
    lines = [head, ["---"] * width, *body]
    return "\n".join("| " + " | ".join(line + [""] * (width - len(line))) + " |" for line in lines) if width else ""


def _cell(cell: Cell) -> str:
    texts = (_escape(paragraph.display) for paragraph in iter_paragraphs(cell.blocks))
    return "<br>".join(texts).replace("\n", "<br>").replace("|", "\\|")


def _escape(text: str) -> str:
    return re.sub(r"([\\`*_])", r"\\\1", text).replace("<", "&lt;")
