"""What every command shares: the language of messages, errors as sentences, exit codes, careful writing."""

from __future__ import annotations

import contextlib
import gc
import locale
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clausekit.errors import ClausekitError, WriteError
from clausekit.objections import objection

if TYPE_CHECKING:
    from clausekit.library.library import Library

OK, FINDINGS, WRONG, BROKEN = 0, 1, 2, 3


def ui(asked: str | None) -> str:
    """The language of messages: asked for, else the locale's, else English."""
    if asked:
        return asked
    name = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    if not name:
        with contextlib.suppress(ValueError):
            name = locale.getlocale()[0] or ""
    return "fr" if name.lower().startswith("fr") else "en"


def _set_ui(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
    if value:
        ctx.obj = ctx.find_root().obj = value


ui_option = click.option(
    "--ui-language", type=click.Choice(["fr", "en"]), expose_value=False, callback=_set_ui, is_eager=True,
    help="Language of messages and reports.",
)  # fmt: skip


def library(packs: Sequence[str]) -> Library:
    """The house library with the packs named and those of CLAUSEKIT_PATH; kept between runs, see `cache_folder`."""
    extra = [p for p in os.environ.get("CLAUSEKIT_PATH", "").split(os.pathsep) if p]
    folder = cache_folder()
    if folder is None:
        from clausekit.library.loading import load_library

        return load_library([*extra, *packs])
    from clausekit.library.kept import load_kept

    return load_kept([*extra, *packs], folder=folder)


def cache_folder() -> Path | None:
    """Where the loaded library is kept: CLAUSEKIT_CACHE ("off" for nowhere), else the user's folder for such things."""
    asked = os.environ.get("CLAUSEKIT_CACHE", "")
    if asked:
        return None if asked == "off" else Path(asked)
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    try:
        return (Path(base) if base else Path.home() / ".cache") / "clausekit"
    except RuntimeError:  # a user without a home
        return None


def run(group: click.Group) -> None:
    """Run a command group and end the process with a documented exit code."""
    try:
        code = group.main(standalone_mode=False, prog_name="clausekit")
        sys.exit(code if isinstance(code, int) else OK)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.Abort:
        click.echo("interrupted", err=True)
        sys.exit(WRONG)
    except click.ClickException as error:
        error.show()
        sys.exit(WRONG)
    except ClausekitError as error:
        click.echo(str(error), err=True)
        sys.exit(WRONG)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(OK)
    except Exception as error:
        if os.environ.get("CLAUSEKIT_DEBUG"):
            raise
        click.echo(
            f"internal error: {type(error).__name__}: {error}\n"
            "Please report it, with the command and, if you may, the file. CLAUSEKIT_DEBUG=1 shows where.",
            err=True,
        )
        sys.exit(BROKEN)
    finally:
        gc.freeze()  # the process ends: looking for garbage in what is left costs as much as a page


def write(target: str, data: bytes, *, force: bool) -> None:
    """Write beside, then rename: the target is whole or untouched. `-` is stdout. WriteError says why not."""
    if target == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
        return
    path = Path(target)
    if path.is_dir():
        raise WriteError(objection("target.folder", target=target))
    if path.exists() and not force:
        raise WriteError(objection("target.exists", target=target))
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
    except OSError as error:
        raise WriteError(objection("target.unwritable", target=target, why=error.strerror)) from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(name, 0o666 & ~umask)
        os.replace(name, path)
    except OSError as error:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise WriteError(objection("target.unwritable", target=target, why=error.strerror)) from error
