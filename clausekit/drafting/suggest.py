"""Our wording of a clause or of one element, as the advice of an audit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinja2 import TemplateError

from clausekit.library.library import Library
from clausekit.library.markdown import parse
from clausekit.library.templates import Has, Renderer
from clausekit.library.typography import typeset


def suggestion(
    library: Library, ident: str, *, language: str, law: str, variant: str, values: Mapping[str, Any], only: str = ""
) -> str:
    """Our wording of a clause, or of one element of it (`only`), as plain text with blanks in brackets."""
    lines: list[str] = []
    wording = library.folders[ident].wordings[language]
    known = {"fr": "fr", "ew": "ew"}.get(law, "neutral")
    for block in wording.select(variant=variant, law=known):
        if only and only not in block.elements:
            continue
        lines += _plain_lines(block.source, library, language, values)
    return "\n".join(lines)


def _plain_lines(source: str, library: Library, language: str, values: Mapping[str, Any]) -> list[str]:
    renderer = Renderer(language)
    context: dict[str, Any] = dict(values)
    context.update(
        has=Has({i.replace(".", "_"): True for i in library.folders}), facts=Has(), law="fr", language=language, type=""
    )
    try:
        drafts = parse(typeset(renderer.render(source, context), language), renderer.pieces)
    except (TemplateError, TypeError, ValueError):
        return []
    result = []
    for item in drafts:
        text = item.text
        for reference in sorted(item.references, key=lambda r: r.start, reverse=True):
            target = library.folders.get(reference.clause)
            name = target.clause.title[language] if target else reference.clause
            label = f"article « {name} »" if language == "fr" else f"the article “{name}”"
            text = text[: reference.start] + label + text[reference.start :]
        if text:
            result.append(text)
    return result
