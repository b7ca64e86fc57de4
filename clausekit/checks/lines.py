"""The lines of a contract as its reader sees them, for checks of the document itself, and findings about them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from clausekit.analysis.units import Outline
from clausekit.checks.case import Case, legal_refs
from clausekit.findings import Confidence, Finding, Severity
from clausekit.language.patterns import later
from clausekit.library.rulecards import card
from clausekit.model import Anchor, Paragraph, Part, Role, Section, Table, TableKind, iter_paragraphs
from clausekit.signs import announces_annex
from clausekit.texts import say

LONGEST_QUOTE = 300
_SIGNING = later(
    r"\s*(?:fait (?:à|en)\b|signatures?\b|pour (?:et au nom|la société|le client|le fournisseur)\b|in witness whereof"
    r"|signed (?:by|for|on behalf)\b|executed (?:by|as)\b|the parties have (?:executed|signed)|en foi de quoi"
    r"|en deux exemplaires)",
    re.IGNORECASE,
)
_FORM = later(
    r"\b(?:formulaire|bordereau|bon de commande|fiche|attestation|proc[èe]s[- ]verbal|modèle de|order form|form of"
    r"|template|checklist|questionnaire)\b",
    re.IGNORECASE,
)


class Line(NamedTuple):
    """A paragraph in its place.

    `scope` is 0 in the body and counts annexes from 1: each numbers its articles for itself. `row` tells the cells
    of a table row apart (table, row, column); `signing` holds for what is filled in by hand at the signature;
    `form` for an annex that is a form.
    """

    text: str
    anchor: Anchor
    paragraph: Paragraph
    section: int
    scope: int
    heading: bool = False
    signing: bool = False
    form: bool = False
    row: tuple[int, int, int] | None = None

    @property
    def number(self) -> str:
        return self.paragraph.number

    @property
    def display(self) -> str:
        return self.paragraph.display


def lines(case: Case, *, contents: bool = False) -> list[Line]:
    """Every paragraph of body and annexes, headings included; lines of a table of contents only with `contents`."""
    found = case.once("lines", lambda: list(_lines(case.analysis.contract.sections, case.analysis.reading.outlines)))
    if contents:
        return found
    return case.once("lines of text", lambda: [line for line in found if line.paragraph.role is not Role.TOC])


def _lines(sections: tuple[Section, ...], outlines: Sequence[Outline]) -> Iterator[Line]:
    place, scope, table = -1, 0, -1
    form = False
    for index, section in enumerate(sections):
        opens = section.heading is not None and section.part is Part.ANNEX and announces_annex(section.heading.display)
        if opens and section.heading is not None:
            scope += 1
            form = _FORM.search(section.heading.display) is not None
        signing = section.heading is not None and _SIGNING.match(section.heading.text) is not None
        path = outlines[index].path
        if section.heading is not None:
            place += 1
            anchor = Anchor(section.part, place, section.heading.number, path)
            yield Line(section.heading.text, anchor, section.heading, index, scope, heading=True, form=form)
        for block in section.blocks:
            if isinstance(block, Table):
                table += 1
                by_hand = signing or block.kind is TableKind.SIGNATURE
                for row, cells in enumerate(block.rows):
                    for column, cell in enumerate(cells):
                        for paragraph in iter_paragraphs(cell.blocks):
                            place += 1
                            anchor = Anchor(section.part, place, paragraph.number, path)
                            at = (table, row, column)
                            yield Line(
                                paragraph.text, anchor, paragraph, index, scope, signing=by_hand, form=form, row=at
                            )
                continue
            place += 1
            signing = signing or (len(block.text) < 200 and _SIGNING.match(block.text) is not None)
            anchor = Anchor(section.part, place, block.number, path)
            yield Line(block.text, anchor, block, index, scope, signing=signing, form=form)


def around(text: str, start: int, end: int) -> str:
    """The words at [start, end) with what stands around them: at most 300 characters, cuts marked by an ellipsis."""
    if len(text) <= LONGEST_QUOTE:
        return text
    room = LONGEST_QUOTE - 2
    left = max(0, min((start + end - room) // 2, len(text) - room))
    right = min(len(text), left + room)
    if left and (space := text.find(" ", left, min(left + 30, start))) > 0:
        left = space + 1
    if right < len(text) and (space := text.rfind(" ", max(right - 30, end), right)) > 0:
        right = space
    return ("…" if left else "") + text[left:right].strip() + ("…" if right < len(text) else "")


def report(
    case: Case,
    rule: str,
    line: Line,
    span: tuple[int, int] = (0, 0),
    *,
    severity: str = "",
    state: str = "partial",
    confidence: Confidence = Confidence.EXPLICIT,
    details: tuple[str, ...] = (),
    message: str = "title",
    literal: str = "",
    values: Mapping[str, object] | None = None,
) -> Finding:
    """A finding about a line, worded by the rule's card; the quote is centred on the fault at `span`.

    `literal` is the fault itself, by which the finding is known again; `values` fill the title. `severity` replaces
    the card's own level; `message` names another of its texts as the title.
    """
    facts = card(rule, shelf=case.library.shelf)
    return Finding(
        rule_id=rule, clause_id="", element_id="", state=state, severity=Severity(severity or facts.severity or "info"),
        severity_reason=say("severity_document", case.ui), confidence=confidence,
        title=facts.message(message, case.ui).format(literal=literal, **(values or {})),
        quote=around(line.text, *span), location=line.anchor,
        expected=facts.expected[case.ui], found_value={"literal": literal}, why_it_matters=facts.why[case.ui],
        legal_refs=legal_refs(case, facts.legal), details=details, template_ref=f"rules/{rule}",
    )  # fmt: skip


def place(line: Line, span: tuple[int, int] = (0, 0)) -> str:
    """« words » (where), for the details of a finding that has several places."""
    start, end = span
    text = line.text
    if len(text) > 120:
        left = max(0, min((start + end) // 2 - 58, len(text) - 116))
        text = ("…" if left else "") + text[left : left + 116].strip() + ("…" if left + 116 < len(text) else "")
    where = f" ({line.anchor})" if str(line.anchor) else ""
    return f"« {text} »{where}"
