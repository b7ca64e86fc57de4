"""From lines to sections: what announces an article, an annex or a table of contents in any contract."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from clausekit.model import Block, ClauseTag, Paragraph, Part, Role, Section, Table, iter_paragraphs

_ANNEX = re.compile(
    r"(?:annexes?|appendi(?:x|ces)|schedules?|exhibits?|attachments?)"
    r"(?:[\s\u00a0]*(?:n[°o]\.?[\s\u00a0]*)?(?:\d+|[ivxlc]+|[a-z])(?:[-.]\d+)*)?(?:$|[\s\u00a0.:;,–—)(-])",
    re.IGNORECASE,
)
_ANNEX_BARE = re.compile(r"(?:annexes?|appendi(?:x|ces)|schedules?|exhibits?|attachments?)\W*", re.IGNORECASE)
# An article put in later: « 7 bis », "7A".
_LATIN = r"[\s\u00a0]+(?:bis|ter|quater|quinquies|sexies|septies|octies|nonies|decies|undecies|duodecies)\b"
_BETWEEN = rf"(?:{_LATIN}|[A-Z]\b)?"
_ARTICLE = re.compile(
    r"(?:articles?|art\.|section|clause|titre|chapitre|chapter|part|partie)[\s\u00a0]*"
    r"(?:n[°o]\.?[\s\u00a0]*)?(?P<number>\d+(?:\.\d+)*|[ivxlc]+|1er|premier|unique)" + _BETWEEN + r"(?![\w])",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"[\s\u00a0]+[a-zà-ÿ]|[\s\u00a0]*,|\([a-z]")  # "Article 4 of this contract"
_NUMBER = re.compile(
    r"(?P<number>\d{1,3}(?:\.\d{1,3}){0,4})" + rf"(?:{_LATIN}|[A-Z](?=[.)]))?"
    r"(?:[.)]|[\s\u00a0]*[–—-]|(?=[\s\u00a0]))[\s\u00a0]*(?=\S)"
)
_ROMAN = re.compile(r"(?:[IVXLC]{1,6}|[A-H])[.)]?(?:[\s\u00a0]*[–—-]|[.)])[\s\u00a0]*(?=\S)")
_BARE = re.compile(
    r"(?:article|section|clause)[\s\u00a0]*(?:n[°o]\.?[\s\u00a0]*)?(?:\d+|[ivxlc]+|1er|premier|unique)"
    + _BETWEEN
    + r"[\s\u00a0]*[.:–—-]?",
    re.IGNORECASE,
)
# The annex of a law or decree is often the contract itself.
_OF_A_LAW = re.compile(r"\w+[\s\u00a0]*\S*[\s\u00a0]*(?:à|au|de|aux)[\s\u00a0]+(?:l['’]article|la loi|d[ée]cret)", re.I)
_SENTENCE = re.compile(r"(?<=[a-zà-ÿ)”\"’'])[.;]\s+[\[(“\"«]?(?:[A-ZÀ-Ý]\w|[AÀ]\s[a-zà-ÿ])")
_LABELS = re.compile(
    r"(?:pr[ée]ambule|exp[oô]s[ée](?: pr[ée]alable)?|entre(?: les soussign[ée]e?s)?|"
    r"consid[ée]rants?|il a [ée]t[ée] (?:pr[ée]alablement )?(?:expos[ée]|convenu).{0,60}|signatures?|"
    r"(?:(?:les |the )?parties|d[ée]finitions?)(?!\W*:)|recitals?|background|preamble|whereas|between|"
    r"witnesseth|in witness whereof.{0,20})\W*",
    re.IGNORECASE,
)
# What any of these begins with: most lines begin otherwise, and need not be looked at again.
_SIGNED = re.compile(
    r"[*_# \u00a0]*(?:\d|[ivxlca-h]{1,6}[.)–—\s\u00a0-]|annex|appendi|schedul|exhibit|attach|art|section|clause|titre|"
    r"chap|part|pr[ée]amb|expos|expôs|entre|consid|il a |signat|les |the |d[ée]fini|recit|backg|whereas|between|witness|"
    r"in wit)",
    re.IGNORECASE,
)
_CONTENTS_TITLE = re.compile(r"(?:sommaire|table des mati[èe]res|(?:table of )?contents|index|table)\W*", re.IGNORECASE)
_NO_LETTERS = re.compile(r"[\W\d_]+")
_LEADER = re.compile(r"(?:[.…·_]{3,}|\s{3,}|\t)[\s\u00a0]*(?:page[\s\u00a0]*)?[\divxlA-Z-]{1,6}\.?$")
_TITLE = re.compile(
    r"\b(?:contrat|convention|accord|protocole|pacte|charte|statuts|avenant|mandat|bail|cession|"
    r"conditions|r[èe]glement|cahier|march[ée]|proposition|agreement|contract|addendum|amendment|terms|"
    r"memorandum|licen[cs]e|charter|statement of work)\b",
    re.IGNORECASE,
)
_WESTERN = bytes(range(256)).decode("cp1252", "ignore")
_CAPITALS = "".join(filter(str.isupper, _WESTERN)).encode("cp1252")
_SMALL = "".join(c for c in _WESTERN if c.isalpha() and not c.isupper()).encode("cp1252")
LONGEST_HEADING = 140
_HEAD = 200  # characters that say what a line is
LONGEST_BARE = 60  # "Article 4", with blanks around it
_LONGEST_LINE = 250  # of a table of contents
_FEWEST_LINES = 4
_ENDS = frozenset("ivxlABCDEFGHIJKLMNOPQRSTUVWXYZ-")
_TAIL = 60  # where its page number stands, dots and all
_BEFORE_ANNEXES = 2  # headings: a contract filed as "Exhibit 10.1" is no annex


@dataclass(frozen=True, slots=True)
class Sign:
    """What the first words of a line say it is."""

    kind: str = ""  # "annex", "article", "number", "label" or ""
    level: int = 0


@dataclass(slots=True)
class Item:
    """A block on its way into a section; `heading` is its level when it is one."""

    block: Block
    heading: int = 0
    toc: bool = False
    annex: bool = False
    tag: ClauseTag | None = None
    cover: bool = False


def sign(text: str) -> Sign:
    """Article, annex, numbered line or well-known label, by the first words."""
    return _sign(text[:_HEAD]) if _SIGNED.match(text) else _NO_SIGN


_NO_SIGN = Sign()


@lru_cache(maxsize=1024)  # a heading is looked at three times
def _sign(beginning: str) -> Sign:
    head = beginning.lstrip("*_# \u00a0")
    if (match := _ARTICLE.match(head)) and not _GOES_ON.match(head, match.end()):
        return Sign("article", 1 + match["number"].count("."))
    if _ANNEX.match(head):
        return Sign("annex", 1)
    if match := _NUMBER.match(head):
        return Sign("number", 1 + match["number"].count("."))
    if _ROMAN.match(head):
        return Sign("number", 1)
    return Sign("label", 1) if _LABELS.fullmatch(head) else Sign()


def announces_annex(display: str) -> bool:
    """Whether a heading opens an annex: "Annexe 2", "Schedule A – Prices", "ANNEXES"."""
    head = display.strip()
    if not _ANNEX.match(head) or _OF_A_LAW.match(head):
        return False
    return bool(_ANNEX_BARE.fullmatch(head)) or bool(
        re.match(r"\w+[\s\u00a0]*(?:n[°o]|[\dIVXLCA-Z]\b|\d|[:–—-])", head)
    )


def ends_in_page(line: str) -> bool:
    """Whether a line leads to a page number, as in a table of contents."""
    end = line[-1:]
    if end == ".":
        end = line[-2:-1]
    return (end in _ENDS or end.isdigit()) and bool(_LEADER.search(line[-_TAIL:]))


def is_bare_number(text: str) -> bool:
    """ "Article 4" alone on its line: what it is about stands on the next."""
    return len(text) <= LONGEST_BARE and bool(_BARE.fullmatch(text.strip()))


def is_sentence(text: str) -> bool:
    """Whether one sentence ends and another begins inside the text."""
    return ("." in text[:-1] or ";" in text) and bool(_SENTENCE.search(text))


def mostly_capitals(text: str) -> bool:
    """Whether nearly all letters are capitals."""
    return _capitals(text) if len(text) <= _HEAD else _mostly_capitals(text)


def _mostly_capitals(text: str) -> bool:
    try:  # letters of Western alphabets are counted in bytes, at a tenth of the cost
        data = text.encode("cp1252")
    except UnicodeEncodeError:
        letters, capitals = sum(map(str.isalpha, text)), sum(map(str.isupper, text))
    else:
        rest = data.translate(None, _CAPITALS)
        capitals = len(data) - len(rest)
        letters = capitals + len(rest) - len(rest.translate(None, _SMALL))
    return letters > 2 and capitals >= 0.85 * letters


_capitals = lru_cache(maxsize=1024)(_mostly_capitals)  # of short texts only: nothing long is kept


# -- tables of contents ------------------------------------------------------------------------


def contents_lines(lines: Sequence[str], pages: Sequence[str]) -> set[int]:
    """Indexes of the lines of tables of contents made by hand; `pages` is what follows a line's last tab."""
    leaders = [
        len(line) < _LONGEST_LINE and ((page != "" and page.isdigit()) or ends_in_page(line))
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
    if not any(_CONTENTS_TITLE.fullmatch(line.strip()) for line in lines if len(line) <= 40):
        return set()
    # Found again without number and page; what is long is no heading, here or further down.
    keys = [_NO_LETTERS.sub("", line.lower()) if len(line) < _LONGEST_LINE else line for line in lines]
    last = {key: index for index, key in enumerate(keys) if key}
    found: set[int] = set()
    for start, line in enumerate(lines):
        if start in found or len(line) > 40 or not _CONTENTS_TITLE.fullmatch(line.strip()):
            continue
        run: list[int] = []
        seen: set[str] = set()
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
