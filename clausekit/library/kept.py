"""The library as it was last loaded: as long as no source has changed, its records come from one file of JSON.

Loading from YAML checks every reference and every template; none of that can turn out otherwise for the same bytes.
The texts (wordings, cases) are not kept: they are read from the sources themselves, when somebody asks for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from clausekit.library.library import ClauseFolder, Library
from clausekit.library.parameters import Parameter, Record
from clausekit.library.questions import Advice
from clausekit.library.records import AllianceType, Clause, LegalReference, OutlinePart, Pack, Phrases, Trigger
from clausekit.library.risks import CrossRule, Trap
from clausekit.library.shelf import Shelf, key_of, read_sources
from clausekit.library.wording import OwnWording, Wording, parse_document, parse_wording

_Value = TypeVar("_Value")
_NAME = "library"


class _Kept(Record):
    """All records of a library, and where each text stands in the sources."""

    fingerprint: str
    clauses: dict[str, Clause]
    paths: dict[str, str]
    wordings: dict[str, dict[str, str]]  # clause -> language -> source
    cases: dict[str, str]
    own_wordings: dict[str, dict[str, str]]  # type or document -> language -> source
    risk_cases: dict[str, str]
    types: dict[str, AllianceType]
    documents: dict[str, AllianceType]
    vocabulary: dict[str, Phrases]
    triggers: dict[str, Trigger]
    legal: dict[str, LegalReference]
    traps: dict[str, Trap]
    cross_rules: dict[str, CrossRule]
    outline: tuple[OutlinePart, ...]
    common_parameters: tuple[Parameter, ...]
    packs: tuple[Pack, ...]
    advice: Advice


_SAME = tuple(name for name in _Kept.model_fields if name in {field.name for field in fields(Library)})
_SAME = tuple(name for name in _SAME if name != "own_wordings")


def load_kept(packs: Iterable[str | Path] = (), *, folder: Path) -> Library:
    """Load the library as `load_library` does, keeping in `folder` what was made of its sources.

    Takes pack folders and the folder to keep things in, made when it is missing. Returns the same `Library` as
    `load_library`. Raises `LibraryError` as that does.
    """
    paths = [Path(pack) for pack in packs]
    sources = read_sources(paths)
    if sources is None:
        return _load(paths)
    shelf = Shelf(folder, key_of(sources))
    found = shelf.get(_NAME)
    library = _restored(found, sources) if found else None
    if library is None:
        library = _load(paths)
        data = _packed(library, sources)
        if data is not None and _restored(data, sources) == library:
            shelf.put(_NAME, data)
    return replace(library, shelf=shelf, cache={})


def _load(paths: list[Path]) -> Library:
    from clausekit.library.loading import load_library

    return load_library(paths)


def _packed(library: Library, sources: Mapping[str, bytes]) -> bytes | None:
    kept = _Kept.model_construct(
        clauses=library.clauses,
        paths={ident: folder.path for ident, folder in library.folders.items()},
        wordings={i: {lang: w.path for lang, w in f.wordings.items()} for i, f in library.folders.items()},
        cases={i: name for i, f in library.folders.items() if (name := _beside(f.path, "cases.md")) in sources},
        own_wordings={
            kind: {lang: own.wording.path for pair in clauses.values() for lang, own in pair.items()}
            for kind, clauses in library.own_wordings.items()
        },
        **{name: getattr(library, name) for name in _SAME},
    )
    return kept.model_dump_json(by_alias=True, exclude_defaults=True).encode()


def _beside(path: str, name: str) -> str:
    return f"{path.rpartition('/')[0]}/{name}"


def _restored(data: bytes, sources: Mapping[str, bytes]) -> Library | None:
    """The library in what was kept; None when it is damaged."""
    try:
        kept = _Kept.model_validate_json(data)
        folders = {
            ident: ClauseFolder(
                clause, _Later(kept.wordings[ident], sources, _wording),
                _text(sources[kept.cases[ident]]) if ident in kept.cases else "", kept.paths[ident],
            ) for ident, clause in kept.clauses.items()
        }  # fmt: skip
        own = _Later(kept.own_wordings, sources, _own_wordings)
        return Library(folders=folders, own_wordings=own, **{name: getattr(kept, name) for name in _SAME})
    except (ValidationError, KeyError, UnicodeDecodeError):
        return None


class _Later(Mapping[str, _Value], Generic[_Value]):
    """A mapping whose values are made from the sources when they are first asked for; picklable."""

    def __init__(
        self, names: Mapping[str, Any], sources: Mapping[str, bytes], make: Callable[[Any, Mapping[str, bytes]], _Value]
    ) -> None:
        self._names = names
        self._sources = sources
        self._make = make
        self._made: dict[str, _Value] = {}

    def __getitem__(self, key: str) -> _Value:
        if key not in self._made:
            self._made[key] = self._make(self._names[key], self._sources)
        return self._made[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def _text(data: bytes) -> str:
    """A source as `Path.read_text` gives it."""
    return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")


def _wording(name: str, sources: Mapping[str, bytes]) -> Wording:
    return parse_wording(_text(sources[name]), name)[0]


def _own_wordings(names: Mapping[str, str], sources: Mapping[str, bytes]) -> dict[str, dict[str, OwnWording]]:
    found: dict[str, dict[str, OwnWording]] = {}
    for language, name in names.items():
        for clause, wording in parse_document(_text(sources[name]), name)[0].items():
            found.setdefault(clause, {})[language] = wording
    return found
