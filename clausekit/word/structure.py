"""Raw blocks to sections: roles from our own styles, headings of strangers' contracts by their looks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from operator import attrgetter

from clausekit.model import Cell, ClauseTag, Mark, MarkKind, Paragraph, Role, Table, TableKind, quick_paragraph
from clausekit.outline import Item, contents_lines, title_in_table, title_index
from clausekit.signs import (
    LONGEST_BARE,
    LONGEST_HEADING,
    announces_annex,
    is_bare_number,
    is_sentence,
    may_be_signed,
    mostly_capitals,
    sign,
)
from clausekit.word.reading import Blocks, RawBlock, RawParagraph, RawTable

# Styles of our own documents, by name: role, level, and whether the paragraph opens a section.
OWN_STYLES: dict[str, tuple[Role, int]] = {
    "heading 1": (Role.HEADING, 1), "heading 2": (Role.HEADING, 2), "heading 3": (Role.HEADING, 3),
    "annexe titre": (Role.HEADING, 1), "intitulé": (Role.LABEL, 1),
    "title": (Role.TITLE, 0), "subtitle": (Role.SUBTITLE, 0), "partie": (Role.PARTY, 0),
    "considérant": (Role.RECITAL, 0), "définition": (Role.DEFINITION, 0), "caption": (Role.CAPTION, 0),
    **{f"clause niveau {n}": (Role.CLAUSE, n) for n in (2, 3, 4)},
    **{f"annexe niveau {n}": (Role.CLAUSE, n) for n in (2, 3, 4)},
    **{f"clause suite {n}": (Role.CONTINUATION, n) for n in (2, 3, 4)},
    "corps de clause": (Role.BODY, 0),
}  # fmt: skip
_COVER = "couverture "  # what the names of our styles of the cover page begin with
_TAG = re.compile(r"ck:(?:(?P<language>\w*)\.)?(?P<clause>[^@#]+)@(?P<version>[^#]*)#(?P<digest>.*)")
_HEADING_STYLE = re.compile(r"heading|titre|title|article|überschrift|clause title|section", re.IGNORECASE)
_TOC_STYLE = re.compile(r"toc (?:\d|heading)").match
_TEXT, _LAST_TAB, _STYLE_NAME, _TOC = map(attrgetter, ("text", "last_tab", "style.name", "toc"))
_OWN_LOOK = ("title", "subtitle", "caption")  # those of OWN_STYLES that strangers' documents have too
_BODY, _CLAUSE, _HEADING = Role.BODY, Role.CLAUSE, Role.HEADING  # an attribute of an enumeration is looked up slowly
_HEADINGS = (Role.HEADING, Role.LABEL)
_SENTENCE_END = ".;,"
_LEAD_END = re.compile(r"[.:–—-][\"”»]?\s*$")
_LONGEST_LEAD = 90
_ENOUGH = 2.5


def read_structure(blocks: Blocks, *, own: bool) -> tuple[str, list[Item]]:
    """(title, one item for each block) of a body story without empty paragraphs."""
    items = [Item(_block(block, own)) for block in blocks]
    for index in _contents(blocks, own):
        items[index].toc = True
    if own:
        for item, block in zip(items, blocks, strict=True):
            item.tag = clause_tag(block.tag) if block.tag else None
    _mark_headings(items, blocks, own)
    title = title_index(items)
    if title >= 0 and not own:
        _set_title(items[title])
    if own:
        _mark_cover(items)
    return _title_text(items, title) or title_in_table(items), items


@lru_cache(maxsize=256)  # one for all the paragraphs of a clause
def clause_tag(tag: str) -> ClauseTag | None:
    """The clause, version and digest in a content control's tag."""
    match = _TAG.fullmatch(tag)
    return ClauseTag(match["clause"], match["version"], match["digest"]) if match else None


def tagged_language(tags: Iterable[str]) -> str:
    """The language in the first tag of ours, or ""."""
    return next((match["language"] or "" for match in map(_TAG.fullmatch, tags) if match), "")


def plain_blocks(blocks: Blocks) -> tuple[Paragraph | Table, ...]:
    """The blocks of an aside or a cell: no headings, nothing empty."""
    return tuple([_block(block, own=False) for block in filled(blocks)])


def filled(blocks: Blocks) -> Blocks:
    """The blocks without empty paragraphs, which are layout."""
    return [block for block in blocks if isinstance(block, RawTable) or block.text.strip()]


# -- blocks ------------------------------------------------------------------------------------


