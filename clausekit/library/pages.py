"""Reference pages: a clause or a type as Markdown in both languages, straight from the library's records."""

from __future__ import annotations

from collections.abc import Iterator

from clausekit.library.library import Library
from clausekit.library.parameters import Parameter

_HEAD = {
    "fr": ("Éléments", "Élément", "Ce qui suffit", "Pourquoi", "Niveau", "Paramètres", "Références", "Conseil"),
    "en": ("Elements", "Element", "What is enough", "Why", "Level", "Parameters", "References", "Advice"),
}
_NAMES = {"fr": "Français", "en": "English"}
LANGUAGES = ("fr", "en")


def clause_page(library: Library, ident: str) -> str:
    """The page of a clause: purpose, elements, parameters, references, advice and our wording; KeyError if unknown."""
    clause = library.clause(ident)
    lines = [f"# {clause.title.fr} / {clause.title.en}", "", f"`{ident}` {clause.version} · {clause.kind}", ""]
    for language in LANGUAGES:
        lines += [f"## {_NAMES[language]}", "", clause.purpose[language], "", *_elements(library, ident, language)]
    return "\n".join(lines).rstrip() + "\n"


def _elements(library: Library, ident: str, language: str) -> Iterator[str]:
    clause, words = library.clause(ident), _HEAD[language]
    if clause.elements:
        yield from (f"### {words[0]}", "", f"| {' | '.join(words[1:5])} |", "|---|---|---|---|")
        for e in clause.elements:
            cells = (f"{e.title[language]} (`{e.id}`)", e.expects[language], e.why[language], e.severity.missing)
            yield f"| {' | '.join(_cell(c) for c in cells)} |"
        yield ""
    if clause.parameters:
        yield from (f"### {words[5]}", "")
        yield from (f"- `{p.id}`: {p.label[language]}{_limits(p)}" for p in clause.parameters)
        yield ""
    legal = sorted({*clause.legal, *(r for e in clause.elements for r in e.legal)} & set(library.legal))
    if legal:
        yield from (f"### {words[6]}", "")
        records = (library.legal[r] for r in legal)
        yield from (
            f"- {r.reference[language]} ({r.verification}, {r.checked_on}): {r.gist[language]}" for r in records
        )
        yield ""
    if clause.guidance:
        yield from (f"### {words[7]}", "", clause.guidance[language], "")
    yield from ("```markdown", *(_source(library, ident, language)), "```", "")


def _source(library: Library, ident: str, language: str) -> Iterator[str]:
    for block in library.folders[ident].wordings[language].blocks:
        marks = [*(f"@{v}" for v in block.variants), *(f"/{law}" for law in block.laws)]
        yield f"## {' '.join([', '.join(block.elements) or '-', *marks])}"
        yield block.source
        yield ""


def type_page(library: Library, ident: str) -> str:
    """The page of an alliance type or document: what it is, its figures with their source, its matrix row."""
    kind = library.kinds[ident]
    lines = [f"# {kind.title.fr} / {kind.title.en}", "", f"`{ident}` · {kind.code} · {kind.kind}", ""]
    for language in LANGUAGES:
        lines += [f"## {_NAMES[language]}", "", kind.what[language], ""]
        lines += [text[language] + "\n" for text in (kind.nature, kind.reasoning) if text]
        if kind.seed:
            figures = ", ".join(f"{name} {value}" for name, value in kind.seed.figures.items())
            lines += [f"{kind.seed.source[language]}: {figures}", ""]
    lines += ["| Clause | fr | en | |", "|---|---|---|---|"]
    for clause, status in kind.matrix.items():
        title = library.clause(clause).title
        lines.append(f"| [`{clause}`](../clauses/{clause}.md) | {_cell(title.fr)} | {_cell(title.en)} | {status} |")
    return "\n".join(lines).rstrip() + "\n"


def pages(library: Library) -> dict[str, str]:
    """Every page by its path below docs/."""
    found = {f"clauses/{ident}.md": clause_page(library, ident) for ident in library.folders}
    return found | {f"types/{ident}.md": type_page(library, ident) for ident in library.kinds}


def _limits(parameter: Parameter) -> str:
    facts: list[str] = [parameter.type]
    if parameter.min is not None or parameter.max is not None:
        facts.append(f"{'' if parameter.min is None else f'{parameter.min:g}'}..{parameter.max or 0:g}")
    if parameter.unit:
        facts.append(parameter.unit)
    if parameter.default is not None:
        facts.append(f"= {parameter.default}")
    return f" ({', '.join(facts)})"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ").strip()
