"""Places between two characters of a read document, where marks may stand: runs are cut, fields and controls not."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence

from clausekit.word.elements import XML_SPACE
from clausekit.word.names import MC, Element, W
from clausekit.word.read import Place

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_PARAGRAPH, _RUN, _TEXT, _PROPERTIES = f"{W}p", f"{W}r", f"{W}t", f"{W}rPr"
_TEXTS = (_TEXT, f"{W}delText")
# A mark inside one of these would be lost at the next update, or break it: it stands beside them instead.
_WHOLE = {W + name for name in ("hyperlink", "sdt", "fldSimple", "ruby")} | {
    f"{_M}oMath", f"{_M}oMathPara", f"{MC}AlternateContent",
}  # fmt: skip
_REVISIONS = {W + name for name in ("ins", "del", "moveTo", "moveFrom")}
_BOX = f"{W}txbxContent"
_MARKS = """bookmarkStart bookmarkEnd commentRangeStart commentRangeEnd moveFromRangeStart moveFromRangeEnd
    moveToRangeStart moveToRangeEnd rPrChange pPrChange sectPrChange tblPrChange tcPrChange trPrChange tblGridChange
    tblPrExChange numberingChange cellIns cellDel cellMerge"""
_NUMBERED = _REVISIONS | {W + name for name in _MARKS.split()}


class Ids:
    """Numbers for revisions and marks that the document does not use yet."""

    def __init__(self, root: Element) -> None:
        used = (element.get(f"{W}id", "") for element in root.iter(*_NUMBERED))
        self.last = max((int(id) for id in used if id.isdecimal() and int(id) < 2**31 - 10**6), default=0)

    def next(self) -> int:
        self.last += 1
        return self.last


class Ranges:
    """Cuts the paragraphs of a document where comments begin and end."""

    def __init__(self, root: Element, places: Sequence[Place], ids: Ids) -> None:
        self.places = places
        self.ids = ids
        self.fields = dict(_in_fields(root))
        self._spans: dict[int, list[tuple[int, int, Element]]] = {}

    def start(self, paragraph: int, offset: int) -> tuple[Element, bool]:
        """(element, before it or after it) for a mark just before the character at `offset`."""
        spans = self._of(paragraph)
        for index, (begin, end, node) in enumerate(spans):
            if begin <= offset < end:
                if node.tag in _TEXTS and offset > max(begin, 0):
                    node = self._cut(spans, index, offset)
                return self._lift(node, after=False), False
        before = [node for _, end, node in spans if end <= offset]  # a formula: no node stands for its text
        return (self._lift(before[-1], after=True), True) if before else (self._first(paragraph), False)

    def end(self, paragraph: int, offset: int) -> tuple[Element, bool]:
        """(element, before it or after it) for a mark just behind the character before `offset`."""
        spans = self._of(paragraph)
        for index, (begin, end, node) in enumerate(spans):
            if begin < offset <= end:
                if node.tag in _TEXTS and offset < end:
                    self._cut(spans, index, offset)
                return self._lift(node, after=True), True
        after = [node for begin, _, node in spans if begin >= offset]
        return (self._lift(after[0], after=False), False) if after else (self._last(paragraph), True)

    def _of(self, paragraph: int) -> list[tuple[int, int, Element]]:
        if paragraph not in self._spans:
            self._spans[paragraph] = list(self.places[paragraph].spans)
        return self._spans[paragraph]

    def _first(self, paragraph: int) -> Element:
        element = self._host(self.places[paragraph].elements[0])
        children = [child for child in element if child.tag != f"{W}pPr"]
        return children[0] if children else _empty_run(element)

    def _last(self, paragraph: int) -> Element:
        element = self._host(self.places[paragraph].elements[-1])
        children = [child for child in element if child.tag != f"{W}pPr"]
        return children[-1] if children else _empty_run(element)

    def _host(self, element: Element) -> Element:
        """The paragraph that a text box hangs on: Word keeps no comments inside a box."""
        while (box := next(element.iterancestors(_BOX), None)) is not None:
            element = next(box.iterancestors(_PARAGRAPH))
        return element

    # -- cutting ---------------------------------------------------------------------------

    def _cut(self, spans: list[tuple[int, int, Element]], index: int, offset: int) -> Element:
        """Cut a text node, and its run, before the character at `offset`; return the second half."""
        begin, end, node = spans[index]
        if self._whole(node) is not None or node.getparent() is None or self._in_field(node):
            return node  # the mark goes to the edge of what must not be cut
        second = copy.copy(node)
        for child in list(second):
            second.remove(child)
        text = node.text or ""
        place = _raw_index(text, offset - begin)
        node.text, second.text = text[:place], text[place:]
        for half in (node, second):
            half.set(XML_SPACE, "preserve")
        second.tail = None
        node.addnext(second)
        self._cut_run(second)
        spans[index : index + 1] = [(begin, offset, node), (offset, end, second)]
        return second

    def _cut_run(self, child: Element) -> Element:
        """Make `child` the first of its run, cutting the run when needed; return that run."""
        run = child.getparent()
        assert run is not None
        if run.tag != _RUN or all(sibling.tag == _PROPERTIES for sibling in child.itersiblings(preceding=True)):
            return run
        second = _twin(run)
        properties = run.find(_PROPERTIES)
        if properties is not None:
            second.append(copy.deepcopy(properties))
        second.extend([child, *child.itersiblings()])
        run.addnext(second)
        return second

    # -- what must stay whole --------------------------------------------------------------

    def _whole(self, node: Element) -> Element | None:
        """The outermost thing around a node that no mark may stand in; a text box counts from outside."""
        found = None
        for ancestor in node.iterancestors():
            if ancestor.tag == _PARAGRAPH:
                if next(ancestor.iterancestors(_BOX), None) is None:
                    break
                found = None
            elif ancestor.tag in _WHOLE or ancestor.tag == f"{W}drawing" or ancestor.tag == f"{W}pict":
                found = ancestor
        return found

    def _in_field(self, node: Element) -> bool:
        return node in self.fields and _same_paragraph(*self.fields[node])

    def _lift(self, node: Element, *, after: bool) -> Element:
        """The element beside which a mark may stand, at the node's edge or at that of what is around it."""
        if self._in_field(node):
            node = self.fields[node][1 if after else 0]
        whole = self._whole(node)
        if whole is not None and whole in self.fields and _same_paragraph(*self.fields[whole]):
            node = self.fields[whole][1 if after else 0]
            whole = self._whole(node)
        element = whole if whole is not None else node
        if element.getparent() is not None and element.getparent().tag == _RUN:  # type: ignore[union-attr]
            element = self._run_at(element, after=after)
        return self._out_of_revisions(element, after=after)

    def _run_at(self, child: Element, *, after: bool) -> Element:
        """The run that ends with `child` (after) or begins with it, cut out of its run when needed."""
        if not after:
            return self._cut_run(child)
        follower = child.getnext()
        if follower is not None:
            self._cut_run(follower)
        run = child.getparent()
        assert run is not None
        return run

    def _out_of_revisions(self, element: Element, *, after: bool) -> Element:
        """A mark beside a tracked change survives its rejection: cut the change in two when it must."""
        chain = []
        for ancestor in element.iterancestors():
            if ancestor.tag == _PARAGRAPH:
                break
            chain.append(ancestor)
        outermost = max((i for i, a in enumerate(chain) if a.tag in _REVISIONS), default=-1)
        for wrapper in chain[: outermost + 1]:
            element = self._cut_wrapper(wrapper, element, after=after)
        return element

    def _cut_wrapper(self, wrapper: Element, element: Element, *, after: bool) -> Element:
        """Cut a wrapper before or after its child; return the half beside the cut."""
        moved = list(element.itersiblings()) if after else [element, *element.itersiblings()]
        if not moved or (not after and element.getprevious() is None):
            return wrapper
        second = _twin(wrapper)
        if wrapper.tag in _REVISIONS:
            second.set(f"{W}id", str(self.ids.next()))
        second.extend(moved)
        wrapper.addnext(second)
        return wrapper if after else second


