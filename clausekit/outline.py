"""From lines to sections: titles, tables of contents, headings and annexes of any contract."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from clausekit.model import Block, ClauseTag, Paragraph, Part, Role, Section, Table, iter_paragraphs
from clausekit.signs import LONGEST_HEADING, ends_in_page, may_end_in_page, mostly_capitals, sign

_CONTENTS_TITLE = re.compile(r"(?:sommaire|table des mati[èe]res|(?:table of )?contents|index|table)\W*", re.IGNORECASE)
_NO_LETTERS = re.compile(r"[\W\d_]+")
_WESTERN_SIGNS = "".join(_NO_LETTERS.findall(bytes(range(256)).decode("cp1252", "ignore"))).encode("cp1252")
_TITLE = re.compile(
    r"\b(?:contrat|convention|accord|protocole|pacte|charte|statuts|avenant|mandat|bail|cession|"
    r"conditions|r[èe]glement|cahier|march[ée]|proposition|agreement|contract|addendum|amendment|terms|"
    r"memorandum|licen[cs]e|charter|statement of work)\b",
    re.IGNORECASE,
)
_LONGEST_LINE = 250  # of a table of contents
_FEWEST_LINES = 4
_BEFORE_ANNEXES = 2  # headings: a contract filed as "Exhibit 10.1" is no annex


@dataclass(slots=True)
class Item:
    """A block on its way into a section; `heading` is its level when it is one."""

    block: Block
    heading: int = 0
    toc: bool = False
    annex: bool = False
    tag: ClauseTag | None = None
    cover: bool = False


# -- tables of contents ------------------------------------------------------------------------


def contents_lines(lines: Sequence[str], pages: Sequence[str]) -> set[int]:
    """Indexes of the lines of tables of contents made by hand; `pages` is what follows a line's last tab."""
    ends = set(filter(may_end_in_page, {line[-3:] for line in lines}))  # few, of many lines
    leaders = [
        len(line) < _LONGEST_LINE and (page.isdigit() or (line[-3:] in ends and ends_in_page(line)))
        for line, page in zip(lines, pages, strict=True)
    ]
    found = _runs(leaders, lines) if sum(leaders) >= _FEWEST_LINES else set()
    found |= _repeated(lines)
    for index in sorted(found):
        before = index - 1
        while before >= 0 and not lines[before].strip():
            before -= 1
        if before >= 0 and _CONTENTS_TITLE.fullmatch(lines[before].strip()):
            found.add(before)
    return found


def _runs(leaders: Sequence[bool], lines: Sequence[str]) -> set[int]:
    """Four lines or more in a row that end in a page number."""
    found: set[int] = set()
    run: list[int] = []
    for index in range(len(leaders) + 1):
        if index < len(leaders) and leaders[index]:
            run.append(index)
        elif index < len(leaders) and not lines[index].strip():
            continue
        else:
            found.update(run if len(run) >= _FEWEST_LINES else ())
            run = []
    return found


def _repeated(lines: Sequence[str]) -> set[int]:
    """After a title "Sommaire": three lines or more that all come again further down."""
    titled = {k for k, line in enumerate(lines) if len(line) <= 40 and _CONTENTS_TITLE.fullmatch(line.strip())}
    if not titled:
        return set()
    # Found again without number and page; what is long is no heading, here or further down.
    keys = [_letters(line) if len(line) < _LONGEST_LINE else line for line in lines]
    last = {key: index for index, key in enumerate(keys) if key}
    found: set[int] = set()
    for start in sorted(titled):
        if start in found:
            continue
        run: list[int] = []
        seen: set[str | bytes] = set()
        for index in range(start + 1, len(lines)):
            if not keys[index]:
                continue
            again = keys[index] in seen or last[keys[index]] == index  # the first article, or no heading
            if again or len(lines[index]) > LONGEST_HEADING + 20:
                break
            seen.add(keys[index])
            run.append(index)
        if len(run) >= 3:
            found.update([start, *run])
    return found


def _letters(line: str) -> str | bytes:
    """The letters of a line, small; those of Western alphabets are picked in bytes, at a tenth of the cost."""
    small = line.lower()
    try:
        return small.encode("cp1252").translate(None, _WESTERN_SIGNS)
    except UnicodeEncodeError:
        letters = _NO_LETTERS.sub("", small)
    try:
        return letters.encode("cp1252")
    except UnicodeEncodeError:
        return letters


# -- titles and sections -----------------------------------------------------------------------


def title_index(items: Sequence[Item]) -> int:
    """Which of the first items is the title of the contract, or -1."""
    shown = [k for k, item in enumerate(items[:40]) if not (item.toc or item.cover)]
    first = [k for k in shown if isinstance(items[k].block, Paragraph)]
    for k in first:
        block = items[k].block
        if isinstance(block, Paragraph) and block.role is Role.TITLE and block.text:
            return k
    for k in first[:15]:
        block = items[k].block
        if not isinstance(block, Paragraph) or len(block.text) > 160:
            continue
        if sign(block.text).kind in ("article", "number") or block.number:
            break
        if _TITLE.search(block.text) and not block.text.rstrip().endswith((".", ";", ",")):
            return k
    for k in first[:5]:
        block = items[k].block
        if isinstance(block, Paragraph) and mostly_capitals(block.text) and 8 < len(block.text) <= 120:
            return k if not sign(block.text).kind else -1
    return -1


def title_in_table(items: Sequence[Item]) -> str:
    """The title of a contract that stands in a table from its first line on."""
    for item in items[:2]:
        if isinstance(item.block, Table):
            for paragraph in list(iter_paragraphs((item.block,)))[:6]:
                if len(paragraph.text) <= 120 and _TITLE.search(paragraph.text):
                    return " ".join(paragraph.text.split())
    return ""


def to_sections(items: Iterable[Item]) -> tuple[tuple[Section, ...], tuple[Section, ...]]:
    """(front, sections): each heading opens a section; cover and contents go to the front."""
    front: list[_Open] = []
    body: list[_Open] = []
    in_annex = False
    headings = 0
    for item in items:
        if item.toc or item.cover:
            part = Part.TOC if item.toc else Part.COVER
            _append(front, item, part, new=not front or front[-1].part is not part)
            continue
        if not item.heading and body and item.tag == body[-1].tag:
            body[-1].blocks.append(item.block)
            continue
        headings += bool(item.heading)
        if item.heading == 1 and item.annex and (item.tag or headings > _BEFORE_ANNEXES):
            in_annex = True
        new = not body or bool(item.heading) or item.tag != body[-1].tag
        _append(body, item, Part.ANNEX if in_annex else Part.BODY, new=new)
    return tuple(part.close() for part in front), tuple(part.close() for part in body)


@dataclass(slots=True)
class _Open:
    heading: Paragraph | None
    blocks: list[Block]
    part: Part
    tag: ClauseTag | None

    def close(self) -> Section:
        return Section(self.heading, tuple(self.blocks), self.part, self.tag)


def _append(sections: list[_Open], item: Item, part: Part, *, new: bool) -> None:
    if item.heading and isinstance(item.block, Paragraph) and not item.toc:
        sections.append(_Open(item.block, [], part, item.tag))
        return
    if new:
        sections.append(_Open(None, [], part, item.tag))
    block = item.block
    if item.toc and isinstance(block, Paragraph):
        block = replace(block, role=Role.TOC)
    sections[-1].blocks.append(block)
