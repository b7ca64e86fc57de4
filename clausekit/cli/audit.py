"""`clausekit audit`: which clauses and elements a contract has, misses or contradicts."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from clausekit.cli.common import FINDINGS, OK, WRONG, library, ui_option, write
from clausekit.cli.mended import Copies, check_copies, copy_options, hand_back
from clausekit.cli.screen import show, watched
from clausekit.errors import ClausekitError
from clausekit.findings import Severity
from clausekit.report import AuditReport

READABLE = (".docx", ".docm", ".dotx", ".md", ".txt")


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("-t", "--type", "alliance_type", default="auto", help="Alliance type, or auto.")
@click.option("--language", type=click.Choice(["fr", "en", "auto"]), default="auto")
@click.option("-f", "--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("-o", "--output", type=click.Path(), help="Where the report goes; default: stdout.")
@click.option(
    "--fail-on", type=click.Choice(["critical", "major", "minor", "info", "never"]), default="critical",
    help="Exit with 1 at findings of this level or worse.",
)  # fmt: skip
@click.option("--view", type=click.Choice(["final", "original"]), default="final", help="Tracked changes in or out.")
@click.option("--only", multiple=True, metavar="RULE", help="Run only these rules.")
@click.option("--skip", multiple=True, metavar="RULE", help="Leave these rules out.")
@click.option("--pack", "packs", multiple=True, type=click.Path(), help="A pack folder; may be repeated.")
@click.option("--force", is_flag=True, help="Overwrite the output file.")
@copy_options
@ui_option
@click.pass_obj
def command(
    ui: str, paths: tuple[str, ...], alliance_type: str, language: str, form: str, output: str | None, fail_on: str,
    view: str, only: tuple[str, ...], skip: tuple[str, ...], packs: tuple[str, ...], force: bool,
    copies: Copies,
) -> int:  # fmt: skip
    """Say which clauses and elements a contract has, misses or contradicts.

    PATH is a file, a folder (read recursively) or - (bytes on stdin).
    """
    from clausekit.batch import audit_one
    from clausekit.checks import CHECKS
    from clausekit.library.faults import nearest

    for rule in (*only, *skip):
        if rule not in CHECKS:
            raise click.UsageError(f"there is no rule {rule!r}. {nearest(rule, CHECKS)}")
    loaded = library(packs)
    options = {
        "alliance_type": alliance_type, "language": language, "view": view, "only": only, "skip": skip,
        "ui_language": ui, "library": loaded,
    }  # fmt: skip
    files = _files(paths)
    check_copies(copies, paths, len(files), output=output, force=force)
    worst = OK
    texts: list[str] = []
    many = len(files) > 1
    for name, source in watched(files):
        outcome = audit_one(source, {**options, "name": name} if isinstance(source, bytes) else options)
        if isinstance(outcome, ClausekitError):
            click.echo(str(outcome), err=True)
            worst = max(worst, WRONG)
            continue
        hand_back(outcome, copies, loaded, force=force)
        texts.append(_shown(outcome, form, many))
        worst = max(worst, _code(outcome, fail_on))
    report = "".join(texts)
    if report and not (output is None and form == "text" and show(report)):
        write(output or "-", report.encode(), force=force)
    if many:
        _summary(len(files), len(texts), ui)
    return worst


def _files(paths: tuple[str, ...]) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for path in paths:
        if path == "-":
            found.append(("stdin", sys.stdin.buffer.read()))
        elif Path(path).is_dir():
            inside = sorted(p for p in Path(path).rglob("*") if p.suffix.lower() in READABLE and p.is_file())
            found += [(str(p), p) for p in inside if not p.name.startswith(("~$", "."))]
        else:
            found.append((path, Path(path)))
    if not found:
        raise click.UsageError("no document found there (.docx, .docm, .dotx, .md, .txt)")
    return found


def _shown(report: AuditReport, form: str, many: bool) -> str:
    if form == "json" and many:
        return json.dumps(report.to_dict(), ensure_ascii=False) + "\n"
    from clausekit.reports import REPORTS

    text = REPORTS[form](report)
    return text if text.endswith("\n") else text + "\n"


def _code(report: AuditReport, fail_on: str) -> int:
    worst = report.worst()
    if fail_on == "never" or worst is None:
        return OK
    return FINDINGS if worst.rank >= Severity(fail_on).rank else OK


def _summary(files: int, done: int, ui: str) -> None:
    text = f"{files} documents, {done} rapports" if ui == "fr" else f"{files} documents, {done} reports"
    click.echo(text, err=True)
