"""Contracts as plain text: what a file is, its encoding, and its paragraphs and headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from clausekit.markdown import (
    is_converted_pages,
    looks_like_markdown,
    markdown_items,
    to_markdown,
    without_page_headings,
)
from clausekit.model import Contract, Mark, MarkKind, Note, Paragraph, Role
from clausekit.notes import note
from clausekit.outline import Item, contents_lines, title_index, to_sections
from clausekit.refusals import read_error
from clausekit.signs import LONGEST_HEADING, announces_annex, ends_in_page, mostly_capitals, sign

__all__ = ["read_text", "sniff", "to_markdown"]

LARGEST = 20 * 1024 * 1024
_MARKDOWN_MOST = 4 * 1024 * 1024
_ITEM = re.compile(
    r"[\s\u00a0]*(?:[-–—•*▪◦o➢→][\s\u00a0]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)][\s\u00a0]|\d+(?:\.\d+)+)"
)
_GAP = re.compile(r"[ \t\u00a0]{3,}")
_UNDERLINE = re.compile(r"(?<=\w.)\s*[-_=]{4,}\s*$")  # how typewriters underlined a heading
_SPACES = re.compile(r"[ \t]+")
_STARTS_ANEW = re.compile(
    r"(?:\(?[a-zA-Z\d]{1,4}[.)]\s|\d+\.\d|article\s|section\s|annexe\s|exhibit\s|schedule\s)", re.I
)
_LEAD_IN = re.compile(
    r"(?:\(?[\w.]{1,8}[.)]?[\s\u00a0]+)?(?P<lead>[A-ZÀ-Ý][\w’'&,/()\s\u00a0-]{2,60}?)(?:\.|[\s\u00a0]?[:–—])[\s\u00a0]+(?=[A-ZÀ-Ý(\"“«])"
)
_NOT_A_HEADING = re.compile(r"(?:by|name|title|date|its|page|source|signed|nom|fait|tel|fax|www|http)\b|.*/s/", re.I)
_LONG_LINE = 400
_SIGNS = {
    "odt": b"mimetypeapplication/vnd.oasis.opendocument.text", "pdf": b"%PDF-", "rtf": b"{\\rtf",
    "doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
}  # fmt: skip


def sniff(data: bytes, name: str = "") -> str:
    """ "docx", "odt", "doc", "rtf", "pdf", "md" or "txt".

    A file that is not what its name says, and whatever is no text, is left to the .docx reader, which says what it is.
    """
    extension = name.lower().rpartition(".")[2] if "." in name else ""
    for kind, beginning in _SIGNS.items():
        if extension in (kind, "") and beginning in data[:1024]:
            return kind
    if data.startswith(b"PK"):
        return "odt" if extension == "odt" else "docx"
    if extension in ("md", "markdown"):
        return "md"
    if extension in ("txt", "text"):
        return "txt"
    if extension or not data.strip() or _is_binary(data):
        return "docx"
    return "md" if looks_like_markdown(decode(data)) else "txt"


def read_text(data: bytes | str, *, name: str = "") -> Contract:
    """Read plain text or Markdown (by its name, or by its looks when it has none)."""
    text = data if isinstance(data, str) else decode(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n").replace("\x00", "")
    if not text.strip():
        raise read_error("empty", name=name)
    markdown = name.lower().endswith((".md", ".markdown")) or looks_like_markdown(text)
    if markdown and is_converted_pages(text):  # a PDF poured into Markdown: its headings are pages
        text, markdown = without_page_headings(text), False
    notes: tuple[Note, ...] = ()
    items: list[Item] = []
    if markdown and len(text) < _MARKDOWN_MOST:
        try:
            items = markdown_items(text)
        except (ValueError, IndexError, KeyError, RecursionError):
            notes = (note(name, "markdown"),)
    if not items:
        items = text_items(text)
    return _contract(items, notes)


def decode(data: bytes) -> str:
    """Bytes to text: UTF-8, UTF-16, or what Windows wrote before them."""
    if len(data) > LARGEST:
        raise read_error("too_big", "megabytes", n=LARGEST // 1024**2)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    if _is_binary(data):
        raise read_error("no_text")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _is_binary(data: bytes) -> bool:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return False
    head = data[:8192]
    odd = sum(byte < 9 or 13 < byte < 32 for byte in head)
    return b"\0" in head or odd * 20 > len(head)


def _contract(items: list[Item], notes: tuple[Note, ...]) -> Contract:
    lines = [item.block.text if isinstance(item.block, Paragraph) else "" for item in items]
    for index in contents_lines(lines, [""] * len(lines)):
        items[index].toc, items[index].heading = True, 0
    title = title_index(items)
    name = ""
    if title >= 0 and isinstance(block := items[title].block, Paragraph):
        items[title].block = Paragraph(block.text, Role.TITLE, 0, block.number, block.marks)
        items[title].heading = 0
        name = " ".join(block.text.split())
    front, sections = to_sections(items)
    return Contract(name, "", sections, front=front, notes=notes)


# -- plain text --------------------------------------------------------------------------------


def text_items(text: str) -> list[Item]:
    """Paragraphs and headings of a text without markup."""
    paragraphs = list(_rejoined(_paragraphs(text)))
    times = Counter(paragraphs)
    items = [_item(paragraph, times[paragraph]) for paragraph in paragraphs]
    if len(items) > 12 and sum(bool(item.heading) for item in items) < 5:
        _mark_short_lines(items, times)
    return items


def _mark_short_lines(items: Sequence[Item], times: Counter[str]) -> None:
    """Where nothing else looks like a heading, a short line above a long paragraph does."""
    for item, after in pairwise(items):
        if not isinstance(block := item.block, Paragraph) or not isinstance(after.block, Paragraph):
            continue
        text = block.text
        short = 4 <= len(text) <= 60 and len(text.split()) <= 9 and text[0].isupper() and text[-1].isalpha()
        if short and len(after.block.text) > 80 and times[text] == 1 and not _NOT_A_HEADING.match(text):
            item.heading = 1
            item.block = Paragraph(text, Role.HEADING, 1)


def _paragraphs(text: str) -> Iterator[str]:
    lines = text.split("\n")
    width = _wrap_width(lines)
    held: list[str] = []
    for line in lines:
        stripped = line.strip()
        if held and (not stripped or not _continues(held[-1], stripped, width)):
            yield " ".join(held)
            held = []
        if len(stripped) > _LONG_LINE:
            yield from _split_long(stripped)
        elif stripped:
            held.append(_clean(stripped))
    if held:
        yield " ".join(held)


def _clean(line: str) -> str:
    """Single spaces, except before a page number: there they tell a table of contents."""
    if re.search(r"\s{3,}\d{1,3}$", line):
        return line
    return _SPACES.sub(" ", _UNDERLINE.sub("", line))


def _wrap_width(lines: Sequence[str]) -> int:
    """The width at which an editor broke the lines, or 0 when every line is a paragraph."""
    inner = sorted(len(line.strip()) for line, after in pairwise(lines) if line.strip() and after.strip())
    if len(inner) < 3:
        return 80
    width = inner[int(len(inner) * 0.9)]
    return width if 40 <= width <= 140 else 0


def _continues(before: str, line: str, width: int) -> bool:
    """Whether a line goes on where the one before was broken."""
    if not width or len(before) < 0.72 * width or _ITEM.match(line) or ends_in_page(before):
        return False
    if sign(line).kind in ("article", "annex") and len(line) < LONGEST_HEADING and before.endswith((".", ";", ":")):
        return False
    return not (mostly_capitals(before) and not mostly_capitals(line))


def _split_long(line: str) -> Iterator[str]:
    """Some exports put a whole contract on one line, paragraphs three blanks apart."""
    held = ""
    for piece in _GAP.split(line):
        loud = mostly_capitals(held[-200:]) and mostly_capitals(piece) and len(held) > 60  # a sentence in capitals
        anew = held and (
            held.endswith((".", ";", ":"))
            or _STARTS_ANEW.match(piece)
            or (mostly_capitals(held[-200:]) and not loud)
            or (len(held) < 80 and (sign(held).kind or held.istitle()))
            or (mostly_capitals(piece) and len(piece) > 8 and not loud)
        )
        if anew:
            yield _SPACES.sub(" ", held)
            held = piece
        else:
            held = f"{held} {piece}" if held else piece
    if held:
        yield _SPACES.sub(" ", held)


def _rejoined(paragraphs: Iterator[str]) -> Iterator[str]:
    """A sentence that a page break cut in two is one again."""
    held: list[str] = []
    for paragraph in paragraphs:
        cut = held and len(held[-1]) > 60 and held[-1][-1].isalnum() and paragraph[0].islower()
        if held and not (cut and not _ITEM.match(paragraph)):
            yield " ".join(held)
            held = []
        held.append(paragraph)
    if held:
        yield " ".join(held)


def _item(text: str, times: int) -> Item:
    level = heading_level(text, times)
    if level:
        return Item(Paragraph(text, Role.HEADING, level), level, annex=announces_annex(text))
    lead = _LEAD_IN.match(text[:140])
    if lead and len(lead["lead"].split()) <= 8:
        return Item(Paragraph(text, marks=(Mark(lead.start("lead"), lead.end("lead"), MarkKind.BOLD),)))
    return Item(Paragraph(text))


def heading_level(text: str, times: int = 1) -> int:
    """Level of a line that looks like a heading, or 0; lines that come on every page are none."""
    if len(text) > LONGEST_HEADING or times >= 3 or _NOT_A_HEADING.match(text):
        return 0
    ends = text.rstrip().endswith((".", ";", ",", ":"))
    found = sign(text)
    words = len(text.split())
    if found.kind == "label":
        return found.level if times == 1 and (text[0].isupper() and words <= 8) else 0
    if found.kind in ("article", "annex"):
        return min(found.level, 4) if (not ends or (len(text) <= 60 and text[-1] in ".:")) and text[0].isupper() else 0
    capitals = mostly_capitals(text)
    if found.kind == "number":
        named = not ends or (text.endswith(".") and words <= 7)  # "4. Term and Termination."
        short = words <= 10 and named and bool(re.search(r"[A-ZÀ-Ý]", text))
        return min(found.level, 4) if short or (capitals and words <= 16) else 0
    good = capitals and 4 <= len(text) <= 100 and words <= 10 and not text.endswith((",", ";", "."))
    return 1 if good and not re.search(r"[_\[\]]{2}|\d{4,}|\*\*", text) else 0
