"""The cards of the mechanical rules: what each says in a finding and in `explain`, in both languages."""

from __future__ import annotations

from functools import lru_cache

from pydantic import Field, ValidationError

from clausekit.errors import LibraryError
from clausekit.library.faults import faults_of
from clausekit.library.parameters import Bilingual, Name, Record, SeverityName
from clausekit.library.places import data_folder
from clausekit.library.source import read_source


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
    path = data_folder("clause_library") / "rules.yaml"
    source = read_source(path, shown="clause_library/rules.yaml")
    try:
        found = [RuleCard.model_validate(item) for item in source.data]
    except ValidationError as error:
        raise LibraryError("The rules have faults:", faults=faults_of(error, source, RuleCard)) from error
    return {item.id: item for item in found}


def card(rule: str) -> RuleCard:
    """The card of a rule; KeyError for a rule that has none."""
    return cards()[rule]
