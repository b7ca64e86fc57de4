"""The report as the published JSON (schema `clausekit.report/1`)."""

from __future__ import annotations

import json

from clausekit.report import AuditReport


def report(audit: AuditReport) -> str:
    """Indented UTF-8 JSON; the same report gives the same text."""
    return json.dumps(audit.to_dict(), ensure_ascii=False, indent=1)
