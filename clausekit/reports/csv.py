"""The findings as CSV, one row each, for a spreadsheet."""

from __future__ import annotations

import csv
import io

from clausekit.findings import Finding
from clausekit.report import AuditReport
from clausekit.reports.parts import printable

COLUMNS = (
    "document", "rule_id", "clause_id", "element_id", "severity", "state", "confidence", "since", "title", "part",
    "place", "paragraph", "quote", "expected", "found_value", "why_it_matters", "references", "human_check",
    "fingerprint",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def report(audit: AuditReport) -> str:
    """Comma-separated UTF-8 with a header row, RFC 4180; `rows` without header for a further document."""
    return table([COLUMNS, *rows(audit)])


def table(lines: list[tuple[str, ...]]) -> str:
    """Rows as text."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\r\n").writerows(lines)
    return stream.getvalue()


def rows(audit: AuditReport) -> list[tuple[str, ...]]:
    """One row a finding, in the order of COLUMNS."""
    return [tuple(_cell(value) for value in _row(audit, finding)) for finding in audit.findings]


def _cell(text: str) -> str:
    """A stranger's words never become a formula: a leading sign gets an apostrophe, which a spreadsheet hides."""
    text = printable(text)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _row(audit: AuditReport, finding: Finding) -> tuple[str, ...]:
    since = "" if audit.since is None else "new" if finding.fingerprint in audit.since.new else "unchanged"
    place = finding.location
    value = finding.found_value or {}
    return (
        audit.source.name, finding.rule_id, finding.clause_id, finding.element_id, finding.severity.value,
        finding.state, finding.confidence.value, since, finding.title, place.part.value if place else "",
        str(place) if place else "", str(place.paragraph) if place else "", finding.quote, finding.expected,
        str(value.get("literal", "")), finding.why_it_matters,
        "; ".join(item["reference"] for item in finding.legal_refs), "yes" if finding.human_check else "no",
        finding.fingerprint,
    )  # fmt: skip
