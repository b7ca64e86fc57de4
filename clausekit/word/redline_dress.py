"""Tracked paragraphs in the dress of the host: its styles, its numbers, its letters."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from itertools import pairwise

from lxml import etree

from clausekit.model import Mark, MarkKind
from clausekit.word.annotate_ranges import Ids
from clausekit.word.elements import clean, el, run
from clausekit.word.names import Element, W

_DROPPED = ("sectPr", "pPrChange", "framePr", "pageBreakBefore", "cnfStyle", "divId")
_NOT_LENT = ("ins", "del", "moveFrom", "moveTo", "rPrChange", "vanish", "specVanish", "webHidden")
_NOT_WORN = (*_NOT_LENT, "b", "bCs", "i", "iCs", "u", "highlight", "shd", "strike", "dstrike", "em", "noProof",
             "vertAlign", "bdr", "lang", "rStyle")  # fmt: skip
_HEADING_KEEPS = ("b", "bCs", "i", "iCs", "u")
_RUN_ORDER = """rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof
    snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl
    cs em lang eastAsianLayout specVanish oMath"""
_RANK = {W + name: rank for rank, name in enumerate(_RUN_ORDER.split())}
_AFTER_NUMBER = ("suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap",
                 "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid",
                 "spacing")  # fmt: skip
_AFTER_INDENT = ("contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment",
                 "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr")  # fmt: skip
_WRAPS = {
    W + name for name in ("ins", "hyperlink", "smartTag", "customXml", "sdt", "sdtContent", "moveTo", "fldSimple")
}


class Tailor:
    """Cuts tracked paragraphs of one author and date from patterns of the host."""

    def __init__(self, ids: Ids, author: str, date: str, *, lists: bool = True) -> None:
        self.ids = ids
        self.lists = lists  # whether the host has a part for them: without it nothing is numbered
        self.signed = {"author": author, **({"date": date} if date else {})}

    def paragraph(
        self, pattern: Element, text: str, marks: tuple[Mark, ...], *, numbered: bool, bold: bool | None, indent: int
    ) -> tuple[Element, str]:
        """A tracked paragraph dressed like `pattern`, and the id of its insertion."""
        properties = self._paragraph_properties(pattern, numbered=numbered, indent=indent)
        letters = self._letters(pattern, bold)
        inserted = self._tracked("ins")
        inserted.extend(self._runs(clean(text), marks, letters, bold))
        return el("p", properties, inserted), inserted.get(f"{W}id", "")

    def blank(self, pattern: Element) -> Element:
        """A tracked empty paragraph like the host's own."""
        return el("p", self._paragraph_properties(pattern, numbered=True, indent=0))

    def lend_mark(self, first: Element, last: Element) -> None:
        """Track the mark of `first` and give `last` the old one, as Word does at the end of a story.

        The properties of `last` are a tracked change too: rejecting all gives `first` back as it was.
        """
        for name, value in list(first.attrib.items()):  # its names in the file go with its mark
            last.set(name, value)
            del first.attrib[name]
        own = first.find(f"{W}pPr")
        old = copy.deepcopy(own) if own is not None else el("pPr")
        if own is None:
            own = el("pPr")
            first.insert(0, own)
        mark = own.find(f"{W}rPr")
        if mark is None:
            mark = el("rPr")
            _insert_before(own, mark, ())
        mark.insert(0, self._tracked("ins"))
        for section in own.findall(f"{W}sectPr"):  # the section now ends with the last mark
            own.remove(section)
        properties = last.find(f"{W}pPr")
        if properties is None or old.find(f"{W}pPrChange") is not None:
            for child in last.findall(f"{W}pPr"):
                last.remove(child)
            last.insert(0, old)
            return
        for child in properties.findall(f"{W}rPr"):
            properties.remove(child)
        kept = [child for child in (old.find(f"{W}rPr"), old.find(f"{W}sectPr")) if child is not None]
        change = self._tracked("pPrChange")
        change.append(old)
        properties.extend([*kept, change])

    def _tracked(self, kind: str) -> Element:
        return el(kind, id=self.ids.next(), **self.signed)

    # -- paragraphs ------------------------------------------------------------------------

    def _paragraph_properties(self, pattern: Element, *, numbered: bool, indent: int) -> Element:
        own = pattern.find(f"{W}pPr")
        properties = copy.deepcopy(own) if own is not None else el("pPr")
        properties.tail = None
        for name in _DROPPED:
            for child in properties.findall(W + name):
                properties.remove(child)
        mark = properties.find(f"{W}rPr")
        if mark is None:
            mark = el("rPr")
            properties.append(mark)
        for name in _NOT_LENT:
            for child in mark.findall(W + name):
                mark.remove(child)
        mark.insert(0, self._tracked("ins"))
        if not numbered:
            _unnumber(properties, lists=self.lists)
        if indent:
            _indent(properties, indent)
        return properties

    # -- letters ---------------------------------------------------------------------------

    def _letters(self, pattern: Element, bold: bool | None) -> list[Element]:
        """The run properties most of the pattern's text wears, without emphasis."""
        worn: dict[bytes, tuple[int, Element | None]] = {}
        for piece in _runs_of(pattern):
            properties = piece.find(f"{W}rPr")
            key = b"" if properties is None else _key(properties)
            length = sum(len(text.text or "") for text in piece.iterchildren(f"{W}t"))
            worn[key] = (worn.get(key, (0, None))[0] + length, properties)
        best = max(worn.values(), key=lambda item: item[0], default=(0, None))[1]
        if best is None:
            return []
        dropped = [name for name in _NOT_WORN if bold is not None or name not in _HEADING_KEEPS]
        return [copy.deepcopy(child) for child in best if child.tag not in {W + name for name in dropped}]

    def _runs(self, text: str, marks: tuple[Mark, ...], letters: list[Element], bold: bool | None) -> Iterator[Element]:
        edges = {0, len(text), *(edge for mark in marks for edge in (mark.start, mark.end))}
        for start, end in pairwise(sorted(edge for edge in edges if 0 <= edge <= len(text))):
            kinds = {mark.kind for mark in marks if mark.start <= start and end <= mark.end}
            extra = []
            if bold or kinds & {MarkKind.TERM, MarkKind.BOLD}:
                extra += [el("b"), el("bCs")]
            if MarkKind.ITALIC in kinds:
                extra += [el("i"), el("iCs")]
            if kinds & {MarkKind.BLANK, MarkKind.HIGHLIGHT}:
                extra.append(el("highlight", val="yellow"))
            added = {item.tag for item in extra}
            kept = [copy.deepcopy(item) for item in letters if item.tag not in added]
            yield run(text[start:end], *sorted([*kept, *extra], key=_rank))


