"""The loaded library: every record under its id, frozen."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from clausekit.library.parameters import Parameter
from clausekit.library.questions import Advice
from clausekit.library.records import (
    AllianceType,
    Clause,
    Element,
    LegalReference,
    OutlinePart,
    Pack,
    Phrases,
    Trigger,
)
from clausekit.library.risks import CrossRule, Trap
from clausekit.library.shelf import Shelf
from clausekit.library.wording import OwnWording, Wording


@dataclass(frozen=True, slots=True)
class ClauseFolder:
    """A clause with its wording in each language and the text of its cases."""

    clause: Clause
    wordings: Mapping[str, Wording]
    cases: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class Library:
    """All that generate and audit know about clauses and types; made by `load_library`."""

    folders: Mapping[str, ClauseFolder]
    types: Mapping[str, AllianceType]
    vocabulary: Mapping[str, Phrases]
    triggers: Mapping[str, Trigger]
    legal: Mapping[str, LegalReference]
    traps: Mapping[str, Trap]
    outline: tuple[OutlinePart, ...]
    common_parameters: tuple[Parameter, ...]
    cross_rules: Mapping[str, CrossRule] = field(default_factory=dict)
    risk_cases: Mapping[str, str] = field(default_factory=dict)
    packs: tuple[Pack, ...] = ()
    advice: Advice = field(default_factory=Advice)
    documents: Mapping[str, AllianceType] = field(default_factory=dict)  # letters and charters, apart from types
    own_wordings: Mapping[str, Mapping[str, Mapping[str, OwnWording]]] = field(default_factory=dict)
    fingerprint: str = ""
    shelf: Shelf | None = field(default=None, compare=False, repr=False)  # where what is made of it may be kept
    cache: dict[str, object] = field(default_factory=dict, compare=False, repr=False)

    @property
    def clauses(self) -> dict[str, Clause]:
        return {ident: folder.clause for ident, folder in self.folders.items()}

    def clause(self, ident: str) -> Clause:
        """The clause with this id; KeyError when the library has none."""
        return self.folders[ident].clause

    def element(self, ident: str) -> tuple[Clause, Element]:
        """Clause and element of a full id such as `pilot_test.duration`; KeyError when there is none."""
        clause_id, _, name = ident.rpartition(".")
        clause = self.clause(clause_id)
        return clause, clause.element(name)

    def kind(self, ident: str) -> AllianceType | None:
        """The alliance type or document with this id, None when there is neither."""
        return self.types.get(ident) or self.documents.get(ident)

    @property
    def kinds(self) -> dict[str, AllianceType]:
        """Everything that can be generated: types, then documents."""
        return {**self.types, **self.documents}

    def own(self, kind: str, ident: str, language: str) -> OwnWording | None:
        """The wording that a type or document brings for a clause, None when it prints the clause's own."""
        return self.own_wordings.get(kind, {}).get(ident, {}).get(language)

    def asked(self, kind: str, ident: str) -> frozenset[str] | None:
        """The elements a document asks of a clause it words itself; None: all that apply."""
        own = self.own(kind, ident, "fr")
        if own is None or kind not in self.documents:
            return None
        return frozenset(name for block in own.wording.blocks for name in block.elements)

    def parameters(self, clause_ids: tuple[str, ...]) -> dict[str, Parameter]:
        """Common parameters, then those of the clauses named, by id."""
        found = {parameter.id: parameter for parameter in self.common_parameters}
        for ident in clause_ids:
            found.update({parameter.id: parameter for parameter in self.clause(ident).parameters})
        return found


def fingerprint(texts: Mapping[str, str]) -> str:
    """Twelve hexadecimal digits over every file that was loaded."""
    digest = hashlib.sha256()
    for path in sorted(texts):
        digest.update(f"{path}\0{texts[path]}\0".encode())
    return digest.hexdigest()[:12]
