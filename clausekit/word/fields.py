"""Fields and the bookmarks they point to: cross-references and the table of contents."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clausekit.model import Paragraph, Part
from clausekit.word.elements import clean, el, instruction, run
from clausekit.word.names import Element
from clausekit.word.styles import TOC_TITLE, Wardrobe

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


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table of contents; level 2 is the heading in the second language."""

    index: int
    anchor: str
    heading: Paragraph
    level: int = 1


def toc(
    lines: Sequence[Line],
    wardrobe: Wardrobe,
    *,
    languages: Sequence[str],
    pages: Mapping[str, int] | None,
    number: int,
) -> Element:
    """The table of contents with its lines written out, so nothing needs updating at opening.

    Without `pages` the field says `\\n` (no page numbers) rather than show wrong ones.
    """
    numbered = [line for line in lines if line.level == 1]
    known = pages if pages is not None and all(heading_key(line.heading) in pages for line in numbered) else None
    written = [_line(line, wardrobe, known) for line in lines]
    code = _code(depth=max(line.level for line in lines), known=known is not None)
    opening = [_char("begin"), instruction(code), _char("separate")]
    for position, element in enumerate(opening, start=1):
        written[0].insert(position, element)
    written.append(el("p", el("pPr", el("spacing", before=0, after=0)), _char("end")))
    style = el("pStyle", val=wardrobe.styles["toc_heading"])
    title = " / ".join(_TOC_TITLE.get(language, "Contents") for language in languages)
    gallery = el("docPartObj", el("docPartGallery", val="Table of Contents"), el("docPartUnique"))
    head = el("p", el("pPr", style), run(title))
    return el("sdt", el("sdtPr", el("id", val=number), gallery), el("sdtContent", head, *written))


def _code(*, depth: int, known: bool) -> str:
    """`\\n` leaves page numbers out: of all lines, or of those of the second language."""
    unnumbered = ("\\n 2-2 " if depth == 2 else "") if known else "\\n "
    return f'TOC \\o "1-{depth}" {unnumbered}\\h \\z \\u'


def _line(line: Line, wardrobe: Wardrobe, pages: Mapping[str, int] | None) -> Element:
    heading = line.heading
    style = el("pStyle", val=wardrobe.styles[f"toc{line.level}"])
    flush = (
        () if heading.number else (el("tabs", el("tab", val="clear", pos=TOC_TITLE)), el("ind", left=0, firstLine=0))
    )
    text = clean(heading.text).replace("\n", " ").replace("\t", " ")
    runs = [run(f"{heading.number}\t{text}" if heading.number else text)]
    if pages is not None and line.level == 1:
        page = [run(str(pages[heading_key(heading)]))]
        runs += [run("\t"), *field(f"PAGEREF {line.anchor} \\h", page)]
    return el("p", el("pPr", style, *flush), el("hyperlink", *runs, anchor=line.anchor, history=1))
