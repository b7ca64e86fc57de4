"""Names of WordprocessingML, and the three ways its values are looked up."""

from __future__ import annotations

from lxml import etree

Element = etree._Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
VAL = f"{W}val"
STUB, NUMBER = f"{W}taken", f"{W}n"  # stands for paragraphs taken out of a part
CELLS = f"{W}takenCells"  # stands for cells of a row, each with nothing but such paragraphs; its number has theirs
OFF = {"0", "false", "off"}


def kids(element: Element) -> list[Element]:
    """The children of an element: a slice costs a third of iterating."""
    children: list[Element] = element[:]  # type: ignore[assignment, index]
    return children


def first(parent: Element | None, name: str) -> Element | None:
    """The first child of that name: `find` parses its path each time, which costs ten times as much."""
    return None if parent is None else first_among(kids(parent), W + name)


def first_among(elements: list[Element], tag: str) -> Element | None:
    """The first element with that tag."""
    for found in elements:
        if found.tag == tag:
            return found
    return None


def by_tag(parent: Element | None) -> dict[str, Element]:
    """The children of an element by tag, the first of each: for those who look for several."""
    return {} if parent is None else {str(child.tag): child for child in reversed(kids(parent))}


def by_id(root: Element | None, name: str, id: str) -> dict[str, Element]:
    """The children of that name by that attribute, the last of each."""
    return {} if root is None else {item.get(W + id, ""): item for item in root.iterchildren(W + name)}


def value(found: dict[str, Element], name: str) -> str:
    """`w:val` of the child of that name, or ""."""
    child = found.get(W + name)
    return "" if child is None else child.get(VAL, "")


def child_value(parent: Element | None, *path: str) -> str:
    """`w:val` of the element at the end of `path` below parent, or ""."""
    for name in path:
        parent = first(parent, name)
    return "" if parent is None else parent.get(VAL, "")


def is_on(parent: Element | None, name: str) -> bool:
    """Whether a toggle (`w:b`, `w:vanish` …) stands in parent and is not switched off."""
    found = first(parent, name)
    return found is not None and found.get(VAL, "1") not in OFF


def to_int(text: str, default: int) -> int:
    try:
        return max(-(2**31), min(2**31, int(text)))
    except ValueError:
        return default
