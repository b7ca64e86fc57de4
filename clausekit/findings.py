"""What an audit says: evidence, element and clause verdicts, findings, and the report that holds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from clausekit.model import Anchor, Note

SCHEMA = "clausekit.report/1"


class Severity(StrEnum):
    """How grave a finding is (spec 5.1), gravest first."""

    CRITICAL = "critical"
    MAJOR = "major"
    MINOR = "minor"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for info up to 3 for critical."""
        return _ORDER.index(self)

    def lowered(self, steps: int) -> Severity:
        return _ORDER[max(0, self.rank - steps)]

    def raised_to(self, floor: Severity) -> Severity:
        return self if self.rank >= floor.rank else floor


_ORDER = (Severity.INFO, Severity.MINOR, Severity.MAJOR, Severity.CRITICAL)


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

    def to_dict(self) -> dict[str, Any]:
        data: dict[str, Any] = {"id": self.id, "state": self.state.value, "confidence": self.confidence.value}
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

    def to_dict(self) -> dict[str, Any]:
        return {
            "rule_id": self.rule_id,
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


@dataclass(frozen=True, slots=True)
class Detected:
    """Something found or given about the document: language, law, alliance type."""

    id: str
    detected: bool
    runner_up: str = ""
    cues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TriggerState:
    id: str
    on: bool
    why: str


@dataclass(frozen=True, slots=True)
class Source:
    name: str
    sha256: str
    view: str
    words: int


@dataclass(frozen=True, slots=True)
class AuditReport:
    """The result of an audit; `to_dict()` is the published JSON (schema `clausekit.report/1`)."""

    tool_version: str
    library_version: str
    packs: tuple[str, ...]
    source: Source
    language: Detected
    governing_law: Detected
    alliance_type: Detected
    triggers: tuple[TriggerState, ...]
    conclusion: Conclusion
    clauses: tuple[ClauseVerdict, ...]
    findings: tuple[Finding, ...]
    notes: tuple[Note, ...]
    disclaimer: str
    ui_language: str = "en"
    origin: bytes = field(default=b"", repr=False, compare=False)

    @property
    def counts(self) -> dict[str, int]:
        """Findings by severity, gravest first."""
        return {s.value: sum(f.severity is s for f in self.findings) for s in reversed(_ORDER)}

    def clause(self, ident: str) -> ClauseVerdict:
        """The verdict on a clause; KeyError for an id the library does not have."""
        for verdict in self.clauses:
            if verdict.id == ident:
                return verdict
        raise KeyError(ident)

    def worst(self) -> Severity | None:
        """The gravest severity among the findings; None when there is none."""
        return max((f.severity for f in self.findings), key=lambda s: s.rank, default=None)

    def to_dict(self) -> dict[str, Any]:
        return {
            "schema": SCHEMA,
            "tool": {"version": self.tool_version, "library": self.library_version, "packs": list(self.packs)},
            "source": {
                "name": self.source.name,
                "sha256": self.source.sha256,
                "view": self.source.view,
                "words": self.source.words,
            },
            "language": {"id": self.language.id, "detected": self.language.detected},
            "governing_law": {
                "id": self.governing_law.id,
                "found": self.governing_law.detected,
                "cues": list(self.governing_law.cues),
            },
            "alliance_type": {
                "id": self.alliance_type.id,
                "detected": self.alliance_type.detected,
                "runner_up": self.alliance_type.runner_up,
                "cues": list(self.alliance_type.cues),
            },
            "triggers": [{"id": t.id, "on": t.on, "why": t.why} for t in self.triggers],
            "conclusion": self.conclusion.value,
            "counts": self.counts,
            "clauses": [clause.to_dict() for clause in self.clauses],
            "findings": [finding.to_dict() for finding in self.findings],
            "notes": [{"part": note.part, "message": note.message} for note in self.notes],
            "disclaimer": self.disclaimer,
        }
