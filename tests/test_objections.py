"""Sentences of errors: each stands in both languages, with the same values, and the error can be said in either."""

from __future__ import annotations

import pickle
import string

import pytest
from clausekit.errors import AnswersError, Fault, Said
from clausekit.objections import OBJECTIONS, objection
from clausekit.refusals import DETAILS, MESSAGES

TABLES = {"objections": OBJECTIONS, "messages": MESSAGES, "details": DETAILS}


@pytest.mark.parametrize(("table", "id"), [(table, id) for table, sentences in TABLES.items() for id in sentences])
def test_both_languages_take_the_same_values(table: str, id: str) -> None:
    french, english = ({name for _, name, _, _ in string.Formatter().parse(text)} for text in TABLES[table][id])
    assert french == english
    assert all(TABLES[table][id])


def test_a_sentence_within_a_sentence_follows_its_language() -> None:
    inner = objection("whole", unit=objection("unit.months"), value="'x'")
    outer = objection("at", key="pilot", message=inner)
    assert outer == "pilot: a whole number is expected (months), not 'x'"
    assert outer.french == "pilot : un nombre entier est attendu (mois), et non 'x'"


def test_an_error_can_be_said_in_either_language_after_a_journey() -> None:
    fault = Fault("a.yaml", 3, objection("unknown_key", key="'x'"), objection("near", word="y"))
    error = pickle.loads(pickle.dumps(AnswersError(objection("answers.unfit"), faults=[fault])))
    french = error.in_language("fr")
    assert "clé inconnue 'x' (vouliez-vous dire y ?)" in str(french)
    assert str(french.in_language("en")) == str(error)
    assert isinstance(french.message, Said)
