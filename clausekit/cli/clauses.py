"""`clausekit clauses list|show|check|new`: the clauses of the library, and whether they keep their promises."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clausekit.cli.common import library, ui_option
from clausekit.texts import say

if TYPE_CHECKING:
    from clausekit.library.library import Library
    from clausekit.library.records import Clause


@click.group()
def command() -> None:
    """List, show and check the clauses of the library, or begin a new one."""


_PACKS = click.option("--pack", "packs", multiple=True, type=click.Path(), help="A pack folder; may be repeated.")
_FORMAT = click.option("-f", "--format", "form", type=click.Choice(["text", "json"]), default="text")


@command.command("list")
@_PACKS
@_FORMAT
@ui_option
@click.pass_obj
def list_(language: str, packs: tuple[str, ...], form: str) -> None:
    """List every clause with its title and number of elements."""
    loaded = library(packs)
    rows = [
        {"id": i, "kind": c.kind, "title": {"fr": c.title.fr, "en": c.title.en}, "elements": len(c.elements)}
        for i, c in loaded.clauses.items()
    ]
    if form == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        title = row["title"]
        assert isinstance(title, dict)
        click.echo(f"{row['id']:32} {row['kind']:8} {row['elements']:3}  {title[language]}")


@command.command()
@click.argument("ident")
@click.option("--variant", type=click.Choice(["protective", "balanced", "light"]), help="Only this wording.")
@click.option("--law", type=click.Choice(["fr", "ew", "neutral"]), default="fr", help="The law of that wording.")
@_PACKS
@ui_option
@click.pass_obj
def show(language: str, ident: str, variant: str | None, law: str, packs: tuple[str, ...]) -> None:
    """Show a clause: purpose, elements, wordings; with --variant, one wording as it is printed."""
    from clausekit.library.faults import nearest

    loaded = library(packs)
    if ident not in loaded.folders:
        raise click.UsageError(f"there is no clause {ident!r}. {nearest(ident, loaded.folders)}")
    clause = loaded.clause(ident)
    click.echo(f"{clause.title[language]}  ({ident} {clause.version})\n{clause.purpose[language]}\n")
    for element in clause.elements:
        click.echo(f"- {ident}.{element.id} ({element.origin}, {element.severity.missing})")
        click.echo(f"    {element.expects[language]}")
    click.echo("")
    _traps(loaded, clause, language)
    for name, record in clause.variants.items():
        click.echo(f"@{name}: {record.summary[language]}" + (f" ({', '.join(record.types)})" if record.types else ""))
    wording = loaded.folders[ident].wordings[language]
    chosen = variant if not variant or not clause.variants or variant in clause.variants else "balanced"
    for block in wording.select(variant=chosen, law=law) if chosen else wording.blocks:
        head = [", ".join(block.elements) or "-", *(f"@{v}" for v in block.variants), *(f"/{at}" for at in block.laws)]
        click.echo(f"\n[{' '.join(head)}{' +' if block.joined else ''}]\n{block.source}")


def _traps(loaded: Library, clause: Clause, language: str) -> None:
    named = sorted({*clause.traps, *(trap for element in clause.elements for trap in element.traps)})
    known = [loaded.traps[ident] for ident in named if ident in loaded.traps]
    if known:
        click.echo(say("risk.traps", language))
    for trap in known:
        mark = f" ({say('to_check_mark', language)})" if trap.human_check else ""
        click.echo(f"- {trap.id} {trap.title[language]}{mark}")


@command.command()
@click.argument("idents", nargs=-1)
@_PACKS
@click.pass_context
def check(ctx: click.Context, idents: tuple[str, ...], packs: tuple[str, ...]) -> None:
    """Check clauses (all when none is named): files, cases, and the ablation of each element."""
    from clausekit.library.loading import load_partial
    from clausekit.testing import failures, risk_failures

    loaded, faults = load_partial(packs)
    wanted = idents or tuple(loaded.folders)
    count = 0
    broken = set()
    for fault in faults:
        named = {ident for ident in wanted if f"/{ident}/" in f"/{fault.path}"}
        broken |= named
        if not idents or named or fault.path.endswith("pack.yaml"):
            count += 1
            click.echo(str(fault))
    for ident in wanted:
        if ident in broken:
            continue  # its faults first: a clause that does not load cannot be tried out
        if ident not in loaded.folders:
            count += 1
            click.echo(f"{ident}: not loaded")
            continue
        for failure in failures(loaded, ident):
            count += 1
            click.echo(failure)
    if not idents and not faults:
        for failure in risk_failures(loaded):
            count += 1
            click.echo(failure)
    if count:
        click.echo(f"{count} fault{'s' if count > 1 else ''}", err=True)
        ctx.exit(1)


@command.command()
@click.argument("ident", metavar="ID")
@click.option("--pack", "folder", type=click.Path(path_type=Path), default=Path("."), help="The pack it goes into.")
@ui_option
@click.pass_obj
def new(ui: str, ident: str, folder: Path) -> None:
    """Begin a clause: clause.yaml, fr.md, en.md and cases.md to fill in, and pack.yaml when there is none."""
    from clausekit.library.scaffold import new_clause

    files = new_clause(library(()), ident, folder)
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        click.echo(str(path))
    click.echo(say("clauses.new", ui, ident=ident, folder=folder), err=True)


@command.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path("docs"))
@_PACKS
def pages(folder: Path, packs: tuple[str, ...]) -> None:
    """Write the reference page of every clause and type below FOLDER."""
    from clausekit.library.pages import pages as all_pages

    wanted = all_pages(library(packs))
    for path, text in wanted.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    click.echo(f"{len(wanted)} {folder}")
