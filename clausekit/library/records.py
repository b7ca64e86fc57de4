"""The records of the data room: what a lawyer may write in clause.yaml, template.yaml and their neighbours."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from clausekit.library.parameters import (
    Bilingual,
    Ident,
    Law,
    Name,
    Parameter,
    Record,
    SeverityName,
    Status,
    TriggerId,
    VariantName,
)
from clausekit.library.questions import Suits


class Phrases(Record):
    """A word family: phrases and stems (`resili*`), without accents, `…` for a gap of at most 8 words."""

    fr: tuple[str, ...] = ()
    en: tuple[str, ...] = ()

    def __getitem__(self, language: str) -> tuple[str, ...]:
        return self.fr if language == "fr" else self.en


class Statement(Record):
    """What must stand together in one sentence for it to count (design: concepts, statements, evidence)."""

    all: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    none: tuple[str, ...] = Field(default=(), alias="not")
    order: bool = False  # the concepts of `all` stand in this order
    near: int | None = Field(default=None, ge=1, le=80)  # all of them within so many words
    limb: bool = False  # `not` counts only in the limb of a long sentence where the statement stands
    under: tuple[str, ...] = ()  # "self" = the clause's own article, or heading families
    measure: Literal["duration", "percent", "money", "frequency"] | None = None
    of: str | None = None  # the concept the measured value stands nearest to; default: the first of `all`
    rows: int | None = Field(default=None, ge=1)  # a table header with at least so many rows below it
    gives: Literal["satisfied", "partial", "contradicted"] = "satisfied"
    weight: Literal["strong", "weak"] = "strong"
    polarity: Literal["asserted", "free"] = "asserted"  # asserted: a negation just before the head cancels it
    filled: bool = False  # a blank is a gap even where a signature block expects blanks


class Tier(Record):
    """A measured value beyond a limit, and how grave that is; the first tier that matches wins."""

    gt: float | None = None
    lt: float | None = None
    severity: SeverityName
    except_types: tuple[Name, ...] = ()


class Range(Record):
    """Limits of a measured value, in `unit`; ±5 % tolerance at the limits (spec 0.6)."""

    unit: Literal["months", "days", "percent"]
    min: float | None = None
    max: float | None = None
    allowed: tuple[float, ...] = ()
    min_by_type: dict[Name, float] = Field(default_factory=dict)
    tiers: tuple[Tier, ...] = ()


class Severities(Record):
    missing: SeverityName
    contradicted: SeverityName | None = None
    missing_by_type: dict[Name, SeverityName] = Field(default_factory=dict)
    by_trigger: dict[TriggerId, dict[Literal["missing", "contradicted"], SeverityName]] = Field(default_factory=dict)


class Applies(Record):
    """When an element applies; every condition named must hold."""

    trigger: TriggerId | None = None
    governing_law: Law | None = None
    types: tuple[Name, ...] = ()


class PartRecord(Record):
    """One aspect of an element that asks for several."""

    says: tuple[Statement, ...]
    label: Bilingual | None = None


class Need(Record):
    """How many parts satisfy the element; fewer, but one or more, make it partial."""

    at_least: int = Field(ge=1)
    among: tuple[Name, ...] = ()  # parts that must be there in any case


class Element(Record):
    """A required element of a clause: the unit of the checklist (spec 0.2)."""

    id: Name
    origin: Literal["seed", "law", "expert"]
    title: Bilingual
    expects: Bilingual  # what satisfies it, in words for the reader of a report
    why: Bilingual
    severity: Severities
    applies: Applies = Applies()
    says: tuple[Statement, ...] = ()
    parts: dict[Name, PartRecord] = Field(default_factory=dict)
    need: Need | None = None
    range: Range | None = None
    cues: Phrases = Phrases()
    legal: tuple[str, ...] = ()
    traps: tuple[str, ...] = ()
    human_check: bool = False
    optional: bool = False  # worth knowing when it is there; its absence is no gap, and our own wording may be silent
    shows: bool = True  # found under the clause's heading, it shows that the clause is there

    def needed(self, kind: str) -> bool:
        """Whether a clause of this kind is complete only with the element (spec 0.2); general ones have no seed."""
        return self.origin in ("seed", "law") or (kind != "core" and self.severity.missing in ("critical", "major"))


class FalseFriend(Record):
    """Words that look like the clause and are not: `cue` does not count in a sentence that has `near`.

    Without `near` the cue never counts.
    """

    cue: Phrases
    near: Phrases = Phrases()
    why: str = ""


class Term(Record):
    """A defined term that the clause introduces; `meaning` is wording (references allowed).

    `alone` says the same without leaning on an article of ours, for text put into somebody else's contract.
    """

    id: Name
    term: Bilingual
    meaning: Bilingual
    alone: Bilingual | None = None
    also: Phrases = Phrases()  # inflected forms, for the lint
    when: Applies = Applies()
    variants: tuple[VariantName, ...] = ()  # the wordings that use the term; () = all


class Review(Record):
    state: Literal["drafted", "reviewed"] = "drafted"
    by: str = ""
    checked_on: str = ""


class Variant(Record):
    """A wording of the clause beside the others; who asks for one that is not there gets `balanced`."""

    summary: Bilingual
    requires: tuple[Ident, ...] | None = None  # instead of the clause's own `requires`
    types: tuple[Name, ...] = ()  # the alliance types that may use it; () = all


class Clause(Record):
    """A clause: what it is for, how it is found in a stranger's contract, what it must contain."""

    id: Ident
    version: Annotated[str, StringConstraints(pattern=r"^\d+\.\d+\.\d+$")]
    kind: Literal["core", "general", "annex", "companion"]  # companion: judged only where a document asks for it
    layout: Literal["article", "parties", "recitals", "signatures", "annex"] = "article"
    title: Bilingual
    purpose: Bilingual
    seed: str = ""
    headings: Phrases = Phrases()
    not_headings: Phrases = Phrases()
    concepts: dict[Name, Phrases] = Field(default_factory=dict)
    cues: dict[Literal["strong", "weak"], Phrases] = Field(default_factory=dict)
    false_friends: tuple[FalseFriend, ...] = ()
    says: tuple[Statement, ...] = ()
    elements: tuple[Element, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    terms: tuple[Term, ...] = ()
    variants: dict[VariantName, Variant] = Field(default_factory=dict)
    absence: SeverityName | None = None  # how grave its absence is where a type only recommends it
    requires: tuple[Ident, ...] = ()
    excludes: tuple[Ident, ...] = ()
    related: tuple[Ident, ...] = ()  # clauses it works with
    lookalikes: tuple[Ident, ...] = ()  # clauses often mistaken for this one: named when it is not found
    legal: tuple[str, ...] = ()
    traps: tuple[str, ...] = ()
    guidance: Bilingual | None = None
    review: Review = Review()

    def variant(self, wanted: str, kind: str) -> str:
        """The variant that a type gets when it asks for this one: `balanced` where the clause has no such wording."""
        if not self.variants:
            return wanted
        record = self.variants.get(wanted)  # type: ignore[call-overload]
        return wanted if record and (not record.types or kind in record.types) else "balanced"

    def required(self, variant: str) -> tuple[Ident, ...]:
        """The clauses that this wording cannot do without."""
        record = self.variants.get(variant)  # type: ignore[call-overload]
        return self.requires if record is None or record.requires is None else record.requires

    def element(self, name: str) -> Element:
        """The element with this short id; KeyError when there is none."""
        return next((e for e in self.elements if e.id == name), None) or _missing(name)


def _missing(name: str) -> Element:
    raise KeyError(name)


class OutlinePart(Record):
    part: str
    title: Bilingual
    clauses: tuple[Ident, ...]


class SeedFigures(Record):
    """Figures of the source article; `derived` ones are our convention (spec 2.3)."""

    source: Bilingual
    derived: bool = False
    figures: dict[str, Any] = Field(default_factory=dict)


class AllianceType(Record):
    """An alliance type, or a document of its own: its matrix row says what generate puts in and what audit demands."""

    id: Name
    kind: Literal["contract", "document"] = "contract"
    page: bool = False  # printed without cover and contents
    code: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
    title: Bilingual
    what: Bilingual
    nature: Bilingual | None = None
    title_cues: Phrases
    party_roles: dict[Literal["a", "b"], Bilingual]
    default_variant: VariantName
    defaults: dict[Name, Any] = Field(default_factory=dict)
    seed: SeedFigures | None = None
    watch: tuple[TriggerId, ...] = ()
    facts: tuple[TriggerId, ...] = ()  # facts that hold for this type unless the answers say otherwise
    matrix: dict[Ident, Status]
    outline: tuple[OutlinePart, ...] = ()
    reasoning: Bilingual | None = None
    advice: Suits | None = None  # the answers of the decision aid it suits


class Trigger(Record):
    """A fact asked at intake, or seen in a contract, that switches elements and clauses on."""

    id: TriggerId
    ask: Bilingual
    switches: tuple[Ident, ...] = ()  # conditional clauses it makes mandatory
    says: tuple[Statement, ...] = ()  # how it shows in a stranger's contract
    legal: tuple[str, ...] = ()
    trap: str | None = None


class LegalReference(Record):
    id: str
    law: Law | None = None  # not shown with a contract under another law; none: with any contract
    reference: Bilingual
    gist: Bilingual
    verification: Literal["V1", "V2", "V3"]
    checked_on: str = "2026-11-21"


class Pack(Record):
    """pack.yaml: what a pack calls itself and what it replaces."""

    id: Name
    version: str
    title: Bilingual
    licence: str = ""
    replaces: tuple[Ident, ...] = ()
