"""Styles and lists for two languages side by side: each column counts by itself and speaks its own language."""

from __future__ import annotations

import copy
from collections.abc import Mapping

from clausekit.word.elements import el
from clausekit.word.names import VAL, Element, W, child_value
from clausekit.word.styles import ANNEX_LABEL, LISTS, LOCALES, NUMBERED, Wardrobe, add_list

SIZE, HEADING_SIZE = 19, 22  # half points
_INDENTS = {0: (1077, 1077), 1: (567, 567), 2: (1021, 454), 3: (1475, 454)}  # left, hanging by level
_ANNEX_TITLE = (1361, 1361)
_UNNUMBERED = {"continuation2": 567, "continuation3": 1021, "continuation4": 1475, "definition": 567}
_HEADINGS = ("heading1", "annex1", "label")
_KEYS = (*_HEADINGS, "body", "party", *_UNNUMBERED, "recital", "clause2", "clause3", "clause4", "annex2", "annex3",
         "annex4", "caption")  # fmt: skip


def column_wardrobe(styles: Element, numbering: Element, base: Wardrobe, language: str, *, second: bool) -> Wardrobe:
    """Add the styles and lists of one column to the document; returns what the column wears."""
    suffix = language.upper()
    ids = {key: f"CK{key.capitalize()}{suffix}" for key in _KEYS}
    lists = _lists(numbering, ids, language, suffix)
    names = {style.get(f"{W}styleId"): child_value(style, "name") for style in styles.iterchildren(f"{W}style")}
    for key, id in ids.items():
        parent = base.styles[key]
        styles.append(_style(key, id, f"{names[parent]} {suffix}", parent, lists, language, second=second))
    return Wardrobe({**base.styles, **ids}, lists)


def _style(
    key: str, id: str, name: str, parent: str, lists: Mapping[str, str], language: str, *, second: bool
) -> Element:
    number = None
    if key in NUMBERED:
        listing, level = NUMBERED[key]
        number = el("numPr", el("ilvl", val=level) if level else None, el("numId", val=lists[listing]))
    heading = key in _HEADINGS
    properties = el(
        "pPr",
        el("pageBreakBefore", val=0) if key == "annex1" else None,  # a row of a table cannot begin a page
        number,
        el("suppressAutoHyphens"),
        el("spacing", before=200 if heading else 40, after=80),
        el("ind", left=_UNNUMBERED[key], firstLine=0) if key in _UNNUMBERED else None,
        el("jc", val="left"),  # narrow columns have no room to justify
        el("outlineLvl", val=1 if second else 0) if key in ("heading1", "annex1") else None,
    )
    size = HEADING_SIZE if heading else SIZE
    runs = el("rPr", el("sz", val=size), el("szCs", val=size), el("lang", val=LOCALES[language]))
    return el(
        "style", el("name", val=name), el("basedOn", val=parent), properties, runs,
        type="paragraph", customStyle=1, styleId=id,
    )  # fmt: skip


def _lists(numbering: Element, ids: Mapping[str, str], language: str, suffix: str) -> dict[str, str]:
    """Clone our lists for a column; every abstractNum must stand before every num."""
    names = {name: key for key, name in LISTS.items()}
    abstracts, nums = numbering.findall(f"{W}abstractNum"), numbering.findall(f"{W}num")
    free_abstract = 1 + max(int(item.get(f"{W}abstractNumId", "0")) for item in abstracts)
    free_num = 1 + max(int(item.get(f"{W}numId", "0")) for item in nums)
    result = {}
    for source in abstracts:
        if not (key := names.get(child_value(source, "name"))):
            continue
        made = _column_list(source, key, ids, language)
        made.set(f"{W}abstractNumId", str(free_abstract))
        for tag, value in (("nsid", f"1C5B{free_abstract:04X}"), ("name", f"{LISTS[key]}{suffix}")):
            for item in made.findall(W + tag):
                item.set(VAL, value)
        nums[0].addprevious(made)
        add_list(numbering, el("num", el("abstractNumId", val=free_abstract), numId=free_num))
        result[key] = str(free_num)
        free_abstract, free_num = free_abstract + 1, free_num + 1
    return result


def _column_list(source: Element, key: str, ids: Mapping[str, str], language: str) -> Element:
    made = copy.deepcopy(source)
    by_place = {place: ids[style] for style, place in NUMBERED.items() if style in ids}
    for level in made.findall(f"{W}lvl"):
        index = int(level.get(f"{W}ilvl", "0"))
        for pointer in level.findall(f"{W}pStyle"):
            pointer.set(VAL, by_place[key, index])
        if key == "annexes" and index == 0:
            level.find(f"{W}lvlText").set(VAL, ANNEX_LABEL[language])  # type: ignore[union-attr]
        left, hanging = _indents(key, index)
        for tab in level.iterfind(f"{W}pPr/{W}tabs/{W}tab"):
            tab.set(f"{W}pos", str(left))
        for indent in level.iterfind(f"{W}pPr/{W}ind"):
            indent.set(f"{W}left", str(left))
            indent.set(f"{W}hanging", str(hanging))
    return made


def _indents(key: str, index: int) -> tuple[int, int]:
    if index == 0 and key != "articles":
        return _ANNEX_TITLE if key == "annexes" else _INDENTS[1]
    return _INDENTS.get(index, _INDENTS[3])
