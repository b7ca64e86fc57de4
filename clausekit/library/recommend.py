"""The decision aid: which alliance type the answers point to, by counting those that match (spec 2.5)."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from clausekit.errors import AnswersError, Fault
from clausekit.library.answers import Answers
from clausekit.library.faults import nearest
from clausekit.library.library import Library
from clausekit.library.questions import Question

SCHEMA = "clausekit.recommendation/1"


@dataclass(frozen=True, slots=True)
class Match:
    """A type with the questions whose answer suits it, and those whose answer does not."""

    type: str
    title: str
    matching: tuple[str, ...]
    differing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What the decision aid says. No percentage: a count of answers, and which they are.

    `type` has the most matching answers; among `tied` types it is the lightest. `lighter` and `heavier` are its
    neighbours on `ladder` ("" at an end). `set_aside` names types left out, with the question that excludes them.
    """

    type: Match
    answers: Mapping[str, str]
    unanswered: tuple[str, ...]
    tied: tuple[str, ...]
    ladder: str
    ladder_is_convention: bool
    lighter: str
    heavier: str
    ranking: tuple[Match, ...]
    set_aside: tuple[tuple[str, str], ...]

    def to_dict(self) -> dict[str, Any]:
        """The recommendation as plain data, the shape of `clausekit recommend -f json`."""
        return {
            "schema": SCHEMA,
            "type": self.type.type,
            "title": self.type.title,
            "matching": {q: self.answers[q] for q in self.type.matching},
            "differing": {q: self.answers[q] for q in self.type.differing},
            "count": len(self.type.matching),
            "answered": len(self.answers),
            "unanswered": list(self.unanswered),
            "tied": list(self.tied),
            "ladder": {
                "name": self.ladder, "convention": self.ladder_is_convention,
                "lighter": self.lighter or None, "heavier": self.heavier or None,
            },
            "ranking": [{"type": m.type, "count": len(m.matching)} for m in self.ranking],
            "set_aside": [{"type": kind, "because_of": question} for kind, question in self.set_aside],
        }  # fmt: skip


def read_choices(library: Library, answers: Answers) -> dict[str, str]:
    """Question id -> answer id; AnswersError with every unknown question and answer at once."""
    faults: list[Fault] = []
    chosen: dict[str, str] = {}
    known = [question.id for question in library.advice.questions]
    for key, value in answers.data.items():
        path, line = answers.place(key)
        question = library.advice.question(key)
        if question is None:
            faults.append(Fault(path, line, f"unknown question {key!r}", nearest(key, known)))
        elif value is not None and value != "":
            answer = understood(question, value)
            if answer:
                chosen[key] = answer
            else:
                faults.append(Fault(path, line, f"{key}: {value!r} is not an answer", expected(question)))
    if faults:
        raise AnswersError("The answers do not fit the questions:", faults=faults)
    return {ident: chosen[ident] for ident in known if ident in chosen}


def understood(question: Question, value: Any) -> str:
    """The id of the answer a value means, "" when it means none."""
    number = _number(value)
    if number is not None:
        if number < 0:
            return ""
        bounded = ((i, c.up_to) for i, c in question.answers.items() if c.up_to is not None)
        return next((ident for ident, limit in bounded if limit is not None and number <= limit), "")
    word = {True: "yes", False: "no"}[value] if isinstance(value, bool) else _folded(str(value))
    for ident, choice in question.answers.items():
        names = (ident, choice.label.fr, choice.label.en, *choice.also)
        if word in [_folded(name) for name in names]:
            return ident
    return ""


def expected(question: Question) -> str:
    """What may be answered, in one phrase for an error or a prompt."""
    words = ", ".join(question.answers)
    return f"{words}, or a number" if any(c.up_to is not None for c in question.answers.values()) else words


def recommend(library: Library, answers: Mapping[str, Any] | Answers, *, language: str = "en") -> Recommendation:
    """The type with the most matching answers, the lightest of those that tie; see `Recommendation`.

    Takes the library (`library.advice.questions` lists questions and answers), the answers by question id, and the
    language of titles.

    A type that `needs` an answer is left out when that answer is another, and last in a tie when it is not given.
    Raises `AnswersError` when an answer is unknown or none is given.
    """
    chosen = read_choices(library, answers if isinstance(answers, Answers) else Answers(answers))
    if not chosen:
        names = ", ".join(question.id for question in library.advice.questions)
        raise AnswersError("No question is answered.", faults=[Fault("answers", 0, f"questions: {names}")])
    matches: dict[str, Match] = {}
    aside: list[tuple[str, str]] = []
    for ident, kind in library.types.items():
        if kind.advice is None:
            continue
        against = [q for q in kind.advice.needs if q in chosen and chosen[q] not in kind.advice.answers.get(q, ())]
        if against:
            aside.append((ident, against[0]))
            continue
        suits = {q: chosen[q] in kind.advice.answers.get(q, ()) for q in chosen}
        good, bad = (tuple(q for q in suits if suits[q] is wanted) for wanted in (True, False))
        matches[ident] = Match(ident, kind.title[language], good, bad)
    ranking = sorted(matches.values(), key=lambda m: (-len(m.matching), _weight(library, m.type, chosen)))
    first = ranking[0]
    tied = tuple(m.type for m in ranking[1:] if len(m.matching) == len(first.matching))
    ladder, convention, lighter, heavier = _neighbours(library, first.type, language)
    unanswered = tuple(q.id for q in library.advice.questions if q.id not in chosen)
    return Recommendation(
        first, chosen, unanswered, tied, ladder, convention, lighter, heavier, tuple(ranking), tuple(aside)
    )


def _weight(library: Library, kind: str, chosen: Mapping[str, str]) -> tuple[int, int, str]:
    """What decides a tie: first what the type cannot do without and nobody said, then its weight."""
    advice = library.types[kind].advice
    assert advice is not None
    return (sum(question not in chosen for question in advice.needs), advice.weight, kind)


def _neighbours(library: Library, kind: str, language: str) -> tuple[str, bool, str, str]:
    for ladder in library.advice.ladders:
        if kind in ladder.types:
            at = ladder.types.index(kind)
            lighter = ladder.types[at - 1] if at else ""
            heavier = ladder.types[at + 1] if at + 1 < len(ladder.types) else ""
            return ladder.title[language], ladder.convention, lighter, heavier
    return "", False, "", ""


def _number(value: Any) -> float | None:
    if isinstance(value, bool):
        return None
    try:
        return float(value)
    except (TypeError, ValueError):
        return None


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.strip().lower())
    return "".join(c for c in plain if not unicodedata.combining(c))
