"""What a style says about its paragraphs and runs, with everything it inherits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from clausekit.word.names import OFF, VAL, Element, W, by_tag, child_value, first, to_int, value


@dataclass(frozen=True, slots=True)
class Facts:
    """Resolved facts of one style; None = the style does not say."""

    id: str = ""
    name: str = ""  # as in Word's English, lower case: "heading 1", whatever the user's Word speaks
    names: tuple[str, ...] = ()  # its own name and those of the styles it is based on
    outline: int | None = None
    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    underlined: bool | None = None


PLAIN = Facts()


def toggle(properties: Element | None, name: str) -> bool | None:
    """On, off, or not said."""
    found = first(properties, name)
    return None if found is None else found.get(VAL, "1") not in OFF


def read_styles(root: Element | None) -> dict[str, Facts]:
    """Facts by style id; the default paragraph style also stands under ""."""
    if root is None:
        return {"": PLAIN}
    elements = {style.get(f"{W}styleId", ""): style for style in root.iterchildren(f"{W}style")}
    done: dict[str, Facts] = {}
    default = ""
    for id, element in elements.items():
        if element.get(f"{W}type") == "paragraph" and element.get(f"{W}default", "0") not in OFF:
            default = id
        _resolve(id, elements, done)
    return done | {"": done.get(default, PLAIN)}


def _resolve(id: str, elements: Mapping[str, Element], done: dict[str, Facts]) -> None:
    chain: dict[str, None] = {}  # not recursive: broken files chain thousands of styles, or in circles
    while id in elements and id not in done and id not in chain:
        chain[id] = None
        id = child_value(elements[id], "basedOn")
    inherited = done.get(id, PLAIN)
    for name in reversed(chain):
        inherited = done[name] = _facts(name, elements[name], inherited)


def _facts(id: str, element: Element, parent: Facts) -> Facts:
    found = by_tag(element)
    run, paragraph = by_tag(found.get(f"{W}rPr")), by_tag(found.get(f"{W}pPr"))
    name, outline = value(found, "name").lower(), value(paragraph, "outlineLvl")
    underline = value(run, "u")
    return Facts(
        id,
        name,
        (name, *parent.names[:8]),
        to_int(outline, 9) if outline else parent.outline,
        _toggled(run, "b", parent.bold),
        _toggled(run, "i", parent.italic),
        _toggled(run, "vanish", parent.hidden),
        underline != "none" if underline else parent.underlined,
    )


def _toggled(found: dict[str, Element], name: str, inherited: bool | None) -> bool | None:
    child = found.get(W + name)
    return inherited if child is None else child.get(VAL, "1") not in OFF
