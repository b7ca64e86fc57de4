"""The plan: which clauses, in which order, why, in which variant, with which values and which blanks."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from clausekit.drafting.consistency import clashes
from clausekit.errors import AnswersError, Fault
from clausekit.library.answers import Answers, Resolver
from clausekit.library.faults import nearest
from clausekit.library.library import Library
from clausekit.library.matrix import statuses
from clausekit.library.records import AllianceType, Applies
from clausekit.library.templates import Missing
from clausekit.objections import objection

LANGUAGES = ("fr", "en")
LAWS = ("fr", "ew", "neutral")
VARIANTS = ("protective", "balanced", "light")


@dataclass(frozen=True, slots=True)
class PlannedClause:
    """A clause of the plan; `reason` is an id of the reasons table below, `detail` what it speaks of."""

    id: str
    title: str
    status: str
    reason: str
    detail: str
    variant: str
    elements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be written, before anything is written."""

    type: AllianceType
    language: str
    law: str
    clauses: tuple[PlannedClause, ...]
    values: Mapping[str, Any]
    facts: frozenset[str]
    warnings: tuple[str, ...] = ()
    omitted: frozenset[str] = field(default=frozenset())  # full element ids left out on purpose

    def ids(self) -> tuple[str, ...]:
        return tuple(clause.id for clause in self.clauses)


@dataclass(slots=True)
class _Request:
    library: Library
    kind: AllianceType
    language: str
    law: str
    facts: set[str]
    wanted: set[str]
    unwanted: set[str]
    variants: dict[str, str]
    reasons: dict[str, tuple[str, str]] = field(default_factory=dict)

    def variant(self, ident: str) -> str:
        return self.library.clause(ident).variant(self.variants.get(ident, self.variants[""]), self.kind.id)


def make_plan(
    library: Library,
    kind: str,
    answers: Answers,
    *,
    language: str | None = None,
    law: str | None = None,
    variants: Mapping[str, str] | None = None,
    with_: Collection[str] = (),
    without: Collection[str] = (),
) -> Plan:
    """Decide what a contract of this type contains.

    Takes the type id, answers, language ("fr", "en"), governing law ("fr", "ew", "neutral"), variants by clause
    id ("" for all), and clauses to add or leave out (an element as `clause.element` may be left out too).
    Returns the `Plan`. Raises `AnswersError` with every fault at once.
    """
    data = answers.data
    faults: list[Fault] = []
    record = library.kind(kind)
    if record is None:
        known = Fault("type", 0, objection("known_types", known=", ".join(library.kinds)), nearest(kind, library.kinds))
        raise AnswersError(objection("no_type", kind=repr(kind)), faults=[known])
    stated = data.get("type")
    if stated not in (None, kind):
        path, line = answers.place("type")
        faults.append(Fault(path, line, objection("other_type", stated=repr(stated), kind=repr(kind))))
    language = _choice("language", language or data.get("language") or "fr", LANGUAGES, answers, faults)
    law = _choice("governing_law", law or data.get("governing_law") or "fr", LAWS, answers, faults)
    request = _Request(
        library, record, language, law, _facts(library, record, answers, faults),
        {*with_, *_idents(data.get("with"), "with", answers, faults)},
        {*without, *_idents(data.get("without"), "without", answers, faults)},
        _variants(library, record, answers, variants or {}, faults),
    )  # fmt: skip
    _known_clauses(request, faults)
    chosen = _choose(request)
    resolver = Resolver(library, answers, kind, language, variants=_by_parameter(request))
    resolver.unknown_keys()
    values = resolver.values(library.parameters(tuple(library.folders)), record.defaults)
    faults += resolver.faults
    if faults:
        raise AnswersError(objection("answers.unfit"), faults=sorted(faults))
    values = _complete(values, {p.id: p.label[language] for p in library.common_parameters})
    planned = tuple(_planned(request, ident) for ident in _ordered(request, chosen))
    found = clashes(library, values, clauses=chosen, kind=kind, law=law, language=language)
    if refused := [clash for clash in found if clash.refuse]:
        wrong = sorted(Fault(*answers.place(clash.key), str(clash)) for clash in refused)
        raise AnswersError(objection("answers.clash"), faults=wrong)
    warnings = (*resolver.warnings, *(str(clash) for clash in found))
    omitted = frozenset(name for name in request.unwanted if name not in library.folders)
    return Plan(record, language, law, planned, values, frozenset(request.facts), warnings, omitted)


def _choice(key: str, value: Any, allowed: Sequence[str], answers: Answers, faults: list[Fault]) -> str:
    if value not in allowed:
        path, line = answers.place(key)
        faults.append(Fault(path, line, objection("one_of", key=key, value=repr(value), known=", ".join(allowed))))
        return allowed[0]
    return str(value)


def _idents(value: Any, key: str, answers: Answers, faults: list[Fault]) -> set[str]:
    if value is None:
        return set()
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return set(value)
    path, line = answers.place(key)
    faults.append(Fault(path, line, objection("clause_ids", key=key)))
    return set()


def _facts(library: Library, kind: AllianceType, answers: Answers, faults: list[Fault]) -> set[str]:
    facts = set(kind.facts)
    given = answers.data.get("facts") or {}
    if not isinstance(given, dict):
        path, line = answers.place("facts")
        faults.append(Fault(path, line, objection("facts.mapping")))
        return facts
    for key, value in given.items():
        ident = str(key).upper()
        path, line = answers.place("facts", key)
        if ident not in library.triggers:
            faults.append(
                Fault(path, line, objection("facts.unknown", key=repr(key)), nearest(ident, library.triggers))
            )
        elif not isinstance(value, bool):
            faults.append(Fault(path, line, objection("facts.bool", key=key, value=repr(value))))
        elif value:
            facts.add(ident)
        else:
            facts.discard(ident)
    return facts


