"""A contract cut into units of evidence: a sentence, a list item with its lead-in, a table row with its header."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from clausekit.language.instructions import instructions, within
from clausekit.language.patterns import later
from clausekit.language.text import holds, sentences
from clausekit.model import Anchor, Contract, Mark, MarkKind, Paragraph, Role, Section, Table, iter_paragraphs

_LEAD_WORDS = 60
_RUN_IN = 90
_FORM = later(r"\s*[^\W\d_][^:.;]{0,40}:[^:;]{0,60}\Z")  # a line to fill in: « Nom : ____ »
_FORM_LINES = 6
_LONGEST_TITLE = 200  # of a column: a cell with more to it is prose
_PLACEHOLDER = later(  # [***] is a redaction, not a blank; [ ] a box to tick
    r"\[\s*[•●…_.\-–xX]+\s*\]"
    r"|\[(?!(?:confidential|confidentiel|redacted|omitted|intentionally|reserved|signature|remainder|page|end of"
    r"|seal|sic|logo|sceau)\b)"
    r"[A-Za-zÀ-ÿ][^\[\]\d.;]{2,60}\]"
    r"|\[[A-Za-zÀ-ÿ]{3,20}[ \u00a0]\d{1,2}[ \u00a0]?:[^\[\]]{3,80}\]"
    r"|\[[^\]]{0,60}(?:à compléter|a completer|to be completed|\binsert\b|\binsérer\b|●|•)[^\]]{0,60}\]"
    r"|_{3,}|…{2,}|\.{5,}|\bTBD\b|\bTBC\b|à compléter|à définir\b|\{\{[^}]*\}\}|«\s*[.…_]+\s*»|\bX{2,}\b",
    re.IGNORECASE,
)
_BLANK_SIGNS = ("[", "___", "……", ".....", "tbd", "tbc", "à compl", "à défin", "{{", "«", "xx")
# What follows is the caption of an article that is cited: "Article IV [Price]".
_CITED = later(r"(?:\bARTICLE|\bSECTION|\bCLAUSE|§)S?\s*[\dIVXLC]+(?:\.\d+)*\s*\Z", re.IGNORECASE)
_OPEN = later(r"complet|complét|insert|insér|●|•", re.IGNORECASE)
_TEMPLATE = later(r"\{\{[^}]*\}\}")
_DEFINITION = later(r"^\s*[«“\"][^»”\"]{2,60}[»”\"]\s*(?::|désigne|signifie|means|shall mean|has the meaning)")


class Unit(NamedTuple):
    """A stretch of text that is read as one statement.

    `text` is the unit's own words at [start, end) of its paragraph; `lead` the words it inherits (the sentence
    that introduces a list, the header of a table, the lines of a form above). `rows` counts the data rows below a
    header, or the lines of a form above its line.
    """

    text: str
    lead: str
    anchor: Anchor
    section: int
    start: int
    end: int
    kind: str = "sentence"  # sentence, row, header, definition
    run_in: str = ""
    rows: int = 0
    blanks: tuple[tuple[int, int], ...] = ()  # what is still to be filled in, places in `text`
    pending: bool = False
    notes: tuple[tuple[int, int], ...] = ()  # what is said to whoever completes the draft, places in `text`

    @property
    def placeholder(self) -> bool:
        """Whether something is still to be filled in."""
        return bool(self.blanks)

    def gaps(self) -> list[tuple[int, int]]:
        """Blanks that are gaps, not the name of a value that a template will print."""
        return [(start, end) for start, end in self.blanks if not _TEMPLATE.fullmatch(self.text[start:end])]


class Outline(NamedTuple):
    """Where each section hangs: its ancestors' indexes (itself last) and its heading path."""

    ancestors: tuple[int, ...]
    path: tuple[str, ...]


def outline(sections: tuple[Section, ...]) -> list[Outline]:
    """The place of each section in the tree that the heading levels draw."""
    stack: list[int] = []
    result: list[Outline] = []
    for index, section in enumerate(sections):
        if section.heading is not None:
            while stack and _level(sections[stack[-1]]) >= _level(section):
                stack.pop()
            stack.append(index)
        chain = tuple(stack) if section.heading is not None else (*stack, index)
        path = tuple(heading.display for i in chain if (heading := sections[i].heading))
        result.append(Outline(chain, path))
    return result


