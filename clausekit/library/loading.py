"""Load the library and packs: every fault of every file at once, with file and line, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from clausekit.errors import Fault, LibraryError
from clausekit.library import crosscheck, lint
from clausekit.library.faults import faults_of
from clausekit.library.library import ClauseFolder, Library, fingerprint
from clausekit.library.parameters import Parameter
from clausekit.library.places import MAX_BYTES, data_folder
from clausekit.library.questions import Advice
from clausekit.library.records import AllianceType, Clause, LegalReference, OutlinePart, Pack, Phrases, Trigger
from clausekit.library.risks import CrossRule, Trap
from clausekit.library.source import Source, SourceFault, read_source
from clausekit.library.wording import OwnWording, Wording, parse_document, parse_wording

_Model = TypeVar("_Model", bound=BaseModel)
TO_FILL = ("<fill in:", "<à remplir :")  # what `clauses new` writes where the author is to write
LANGUAGES = ("fr", "en")
RISKS = ("traps", "cross_rules")  # each with a file NAME.yaml and cases in NAME.cases.md


@dataclass(slots=True)
class _Loader:
    """What has been read so far, and what was wrong with it."""

    faults: list[Fault] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    pack: str = ""  # the folder of the pack being read, so that its files are told from the house's

    def shown(self, root: Path, path: Path) -> str:
        """A file as faults name it."""
        name = f"{root.name}/{path.relative_to(root)}" if path.is_relative_to(root) else str(path)
        return f"{self.pack}/{name}" if self.pack and root.name != self.pack else name

    def source(self, root: Path, path: Path) -> Source | None:
        shown = self.shown(root, path)
        if not path.resolve().is_relative_to(root.resolve()):
            self.faults.append(Fault(shown, 0, "the path leads out of its folder", "copy the file into the pack"))
            return None
        try:
            source = read_source(path, shown=shown)
        except SourceFault as error:
            self.faults.append(error.fault)
            return None
        self._keep(shown, path.read_text(encoding="utf-8-sig"))
        self.sources[shown] = source
        return source

    def record(self, kind: type[_Model], source: Source | None) -> _Model | None:
        if source is None:
            return None
        if not isinstance(source.data, dict):
            self.faults.append(Fault(source.path, 1, "a mapping (key: value) is expected"))
            return None
        try:
            return kind.model_validate(source.data)
        except ValidationError as error:
            self.faults += faults_of(error, source, kind)
            return None

    def mapping(self, kind: type[_Model], source: Source | None) -> dict[str, _Model]:
        """A file that holds many records under their ids."""
        if source is None:
            return {}
        try:
            return TypeAdapter(dict[str, kind]).validate_python(source.data or {})  # type: ignore[valid-type]
        except ValidationError as error:
            self.faults += faults_of(error, source, kind)
            return {}

    def sequence(self, kind: type[_Model], source: Source | None) -> tuple[_Model, ...]:
        if source is None:
            return ()
        try:
            return TypeAdapter(tuple[kind, ...]).validate_python(source.data or [])  # type: ignore[valid-type]
        except ValidationError as error:
            self.faults += faults_of(error, source, kind)
            return ()

    def text(self, root: Path, path: Path) -> str | None:
        shown = self.shown(root, path)
        if not path.is_file():
            return None
        if not path.resolve().is_relative_to(root.resolve()) or path.stat().st_size > MAX_BYTES:
            self.faults.append(Fault(shown, 0, "the file is too large or lies outside its folder"))
            return None
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            self.faults.append(Fault(shown, 0, f"not readable as UTF-8 text: {error}"))
            return None
        self._keep(shown, text)
        return text

    def _keep(self, shown: str, text: str) -> None:
        """Remember a file's text; what `clauses new` left to be filled in is a fault of the file."""
        self.texts[shown] = text
        for number, line in enumerate(text.splitlines() if any(m in text for m in TO_FILL) else (), 1):
            if any(mark in line for mark in TO_FILL):
                self.faults.append(Fault(shown, number, "still to be filled in"))


def load_library(packs: Iterable[str | Path] = ()) -> Library:
    """Load the house library and then each pack folder.

    Takes pack folders (each with `pack.yaml` and the same folders as the house library). Returns the frozen
    `Library`. Raises `LibraryError` listing every fault with file and line; then nothing is loaded.
    """
    loader = _Loader()
    library = _read(loader, data_folder("clause_library"), data_folder("contract_templates"))
    for pack in packs:
        library = _add_pack(loader, library, Path(pack))
    if not loader.faults:
        loader.faults += crosscheck.check(library, loader.sources)
    if loader.faults:
        count = len(loader.faults)
        raise LibraryError(f"The library has {count} fault{'s' if count > 1 else ''}:", faults=sorted(loader.faults))
    return _with(library, fingerprint=fingerprint(loader.texts))


def load_partial(packs: Iterable[str | Path] = ()) -> tuple[Library, tuple[Fault, ...]]:
    """What can be loaded, and every fault of the rest: for those who are writing a clause."""
    loader = _Loader()
    library = _read(loader, data_folder("clause_library"), data_folder("contract_templates"))
    for pack in packs:
        library = _add_pack(loader, library, Path(pack))
    return library, (*loader.faults, *crosscheck.check(library, loader.sources), *lint.check(library, loader.sources))


