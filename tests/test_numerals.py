"""Numbers in words: what we print, a reader can read back."""

from __future__ import annotations

import pytest
from clausekit.numerals import LARGEST, value_of, word_values, words
from hypothesis import given
from hypothesis import strategies as st

LANGUAGES = st.sampled_from(["fr", "en"])


def parts(text: str) -> list[str]:
    return text.replace("é", "e").replace("-", " ").split()


@given(st.integers(0, LARGEST), LANGUAGES, st.booleans())
def test_the_words_of_a_number_read_back_as_the_number(number: int, language: str, feminine: bool) -> None:
    assert value_of(parts(words(number, language, feminine=feminine)), language) == number


@given(st.integers(0, LARGEST), LANGUAGES)
def test_numbers_read_back_without_their_and(number: int, language: str) -> None:
    assert value_of([p for p in parts(words(number, language)) if p not in ("et", "and")], language) == number


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_two_numbers_share_their_words(language: str) -> None:
    assert len({words(number, language) for number in range(LARGEST + 1)}) == LARGEST + 1
    assert sorted(set(word_values(language).values())) == list(range(1000))


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, "zéro"), (21, "vingt et un"), (71, "soixante et onze"), (77, "soixante-dix-sept"), (80, "quatre-vingts"),
        (81, "quatre-vingt-un"), (91, "quatre-vingt-onze"), (100, "cent"), (180, "cent quatre-vingts"),
        (200, "deux cents"), (201, "deux cent un"), (1000, "mille"), (2080, "deux mille quatre-vingts"),
        (3200, "trois mille deux cents"), (8280, "huit mille deux cent quatre-vingts"),
    ],
)  # fmt: skip
def test_french_numbers_keep_the_rules_of_plural_and_et(number: int, expected: str) -> None:
    assert words(number, "fr") == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [(1, "une"), (21, "vingt et une"), (81, "quatre-vingt-une"), (11, "onze"), (101, "cent une")],
)
def test_french_numbers_agree_with_a_feminine_unit(number: int, expected: str) -> None:
    assert words(number, "fr", feminine=True) == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [(0, "zero"), (21, "twenty-one"), (120, "one hundred and twenty"), (1001, "one thousand and one"),
     (1100, "one thousand one hundred"), (9999, "nine thousand nine hundred and ninety-nine")],
)  # fmt: skip
def test_english_numbers_are_written_the_british_way(number: int, expected: str) -> None:
    assert words(number, "en") == expected


@pytest.mark.parametrize("number", [-1, LARGEST + 1])
def test_numbers_out_of_range_are_refused(number: int) -> None:
    with pytest.raises(ValueError, match="is not between 0 and 9999"):
        words(number, "fr")


@pytest.mark.parametrize(
    ("text", "language"), [("", "fr"), ("trois quatre", "fr"), ("mois", "fr"), ("thousand", "en"), ("one two", "en")]
)
def test_what_is_no_number_has_no_value(text: str, language: str) -> None:
    assert value_of(text.split(), language) is None


def test_thousands_beyond_what_we_print_are_read() -> None:
    assert value_of(["deux", "cent", "cinquante", "mille"], "fr") == 250_000
    assert value_of(["a", "hundred", "thousand"], "en") == 100_000