def _level(section: Section) -> int:
    return section.level or 1


class _Counter:
    """Counts paragraphs as `Contract.paragraphs()` does."""

    def __init__(self) -> None:
        self.value = -1

    def next(self) -> int:
        self.value += 1
        return self.value


def units(contract: Contract, outlines: list[Outline]) -> Iterator[Unit]:
    """Every unit of body and annexes, in reading order; headings and tables of contents give none."""
    counter = _Counter()
    for index, section in enumerate(contract.sections):
        if section.heading is not None:
            counter.next()
        yield from _Reader(contract.language, section, index, outlines[index].path, counter).read()


@dataclass(slots=True)
class _Reader:
    language: str
    section: Section
    index: int
    path: tuple[str, ...]
    counter: _Counter

    def read(self) -> Iterator[Unit]:
        leads: dict[int, str] = {}
        form: list[str] = []
        upper = ""
        for block in self.section.blocks:
            if isinstance(block, Table):
                yield from self._table(block)
                continue
            place = self.counter.next()
            if block.role is Role.TOC:
                continue
            depth = _depth(block)
            if block.role is Role.CLAUSE and block.level <= 2:
                upper = block.number
            leads = {level: text for level, text in leads.items() if level < depth}
            number = f"{upper} {block.number}" if depth >= 3 and upper and block.number else block.number
            form = form[1 - _FORM_LINES :] if _FORM.match(block.text) and not _numbered(block) else []
            lead = " ".join(form or (leads[level] for level in sorted(leads)))
            yield from self._sentences(block, place, number, lead, rows=len(form))
            if _FORM.match(block.text):
                form.append(block.text.strip())
            if block.text.rstrip().endswith((":", ": ;")):
                leads[depth] = _tail(block.text)
            elif not _is_item(block):
                leads = {}

    def _sentences(self, block: Paragraph, place: int, number: str, lead: str, *, rows: int) -> Iterator[Unit]:
        anchor = Anchor(self.section.part, place, number, self.path)
        run_in = _run_in(block)
        definition = block.role is Role.DEFINITION or _DEFINITION.match(block.text) is not None
        notes = instructions(block.text)
        for start, end in sentences(block.text, self.language):
            text = block.text[start:end].strip()
            if not text or (run_in and start + len(text) <= len(run_in)):
                continue  # a heading in the line is context, not a sentence
            yield Unit(
                text, lead, anchor, self.index, start, end, "definition" if definition else "sentence", run_in,
                rows, blanks=blanks(block, start, start + len(text)),
                pending=_marked(block, start, end, MarkKind.PENDING), notes=within(notes, start, start + len(text)),
            )  # fmt: skip

    def _table(self, table: Table) -> Iterator[Unit]:
        titles: list[str] = []
        for number, row in enumerate(table.rows):
            cells = []
            place = start = -1
            unfilled = False
            for cell in row:
                texts = []
                for paragraph in iter_paragraphs(cell.blocks):
                    current = self.counter.next()
                    place = current if place < 0 else place
                    texts.append(paragraph.text)
                    unfilled = unfilled or bool(blanks(paragraph, 0, len(paragraph.text)))
                cells.append(" ".join(texts).strip())
            if not any(cells):
                continue
            start = 0
            anchor = Anchor(self.section.part, max(place, 0), "", self.path)
            if number == 0 and len(table.rows) > 1 and max(map(len, cells)) <= _LONGEST_TITLE:
                titles = cells
                text = " ; ".join(cell for cell in cells if cell)
                yield Unit(text, "", anchor, self.index, start, 0, "header", rows=len(table.rows) - 1)
                continue
            text = " ; ".join(cell for cell in cells if cell)
            lead = " ; ".join(titles)
            yield Unit(
                text, lead, anchor, self.index, start, 0, "row", blanks=((0, len(text)),) if unfilled else (),
                notes=tuple(instructions(text)),
            )  # fmt: skip
            if len(cells) <= 2:  # a table used for layout: its cells are prose
                for prose in cells:
                    if len(prose) > _LONGEST_TITLE:
                        notes = instructions(prose)
                        for first, last in sentences(prose, self.language):
                            said, at = prose[first:last].strip(), within(notes, first, last)
                            yield Unit(said, "", anchor, self.index, 0, 0, "sentence", notes=at)


