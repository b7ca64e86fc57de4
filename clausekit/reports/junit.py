"""The report as JUnit XML, for build servers: a clause or a rule is a case, an open finding a failure."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from clausekit.findings import ClauseStatus, Finding, Severity
from clausekit.report import AuditReport
from clausekit.reports.parts import printable
from clausekit.reports.words import label, named, quoted

_FAILS = (Severity.CRITICAL, Severity.MAJOR)


def report(audit: AuditReport) -> str:
    """One suite. Critical and major findings are failures; lesser ones, and known ones, are the case's output."""
    root = suites([audit])
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode")


def suites(audits: list[AuditReport]) -> Element:
    """A `testsuites` element with one suite for each report."""
    root = Element("testsuites", name="clausekit audit")
    for audit in audits:
        root.append(_suite(audit))
    return root


def _suite(audit: AuditReport) -> Element:
    suite = Element("testsuite", name=printable(audit.source.name))
    ui, failed, skipped, tests = audit.ui_language, 0, 0, 0
    properties = SubElement(suite, "properties")
    for name, value in (("conclusion", audit.conclusion.value), ("sha256", audit.source.sha256),
                        ("alliance_type", audit.alliance_type.id), ("library", audit.library_version)):  # fmt: skip
        SubElement(properties, "property", name=name, value=value)
    for ident, title, findings, applies in _cases(audit):
        case = SubElement(suite, "testcase", classname=ident, name=printable(title), time="0")
        graver = [f for f in findings if f.severity in _FAILS and f in audit.open_findings]
        tests += 1
        if graver:
            failed += 1
            failure = SubElement(case, "failure", message=printable(graver[0].title), type=graver[0].severity.value)
            failure.text = "\n\n".join(_text(finding, ui) for finding in graver)
        elif not applies and not findings:
            skipped += 1
            SubElement(case, "skipped", message=label("status.not_applicable", ui))
        if rest := [f for f in findings if f not in graver]:
            SubElement(case, "system-out").text = "\n\n".join(_text(finding, ui) for finding in rest)
    SubElement(suite, "system-out").text = audit.disclaimer
    suite.attrib.update(tests=str(tests), failures=str(failed), errors="0", skipped=str(skipped), time="0")
    return suite


def _cases(audit: AuditReport) -> Iterator[tuple[str, str, list[Finding], bool]]:
    """(id, title, its findings, whether it applies): each clause, then each rule that is about no clause."""
    for clause in audit.clauses:
        found = [finding for finding in audit.findings if finding.clause_id == clause.id]
        yield f"clause.{clause.id}", clause.title, found, clause.status is not ClauseStatus.NOT_APPLICABLE
    known = {clause.id for clause in audit.clauses}
    loose = [finding for finding in audit.findings if finding.clause_id not in known]
    for rule in sorted({finding.rule_id for finding in loose}):
        found = [finding for finding in loose if finding.rule_id == rule]
        yield f"rule.{rule}", found[0].title, found, True


def _text(finding: Finding, ui: str) -> str:
    lines = [f"[{label(f'severity.{finding.severity.value}', ui).upper()}] {finding.title}", *finding.details]
    if finding.quote:
        lines.append(f"{named('found', ui)} {quoted(finding.quote, ui)} ({finding.location})")
    lines.append(f"{named('why', ui)} {finding.why_it_matters}")
    return printable("\n".join(lines))
