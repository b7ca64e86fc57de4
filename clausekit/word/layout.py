"""What a paragraph's properties say, looked up once: searching the tree for each costs more than parsing it."""

from __future__ import annotations

from collections.abc import Container
from typing import NamedTuple

from clausekit.word.names import OFF, VAL, Element, W, kids

PROPERTIES = f"{W}pPr"
_STYLE, _NUMBER, _LEVEL, _LIST = f"{W}pStyle", f"{W}numPr", f"{W}ilvl", f"{W}numId"
_MARK, _OUTLINE, _JUSTIFY, _SECTION = f"{W}rPr", f"{W}outlineLvl", f"{W}jc", f"{W}sectPr"
_GONE = {f"{W}del": 1, f"{W}moveFrom": 1, f"{W}ins": 2, f"{W}moveTo": 2}
_READ = {_STYLE, _NUMBER, _MARK, _OUTLINE, _JUSTIFY, _SECTION}
_NO_MARK = (0, False, False)
_VANISH, _SEPARATOR = f"{W}vanish", f"{W}specVanish"


class Layout(NamedTuple):
    """Style, list, outline and mark of one paragraph; "" = it does not say."""

    style: str = ""
    listed: bool = False  # has a `w:numPr` of its own
    list: str = ""
    level: str = ""
    outline: str = ""
    justify: str = ""
    ends_section: bool = False
    gone: int = 0  # of the paragraph's mark: 1 = deleted, 2 = inserted, 3 = both
    hidden: bool = False  # the mark
    joins: bool = False  # a style separator: the next paragraph stands on the same line

    def stands(self, final: bool) -> bool:
        """Whether the paragraph's mark is there in this view."""
        return not self.gone & (1 if final else 2)


PLAIN_LAYOUT = Layout()


def layout(paragraph: Element) -> Layout:
    """The layout of a `w:p`."""
    return layout_among(kids(paragraph))


def layout_among(children: list[Element], said: Container[Element] | None = None) -> Layout:
    """The layout of a paragraph with these children; `said` are the properties worth looking into, None = all."""
    for child in children:  # it comes first, by the schema
        if child.tag == PROPERTIES:
            return _layout(child, said)
    return PLAIN_LAYOUT


def _layout(properties: Element, said: Container[Element] | None) -> Layout:
    found = {tag: child for child in reversed(kids(properties)) if (tag := child.tag) in _READ}
    if not found:
        return PLAIN_LAYOUT
    number = {child.tag: child.get(VAL, "") for child in kids(found[_NUMBER])} if _NUMBER in found else {}
    mark = found.get(_MARK)
    gone, hidden, joins = _NO_MARK if mark is None or (said is not None and mark not in said) else _mark(mark)
    return Layout(
        _value(found, _STYLE),
        _NUMBER in found,
        number.get(_LIST, ""),
        number.get(_LEVEL, ""),
        _value(found, _OUTLINE),
        _value(found, _JUSTIFY),
        _SECTION in found,
        gone,
        hidden,
        joins,
    )


def _value(found: dict[str, Element], tag: str) -> str:
    return found[tag].get(VAL, "") if tag in found else ""


def _mark(properties: Element) -> tuple[int, bool, bool]:
    gone, hidden, separator = 0, False, False
    for child in kids(properties):
        tag = child.tag
        if tag in _GONE:
            gone |= _GONE[tag]
        elif tag == _VANISH:
            hidden = child.get(VAL, "1") not in OFF
        elif tag == _SEPARATOR:
            separator = child.get(VAL, "1") not in OFF
    return gone, hidden, hidden and separator
