"""Two places of the contract that do not go together: values, positions, limits, lists (spec 1.7)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from clausekit.analysis.measures import TOLERANCE, measured, within
from clausekit.checks.case import Case, legal_refs
from clausekit.checks.signs import Found, applies, found, quote_of, said
from clausekit.findings import ClauseState, Confidence, ElementState, Finding, Severity
from clausekit.library.risks import CrossRule, Side
from clausekit.texts import say

_PRESENT = (ClauseState.INCOMPLETE, ClauseState.CONTRADICTORY, ClauseState.COMPLETE)


class Clash(NamedTuple):
    """The passages that do not agree, each with the label of its side; `what` names what is missing, if anything."""

    places: tuple[tuple[str, Found], ...]
    what: tuple[str, ...] = ()


def check(case: Case) -> Iterator[Finding]:
    """Findings of the cross rules X-NOTICE to X-SLA-TERM, one for each pair of passages that clash.

    A rule speaks only when both sides were read; what a mechanical check of the document looks for (X-REF, X-VALUE
    and the like) is reported by that check. `explain X-NOTICE` says more about one.
    """
    for rule in case.library.cross_rules.values():
        for clash in clashes(case, rule):
            yield _finding(case, rule, clash)


def clashes(case: Case, rule: CrossRule) -> list[Clash]:
    """What a rule finds; [] when it does not apply, is answered elsewhere, or is another check's."""
    if not rule.compare or not applies(case, rule.applies) or said(case, rule, rule.unless):
        return []
    return [clash for name in rule.compare for clash in _COMPARE[name](case, rule)]


def _values(case: Case, rule: CrossRule) -> Iterator[Clash]:
    """Within each side, the values read in different articles should be one."""
    for side in rule.sides.values():
        places = [p for p in _places(case, rule, side) if p.quantity]
        first = next(iter(places), None)
        other = next((p for p in places if first and _apart(first, p) and _differ(first.measure, p.measure)), None)
        if first and other:
            yield Clash(((side.label[case.ui], first), (side.label[case.ui], other)))


def _opposites(case: Case, rule: CrossRule) -> Iterator[Clash]:
    """The first side and any of the others stand in different passages; sides that measure a value are left out."""
    first, *others = (side for side in rule.sides.values() if not any(sign.measure for sign in side.says))
    for place in _places(case, rule, first)[:1]:
        for side in others:
            against = next((p for p in _places(case, rule, side) if p.anchor.paragraph != place.anchor.paragraph), None)
            if against:
                yield Clash(((first.label[case.ui], place), (side.label[case.ui], against)))


def _exceeds(case: Case, rule: CrossRule) -> Iterator[Clash]:
    """The longest or highest value of the first side exceeds that of the second."""
    first, second, *_ = rule.sides.values()
    high = max((p for p in _places(case, rule, first) if p.quantity), key=lambda p: p.measure, default=None)
    limit = max((p for p in _places(case, rule, second) if p.quantity), key=lambda p: p.measure, default=None)
    if high and limit and high.measure > limit.measure * (1 + TOLERANCE):
        yield Clash(((first.label[case.ui], high), (second.label[case.ui], limit)))


def _differs(case: Case, rule: CrossRule) -> Iterator[Clash]:
    """The value of the first side and that of the second should be one."""
    first, second, *_ = rule.sides.values()
    pairs = [
        (one, other)
        for one in _places(case, rule, first)
        for other in _places(case, rule, second)
        if one.quantity and other.quantity and one.anchor.paragraph != other.anchor.paragraph
    ]
    if pairs and all(_differ(one.measure, other.measure) for one, other in pairs):
        yield Clash(((first.label[case.ui], pairs[0][0]), (second.label[case.ui], pairs[0][1])))


def _lacks(case: Case, rule: CrossRule) -> Iterator[Clash]:
    """The first side stands, and none of what should go with it."""
    first, *others = rule.sides.values()
    places = _places(case, rule, first)
    if places and not any(_places(case, rule, side) for side in others):
        yield Clash(((first.label[case.ui], places[0]),), tuple(side.label[case.ui] for side in others))


def _omits(case: Case, rule: CrossRule) -> Iterator[Clash]:
    """A list (the first side) does not mention what stands in the contract (the others)."""
    first, *others = rule.sides.values()
    listed = _places(case, rule, first)
    if not listed:
        return
    sections = {place.section for place in listed}
    reads = case.analysis.reading.reads
    inside = [item for item in reads if item.unit.section in sections]
    left_out = [
        side.label[case.ui]
        for side in others
        if side.clause and side.mentions and _stands(case, side.clause)
        and not any(item.find(_name(rule, side.mentions)) for item in inside)
    ]  # fmt: skip
    if left_out:
        yield Clash(((first.label[case.ui], listed[0]),), tuple(left_out))


def _by_type(case: Case, rule: CrossRule) -> Iterator[Clash]:
    """A value lies outside what is usual for the alliance type."""
    for side in rule.sides.values():
        limits = side.range_by_type.get(case.kind)
        places = [p for p in _places(case, rule, side) if p.quantity]
        if limits and places and not any(within(measured(p.quantity, limits), limits, "") for p in places):
            yield Clash(((side.label[case.ui], places[0]),))


_COMPARE: dict[str, Callable[[Case, CrossRule], Iterator[Clash]]] = {
    "values": _values,
    "opposites": _opposites,
    "exceeds": _exceeds,
    "differs": _differs,
    "lacks": _lacks,
    "omits": _omits,
    "by_type": _by_type,
}


def _places(case: Case, rule: CrossRule, side: Side) -> list[Found]:
    places = {place.read: place for sign in side.says for place in found(case, rule, sign)}
    return [places[read] for read in sorted(places)]


def _apart(one: Found, other: Found) -> bool:
    return one.section != other.section


def _differ(one: float, other: float) -> bool:
    return abs(one - other) > TOLERANCE * max(one, other)


def _stands(case: Case, clause: str) -> bool:
    return any(v.id == clause and v.state in _PRESENT for v in case.analysis.clauses)


def _name(rule: CrossRule, concept: str) -> str:
    return f"c:{rule.id}:{concept}" if concept in rule.concepts else f"v:{concept}"


def _finding(case: Case, rule: CrossRule, clash: Clash) -> Finding:
    ui = case.ui
    label, first = clash.places[0]
    others = tuple(f"{name}{say('colon', ui)} {quote_of(place)}" for name, place in clash.places[1:])
    missing = (say("cross_rule.omits", ui, names=", ".join(clash.what)),) if clash.what else ()
    return Finding(
        rule_id=rule.id, clause_id=first.clause, element_id="", state=ElementState.UNCLEAR.value,
        severity=Severity(rule.severity), severity_reason=say("severity_document", ui),
        confidence=Confidence.PROBABLE, title=say("cross_rule", ui, title=rule.title[ui], label=label),
        quote=first.quote, location=first.anchor, expected=rule.guide[ui], found_value=_value(first),
        why_it_matters=rule.why[ui], legal_refs=legal_refs(case, rule.legal), template_ref=f"cross_rules/{rule.id}",
        human_check=True, details=(*others, *missing, say("trap.guide", ui, text=rule.guide[ui])),
    )  # fmt: skip


def _value(place: Found) -> dict[str, object] | None:
    return {"literal": place.quantity.literal} if place.quantity else None


__all__ = ["Clash", "check", "clashes"]
