"""A value of nought, a half, one or two stands in a sentence that still agrees with it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from clausekit.drafting import draft, make_plan
from clausekit.library.answers import Answers
from clausekit.library.formats import count
from clausekit.library.templates import Renderer
from clausekit.library.typography import NBSP
from tests.contracts_from_examples import LANGUAGES, example, library

ONE = "tpe_codevelopment_trade"  # a type that may use every variant
WRONG = {
    "fr": re.compile(
        r"\b(?:les|ces|des|aux|leurs) (?:une?|zéro) \(|\b(?:lorsque|que|de) une? \(1\)|zéro \("
        r"|\b[01][ \u00a0\)]+(?!mois|fois)\w+s\b(?<!mois)(?<!fois)|\bun \(1\)[ \u00a0](?:proposition|semaine|action)"
        r"|0,5[ \u00a0](?:mois|an|jour|semaine)"
    ),
    "en": re.compile(r"\(1\)[ \u00a0](?!business)\w+s\b|0\.5[ \u00a0](?!%)\w|zero \(|\bone \(1\)[ \u00a0]\w+ reach\b"),
}


def contract_with(number: float, variant: str, language: str) -> list[str]:
    """Every clause, each number set to this one where its limits allow."""
    data = {
        **example("strategic_alliance", language).data,
        "type": ONE,
        "facts": dict.fromkeys(library().triggers, True),
    }
    every = [i for i, c in library().clauses.items() if c.kind in ("core", "general")]
    plan = make_plan(library(), ONE, Answers(data), with_=every, variants={"": variant})
    values = dict(plan.values)
    for ident, parameter in library().parameters(tuple(library().folders)).items():
        whole = parameter.type == "int"
        inside = (parameter.min or 0) <= number <= (parameter.max or number)
        if parameter.type in ("int", "float") and inside and not (whole and number % 1) and ident in values:
            values[ident] = int(number) if whole else number
    values |= {"pilot_extension_allowed": True, "exit_convenience_allowed": True}
    return [p.text for p in draft(replace(plan, values=values), library(), final=True, lenient=True).paragraphs()]


@pytest.mark.slow
@pytest.mark.parametrize("number", [0, 0.5, 1, 2])
@pytest.mark.parametrize("variant", ["protective", "balanced", "light"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_agrees_with_its_number(language: str, variant: str, number: float) -> None:
    texts = contract_with(number, variant, language)
    assert [text for text in texts if WRONG[language].search(text)] == []


@pytest.mark.parametrize(
    ("source", "value", "shown"),
    [
        ("Dans les {{ n | days }} de la fin", 1, "Dans le délai d’un (1) jour de la fin"),
        ("Dans les {{ n | days }} de la fin", 2, "Dans les deux (2) jours de la fin"),
        ("puis tous les {{ n | months }}", 1, "puis chaque mois"),
        ("puis tous les {{ n | months }}", 6, "puis tous les six (6) mois"),
        ("un stock {{ n | weeks | de }}", 1, "un stock d’une (1) semaine"),
    ],
)
def test_french_agrees_with_one(source: str, value: int, shown: str) -> None:
    renderer = Renderer("fr")
    text = renderer.render(source, {"n": value})
    for place, piece in enumerate(renderer.pieces):
        text = text.replace(f"\ue000{place}\ue001", piece.text)
    assert text.replace(NBSP, " ") == shown


def test_half_a_month_is_fifteen_days() -> None:
    assert count(0.5, "month", "fr").replace(NBSP, " ") == "quinze (15) jours"
    assert count(0.5, "month", "en").replace(NBSP, " ") == "fifteen (15) days"
