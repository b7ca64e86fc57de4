"""The report that holds an audit's verdicts and findings, and its published JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from clausekit.errors import WriteError
from clausekit.findings import LEVELS, ClauseVerdict, Conclusion, Finding, Severity
from clausekit.model import Note

SCHEMA = "clausekit.report/1"


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
class Since:
    """How the findings stand against an earlier report of the same contract, by fingerprint.

    `closed` holds the findings of the earlier report that are no longer there, as its JSON has them.
    """

    name: str
    sha256: str
    new: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    closed: tuple[Mapping[str, Any], ...] = ()

    def to_dict(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "sha256": self.sha256,
            "new": list(self.new),
            "unchanged": list(self.unchanged),
            "closed": [dict(finding) for finding in self.closed],
        }


class Mended(Protocol):
    """A document given back, and notes on it."""

    @property
    def data(self) -> bytes: ...

    @property
    def notes(self) -> tuple[Note, ...]: ...


class Mender(Protocol):
    """What writes findings into the document; an audit gives its report one, a report made by hand has none."""

    def annotated(self, report: AuditReport, library: Any = None, **options: Any) -> Mended: ...

    def redlined(self, report: AuditReport, library: Any = None, **options: Any) -> Mended: ...


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
    since: Since | None = None
    origin: bytes = field(default=b"", repr=False, compare=False)
    mender: Mender | None = field(default=None, repr=False, compare=False)

    @property
    def counts(self) -> dict[str, int]:
        """Findings by severity, gravest first."""
        return {s.value: sum(f.severity is s for f in self.findings) for s in reversed(LEVELS)}

    def clause(self, ident: str) -> ClauseVerdict:
        """The verdict on a clause; KeyError for an id the library does not have."""
        for verdict in self.clauses:
            if verdict.id == ident:
                return verdict
        raise KeyError(ident)

    @property
    def open_findings(self) -> tuple[Finding, ...]:
        """The findings that count for an exit code: all, or with an earlier report the new ones."""
        return tuple(f for f in self.findings if self.since is None or f.fingerprint in self.since.new)

    def worst(self) -> Severity | None:
        """The gravest severity among the open findings; None when there is none."""
        return max((f.severity for f in self.open_findings), key=lambda s: s.rank, default=None)

    def annotated(self, *, author: str = "clausekit", date: datetime | None = None, library: Any = None) -> bytes:
        """The document audited, with a Word comment for each finding.

        Takes the author and date of the comments (None: undated), and the library when the audit was given one.
        Returns the bytes of a .docx. Raises `WriteError` when the document is no Word file.
        """
        return self._mender().annotated(self, library, author=author, date=date).data

    def redlined(self, *, author: str = "clausekit", date: datetime | None = None, library: Any = None) -> bytes:
        """The document audited, with missing clauses and elements as tracked insertions; arguments as `annotated`."""
        return self._mender().redlined(self, library, author=author, date=date).data

    def _mender(self) -> Mender:
        if self.mender is None:
            raise WriteError("This report was not made by audit(): it has no document to write into.")
        return self.mender

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
            **({"since": self.since.to_dict()} if self.since else {}),
            "disclaimer": self.disclaimer,
        }