def _block(raw: RawBlock, own: bool, *, in_cell: bool = False) -> Paragraph | Table:
    if isinstance(raw, RawTable):
        return _table(raw, own)
    number, style, marks = raw.number, raw.style.name, raw.marks
    role, level = (_CLAUSE, number.level + 1) if number and not in_cell else (_BODY, 0)
    if own:
        role, level = OWN_STYLES.get(style, (role, level))
    elif style in _OWN_LOOK:
        role, level = OWN_STYLES[style]
    if (raw.underlined_to or raw.lead > 0) and not own and (lead := _lead_in(raw)):
        marks = tuple(sorted((*marks, Mark(0, lead, MarkKind.BOLD))))
    anchor = raw.anchor if raw.bookmarks else ""
    return quick_paragraph(raw.text, role, level, number.label if number else "", marks, anchor)


def _table(raw: RawTable, own: bool) -> Table:
    rows = tuple([tuple([_cell(blocks, span, own) for blocks, span in row]) for row in raw.rows])
    signature = raw.style.name == "clausekit signature"
    return Table(rows, raw.header_rows, TableKind.SIGNATURE if signature else TableKind.DATA, raw.title)


def _cell(blocks: Blocks, span: int, own: bool) -> Cell:
    return Cell(tuple([_block(block, own, in_cell=True) for block in filled(blocks)]), span)


def _lead_in(raw: RawParagraph) -> int:
    """End of a heading that runs on into its paragraph, when it is not bold already."""
    end = raw.lead if raw.lead > 0 else raw.underlined_to
    if not 0 < end < len(raw.text) or end > _LONGEST_LEAD:
        return 0
    if any(mark.kind is MarkKind.BOLD and mark.start < end for mark in raw.marks):
        return 0
    after = raw.text[end : end + 1]
    closes = raw.lead > 0 or after in (".", ":") or bool(_LEAD_END.search(raw.text[:end]))
    return end if closes else 0


# -- tables of contents and cover --------------------------------------------------------------


def _contents(blocks: Sequence[RawBlock], own: bool) -> set[int]:
    """The lines of tables of contents: our own documents say which, by field and style."""
    found: set[int] = set()
    if not own:
        found = contents_lines(list(map(_TEXT, blocks)), list(map(_LAST_TAB, blocks)))
    names = list(map(_STYLE_NAME, blocks))
    styles = set(filter(_TOC_STYLE, set(names)))
    found.update([k for k, toc in enumerate(map(_TOC, blocks)) if toc])
    if styles:
        listed = [k for k, name in enumerate(names) if name in styles]
        found.update([k for k in listed if isinstance(blocks[k], RawParagraph)])
    return found


def _mark_cover(items: list[Item]) -> None:
    """In our own documents the cover is what stands before the first heading or clause."""
    for item in items:
        if item.heading or item.tag:
            return
        item.cover = not item.toc


def _set_title(item: Item) -> None:
    block = item.block
    if isinstance(block, Paragraph):
        item.block = Paragraph(block.text, Role.TITLE, 0, block.number, block.marks, block.anchor)
        item.heading = 0


def _title_text(items: Sequence[Item], index: int) -> str:
    block = items[index].block if index >= 0 else None
    return " ".join(block.text.split()) if isinstance(block, Paragraph) else ""


# -- headings ----------------------------------------------------------------------------------


def _mark_headings(items: list[Item], blocks: Sequence[RawBlock], own: bool) -> None:
    if own and not _mark_own(items, blocks):
        return
    scores = [
        0.0 if len(raw.text) > LONGEST_HEADING or item.toc else score(raw)
        for item, raw in zip(items, blocks, strict=True)
    ]
    for index, before in enumerate(blocks[:-1]):
        if isinstance(before, RawParagraph) and len(before.text) <= LONGEST_BARE and is_bare_number(before.text):
            scores[index + 1] = _ENOUGH if _names_article(blocks[index + 1]) else scores[index + 1]
    least = _threshold(scores)
    for index in [k for k, points in enumerate(scores) if points >= least]:
        item, raw = items[index], blocks[index]
        block = item.block
        if not isinstance(block, Paragraph) or not isinstance(raw, RawParagraph) or item.toc:
            continue
        name = raw.style.name
        if (own and (raw.tag or name in OWN_STYLES or name.startswith(_COVER))) or block.role is Role.TITLE:
            continue
        item.heading = _level(raw)
        item.annex = announces_annex(block.display)
        item.block = quick_paragraph(raw.text, _HEADING, item.heading, block.number, block.marks, block.anchor)


