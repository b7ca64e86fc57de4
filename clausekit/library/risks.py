"""The records of traps and cross rules: how a risk shows in one sentence, or in two places that disagree."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from clausekit.library.parameters import Bilingual, Ident, Law, Name, Record, SeverityName, TriggerId
from clausekit.library.records import Phrases, Range, Statement


class Sign(Statement):
    """A statement that shows a risk; its measured value, if any, counts only outside the range named."""

    outside: Range | None = None
    not_under: tuple[Ident, ...] = ()  # articles (clause ids) in which it says nothing


class Where(Record):
    """When a trap or cross rule applies; every condition named must hold."""

    laws: tuple[Law | Literal["other"], ...] = ()  # none named: under any law
    triggers: tuple[TriggerId, ...] = ()
    types: tuple[Name, ...] = ()
    except_types: tuple[Name, ...] = ()


class Risk(Record):
    """What a trap and a cross rule have in common: the risk in words, its weight, where it applies."""

    title: Bilingual
    why: Bilingual
    guide: Bilingual
    severity: SeverityName
    legal: tuple[str, ...] = ()
    human_check: bool = False  # cannot be decided from the text: explained, never reported as found
    applies: Where = Where()
    concepts: dict[Name, Phrases] = Field(default_factory=dict)


class Trap(Risk):
    """A legal trap: what the text seems to do, the risk, what to do about it; never a legal conclusion."""

    id: Annotated[str, StringConstraints(pattern=r"^T\d\d$")]
    says: tuple[Sign, ...] = ()  # any of these shows it
    needs: tuple[Sign, ...] = ()  # and each of these must be said somewhere
    unless: tuple[Sign, ...] = ()  # any of these, anywhere, makes it silent
    unless_here: tuple[Sign, ...] = ()  # any of these in the same article makes that passage silent
    unless_elements: tuple[str, ...] = ()  # elements that make it silent when found satisfied
    absence: bool = False  # the fault is that something is not said: elements that miss it say so already


class Side(Record):
    """One of the things a cross rule compares."""

    label: Bilingual
    says: tuple[Sign, ...] = ()
    mentions: Name | None = None  # of a list: the concept it must name …
    clause: Ident | None = None  # … when this clause stands in the contract
    range_by_type: dict[Name, Range] = Field(default_factory=dict)


class AnswerTest(Record):
    """What the assembler compares before it writes: one answer with another answer or value.

    It warns when all of `tests` hold and every clause of `clauses` is written; with `refuse` it stops.
    """

    tests: tuple[AnswerCondition, ...]
    clauses: tuple[Ident, ...] = ()
    without: tuple[Ident, ...] = ()  # only when none of these is written
    types: tuple[Name, ...] = ()
    laws: tuple[Law, ...] = ()
    refuse: bool = False
    message: Bilingual


class AnswerCondition(Record):
    """`left` and `right` name parameters; `value` is a constant. Months and years are compared as months."""

    left: Name
    verb: Literal["differs", "exceeds", "is", "is_not", "before", "ends_after"] = Field(alias="does")
    right: Name | None = None
    value: str | float | bool | None = None
    plus_months: Name | None = None  # added to the date or length on the right


class CrossRule(Risk):
    """A consistency rule between clauses (spec 1.7): what is compared, why, and how grave a clash is."""

    id: Annotated[str, StringConstraints(pattern=r"^X-[A-Z0-9-]{2,20}$")]
    checks: tuple[Name, ...] = ()  # the mechanical checks of the document that look for it
    compare: tuple[Literal["values", "opposites", "exceeds", "differs", "omits", "lacks", "by_type"], ...] = ()
    sides: dict[Name, Side] = Field(default_factory=dict)
    unless: tuple[Sign, ...] = ()
    answers: tuple[AnswerTest, ...] = ()


AnswerTest.model_rebuild()
