"""What a trap or cross rule names must exist: concepts, clauses, elements, references, parameters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from clausekit.errors import Fault
from clausekit.library.faults import nearest
from clausekit.library.library import Library
from clausekit.library.risks import CrossRule, Sign, Trap, Where
from clausekit.library.source import Source

QUANTITIES = ("duration", "percent", "money", "frequency")


def check(library: Library, sources: Mapping[str, Source]) -> Iterator[Fault]:
    """Every broken link of traps.yaml and cross_rules.yaml; `sources` only says under which path they were read."""
    paths = {name: next((p for p in sources if p.endswith(f"/{name}.yaml")), f"{name}.yaml") for name in _FILES}
    for trap in library.traps.values():
        for message, hint in (*_common(library, trap), *_trap(library, trap)):
            yield Fault(paths["traps"], 0, f"{trap.id}: {message}", hint)
    for rule in library.cross_rules.values():
        for message, hint in (*_common(library, rule), *_rule(library, rule)):
            yield Fault(paths["cross_rules"], 0, f"{rule.id}: {message}", hint)


_FILES = ("traps", "cross_rules")
_Said = tuple[str, str]  # what is wrong, and the nearest right name


def signs(risk: Trap | CrossRule) -> Iterator[Sign]:
    """Every statement of a trap or cross rule."""
    if isinstance(risk, Trap):
        yield from (*risk.says, *risk.needs, *risk.unless_here)
    else:
        for side in risk.sides.values():
            yield from side.says
    yield from risk.unless


def _common(library: Library, risk: Trap | CrossRule) -> Iterator[_Said]:
    for ident in risk.legal:
        if library.legal and ident not in library.legal:
            yield f"unknown legal reference {ident!r}", nearest(ident, library.legal)
    for sign in signs(risk):
        yield from _sign(library, risk, sign)
    yield from _applies(library, risk.applies)


def _sign(library: Library, risk: Trap | CrossRule, sign: Sign) -> Iterator[_Said]:
    known = {*risk.concepts, *library.vocabulary, *QUANTITIES}
    if not sign.all and not sign.any:
        yield "a statement needs `all` or `any`", ""
    for name in (*sign.all, *sign.any, *sign.none, *([sign.of] if sign.of else [])):
        if name not in known:
            yield f"unknown concept {name!r}", nearest(name, known)
    for name in sign.under:
        if name not in known and name not in library.folders:
            yield f"under: {name!r} is neither a clause nor a concept", nearest(name, [*known, *library.folders])
    for name in sign.not_under:
        if name not in library.folders:
            yield f"not_under: there is no clause {name!r}", nearest(name, library.folders)


def _applies(library: Library, where: Where) -> Iterator[_Said]:
    for trigger in where.triggers:
        if trigger not in library.triggers:
            yield f"unknown trigger {trigger!r}", nearest(trigger, library.triggers)
    for kind in (*where.types, *where.except_types):
        if kind not in library.types:
            yield f"unknown alliance type {kind!r}", nearest(kind, library.types)


def _trap(library: Library, trap: Trap) -> Iterator[_Said]:
    if bool(trap.says) is trap.human_check:
        yield "a trap either has `says` or says `human_check: true`", ""
    for ident in trap.unless_elements:
        try:
            library.element(ident)
        except KeyError:
            yield f"there is no element {ident!r}", ""


def _rule(library: Library, rule: CrossRule) -> Iterator[_Said]:
    if bool(rule.compare) is (bool(rule.checks) or rule.human_check):
        yield "a cross rule either compares `sides`, names `checks`, or says `human_check: true`", ""
    if set(rule.compare) - {"values", "by_type"} and len(rule.sides) < 2:
        yield f"`compare: [{', '.join(rule.compare)}]` needs two sides", ""
    parameters = library.parameters(tuple(library.folders))
    for answer in rule.answers:
        for test in answer.tests:
            for name in (test.left, test.right, test.plus_months):
                if name and name not in parameters:
                    yield f"answers: unknown parameter {name!r}", nearest(name, parameters)
        for clause in (*answer.clauses, *answer.without):
            if clause not in library.folders:
                yield f"answers: there is no clause {clause!r}", nearest(clause, library.folders)
