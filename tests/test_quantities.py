"""Quantities in running text: what is measured, how much, and exactly which words say so."""

from __future__ import annotations

import itertools

import pytest
from clausekit.language.quantities import Quantity, quantities
from clausekit.library import formats
from hypothesis import given
from hypothesis import strategies as st

DAYS = {"day": 1, "week": 7, "month": 30, "year": 360}


def one(text: str, language: str) -> Quantity:
    found = quantities(text, language)
    assert len(found) == 1, found
    return found[0]


@given(
    st.integers(0, 9999), st.sampled_from(["day", "week", "month", "year"]), st.sampled_from(["fr", "en"])
)  # fmt: skip
def test_the_durations_we_print_are_read_back(number: int, unit: str, language: str) -> None:
    printed = formats.count(number, unit, language)
    found = one(f"x {printed}.", language)
    assert (found.kind, found.value, found.unit, found.mismatch) == ("duration", number * DAYS[unit], unit, False)
    assert found.literal == printed


@given(st.integers(0, 999_999), st.sampled_from(["fr", "en"]))
def test_the_amounts_we_print_are_read_back(amount: int, language: str) -> None:
    found = one(formats.money(amount, language), language)
    assert (found.kind, found.value) == ("money", amount)


@given(st.integers(0, 9999).map(lambda n: n / 100), st.sampled_from(["fr", "en"]))
def test_the_percentages_we_print_are_read_back(value: float, language: str) -> None:
    found = one(formats.percent(value, language), language)
    assert (found.kind, found.value) == ("percent", pytest.approx(value))


@given(st.text(), st.sampled_from(["fr", "en"]))
def test_quantities_are_in_order_apart_and_quote_the_text(text: str, language: str) -> None:
    found = quantities(text, language)
    for quantity in found:
        assert quantity.literal == text[quantity.start : quantity.end] != ""
    for before, after in itertools.pairwise(found):
        assert before.end <= after.start


@pytest.mark.parametrize(
    ("text", "language", "days", "literal"),
    [
        ("trente et 45 jours", "fr", 45, "45 jours"),
        ("et 45 jours", "fr", 45, "45 jours"),
        ("ten and 45 days", "en", 45, "45 days"),
        ("et trois mois", "fr", 90, "trois mois"),
        ("vingt-et-un jours", "fr", 21, "vingt-et-un jours"),
        ("quatre-vingt-dix (90) jours", "fr", 90, "quatre-vingt-dix (90) jours"),
        ("45 (quarante-cinq) jours", "fr", 45, "45 (quarante-cinq) jours"),
        ("one hundred and eighty (180) days", "en", 180, "one hundred and eighty (180) days"),
        ("a hundred days", "en", 100, "a hundred days"),
        ("1 000 jours", "fr", 1000, "1 000 jours"),
        ("1,000 days", "en", 1000, "1,000 days"),
        ("mille (1000) jours", "fr", 1000, "mille (1000) jours"),
        ("un an et demi", "fr", 540, "un an et demi"),
        ("two and a half years", "en", 900, "two and a half years"),
        ("six-month term", "en", 180, "six-month"),
        ("un trimestre", "fr", 90, "un trimestre"),
        ("un semestre", "fr", 180, "un semestre"),
        ("26 weeks", "en", 182, "26 weeks"),
        ("thirty (30) consecutive calendar days", "en", 30, "thirty (30) consecutive calendar days"),
        ("30 jours calendaires", "fr", 30, "30 jours calendaires"),
        ("48 heures", "fr", 2, "48 heures"),
        ("six (6) hours", "en", 0.25, "six (6) hours"),
        ("trente\u00a0(30)\u202fjours", "fr", 30, "trente\u00a0(30)\u202fjours"),
    ],
)
def test_durations_are_read_as_lawyers_write_them(text: str, language: str, days: float, literal: str) -> None:
    found = one(text, language)
    assert (found.kind, found.value, found.literal, found.mismatch) == ("duration", days, literal, False)


def test_a_duration_of_two_parts_is_two_quantities() -> None:
    assert [q.literal for q in quantities("deux ans et 6 mois", "fr")] == ["deux ans", "6 mois"]
    found = quantities("one (1) year and six (6) months", "en")
    assert [q.literal for q in found] == ["one (1) year", "six (6) months"]


@pytest.mark.parametrize(
    ("text", "language", "days"),
    [("30 jours ouvrés", "fr", 42), ("ten business days", "en", 14), ("45 jours ouvrables", "fr", 63)],
)
def test_working_days_count_for_more_and_say_so(text: str, language: str, days: float) -> None:
    found = one(text, language)
    assert (found.value, found.working) == (days, True)


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [("quinze (30) jours", "fr", 30), ("90 (sixty) days", "en", 90), ("dix pour cent (15 %)", "fr", 15)],
)
def test_words_and_figures_that_differ_are_a_mismatch_and_figures_win(text: str, language: str, value: float) -> None:
    found = one(text, language)
    assert (found.value, found.mismatch) == (value, True)


@pytest.mark.parametrize(
    ("text", "language", "months"),
    [
        ("deux fois par an", "fr", 6), ("six (6) fois par an", "fr", 2), ("quatre réunions par an", "fr", 3),
        ("une fois l'an", "fr", 12), ("tous les trois (3) mois", "fr", 3), ("toutes les deux semaines", "fr", 14 / 30),
        ("tous les cinq ans", "fr", 60), ("chaque trimestre", "fr", 3), ("mensuellement", "fr", 1),
        ("bimestriel", "fr", 2), ("twice a year", "en", 6), ("three times per year", "en", 4),
        ("every six (6) months", "en", 6), ("each calendar quarter", "en", 3), ("semi-annually", "en", 6),
    ],
)  # fmt: skip
def test_frequencies_are_months_between_two_occurrences(text: str, language: str, months: float) -> None:
    found = one(text, language)
    assert (found.kind, found.months) == ("frequency", pytest.approx(months))


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("250 000 €", "fr", 250_000), ("1 500,50 euros", "fr", 1500.5), ("1,5 million d'euros", "fr", 1_500_000),
        ("cinquante mille (50 000) euros", "fr", 50_000), ("500 k€", "fr", 500_000), ("deux mille euros", "fr", 2000),
        ("$1,500.50", "en", 1500.5), ("USD 2 million", "en", 2_000_000), ("five million dollars", "en", 5_000_000),
        ("EUR 500 maximum", "en", 500), ("£3 my fee", "en", 3),
    ],
)  # fmt: skip
def test_money_is_read_with_its_scale_and_no_letter_of_the_next_word(text: str, language: str, value: float) -> None:
    found = one(text, language)
    assert (found.kind, found.value) == ("money", value)


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("99,999 %", "fr", 99.999), ("99.95%", "en", 99.95), ("trois pour cent", "fr", 3),
        ("ten percent (10%)", "en", 10),
    ],
)  # fmt: skip
def test_percentages_keep_their_decimals(text: str, language: str, value: float) -> None:
    found = one(text, language)
    assert (found.kind, found.value) == ("percent", value)


@pytest.mark.parametrize("text", ["Article 3", "le 15 janvier 2027", "Novaleur 3", "vingt et un", "et", ""])
def test_numbers_without_a_unit_are_no_quantity(text: str) -> None:
    assert quantities(text, "fr") == []


def test_a_long_hostile_text_is_read_in_reasonable_time() -> None:
    text = "cent " * 2_000 + "1 000 " * 2_000 + "(" * 2_000
    assert quantities(text, "fr") == []
