"""Where in a contract a finding's words stand, to the character."""

from __future__ import annotations

from collections.abc import Sequence

from clausekit.findings import Evidence, Finding
from clausekit.mend.host import Host
from clausekit.model import Anchor, Paragraph, Part
from clausekit.report import AuditReport

Place = tuple[int, int]  # paragraph, offset
_REACH = 80  # paragraphs a quotation may span: the cells of a row
_IN_TEXT = (Part.BODY, Part.ANNEX)


def passage(finding: Finding, report: AuditReport, host: Host) -> tuple[Place, Place]:
    """First and last place of what a finding speaks of, or of the heading where it should be settled."""
    at = finding.location
    if at is not None and at.part in _IN_TEXT and at.paragraph < len(host.paragraphs):
        evidence = _evidence(finding, at, report)
        if evidence is not None and evidence.end > evidence.start:
            return _trimmed(host.paragraphs, at.paragraph, evidence.start, evidence.end)
        return _found(finding.quote, host.paragraphs, at.paragraph) or whole(host.paragraphs, at.paragraph)
    return whole(host.paragraphs, heading_for(finding, host))


def heading_for(finding: Finding, host: Host) -> int:
    """The paragraph beside which a finding without words belongs."""
    clause = finding.clause_id
    home = host.homes.get(clause)
    index = home if home is not None else host.slot(clause) if clause else 0
    return host.articles[index].first if host.articles else 0


def whole(paragraphs: Sequence[Paragraph], number: int) -> tuple[Place, Place]:
    """A paragraph from its first character to its last."""
    number = min(number, len(paragraphs) - 1)
    return (number, 0), (number, len(paragraphs[number].text))


def _evidence(finding: Finding, at: Anchor, report: AuditReport) -> Evidence | None:
    if not finding.clause_id:
        return None
    verdict = report.clause(finding.clause_id)
    candidates = list(verdict.evidence)
    if finding.element_id:
        candidates = list(verdict.element(finding.element_id).evidence)
    return next((e for e in candidates if e.anchor == at and e.quote == finding.quote), None)


def _trimmed(paragraphs: Sequence[Paragraph], number: int, start: int, end: int) -> tuple[Place, Place]:
    text = paragraphs[number].text[start:end]
    return (number, start + len(text) - len(text.lstrip())), (number, start + len(text.rstrip()))


def _found(quote: str, paragraphs: Sequence[Paragraph], first: int) -> tuple[Place, Place] | None:
    """A quotation, which may run over the paragraphs of a table row; blanks and cell borders do not count."""
    wanted = _letters(quote.removesuffix("…"))
    places: list[Place] = []
    stream = ""
    for number in range(first, min(first + _REACH, len(paragraphs))):
        for offset, letter in enumerate(paragraphs[number].text):
            if _counts(letter):
                stream += letter
                places.append((number, offset))
        at = stream.find(wanted) if len(stream) >= len(wanted) else -1
        if at >= 0 and wanted:
            (last, offset) = places[at + len(wanted) - 1]
            return places[at], (last, offset + 1)
    return None


def _letters(text: str) -> str:
    return "".join(letter for letter in text if _counts(letter))


def _counts(letter: str) -> bool:
    return not letter.isspace() and letter != ";"
