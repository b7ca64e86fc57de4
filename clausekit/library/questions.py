"""The records of the decision aid: its questions, the ladders of commitment, and what answers a type suits."""

from __future__ import annotations

from pydantic import Field

from clausekit.library.parameters import Bilingual, Name, Record


class AnswerChoice(Record):
    """An answer a question accepts; `also` are other ways to write it, `up_to` the last number it covers."""

    label: Bilingual
    also: tuple[str, ...] = ()
    up_to: float | None = None


class Question(Record):
    """A question of the decision aid. When its answers have `up_to`, a number may be given instead."""

    id: Name
    ask: Bilingual
    answers: dict[Name, AnswerChoice]


class Ladder(Record):
    """Types in the order of their commitment, the lightest first; `convention`: our own order, not the source's."""

    title: Bilingual
    types: tuple[Name, ...]
    convention: bool = False


class Advice(Record):
    """recommend.yaml: what is asked, and the ladders on which neighbours stand."""

    questions: tuple[Question, ...] = ()
    ladders: tuple[Ladder, ...] = ()

    def question(self, ident: str) -> Question | None:
        return next((question for question in self.questions if question.id == ident), None)


class Suits(Record):
    """The answers a type suits; `weight` decides a tie (the lighter wins); `needs` answers it cannot do without."""

    weight: int = Field(ge=0, le=100)
    answers: dict[Name, tuple[Name, ...]]
    needs: tuple[Name, ...] = ()
