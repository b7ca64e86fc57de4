"""Findings as comments: what was found in one short paragraph, then its level, rule and references."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from clausekit.findings import Finding, Severity
from clausekit.mend.host import Host
from clausekit.mend.passages import passage
from clausekit.report import AuditReport
from clausekit.texts import say
from clausekit.word.annotate import Comment

_LONGEST = 420


def comments(report: AuditReport, host: Host) -> tuple[Comment, ...]:
    """One comment a finding, in the order of the text, the gravest first at one place.

    What is only worth knowing, and not there, is said in one comment a clause: twenty on one heading hide the grave.
    """
    made = []
    for group in _grouped(report.findings):
        start, end = passage(group[0], report, host)
        lines = _list_lines(group, report) if len(group) > 1 else _lines(group[0], report, host)
        made.append((start, -group[0].severity.rank, Comment(start, end, tuple(lines))))
    return tuple(comment for _, _, comment in sorted(made, key=lambda item: item[:2]))


def _grouped(findings: Iterable[Finding]) -> list[list[Finding]]:
    """Findings one by one, but the absent elements of level information of one clause together."""
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for number, finding in enumerate(findings):
        minor = finding.rule_id == "element_missing" and finding.severity is Severity.INFO and finding.location is None
        groups.setdefault((finding.clause_id,) if minor else ("", str(number)), []).append(finding)
    return list(groups.values())


def _list_lines(group: Sequence[Finding], report: AuditReport) -> Iterator[str]:
    ui = report.ui_language
    clause = report.clause(group[0].clause_id)
    names = [clause.element(finding.element_id).title for finding in group]
    yield say("mend.absent", ui, clause=clause.title, names=("\u00a0; " if ui == "fr" else "; ").join(names))
    meta = [say("severity.info", ui), clause.id, group[0].rule_id]
    if any(finding.human_check for finding in group):
        meta.append(say("mend.human_check", ui))
    yield " · ".join(meta)


def _lines(finding: Finding, report: AuditReport, host: Host) -> Iterator[str]:
    ui = report.ui_language
    yield _short(" ".join(_sentences(finding, ui, absent=_absent(finding, host))))
    meta = [say(f"severity.{finding.severity.value}", ui), finding.element_id or finding.clause_id, finding.rule_id]
    meta += [reference["reference"] for reference in finding.legal_refs]
    if not finding.legal_refs and finding.template_ref:
        meta.append(finding.template_ref)
    if finding.human_check:
        meta.append(say("mend.human_check", ui))
    yield " · ".join(item for item in dict.fromkeys(meta) if item)


def _absent(finding: Finding, host: Host) -> bool:
    return finding.rule_id == "clause_missing" and finding.location is None and finding.clause_id not in host.homes


def _sentences(finding: Finding, ui: str, *, absent: bool) -> Iterator[str]:
    stop = "" if finding.title.endswith(".") else "."
    yield finding.title + stop
    for detail in finding.details[:2]:
        yield detail[:1].upper() + detail[1:] + ("" if detail.endswith(".") else ".")
    if absent:
        yield say("mend.place", ui)
    elif finding.expected:
        yield say("mend.expected", ui, expected=finding.expected.rstrip("."))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"
