"""Roles to styles, found by name; what a firm's own document lacks is brought from the house shell."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from clausekit.model import Paragraph, Part, Role
from clausekit.word.elements import el
from clausekit.word.names import VAL, Element, W, child_value

# key → names of the style, the house's own first. Built-in names are English even in a French Word.
STYLES: Mapping[str, tuple[str, ...]] = {
    "heading1": ("heading 1",),
    "heading2": ("heading 2",),
    "heading3": ("heading 3",),
    "label": ("Intitulé",),
    "title": ("Title",),
    "subtitle": ("Subtitle",),
    "body": ("Corps de clause", "Body Text", "Normal"),
    "party": ("Partie",),
    "recital": ("Considérant",),
    "definition": ("Définition",),
    "clause2": ("Clause niveau 2",),
    "clause3": ("Clause niveau 3",),
    "clause4": ("Clause niveau 4",),
    "continuation2": ("Clause suite 2",),
    "continuation3": ("Clause suite 3",),
    "continuation4": ("Clause suite 4",),
    "annex1": ("Annexe titre",),
    "annex2": ("Annexe niveau 2",),
    "annex3": ("Annexe niveau 3",),
    "annex4": ("Annexe niveau 4",),
    "caption": ("caption",),
    "table_text": ("Tableau texte",),
    "table_head": ("Tableau en-tête",),
    "table_text_dense": ("Tableau texte serré",),
    "table_head_dense": ("Tableau en-tête serré",),
    "signature_text": ("Signature texte",),
    "toc_heading": ("TOC Heading",),
    "toc1": ("toc 1",),
    "toc2": ("toc 2",),
    "term": ("Terme défini",),
    "blank": ("À compléter",),
    "data_table": ("Clausekit tableau",),
    "signature_table": ("Clausekit signature",),
    "bilingual_table": ("Clausekit bilingue",),
}
LISTS: Mapping[str, str] = {
    "articles": "ClausekitArticles",
    "annexes": "ClausekitAnnexes",
    "recitals": "ClausekitRecitals",
}
# Which list and level a style carries; every other style has no number of its own.
NUMBERED: Mapping[str, tuple[str, int]] = {
    "heading1": ("articles", 0), "clause2": ("articles", 1), "clause3": ("articles", 2),
    "clause4": ("articles", 3), "annex1": ("annexes", 0), "annex2": ("annexes", 1),
    "annex3": ("annexes", 2), "annex4": ("annexes", 3), "recital": ("recitals", 0),
}  # fmt: skip
_BEFORE_NUMBERS = {f"{W}{name}" for name in ("keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")}
ANNEX_LABEL = {"fr": "Annexe\u00a0%1.", "en": "Schedule\u00a0%1."}
_CONTENTS_HEIGHT, _CONTENTS_LINE = 12700, 257  # of the house's page: below the title, and one line of it
_LEAST_ROOM = 6
LOCALES = {"fr": "fr-FR", "en": "en-GB"}
_BY_ROLE = {
    Role.TITLE: "title", Role.SUBTITLE: "subtitle", Role.LABEL: "label", Role.PARTY: "party",
    Role.RECITAL: "recital", Role.DEFINITION: "definition", Role.CAPTION: "caption", Role.TOC: "toc1",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wardrobe:
    """The styles and lists of the document being written: key → styleId, list → numId."""

    styles: Mapping[str, str]
    lists: Mapping[str, str]


def style_key(paragraph: Paragraph, part: Part) -> str:
    """Which style a paragraph of the body or of an annex wears."""
    level = min(max(paragraph.level, 1), 4)
    if paragraph.role is Role.HEADING:
        return ("annex1" if part is Part.ANNEX else "heading1") if level == 1 else f"heading{min(level, 3)}"
    if paragraph.role is Role.CLAUSE:
        return f"{'annex' if part is Part.ANNEX else 'clause'}{max(level, 2)}"
    if paragraph.role is Role.CONTINUATION:
        return f"continuation{level}" if level > 1 else "body"
    return _BY_ROLE.get(paragraph.role, "body")


def numbering_properties(paragraph: Paragraph, key: str, part: Part, wardrobe: Wardrobe) -> Element | None:
    """The `w:numPr` a paragraph needs beside its style: none when the style says it all."""
    if bool(paragraph.number) == (key in NUMBERED):
        return None
    if not paragraph.number:
        return el("numPr", el("numId", val=0))
    number = wardrobe.lists["annexes" if part is Part.ANNEX else "articles"]
    return el("numPr", el("ilvl", val=max(paragraph.level, 1) - 1), el("numId", val=number))


def localise(styles: Element, numbering: Element, language: str) -> None:
    """Set the language of the text and the word for an annex."""
    for lang in styles.iterfind(f"{W}docDefaults//{W}lang"):
        lang.set(VAL, LOCALES.get(language, "fr-FR"))
    for listing in numbering.iterfind(f"{W}abstractNum"):
        if child_value(listing, "name") == LISTS["annexes"]:
            label = listing.find(f"{W}lvl/{W}lvlText")
            if label is not None:
                label.set(VAL, ANNEX_LABEL.get(language, ANNEX_LABEL["fr"]))


def fit_contents(styles: Element, lines: int) -> None:
    """Set the lines of the contents closer when that keeps them on one page."""
    room = _CONTENTS_HEIGHT // max(lines, 1) - _CONTENTS_LINE
    for style in _all(styles):
        spacing = style.find(f"{W}pPr/{W}spacing")
        if child_value(style, "name").lower() == "toc 1" and spacing is not None and _LEAST_ROOM <= room < 70:
            spacing.set(f"{W}after", str(room))


def wardrobe(styles: Element, numbering: Element) -> Wardrobe:
    """What a document offers by name; a style or list it lacks is absent."""
    by_name = {child_value(style, "name").lower(): style.get(f"{W}styleId", "") for style in _all(styles)}
    found = {
        key: next(by_name[name.lower()] for name in names if name.lower() in by_name)
        for key, names in STYLES.items()
        if any(name.lower() in by_name for name in names)
    }
    return Wardrobe(found, _lists(numbering))


def _all(styles: Element) -> list[Element]:
    return list(styles.iterchildren(f"{W}style"))


def _lists(numbering: Element) -> dict[str, str]:
    abstracts = numbering.findall(f"{W}abstractNum")
    names = {item.get(f"{W}abstractNumId"): child_value(item, "name") for item in abstracts}
    keys = {name: key for key, name in LISTS.items()}
    return {
        keys[name]: num.get(f"{W}numId", "")
        for num in numbering.iterfind(f"{W}num")
        if (name := names.get(child_value(num, "abstractNumId"), "")) in keys
    }


# -- a firm's own document ---------------------------------------------------------------------


def bring(styles: Element, numbering: Element, house_styles: Element, house_numbering: Element) -> None:
    """Add to a firm's styles and numbering what they lack, and tie the styles to our lists."""
    ids = _bring_styles(styles, house_styles)
    if not set(LISTS.values()) <= {child_value(a, "name") for a in numbering.iterfind(f"{W}abstractNum")}:
        _bring_lists(numbering, house_numbering, ids)
    _tie(styles, numbering)


