"""Findings held against an earlier report: closed, new, unchanged; by fingerprint, never by a score."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from clausekit.errors import ReadError
from clausekit.objections import objection
from clausekit.report import SCHEMA, AuditReport, Since


@dataclass(frozen=True, slots=True)
class Baseline:
    """The earlier reports of a file: one, or one a document as a stream of JSON lines."""

    reports: tuple[Mapping[str, Any], ...]

    def of(self, audit: AuditReport) -> Mapping[str, Any] | None:
        """The earlier report of a document: the one of its name, else the only one there is, else None."""
        named = [report for report in self.reports if report["source"]["name"] == audit.source.name]
        if named:
            return named[0]
        return self.reports[0] if len(self.reports) == 1 else None


def read_baseline(data: bytes, *, name: str = "baseline") -> Baseline:
    """Earlier JSON reports from their bytes. Raises `ReadError` with one sentence when they are none."""
    try:
        text = data.decode("utf-8-sig")
        try:
            found = [json.loads(text)]
        except ValueError:
            found = [json.loads(line) for line in text.splitlines() if line.strip()]
    except ValueError as error:
        raise ReadError(objection("baseline.no_report", name=name)) from error
    if not found or not all(_is_report(report) for report in found):
        raise ReadError(objection("baseline.other_form", name=name, form=SCHEMA))
    return Baseline(tuple(found))


def _is_report(data: Any) -> bool:
    return (
        isinstance(data, dict)
        and data.get("schema") == SCHEMA
        and isinstance(data.get("source"), dict)
        and isinstance(data["source"].get("name"), str)
        and isinstance(data.get("findings"), list)
        and all(_is_finding(finding) for finding in data["findings"])
    )


def _is_finding(data: Any) -> bool:
    """Whether it has what a later report prints of it."""
    needed = ("fingerprint", "title", "severity", "rule_id")
    return isinstance(data, dict) and all(isinstance(data.get(key), str) for key in needed)


def held_against(audit: AuditReport, earlier: Mapping[str, Any] | None) -> AuditReport:
    """The report with its standing against an earlier one; None: everything is new."""
    if earlier is None:
        return replace(audit, since=Since("", "", new=tuple(_unique(f.fingerprint for f in audit.findings))))
    before = {finding["fingerprint"] for finding in earlier["findings"]}
    now = _unique(finding.fingerprint for finding in audit.findings)
    source = earlier["source"]
    since = Since(
        name=str(source["name"]),
        sha256=str(source.get("sha256", "")),
        new=tuple(mark for mark in now if mark not in before),
        unchanged=tuple(mark for mark in now if mark in before),
        closed=tuple(finding for finding in earlier["findings"] if finding["fingerprint"] not in now),
    )
    return replace(audit, since=since)


def _unique(marks: Any) -> dict[str, None]:
    return dict.fromkeys(marks)
