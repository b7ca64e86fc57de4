"""`clausekit audit`: which clauses and elements a contract has, misses or contradicts."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clausekit.cli.common import OK, WRONG, library, ui_option
from clausekit.cli.mended import Copies, check_copies, copy_options, hand_back
from clausekit.cli.reported import (
    Wanted,
    check_wanted,
    code,
    hand_out,
    put_calendar,
    report_options,
    settled,
    stream,
    summary,
)
from clausekit.cli.screen import watched
from clausekit.cli.suppressed import read_config, suppressed
from clausekit.errors import ClausekitError
from clausekit.report import AuditReport

if TYPE_CHECKING:
    from clausekit.library.library import Library

READABLE = (".docx", ".docm", ".dotx", ".md", ".txt")


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("-t", "--type", "alliance_type", default="auto", help="Alliance type, or auto.")
@click.option("--language", type=click.Choice(["fr", "en", "auto"]), default="auto")
@click.option("--view", type=click.Choice(["final", "original"]), default="final", help="Tracked changes in or out.")
@click.option("--only", multiple=True, metavar="RULE", help="Run only these rules.")
@click.option("--skip", multiple=True, metavar="RULE", help="Leave these rules out.")
@click.option("-j", "--jobs", type=click.IntRange(1, 64), default=1, help="Audit so many files at a time.")
@click.option("--pack", "packs", multiple=True, type=click.Path(), help="A pack folder; may be repeated.")
@click.option("--config", type=click.Path(), help="A file of findings to leave out, each with its reason.")
@report_options
@copy_options
@ui_option
@click.pass_obj
def command(
    ui: str, paths: tuple[str, ...], alliance_type: str, language: str, view: str, only: tuple[str, ...],
    skip: tuple[str, ...], jobs: int, packs: tuple[str, ...], config: str | None, wanted: Wanted, copies: Copies,
) -> int:  # fmt: skip
    """Say which clauses and elements a contract has, misses or contradicts.

    PATH is a file, a folder (read recursively) or - (bytes on stdin). A --config file is YAML: `suppress:` and a list
    of lines such as `{rule: annex_unused, reason: "kept on purpose"}`; keys are rule, clause, element, finding (a
    fingerprint of the JSON report), document (name or sha256) and reason.
    """
    rules = read_config(config)
    loaded = library(packs)
    _known((*only, *skip), loaded)
    options = {
        "alliance_type": alliance_type, "language": language, "view": view, "only": only, "skip": skip,
        "ui_language": ui,
    }  # fmt: skip
    files = _files(paths)
    baseline = check_wanted(wanted, len(files))
    check_copies(copies, paths, len(files), output=wanted.output, force=wanted.force)
    worst = OK
    reports: list[AuditReport] = []
    many = len(files) > 1
    for outcome in watched(_outcomes(files, options, loaded, jobs, packs), len(files)):
        if isinstance(outcome, ClausekitError):
            click.echo(str(outcome), err=True)
            worst = max(worst, WRONG)
            continue
        report = settled(suppressed(outcome, rules, name=config or ""), baseline)
        hand_back(report, copies, loaded, force=wanted.force)
        reports.append(stream(report, wanted) if many else report)
        worst = max(worst, code(report, wanted.fail_on))
    hand_out(reports, wanted, many=many)
    if wanted.calendar and reports:
        worst = max(worst, put_calendar(reports[0], wanted, copies.date))
    if many:
        summary(len(files), reports, ui)
    return worst


def _outcomes(
    files: list[tuple[str, Any]], options: dict[str, Any], loaded: Library, jobs: int, packs: tuple[str, ...]
) -> Iterator[AuditReport | ClausekitError]:
    from clausekit.batch import audit_in_processes, audit_one

    if jobs > 1 and len(files) > 1:
        yield from audit_in_processes(files, jobs=min(jobs, len(files)), packs=packs, **options)
        return
    for name, source in files:
        named = {"name": name} if isinstance(source, bytes) else {}
        yield audit_one(source, {**options, **named, "library": loaded})


def _known(rules: tuple[str, ...], loaded: Library) -> None:
    """Refuse a rule that nobody has: a check's name, or the id of a trap or cross rule."""
    from clausekit.checks import CHECKS

    known = (*CHECKS, *loaded.traps, *loaded.cross_rules)
    for rule in rules:
        if rule not in known:
            from clausekit.library.faults import nearest

            raise click.UsageError(f"there is no rule {rule!r}. {nearest(rule, known)}")


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
