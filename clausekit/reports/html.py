"""The report as one HTML page: no script, nothing fetched, readable on a phone and on paper."""

from __future__ import annotations

import re
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from clausekit.findings import ClauseState, ElementState, Finding, Severity
from clausekit.model import Anchor
from clausekit.report import AuditReport
from clausekit.reports import parts
from clausekit.reports.words import label

_CLOSING = re.compile(r"(?<=\S) (?=[;:!?»])|(?<=«) ")
_HERE = Path(__file__).parent


def report(audit: AuditReport) -> str:
    """The whole report (spec 5.5) as a self-contained page in the report's language; quotes keep their own."""
    quoted = parts.passages(audit)
    ui = audit.ui_language
    grouped = list(enumerate(parts.groups(audit.findings), 1))
    return _template().render(
        audit=audit, ui=ui, said=partial(_label, ui), spoken=audit.language.id or "en", style=_style(),
        core=parts.core(audit), general=parts.general(audit), tally=parts.tally, excluded=parts.excluded(audit),
        levels=[(level, [g for g in grouped if g[1][0].severity is level]) for level in Severity],
        clause_states=list(ClauseState),
        element_states=[state for state in ElementState if state is not ElementState.NOT_APPLICABLE],
        found=parts.found_elements(audit), passages=list(quoted.values()), references=parts.references(audit),
        passage_id=partial(_passage_id, quoted), standing=partial(_standing, audit), numbers=_numbers(grouped),
        titles={c.id: c.title for c in audit.clauses},
    )  # fmt: skip


@cache
def _template() -> Template:
    environment = ImmutableSandboxedEnvironment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=_clean
    )
    environment.filters["verbatim"] = _Verbatim
    return environment.from_string((_HERE / "report.html.j2").read_text(encoding="utf-8"))


@cache
def _style() -> str:
    return (_HERE / "report.css").read_text(encoding="utf-8")


class _Verbatim(str):
    """A stranger's words: printed to the letter."""


def _clean(value: Any) -> Any:
    """What is printed holds no character that HTML cannot hold; markup keeps its type and so stays unescaped.

    No line of ours begins with « ; » or « » »: the blanks before them do not break.
    """
    if isinstance(value, Markup):
        return value
    text = parts.printable(str(value))
    return text if isinstance(value, _Verbatim) else _CLOSING.sub("\u00a0", text)


def _label(language: str, key: str, **values: object) -> str:
    return label(key, language, **values)


def _passage_id(quoted: dict[tuple[str, int, str], parts.Passage], quote: str, anchor: Anchor | None) -> str:
    passage = quoted.get((anchor.part.value, anchor.paragraph, quote)) if anchor else None
    return passage.id if passage else ""


def _standing(audit: AuditReport, finding: Finding) -> str:
    """« new » or « unchanged » against the earlier report, "" when there is none."""
    if audit.since is None:
        return ""
    return "new" if finding.fingerprint in audit.since.new else "unchanged"


def _numbers(grouped: list[tuple[int, list[Finding]]]) -> dict[str, list[int]]:
    """Which numbered findings each clause has."""
    found: dict[str, list[int]] = {}
    for number, group in grouped:
        found.setdefault(group[0].clause_id, []).append(number)
    return found
