"""`clausekit answers`: a commented answers file to fill in for a type."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from clausekit.cli.common import library, ui_option

if TYPE_CHECKING:
    from clausekit.library.parameters import Parameter
from clausekit.library.records import AllianceType


@click.command()
@click.argument("alliance_type", metavar="TYPE")
@click.option("--language", type=click.Choice(["fr", "en"]))
@click.option("--pack", "packs", multiple=True, type=click.Path())
@ui_option
@click.pass_obj
def command(ui: str, alliance_type: str, language: str | None, packs: tuple[str, ...]) -> None:
    """Print an answers file to fill in for a type: every parameter, its limits and its default."""
    from clausekit.library.faults import nearest
    from clausekit.library.printed import printed

    loaded = library(packs)
    if alliance_type not in loaded.kinds:
        raise click.UsageError(f"there is no alliance type {alliance_type!r}. {nearest(alliance_type, loaded.kinds)}")
    record = loaded.kinds[alliance_type]
    spoken = language or ui
    click.echo(f"type: {alliance_type}\nlanguage: {spoken}\ngoverning_law: fr\n")
    used = tuple(i for i, status in record.matrix.items() if status in ("mandatory", "recommended"))
    asked = loaded.parameters(used)
    if record.kind == "document":  # it prints a few values only, and some that belong to clauses it does not have
        told = printed(loaded, alliance_type, used)
        asked = {i: p for i, p in loaded.parameters(tuple(loaded.folders)).items() if i in told}
    for parameter in asked.values():
        for line in _lines(parameter, record, spoken, ""):
            click.echo(line)


def _lines(parameter: Parameter, kind: AllianceType, language: str, indent: str) -> Iterator[str]:
    own = parameter.by_type.get(kind.id)
    default = own.default if own and own.default is not None else kind.defaults.get(parameter.id, parameter.default)
    low = own.min if own and own.min is not None else parameter.min
    high = own.max if own and own.max is not None else parameter.max
    facts = [parameter.label[language], parameter.type]
    if low is not None or high is not None:
        facts.append(f"{'' if low is None else f'{low:g}'}..{'' if high is None else f'{high:g}'}")
    if parameter.unit:
        facts.append(parameter.unit)
    if parameter.values:
        facts.append(" | ".join(parameter.values))
    comment = f"  # {', '.join(facts)}"
    if parameter.type == "party":
        yield f"{indent}{parameter.id}:{comment}"
        for inner in parameter.fields:
            yield from _lines(inner, kind, language, indent + "  ")
    elif parameter.type == "list":
        names = ", ".join(f"{f.id}: …" for f in parameter.fields)
        yield f"{indent}# {parameter.id}:{comment}"
        yield f"{indent}#   - {{{names}}}" if names else f"{indent}#   - …"
    elif default is None:
        yield f"{indent}{'' if parameter.required else '# '}{parameter.id}:{comment}"
    else:
        shown = str(default).lower() if isinstance(default, bool) else default
        yield f"{indent}{parameter.id}: {shown}{comment}"
