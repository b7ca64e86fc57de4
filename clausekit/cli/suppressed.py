"""`--config`: findings that a file has settled leave the report, which says how many and why."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from clausekit.model import Note
from clausekit.report import AuditReport

if TYPE_CHECKING:
    from clausekit.library.suppressions import Suppressions


def read_config(path: str | None) -> Suppressions | None:
    """The suppressions of a file, None without one. Raises `LibraryError` when the file is wrong."""
    if not path:
        return None
    from clausekit.library.suppressions import load_suppressions

    return load_suppressions(Path(path))


def suppressed(report: AuditReport, rules: Suppressions | None, *, name: str) -> AuditReport:
    """The report without the findings that the file leaves out, its conclusion drawn again, and a note that says so."""
    if rules is None:
        return report
    from clausekit.checks import conclude
    from clausekit.library.suppressions import kept
    from clausekit.texts import say

    findings, reasons = kept(report.findings, rules, name=report.source.name, sha256=report.source.sha256)
    if not reasons:
        return report
    told = " ; ".join(sorted(set(reasons)))
    text = say("note.suppressed", report.ui_language, count=len(reasons), name=Path(name).name, reasons=told)
    notes = (*report.notes, Note("report", text))
    return replace(report, findings=findings, conclusion=conclude(findings), notes=notes)
