"""Reports: an AuditReport in a form somebody reads. The table REPORTS lists them."""

from __future__ import annotations

import json as _json
from collections.abc import Callable, Sequence
from importlib import import_module

from clausekit.report import AuditReport

_Report = Callable[[AuditReport], str]
_Together = Callable[[Sequence[AuditReport]], str]


def _report(form: str) -> _Report:
    """The report of the module of this name, loaded when it is asked for."""
    return lambda audit: str(import_module(f"clausekit.reports.{form}").report(audit))


REPORTS: dict[str, _Report] = {form: _report(form) for form in ("text", "json", "html", "md", "sarif", "junit", "csv")}


def _sarif(audits: Sequence[AuditReport]) -> str:
    from clausekit.reports.sarif import log

    return _json.dumps(log(list(audits)), ensure_ascii=False, indent=1)


def _junit(audits: Sequence[AuditReport]) -> str:
    from xml.etree.ElementTree import tostring

    from clausekit.reports.junit import suites

    return tostring(suites(list(audits)), encoding="unicode", xml_declaration=True)


def _csv(audits: Sequence[AuditReport]) -> str:
    from clausekit.reports.csv import COLUMNS, rows, table

    return table([COLUMNS, *(row for audit in audits for row in rows(audit))])


# Several documents in one file, where the form can hold them; the others stand one after the other.
TOGETHER: dict[str, _Together] = {
    "json": lambda audits: "".join(_json.dumps(a.to_dict(), ensure_ascii=False) + "\n" for a in audits),
    "sarif": _sarif,
    "junit": _junit,
    "csv": _csv,
    "text": lambda audits: "\n".join(REPORTS["text"](a) for a in audits),
    "md": lambda audits: "\n".join(REPORTS["md"](a) for a in audits),
}
SUFFIXES = {
    "text": ".txt", "json": ".json", "html": ".html", "md": ".md", "sarif": ".sarif", "junit": ".xml", "csv": ".csv",
}  # fmt: skip
