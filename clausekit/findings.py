"""What an audit says: evidence, element and clause verdicts, findings."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from clausekit.model import Anchor


class Severity(StrEnum):
    """How grave a finding is (spec 5.1), gravest first."""

    CRITICAL = "critical"
    MAJOR = "major"
    MINOR = "minor"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for info up to 3 for critical."""
        return LEVELS.index(self)

    def lowered(self, steps: int) -> Severity:
        return LEVELS[max(0, self.rank - steps)]

    def raised_to(self, floor: Severity) -> Severity:
        return self if self.rank >= floor.rank else floor


ONE_EACH = ("placeholder_left", "drafting_note_left", "tracked_change_left", "highlight_left", "comment_left")
LEVELS = (Severity.INFO, Severity.MINOR, Severity.MAJOR, Severity.CRITICAL)


class ElementState(StrEnum):
    """Spec 0.3. `missing` means: not found by this tool."""

    SATISFIED = "satisfied"
    PARTIAL = "partial"
    CONTRADICTED = "contradicted"
    MISSING = "missing"
    UNCLEAR = "unclear"
    NOT_APPLICABLE = "not_applicable"


class ClauseState(StrEnum):
    ABSENT = "absent"
    INCOMPLETE = "incomplete"
    CONTRADICTORY = "contradictory"
    COMPLETE = "complete"
    TO_CHECK = "to_check"


class ClauseStatus(StrEnum):
    MANDATORY = "mandatory"
    RECOMMENDED = "recommended"
    OPTIONAL = "optional"
    NOT_APPLICABLE = "not_applicable"


class Confidence(StrEnum):
    EXPLICIT = "explicit"
    PROBABLE = "probable"
    UNCERTAIN = "uncertain"


class Conclusion(StrEnum):
    """The one word for the whole document (spec 5.3)."""

    BLOCKING = "blocking"
    TO_VERIFY = "to_verify"
    TO_NEGOTIATE = "to_negotiate"
    TO_IMPROVE = "to_improve"
    NO_GAP = "no_gap"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The exact words that decided, where they stand, and the cue that found them.

    `start` and `end` are character offsets in the paragraph `anchor.paragraph`.
    """

    quote: str
    anchor: Anchor
    start: int = 0
    end: int = 0
    cue: str = ""
    pending: bool = False  # rests on a tracked change nobody accepted yet

    def to_dict(self) -> dict[str, Any]:
        data: dict[str, Any] = {"quote": self.quote, "location": location_dict(self.anchor)}
        if self.cue:
            data["cue"] = self.cue
        if self.pending:
            data["pending"] = True
        return data


def location_dict(anchor: Anchor | None) -> dict[str, Any]:
    """An anchor as the report prints it; {} when there is no place."""
    if anchor is None:
        return {}
    return {
        "part": anchor.part.value,
        "number": anchor.number,
        "heading": anchor.heading[-1] if anchor.heading else "",
        "path": list(anchor.heading),
        "paragraph": anchor.paragraph,
    }


@dataclass(frozen=True, slots=True)
class ElementVerdict:
    """What was found of one required element."""

    id: str
    state: ElementState
    confidence: Confidence = Confidence.PROBABLE
    evidence: tuple[Evidence, ...] = ()
    found_value: Mapping[str, Any] | None = None
    reason: str = ""  # placeholder, range, denied, conflict …
    missing_parts: tuple[str, ...] = ()
    title: str = ""  # in the report's language

    def to_dict(self) -> dict[str, Any]:
        data: dict[str, Any] = {"id": self.id, "state": self.state.value, "confidence": self.confidence.value}
        data["title"] = self.title
        data["found_value"] = dict(self.found_value) if self.found_value else None
        data["evidence"] = [item.to_dict() for item in self.evidence]
        if self.reason:
            data["reason"] = self.reason
        if self.missing_parts:
            data["missing_parts"] = list(self.missing_parts)
        return data


@dataclass(frozen=True, slots=True)
class ClauseVerdict:
    """What was found of one clause; `satisfied` of `applicable` elements is a count, not a score."""

    id: str
    title: str
    status: ClauseStatus
    state: ClauseState
    elements: tuple[ElementVerdict, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    confidence: Confidence = Confidence.PROBABLE
    edited: bool | None = None  # of our own documents: changed since generated

    @property
    def applicable(self) -> int:
        return sum(e.state is not ElementState.NOT_APPLICABLE for e in self.elements)

    @property
    def satisfied(self) -> int:
        return sum(e.state is ElementState.SATISFIED for e in self.elements)

    def element(self, name: str) -> ElementVerdict:
        """The verdict of an element by short or full id; KeyError when the clause has none."""
        for verdict in self.elements:
            if name in (verdict.id, verdict.id.rpartition(".")[2]):
                return verdict
        raise KeyError(name)

    def to_dict(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "title": self.title,
            "status": self.status.value,
            "state": self.state.value,
            "confidence": self.confidence.value,
            "satisfied": self.satisfied,
            "applicable": self.applicable,
            "evidence": [item.to_dict() for item in self.evidence],
            "elements": [element.to_dict() for element in self.elements],
            **({"edited": self.edited} if self.edited is not None else {}),
        }


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The library's own wording that would mend the finding."""

    clause: str
    variant: str
    text: str

    def to_dict(self) -> dict[str, Any]:
        return {"clause": self.clause, "variant": self.variant, "text": self.text}


@dataclass(frozen=True, slots=True)
class Finding:
    """One gap, with all that a reader needs to judge it (spec 5.4)."""

    rule_id: str
    clause_id: str
    element_id: str
    state: str
    severity: Severity
    severity_reason: str
    confidence: Confidence
    title: str
    quote: str
    location: Anchor | None
    expected: str
    found_value: Mapping[str, Any] | None
    why_it_matters: str
    seed_ref: str = ""
    legal_refs: tuple[Mapping[str, str], ...] = ()
    trap_ids: tuple[str, ...] = ()
    suggestion: Suggestion | None = None
    template_ref: str = ""
    human_check: bool = False
    details: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        """Sixteen hexadecimal digits that name the finding from one version of a contract to the next.

        They rest on the rule and what it is about, never on a place; where the rule is about nothing but the passage,
        on the words at fault. A trap is one finding wherever its signs stand.
        """
        about = "" if self.rule_id in self.trap_ids else self.element_id or self.clause_id
        if self.template_ref.startswith("rules/") and self.rule_id not in ONE_EACH and self.found_value:
            about = str(self.found_value.get("literal", ""))
        return hashlib.sha256(f"{self.rule_id}\0{about}".encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def to_dict(self) -> dict[str, Any]:
        return {
            "rule_id": self.rule_id,
            "fingerprint": self.fingerprint,
            "clause_id": self.clause_id,
            "element_id": self.element_id,
            "state": self.state,
            "severity": self.severity.value,
            "severity_reason": self.severity_reason,
            "confidence": self.confidence.value,
            "title": self.title,
            "quote": self.quote,
            "location": location_dict(self.location),
            "document_part": self.location.part.value if self.location else "",
            "expected": self.expected,
            "found_value": dict(self.found_value) if self.found_value else None,
            "why_it_matters": self.why_it_matters,
            "seed_ref": self.seed_ref,
            "legal_refs": [dict(reference) for reference in self.legal_refs],
            "trap_ids": list(self.trap_ids),
            "suggestion": self.suggestion.to_dict() if self.suggestion else None,
            "template_ref": self.template_ref,
            "human_check": self.human_check,
            "details": list(self.details),
        }
