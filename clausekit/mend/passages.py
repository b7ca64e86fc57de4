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
    return _beside(finding, report, host)


def _beside(finding: Finding, report: AuditReport, host: Host) -> tuple[Place, Place]:
    """Where a finding without words belongs: the heading of its clause, else the words that show the clause.

    For a clause that is not there, the heading of the article behind which it should stand.
    """
    clause = finding.clause_id
    home = host.homes.get(clause)
    if not host.articles:
        return whole(host.paragraphs, 0)
    if home is None:
        return whole(host.paragraphs, host.articles[host.behind(clause) if clause else 0].first)
    if clause in host.headed:
        return whole(host.paragraphs, (host.spots.get(clause) or host.articles[home]).first)
    article = host.articles[home]
    verdict = report.clause(clause)
    proofs = [*verdict.evidence, *(e for element in verdict.elements for e in element.evidence)]
    shown = [e for e in proofs if article.first <= e.anchor.paragraph < article.end and e.anchor.part in _IN_TEXT]
    first = min(shown, key=lambda e: e.anchor.paragraph, default=None)
    if first is None or first.end <= first.start:
        return whole(host.paragraphs, article.first if first is None else first.anchor.paragraph)
    return _trimmed(host.paragraphs, first.anchor.paragraph, first.start, first.end)


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
