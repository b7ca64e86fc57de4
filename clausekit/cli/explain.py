"""`clausekit explain`: what a rule or an element is about, why it matters, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from clausekit.cli.common import library, ui_option

if TYPE_CHECKING:
    from clausekit.library.library import Library
    from clausekit.library.risks import CrossRule, Trap


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
        _rule(loaded, ident, ui)
        return
    risk = loaded.traps.get(ident.upper()) or loaded.cross_rules.get(ident.upper())
    if risk is not None:
        _risk(loaded, risk, ui)
        return
    try:
        clause, element = loaded.element(ident)
    except KeyError:
        known = [
            *CHECKS,
            *loaded.traps,
            *loaded.cross_rules,
            *(f"{c}.{e.id}" for c, k in loaded.clauses.items() for e in k.elements),
        ]
        raise click.UsageError(f"there is no rule or element {ident!r}. {nearest(ident, known)}") from None
    click.echo(f"{clause.title[ui]}: {element.title[ui]} ({ident}, {element.origin})")
    click.echo(element.expects[ui])
    click.echo(element.why[ui])
    for block in loaded.folders[clause.id].wordings[ui].blocks:
        if element.id in block.elements:
            click.echo(f"\n{block.source}")
    _legal(loaded, element.legal, ui)


def _rule(loaded: Library, ident: str, ui: str) -> None:
    """What a rule does, why it matters, an example, what to do, references."""
    from clausekit.library.rulecards import card
    from clausekit.texts import say

    facts = card(ident)
    level = say(f"severity.{facts.severity}", ui) if facts.severity else say("explain.level", ui)
    click.echo(f"{facts.name[ui]} ({ident}, {level})\n\n{facts.does[ui]}\n{facts.why[ui]}\n")
    click.echo(say("explain.expected", ui, text=facts.expected[ui]))
    click.echo(say("explain.example", ui, text=facts.example[ui]))
    click.echo(say("trap.guide", ui, text=facts.guide[ui]))
    cross = loaded.cross_rules.get(facts.cross_rule)
    if cross is not None:
        click.echo(say("explain.see", ui, text=f"{cross.id}, {cross.title[ui]}"))
    _legal(loaded, (*facts.legal, *(cross.legal if cross else ())), ui)


def _risk(loaded: Library, risk: Trap | CrossRule, ui: str) -> None:
    """A trap or cross rule: what, why, what to do, what it compares, where the law stands, whether we can see it."""
    from clausekit.texts import say

    level = say(f"severity.{risk.severity}", ui)
    click.echo(f"{risk.title[ui]} ({risk.id}, {level})\n{risk.why[ui]}\n{say('trap.guide', ui, text=risk.guide[ui])}")
    for side in getattr(risk, "sides", {}).values():
        click.echo(f"- {side.label[ui]}")
    if risk.human_check:
        click.echo(say("risk.human_check", ui))
    carriers = [f"{c}.{e.id}" for c, clause in loaded.clauses.items() for e in clause.elements if risk.id in e.traps]
    if carriers:
        click.echo(say("risk.elements", ui, names=", ".join(carriers)))
    if checks := getattr(risk, "checks", ()):
        click.echo(say("risk.checks", ui, names=", ".join(checks)))
    _legal(loaded, risk.legal, ui)


def _legal(loaded: Library, references: tuple[str, ...], ui: str) -> None:
    for reference in references:
        record = loaded.legal.get(reference)
        if record:
            click.echo(f"{record.reference[ui]} ({record.verification}): {record.gist[ui]}")