def is_blank_line(paragraph: Element) -> bool:
    """An empty paragraph that only parts others: no text, break, picture or section in it."""
    content = [child for child in paragraph if child.tag != f"{W}pPr"]
    inside = {item.tag for child in content for item in child.iter()}
    harmless = {W + name for name in ("r", "rPr", "t", "bookmarkStart", "bookmarkEnd", "proofErr", "lang", "rFonts",
                                      "sz", "szCs", "b", "bCs", "color", "lastRenderedPageBreak")}  # fmt: skip
    section = paragraph.find(f"{W}pPr/{W}sectPr")
    numbers = paragraph.find(f"{W}pPr/{W}numPr")
    empty = not any(str(text).strip() for text in paragraph.itertext())
    return empty and section is None and numbers is None and inside <= harmless


def _runs_of(element: Element) -> Iterator[Element]:
    for child in element:
        if child.tag == f"{W}r":
            yield child
        elif child.tag in _WRAPS:
            yield from _runs_of(child)


def _key(properties: Element) -> bytes:
    plain = copy.deepcopy(properties)
    for child in plain.findall(f"{W}lang"):
        plain.remove(child)
    key: bytes = etree.tostring(plain, encoding="UTF-8", with_tail=False)
    return key


def _rank(element: Element) -> int:
    return _RANK.get(element.tag, len(_RANK))


def _unnumber(properties: Element, *, lists: bool) -> None:
    """Take the automatic number off, also one that the style brings."""
    own = properties.find(f"{W}numPr")
    if own is not None:
        properties.remove(own)
    if lists:
        _insert_before(properties, el("numPr", el("numId", val=0)), (*_AFTER_NUMBER, "ind", *_AFTER_INDENT))
    if properties.find(f"{W}outlineLvl") is None:  # an item is no heading, whatever its style says
        _insert_before(properties, el("outlineLvl", val=9), ("divId", "cnfStyle", "rPr"))


def _indent(properties: Element, amount: int) -> None:
    own = properties.find(f"{W}ind")
    left = 0
    if own is not None:
        value = own.get(f"{W}left", own.get(f"{W}start", "0"))
        left = int(value) if value.lstrip("-").isdecimal() else 0
        properties.remove(own)
    _insert_before(properties, el("ind", left=max(0, left) + amount, firstLine=0), _AFTER_INDENT)


def _insert_before(parent: Element, child: Element, names: tuple[str, ...]) -> None:
    """Insert a child where the schema wants it: before the first of these."""
    followers = {W + name for name in (*names, "sectPr", "pPrChange")}
    place = next((i for i, item in enumerate(parent) if item.tag in followers), len(parent))
    parent.insert(place, child)
