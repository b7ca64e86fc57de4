"""What a style says about its paragraphs and runs, with everything it inherits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from clausekit.word.names import OFF, VAL, Element, W, child_value, first, to_int


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
    capitals: bool | None = None
    centred: bool | None = None
    size: int = 0  # half points


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
    run, paragraph = first(element, "rPr"), first(element, "pPr")
    name = child_value(element, "name").lower()
    outline = child_value(paragraph, "outlineLvl")
    own: dict[str, bool | None] = {
        "bold": toggle(run, "b"),
        "italic": toggle(run, "i"),
        "hidden": toggle(run, "vanish"),
        "capitals": toggle(run, "caps"),
    }
    underline, justify = child_value(run, "u"), child_value(paragraph, "jc")
    return replace(
        parent,
        id=id,
        name=name,
        names=(name, *parent.names[:8]),
        outline=to_int(outline, 9) if outline else parent.outline,
        underlined=underline != "none" if underline else parent.underlined,
        centred=justify == "center" if justify else parent.centred,
        size=to_int(child_value(run, "sz"), 0) or parent.size,
        **{key: value for key, value in own.items() if value is not None},
    )
