"""Where a tracked paragraph may go so that rejecting it leaves no trace."""

from __future__ import annotations

from dataclasses import dataclass

from clausekit.word.names import Element, W
from clausekit.word.read import Located

_BLOCKS = {W + name for name in ("p", "tbl", "sdt", "customXml")}
_PASSING = {f"{W}sdtContent", f"{W}sdt", f"{W}customXml", f"{W}smartTag", f"{W}ins", f"{W}moveTo"}
_BOX = f"{W}txbxContent"


@dataclass(frozen=True, slots=True)
class Point:
    """Before an element that begins with a paragraph, or (None) behind `last`, whose mark must then be lent."""

    before: Element | None
    last: Element


def point_after(located: Located, after: int, before: int | None) -> Point:
    """The point behind a paragraph and all that hangs on it, before the paragraph `before` (None: the end).

    Measured: a new paragraph right before one of the same story is rejected without trace; before a table, or at the
    end of a story, an empty one would stay.
    """
    last = _outside_boxes(located.places[after].elements[-1])
    limit = None if before is None else _outside_boxes(located.places[before].elements[0])
    block = _climb(last, limit)
    following = _next_block(block)
    while following is not None and limit is not None and _is_contents(following):
        following = _next_block(following)
    if following is not None and _begins_with_paragraph(following):
        return Point(following, last)
    if block.tag == f"{W}p" and not _mark_is_tracked(block):
        return Point(None, block)
    if limit is not None and limit.tag == f"{W}p":
        return Point(_lift_to_control(limit), last)
    return Point(_first_paragraph_before(block), last)


def _outside_boxes(element: Element) -> Element:
    while (box := next(element.iterancestors(_BOX), None)) is not None:
        element = next(box.iterancestors(f"{W}p"))
    return element


def _climb(element: Element, limit: Element | None) -> Element:
    """The block around a paragraph that stands in the same story, or cell, as the limit does."""
    around = set() if limit is None else set(limit.iterancestors())
    block = element
    for ancestor in element.iterancestors():
        if ancestor.tag in (f"{W}body", f"{W}document") or ancestor in around:
            if ancestor.tag in (f"{W}tbl", f"{W}tr"):  # limit in another cell of the table: stay in this one
                return element
            break
        if ancestor.tag in _BLOCKS:
            block = ancestor
    return block


def _next_block(block: Element) -> Element | None:
    following = block.getnext()
    while following is not None and following.tag not in _BLOCKS:
        if following.tag == f"{W}sectPr":
            return None
        following = following.getnext()
    return following


def _is_contents(block: Element) -> bool:
    """A control that holds the table of contents: what follows a title stands behind it."""
    gallery = block.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(f"{W}val") == "Table of Contents"


def _begins_with_paragraph(block: Element) -> bool:
    if block.tag == f"{W}p":
        return True
    if block.tag not in _PASSING:
        return False
    inner = next(block.iter(f"{W}p", f"{W}tbl"), None)
    return inner is not None and inner.tag == f"{W}p"


def _lift_to_control(paragraph: Element) -> Element:
    """Before the control that a paragraph opens: inside it, LibreOffice joins what is rejected with the heading."""
    element = paragraph
    parent = element.getparent()
    while parent is not None and parent.tag in _PASSING and _opens(parent, element):
        element, parent = parent, parent.getparent()
    return element


def _opens(parent: Element, child: Element) -> bool:
    earlier = [sibling for sibling in child.itersiblings(preceding=True) if sibling.tag in _BLOCKS]
    return not earlier or parent.tag == f"{W}sdt"


def _first_paragraph_before(block: Element) -> Element:
    """The nearest paragraph before a block of tables, to stand before it."""
    before = block.getprevious()
    while before is not None and before.tag != f"{W}p":
        before = before.getprevious()
    return block if before is None else before


def _mark_is_tracked(paragraph: Element) -> bool:
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    return mark is not None and any(mark.find(W + n) is not None for n in ("ins", "del", "moveFrom", "moveTo"))
