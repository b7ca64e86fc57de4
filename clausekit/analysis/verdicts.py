"""From hits to states: what each element and each clause amounts to in this contract."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from clausekit.analysis.measures import evidence_of, found_value, measured, within
from clausekit.analysis.reading import Reading
from clausekit.analysis.statements import Hit, hits
from clausekit.findings import (
    ClauseState,
    ClauseStatus,
    ClauseVerdict,
    Confidence,
    ElementState,
    ElementVerdict,
    Evidence,
)
from clausekit.library.records import Applies, Clause, Element, Range, Statement

_STRONG = Statement.model_construct(all=("strong",), weight="weak")
_OWN_CUES = Statement.model_construct(all=("cues",), under=("self",), gives="partial", weight="weak")
_MAX_EVIDENCE = 5
_HEADED_WORDS = 12  # words under a heading that make it more than a title


class Judge:
    """Holds a reading against clauses; `law`, `triggers` and `kind` decide which elements apply."""

    def __init__(self, reading: Reading, *, law: str, triggers: frozenset[str], kind: str) -> None:
        self.reading = reading
        self.law = law
        self.triggers = triggers
        self.kind = kind

    def applies(self, condition: Applies) -> bool:
        """Whether a condition of the library holds for this contract."""
        return (
            (condition.trigger is None or condition.trigger in self.triggers)
            and (condition.governing_law is None or condition.governing_law == self.law)
            and (not condition.types or self.kind in condition.types)
        )

    def clause(self, clause: Clause, *, title: str, status: ClauseStatus) -> ClauseVerdict:
        """The verdict on a clause and on each of its elements."""
        elements = tuple(self.element(clause, element) for element in clause.elements)
        presence, confidence, evidence = self._presence(clause, elements)
        if presence == "none":
            state = ClauseState.ABSENT
        elif presence == "weak":
            state = ClauseState.TO_CHECK
        else:
            state = self._state(clause, elements)
        return ClauseVerdict(clause.id, title, status, state, elements, tuple(evidence), confidence)

    def _state(self, clause: Clause, elements: Sequence[ElementVerdict]) -> ClauseState:
        if any(self._found(clause, s, "contradicted") for s in clause.says if s.gives == "contradicted"):
            return ClauseState.CONTRADICTORY
        if any(e.state is ElementState.CONTRADICTED for e in elements):
            return ClauseState.CONTRADICTORY
        needed = {f"{clause.id}.{e.id}" for e in clause.elements if e.needed(clause.kind)}
        required = [e for e in elements if e.id in needed] or list(elements)
        done = (ElementState.SATISFIED, ElementState.NOT_APPLICABLE)
        return ClauseState.COMPLETE if all(e.state in done for e in required) else ClauseState.INCOMPLETE

    def _found(self, clause: Clause, statement: Statement, gives: str) -> bool:
        return any(h.gives == gives and not h.denied for h in self._hits(clause, None, [statement]))

    def _presence(self, clause: Clause, elements: Sequence[ElementVerdict]) -> tuple[str, Confidence, list[Evidence]]:
        """Whether the clause is there: "strong", "weak" or "none", how surely, and by what words."""
        says = [h for h in self._hits(clause, None, clause.says) if not h.denied and not self._lodged(clause, h.read)]
        strong = [h for h in says if h.statement.weight == "strong"]
        weak = [h for h in says if h.statement.weight == "weak"]
        cues = self._cues(clause)
        headed = self._headed_units(clause)
        inside = [h for h in (*strong, *weak, *cues) if h.read in headed]
        anchors = self._anchors(clause, elements)
        if strong:
            confidence = Confidence.EXPLICIT if headed or len(strong) > 1 else Confidence.PROBABLE
            return "strong", confidence, self._evidence(strong)
        shown = [e for e, element in zip(elements, clause.elements, strict=True) if element.shows]
        if headed and (inside or any(self._inside(e, headed) for e in shown)):
            return "strong", Confidence.EXPLICIT, self._evidence(inside) or self._first(headed)
        if anchors:
            return "strong", Confidence.PROBABLE, list(anchors[0].evidence)
        cues = [h for h in cues if not self._elsewhere(clause, h)]
        if clause.kind != "core":  # a core clause may hide under another's heading, and is worth a look there
            weak = [h for h in weak if not self._elsewhere(clause, h)]
        if self._same_article([*weak, *cues]):
            return "strong", Confidence.PROBABLE, self._evidence([*weak, *cues])
        if headed and not self._another_matter(clause, headed):
            # An ordinary clause under its own heading is there, however it is worded; a core clause must say so.
            return "weak" if clause.kind == "core" else "strong", Confidence.UNCERTAIN, self._first(headed)
        if weak or cues:
            return "weak", Confidence.UNCERTAIN, self._evidence(weak or cues)
        return "none", Confidence.PROBABLE, []

    def _anchors(self, clause: Clause, elements: Sequence[ElementVerdict]) -> list[ElementVerdict]:
        """Elements that make the clause present by themselves: what the seed asks for, found satisfied."""
        origins = {f"{clause.id}.{e.id}": e.origin for e in clause.elements if e.shows}
        found = [e for e in elements if e.state is ElementState.SATISFIED and e.id in origins]
        if clause.kind == "core":
            found = [e for e in found if origins[e.id] == "seed"]
        else:  # a detail alone (a copy for each party) is not the clause, unless the clause has nothing weightier
            weighty = {f"{clause.id}.{e.id}" for e in clause.elements if e.needed(clause.kind)}
            found = [e for e in found if e.id in weighty or not weighty]
        places = {e.id: {n for ev in e.evidence for n in self.reading.paragraphs[ev.anchor.paragraph]} for e in found}
        return [e for e in found if any(not self._lodged(clause, number) for number in places[e.id])]

    def _lodged(self, clause: Clause, number: int) -> bool:
        """In the article of another core clause: what serves that clause does not make this core clause present."""
        clauses = self.reading.reads[number].clauses
        return (
            clause.kind == "core" and clause.id not in clauses and any(not c.startswith(("g.", "a.")) for c in clauses)
        )

    def _inside(self, verdict: ElementVerdict, headed: set[int]) -> bool:
        places = {self.reading.reads[n].unit.anchor.paragraph for n in headed}
        return any(e.anchor.paragraph in places for e in verdict.evidence)

    def _headed_units(self, clause: Clause) -> set[int]:
        """Units under a heading that names the clause, when they are more than a title."""
        numbers = set(self.reading.articles.get(clause.id, ()))
        return numbers if sum(len(self.reading.reads[n].unit.text.split()) for n in numbers) >= _HEADED_WORDS else set()

    def _cues(self, clause: Clause) -> list[Hit]:
        """Strong cues in running text that no false friend cancels; definitions and tables do not count."""
        if "strong" not in clause.cues:
            return []
        found = []
        for hit in hits(self.reading, clause, None, _STRONG):
            item = self.reading.reads[hit.read]
            if hit.denied or item.unit.kind != "sentence" or self._cancelled(clause, hit):
                continue
            found.append(hit)
        return found

    def _cancelled(self, clause: Clause, hit: Hit) -> bool:
        item = self.reading.reads[hit.read]
        for number, friend in enumerate(clause.false_friends):
            near = bool(friend.near.fr or friend.near.en)
            if item.find(f"f:{clause.id}:{number}") and (not near or item.find(f"n:{clause.id}:{number}")):
                return True
        return False

    def _elsewhere(self, clause: Clause, hit: Hit) -> bool:
        """A mention in an article that is another clause's: force majeure named as a case of termination."""
        clauses = self.reading.reads[hit.read].clauses
        return bool(clauses) and clause.id not in clauses

    def _another_matter(self, clause: Clause, headed: set[int]) -> bool:
        """A heading that names the clause over text that is a false friend's."""
        return any(
            self.reading.reads[n].find(f"n:{clause.id}:{number}")
            for n in headed
            for number in range(len(clause.false_friends))
        )

    def _same_article(self, found: Sequence[Hit]) -> bool:
        articles: dict[int, set[int]] = {}
        for hit in found:
            section = self.reading.reads[hit.read].unit.section
            articles.setdefault(self.reading.outlines[section].ancestors[0], set()).add(hit.read)
        return any(len(units) > 1 for units in articles.values())

    def _hits(self, clause: Clause, element: str | None, statements: Sequence[Statement]) -> list[Hit]:
        found = [hit for statement in statements for hit in hits(self.reading, clause, element, statement)]
        return sorted(found, key=lambda h: (h.read, h.statement.weight != "strong"))

    def element(self, clause: Clause, element: Element) -> ElementVerdict:
        """The state of one element over the whole document (spec 0.3)."""
        verdict = self._element(clause, element)
        said = verdict.state in (ElementState.SATISFIED, ElementState.PARTIAL) and verdict.reason != "words_only"
        if element.optional and not said:
            return ElementVerdict(verdict.id, ElementState.NOT_APPLICABLE)
        return verdict

    def _element(self, clause: Clause, element: Element) -> ElementVerdict:
        ident = f"{clause.id}.{element.id}"
        if not self.applies(element.applies):
            return ElementVerdict(ident, ElementState.NOT_APPLICABLE)
        found = self._hits(clause, element.id, element.says)
        if element.range:  # a length near a weak word in another clause's article is that clause's length
            found = [h for h in found if h.statement.weight == "strong" or not self._elsewhere(clause, h)]
        against = [h for h in found if h.gives == "contradicted" and not h.denied]
        denied = [h for h in found if h.denied and h.statement.gives == "satisfied"]
        good = [h for h in found if h.gives == "satisfied" and not h.denied]
        partial = [h for h in found if h.gives == "partial" and not h.denied]
        if element.range:
            return self._measured(ident, element.range, good, partial, against, clause)
        parts, missing = self._parts(clause, element)
        if missing:
            partial = [*partial, *parts]
        else:
            good = good or parts
        strong = [h for h in good if h.statement.weight == "strong"]
        if against:
            if strong and any(h.statement.weight == "strong" for h in against) is False:
                return self._verdict(ident, ElementState.SATISFIED, strong, clause)
            if strong:
                both = sorted([*strong[:2], *against[:2]], key=lambda h: h.read)
                return self._verdict(ident, ElementState.UNCLEAR, both, clause, reason="conflict")
            return self._verdict(ident, ElementState.CONTRADICTED, against, clause)
        blank = [h for h in partial if h.placeholder]
        if blank and strong and clause.layout == "parties":  # one party is named, the other still to be filled in
            return self._verdict(ident, ElementState.PARTIAL, blank, clause, reason="placeholder")
        if strong:
            return self._verdict(ident, ElementState.SATISFIED, strong, clause)
        if denied and not partial and not good:
            return self._verdict(ident, ElementState.CONTRADICTED, denied, clause, reason="denied")
        if partial or good:
            reason = "placeholder" if all(h.placeholder for h in [*partial, *good]) else ""
            return self._verdict(ident, ElementState.PARTIAL, [*partial, *good], clause, reason=reason, missing=missing)
        return self._by_cue(ident, clause, element)

    def _by_cue(self, ident: str, clause: Clause, element: Element) -> ElementVerdict:
        """Only words of the element, in the clause's own article: the subject is dealt with, no more."""
        if element.cues.fr or element.cues.en:
            found = [
                h for h in hits(self.reading, clause, element.id, _OWN_CUES)
                if not h.denied and not self._cancelled(clause, h)
            ]  # fmt: skip
            if found:
                return self._verdict(ident, ElementState.PARTIAL, found, clause, reason="words_only")
        return ElementVerdict(ident, ElementState.MISSING)

    def _parts(self, clause: Clause, element: Element) -> tuple[list[Hit], tuple[str, ...]]:
        """Hits of the element's parts, blanks if nothing else, and the parts not found when the need is not met."""
        if not element.parts or element.need is None:
            return [], ()
        own = {
            name: [h for h in self._hits(clause, element.id, part.says) if not h.denied]
            for name, part in element.parts.items()
        }
        found = {name: filled for name, said in own.items() if (filled := [h for h in said if not h.placeholder])}
        enough = len(found) >= element.need.at_least and all(n in found for n in element.need.among)
        missing = () if enough else tuple(name for name in element.parts if name not in found)
        return [hit for said in (found or own).values() for hit in said[:1]], missing

    def _measured(
        self, ident: str, limits: Range, good: list[Hit], partial: list[Hit], against: list[Hit], clause: Clause
    ) -> ElementVerdict:
        valued = [(h, measured(h.value, limits)) for h in good if h.value]
        inside = [(h, v) for h, v in valued if within(v, limits, self.kind)]
        outside = [(h, v) for h, v in valued if not within(v, limits, self.kind)]
        if inside and outside:
            both = sorted([inside[0], outside[0]], key=lambda pair: pair[0].read)
            return self._verdict(
                ident, ElementState.UNCLEAR, [h for h, _ in both], clause, reason="conflict",
                value=found_value(both[0][0].value, limits),
            )  # fmt: skip
        if inside:
            hit = inside[0][0]
            return self._verdict(
                ident, ElementState.SATISFIED, [h for h, _ in inside], clause, value=found_value(hit.value, limits)
            )
        if outside:
            hit = outside[0][0]
            return self._verdict(
                ident, ElementState.CONTRADICTED, [h for h, _ in outside], clause, reason="range",
                value=found_value(hit.value, limits),
            )  # fmt: skip
        if against:
            return self._verdict(ident, ElementState.CONTRADICTED, against, clause)
        plain = [h for h in good if h.statement.measure is None]
        if plain:
            return self._verdict(ident, ElementState.SATISFIED, plain, clause)
        if partial:
            reason = "placeholder" if all(h.placeholder for h in partial) else ""
            return self._verdict(ident, ElementState.PARTIAL, partial, clause, reason=reason)
        return self._by_cue(ident, clause, clause.element(ident.rpartition(".")[2]))

    def _verdict(
        self, ident: str, state: ElementState, found: Sequence[Hit], clause: Clause, *, reason: str = "",
        value: dict[str, Any] | None = None, missing: tuple[str, ...] = (),
    ) -> ElementVerdict:  # fmt: skip
        return ElementVerdict(
            ident, state, self._confidence(found, clause, state), tuple(self._evidence(found)), value, reason, missing
        )

    def _confidence(self, found: Sequence[Hit], clause: Clause, state: ElementState) -> Confidence:
        """Spec 5.3: heading and body, or two strong hits: explicit; one: probable; weak: uncertain."""
        if state is ElementState.UNCLEAR or all(h.statement.weight == "weak" for h in found):
            return Confidence.UNCERTAIN
        at_home = any(clause.id in self.reading.reads[h.read].clauses for h in found)
        strong = {h.read for h in found if h.statement.weight == "strong"}
        return Confidence.EXPLICIT if at_home or len(strong) > 1 else Confidence.PROBABLE

    def _evidence(self, found: Sequence[Hit]) -> list[Evidence]:
        seen: set[int] = set()
        result: list[Evidence] = []
        for hit in found:
            if hit.read not in seen and len(result) < _MAX_EVIDENCE:
                seen.add(hit.read)
                result.append(evidence_of(self.reading.reads[hit.read].unit, hit.cue))
        return result

    def _first(self, numbers: set[int]) -> list[Evidence]:
        return [evidence_of(self.reading.reads[n].unit, "") for n in sorted(numbers)[:1]]
