"""After the build: the document must show what the plan says, or it is not delivered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from clausekit.errors import Fault, WriteError
from clausekit.model import Mark, MarkKind, Paragraph
from clausekit.objections import objection
from clausekit.word.fields import reference_code, same_text
from clausekit.word.listdefs import definitions
from clausekit.word.names import VAL, Element, W
from clausekit.word.numbering import Numbered, full_context, numbered_paragraphs, own_number, relative_context
from clausekit.word.paragraphs import NAME_LIMIT, Desk

BOOKMARK_LIMIT = 40


def verify(document: Element, styles: Element, numbering: Element, desk: Desk, language: str) -> None:
    """Raise a WriteError that lists every difference between the document and the plan."""
    defs = definitions(numbering, styles, language=language)
    shown = dict(numbered_paragraphs(document, defs))
    faults = [*_numbers(shown, desk), *_references(shown, desk), *_names(document)]
    if faults:
        message = objection("not_as_planned")
        raise WriteError(message, faults=[Fault("", 0, fault) for fault in faults])


def _numbers(shown: dict[Element, Numbered], desk: Desk) -> Iterator[str]:
    for element, paragraph in desk.written:
        label = shown[element].label if element in shown else ""
        if same_text(label) != same_text(paragraph.number):
            yield f"“{paragraph.text[:60]}” is numbered “{label}”, planned “{paragraph.number}”"


def _references(shown: dict[Element, Numbered], desk: Desk) -> Iterator[str]:
    by_anchor = {paragraph.anchor: element for element, paragraph in desk.written if paragraph.anchor}
    for element, paragraph in desk.written:
        for mark in paragraph.marks:
            if mark.kind is MarkKind.REF and mark.target in by_anchor:
                wanted = _result(mark, paragraph, shown.get(element), shown.get(by_anchor[mark.target]), desk)
                cached = paragraph.text[mark.start : mark.end]
                if same_text(cached) != same_text(wanted):
                    yield f"“{paragraph.text[:60]}” refers to “{cached}”, Word would show “{wanted}”"


def _result(mark: Mark, paragraph: Paragraph, source: Numbered | None, target: Numbered | None, desk: Desk) -> str:
    """What the field shows once Word updates it."""
    if target is None:
        return desk.targets[mark.target].paragraph.text
    code = reference_code(mark.target, desk.targets[mark.target], paragraph.text[mark.start : mark.end])
    if "\\n" in code:
        return own_number(target)
    return full_context(target) if "\\w" in code else relative_context(target, source)


def _names(document: Element) -> Iterator[str]:
    """Ids and names that Word wants unique and short."""
    ids = [child.get(VAL, "") for child in document.iterfind(f".//{W}sdtPr/{W}id")]
    bookmarks = [mark.get(f"{W}name", "") for mark in document.iter(f"{W}bookmarkStart")]
    yield from (f"two content controls have the id {id}" for id, n in Counter(ids).items() if n > 1)
    yield from (f"two bookmarks are called {name}" for name, n in Counter(bookmarks).items() if n > 1)
    yield from (f"bookmark name too long: {name}" for name in bookmarks if len(name) > BOOKMARK_LIMIT)
    for tag in document.iter(f"{W}tag", f"{W}alias"):
        if len(tag.get(VAL, "").encode("utf-16-le")) > 2 * NAME_LIMIT:
            yield f"name of a content control too long: {tag.get(VAL)}"
