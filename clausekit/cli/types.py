"""`clausekit types list|show`: the alliance types and their matrix rows."""

from __future__ import annotations

import json

import click

from clausekit.cli.common import library, ui_option


@click.group()
def command() -> None:
    """List and show the alliance types."""


@command.command("list")
@click.option("-f", "--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("--documents", is_flag=True, help="The letters and charters instead.")
@click.option("--pack", "packs", multiple=True, type=click.Path())
@ui_option
@click.pass_obj
def list_(ui: str, form: str, documents: bool, packs: tuple[str, ...]) -> None:
    """List every alliance type."""
    loaded = library(packs)
    types = loaded.documents if documents else loaded.types
    if form == "json":
        rows = [{"id": i, "code": t.code, "title": {"fr": t.title.fr, "en": t.title.en}} for i, t in types.items()]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for ident, record in types.items():
        click.echo(f"{ident:28} {record.title[ui]}")


@command.command()
@click.argument("ident")
@click.option("--pack", "packs", multiple=True, type=click.Path())
@ui_option
@click.pass_obj
def show(ui: str, ident: str, packs: tuple[str, ...]) -> None:
    """Show a type: what it is, its figures with their source, its matrix row."""
    from clausekit.library.faults import nearest

    types = library(packs).kinds
    if ident not in types:
        raise click.UsageError(f"there is no alliance type {ident!r}. {nearest(ident, types)}")
    record = types[ident]
    click.echo(f"{record.title[ui]} ({ident})\n{record.what[ui]}")
    if record.seed:
        figures = ", ".join(f"{k} {v}" for k, v in record.seed.figures.items())
        click.echo(f"{record.seed.source[ui]}: {figures}")
    for clause, status in record.matrix.items():
        click.echo(f"  {clause:34} {status}")
