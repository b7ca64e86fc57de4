"""The cards of the mechanical rules: what each says in a finding and in `explain`, in both languages."""

from __future__ import annotations

import json
from functools import lru_cache

from pydantic import Field, ValidationError

from clausekit.errors import LibraryError
from clausekit.library.parameters import Bilingual, Name, Record, SeverityName
from clausekit.library.places import data_folder
from clausekit.library.shelf import Shelf

_NAME = "rules"


class RuleCard(Record):
    """A rule of the document itself; `title` and `messages` are the titles of its findings, with {values}."""

    id: Name
    severity: SeverityName | None = None  # none: it follows the element and the alliance type
    name: Bilingual
    title: Bilingual
    messages: dict[Name, Bilingual] = Field(default_factory=dict)
    does: Bilingual
    expected: Bilingual
    why: Bilingual
    example: Bilingual
    guide: Bilingual
    legal: tuple[str, ...] = ()
    cross_rule: str = ""  # the rule of the specification it carries out: X-REF

    def message(self, name: str, language: str) -> str:
        return (self.title if name == "title" else self.messages[name])[language]


@lru_cache(maxsize=1)
def cards() -> dict[str, RuleCard]:
    """Every card by rule id, read once. Raises `LibraryError` with file and line when the file is wrong."""
    from clausekit.library.faults import faults_of
    from clausekit.library.source import read_source

    path = data_folder("clause_library") / "rules.yaml"
    source = read_source(path, shown="clause_library/rules.yaml")
    try:
        found = [RuleCard.model_validate(item) for item in source.data]
    except ValidationError as error:
        raise LibraryError("The rules have faults:", faults=faults_of(error, source, RuleCard)) from error
    return {item.id: item for item in found}


def card(rule: str, *, shelf: Shelf | None = None) -> RuleCard:
    """The card of a rule; KeyError for a rule that has none. From the shelf of the library, when it has one."""
    if shelf is not None:
        try:
            return RuleCard.model_validate_json(_kept(shelf)[rule])
        except ValueError:
            pass  # damaged: made anew
    return cards()[rule]


@lru_cache(maxsize=4)
def _kept(shelf: Shelf) -> dict[str, str]:
    """The cards as an earlier run left them, each as JSON; left for the next run when none did."""
    try:
        found = json.loads(shelf.get(_NAME) or b"")
    except ValueError:
        found = None
    if isinstance(found, dict):
        return found
    made = {rule: found.model_dump_json() for rule, found in cards().items()}
    shelf.put(_NAME, json.dumps(made, ensure_ascii=False).encode())
    return made