def _read(loader: _Loader, clauses: Path, templates: Path) -> Library:
    def data(root: Path, name: str) -> Source | None:
        return loader.source(root, root / name) if (root / name).is_file() else None

    kinds = _types(loader, templates)
    return Library(
        folders=_clauses(loader, clauses),
        types={i: k for i, k in kinds.items() if k.kind == "contract"},
        documents={i: k for i, k in kinds.items() if k.kind == "document"},
        own_wordings={i: own for i in kinds if (own := _own_wordings(loader, templates, i))},
        vocabulary=loader.mapping(Phrases, data(clauses, "vocabulary.yaml")),
        triggers={t.id: t for t in loader.sequence(Trigger, data(clauses, "triggers.yaml"))},
        legal={r.id: r for r in loader.sequence(LegalReference, data(clauses, "legal_basis.yaml"))},
        traps={t.id: t for t in loader.sequence(Trap, data(clauses, "traps.yaml"))},
        cross_rules={r.id: r for r in loader.sequence(CrossRule, data(clauses, "cross_rules.yaml"))},
        risk_cases={name: loader.text(clauses, clauses / f"{name}.cases.md") or "" for name in RISKS},
        outline=loader.sequence(OutlinePart, data(templates, "outline.yaml")),
        common_parameters=loader.sequence(Parameter, data(templates, "common.yaml")),
        advice=(loader.record(Advice, s) if (s := data(templates, "recommend.yaml")) else None) or Advice(),
    )


def _folders(root: Path, name: str) -> list[Path]:
    return sorted(path.parent for path in root.glob(f"*/{name}")) if root.is_dir() else []


def _clauses(loader: _Loader, root: Path) -> dict[str, ClauseFolder]:
    found: dict[str, ClauseFolder] = {}
    for folder in _folders(root, "clause.yaml"):
        source = loader.source(root, folder / "clause.yaml")
        clause = loader.record(Clause, source)
        if clause is None or source is None:
            continue
        if clause.id != folder.name:
            loader.faults.append(
                Fault(source.path, source.line(("id",)), f"id {clause.id!r} differs from the folder {folder.name!r}")
            )
        wordings = {
            language: wording
            for language in LANGUAGES
            if (wording := _wording(loader, root, folder / f"{language}.md")) is not None
        }
        cases = loader.text(root, folder / "cases.md") or ""
        found[clause.id] = ClauseFolder(clause, wordings, cases, source.path)
    return found


def _wording(loader: _Loader, root: Path, path: Path) -> Wording | None:
    text = loader.text(root, path)
    shown = loader.shown(root, path)
    if text is None:
        loader.faults.append(Fault(shown, 0, "the wording is missing", "each clause has fr.md and en.md"))
        return None
    wording, faults = parse_wording(text, shown)
    loader.faults += faults
    return wording


def _types(loader: _Loader, root: Path) -> dict[str, AllianceType]:
    found: dict[str, AllianceType] = {}
    for folder in _folders(root, "template.yaml"):
        source = loader.source(root, folder / "template.yaml")
        record = loader.record(AllianceType, source)
        if record is not None and source is not None:
            if record.id != folder.name:
                loader.faults.append(
                    Fault(
                        source.path, source.line(("id",)), f"id {record.id!r} differs from the folder {folder.name!r}"
                    )
                )
            found[record.id] = record
    return found


def _own_wordings(loader: _Loader, root: Path, ident: str) -> dict[str, dict[str, OwnWording]]:
    """Clause id -> language -> wording, from the fr.md and en.md of a type's folder, when it has them."""
    found: dict[str, dict[str, OwnWording]] = {}
    for language in LANGUAGES:
        path = root / ident / f"{language}.md"
        text = loader.text(root, path)
        if text is None:
            continue
        wordings, faults = parse_document(text, loader.shown(root, path))
        loader.faults += faults
        for clause, wording in wordings.items():
            found.setdefault(clause, {})[language] = wording
    return found


def _add_pack(loader: _Loader, library: Library, folder: Path) -> Library:
    if not (folder / "pack.yaml").is_file():
        loader.faults.append(Fault(str(folder), 0, "not a pack: it has no pack.yaml"))
        return library
    pack = loader.record(Pack, loader.source(folder, folder / "pack.yaml"))
    loader.pack = folder.name
    added = _read(loader, folder / "clause_library", folder / "contract_templates")
    loader.pack = ""
    if pack is None:
        return library
    for ident in [*added.folders, *added.kinds]:
        if (ident in library.folders or ident in library.kinds) and ident not in pack.replaces:
            loader.faults.append(
                Fault(f"{folder.name}/pack.yaml", 1, f"{ident!r} exists already", f"say `replaces: [{ident}]`")
            )
    return _with(
        library,
        folders={**library.folders, **added.folders},
        types={**library.types, **added.types},
        documents={**library.documents, **added.documents},
        own_wordings={**library.own_wordings, **added.own_wordings},
        vocabulary={**library.vocabulary, **added.vocabulary},
        triggers={**library.triggers, **added.triggers},
        legal={**library.legal, **added.legal},
        traps={**library.traps, **added.traps},
        cross_rules={**library.cross_rules, **added.cross_rules},
        risk_cases={name: library.risk_cases.get(name, "") + added.risk_cases.get(name, "") for name in RISKS},
        outline=added.outline or library.outline,
        common_parameters=(*library.common_parameters, *added.common_parameters),
        packs=(*library.packs, pack),
        advice=added.advice if added.advice.questions else library.advice,
    )


def _with(library: Library, **changes: Any) -> Library:
    values: Mapping[str, Any] = {name: getattr(library, name) for name in library.__slots__ if name != "cache"}
    return Library(**{**values, **changes})
