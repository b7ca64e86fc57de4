"""Durations, frequencies, percentages and money in running text, French and English (spec 0.6)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from clausekit.language.text import same_length_fold
from clausekit.numerals import word_values

Kind = Literal["duration", "frequency", "percent", "money"]
_DAYS = {"day": 1.0, "week": 7.0, "fortnight": 14.0, "month": 30.0, "quarter": 90.0, "semester": 180.0, "year": 360.0}
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
_FREQUENCY_WORDS = {
    "fr": {
        "day": "quotidien(?:ne)?(?:s|ment)?|journalier[es]*", "week": "hebdomadaires?(?:ment)?",
        "fortnight": "bimensuel(?:le)?s?", "month": "mensuel(?:le)?s?(?:ment)?",
        "quarter": "trimestriel(?:le)?s?(?:lement|ment)?", "semester": "semestriel(?:le)?s?(?:lement|ment)?",
        "year": "annuel(?:le)?s?(?:lement|ment)?",
    },
    "en": {
        "day": "daily", "week": "weekly", "fortnight": "fortnightly", "month": "monthly", "quarter": "quarterly",
        "semester": "semi-?annual(?:ly)?|half[- ]yearly|bi-?annual(?:ly)?", "year": "annual(?:ly)?|yearly",
    },
}  # fmt: skip
_MULTIPLES = {"fr": {"une": 1, "deux": 2, "trois": 3, "quatre": 4}, "en": {"once": 1, "twice": 2}}


@dataclass(frozen=True, slots=True, order=True)
class Quantity:
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
    found = [*_frequencies(folded, text, language), *_durations(folded, text, language)]
    found += [*_percents(folded, text), *_money(folded, text)]
    taken: list[Quantity] = []
    for quantity in sorted(found, key=lambda q: (q.start, -(q.end - q.start))):
        if not any(quantity.start < other.end and other.start < quantity.end for other in taken):
            taken.append(quantity)
    return taken


@cache
def _number_pattern(language: str) -> str:
    spelled = {" ".join(parts) for parts in word_values(language) if parts}
    singles = sorted({word for phrase in spelled for word in phrase.split()}, key=len, reverse=True)
    word = "|".join(singles)
    return rf"(?P<words>(?:{word})(?:[ -](?:{word}))*)?\s*\(?(?P<figures>\d+(?:[.,]\d+)?)?\)?"


@cache
def _duration_pattern(language: str) -> re.Pattern[str]:
    units = "|".join(f"(?P<{unit}>{words})" for unit, words in _UNIT_WORDS[language].items())
    qualifier = r"(?:(?:full|calendar|business|working|consecutive|contract)[ -])?" if language == "en" else ""
    suffix = r"(?P<kind>\s+(?:ouvres?|ouvrables?|calendaires?|francs?))?" if language == "fr" else ""
    before = rf"(?P<kind>(?:business|working)\s+)?{qualifier}" if language == "en" else ""
    return re.compile(rf"\b{_number_pattern(language)}[\s-]*{before}(?:{units})\b{suffix}")


def _durations(folded: str, text: str, language: str) -> Iterator[Quantity]:
    for match in _duration_pattern(language).finditer(folded):
        number, mismatch = _number(match["words"], match["figures"], language)
        if number is None:
            continue
        unit = next(name for name in _DAYS if name in match.re.groupindex and match[name])
        kind = (match["kind"] or "").strip()
        working = kind.startswith(("ouvr", "business", "working"))
        days = number * _DAYS[unit] * (7 / 5 if working and unit == "day" else 1)
        start = match.start() + (len(match[0]) - len(match[0].lstrip()))
        yield Quantity(
            start, match.end(), "duration", days, text[start : match.end()].strip(), unit, working, mismatch
        )


def _number(words: str | None, figures: str | None, language: str) -> tuple[float | None, bool]:
    """The number meant, and whether words and figures differ; figures win."""
    spelled = _spelled(words, language) if words else None
    if figures:
        value = float(figures.replace(",", "."))
        return value, spelled is not None and spelled != value
    return (float(spelled), False) if spelled is not None else (None, False)


def _spelled(words: str, language: str) -> int | None:
    """The longest tail of the words that spells a number."""
    parts = words.replace("-", " ").split()
    table = word_values(language)
    for start in range(len(parts)):
        tail = tuple(parts[start:])
        if tail in table:
            return table[tail]
        bare = tuple(part for part in tail if part not in ("and", "et"))
        if bare in table:
            return table[bare]
    return None


@cache
def _frequency_pattern(language: str) -> re.Pattern[str]:
    units = "|".join(f"(?P<u_{unit}>{words})" for unit, words in _UNIT_WORDS[language].items())
    adverbs = "|".join(f"(?P<a_{unit}>{words})" for unit, words in _FREQUENCY_WORDS[language].items())
    if language == "fr":
        every = r"chaque|toute?s les?|tous les|par|une fois l'"
        times = r"(?:(?P<times>une|deux|trois|quatre|\d+)\s*(?:\(\d+\)\s*)?fois\s+)?"
        count = r"(?:(?P<every>\d+|deux|trois|quatre|six|douze)\s*(?:\((?P<everyn>\d+)\)\s*)?)?"
        return re.compile(rf"\b(?:{times}(?P<lead>{every})\s*{count}(?:{units})|(?:{adverbs}))\b")
    times = r"(?:(?P<times>once|twice|(?:one|two|three|four|\d+)\s*(?:\(\d+\)\s*)?times?)\s+)?"
    count = r"(?:(?P<every>\d+|two|three|four|six|twelve)\s*(?:\((?P<everyn>\d+)\)\s*)?)?"
    lead = r"(?P<lead>each|every|per|a|in each|in every)"
    middle = r"(?:(?:calendar|contract|fiscal|financial)\s+)?"
    return re.compile(rf"\b(?:{times}{lead}\s+{count}{middle}(?:{units})|(?:{adverbs}))\b")


_WORD_NUMBERS = {
    "une": 1, "deux": 2, "trois": 3, "quatre": 4, "six": 6, "douze": 12,
    "once": 1, "twice": 2, "one": 1, "two": 2, "three": 3, "four": 4, "twelve": 12,
}  # fmt: skip


def _small(word: str | None) -> int | None:
    if not word:
        return None
    first = word.split()[0]
    return int(first) if first.isdigit() else _WORD_NUMBERS.get(first)


def _frequencies(folded: str, text: str, language: str) -> Iterator[Quantity]:
    for match in _frequency_pattern(language).finditer(folded):
        groups = match.groupdict()
        unit = next((n for n in _DAYS if groups.get(f"u_{n}") or groups.get(f"a_{n}")), "")
        lead = groups.get("lead")
        if lead in ("par", "per", "a") and not groups.get("times"):
            if lead == "a":
                continue
        times = _small(groups.get("times")) or 1
        every = _small(groups.get("everyn")) or _small(groups.get("every")) or 1
        months = _DAYS[unit] / 30.0 * every / times
        yield Quantity(match.start(), match.end(), "frequency", months, text[match.start() : match.end()], unit)


_PERCENT = re.compile(r"(?P<n>\d{1,3}(?:[.,]\d+)?)\s*\)?\s*(?:%|pour\s?cent|per\s?cent|percent)")
_AMOUNT = r"\d{1,3}(?:[ .,]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?"
_MONEY = re.compile(
    rf"(?:(?P<pre>€|\$|£|eur|usd|us\$|gbp|chf)\s*(?P<n1>{_AMOUNT})\s*(?P<m1>k|m|million|millions|thousand)?"
    rf"|(?P<n2>{_AMOUNT})\s*(?P<m2>k|m|million|millions|mille)?\s*(?P<post>€|\$|£|euros?|eur\b|dollars?|usd|gbp|chf))"
)


def _percents(folded: str, text: str) -> Iterator[Quantity]:
    for match in _PERCENT.finditer(folded):
        yield Quantity(
            match.start(), match.end(), "percent", float(match["n"].replace(",", ".")), text[match.start() : match.end()]
        )


def _money(folded: str, text: str) -> Iterator[Quantity]:
    for match in _MONEY.finditer(folded):
        figure = match["n1"] or match["n2"]
        scale = {"k": 1e3, "thousand": 1e3, "mille": 1e3, "m": 1e6, "million": 1e6, "millions": 1e6}
        value = _amount(figure) * scale.get(match["m1"] or match["m2"] or "", 1.0)
        currency = match["pre"] or match["post"]
        yield Quantity(match.start(), match.end(), "money", value, text[match.start() : match.end()], currency)


def _amount(figure: str) -> float:
    decimals = re.search(r"[.,](\d{1,2})$", figure)
    whole = figure[: decimals.start()] if decimals else figure
    return float(re.sub(r"[ .,]", "", whole) + ("." + decimals[1] if decimals else ""))
