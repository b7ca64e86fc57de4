"""The records every other record is made of, and the parameters that answers set and wording prints."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Language = Literal["fr", "en"]
Law = Literal["fr", "ew", "neutral"]
VariantName = Literal["protective", "balanced", "light"]
SeverityName = Literal["critical", "major", "minor", "info"]
Status = Literal["mandatory", "recommended", "optional", "not_applicable", "conditional"]
Ident = Annotated[str, StringConstraints(pattern=r"^([ga]\.)?[a-z][a-z0-9_]*$", max_length=60)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
TriggerId = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z_]*$", max_length=40)]


class Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, defer_build=True)


class Bilingual(Record):
    """The same thing said in both languages."""

    fr: str
    en: str

    def __getitem__(self, language: str) -> str:
        return self.fr if language == "fr" else self.en


class Choice(Record):
    """A value of an enum parameter, with the words it prints."""

    fr: str
    en: str
    cell: str = ""  # what a table's cell prints instead: `{party_a}`, `{party_b}`
    warn: str | None = None  # a trap id

    def __getitem__(self, language: str) -> str:
        return self.fr if language == "fr" else self.en


class Bounds(Record):
    default: Any = None
    min: float | None = None
    max: float | None = None


class Parameter(Record):
    """A value that the answers may set and the wording prints."""

    id: Name
    type: Literal["int", "float", "bool", "text", "date", "money", "percent", "enum", "set", "list", "party"]
    label: Bilingual
    heading: Bilingual | None = None  # of a table's column, `{party_a}` and `{party_b}` for the parties' names
    unit: str | None = None
    default: Any = None
    default_from: Name | None = None
    required: bool = False
    min: float | None = None
    max: float | None = None
    min_items: int | None = None
    max_items: int | None = None
    values: dict[str, Choice] = Field(default_factory=dict)
    locked: tuple[str, ...] = ()  # members of a set that cannot be left out
    fields: tuple[Parameter, ...] = ()  # of a list item or a party
    by_type: dict[Name, Bounds] = Field(default_factory=dict)
    by_variant: dict[VariantName, Any] = Field(default_factory=dict)  # defaults of the variants of its clause
    sum_with: tuple[Name, ...] = ()  # together with these, at most `sum_max`
    sum_max: float | None = None
    note: Bilingual | None = None
