"""Paragraphs of the contract as Word paragraphs: style, number, bookmark, runs, blanks and references."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from clausekit.errors import WriteError
from clausekit.model import Mark, MarkKind, Paragraph, Part, Role
from clausekit.word import fields
from clausekit.word.elements import clean, control, el, run, shorten
from clausekit.word.names import Element
from clausekit.word.styles import Wardrobe, numbering_properties, style_key

AFTER_TABLE = 200
TEXT_WIDTH = 9070  # twentieths of a point: A4 less two margins of 2.5 cm
NAME_LIMIT = 64  # of a content control's title and tag, in Word


@dataclass(slots=True)
class Desk:
    """What writing needs at hand, and what was written: the pairs are checked against the plan."""

    wardrobe: Wardrobe
    targets: Mapping[str, fields.Target]
    written: list[tuple[Element, Paragraph]] = field(default_factory=list)
    controls: set[int] = field(default_factory=set)  # ids in use
    bookmarks: int = 0  # last id in use
    width: int = TEXT_WIDTH

    def control_id(self, seed: str) -> int:
        """A positive 31-bit id from the seed, free in this document."""
        number = int(hashlib.sha256(seed.encode("utf-8", "replace")).hexdigest()[:8], 16) & 0x7FFFFFFF
        while number in self.controls or not number:
            number = (number + 1) & 0x7FFFFFFF
        self.controls.add(number)
        return number

    def bookmark_id(self) -> int:
        self.bookmarks += 1
        return self.bookmarks


@dataclass(frozen=True, slots=True)
class Setting:
    """What a paragraph's place asks of it, beyond what its role says."""

    style: str = ""  # instead of the role's style
    keep: bool = False  # with the next paragraph
    new_page: bool = False
    after_table: bool = False
    align: str = ""
    inset: int = 0  # from the right
    toc_anchor: str = ""


def write_paragraph(paragraph: Paragraph, desk: Desk, part: Part, setting: Setting | None = None) -> Element:
    """One `w:p` for a paragraph."""
    setting = setting or Setting()
    content = list(_content(paragraph, desk))
    for name in (paragraph.anchor, setting.toc_anchor):
        if name:
            content = fields.bookmark(name, desk.bookmark_id(), content)
    element = el("p", _properties(paragraph, desk, part, setting), *content)
    desk.written.append((element, paragraph))
    return element


def _properties(paragraph: Paragraph, desk: Desk, part: Part, setting: Setting) -> Element:
    key = setting.style or style_key(paragraph, part)
    keep = setting.keep or clean(paragraph.text).rstrip().endswith(":")
    return el(  # in the order the schema wants
        "pPr",
        el("pStyle", val=desk.wardrobe.styles[key]),
        el("keepNext") if keep else None,
        el("keepLines") if setting.keep else None,
        el("pageBreakBefore") if setting.new_page else None,
        numbering_properties(paragraph, key, part, desk.wardrobe),
        _space_above(setting),
        el("ind", right=setting.inset) if setting.inset else None,
        el("jc", val=setting.align) if setting.align else None,
    )


def _space_above(setting: Setting) -> Element | None:
    if setting.new_page:
        return el("spacing", before=0)
    return el("spacing", before=AFTER_TABLE) if setting.after_table else None


def _content(paragraph: Paragraph, desk: Desk) -> Iterator[Element]:
    for holder, stretch in groupby(_stretches(paragraph), key=lambda item: item[0]):
        pieces = [(start, end, kinds) for _, start, end, kinds in stretch]
        runs = [_run(paragraph.text[start:end], kinds, desk) for start, end, kinds in pieces]
        text = paragraph.text[pieces[0][0] : pieces[-1][1]]
        if holder is None or (holder.kind is MarkKind.BLANK and paragraph.role is Role.HEADING):
            yield from runs  # a content control in a heading would follow it into the table of contents
        elif holder.kind is MarkKind.BLANK:
            yield _blank(holder.target, text, runs, desk)
        else:
            yield from _reference(holder.target, text, runs, desk)


def _stretches(paragraph: Paragraph) -> Iterator[tuple[Mark | None, int, int, frozenset[MarkKind]]]:
    """The text cut where marks begin and end: (reference or blank around it, start, end, kinds in force)."""
    end_of_text = len(paragraph.text)
    edges = {0, end_of_text, *(edge for mark in paragraph.marks for edge in (mark.start, mark.end))}
    for start, end in pairwise(sorted(edge for edge in edges if 0 <= edge <= end_of_text)):
        marks = [mark for mark in paragraph.marks if mark.start <= start and end <= mark.end]
        holders = [mark for mark in marks if mark.kind in (MarkKind.REF, MarkKind.BLANK)]
        holders.sort(key=lambda mark: (mark.kind is not MarkKind.REF, mark))
        yield holders[0] if holders else None, start, end, frozenset(mark.kind for mark in marks)


def _run(text: str, kinds: frozenset[MarkKind], desk: Desk) -> Element:
    style = "blank" if MarkKind.BLANK in kinds else "term" if MarkKind.TERM in kinds else ""
    properties = [el("rStyle", val=desk.wardrobe.styles[style])] if style else []
    if MarkKind.BOLD in kinds:
        properties += [el("b"), el("bCs")]
    if MarkKind.ITALIC in kinds:  # italics are foreign words: not for the spelling checker
        properties += [el("i"), el("iCs"), el("noProof")]
    if kinds & {MarkKind.BLANK, MarkKind.HIGHLIGHT}:  # Word ignores a highlight in a style
        properties.append(el("highlight", val="yellow"))
    return run(text, *properties)


def _blank(parameter: str, text: str, runs: list[Element], desk: Desk) -> Element:
    alias = shorten(clean(text).strip("[]• \u00a0") or parameter, NAME_LIMIT)
    number = desk.control_id(f"blank|{parameter}|{len(desk.written)}")
    return control(runs, alias=alias, tag=f"ck:p:{parameter}", number=number, showing=True)


def _reference(anchor: str, text: str, runs: list[Element], desk: Desk) -> list[Element]:
    if anchor not in desk.targets:
        raise WriteError(f"the reference “{text}” points to “{anchor}”, which no paragraph carries")
    return fields.field(fields.reference_code(anchor, desk.targets[anchor], text), runs)
