"""What several reports share: groups of findings, clauses to show, passages, references, text any form can hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from clausekit.findings import (
    ClauseState,
    ClauseStatus,
    ClauseVerdict,
    ElementState,
    ElementVerdict,
    Evidence,
    Finding,
    Severity,
)
from clausekit.language.patterns import later
from clausekit.model import Anchor, Part
from clausekit.report import AuditReport

_CONTROLS = later("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_OTHERS = ("g.", "a.")
_PARTS = (Part.COVER, Part.TOC, Part.BODY, Part.ANNEX)  # then notes, headers, comments


def printable(text: str) -> str:
    """The text with what neither HTML nor XML can hold (controls, lone surrogates) as U+FFFD."""
    return _CONTROLS.sub("\ufffd", text)


def core(audit: AuditReport) -> list[ClauseVerdict]:
    """The clauses of the seed article; one that this kind of document has no use for only where it is found."""
    unused = (ClauseStatus.NOT_APPLICABLE, ClauseState.ABSENT)
    return [c for c in audit.clauses if not c.id.startswith(_OTHERS) and (c.status, c.state) != unused]


def general(audit: AuditReport) -> list[ClauseVerdict]:
    """The other clauses that a report shows (general ones, a letter's own): those found, and those asked for."""
    asked = (ClauseStatus.MANDATORY, ClauseStatus.RECOMMENDED)
    return [
        c for c in audit.clauses
        if c.id.startswith(_OTHERS) and (c.state is not ClauseState.ABSENT or c.status in asked)
    ]  # fmt: skip


def groups(findings: tuple[Finding, ...]) -> list[list[Finding]]:
    """Elements of one clause that are missing at one level stand together; everything critical stands alone."""
    together: dict[tuple[str, ...], list[Finding]] = {}
    for number, finding in enumerate(findings):
        joined = finding.rule_id == "element_missing" and finding.severity is not Severity.CRITICAL
        key = (finding.severity.value, finding.clause_id) if joined else (str(number),)
        together.setdefault(key, []).append(finding)
    return list(together.values())


def tally(clause: ClauseVerdict) -> list[tuple[ElementState, int]]:
    """How many elements of a clause are in each state; states nobody is in are left out."""
    counted = Counter(element.state for element in clause.elements)
    return [(state, counted[state]) for state in ElementState if counted[state]]


def excluded(audit: AuditReport) -> int:
    """How many elements do not apply to this contract, so that no count holds them."""
    return sum(e.state is ElementState.NOT_APPLICABLE for c in audit.clauses for e in c.elements)


class Passage(NamedTuple):
    """A quoted passage, once, under an id that links can name; `clauses` are the ids of those it speaks for."""

    id: str
    quote: str
    anchor: Anchor
    clauses: tuple[str, ...] = ()


def _cited(audit: AuditReport) -> Iterator[tuple[str, Anchor, str]]:
    for clause in audit.clauses:
        for item in _evidence(clause):
            yield item.quote, item.anchor, clause.id
    for finding in audit.findings:
        if finding.quote and finding.location:
            yield finding.quote, finding.location, finding.clause_id


def _evidence(clause: ClauseVerdict) -> Iterator[Evidence]:
    yield from clause.evidence
    for element in clause.elements:
        yield from element.evidence


def passages(audit: AuditReport) -> dict[tuple[str, int, str], Passage]:
    """Every passage that the report quotes, in the order of the document, under (part, paragraph, quote)."""
    anchors: dict[tuple[str, int, str], Anchor] = {}
    clauses: dict[tuple[str, int, str], dict[str, None]] = {}
    for quote, anchor, clause in _cited(audit):
        key = (anchor.part.value, anchor.paragraph, quote)
        anchors.setdefault(key, anchor)
        clauses.setdefault(key, {}).update({clause: None} if clause else {})
    found, seen = {}, Counter[str]()
    for key in sorted(anchors, key=_in_document):
        place = f"p-{key[0]}-{key[1]}"
        seen[place] += 1
        ident = place if seen[place] == 1 else f"{place}-{seen[place]}"
        found[key] = Passage(ident, key[2], anchors[key], tuple(clauses[key]))
    return found


def _in_document(key: tuple[str, int, str]) -> tuple[int, str, int]:
    """Body and annexes count their paragraphs together; what stands beside the text comes after."""
    main = key[0] in {part.value for part in _PARTS}
    return (0 if main else 1, "" if main else key[0], key[1])


def found_elements(audit: AuditReport) -> list[tuple[ClauseVerdict, list[ElementVerdict]]]:
    """What was found of each clause, with its evidence: the positive list."""
    shown = (ElementState.SATISFIED, ElementState.PARTIAL)
    rows = [(clause, [e for e in clause.elements if e.state in shown and e.evidence]) for clause in audit.clauses]
    return [(clause, elements) for clause, elements in rows if elements]


def references(audit: AuditReport) -> list[dict[str, str]]:
    """The legal references of the findings, each once, with its degree of verification and date."""
    known = {item["reference"]: dict(item) for finding in audit.findings for item in finding.legal_refs}
    return [known[text] for text in sorted(known)]
