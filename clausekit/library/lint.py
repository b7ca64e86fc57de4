"""The library's own promises, kept by `clauses check`: what loads may still not be fit to sign or to audit with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain

from clausekit.errors import Fault
from clausekit.library import lintwording
from clausekit.library.library import ClauseFolder, Library
from clausekit.library.lintwording import LANGUAGES, printed
from clausekit.library.matrix import statuses
from clausekit.library.parameters import Parameter
from clausekit.library.records import Term
from clausekit.library.source import Source
from clausekit.library.typography import typeset
from clausekit.library.wording import WordingBlock

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_CASE = re.compile(r"^## (fr|en) (\S+) ", re.M)
_HERE = re.compile(r"présent article|this article", re.I)
_Where = tuple[str | int, ...]


def check(library: Library, sources: Mapping[str, Source]) -> list[Fault]:
    """Every promise that a clause breaks, with the file and the line where it stands."""
    faults: list[Fault] = []
    for folder in library.folders.values():
        source = sources.get(folder.path)
        for where, message in chain(
            _parameters(folder), _terms(library, folder), _said(folder), _links(library, folder)
        ):
            faults.append(Fault(folder.path, source.line(where) if source else 0, message))
        faults += _untermed(library, folder)
        faults += _uncased(folder)
        faults += lintwording.references(library, folder)
        faults += lintwording.parity(folder)
        for language, wording in folder.wordings.items():
            faults += lintwording.signs(wording, language)
    for documents in library.own_wordings.values():
        for own in documents.values():
            for language, text in own.items():
                faults += lintwording.signs(text.wording, language)
    return list(dict.fromkeys(faults))


# -- parameters --------------------------------------------------------------------------------


def _parameters(folder: ClauseFolder) -> Iterator[tuple[_Where, str]]:
    for n, parameter in enumerate(folder.clause.parameters):
        for message in _loose(parameter):
            yield ("parameters", n), f"the parameter {parameter.id!r} {message}"
        for m, item in enumerate(parameter.fields):
            for message in _loose(item):
                yield ("parameters", n, "fields", m), f"the field {parameter.id}.{item.id} {message}"


def _loose(parameter: Parameter) -> Iterator[str]:
    """Without limits any answer is taken: what is measured has a least and a most, a list a length, a choice words."""
    measured = parameter.type in ("int", "float", "percent")
    own = parameter.by_type.values()
    if measured and parameter.min is None and not (own and all(b.min is not None for b in own)):
        yield "has no `min`"
    if measured and parameter.max is None and not (own and all(b.max is not None for b in own)):
        yield "has no `max`"
    if parameter.type == "list" and parameter.max_items is None:
        yield "has no `max_items`"
    if parameter.type in ("enum", "set") and not parameter.values:
        yield "has no `values`"
    if measured:
        given = [("default", parameter.default), *((f"by_variant.{v}", d) for v, d in parameter.by_variant.items())]
        for name, value in given:
            if _outside(value, parameter.min, parameter.max):
                yield f"has a {name} out of its range: {value}"
        for kind, bounds in parameter.by_type.items():
            least = parameter.min if bounds.min is None else bounds.min
            most = parameter.max if bounds.max is None else bounds.max
            if _outside(bounds.default, least, most):
                yield f"has a default for {kind} out of its range: {bounds.default}"
    if parameter.type == "enum" and isinstance(parameter.default, str) and parameter.default not in parameter.values:
        yield f"has a default that is none of its values: {parameter.default}"


def _outside(value: object, least: float | None, most: float | None) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return (least is not None and value < least) or (most is not None and value > most)


# -- terms -------------------------------------------------------------------------------------


def forms(term: Term, language: str) -> list[str]:
    """The term as it may be written: as defined, in the other number, or in a form it names."""
    word = term.term[language]
    return [word, *(str(other) for other in term.also[language])]


def _terms(library: Library, folder: ClauseFolder) -> Iterator[tuple[_Where, str]]:
    """A term that no text uses where it is defined makes its reader look for what is not there."""
    variants = tuple(folder.clause.variants) or ("balanced",)
    for language, wording in folder.wordings.items() if folder.clause.terms else ():
        said = {
            variant: typeset(" ".join(b.source for b in printed(wording, variant)), language)
            .casefold()
            .replace("**", "")
            for variant in variants
        }
        for n, term in enumerate(folder.clause.terms):
            words = [typeset(word, language).casefold() for word in forms(term, language)]
            for variant in term.variants or variants:
                if not any(word in said[variant] or word in _elsewhere(library, language, folder) for word in words):
                    yield ("terms", n), f"the term {term.term[language]!r} is defined and not used @{variant}"


def _elsewhere(library: Library, language: str, but: ClauseFolder) -> str:
    """What all other clauses say."""
    texts = [
        block.source
        for folder in library.folders.values()
        if folder is not but and language in folder.wordings
        for block in folder.wordings[language].blocks
    ]
    return typeset(" ".join(texts), language).casefold()


def _untermed(library: Library, folder: ClauseFolder) -> Iterator[Fault]:
    """Bold words within a sentence are a defined term: the definitions have them, unless it holds for one article."""
    terms = [term for clause in library.clauses.values() for term in clause.terms]
    for language, wording in folder.wordings.items():
        by_variant = {v: printed(wording, v) for v in folder.clause.variants or ("balanced",)}
        for block in wording.blocks:
            variants = [variant for variant, blocks in by_variant.items() if block in blocks]
            for line, sentence, word in _bold(block):
                same = typeset(word, language).casefold()
                own = [t for t in terms if same in (typeset(form, language).casefold() for form in forms(t, language))]
                missed = [v for v in variants if not any(v in (t.variants or variants) for t in own)]
                if missed and not _HERE.search(sentence) and folder.clause.kind != "companion":
                    yield Fault(wording.path, line, f"the term {word!r} is not among `terms` (@{', @'.join(missed)})")


def _bold(block: WordingBlock) -> Iterator[tuple[int, str, str]]:
    """Line, its text, and the words in bold that do not head a paragraph."""
    for number, line in enumerate(block.source.splitlines(), block.line + 1):
        for match in _BOLD.finditer(line):
            if not match[1].endswith((".", ":")) and "{" not in match[1]:
                yield number, line, match[1].strip()


# -- what a reader of reports is told, cases, links -----------------------------------------------


def _said(folder: ClauseFolder) -> Iterator[tuple[_Where, str]]:
    """Words never said to the reader of a report."""
    clause = folder.clause
    for language in LANGUAGES:
        for message in lintwording.forbidden(clause.guidance[language] if clause.guidance else "", language):
            yield ("guidance",), message
        for n, element in enumerate(clause.elements):
            for key, text in (("title", element.title), ("expects", element.expects), ("why", element.why)):
                for message in lintwording.forbidden(text[language], language):
                    yield ("elements", n, key, language), message


def _uncased(folder: ClauseFolder) -> Iterator[Fault]:
    """An element that no stranger's wording tries out in a language may never be found in it."""
    tried = {(match[1], match[2]) for match in _CASE.finditer(folder.cases)}
    path = folder.path.rpartition("/")[0] + "/cases.md"
    for element in folder.clause.elements:
        for language in LANGUAGES:
            if (language, element.id) not in tried:
                yield Fault(path, 1, f"the element {element.id!r} has no case in {language!r}")


def _links(library: Library, folder: ClauseFolder) -> Iterator[tuple[_Where, str]]:
    """What a clause needs is a clause, and no type that has the one refuses the other."""
    clause = folder.clause
    for key, ids in (("requires", clause.requires), ("excludes", clause.excludes)):
        for n, ident in enumerate(ids):
            if ident not in library.folders:
                yield (key, n), f"{key}: there is no clause {ident!r}"
    for kind in library.types:
        row = statuses(library, kind, library.triggers)
        if row.get(clause.id) not in ("mandatory", "recommended"):
            continue
        for variant in {clause.variant(wanted, kind) for wanted in ("protective", "balanced", "light")}:
            for needed in clause.required(variant):
                if row.get(needed) == "not_applicable":
                    yield ("requires",), f"{kind} @{variant}: {needed!r} is required and does not apply to that type"
        for other in clause.excludes:
            if row.get(other) in ("mandatory", "recommended"):
                yield ("excludes",), f"{kind}: has {other!r} as well, which this clause excludes"