def _variants(
    library: Library, kind: AllianceType, answers: Answers, given: Mapping[str, str], faults: list[Fault]
) -> dict[str, str]:
    """Variant by clause id; "" holds the one for all others."""
    chosen: dict[str, str] = {"": kind.default_variant}
    if "variant" in answers.data:
        chosen[""] = _choice("variant", answers.data["variant"], VARIANTS, answers, faults)
    by_clause = answers.data.get("variants") or {}
    if isinstance(by_clause, dict):
        chosen.update({str(k): _choice("variants", v, VARIANTS, answers, faults) for k, v in by_clause.items()})
    for ident, variant in given.items():
        chosen[ident] = _choice("--variant", variant, VARIANTS, answers, faults)
    for ident in chosen:
        if ident and ident not in library.folders:
            path, line = answers.place("variants")
            faults.append(
                Fault(path, line, objection("variant_of", ident=repr(ident)), nearest(ident, library.folders))
            )
    return chosen


def _known_clauses(request: _Request, faults: list[Fault]) -> None:
    for name in sorted(request.wanted | request.unwanted):
        if name in request.library.folders:
            continue
        if name in request.unwanted:
            try:
                request.library.element(name)
            except KeyError:
                pass
            else:
                continue
        faults.append(
            Fault("clauses", 0, objection("no_clause", name=repr(name)), nearest(name, request.library.folders))
        )


def _choose(request: _Request) -> dict[str, str]:
    """Clause id -> status, after triggers and requirements; repeated until nothing changes."""
    chosen: dict[str, str] = {}
    while True:
        row = statuses(request.library, request.kind.id, request.facts)
        fresh = {i: str(s) for i, s in row.items() if s in ("mandatory", "recommended")}
        for ident in fresh:
            request.reasons.setdefault(ident, (fresh[ident], request.kind.id))
        for ident in request.wanted:
            if ident in request.library.folders:
                fresh.setdefault(ident, str(row.get(ident, "optional")))
                request.reasons.setdefault(ident, ("asked", ""))
        if request.kind.kind == "contract":  # a letter stands alone: it brings no annex with it
            _require(request, fresh)
        for ident in request.unwanted:
            fresh.pop(ident, None)
        facts = request.facts | _implied(request.library, fresh)
        if fresh == chosen and facts == request.facts:
            return chosen
        chosen, request.facts = fresh, facts


def _require(request: _Request, chosen: dict[str, str]) -> None:
    for ident in list(chosen):
        for needed in request.library.clause(ident).required(request.variant(ident)):
            if needed in request.library.folders and needed not in chosen and needed not in request.unwanted:
                chosen[needed] = "recommended"
                request.reasons.setdefault(needed, ("required_by", ident))


def _implied(library: Library, chosen: Collection[str]) -> set[str]:
    """Facts that the clauses written would show to a reader of the contract."""
    return {
        ident for ident, trigger in library.triggers.items()
        if any(c in chosen for c in trigger.switches if not c.startswith("a."))
    }  # fmt: skip


def _by_parameter(request: _Request) -> dict[str, str]:
    """The variant of the clause that each parameter belongs to."""
    return {p.id: request.variant(i) for i, c in request.library.clauses.items() for p in c.parameters if p.by_variant}


def _ordered(request: _Request, chosen: Mapping[str, str]) -> list[str]:
    outline = request.kind.outline or request.library.outline
    order = [ident for part in outline for ident in part.clauses]
    rest = sorted(ident for ident in chosen if ident not in order)
    tail = [i for i in rest if request.library.clause(i).kind == "annex"]
    body = [i for i in rest if i not in tail]
    end = next((n for n, i in enumerate(order) if i in ("g.notices", "g.signatures")), len(order))
    return [i for i in (*order[:end], *body, *order[end:], *tail) if i in chosen]


def _planned(request: _Request, ident: str) -> PlannedClause:
    clause = request.library.clause(ident)
    asked = request.library.asked(request.kind.id, ident)
    elements = tuple(
        e.id for e in clause.elements
        if not e.optional and applies(e.applies, facts=request.facts, law=request.law, kind=request.kind.id)
        and (asked is None or e.id in asked)
    )  # fmt: skip
    own = request.library.own(request.kind.id, ident, request.language)
    reason, detail = request.reasons.get(ident, ("asked", ""))
    status = statuses(request.library, request.kind.id, request.facts).get(ident, "optional")
    title = own.title if own and own.title else clause.title[request.language]
    variant = request.variant(ident)
    return PlannedClause(ident, title, status, reason, detail, variant, elements)


def applies(condition: Applies, *, facts: Collection[str], law: str, kind: str) -> bool:
    """Whether an element or term applies under these facts, law and type."""
    return (
        (condition.trigger is None or condition.trigger in facts)
        and (condition.governing_law is None or condition.governing_law == law)
        and (not condition.types or kind in condition.types)
    )


_FORMS = (
    "SAS", "SASU", "SA", "SARL", "EURL", "SNC", "SCOP", "SCI", "LTD", "LIMITED", "PLC", "INC", "LLC", "GMBH", "BV",
)  # fmt: skip


def _complete(values: dict[str, Any], labels: Mapping[str, str]) -> dict[str, Any]:
    """Give each party its short name when the answers do not; a blank when there is no name either."""
    result = dict(values)
    for key in ("party_a", "party_b"):
        party = dict(result[key])
        if party.get("name") and not party.get("short"):
            words = str(party["name"]).split()
            kept = [w for w in words if w.upper().strip(".,()<>") not in _FORMS]
            party["short"] = " ".join(kept or words)
        elif not party.get("short"):
            party["short"] = Missing(f"{key}.name", labels.get(key, key))
        result[key] = party
    return result
