"""Our wording of a clause, or of some of its elements, as paragraphs to put into somebody else's contract."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from jinja2 import TemplateError

from clausekit.drafting import blocks
from clausekit.drafting.blocks import data_table
from clausekit.drafting.choices import marked, unmarked
from clausekit.drafting.plan import applies
from clausekit.drafting.references import moved
from clausekit.library.library import Library
from clausekit.library.markdown import Draft, MarkdownFault, parse
from clausekit.library.templates import Has, Piece, Renderer
from clausekit.library.typography import typeset
from clausekit.model import Mark, MarkKind, Paragraph, Role, Table, iter_paragraphs

_OURS = "~"  # no parameter's name


@dataclass(frozen=True, slots=True)
class Setting:
    """What the wording is put into: values, facts, law and clauses of the host, and how it names its articles."""

    language: str
    law: str
    kind: str
    variant: str
    values: Mapping[str, Any]
    facts: Collection[str]
    present: Collection[str]  # clauses that stand in the host, or will
    label: Callable[[str], str]  # clause id -> "article 7", or its title in quotes
    own: Collection[str] = ()  # printed values that come from the host; all others are marked for its author to see
    definitions: tuple[Paragraph, ...] = ()  # what stands for the block of definitions


def excerpt(library: Library, ident: str, setting: Setting, *, only: Collection[str] = ()) -> tuple[Paragraph, ...]:
    """The paragraphs of a clause, without numbers; `only` keeps the blocks of these elements (short ids).

    Blanks are marked, and highlighted: values that are not the host's own, what follows from a choice that the host
    did not make, references to what it does not have. A wording that cannot be rendered from these values gives
    nothing.
    """
    clause = library.clause(ident)
    variant = setting.variant if not clause.variants or setting.variant in clause.variants else "balanced"
    law = setting.law if setting.law in ("fr", "ew") else "neutral"
    wanted = {
        e.id for e in clause.elements
        if applies(e.applies, facts=setting.facts, law=law, kind=setting.kind) and (not only or e.id in only)
    }  # fmt: skip
    found: list[Paragraph] = []
    for block in library.folders[ident].wordings[setting.language].select(variant=variant, law=law):
        if wanted & set(block.elements) or not (only or block.elements):
            names = tuple(f"{ident}.{name}" for name in block.elements)
            for item in _drafts(block.source, setting, law):
                found += _paragraphs(item, names, library, setting)
    return tuple(found)


def rendered(source: str, setting: Setting) -> str:
    """The words of a wording of one line, without marks; "" when it cannot stand alone."""
    drafts = _drafts(source, setting, setting.law)
    return drafts[0].text if drafts and not drafts[0].references else ""


def _drafts(source: str, setting: Setting, law: str) -> list[Draft]:
    renderer = Renderer(setting.language, str(setting.values.get("currency") or "EUR"))
    context = {
        **setting.values,
        "has": Has({ident.replace(".", "_"): True for ident in setting.present}),
        "facts": Has(dict.fromkeys(setting.facts, True)),
        "law": law,
        "language": setting.language,
        "type": setting.kind,
    }
    try:
        text = typeset(renderer.render(marked(source, setting.values), context), setting.language)
        return [unmarked(item) for item in parse(text, [_shown(piece, setting.own) for piece in renderer.pieces])]
    except (TemplateError, MarkdownFault, TypeError, ValueError):
        return []  # a value of the host that this wording cannot print


def _shown(piece: Piece, own: Collection[str]) -> Piece:
    return piece if piece.parameter or piece.text in own else Piece(piece.text, _OURS)


def _highlighted(marks: Iterable[Mark]) -> Iterator[Mark]:
    """A value of the library's own is no blank, but is to be seen."""
    for mark in marks:
        ours = mark.kind is MarkKind.BLANK and mark.target == _OURS
        yield replace(mark, kind=MarkKind.HIGHLIGHT, target="") if ours else mark


def _paragraphs(item: Draft, names: tuple[str, ...], library: Library, setting: Setting) -> list[Paragraph]:
    if item.generated:
        return list(_generated(item.generated, names, library, setting))
    text, marks = item.text, list(_highlighted(item.marks))
    for reference in sorted(item.references, key=lambda r: r.start, reverse=True):
        label = setting.label(reference.clause)
        text = text[: reference.start] + label + text[reference.start :]
        marks = [moved(mark, reference.start, len(label)) for mark in marks]
        if reference.clause not in setting.present:
            marks.append(Mark(reference.start, reference.start + len(label), MarkKind.HIGHLIGHT))
    return [Paragraph(text, item.role, item.level, marks=tuple(sorted(marks)), elements=names)] if text else []


def _generated(
    what: tuple[str, str], names: tuple[str, ...], library: Library, setting: Setting
) -> Iterable[Paragraph]:
    """Tables as one line a row: a tracked table cannot be rejected cleanly everywhere."""
    if what[0] == "parties":
        return blocks.parties(setting.values, setting.language, names)
    if what[0] == "signatures":
        return _columns(blocks.signatures(setting.values, setting.language, names))
    if what[0] == "definitions":
        return setting.definitions
    return _rows(what, names, library, setting)


def _columns(table: Table) -> Iterator[Paragraph]:
    """One party after the other."""
    for column in range(len(table.rows[0])):
        for row in table.rows:
            yield from iter_paragraphs(row[column].blocks)


def _rows(what: tuple[str, str], names: tuple[str, ...], library: Library, setting: Setting) -> list[Paragraph]:
    parameter = library.parameters(tuple(library.folders)).get(what[1]) if what[0] == "table" else None
    if parameter is None:
        return []
    table = data_table(parameter, setting.values, setting.language, elements=names)
    return [_row(table, row, names, setting.language) for row in range(1, len(table.rows))] if table else []


def _row(table: Table, row: int, names: tuple[str, ...], language: str) -> Paragraph:
    colon = "\u00a0: " if language == "fr" else ": "
    text, marks = "", []
    for head, cell in zip(table.rows[0], table.rows[row], strict=True):
        title = " ".join(p.text for p in iter_paragraphs(head.blocks))
        content = next(iter_paragraphs(cell.blocks))
        if content.text == "–":
            continue
        text += ("; " if text and language != "fr" else "\u00a0; " if text else "") + title + colon
        marks += [replace(m, start=m.start + len(text), end=m.end + len(text)) for m in content.marks]
        text += content.text
    kept: list[Mark] = [mark for mark in marks if mark.kind is MarkKind.BLANK]
    return Paragraph(text + ".", Role.CLAUSE, 3, marks=tuple(kept), elements=names)
