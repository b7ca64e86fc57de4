"""Words and sentences: folding, places in the original, where a sentence ends, which language it is."""

from __future__ import annotations

import importlib
import itertools
import pkgutil
import re
import unicodedata

import pytest
from clausekit.language.guess import guess_language
from clausekit.language.patterns import later
from clausekit.language.text import fold, fold_text, same_length_fold, sentences, tokens
from hypothesis import given
from hypothesis import strategies as st


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold_text(fold_text(text)) == fold_text(text)


@given(st.text())
def test_folding_for_places_keeps_the_length(text: str) -> None:
    assert len(same_length_fold(text)) == len(text)


@given(st.text())
def test_every_word_stands_where_it_says(text: str) -> None:
    found = list(tokens(text))
    assert all(text[token.start : token.end] == token.text != "" for token in found)
    assert [t.start for t in found] == sorted({t.start for t in found})


@given(st.text(), st.sampled_from(["fr", "en"]))
def test_sentences_cover_the_text_without_overlap(text: str, language: str) -> None:
    places = sentences(text, language)
    assert "".join(text[start:end] for start, end in places).strip() == text.strip()
    assert all(before[1] == after[0] for before, after in itertools.pairwise(places))


@pytest.mark.parametrize(
    ("written", "folded"),
    [("Réversibilité", "reversibilite"), ("ŒUVRE", "oeuvre"), ("ÉTÉ", "ete"), ("Straße", "strasse"), ("ﬁn", "fin")],
)
def test_accents_capitals_and_ligatures_fold_away(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(
    "spoilt", [unicodedata.normalize("NFD", "réversibilité"), "réver\u00adsibilité", "réver\u200bsibilité"]
)
def test_a_word_stays_one_word_when_decomposed_or_hyphenated_softly(spoilt: str) -> None:
    assert [token.norm for token in tokens(f"la {spoilt} du")] == ["la", "reversibilite", "du"]


def test_hyphens_and_apostrophes_separate_words() -> None:
    assert [t.norm for t in tokens("L’accord-cadre n'est pas")] == ["l", "accord", "cadre", "n", "est", "pas"]


@pytest.mark.parametrize(
    ("text", "language", "count"),
    [
        ("Le Contrat dure un an. Il se renouvelle.", "fr", 2),
        ("M. Dupont signe. Voir l'art. 5 du Contrat.", "fr", 2),
        ("5. Le Prestataire livre.", "fr", 1),
        ("Il prend fin en 2025. La suite est réglée.", "fr", 2),
        ("« Fin. » Le reste suit.", "fr", 2),
        ("Acme Inc. The buyer pays.", "en", 1),
        ("See No. 5 above. The Parties agree; (a) this; (b) that.", "en", 4),
        ("Mr. J. Doe signs. The end.", "en", 2),
        ("dans un délai de 30. jours", "fr", 1),
        ("   ", "fr", 0),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, language: str, count: int) -> None:
    assert len(sentences(text, language)) == count


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Les Parties conviennent que le Contrat est conclu pour une durée de trois ans et ne peut être cédé", "fr"),
        ("The Parties agree that this Agreement shall be governed by the laws of England", "en"),
        ("3.1 250 000 XYZ", ""),
        ("", ""),
    ],
)
def test_the_language_is_guessed_from_common_words(text: str, language: str) -> None:
    guessed, share = guess_language(text.split())
    assert guessed == language
    assert 0 <= share <= 1
    assert (share > 0.5) is bool(language)


def test_a_long_word_before_a_full_stop_does_not_cost_quadratic_time() -> None:
    assert len(sentences(("x" * 50_000 + ". A ") * 5, "en")) == 6


def test_an_expression_for_later_is_that_expression() -> None:
    number = later(r"(?P<n>\d+) days?", re.IGNORECASE)
    assert [match["n"] for match in number.finditer("9 days, 10 DAYS")] == ["9", "10"]
    assert number.pattern == r"(?P<n>\d+) days?"
    with pytest.raises(re.error):
        later("(").search("")


def test_every_expression_for_later_can_be_compiled() -> None:
    rooms = [importlib.import_module(f"clausekit.{room}") for room in ("analysis", "checks", "language", "reports")]
    modules = [
        importlib.import_module(f"{r.__name__}.{m.name}") for r in rooms for m in pkgutil.iter_modules(r.__path__)
    ]
    kept = [value for module in modules for value in vars(module).values()]
    kept += [value for each in kept if isinstance(each, dict) for value in each.values()]
    expressions = [value for value in kept if type(value) is type(later(""))]
    assert len(expressions) > 50
    assert all(isinstance(expression.pattern, str) for expression in expressions)
