"""What stands where in a contract, found once: read by concepts and statements, judged clause by clause."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from clausekit.analysis.context import detect_language, detect_law, detect_triggers, detect_type
from clausekit.analysis.reading import Reading, read
from clausekit.analysis.verdicts import Judge
from clausekit.findings import ClauseStatus, ClauseVerdict
from clausekit.library.library import Library
from clausekit.library.matrix import statuses
from clausekit.library.parameters import Status
from clausekit.library.records import Applies, Clause
from clausekit.model import Contract
from clausekit.report import Detected, TriggerState


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that an audit found in a contract, before anything is called a finding."""

    contract: Contract
    reading: Reading
    language: Detected
    law: Detected
    kind: Detected
    triggers: tuple[TriggerState, ...]
    clauses: tuple[ClauseVerdict, ...]


def analyse(
    contract: Contract,
    library: Library,
    *,
    alliance_type: str = "auto",
    language: str = "auto",
    triggers: Mapping[str, bool] | None = None,
) -> Analysis:
    """Read a contract against the library.

    Takes the alliance type and language, or "auto" to detect them, and facts known otherwise (`triggers`).
    Returns the `Analysis`; an unreadable language is read as English and says so in `language.id` = "".
    """
    spoken = detect_language(contract) if language == "auto" else Detected(language, False)
    contract = replace(contract, language=spoken.id or "en")
    reading = read(contract, library)
    law = detect_law(reading, contract.language)
    kind = detect_type(contract, library) if alliance_type == "auto" else Detected(alliance_type, False)
    states = detect_triggers(reading, library)
    if triggers:
        states = [TriggerState(t.id, triggers.get(t.id, t.on), "given" if t.id in triggers else t.why) for t in states]
    active = frozenset(t.id for t in states if t.on)
    document = kind.id in library.documents  # a letter or charter: the core clauses, and what it is asked for
    unnamed: Status = "not_applicable" if document else "optional"
    judge = Judge(reading, law=law.id, triggers=active, kind=kind.id)
    row = statuses(library, kind.id, active)
    always = ("core",) if document else ("core", "general")
    asked = {
        ident: clause for ident, clause in library.clauses.items()
        if clause.kind in always or (clause.kind != "annex" and ident in row)
    }  # fmt: skip
    verdicts = tuple(
        judge.clause(
            _asked(library, kind.id, clause),
            title=clause.title[contract.language],
            status=ClauseStatus(row.get(ident, unnamed)),
        )
        for ident, clause in asked.items()
    )
    ordered = sorted(verdicts, key=lambda v: (library.clause(v.id).kind != "core", v.id))
    return Analysis(contract, reading, spoken, law, kind, tuple(states), tuple(ordered))


def _asked(library: Library, kind: str, clause: Clause) -> Clause:
    """The clause as a document asks for it: the elements it does not word apply to no type; in a contract all do."""
    asked = library.asked(kind, clause.id)
    if asked is None:
        return clause
    nowhere = {"applies": Applies(types=("not_asked",))}
    elements = tuple(e if e.id in asked else e.model_copy(update=nowhere) for e in clause.elements)
    return clause.model_copy(update={"elements": elements})
