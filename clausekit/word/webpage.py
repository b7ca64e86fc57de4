"""The text of a web page inside a document (altChunk): paragraphs, headings, lists and tables, as Word shows them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from clausekit.word.budget import Budget
from clausekit.word.layout import PLAIN_LAYOUT
from clausekit.word.lines import BOLD, ITALIC, STRONG, UNDERLINE, Form, Piece
from clausekit.word.names import Element, to_int
from clausekit.word.numbering import Numbered
from clausekit.word.numerals import numeral
from clausekit.word.reading import Blocks, Line, RawTable, finished
from clausekit.word.stylefacts import PLAIN

_UNSEEN = {"head", "script", "style", "template", "noscript", "object", "iframe", "select", "textarea", "title"}
_BLOCKS = {
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd", "blockquote", "pre", "section",
    "article", "header", "footer", "main", "aside", "nav", "address", "center", "form", "fieldset", "figure",
    "figcaption", "body", "html", "table", "caption", "tbody", "thead", "tfoot", "tr", "td", "th", "hr",
}  # fmt: skip
_BOLD, _ITALIC, _UNDERLINED = {"b", "strong", "th"}, {"i", "em"}, {"u", "ins"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?[\w-]+", re.IGNORECASE)
_FORMATS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_MOST_TAGS = 400_000  # a tree of more takes hundreds of megabytes
_WIDEST = 64


def read_page(data: bytes, budget: Budget, *, final: bool, charset: str = "") -> Blocks | None:
    """The blocks of a page; None when it is none, or too much. Nothing that it refers to is fetched."""
    if data.count(b"<") > _MOST_TAGS:
        return None
    text = data[:2] in (b"\xff\xfe", b"\xfe\xff") or data.startswith(b"\xef\xbb\xbf") or _CHARSET.search(data[:2048])
    parser = etree.HTMLParser(
        no_network=True, remove_comments=True, remove_pis=True, huge_tree=False,
        encoding=charset or (None if text else _guessed(data)),
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError, LookupError):
        return None
    if root is None:
        return None
    reader = _Reader(budget, final)
    for event, element in etree.iterwalk(root, events=("start", "end")):
        reader.begin(element) if event == "start" else reader.end(element)
    reader.settle()
    return reader.places[0]


def _guessed(data: bytes) -> str:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


@dataclass(slots=True)
class _Reader:
    """Gathers text into paragraphs, and paragraphs into the body or the cell that is open."""

    budget: Budget
    final: bool
    pieces: list[Piece] = field(default_factory=list)
    places: list[Blocks] = field(default_factory=lambda: [[]])  # body, then the open cells
    tables: list[RawTable] = field(default_factory=list)
    lists: list[list[int | str]] = field(default_factory=list)  # of each open list: next number, format
    number: Numbered | None = None
    outline: int = 0  # level of the open heading
    unseen: int = 0
    flags: dict[int, int] = field(default_factory=lambda: {STRONG | BOLD: 0, ITALIC: 0, UNDERLINE: 0})

    def begin(self, element: Element) -> None:
        tag = str(element.tag)
        if self.unseen or self._is_unseen(tag, element):
            self.unseen += 1
            return
        self._dress(tag, 1)
        if tag in _BLOCKS:
            self.settle()
            self._open(tag, element)
        elif tag == "br":
            self.pieces.append(("\n", self._form(), None))
        self._say(element.text)

    def end(self, element: Element) -> None:
        tag = str(element.tag)
        if self.unseen:
            self.unseen -= 1
        else:
            self._dress(tag, -1)
            if tag in _BLOCKS:
                self.settle()
                self._close(tag)
        if not self.unseen:
            self._say(element.tail)

    def settle(self) -> None:
        """End the paragraph that is open."""
        pieces, self.pieces = self.pieces, []
        if not any(text.strip() for text, _, _ in pieces):
            return
        self.budget.tick()
        raw = finished(Line(PLAIN, {}, pieces), PLAIN_LAYOUT, self.number, placed=False)
        self.number = None
        if self.outline:
            raw.outline = self.outline - 1
        self.places[-1].append(raw)

    def _is_unseen(self, tag: str, element: Element) -> bool:
        removed = tag == ("del" if self.final else "ins")
        return tag in _UNSEEN or removed or "hidden" in element.attrib or bool(_HIDDEN.search(element.get("style", "")))

    def _say(self, text: str | None) -> None:
        if text:
            words = _BLANKS.sub(" ", text)
            begins = bool(self.pieces) and self.pieces[-1][0] == "\n"
            self.pieces.append((words.lstrip(" ") if begins else words, self._form(), None))

    def _form(self) -> Form:
        return Form(sum(flag for flag, depth in self.flags.items() if depth > 0))

    def _dress(self, tag: str, step: int) -> None:
        for flag, tags in zip(self.flags, (_BOLD, _ITALIC, _UNDERLINED), strict=True):
            if tag in tags:
                self.flags[flag] += step

    def _open(self, tag: str, element: Element) -> None:
        if tag in ("ol", "ul"):
            kind = "bullet" if tag == "ul" else _FORMATS.get(element.get("type", ""), "decimal")
            self.lists.append([to_int(element.get("start", ""), 1), kind])
        elif tag == "li":
            self._item(element)
        elif len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.outline = int(tag[1])
        elif tag == "table":
            table = RawTable([])
            self.places[-1].append(table)
            self.tables.append(table)
        elif tag == "tr" and self.tables:
            self.tables[-1].rows.append([])
        elif tag in ("td", "th") and self.tables:
            self._cell(element)

    def _item(self, element: Element) -> None:
        """The number of a list's item; every list counts for itself."""
        if not self.lists:
            return
        count, kind = self.lists[-1]
        count = to_int(element.get("value", ""), int(count))
        self.lists[-1][0] = count + 1
        label = "•" if kind == "bullet" else f"{numeral(count, str(kind))}."
        self.number = Numbered(label, min(len(self.lists) - 1, 8))

    def _cell(self, element: Element) -> None:
        self.budget.tick()
        rows = self.tables[-1].rows
        if not rows:
            rows.append([])
        cell: Blocks = []
        rows[-1].append((cell, max(1, min(to_int(element.get("colspan", ""), 1), _WIDEST))))
        self.places.append(cell)

    def _close(self, tag: str) -> None:
        if tag in ("ol", "ul") and self.lists:
            self.lists.pop()
        elif tag == "li":
            self.number = None
        elif len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.outline = 0
        elif tag == "table" and self.tables:
            self.tables.pop()
        elif tag in ("td", "th") and self.tables and len(self.places) > 1:
            self.places.pop()
