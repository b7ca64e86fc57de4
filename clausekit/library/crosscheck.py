"""What one file alone cannot tell: ids that name nothing, concepts without words, wording without parameters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from clausekit.errors import Fault
from clausekit.library import riskcheck
from clausekit.library.faults import nearest
from clausekit.library.library import ClauseFolder, Library
from clausekit.library.records import Clause, Statement
from clausekit.library.source import Source
from clausekit.library.templates import check_template

QUANTITIES = ("duration", "percent", "money", "frequency")
BUILT_IN = ("has", "facts", "party_a", "party_b", "type", "law", "language", "both_parties")


def check(library: Library, sources: Mapping[str, Source]) -> list[Fault]:
    """Every broken link between the library's records, with the line where it stands."""
    faults: list[Fault] = []
    for folder in library.folders.values():
        source = sources.get(folder.path)
        for path, message, hint in _clause(library, folder):
            faults.append(Fault(folder.path, source.line(path) if source else 0, message, hint))
        faults += _wordings(library, folder)
    faults += [Fault(f"types/{ident}", 0, message, hint) for ident, message, hint in _types(library)]
    faults += _own_wordings(library)
    faults += _cycles(library)
    faults += riskcheck.check(library, sources)
    return faults


_Where = tuple[str | int, ...]


def _clause(library: Library, folder: ClauseFolder) -> Iterator[tuple[_Where, str, str]]:
    clause = folder.clause
    for key in ("requires", "excludes", "related", "lookalikes"):
        for i, ident in enumerate(getattr(clause, key)):
            if ident not in library.folders:
                yield (key, i), f"{key}: there is no clause {ident!r}", nearest(ident, library.folders)
    for i, ident in enumerate(clause.legal):
        if library.legal and ident not in library.legal:
            yield ("legal", i), f"unknown legal reference {ident!r}", nearest(ident, library.legal)
    for i, statement in enumerate(clause.says):
        yield from _statement(library, clause, statement, ("says", i), None)
    seen: set[str] = set()
    for i, element in enumerate(clause.elements):
        if element.id in seen:
            yield ("elements", i, "id"), f"the element {element.id!r} stands twice", ""
        seen.add(element.id)
        for j, ident in enumerate(element.legal):
            if library.legal and ident not in library.legal:
                yield ("elements", i, "legal", j), f"unknown legal reference {ident!r}", nearest(ident, library.legal)
        if element.applies.trigger and element.applies.trigger not in library.triggers:
            yield ("elements", i, "applies"), f"unknown trigger {element.applies.trigger!r}", ""
        if not element.says and not element.parts:
            yield ("elements", i), f"the element {element.id!r} has neither `says` nor `parts`", ""
        if element.parts and not element.need:
            yield ("elements", i), f"the element {element.id!r} has parts and no `need`", ""
        for j, statement in enumerate(element.says):
            yield from _statement(library, clause, statement, ("elements", i, "says", j), element.id)
        for name, part in element.parts.items():
            for j, statement in enumerate(part.says):
                yield from _statement(library, clause, statement, ("elements", i, "parts", name, "says", j), element.id)


def _statement(
    library: Library, clause: Clause, statement: Statement, where: _Where, element: str | None
) -> Iterator[tuple[_Where, str, str]]:
    known = {*clause.concepts, *library.vocabulary, *QUANTITIES, "strong", "weak"}
    if element:
        known.add("cues")
    if not statement.all and not statement.any and not set(statement.under) - {"self"}:
        yield where, "a statement needs `all`, `any`, or `under` with the words of a heading", ""
    for name in (*statement.all, *statement.any, *statement.none, *([statement.of] if statement.of else [])):
        if name not in known:
            yield where, f"unknown concept {name!r}", nearest(name, known)
    for name in statement.under:
        if name != "self" and name not in known:
            yield where, f"unknown heading family {name!r}", nearest(name, known)


def _wordings(library: Library, folder: ClauseFolder) -> Iterator[Fault]:
    names = {element.id for element in folder.clause.elements}
    required = {element.id for element in folder.clause.elements if not element.optional}
    parameters = {p.id for p in library.common_parameters} | {p.id for p in folder.clause.parameters}
    others = {p.id for f in library.folders.values() for p in f.clause.parameters}
    written: dict[str, set[str]] = {}
    for language, wording in folder.wordings.items():
        written[language] = {element for block in wording.blocks for element in block.elements}
        for block in wording.blocks:
            for element in block.elements:
                if element not in names:
                    yield Fault(wording.path, block.line, f"unknown element {element!r}", nearest(element, names))
            yield from check_template(
                block.source, path=wording.path, line=block.line + 1, names=[*parameters, *others, *BUILT_IN]
            )
        for element in sorted(required - written[language]):
            yield Fault(wording.path, 0, f"the element {element!r} has no wording")


def _types(library: Library) -> Iterator[tuple[str, str, str]]:
    for ident, kind in library.kinds.items():
        for clause in kind.matrix:
            if clause not in library.folders:
                yield ident, f"matrix: there is no clause {clause!r}", nearest(clause, library.folders)
        placed = {clause for part in (kind.outline or library.outline) for clause in part.clauses}
        for clause in kind.matrix:
            if clause in library.folders and clause not in placed:
                yield ident, f"the outline has no place for {clause!r}", ""
        known = library.parameters(tuple(library.folders))
        for name in kind.defaults:
            if name not in known:
                yield ident, f"defaults: unknown parameter {name!r}", nearest(name, known)


def _own_wordings(library: Library) -> Iterator[Fault]:
    """What a type's own fr.md and en.md say of clauses and elements that there are."""
    names = [*library.parameters(tuple(library.folders)), *BUILT_IN]
    for kind, clauses in library.own_wordings.items():
        for ident, own in clauses.items():
            wording = next(iter(own.values())).wording
            if ident not in library.folders or ident not in library.kinds[kind].matrix:
                hint = nearest(ident, library.kinds[kind].matrix)
                yield Fault(wording.path, 0, f"no clause {ident!r} in the matrix of {kind}", hint)
                continue
            for language in {"fr", "en"} - set(own):
                yield Fault(wording.path, 0, f"{ident!r} has no wording in {language}.md")
            elements = {e.id for e in library.clause(ident).elements}
            for block in [block for item in own.values() for block in item.wording.blocks]:
                path = next(o.wording.path for o in own.values() if block in o.wording.blocks)
                for name in (n for n in block.elements if n not in elements):
                    yield Fault(path, block.line, f"unknown element {name!r}", nearest(name, elements))
                yield from check_template(block.source, path=path, line=block.line + 1, names=names)


def _cycles(library: Library) -> Iterator[Fault]:
    """A chain of `requires` that comes back to its beginning: no reader could say which clause asks for the other."""
    reported: set[frozenset[str]] = set()
    for ident, folder in library.folders.items():
        chain = _way_back(library, ident)
        if chain and frozenset(chain) not in reported:
            reported.add(frozenset(chain))
            yield Fault(folder.path, 0, f"requires: {' → '.join([*chain, ident])} goes round in a circle")


def _way_back(library: Library, ident: str) -> list[str]:
    """The shortest chain of `requires` from a clause to itself, [] when there is none."""
    queue: list[list[str]] = [[ident]]
    seen: set[str] = set()
    while queue:
        chain = queue.pop(0)
        folder = library.folders.get(chain[-1])
        for other in folder.clause.requires if folder else ():
            if other == ident:
                return chain
            if other not in seen:
                seen.add(other)
                queue.append([*chain, other])
    return []
