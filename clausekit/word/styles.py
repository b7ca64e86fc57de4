"""Roles to styles, found by name; what a firm's own document lacks is brought from the house shell."""

from __future__ import annotations

from collections.abc import Mapping
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
TOC_TITLE = 1418  # where titles begin in the contents
ANNEX_LABEL = {"fr": "Annexe\u00a0%1.", "en": "Schedule\u00a0%1."}
_CONTENTS_HEIGHT, _CONTENTS_LINE = 12700, 257  # of the house's page: below the title, and one line of it
_LEAST_ROOM = 6
LOCALES = {"fr": "fr-FR", "en": "en-GB"}
Roles = Mapping[str, str]  # key of STYLES → name of a firm's style
NO_ROLES: Roles = {}
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
    for style in all_styles(styles):
        spacing = style.find(f"{W}pPr/{W}spacing")
        if child_value(style, "name").lower() == "toc 1" and spacing is not None and _LEAST_ROOM <= room < 70:
            spacing.set(f"{W}after", str(room))


def wardrobe(styles: Element, numbering: Element, roles: Roles = NO_ROLES) -> Wardrobe:
    """What a document offers by name, `roles` before all else; a style or list it lacks is absent."""
    by_name = {child_value(style, "name").lower(): style.get(f"{W}styleId", "") for style in all_styles(styles)}
    found = {}
    for key, known in STYLES.items():
        names = (roles[key],) if key in roles else known
        ids = [by_name[name.lower()] for name in names if name.lower() in by_name]
        found.update({key: ids[0]} if ids else {})
    return Wardrobe(found, _lists(numbering))


def add_list(numbering: Element, element: Element) -> None:
    """Append a `w:num` (or `w:abstractNum`): one element of the schema must stay last."""
    last = numbering.find(f"{W}numIdMacAtCleanup")
    numbering.append(element) if last is None else last.addprevious(element)


def all_styles(styles: Element) -> list[Element]:
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