def _mark_own(items: list[Item], blocks: Sequence[RawBlock]) -> bool:
    """Headings of our own documents are those of our styles; whether other paragraphs stand outside our clauses."""
    others = False
    for item, raw in zip(items, blocks, strict=True):
        name = raw.style.name
        if name not in OWN_STYLES:
            others = others or not (raw.tag or item.toc or name.startswith(_COVER) or isinstance(raw, RawTable))
        elif OWN_STYLES[name][0] in _HEADINGS and not item.toc and isinstance(raw, RawParagraph):
            item.heading = OWN_STYLES[name][1]
            item.annex = name == "annexe titre"
    return others


def _names_article(raw: RawBlock) -> bool:
    """Whether the line below "Article 4" says what the article is about."""
    if not isinstance(raw, RawParagraph) or len(raw.text) > 100 or raw.text.endswith((":", ";", ",")):
        return False
    dressed = max(raw.bold, raw.underlined, raw.italic) > 0.8
    return dressed or (len(raw.text.split()) <= 8 and not raw.text.endswith("."))


def _threshold(scores: Sequence[float]) -> float:
    """Where hardly anything looks like a heading, bold short lines are what the author had."""
    return _ENOUGH if sum([points >= _ENOUGH for points in scores]) >= 3 else 1.5


def score(raw: RawBlock) -> float:
    """How much a paragraph looks like a heading; measured on contracts typed and automatic."""
    if isinstance(raw, RawTable) or not raw.text or len(raw.text) > LONGEST_HEADING or raw.lead > 0:
        return 0.0
    text = raw.text.rstrip()
    shown = raw.bold > 0.8 or raw.underlined > 0.8 or raw.outline is not None or _heads(raw.style.name)
    if text[-1] in _SENTENCE_END and not shown and not mostly_capitals(text):
        short = raw.number or raw.bold or raw.underlined or len(text) <= LONGEST_BARE
        if not (short and may_be_signed(text)):
            return 0.0  # a sentence, of which neither its number nor its first words can make a heading
    definition = text[0] in '“«"' and text.endswith(".")
    if definition or is_sentence(text) or not any(map(str.isalpha, text)):
        return 0.0
    bullet = raw.number and raw.number.label == "•"
    if raw.outline is not None and raw.outline <= 1 and not bullet and text[-1] not in _SENTENCE_END + ":":
        return _ENOUGH  # nothing else would take a point from it
    if is_bare_number(text):
        return _ENOUGH + 1
    return _points(raw, text)


_SIGNS = {"article": 2.0, "annex": 2.0, "number": 1.0, "label": 0.5, "": 0.0}


def _points(raw: RawParagraph, text: str) -> float:
    points = _SIGNS[sign(text).kind] + _outlined(raw)
    if raw.number:
        points += _numbered(raw.number.label, raw.number.level)
    capitals = mostly_capitals(text)
    points += (raw.bold > 0.8) + capitals + 0.5 * (raw.underlined > 0.8)
    if text[-1] == "." and (capitals or raw.bold > 0.8 or raw.underlined > 0.8) and len(text) <= 70:
        points += 0.5  # "4. Term.", all in bold
    elif text[-1] in _SENTENCE_END:
        points -= 1.5
    elif len(text) <= 80 and "“" not in text[:2] and (text[0].isupper() or text[0].isdigit()):
        points += 0.5
    return points - 0.5 * (text[-1] == ":")


@lru_cache(maxsize=256)
def _heads(style: str) -> bool:
    return bool(_HEADING_STYLE.search(style))


def _outlined(raw: RawParagraph) -> float:
    points = 0.0
    if raw.outline is not None and raw.outline <= 8:
        points = 3.0 if raw.outline <= 1 else 2.0
    return points + _heads(raw.style.name)


@lru_cache(maxsize=1024)
def _numbered(label: str, level: int) -> float:
    if label == "•":
        return -1.5
    if label[0].isdigit():
        return float(level == 0)
    return (level == 0) + 1.0 * (sign(label + " x").kind in ("article", "annex"))


def _level(raw: RawParagraph) -> int:
    typed = sign(raw.text)
    if typed.kind in ("annex", "label"):
        return 1
    if typed.kind:
        return min(typed.level, 4)
    if raw.number and (groups := re.findall(r"\d+", raw.number.label)):
        return min(len(groups), 4)
    if raw.outline is not None and raw.outline <= 8:
        return min(raw.outline + 1, 4)
    if raw.number:
        return min(raw.number.level + 1, 4)
    return 1 if mostly_capitals(raw.text) else 2
