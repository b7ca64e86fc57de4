"""What a paragraph's properties say, looked up once: searching the tree for each costs more than parsing it."""

from __future__ import annotations

from collections.abc import Container
from functools import lru_cache
from typing import NamedTuple

from clausekit.word.names import OFF, VAL, Element, W, kids

PROPERTIES = f"{W}pPr"
_STYLE, _NUMBER, _LEVEL, _LIST = f"{W}pStyle", f"{W}numPr", f"{W}ilvl", f"{W}numId"
_MARK, _OUTLINE, _SECTION = f"{W}rPr", f"{W}outlineLvl", f"{W}sectPr"
_TELLING = frozenset((_NUMBER, _MARK, _OUTLINE, _SECTION))
_GONE = {f"{W}del": 1, f"{W}moveFrom": 1, f"{W}ins": 2, f"{W}moveTo": 2}
_NO_MARK = (0, False, False)
_VANISH, _SEPARATOR = f"{W}vanish", f"{W}specVanish"


class Layout(NamedTuple):
    """Style, list, outline and mark of one paragraph; "" = it does not say."""

    style: str = ""
    listed: bool = False  # has a `w:numPr` of its own
    list: str = ""
    level: str = ""
    outline: str = ""
    ends_section: bool = False
    gone: int = 0  # of the paragraph's mark: 1 = deleted, 2 = inserted, 3 = both
    hidden: bool = False  # the mark
    joins: bool = False  # a style separator: the next paragraph stands on the same line

    def stands(self, final: bool) -> bool:
        """Whether the paragraph's mark is there in this view."""
        return not self.gone & (1 if final else 2)


PLAIN_LAYOUT = Layout()
_styled = lru_cache(maxsize=256)(Layout)  # of those that only name a style


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
    style = outline = list_ = level = ""
    listed = ends_section = told = False
    gone, hidden, joins = _NO_MARK
    for child in reversed(kids(properties)):  # of two alike, the first counts
        tag = child.tag
        if tag == _STYLE:
            style = child.get(VAL, "")
            continue
        if tag not in _TELLING:
            continue
        told = True
        if tag == _MARK:
            gone, hidden, joins = _NO_MARK if said is not None and child not in said else _mark(child)
        elif tag == _NUMBER:
            listed = True
            list_ = level = ""
            for found in kids(child):
                if found.tag == _LIST:
                    list_ = found.get(VAL, "")
                elif found.tag == _LEVEL:
                    level = found.get(VAL, "")
        elif tag == _OUTLINE:
            outline = child.get(VAL, "")
        else:
            ends_section = True
    if not told:
        return _styled(style)
    return Layout(style, listed, list_, level, outline, ends_section, gone, hidden, joins)


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
