"""The report as Markdown, for a ticket, a pull request or a wiki."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clausekit.findings import ClauseVerdict, Finding, Severity
from clausekit.report import AuditReport
from clausekit.reports.parts import core, found_elements, general, groups, printable
from clausekit.reports.words import label, named

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!$&@])")  # `@` mentions nobody, `&` is no entity
_LIST = re.compile(r"^(\s*)(\d+)([.)])(?=\s)|^(\s*)([-+=])")


def report(audit: AuditReport) -> str:
    """The report (spec 5.5) in GitHub's Markdown; words of the document are escaped, so they show as they are."""
    return "\n".join(_lines(audit, audit.ui_language)) + "\n"


def escaped(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    line = _SPECIAL.sub(r"\\\1", " ".join(printable(text).split()))
    return _LIST.sub(lambda m: f"{m[1]}{m[2]}\\{m[3]}" if m[2] else f"{m[4]}\\{m[5]}", line)


def _lines(audit: AuditReport, ui: str) -> Iterator[str]:
    yield f"# {label('audit_of', ui)} {escaped(audit.source.name)}"
    yield ""
    counts = ", ".join(f"{n} {label(f'severity.{s}', ui)}" for s, n in audit.counts.items())
    yield f"**{label(f'conclusion.{audit.conclusion.value}', ui)}** ({counts})"
    yield ""
    kind = label("type_unknown", ui) if audit.alliance_type.id == "unknown" else audit.alliance_type.id
    yield f"- {named('type', ui)} {escaped(kind)}"
    yield f"- {named('language', ui)} {audit.language.id or '?'}"
    law = label(f"law.{audit.governing_law.id}", ui)
    yield f"- {named('law', ui)} {law}{'' if audit.governing_law.detected else ' (' + label('assumed', ui) + ')'}"
    yield f"- SHA-256: `{audit.source.sha256}`"
    yield f"- clausekit {audit.tool_version}, {label('library', ui)} `{audit.library_version}`"
    if audit.since:
        yield f"- {label('since', ui)} ({escaped(audit.since.name)}): " + label(
            "since.counts", ui, closed=len(audit.since.closed), new=len(audit.since.new),
            unchanged=len(audit.since.unchanged),
        )  # fmt: skip
    yield from _table(label("core", ui), core(audit), ui)
    yield f"\n## {label('findings', ui)} ({len(audit.findings)})\n"
    if not audit.findings:
        yield label("no_findings", ui)
    yield from _findings(audit, ui)
    yield from _table(label("general", ui), general(audit), ui)
    yield from _found(audit, ui)
    if audit.notes:
        yield f"\n## {label('limits', ui)}\n"
        yield from (f"- {escaped(note.part)}{label('colon', ui)} {escaped(note.message)}" for note in audit.notes)
    yield f"\n## {label('disclaimer_title', ui)}\n\n{escaped(audit.disclaimer)}"


def _table(title: str, clauses: list[ClauseVerdict], ui: str) -> Iterator[str]:
    if not clauses:
        return
    yield f"\n## {title}\n"
    yield "| " + " | ".join(label(key, ui) for key in ("clause", "state", "elements", "status")) + " |"
    yield "|---|---|---|---|"
    for clause in clauses:
        yield (
            f"| {escaped(clause.title)} | {label(f'state.{clause.state.value}', ui)} | {clause.satisfied} "
            f"{label('of', ui)} {clause.applicable} | {label(f'status.{clause.status.value}', ui)} |"
        )


def _findings(audit: AuditReport, ui: str) -> Iterator[str]:
    level: Severity | None = None
    for number, group in enumerate(groups(audit.findings), 1):
        if group[0].severity is not level:
            level = group[0].severity
            yield f"### {label(f'severity.{level.value}', ui).capitalize()} ({audit.counts[level.value]})\n"
        yield from _group(number, group, audit, ui) if len(group) > 1 else _finding(number, group[0], audit, ui)
        yield ""


def _group(number: int, group: list[Finding], audit: AuditReport, ui: str) -> Iterator[str]:
    title = audit.clause(group[0].clause_id).title
    yield f"{number}. **{escaped(title + label('colon', ui))} {len(group)} {label('elements_missing', ui)}**"
    for finding in group:
        yield f"   - {escaped(finding.expected)} (`{finding.element_id}`){_standing(audit, finding, ui)}"


def _standing(audit: AuditReport, finding: Finding, ui: str) -> str:
    if audit.since is None:
        return ""
    return f" – *{label('since.new' if finding.fingerprint in audit.since.new else 'since.unchanged', ui)}*"


def _finding(number: int, finding: Finding, audit: AuditReport, ui: str) -> Iterator[str]:
    yield f"{number}. **{escaped(finding.title)}**{_standing(audit, finding, ui)}"
    if finding.quote:
        yield f"   > {escaped(finding.quote)}"
        yield ""
    if finding.location and str(finding.location):
        yield f"   - {named('place', ui)} {escaped(str(finding.location))}"
    yield from (f"   - {escaped(detail)}" for detail in finding.details)
    if finding.expected != finding.why_it_matters:
        yield f"   - {named('expected', ui)} {escaped(finding.expected)}"
    yield f"   - {named('why', ui)} {escaped(finding.why_it_matters)}"
    if finding.legal_refs:
        yield f"   - {named('refs', ui)} {escaped('; '.join(r['reference'] for r in finding.legal_refs))}"
    sure = label(f"confidence.{finding.confidence.value}", ui)
    yield f"   - {label('rule', ui)} `{finding.rule_id}`, {named('confidence', ui)} {sure}"


def _found(audit: AuditReport, ui: str) -> Iterator[str]:
    rows = found_elements(audit)
    if not rows:
        return
    yield f"\n## {label('elements_found', ui)}\n"
    for clause, elements in rows:
        yield f"- **{escaped(clause.title)}**"
        for element in elements:
            place = escaped(str(element.evidence[0].anchor))
            yield f"  - {escaped(element.title)} ({label(f'state.{element.state.value}', ui)}): {place}"
