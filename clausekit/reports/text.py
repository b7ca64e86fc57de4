"""The report as plain text for a terminal or a mail."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from clausekit.findings import ClauseVerdict, Finding, Severity
from clausekit.language.patterns import later
from clausekit.report import AuditReport
from clausekit.reports.parts import core, general, groups
from clausekit.reports.words import label, named, quoted

_NBSP = "\u00a0"
_STAYS = later(r"(?<=«) | (?=[»:;?!%€])")
_WIDTH = 100


def report(audit: AuditReport) -> str:
    """The whole report (spec 5.5) as text of at most 100 columns."""
    return "\n".join(_lines(audit, audit.ui_language)) + "\n"


def _lines(audit: AuditReport, ui: str) -> Iterator[str]:
    yield f"{label('audit_of', ui)} {audit.source.name} ({audit.source.words} {label('words', ui)})"
    spoken = f"{named('language', ui)} {audit.language.id or '?'}"
    yield f"{named('type', ui)} {_type(audit, ui)} · {spoken} · {_law(audit, ui)}"
    yield f"clausekit {audit.tool_version} · {audit.library_version} · sha256 {audit.source.sha256[:16]}"
    yield ""
    counts = ", ".join(f"{n} {label(f'severity.{s}', ui)}" for s, n in audit.counts.items())
    yield f"{named('conclusion', ui)} {label(f'conclusion.{audit.conclusion.value}', ui)} ({counts})"
    yield from _since(audit, ui)
    yield ""
    yield from _table(label("core", ui), core(audit), ui)
    yield f"{label('findings', ui)} ({len(audit.findings)})"
    yield "-" * _WIDTH
    if not audit.findings:
        yield label("no_findings", ui)
    for number, group in enumerate(groups(audit.findings), 1):
        if len(group) > 1:
            yield from _group(number, group, audit, ui)
        elif group[0].severity is Severity.INFO:
            yield from _wrapped(f"{number}. [{label('severity.info', ui).upper()}] {group[0].title}", "   ")
        else:
            yield from _finding(number, group[0], ui)
    yield ""
    yield from _table(label("general", ui), general(audit), ui)
    if audit.notes:
        yield label("notes", ui)
        yield "-" * _WIDTH
        for note in audit.notes:
            yield from _wrapped(f"- {note.part}{label('colon', ui)} {note.message}", "  ")
        yield ""
    yield from textwrap.wrap(audit.disclaimer, _WIDTH)


def _since(audit: AuditReport, ui: str) -> Iterator[str]:
    """How the findings stand against an earlier report, and what is closed since."""
    if audit.since is None:
        return
    since = audit.since
    counts = {"closed": len(since.closed), "new": len(since.new), "unchanged": len(since.unchanged)}
    yield from _wrapped(f"{label('since', ui)} ({since.name or '–'}): {label('since.counts', ui, **counts)}", "  ")
    for finding in audit.findings:
        if finding.fingerprint in since.new:
            level = label(f"severity.{finding.severity.value}", ui).upper()
            yield from _wrapped(f"  + [{level}] {finding.title}", "    ")
    for closed in since.closed:
        level = label(f"severity.{closed['severity']}", ui).upper()
        yield from _wrapped(f"  - [{level}] {closed['title']}", "    ")


def _group(number: int, group: list[Finding], audit: AuditReport, ui: str) -> Iterator[str]:
    level = label(f"severity.{group[0].severity.value}", ui).upper()
    title = audit.clause(group[0].clause_id).title + label("colon", ui)
    yield from _wrapped(f"{number}. [{level}] {title} {len(group)} {label('elements_missing', ui)}", "   ")
    if group[0].severity is Severity.INFO:
        return
    for finding in group:
        yield from _wrapped(f"   · {finding.expected} ({finding.element_id})", "     ")
    yield ""


def _type(audit: AuditReport, ui: str) -> str:
    kind = audit.alliance_type
    if kind.id == "unknown":
        return label("type_unknown", ui)
    how = label("detected" if kind.detected else "given", ui)
    cues = f", « {kind.cues[0]} »" if kind.cues else ""
    return f"{kind.id} ({how}{cues})"


def _law(audit: AuditReport, ui: str) -> str:
    how = "" if audit.governing_law.detected else f" ({label('assumed', ui)})"
    return f"{named('law', ui)} {label(f'law.{audit.governing_law.id}', ui)}{how}"


def _table(title: str, clauses: list[ClauseVerdict], ui: str) -> Iterator[str]:
    if not clauses:
        return
    yield title
    yield "-" * _WIDTH
    for clause in clauses:
        elements = f"{clause.satisfied} {label('of', ui)} {clause.applicable}"
        yield (
            f"{clause.title[:46]:46}  {label(f'state.{clause.state.value}', ui)[:24]:24}  {elements:9}  "
            f"{label(f'status.{clause.status.value}', ui)}"
        )
    yield ""


def _finding(number: int, finding: Finding, ui: str) -> Iterator[str]:
    level = label(f"severity.{finding.severity.value}", ui).upper()
    yield from _wrapped(f"{number}. [{level}] {finding.title}", "   ")
    if finding.quote:
        yield from _wrapped(f"   {named('found', ui)} {quoted(finding.quote, ui)}", "     ")
    if finding.location and str(finding.location):
        yield from _wrapped(f"   {named('place', ui)} {finding.location}", "     ")
    for detail in finding.details:
        yield from _wrapped(f"   · {detail}", "     ")
    if finding.element_id:
        yield from _wrapped(f"   {named('expected', ui)} {finding.expected}", "     ")
    yield from _wrapped(f"   {named('why', ui)} {finding.why_it_matters}", "     ")
    if finding.legal_refs:
        yield from _wrapped(f"   {named('refs', ui)} {'; '.join(r['reference'] for r in finding.legal_refs)}", "     ")
    if finding.suggestion and finding.element_id:
        yield from _wrapped(f"   {named('suggestion', ui)} {finding.suggestion.text}", "     ")
    confidence = label(f"confidence.{finding.confidence.value}", ui)
    yield f"   {finding.rule_id} {finding.element_id or finding.clause_id} ({named('confidence', ui)} {confidence})"
    yield ""


def _wrapped(text: str, indent: str) -> Iterator[str]:
    """Lines of the width of the report; none begins with the mark that closes or follows a word in French."""
    text = _STAYS.sub(_NBSP, text)
    for number, part in enumerate(text.split("\n")):
        first = indent if number else ""
        lines = textwrap.wrap(part, _WIDTH, initial_indent=first, subsequent_indent=indent, break_long_words=False)
        yield from (line.replace(_NBSP, " ") for line in lines or [""])
