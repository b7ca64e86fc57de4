"""`clausekit read`: what was read of a document, with its displayed numbers, and the reader's notes."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("-f", "--format", "form", type=click.Choice(["md", "txt", "json"]), default="md")
@click.option("--view", type=click.Choice(["final", "original"]), default="final")
def command(path: Path, form: str, view: str) -> None:
    """Show what was read of a document, with its displayed numbers."""
    from clausekit.api import load_contract
    from clausekit.plain import to_markdown

    contract, _, _ = load_contract(path, view=view)
    if form == "md":
        click.echo(to_markdown(contract))
    elif form == "txt":
        for paragraph in contract.paragraphs():
            click.echo(paragraph.display)
    else:
        data = [
            {"number": p.number, "role": p.role.value, "level": p.level, "text": p.text} for p in contract.paragraphs()
        ]
        click.echo(json.dumps({"title": contract.title, "paragraphs": data}, ensure_ascii=False, indent=1))
    for note in contract.notes:
        click.echo(f"{note.part}: {note.message}", err=True)
