"""Reports: an AuditReport in a form somebody reads. The table REPORTS lists them."""

from __future__ import annotations

from collections.abc import Callable

from clausekit.report import AuditReport
from clausekit.reports.json import report as json_report
from clausekit.reports.text import report as text_report

REPORTS: dict[str, Callable[[AuditReport], str]] = {"text": text_report, "json": json_report}
