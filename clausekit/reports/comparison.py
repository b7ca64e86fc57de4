"""Two versions of a contract side by side: which findings are closed, new, unchanged; as text and JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from clausekit.report import AuditReport
from clausekit.reports.parts import printable
from clausekit.reports.words import label, named

SCHEMA = "clausekit.comparison/1"


def comparison(before: AuditReport, after: AuditReport) -> dict[str, Any]:
    """The comparison as data; `after` is already held against `before` (its `since`)."""
    assert after.since is not None
    now = after.to_dict()["findings"]
    kept = {
        "closed": [dict(finding) for finding in after.since.closed],
        "new": [finding for finding in now if finding["fingerprint"] in after.since.new],
        "unchanged": [finding for finding in now if finding["fingerprint"] in after.since.unchanged],
    }
    states = {clause.id: clause.state.value for clause in before.clauses}
    return {
        "schema": SCHEMA,
        "before": before.to_dict()["source"],
        "after": after.to_dict()["source"],
        "alliance_type": after.alliance_type.id,
        "conclusion": {"before": before.conclusion.value, "after": after.conclusion.value},
        "counts": {name: len(findings) for name, findings in kept.items()},
        "clauses": [
            {"id": clause.id, "title": clause.title, "before": states.get(clause.id, ""), "after": clause.state.value}
            for clause in after.clauses
            if states.get(clause.id, "") != clause.state.value
        ],
        **kept,
        "disclaimer": after.disclaimer,
    }


def as_json(before: AuditReport, after: AuditReport) -> str:
    """Indented JSON of the form `clausekit.comparison/1`."""
    return json.dumps(comparison(before, after), ensure_ascii=False, indent=1) + "\n"


def as_text(before: AuditReport, after: AuditReport) -> str:
    """For a terminal or a mail, in the report's language."""
    return "\n".join(_lines(comparison(before, after), after.ui_language)) + "\n"


def _lines(data: Mapping[str, Any], ui: str) -> Iterator[str]:
    yield printable(label("compared", ui, before=data["before"]["name"], after=data["after"]["name"]))
    first, then = (label(f"conclusion.{data['conclusion'][when]}", ui) for when in ("before", "after"))
    yield f"{named('conclusion', ui)} {first}" + (f" → {then}" if first != then else "")
    yield label("since.counts", ui, **data["counts"])
    yield ""
    for clause in data["clauses"]:
        states = " → ".join(label(f"state.{clause[when]}", ui) for when in ("before", "after"))
        yield f"{clause['title']}{label('colon', ui)} {states}"
    if data["clauses"]:
        yield ""
    for name, sign in (("new", "+"), ("closed", "-"), ("unchanged", "=")):
        yield f"{label(f'{name}_findings', ui)} ({len(data[name])})"
        for finding in data[name]:
            level = label(f"severity.{finding['severity']}", ui).upper()
            yield printable(f"  {sign} [{level}] {finding['title']}")
        yield ""
    yield data["disclaimer"]
