"""Reports: an AuditReport in a form somebody reads. The table REPORTS lists them."""

from __future__ import annotations

import json as _json
from collections.abc import Callable, Sequence
from xml.etree.ElementTree import tostring

from clausekit.report import AuditReport
from clausekit.reports import csv as _csv
from clausekit.reports.csv import report as csv_report
from clausekit.reports.html import report as html_report
from clausekit.reports.json import report as json_report
from clausekit.reports.junit import report as junit_report
from clausekit.reports.junit import suites
from clausekit.reports.md import report as md_report
from clausekit.reports.sarif import log
from clausekit.reports.sarif import report as sarif_report
from clausekit.reports.text import report as text_report

REPORTS: dict[str, Callable[[AuditReport], str]] = {
    "text": text_report,
    "json": json_report,
    "html": html_report,
    "md": md_report,
    "sarif": sarif_report,
    "junit": junit_report,
    "csv": csv_report,
}
# Several documents in one file, where the form can hold them; the others stand one after the other.
TOGETHER: dict[str, Callable[[Sequence[AuditReport]], str]] = {
    "json": lambda audits: "".join(_json.dumps(a.to_dict(), ensure_ascii=False) + "\n" for a in audits),
    "sarif": lambda audits: _json.dumps(log(list(audits)), ensure_ascii=False, indent=1),
    "junit": lambda audits: tostring(suites(list(audits)), encoding="unicode", xml_declaration=True),
    "csv": lambda audits: _csv.table([_csv.COLUMNS, *(row for audit in audits for row in _csv.rows(audit))]),
    "text": lambda audits: "\n".join(text_report(a) for a in audits),
    "md": lambda audits: "\n".join(md_report(a) for a in audits),
}
SUFFIXES = {
    "text": ".txt", "json": ".json", "html": ".html", "md": ".md", "sarif": ".sarif", "junit": ".xml", "csv": ".csv",
}  # fmt: skip
