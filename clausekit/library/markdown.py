"""Restricted Markdown to paragraphs: nested ordered lists, defined terms, emphasis, references, anchors.

`1.` at depth one, two, three under an article becomes 4.1, (a), (i); numbers typed by the author are ignored.
`**x**` is a defined term, `*x*` emphasis, `[[ref:clause#anchor]]` a cross-reference, `[[#anchor]]` an anchor,
and a line `[[table:name]]`, `[[definitions]]` … asks drafting for a generated block.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from clausekit.library.templates import CLOSE, OPEN, Piece
from clausekit.model import Mark, MarkKind, Role

_REF = re.compile(r"\[\[ref:([a-z0-9_.]+)(?:#([a-z0-9_]+))?\]\]")
_ANCHOR = re.compile(r"\s*\[\[#([a-z0-9_]+)\]\]")
_BLOCK = re.compile(r"^\[\[([a-z_]+)(?::([a-z0-9_.]+))?\]\]$")
_OURS = re.compile(f"{_REF.pattern}|{_ANCHOR.pattern}")
_MARKUP = re.compile(r"[\n\\`*_\[<&]")
_LEFT_OVER = re.compile(r"\[\[.{0,40}|.{0,40}\]\]")
_LIST_ITEM = re.compile(r"\d{1,9}[.)]\s")  # CommonMark lets only `1.` interrupt a paragraph
_SENTINEL = re.compile(f"{OPEN}(\\d+){CLOSE}")
_KNOWN = {
    "paragraph_open", "paragraph_close", "ordered_list_open", "ordered_list_close", "list_item_open",
    "list_item_close", "inline", "text", "softbreak", "hardbreak", "strong_open", "strong_close", "em_open", "em_close",
}  # fmt: skip
MAX_LEVEL = 4


class MarkdownFault(ValueError):
    """Wording uses Markdown that a contract paragraph cannot carry; `line` counts from 1."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class Reference:
    start: int
    clause: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A paragraph before it has a number: references are still clause ids at offsets of the text.

    `generated` is set (and `text` empty) for a block that drafting must generate: ("table", "kpi").
    """

    text: str
    role: Role
    level: int
    marks: tuple[Mark, ...] = ()
    references: tuple[Reference, ...] = ()
    anchor: str = ""
    generated: tuple[str, str] | None = None


@cache
def _parser() -> MarkdownIt:
    """One for all wordings: building it costs more than parsing with it, and it keeps nothing between texts."""
    parser = MarkdownIt("commonmark", {"html": False})
    parser.disable(
        ["html_inline", "html_block", "code", "lheading", "entity", "reference"],
        ignoreInvalid=True,
    )  # fmt: skip
    parser.core.ruler.at("inline", _inline)
    return parser


def _inline(state: StateCore) -> None:
    """Markdown's own rule, which is most of the cost, only for the paragraphs that have something for it."""
    for token in state.tokens:
        if token.type == "inline":
            token.children = []
            if _MARKUP.search(_OURS.sub("", token.content)):
                state.md.inline.parse(token.content, state.md, state.env, token.children)
            else:
                token.children.append(Token("text", "", 0, content=token.content))


def parse(source: str, pieces: Sequence[Piece]) -> list[Draft]:
    """Paragraphs of a rendered wording; MarkdownFault for anything outside the short list."""
    drafts: list[Draft] = []
    depth = 0
    first_in_item = False
    for token in _parser().parse(source):
        if token.type not in _KNOWN:
            raise MarkdownFault(f"{token.type} is not allowed in wording", (token.map or [0])[0] + 1)
        if token.type == "ordered_list_open":
            depth += 1
        elif token.type == "ordered_list_close":
            depth -= 1
        elif token.type == "list_item_open":
            first_in_item = True
        elif token.type == "inline":
            drafts.append(_paragraph(token, depth, first_in_item, pieces))
            first_in_item = False
    return drafts


def _paragraph(token: Token, depth: int, numbered: bool, pieces: Sequence[Piece]) -> Draft:
    line = (token.map or [0])[0] + 1
    if depth + 1 > MAX_LEVEL:
        raise MarkdownFault("lists nest three deep at most", line)
    block = _BLOCK.match(token.content.strip())
    if block and not block[0].startswith("[[ref:"):
        return Draft("", Role.BODY, depth + 1, generated=(block[1], block[2] or ""))
    role = Role.BODY if depth == 0 else Role.CLAUSE if numbered else Role.CONTINUATION
    inline = _Inline(pieces, line)
    for child in token.children or ():
        if child.type not in _KNOWN:
            raise MarkdownFault(f"{child.type} is not allowed in wording", line)
        inline.add(child)
    return Draft(
        inline.text, role, depth + 1 if depth else 0, tuple(sorted(inline.marks)), tuple(inline.references),
        inline.anchor,
    )  # fmt: skip


class _Inline:
    """Builds text and marks from inline tokens."""

    def __init__(self, pieces: Sequence[Piece], line: int) -> None:
        self.pieces = pieces
        self.line = line
        self.text = ""
        self.marks: list[Mark] = []
        self.references: list[Reference] = []
        self.anchor = ""
        self.broken = False  # a line has just ended
        self.opened: dict[str, int] = {}

    def add(self, token: Token) -> None:
        broken, self.broken = self.broken, token.type in ("softbreak", "hardbreak")
        if token.type == "text":
            if broken and _LIST_ITEM.match(token.content):
                raise MarkdownFault("a list that follows its paragraph begins with `1.`", self.line)
            self._text(token.content)
        elif self.broken:
            self.text = self.text.rstrip(" ") + " "
        elif token.type.endswith("_open"):
            self.opened[token.type] = len(self.text)
        else:
            start = self.opened.pop(token.type.replace("_close", "_open"))
            kind = MarkKind.TERM if token.type == "strong_close" else MarkKind.ITALIC
            if start < len(self.text):
                self.marks.append(Mark(start, len(self.text), kind))

    def _text(self, content: str) -> None:
        anchor = _ANCHOR.search(content)
        if anchor:
            self.anchor = anchor[1]
            content = content[: anchor.start()] + content[anchor.end() :]
        position = 0
        for match in re.finditer(f"{_REF.pattern}|{_SENTINEL.pattern}", content):
            self._literal(content[position : match.start()])
            position = match.end()
            if match[3] is not None:
                self._piece(self.pieces[int(match[3])])
            else:
                self.references.append(Reference(len(self.text), match[1], match[2] or ""))
        self._literal(content[position:])

    def _literal(self, content: str) -> None:
        wrong = _LEFT_OVER.search(content)
        if wrong:
            raise MarkdownFault(f"{wrong[0]!r} is not understood", self.line)
        self.text += content

    def _piece(self, piece: Piece) -> None:
        start = len(self.text)
        self.text += piece.text
        if piece.parameter:
            self.marks.append(Mark(start, len(self.text), MarkKind.BLANK, piece.parameter))
