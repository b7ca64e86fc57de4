"""`clausekit generate`: a contract of an alliance type as a Word document."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clausekit.cli.common import library, ui_option, write
from clausekit.objections import objection

if TYPE_CHECKING:
    from clausekit.drafting import Plan

_REASONS = {
    "mandatory": ("obligatoire pour ce type", "mandatory for this type"),
    "recommended": ("recommandée pour ce type", "recommended for this type"),
    "required_by": ("exigée par {detail}", "required by {detail}"),
    "asked": ("demandée", "asked for"),
}

_NO_PAGES = (
    "sommaire sans numéros de page : il faut LibreOffice et pip install 'clausekit[pdf]'",
    "contents without page numbers: they need LibreOffice and pip install 'clausekit[pdf]'",
)


@click.command()
@click.argument("alliance_type", metavar="TYPE")
@click.option("-a", "--answers", "answers", multiple=True, type=click.Path(path_type=Path), help="An answers file.")
@click.option("--set", "settings", multiple=True, metavar="KEY=VALUE", help="One answer; wins over the files.")
@click.option("-o", "--output", type=click.Path(), help="Where the .docx goes; - for stdout.")
@click.option(
    "--language", type=click.Choice(["fr", "en", "bilingual"]),
    help="bilingual: two columns, the answer prevailing_language (fr or en) on the left.",
)  # fmt: skip
@click.option("--law", type=click.Choice(["fr", "ew", "neutral"]))
@click.option("--variant", "variants", multiple=True, metavar="[CLAUSE=]VARIANT", help="protective, balanced or light.")
@click.option("--with", "with_", multiple=True, metavar="CLAUSE", help="Add a clause.")
@click.option("--without", multiple=True, metavar="CLAUSE", help="Leave a clause out.")
@click.option("--shell", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A firm's own .docx.")
@click.option(
    "--shell-styles", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="MAP.yaml",
    help="The firm's style for a role, one a line: heading1: Titre article.",
)  # fmt: skip
@click.option("--pack", "packs", multiple=True, type=click.Path(), help="A pack folder; may be repeated.")
@click.option("--plan", "only_plan", is_flag=True, help="Print the plan with the reason of each clause; write nothing.")
@click.option("--final", is_flag=True, help="No blank allowed, no draft mark.")
@click.option("--pdf", is_flag=True, help="Write a PDF too, beside the .docx; alone with -o OUT.pdf.")
@click.option("--force", is_flag=True, help="Overwrite the output file.")
@ui_option
@click.pass_obj
def command(
    ui: str, alliance_type: str, answers: tuple[Path, ...], settings: tuple[str, ...], output: str | None,
    language: str | None, law: str | None, variants: tuple[str, ...], with_: tuple[str, ...], without: tuple[str, ...],
    shell: Path | None, shell_styles: Path | None, packs: tuple[str, ...], only_plan: bool, final: bool, pdf: bool,
    force: bool,
) -> None:  # fmt: skip
    """Write a contract of an alliance type as a Word document.

    Without --final, unanswered parameters become highlighted blanks and are listed at the end.
    """
    from clausekit.api import draft, generate, plan
    from clausekit.library.answers import read_answers

    loaded = library(packs)
    given = read_answers(list(answers), list(settings))
    options: dict[str, Any] = {
        "language": language, "governing_law": law, "variants": _variants(variants), "with_": with_,
        "without": without, "library": loaded,
    }  # fmt: skip
    made = plan(alliance_type, given, **options)
    if only_plan:
        _print_plan(made, ui)
        return
    if not output:
        raise click.UsageError("say where the document goes: -o OUT.docx (or -o - for stdout)")
    targets = _targets(output, pdf, force)
    data = generate(
        alliance_type, given, final=final, shell=shell.read_bytes() if shell else None, roles=_roles(shell_styles),
        pages=True, created=_epoch(), **options,
    )  # fmt: skip
    for target, document in _documents(targets, data):
        write(target, document, force=force)
    _say_pages(ui)
    for warning in made.warnings:
        click.echo(("avertissement : " if ui == "fr" else "warning: ") + warning, err=True)
    if not final:
        from clausekit.drafting.draft import blanks

        left = blanks(draft(alliance_type, given, **options))
        if left:
            click.echo(
                f"{len(left)} valeurs à compléter :" if ui == "fr" else f"{len(left)} values to be filled in:", err=True
            )
            for key, text in sorted(left.items()):
                click.echo(f"  {key}  {text}", err=True)


def _roles(path: Path | None) -> dict[str, str]:
    """Role → name of the firm's style, from a YAML file."""
    from clausekit.errors import Fault, WriteError
    from clausekit.library.source import SourceFault, read_source

    if path is None:
        return {}
    try:
        source = read_source(path)
    except SourceFault as error:
        raise WriteError(objection("roles.unreadable"), faults=[error.fault]) from error
    data = source.data if isinstance(source.data, dict) else {"": source.data}
    wrong = [key for key, name in data.items() if not (isinstance(key, str) and isinstance(name, str))]
    if wrong:
        faults = [Fault(source.path, source.line((key,)), objection("roles.name", key=key)) for key in wrong]
        raise WriteError(objection("roles.wrong"), faults=faults)
    return {str(key): str(name) for key, name in data.items()}


def _epoch() -> datetime | None:
    """SOURCE_DATE_EPOCH, for builds that must come out the same; the answers' own date wins."""
    text = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(text), UTC) if text.isdigit() and int(text) < 2**33 else None


def _targets(output: str, pdf: bool, force: bool) -> dict[str, str]:
    """What is written where ("docx", "pdf"), known to be free before any work is done."""
    from clausekit.errors import WriteError

    path = Path(output)
    if output == "-":
        targets = {"pdf" if pdf else "docx": "-"}
    elif path.suffix.lower() == ".pdf":
        targets = {"pdf": output}
    else:
        targets = {"docx": output} | ({"pdf": str(path.with_suffix(".pdf"))} if pdf else {})
    for target in targets.values():
        if target != "-" and Path(target).exists() and not force:
            raise WriteError(objection("target.exists", target=target))
    return targets


def _documents(targets: Mapping[str, str], data: bytes) -> list[tuple[str, bytes]]:
    """Each target with its bytes; the PDF is made before anything is written."""
    from clausekit.api import to_pdf

    return [(target, to_pdf(data) if kind == "pdf" else data) for kind, target in targets.items()]


def _say_pages(ui: str) -> None:
    from clausekit.word.pages import can_measure

    if not can_measure():
        click.echo(_NO_PAGES[0 if ui == "fr" else 1], err=True)


def _variants(given: tuple[str, ...]) -> dict[str, str]:
    result = {}
    for item in given:
        clause, mark, variant = item.rpartition("=")
        result[clause if mark else ""] = variant
    return result


def _print_plan(made: Plan, ui: str) -> None:
    click.echo(f"{made.type.title[made.language]} ({made.type.id}, {made.language}, {made.law})")
    for clause in made.clauses:
        reason = _REASONS[clause.reason][0 if ui == "fr" else 1].format(detail=clause.detail)
        click.echo(f"  {clause.id:32} {clause.variant:11} {reason}")
    if made.facts:
        click.echo(("Faits : " if ui == "fr" else "Facts: ") + ", ".join(sorted(made.facts)))
    for warning in made.warnings:
        click.echo(("Avertissement : " if ui == "fr" else "Warning: ") + warning)