def _bring_styles(styles: Element, house: Element) -> dict[str, str]:
    """Copy missing styles with those they are based on; returns house styleId → firm's styleId."""
    offered = wardrobe(styles, el("numbering")).styles
    taken = {style.get(f"{W}styleId", "") for style in _all(styles)}
    names = {child_value(style, "name").lower(): style.get(f"{W}styleId", "") for style in _all(styles)}
    ours = {style.get(f"{W}styleId", ""): style for style in _all(house)}
    ids: dict[str, str] = {}

    def fetch(id: str) -> str:
        if id in ids:
            return ids[id]
        name = child_value(ours[id], "name")
        key = next((key for key, known in STYLES.items() if known[0] == name), "")
        ids[id] = offered.get(key, "") or names.get(name.lower(), "")
        if not ids[id]:
            ids[id] = id if id not in taken else f"{id}CK"
            styles.append(_renamed(ours[id], ids[id], fetch))
        return ids[id]

    for id in ours:
        fetch(id)
    return ids


def _renamed(style: Element, id: str, fetch: Callable[[str], str]) -> Element:
    made = copy.deepcopy(style)
    made.set(f"{W}styleId", id)
    made.attrib.pop(f"{W}default", "")
    for pointer in made.findall(f"{W}basedOn"):
        pointer.set(VAL, fetch(pointer.get(VAL, "")))
    for pointer in made.findall(f"{W}next"):
        made.remove(pointer)  # it may not come along
    return made


def _bring_lists(numbering: Element, house: Element, ids: Mapping[str, str]) -> None:
    """Clone our lists under free ids; every abstractNum must stand before every num."""
    shift = 1 + max(
        (int(item.get(f"{W}{name}", "0")) for name in ("abstractNumId", "numId") for item in numbering),
        default=0,
    )
    first_num = numbering.find(f"{W}num")
    for source in house:
        made = copy.deepcopy(source)
        for item in made.iter(f"{W}abstractNum", f"{W}num", f"{W}abstractNumId"):
            for name in (f"{W}abstractNumId", f"{W}numId", VAL):
                if item.get(name):
                    item.set(name, str(int(item.get(name, "0")) + shift))
        for pointer in made.iter(f"{W}pStyle"):
            pointer.set(VAL, ids[pointer.get(VAL, "")])
        if made.tag == f"{W}abstractNum" and first_num is not None:
            first_num.addprevious(made)
        else:
            numbering.append(made)


def _tie(styles: Element, numbering: Element) -> None:
    """Point numbered styles at our lists and clear the others of numbers.

    A firm's own heading numbers would break the plan, and so would a "TOC Heading" based on Heading 1.
    """
    offer = wardrobe(styles, numbering)
    by_id = {style.get(f"{W}styleId", ""): style for style in _all(styles)}
    for key, id in offer.styles.items():
        if key in NUMBERED:
            listing, level = NUMBERED[key]
            ilvl = el("ilvl", val=level) if level else None
            _set_number(by_id[id], el("numPr", ilvl, el("numId", val=offer.lists[listing])))
        elif _has_number(by_id[id], by_id):
            _set_number(by_id[id], el("numPr", el("numId", val=0)))


def _has_number(style: Element, by_id: Mapping[str, Element]) -> bool:
    seen: set[str] = set()
    while (id := style.get(f"{W}styleId", "")) not in seen:
        seen.add(id)
        if style.find(f"{W}pPr/{W}numPr") is not None:
            return True
        style = by_id.get(child_value(style, "basedOn"), style)
    return False


def _set_number(style: Element, number: Element) -> None:
    properties = style.find(f"{W}pPr")
    if properties is None:
        properties = el("pPr")
        run_properties = style.find(f"{W}rPr")
        style.append(properties) if run_properties is None else run_properties.addprevious(properties)
    for old in properties.findall(f"{W}numPr"):
        properties.remove(old)
    place = sum(1 for child in properties if child.tag in _BEFORE_NUMBERS)
    properties.insert(place, number)
