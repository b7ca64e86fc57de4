"""`clausekit explain`: what a rule or an element is about, why it matters, what to do."""

from __future__ import annotations

import inspect

import click

from clausekit.cli.common import library, ui_option


@click.command()
@click.argument("ident")
@click.option("--pack", "packs", multiple=True, type=click.Path())
@ui_option
@click.pass_obj
def command(ui: str, ident: str, packs: tuple[str, ...]) -> None:
    """Say what a rule or an element is about."""
    from clausekit.checks import CHECKS
    from clausekit.library.faults import nearest

    loaded = library(packs)
    if ident in CHECKS:
        click.echo(f"{ident}\n{inspect.getdoc(CHECKS[ident])}")
        return
    if ident in loaded.traps:
        trap = loaded.traps[ident]
        click.echo(f"{trap.title[ui]} ({ident}, {trap.severity})\n{trap.why[ui]}\n{trap.guide[ui]}")
        return
    try:
        clause, element = loaded.element(ident)
    except KeyError:
        known = [*CHECKS, *loaded.traps, *(f"{c}.{e.id}" for c, k in loaded.clauses.items() for e in k.elements)]
        raise click.UsageError(f"there is no rule or element {ident!r}. {nearest(ident, known)}") from None
    click.echo(f"{clause.title[ui]}: {element.title[ui]} ({ident}, {element.origin})")
    click.echo(element.expects[ui])
    click.echo(element.why[ui])
    for block in loaded.folders[clause.id].wordings[ui].blocks:
        if element.id in block.elements:
            click.echo(f"\n{block.source}")
    for reference in element.legal:
        record = loaded.legal.get(reference)
        if record:
            click.echo(f"{record.reference[ui]} ({record.verification}): {record.gist[ui]}")
