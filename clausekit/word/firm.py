"""A firm's own document: its styles by name, ours for what it lacks, and our lists tied to both."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping

from clausekit.errors import Fault, WriteError
from clausekit.objections import objection
from clausekit.word.elements import el
from clausekit.word.names import VAL, Element, W, child_value
from clausekit.word.styles import LISTS, NO_ROLES, NUMBERED, STYLES, TOC_TITLE, Roles, add_list, all_styles, wardrobe

HOUSE = "house"  # instead of a name: our own style, though the firm has one of that name
_KINDS = {
    "term": "character", "blank": "character", "data_table": "table", "signature_table": "table",
    "bilingual_table": "table",
}  # fmt: skip
_BEFORE_NUMBERS = {f"{W}{name}" for name in ("keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")}
_BEFORE_TABS = _BEFORE_NUMBERS | {f"{W}{name}" for name in ("numPr", "suppressLineNumbers", "pBdr", "shd")}


def bring(
    styles: Element, numbering: Element, house_styles: Element, house_numbering: Element, roles: Roles = NO_ROLES
) -> Roles:
    """Add to a firm's styles and numbering what they lack, and tie the styles to our lists.

    Returns the roles with the names that `house` got. Raises WriteError with every role that cannot be followed.
    """
    _check_roles(styles, roles)
    roles = {key: _own_name(key) if name == HOUSE else name for key, name in roles.items()}
    ids = _bring_styles(styles, house_styles, roles)
    if not set(LISTS.values()) <= {child_value(a, "name") for a in numbering.iterfind(f"{W}abstractNum")}:
        _bring_lists(numbering, house_numbering, ids)
    _tie(styles, numbering, roles)
    return roles


def _check_roles(styles: Element, roles: Roles) -> None:
    types = {child_value(style, "name").lower(): style.get(f"{W}type", "") for style in all_styles(styles)}
    faults = []
    for key, name in roles.items():
        kind = _KINDS.get(key, "paragraph")
        if key not in STYLES:
            faults.append(Fault(key, 0, objection("roles.unknown"), objection("roles.known", known=", ".join(STYLES))))
        elif name != HOUSE and name.lower() not in types:
            faults.append(
                Fault(key, 0, objection("roles.no_style", name=repr(name)), objection("roles.use", house=HOUSE))
            )
        elif name != HOUSE and types[name.lower()] != kind:
            faults.append(
                Fault(key, 0, objection("roles.kind", name=repr(name), found=types[name.lower()], wanted=kind))
            )
    if faults:
        raise WriteError(objection("roles.unfit"), faults=faults)


def _own_name(key: str) -> str:
    return f"Clausekit {key}"


def _bring_styles(styles: Element, house: Element, roles: Roles) -> dict[str, str]:
    """Copy missing styles with those they are based on; returns house styleId → firm's styleId."""
    offered = wardrobe(styles, el("numbering"), roles).styles
    taken = {style.get(f"{W}styleId", "") for style in all_styles(styles)}
    names = {child_value(style, "name").lower(): style.get(f"{W}styleId", "") for style in all_styles(styles)}
    ours = {style.get(f"{W}styleId", ""): style for style in all_styles(house)}
    ids: dict[str, str] = {}

    def fetch(id: str) -> str:
        if id in ids:
            return ids[id]
        name = child_value(ours[id], "name")
        key = next((key for key, known in STYLES.items() if known[0] == name), "")
        own = roles.get(key, "") == _own_name(key)
        ids[id] = offered.get(key, "") or ("" if own else names.get(name.lower(), ""))
        if not ids[id]:
            ids[id] = id if id not in taken else f"{id}CK"
            styles.append(_renamed(ours[id], ids[id], fetch, name=roles[key] if own else ""))
        return ids[id]

    for id in ours:
        fetch(id)
    return ids


def _renamed(style: Element, id: str, fetch: Callable[[str], str], *, name: str = "") -> Element:
    made = copy.deepcopy(style)
    if name:
        made.set(f"{W}customStyle", "1")
        for element in made.findall(f"{W}name"):
            element.set(VAL, name)
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
            add_list(numbering, made)


def _tie(styles: Element, numbering: Element, roles: Roles) -> None:
    """Point numbered styles at our lists and clear the others of numbers.

    A firm's own heading numbers would break the plan, and so would a "TOC Heading" based on Heading 1.
    """
    offer = wardrobe(styles, numbering, roles)
    by_id = {style.get(f"{W}styleId", ""): style for style in all_styles(styles)}
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
    properties = _paragraph_properties(style)
    for old in properties.findall(f"{W}numPr"):
        properties.remove(old)
    place = sum(1 for child in properties if child.tag in _BEFORE_NUMBERS)
    properties.insert(place, number)


def _paragraph_properties(style: Element) -> Element:
    properties = style.find(f"{W}pPr")
    if properties is None:
        properties = el("pPr")
        run_properties = style.find(f"{W}rPr")
        style.append(properties) if run_properties is None else run_properties.addprevious(properties)
    return properties


def fit_tabs(styles: Element, width: int) -> None:
    """Put the page numbers of the contents at the right margin of a firm's page."""
    for style in all_styles(styles):
        if child_value(style, "name").lower() in ("toc 1", "toc 2"):
            properties = _paragraph_properties(style)
            for old in properties.findall(f"{W}tabs"):
                properties.remove(old)
            place = sum(1 for child in properties if child.tag in _BEFORE_TABS)
            right = el("tab", val="right", leader="dot", pos=width)
            properties.insert(place, el("tabs", el("tab", val="left", pos=TOC_TITLE), right))
