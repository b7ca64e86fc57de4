"""The copies `clausekit audit` gives back: annotated and redlined, never in place of the document audited."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Any, NamedTuple

import click

from clausekit.cli.common import write
from clausekit.errors import WriteError
from clausekit.objections import objection
from clausekit.report import AuditReport
from clausekit.texts import say


class Copies(NamedTuple):
    """Which copies were asked for, and whose name and date their marks carry."""

    annotate: str | None
    redline: str | None
    author: str
    date: datetime

    def __bool__(self) -> bool:
        return bool(self.annotate or self.redline)

    def targets(self) -> tuple[str, ...]:
        return tuple(target for target in (self.annotate, self.redline) if target)


def copy_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of both copies; the command gets them as `copies`."""

    @wraps(command)
    def wrapped(*args: Any, **options: Any) -> Any:
        names = ("annotate", "redline", "author", "date")
        annotate, redline, author, date = (options.pop(name) for name in names)
        return command(*args, copies=Copies(annotate, redline, author, _moment(date)), **options)

    path = click.Path()
    for option in (
        click.option("--date", metavar="DATE", help="Date of comments and changes: 2027-01-15, or with a time."),
        click.option("--author", default="clausekit", show_default=True, help="Author of comments and changes."),
        click.option(
            "--redline", type=path, metavar="OUT.docx", help="A copy with what is missing as tracked changes."
        ),
        click.option("--annotate", type=path, metavar="OUT.docx", help="A copy with the findings as Word comments."),
    ):
        wrapped = option(wrapped)
    return wrapped


def _moment(text: str | None) -> datetime:
    """The date asked for, else SOURCE_DATE_EPOCH, else now."""
    if text:
        try:
            return datetime.fromisoformat(text)
        except ValueError as error:
            raise click.UsageError(f"--date: {text!r} is not a date like 2027-01-15 or 2027-01-15T09:30") from error
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch.isdecimal() else datetime.now()


def check_copies(copies: Copies, paths: tuple[str, ...], files: int, *, output: str | None, force: bool) -> None:
    """Refuse before the audit what could not be written after it."""
    if not copies:
        return
    if files != 1:
        raise click.UsageError("--annotate and --redline take one document at a time")
    targets = copies.targets()
    if len(set(targets)) < len(targets):
        raise click.UsageError("--annotate and --redline need two different files")
    if "-" in targets and output in (None, "-"):
        raise click.UsageError("the copy goes to stdout: give the report a file with -o")
    for target in targets:
        if target == "-":
            continue
        if any(Path(path).exists() and Path(target).exists() and os.path.samefile(path, target) for path in paths):
            raise WriteError(objection("target.audited", target=target))
        if Path(target).exists() and not force:
            raise WriteError(objection("target.exists", target=target))


def hand_back(report: AuditReport, copies: Copies, library: Any, *, force: bool) -> None:
    """Make the copies, then write them: when one cannot be made, none is written."""
    mender = report.mender
    if not copies or mender is None:
        return
    made = []
    if copies.annotate:
        made.append((copies.annotate, mender.annotated(report, library, author=copies.author, date=copies.date)))
    if copies.redline:
        made.append((copies.redline, mender.redlined(report, library, author=copies.author, date=copies.date)))
    told: set[str] = set()
    for target, mended in made:
        write(target, mended.data, force=force)
        for note in mended.notes:
            if note.message not in told:
                click.echo(say("mend.note", report.ui_language, message=note.message), err=True)
            told.add(note.message)
