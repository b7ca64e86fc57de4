"""The report as SARIF 2.1.0 (OASIS), for code hosts and editors that show findings beside a file."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from clausekit.findings import Finding, Severity, location_dict
from clausekit.report import AuditReport
from clausekit.reports.parts import printable

SCHEMA_URI = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.CRITICAL: "error", Severity.MAJOR: "warning", Severity.MINOR: "note", Severity.INFO: "note"}


def report(audit: AuditReport) -> str:
    """One run with one result a finding; each has a location, if only the document."""
    return json.dumps(log([audit]), ensure_ascii=False, indent=1)


def log(audits: list[AuditReport]) -> dict[str, Any]:
    """A SARIF log with one run for each report."""
    return {"$schema": SCHEMA_URI, "version": "2.1.0", "runs": [_run(audit) for audit in audits]}


def _run(audit: AuditReport) -> dict[str, Any]:
    rules = sorted({finding.rule_id for finding in audit.findings})
    return {
        "tool": {
            "driver": {
                "name": "clausekit",
                "version": audit.tool_version,
                "rules": [{"id": rule, "name": rule} for rule in rules],
                "properties": {"library": audit.library_version, "packs": list(audit.packs)},
            }
        },
        "language": audit.ui_language,
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": _artifact(audit), "hashes": {"sha-256": audit.source.sha256}}],
        "results": [_result(audit, finding, rules) for finding in audit.findings],
        "properties": {
            "conclusion": audit.conclusion.value,
            "allianceType": audit.alliance_type.id,
            "disclaimer": audit.disclaimer,
        },
    }


def _artifact(audit: AuditReport) -> dict[str, str]:
    return {"uri": quote(printable(audit.source.name))}


def _result(audit: AuditReport, finding: Finding, rules: list[str]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule_id,
        "ruleIndex": rules.index(finding.rule_id),
        "level": _LEVELS[finding.severity],
        "message": {"text": _message(finding)},
        "locations": [_location(audit, finding)],
        "partialFingerprints": {"clausekit/v1": finding.fingerprint},
        "properties": {
            "severity": finding.severity.value,
            "clause": finding.clause_id,
            "element": finding.element_id,
            "confidence": finding.confidence.value,
            "humanCheck": finding.human_check,
            "place": location_dict(finding.location),
        },
    }
    if audit.since is not None:
        result["baselineState"] = "new" if finding.fingerprint in audit.since.new else "unchanged"
    return result


def _message(finding: Finding) -> str:
    return printable("\n".join((finding.title, *finding.details, finding.why_it_matters)).strip())


def _location(audit: AuditReport, finding: Finding) -> dict[str, Any]:
    """The document, and where in it: a Word file has no lines, so the place is a logical one.

    Code hosts want a region; line 1 is the document as a whole.
    """
    region: dict[str, Any] = {"startLine": 1}
    if finding.quote:
        region["snippet"] = {"text": printable(finding.quote)}
    place: dict[str, Any] = {"physicalLocation": {"artifactLocation": _artifact(audit), "region": region}}
    if finding.location is not None and str(finding.location):
        shown = printable(str(finding.location))
        place["logicalLocations"] = [{"name": shown, "fullyQualifiedName": shown, "kind": "element"}]
    return place
