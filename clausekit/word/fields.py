"""Fields and the bookmarks they point to: cross-references and the table of contents."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clausekit.model import Paragraph, Part
from clausekit.word.elements import clean, el, instruction, run
from clausekit.word.names import Element
from clausekit.word.styles import Wardrobe

TOC_TAB = 1418  # where titles begin in the style of the lines
_TOC_TITLE = {"fr": "Sommaire", "en": "Contents"}


@dataclass(frozen=True, slots=True)
class Target:
    """A paragraph that references point to, and where it stands."""

    paragraph: Paragraph
    part: Part


def field(code: str, shown: Sequence[Element]) -> list[Element]:
    """The runs of a complex field; `shown` is its cached result."""
    return [_char("begin"), instruction(code), _char("separate"), *shown, _char("end")]


def _char(kind: str) -> Element:
    return el("r", el("fldChar", fldCharType=kind))


def reference_code(anchor: str, target: Target, shown: str) -> str:
    """The code whose result is `shown`, now and after an update in Word.

    `\\r` for articles, 4.1 and annexes, `\\w` (4.1(a)) below; `\\n` where the paragraph's own
    number is meant and the context would come out as "Annexe 23" or "4.1(a)".
    """
    deep = target.paragraph.level > (1 if target.part is Part.ANNEX else 2)
    own = same_text(target.paragraph.number.rstrip("."))
    switch = "r" if not deep else "n" if same_text(shown) == own else "w"
    return f"REF {anchor} \\{switch} \\h"


def same_text(text: str) -> str:
    """Text for comparing labels: no-break spaces are spaces."""
    return " ".join(text.split())


def bookmark(name: str, number: int, content: Sequence[Element]) -> list[Element]:
    """Content between the two ends of a bookmark."""
    return [el("bookmarkStart", id=number, name=name), *content, el("bookmarkEnd", id=number)]


def toc_anchor(index: int, heading: Paragraph) -> str:
    """A bookmark name for a heading's line in the table of contents."""
    digest = hashlib.sha256(f"{index}|{heading.number}".encode()).hexdigest()
    return f"_Toc{int(digest[:12], 16) % 10**9:09d}"


def heading_key(heading: Paragraph) -> str:
    """How `pages` names a heading: its number and text, single spaces."""
    return same_text(heading.display)


def toc(
    headings: Sequence[tuple[str, Paragraph]],
    wardrobe: Wardrobe,
    *,
    language: str,
    pages: Mapping[str, int] | None,
    number: int,
) -> Element:
    """The table of contents with its lines written out, so nothing needs updating at opening.

    Without `pages` the field says `\\n` (no page numbers) rather than show wrong ones.
    """
    known = pages is not None and all(heading_key(heading) in pages for _, heading in headings)
    code = f'TOC \\o "1-1" {"" if known else chr(92) + "n "}\\h \\z \\u'
    lines = [
        _line(anchor, heading, wardrobe, pages[heading_key(heading)] if known and pages else None)
        for anchor, heading in headings
    ]
    opening = [_char("begin"), instruction(code), _char("separate")]
    for position, element in enumerate(opening, start=1):
        lines[0].insert(position, element)
    lines.append(el("p", el("pPr", el("spacing", before=0, after=0)), _char("end")))
    style = el("pStyle", val=wardrobe.styles["toc_heading"])
    title = el("p", el("pPr", style), run(_TOC_TITLE.get(language, "Contents")))
    gallery = el("docPartObj", el("docPartGallery", val="Table of Contents"), el("docPartUnique"))
    return el("sdt", el("sdtPr", el("id", val=number), gallery), el("sdtContent", title, *lines))


def _line(anchor: str, heading: Paragraph, wardrobe: Wardrobe, page: int | None) -> Element:
    style = el("pStyle", val=wardrobe.styles["toc1"])
    flush = () if heading.number else (el("tabs", el("tab", val="clear", pos=TOC_TAB)), el("ind", left=0, firstLine=0))
    text = clean(heading.text).replace("\n", " ").replace("\t", " ")
    runs = [run(f"{heading.number}\t{text}" if heading.number else text)]
    if page is not None:
        runs += [run("\t"), *field(f"PAGEREF {anchor} \\h", [run(str(page))])]
    return el("p", el("pPr", style, *flush), el("hyperlink", *runs, anchor=anchor, history=1))
