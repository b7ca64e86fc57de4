"""The library's word families compiled for one language, under names that say whose they are."""

from __future__ import annotations

from collections.abc import Iterator

from clausekit.language.families import Lexicon
from clausekit.language.phrases import Tables
from clausekit.library.library import Library
from clausekit.library.records import Clause
from clausekit.library.risks import CrossRule, Trap

NEGATION = "v:negation"


def lexicon(library: Library, language: str) -> Lexicon:
    """Every family of the library in a language; compiled once per library."""
    key = f"lexicon:{language}"
    found = library.cache.get(key)
    if not isinstance(found, Lexicon):
        found = library.cache[key] = _kept(library, language)
    return found


def _kept(library: Library, language: str) -> Lexicon:
    """The lexicon on tables that an earlier run left on the library's shelf, if it has one."""
    name = f"words.{language}"
    if library.shelf and (tables := Tables.from_lines(library.shelf.get(name) or b"")):
        return Lexicon(tables=tables)
    made = Lexicon(dict(_families(library, language)))
    if library.shelf:
        library.shelf.put(name, made.tables.to_lines().encode())
    return made


Owner = Clause | Trap | CrossRule  # whose concepts a statement names


def _families(library: Library, language: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, phrases in library.vocabulary.items():
        yield f"v:{name}", phrases[language]
    for ident, clause in library.clauses.items():
        yield f"h:{ident}", (*clause.headings[language], clause.title[language])
        yield f"x:{ident}", clause.not_headings[language]
        for strength in ("strong", "weak"):
            if strength in clause.cues:
                yield f"{strength}:{ident}", clause.cues[strength][language]
        for name, phrases in clause.concepts.items():
            yield f"c:{ident}:{name}", phrases[language]
        for element in clause.elements:
            yield f"k:{ident}:{element.id}", element.cues[language]
        for number, friend in enumerate(clause.false_friends):
            yield f"f:{ident}:{number}", friend.cue[language]
            yield f"n:{ident}:{number}", friend.near[language]
    risks: tuple[Trap | CrossRule, ...] = (*library.traps.values(), *library.cross_rules.values())
    for risk in risks:
        for name, phrases in risk.concepts.items():
            yield f"c:{risk.id}:{name}", phrases[language]


def family(owner: Owner | None, element: str | None, name: str) -> str:
    """The family a statement means by a concept's name: its owner's own first, then the shared vocabulary."""
    if owner is not None and name in owner.concepts:
        return f"c:{owner.id}:{name}"
    if isinstance(owner, Clause):
        if name in ("strong", "weak"):
            return f"{name}:{owner.id}"
        if name == "cues" and element:
            return f"k:{owner.id}:{element}"
    return f"v:{name}"
