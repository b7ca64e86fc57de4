"""How `clausekit audit` hands its reports out: form, file or folder, against an earlier report, and the exit code."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any, NamedTuple

import click

from clausekit.cli.common import FINDINGS, OK, WRONG, write
from clausekit.cli.screen import show
from clausekit.errors import ReadError, WriteError
from clausekit.findings import Severity
from clausekit.objections import objection
from clausekit.report import AuditReport
from clausekit.texts import say

FORMS = ("text", "json", "html", "md", "sarif", "junit", "csv")
FAIL_ON = ("critical", "major", "minor", "info", "never")
fail_on_option = click.option(
    "--fail-on", type=click.Choice(FAIL_ON), default="critical", show_default=True,
    help="Exit with 1 at findings of this level or worse.",
)  # fmt: skip


class Wanted(NamedTuple):
    """What was asked for of the reports."""

    form: str
    output: str | None
    fail_on: str
    baseline: str | None
    force: bool
    calendar: str | None = None
    start: datetime | None = None

    @property
    def to_folder(self) -> bool:
        return self.output is not None and Path(self.output).is_dir()

    @property
    def to_stdout(self) -> bool:
        return self.output in (None, "-")


def report_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of the report; the command gets them as `wanted`."""

    @wraps(command)
    def wrapped(*args: Any, **options: Any) -> Any:
        names = ("form", "output", "fail_on", "baseline", "force", "calendar", "start")
        return command(*args, wanted=Wanted(*(options.pop(name) for name in names)), **options)

    day = click.DateTime(formats=["%Y-%m-%d"])
    for option in (
        click.option("--from", "start", type=day, help="The day the contract starts, if it does not say so itself."),
        click.option(
            "--calendar", type=click.Path(), metavar="OUT.ics",
            help="The dates of the contract: pilot end, reviews, notice, term.",
        ),
        click.option("--force", is_flag=True, help="Overwrite the output file."),
        click.option(
            "--baseline", type=click.Path(), metavar="REPORT.json",
            help="An earlier report (-f json): show what is closed, new, unchanged; only new findings fail.",
        ),
        fail_on_option,
        click.option(
            "-o", "--output", type=click.Path(),
            help="Where the report goes; default: stdout. For several documents a folder takes one file each.",
        ),
        click.option("-f", "--format", "form", type=click.Choice(FORMS), default="text", show_default=True),
    ):  # fmt: skip
        wrapped = option(wrapped)
    return wrapped


def check_wanted(wanted: Wanted, files: int) -> Any:
    """Refuse before the audit what could not be written after it; returns the baseline, or None."""
    output = wanted.output
    if files > 1 and wanted.form == "html" and not wanted.to_folder:
        raise click.UsageError("-f html writes one page a document: give a folder that exists with -o")
    if files == 1 and wanted.to_folder:
        raise WriteError(objection("target.folder", target=output))
    if output not in (None, "-") and not wanted.to_folder and Path(str(output)).exists() and not wanted.force:
        raise WriteError(objection("target.exists", target=output))
    if wanted.calendar:
        _check_calendar(wanted, files)
    if wanted.baseline is None:
        return None
    from clausekit.reports.baseline import read_baseline

    try:
        data = Path(wanted.baseline).read_bytes()
    except OSError as error:
        raise ReadError(objection("baseline.unreadable", name=wanted.baseline, why=error.strerror)) from error
    return read_baseline(data, name=wanted.baseline)


def _check_calendar(wanted: Wanted, files: int) -> None:
    target = str(wanted.calendar)
    if files != 1:
        raise click.UsageError("--calendar takes one document at a time")
    if target == "-" and wanted.to_stdout:
        raise click.UsageError("the calendar goes to stdout: give the report a file with -o")
    if target == wanted.output:
        raise click.UsageError("--calendar and -o need two different files")
    if target != "-" and Path(target).exists() and not wanted.force:
        raise WriteError(objection("target.exists", target=target))


def put_calendar(report: AuditReport, wanted: Wanted, stamp: datetime) -> int:
    """Write the calendar; WRONG, with a message and no file, when the contract gives no date."""
    from clausekit.reports.agenda import entries
    from clausekit.reports.calendar import calendar
    from clausekit.reports.words import label

    found = entries(report, start=wanted.start.date() if wanted.start else None)
    if not found:
        click.echo(label("agenda.none", report.ui_language), err=True)
        return WRONG
    write(str(wanted.calendar), calendar(report, found, stamp=stamp), force=wanted.force)
    return OK


def settled(report: AuditReport, baseline: Any) -> AuditReport:
    """The report with its standing against the baseline, if there is one."""
    if baseline is None:
        return report
    from clausekit.reports.baseline import held_against

    return held_against(report, baseline.of(report))


def stream(report: AuditReport, wanted: Wanted) -> AuditReport:
    """For one of several documents: print its JSON line at once; keep the report without the document's bytes."""
    if wanted.form == "json" and wanted.to_stdout:
        from clausekit.reports import TOGETHER

        write("-", TOGETHER["json"]([report]).encode("utf-8", "replace"), force=False)
    return replace(report, origin=b"", mender=None)


def hand_out(reports: Sequence[AuditReport], wanted: Wanted, *, many: bool) -> None:
    """Write the reports: to the terminal, to one file, or to a folder. Raises `WriteError`, nothing half-written."""
    if not reports or (many and wanted.form == "json" and wanted.to_stdout):
        return
    from clausekit.reports import REPORTS, TOGETHER

    if many and wanted.to_folder:
        _to_folder(reports, wanted)
        return
    text = TOGETHER[wanted.form](reports) if many else REPORTS[wanted.form](reports[0])
    text = text if text.endswith("\n") else text + "\n"
    if wanted.output is None and wanted.form == "text" and show(text):
        return
    write(wanted.output or "-", text.encode("utf-8", "replace"), force=wanted.force)


def _to_folder(reports: Sequence[AuditReport], wanted: Wanted) -> None:
    """One file a document, named after it; every name is looked at before the first file is written."""
    from clausekit.reports import REPORTS, SUFFIXES

    folder = Path(str(wanted.output))
    targets: dict[Path, AuditReport] = {}
    for report in reports:
        name = Path(report.source.name).name
        target, number = folder / f"{name}.audit{SUFFIXES[wanted.form]}", 1
        while target in targets:
            number += 1
            target = folder / f"{name}.{number}.audit{SUFFIXES[wanted.form]}"
        targets[target] = report
    for target in targets:
        if target.exists() and not wanted.force:
            raise WriteError(objection("target.exists", target=target))
    for target, report in targets.items():
        write(str(target), REPORTS[wanted.form](report).encode("utf-8", "replace"), force=wanted.force)


def code(report: AuditReport, fail_on: str) -> int:
    """The exit code of one report; with a baseline only its new findings count."""
    worst = report.worst()
    if fail_on == "never" or worst is None:
        return OK
    return FINDINGS if worst.rank >= Severity(fail_on).rank else OK


def summary(files: int, reports: Sequence[AuditReport], ui: str) -> None:
    """One line on stderr for several documents."""
    text = f"{files} documents, {len(reports)} {'rapports' if ui == 'fr' else 'reports'}"
    counted = (sum(report.counts[level] for report in reports) for level in ("critical", "major"))
    levels = ", ".join(f"{n} {say(f'severity.{s}', ui)}" for n, s in zip(counted, ("critical", "major"), strict=True))
    click.echo(f"{text} ({levels})", err=True)
