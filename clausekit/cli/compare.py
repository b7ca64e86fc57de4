"""`clausekit compare`: which findings are closed, new or unchanged between two versions of a contract."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from clausekit.cli.common import library, ui_option, write
from clausekit.cli.reported import code, fail_on_option


@click.command()
@click.argument("before", type=click.Path(), metavar="BEFORE")
@click.argument("after", type=click.Path(), metavar="AFTER")
@click.option("-t", "--type", "alliance_type", default="auto", help="Alliance type, or auto: that of AFTER.")
@click.option("--language", type=click.Choice(["fr", "en", "auto"]), default="auto")
@click.option("-f", "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("-o", "--output", type=click.Path(), help="Where the comparison goes; default: stdout.")
@fail_on_option
@click.option("--view", type=click.Choice(["final", "original"]), default="final", help="Tracked changes in or out.")
@click.option("--pack", "packs", multiple=True, type=click.Path(), help="A pack folder; may be repeated.")
@click.option("--force", is_flag=True, help="Overwrite the output file.")
@ui_option
@click.pass_obj
def command(
    ui: str, before: str, after: str, alliance_type: str, language: str, form: str, output: str | None, fail_on: str,
    view: str, packs: tuple[str, ...], force: bool,
) -> int:  # fmt: skip
    """Say which findings are closed, new or unchanged between two versions of a contract.

    Exit code 0: no new finding at --fail-on or worse; 1: there is one; 2: the request or a file is wrong.
    """
    from clausekit.api import audit
    from clausekit.reports.baseline import held_against
    from clausekit.reports.comparison import as_json, as_text

    options: dict[str, Any] = {"language": language, "view": view, "ui_language": ui, "library": library(packs)}
    now = audit(Path(after), alliance_type=alliance_type, **options)
    then = audit(Path(before), alliance_type=now.alliance_type.id, **options)  # one type, or levels would differ
    held = held_against(now, then.to_dict())
    text = (as_json if form == "json" else as_text)(then, held)
    write(output or "-", text.encode("utf-8", "replace"), force=force)
    return code(held, fail_on)
