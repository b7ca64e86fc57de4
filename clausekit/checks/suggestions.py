"""Our own wording as advice: a text depends on library, type, language and law, never on the contract, so it is made
once and kept on the library's shelf."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from clausekit.findings import Suggestion
from clausekit.library.library import Library
from clausekit.library.records import Clause

_MOST = 6000  # characters


@dataclass(slots=True)
class Suggestions:
    """What has been worded so far for a type, language and law: `clause/element` -> text."""

    library: Library
    kind: str
    language: str
    law: str
    made: dict[str, str]
    values: Mapping[str, Any] | None = None
    grown: bool = False

    def of(self, clause: Clause, element: str = "") -> Suggestion | None:
        """The library's wording of a clause or element, in the contract's language, blanks in brackets."""
        record = self.library.kind(self.kind)
        usual = record.default_variant if record else "balanced"
        variant = clause.variant(usual, self.kind)
        key = f"{clause.id}/{element}"
        text = self.made.get(key)
        if text is None:
            self.grown = True
            text = self.made[key] = self._worded(clause, element, variant, usual)
        return Suggestion(clause.id, variant, text) if text else None

    def _worded(self, clause: Clause, element: str, variant: str, usual: str) -> str:
        from clausekit.drafting.suggest import suggestion
        from clausekit.library.answers import Answers, Resolver

        if self.values is None:
            record = self.library.kind(self.kind)
            parameters = self.library.parameters(tuple(self.library.folders))
            variants = dict.fromkeys(parameters, usual)
            resolver = Resolver(self.library, Answers({}), self.kind, self.language, variants=variants)
            self.values = resolver.values(parameters, record.defaults if record else {})
        return suggestion(
            self.library, clause.id, language=self.language, law=self.law, variant=variant, values=self.values,
            only=element,
        )[:_MOST]  # fmt: skip

    @property
    def _name(self) -> str:
        return f"advice.{self.kind}.{self.language}.{self.law}"

    def keep(self) -> None:
        """Leave what is new for the next run; what it was made of is let go."""
        if self.grown and self.library.shelf:
            self.library.shelf.put(self._name, json.dumps(self.made, ensure_ascii=False).encode())
        self.grown, self.values = False, None

    def fetch(self) -> Suggestions:
        """With what an earlier run left, if anything."""
        data = self.library.shelf.get(self._name) if self.library.shelf else None
        try:
            kept = json.loads(data) if data else {}
        except ValueError:
            kept = {}
        self.made.update(kept if isinstance(kept, dict) else {})
        return self


def suggestions(library: Library, *, kind: str, language: str, law: str) -> Suggestions:
    """The wordings for a type, language and law; one object for each as long as the library is in memory."""
    key = f"advice:{kind}:{language}:{law}"
    found = library.cache.get(key)
    if not isinstance(found, Suggestions):
        found = library.cache[key] = Suggestions(library, kind, language, law, {}).fetch()
    return found
