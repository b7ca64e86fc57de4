"""`clausekit read`: what was read of a document, with its displayed numbers, and the reader's notes."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clausekit.cli.common import ui_option

if TYPE_CHECKING:
    from clausekit.model import Contract, Paragraph, Section


@click.command()
@click.argument("path", type=click.Path(path_type=Path, allow_dash=True))
@click.option("-f", "--format", "form", type=click.Choice(["md", "txt", "json"]), default="md")
@click.option("--view", type=click.Choice(["final", "original"]), default="final")
@ui_option
@click.pass_obj
def command(language: str, path: Path, form: str, view: str) -> None:
    """Show what was read of a document, with its displayed numbers.

    Cover, contents, headers, footers, notes, text boxes and comments are marked as such. PATH may be - for the bytes on
    standard input.
    """
    from dataclasses import replace

    from clausekit.api import load_contract
    from clausekit.notes import told
    from clausekit.refusals import speaking

    source = sys.stdin.buffer if str(path) == "-" else path
    with speaking(language):
        contract, _, _ = load_contract(source, view=view)
    contract = replace(contract, notes=tuple(told(note, language) for note in contract.notes))
    shown = _json(contract) if form == "json" else _text(contract) if form == "txt" else _markdown(contract)
    click.echo(shown)
    for note in contract.notes:
        click.echo(f"{note.part}: {note.message}", err=True)


def _markdown(contract: Contract) -> str:
    from clausekit.plain import to_markdown

    beside = [
        f"*[{section.part.value}]* {paragraph.display}"
        for section in (*contract.front, *_asides(contract))
        for paragraph in section.paragraphs()
    ]
    return "\n\n".join([to_markdown(contract).rstrip("\n"), *(["---", *beside] if beside else [])])


def _text(contract: Contract) -> str:
    body = [paragraph.display for paragraph in contract.paragraphs()]
    beside = [
        f"[{section.part.value}] {paragraph.display}"
        for section in (*contract.front, *_asides(contract))
        for paragraph in section.paragraphs()
    ]
    return "\n".join([*body, *beside])


def _asides(contract: Contract) -> Iterator[Section]:
    """What stands beside the body; text boxes stand in the body too, where they hang."""
    return (section for section in contract.asides if section.part.value != "text_box")


def _json(contract: Contract) -> str:
    data = {
        "title": contract.title,
        "paragraphs": [_entry(section, q) for section in contract.sections for q in section.paragraphs()],
        "front": [_entry(section, q) for section in contract.front for q in section.paragraphs()],
        "asides": [_entry(section, q) for section in contract.asides for q in section.paragraphs()],
        "notes": [{"part": note.part, "message": note.message} for note in contract.notes],
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


def _entry(section: Section, paragraph: Paragraph) -> dict[str, Any]:
    return {
        "part": section.part.value,
        "number": paragraph.number,
        "role": paragraph.role.value,
        "level": paragraph.level,
        "text": paragraph.text,
    }
