"""What a style says about its paragraphs and runs, with everything it inherits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from clausekit.word.names import OFF, VAL, Element, W, by_id, by_tag, child_value, first, to_int, value


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


def read_styles(root: Element | None) -> Mapping[str, Facts]:
    """Facts by style id; the default paragraph style also stands under ""."""
    return _Styles(by_id(root, "style", "styleId"))


class _Styles(Mapping[str, Facts]):
    """Each is understood when it is asked for, with those it is based on."""

    def __init__(self, elements: dict[str, Element]) -> None:
        self._elements = elements
        self._done: dict[str, Facts] = {}
        default = next((id for id, style in reversed(elements.items()) if _is_default(style)), None)
        self._default = PLAIN if default is None else self._understood(default)

    def __getitem__(self, id: str) -> Facts:
        return self._understood(id) if id else self._default

    def _understood(self, id: str) -> Facts:
        if id not in self._done and not self._resolve(id):
            for other in self._elements:  # in a circle it counts where one begins: with the first of the part
                self._resolve(other, circular=True)
        return self._done[id]

    def __iter__(self) -> Iterator[str]:
        return iter({**self._elements, "": None})

    def __len__(self) -> int:
        return len({**self._elements, "": None})

    def _resolve(self, id: str, *, circular: bool = False) -> bool:
        """Understand a style and those it is based on; not when these go in a circle, unless told to."""
        chain: dict[str, None] = {}  # not recursive: broken files chain thousands of styles
        while id in self._elements and id not in self._done and id not in chain:
            chain[id] = None
            id = child_value(self._elements[id], "basedOn")
        if id in chain and not circular:
            return False
        inherited = self._done.get(id, PLAIN)
        for name in reversed(chain):
            inherited = self._done[name] = _facts(name, self._elements[name], inherited)
        return True


def _is_default(style: Element) -> bool:
    return style.get(f"{W}type") == "paragraph" and style.get(f"{W}default", "0") not in OFF


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
