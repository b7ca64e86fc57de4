"""Durations, frequencies, percentages and money in running text, French and English (spec 0.6)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from clausekit.language.patterns import later
from clausekit.language.text import same_length_fold
from clausekit.numerals import value_of, word_values

Kind = Literal["duration", "frequency", "percent", "money"]
_DAYS = {
    "minute": 1 / 1440, "hour": 1 / 24, "day": 1.0, "week": 7.0, "fortnight": 14.0, "month": 30.0, "bimester": 60.0,
    "quarter": 90.0, "semester": 180.0, "year": 360.0,
}  # fmt: skip
_UNIT_WORDS = {
    "fr": {
        "day": "jours?", "week": "semaines?", "fortnight": "quinzaines?", "month": "mois",
        "quarter": "trimestres?", "semester": "semestres?", "year": "ans?|annees?",
    },
    "en": {
        "day": "days?", "week": "weeks?", "fortnight": "fortnights?", "month": "months?",
        "quarter": "quarters?", "semester": "semesters?|half[- ]years?", "year": "years?",
    },
}  # fmt: skip
_SHORT_UNITS = {"fr": {"hour": "heures?", "minute": "minutes?"}, "en": {"hour": "hours?", "minute": "minutes?"}}
_FREQUENCY_WORDS = {
    "fr": {
        "day": "quotidien(?:ne)?(?:s|ment)?|journalier[es]*", "week": "hebdomadaires?(?:ment)?",
        "fortnight": "bimensuel(?:le)?s?", "month": "mensuel(?:le)?s?(?:ment)?", "bimester": "bimestriel(?:le)?s?",
        "quarter": "trimestriel(?:le)?s?(?:lement|ment)?", "semester": "semestriel(?:le)?s?(?:lement|ment)?",
        "year": "annuel(?:le)?s?(?:lement|ment)?",
    },
    "en": {
        "day": "daily", "week": "weekly", "fortnight": "fortnightly", "month": "monthly", "quarter": "quarterly",
        "semester": "semi-?annual(?:ly)?|half[- ]yearly|bi-?annual(?:ly)?", "year": "annual(?:ly)?|yearly",
    },
}  # fmt: skip
_QUALIFIED = {
    "fr": (r"[\s-]*", r"(?:\s+(?:ouvres?|ouvrables?|calendaires?|francs?|consecutifs?|entiers?|pleine?s?)\b){0,2}"),
    "en": (r"[\s-]*(?:(?:full|calendar|business|working|consecutive|contract|successive|clear)[\s-]+){0,3}", ""),
}
_HALF = {"fr": r"(?P<half>\s+et\s+demie?\b)?", "en": ""}
_WORKING = later(r"\b(?:ouvr|business|working)")
_TIMES = {"fr": "fois|reunions?|seances?|sessions?", "en": "times?|meetings?|sessions?"}
_FIGURES = r"(?<![\d.,])(?:\d{1,3}(?:[ .,']\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?|\d+(?:[.,]\d+)?)"


class Quantity(NamedTuple):
    """A measured value at [start, end) of the text.

    `value` is in days of 30-day months for durations, months between two occurrences for frequencies,
    percent points, or currency units. `mismatch`: words and figures of one number differ.
    """

    start: int
    end: int
    kind: Kind
    value: float
    literal: str
    unit: str = ""
    working: bool = False
    mismatch: bool = False

    @property
    def months(self) -> float:
        return self.value if self.kind == "frequency" else self.value / 30.0


def quantities(text: str, language: str) -> list[Quantity]:
    """Every quantity of a sentence or paragraph, in order of place."""
    folded = same_length_fold(text)
    found = [q for hint, read in _READERS[language] if hint.search(folded) for q in read(folded, text, language)]
    taken: list[Quantity] = []
    for quantity in sorted(found, key=lambda q: (q.start, -(q.end - q.start))):
        if not any(quantity.start < other.end and other.start < quantity.end for other in taken):
            taken.append(quantity)
    return taken


# -- numbers -----------------------------------------------------------------------------------


@cache
def _words_pattern(language: str) -> str:
    """Number words in a row: « vingt et un », "one hundred and twenty"; « et » only between two of them."""
    singles = {word for parts in word_values(language) for word in parts} - {"et", "and", "a"}
    word = "|".join(sorted({*singles, "mille" if language == "fr" else "thousand"}, key=len, reverse=True))
    first = "" if language == "fr" else r"(?:a[ -](?=hundred))?"
    return rf"{first}(?:{word})(?:[ -]+(?:(?:et|and)[ -]+)?(?:{word}))*\b"


@cache
def _number_pattern(language: str) -> str:
    """« trois (3) », « 3 (trois) », « 3 », « trois », "two and a half"."""
    words = _words_pattern(language)
    half = "" if language == "fr" else r"(?P<number_half>\s+and\s+a\s+half)?"
    return (
        rf"(?:\b(?P<w1>{words})\s*\(\s*(?P<f1>{_FIGURES})\s*\)|(?P<f2>{_FIGURES})\s*\(\s*(?P<w2>{words})\s*\)"
        rf"|(?P<f3>{_FIGURES})|\(\s*(?P<f4>{_FIGURES})\s*\)|\b(?P<w3>{words}){half})"
    )


class _Number(NamedTuple):
    value: float
    start: int
    mismatch: bool = False


def _number(match: re.Match[str], language: str, *, percent: bool = False) -> _Number | None:
    """The number of a match: figures win over words, and both should agree."""
    groups = match.groupdict()
    name = next((n for n in ("w1", "w2", "w3") if groups.get(n)), "")
    value, offset = _spelled(groups[name], language) if name else (None, 0)
    figure = groups.get("f1") or groups.get("f2") or groups.get("f3") or groups.get("f4")
    start = match.start(name) + offset if name in ("w1", "w3") else match.start()
    if figure:
        amount = _amount(figure, percent=percent)
        return _Number(amount, start, value is not None and value != amount)
    if value is None:
        return None
    return _Number(value + (0.5 if groups.get("number_half") else 0.0), start)


def _spelled(words: str, language: str) -> tuple[int | None, int]:
    """The longest tail of the words that spells a number, and where it begins in them."""
    places = [(found[0], found.start()) for found in re.finditer(r"[^\s-]+", words)]
    for number, (word, place) in enumerate(places):
        value = value_of([part for part, _ in places[number:]], language) if word not in ("et", "and") else None
        if value is not None:
            return value, place
    return None, 0


def _amount(figure: str, *, percent: bool = False) -> float:
    """« 1 500,50 », "1,500.50", « 1.500 »: three digits after a separator are thousands, but not in « 99,999 % »."""
    if percent and re.fullmatch(r"\d{1,3}[.,]\d+", figure):
        return float(figure.replace(",", "."))
    decimals = re.search(r"[.,](\d{1,2}|\d{4,})$", figure)
    whole = figure[: decimals.start()] if decimals else figure
    return float(re.sub(r"[ .,']", "", whole) + ("." + decimals[1] if decimals else ""))


# -- durations and frequencies -----------------------------------------------------------------


def _units(language: str, prefix: str, *, short: bool) -> str:
    units = {**_UNIT_WORDS[language], **(_SHORT_UNITS[language] if short else {})}
    return "|".join(f"(?P<{prefix}{unit}>{words})" for unit, words in units.items())


@cache
def _duration_pattern(language: str) -> re.Pattern[str]:
    before, after = _QUALIFIED[language]
    units = _units(language, "", short=True)
    half = _HALF[language]
    return re.compile(rf"{_number_pattern(language)}(?P<before>{before})(?:{units})\b{half}(?P<after>{after})")


def _durations(folded: str, text: str, language: str) -> Iterator[Quantity]:
    for match in _duration_pattern(language).finditer(folded):
        number = _number(match, language)
        if number is None:
            continue
        groups = match.groupdict()
        unit = next(name for name in _DAYS if groups.get(name))
        working = bool(_WORKING.search(f"{groups['before']} {groups['after']}"))
        value = number.value + (0.5 if groups.get("half") else 0.0)
        days = round(value * _DAYS[unit] * (7 / 5 if working and unit == "day" else 1), 6)
        literal = text[number.start : match.end()]
        yield Quantity(number.start, match.end(), "duration", days, literal, unit, working, number.mismatch)


@cache
def _frequency_pattern(language: str) -> re.Pattern[str]:
    units = _units(language, "u_", short=False)
    adverbs = "|".join(f"(?P<a_{unit}>{words})" for unit, words in _FREQUENCY_WORDS[language].items())
    number = rf"(?:\d+|{_words_pattern(language)})"
    figure = r"\s*(?:\(\d+\)\s*)?"
    times = rf"(?P<times>{number}){figure}(?:{_TIMES[language]})\s+"
    count = rf"(?:(?P<every>{number}){figure})?"
    if language == "fr":
        every = r"chaque|toute?s les?|tous les|par|une fois l'"
        return re.compile(rf"\b(?:(?:{times})?(?P<lead>{every})\s*{count}(?:{units})|(?:{adverbs}))\b")
    times = rf"(?:(?P<adverb>once|twice)\s+|{times})?"
    lead = r"(?P<lead>each|every|per|a|in each|in every)"
    middle = r"(?:(?:calendar|contract|fiscal|financial)\s+)?"
    return re.compile(rf"\b(?:{times}{lead}\s+{count}{middle}(?:{units})|(?:{adverbs}))\b")


def _frequencies(folded: str, text: str, language: str) -> Iterator[Quantity]:
    for match in _frequency_pattern(language).finditer(folded):
        groups = match.groupdict()
        unit = next(name for name in _DAYS if groups.get(f"u_{name}") or groups.get(f"a_{name}"))
        adverb = {"once": 1, "twice": 2}.get(groups.get("adverb") or "")
        if groups.get("lead") == "a" and not (adverb or groups.get("times")):
            continue
        times = adverb or _count(groups.get("times"), language)
        months = _DAYS[unit] / 30.0 * _count(groups.get("every"), language) / times
        yield Quantity(match.start(), match.end(), "frequency", months, text[match.start() : match.end()], unit)


def _count(written: str | None, language: str) -> int:
    if not written:
        return 1
    return (int(written) if written.isdigit() else _spelled(written, language)[0]) or 1


# -- percentages and money ---------------------------------------------------------------------


@cache
def _percent_pattern(language: str) -> re.Pattern[str]:
    sign = r"\s*(?:%|pour\s?cent\b|per\s?cent\b)"
    return re.compile(rf"{_number_pattern(language)}{sign}(?:\s*\(\s*(?P<again>{_FIGURES})\s*%?\s*\))?")


def _percents(folded: str, text: str, language: str) -> Iterator[Quantity]:
    for match in _percent_pattern(language).finditer(folded):
        number = _number(match, language, percent=True)
        if number is not None:
            value = _amount(match["again"], percent=True) if match["again"] else number.value
            mismatch = number.mismatch or value != number.value
            literal = text[number.start : match.end()]
            yield Quantity(number.start, match.end(), "percent", value, literal, "", False, mismatch)


_SCALES = {
    "k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "mm": 1e6, "million": 1e6, "millions": 1e6, "bn": 1e9,
    "billion": 1e9, "milliard": 1e9, "milliards": 1e9,
}  # fmt: skip
_SCALE = r"(?:k|mm?|mn|bn|millions?|thousand|billion|milliards?)"


@cache
def _money_pattern(language: str) -> re.Pattern[str]:
    before = (
        r"(?P<pre>(?:us)?\$|€|£|(?<![a-z])(?:eur|usd|gbp|chf))\s*"
        rf"(?P<n1>{_FIGURES})(?:\s*(?P<m1>{_SCALE})(?![a-z]))?"
    )
    after = (
        rf"{_number_pattern(language)}\s*(?:(?P<m2>{_SCALE})(?![a-z])\s*)?(?:d'|de\s+|of\s+)?"
        r"(?P<post>€|\$|£|(?:euros?|eur|(?:us\s+)?dollars?|usd|gbp|pounds?|chf)\b)"
    )
    return re.compile(f"(?:{before}|{after})")


def _money(folded: str, text: str, language: str) -> Iterator[Quantity]:
    for match in _money_pattern(language).finditer(folded):
        number = _Number(_amount(match["n1"]), match.start()) if match["n1"] else _number(match, language)
        if number is not None:
            value = round(number.value * _SCALES.get(match["m1"] or match["m2"] or "", 1.0), 6)
            literal = text[number.start : match.end()]
            currency = match["pre"] or match["post"]
            yield Quantity(number.start, match.end(), "money", value, literal, currency, False, number.mismatch)


# Each reader with the words it needs, so that most sentences are passed over quickly.
_MONEY_SIGNS = later(r"[€$£]|eur|dollar|usd|gbp|pound|chf")
_PERCENT_SIGNS = later(r"%|\bp(?:our|er)\s?cent")
_READERS = {
    language: (
        (later("|".join([*units.values(), *_FREQUENCY_WORDS[language].values()])), _frequencies),
        (later("|".join([*units.values(), *_SHORT_UNITS[language].values()])), _durations),
        (_PERCENT_SIGNS, _percents),
        (_MONEY_SIGNS, _money),
    )
    for language, units in _UNIT_WORDS.items()
}