def _twin(element: Element) -> Element:
    """An empty element of the same name and attributes."""
    twin = element.makeelement(element.tag)
    for name, value in element.attrib.items():
        twin.set(name, value)
    return twin


def _empty_run(paragraph: Element) -> Element:
    run = paragraph.makeelement(_RUN)
    paragraph.append(run)
    return run


def _raw_index(text: str, shown: int) -> int:
    """Where in a text node the character stands that is shown as number `shown`: soft hyphens are not."""
    for index, letter in enumerate(text):
        if letter == "\xad":
            continue
        if shown == 0:
            return index
        shown -= 1
    return len(text)


def _same_paragraph(first: Element, second: Element) -> bool:
    return next(first.iterancestors(_PARAGRAPH), None) is next(second.iterancestors(_PARAGRAPH), None)


def _in_fields(root: Element) -> Iterator[tuple[Element, tuple[Element, Element]]]:
    """Every text node and wrapper inside a complex field, with the field's two ends."""
    if next(root.iter(f"{W}fldChar"), None) is None:
        return
    stack: list[tuple[Element, list[Element]]] = []
    wanted = {*_TEXTS, *_WHOLE, f"{W}tab", f"{W}br", f"{W}sym", f"{W}noBreakHyphen", f"{W}cr", f"{W}fldChar"}
    for element in root.iter(*wanted):
        kind = element.get(f"{W}fldCharType") if element.tag == f"{W}fldChar" else ""
        if kind == "begin":
            stack.append((element, []))
        elif kind == "end" and stack:
            begin, inside = stack.pop()
            inside.append(begin)
            if stack:
                stack[-1][1].extend([*inside, element])
            else:
                yield from ((node, (begin, element)) for node in [*inside, element])
        elif stack:
            stack[-1][1].append(element)