def _depth(block: Paragraph) -> int:
    if block.role in (Role.CLAUSE, Role.CONTINUATION, Role.RECITAL):
        listed = not block.number and _TYPED_LETTER.match(block.text) is not None  # "(a)" in the style of "10.5 …:"
        return max(block.level, 1) + listed
    if match := _TYPED_NUMBER.match(block.text):
        return min(1 + match[0].count("."), 4)  # "3.2 …:" introduces the "(a) …" below it
    if block.number or _typed_item(block.text):
        return 5
    return 1


_TYPED_NUMBER = later(r"\s*\d{1,3}(?:\.\d{1,3})+")
_TYPED_LETTER = later(r"\s*\(?[a-z]{1,4}\)\s")
_ITEM = later(r"^\s*(?:[-–—•*]|\(?[a-z0-9ivx]{1,4}[).°]|\d+(?:\.\d+)+)\s")


def _typed_item(text: str) -> bool:
    """« - … », « (a) … », and what begins small: it goes on with a sentence, whose bullets were lost."""
    return _ITEM.match(text) is not None or text.lstrip()[:1].islower()


def _is_item(block: Paragraph) -> bool:
    return bool(block.number) or _typed_item(block.text) or block.role in (Role.CLAUSE, Role.CONTINUATION)


def _numbered(block: Paragraph) -> bool:
    return any(ch.isalnum() for ch in block.number)


def _tail(text: str) -> str:
    return " ".join(text.split()[-_LEAD_WORDS:])


_TYPED_RUN_IN = later(  # « 12. Confidentiality. All … »: a heading typed in the line, then a sentence
    r"\s*(?:(?:Section|SECTION)\s)?\d{1,3}[.)]\s+"
    r"([A-Z][\w'’-]+(?:[ ,;/&]+(?:[A-Z][\w'’-]*|of|the|and|to|for|in|by|on|or|No)){0,6}\.)(?=\s+[A-Z“\"(])",
)


def _run_in(block: Paragraph) -> str:
    """The bold words, or the typed title, that open a paragraph: a heading in the line."""
    for mark in block.marks:
        if mark.kind in (MarkKind.TERM, MarkKind.BOLD) and mark.start == 0 and mark.end <= _RUN_IN:
            return block.text[: mark.end] if mark.end < len(block.text) else ""
    typed = _TYPED_RUN_IN.match(block.text)
    return block.text[: typed.end(1)] if typed else ""


def _marked(block: Paragraph, start: int, end: int, kind: MarkKind) -> bool:
    return any(_overlaps(mark, start, end) for mark in block.marks if mark.kind is kind)


def _overlaps(mark: Mark, start: int, end: int) -> bool:
    return mark.start < end and start < mark.end


def blanks(block: Paragraph, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """What is still to be filled in at [start, end) of the paragraph; places count from `start`."""
    marked = [(m.start, m.end) for m in block.marks if m.kind is MarkKind.BLANK and _overlaps(m, start, end)]
    typed = [
        match.span() for match in _PLACEHOLDER.finditer(block.text, start, end)
        if not _caption(block.text, match)
    ] if holds(block.text[start:end], _BLANK_SIGNS) else []  # fmt: skip
    return tuple(sorted({(max(s, start) - start, min(e, end) - start) for s, e in (*marked, *typed)}))


def _caption(text: str, match: re.Match[str]) -> bool:
    before = text[max(match.start() - 30, 0) : match.start()]
    return match[0].startswith("[") and _CITED.search(before) is not None and _OPEN.search(match[0]) is None
