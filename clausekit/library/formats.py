"""How values are printed in a contract: numbers in words and figures, durations, money, dates, lists."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Any

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal

from clausekit.numerals import LARGEST, words

NBSP = "\u00a0"
_UNITS = {
    "month": ("mois", "mois", "month", "months"),
    "day": ("jour", "jours", "day", "days"),
    "calendar_day": ("jour calendaire", "jours calendaires", "calendar day", "calendar days"),
    "business_day": ("jour ouvré", "jours ouvrés", "business day", "business days"),
    "year": ("an", "ans", "year", "years"),
    "hour": ("heure", "heures", "hour", "hours"),
    "minute": ("minute", "minutes", "minute", "minutes"),
    "week": ("semaine", "semaines", "week", "weeks"),
}
_FEMININE = {"hour", "minute", "week"}
_LOCALES = {"fr": "fr_FR", "en": "en_GB"}


def count(value: int | float, unit: str, language: str) -> str:
    """« trois (3) mois », "three (3) months": words and figures from one value; half a month is fifteen days."""
    if unit == "month" and value == 0.5:
        value, unit = 15, "day"
    fr_one, fr_many, en_one, en_many = _UNITS[unit]
    plural = value >= 2 if language == "fr" else value != 1
    name = (fr_many if plural else fr_one) if language == "fr" else (en_many if plural else en_one)
    return f"{in_words(value, language, feminine=unit in _FEMININE)}{NBSP}{name}"


def in_words(value: int | float, language: str, *, feminine: bool = False) -> str:
    """« trois (3) », "three (3)"; figures alone when the value is not a whole number up to 9999."""
    if isinstance(value, float) and not value.is_integer():
        return decimal(value, language)
    number = int(value)
    if not 0 <= number <= LARGEST:
        return decimal(number, language)
    return f"{words(number, language, feminine=feminine)} ({number})"


def decimal(value: int | float, language: str) -> str:
    """« 1 234,5 », "1,234.5": every digit of the value, none rounded away."""
    return _spaces(format_decimal(value, locale=_LOCALES[language], decimal_quantization=False))


def percent(value: int | float, language: str) -> str:
    """« 12,5 % », "12.5%"."""
    figure = decimal(int(value) if float(value).is_integer() else value, language)
    return f"{figure}{NBSP}%" if language == "fr" else f"{figure}%"


def money(value: Any, language: str, currency: str = "EUR") -> str:
    """« 250 000 € », "EUR 250,000"; text that is already an amount is kept."""
    if isinstance(value, str):
        return value
    if language == "fr":
        digits = "#,##0 ¤" if float(value).is_integer() else "#,##0.00 ¤"
        return _spaces(format_currency(value, currency, digits, locale="fr_FR", currency_digits=False))
    figure = format_decimal(value, "#,##0" if float(value).is_integer() else "#,##0.00", locale="en_GB")
    return f"{currency}{NBSP}{figure}"


def day(value: date, language: str) -> str:
    """« 15 janvier 2027 », « 1er mars 2027 », "15 January 2027"."""
    text = format_date(value, "d MMMM y", locale=_LOCALES[language])
    if language == "fr" and value.day == 1:
        text = "1er" + text[1:]
    return _spaces(text).replace(" ", NBSP)


def of(text: str) -> str:
    """« de Novalys », « d’Orange », « d’un (1) mois »: the French preposition; no elision before h or onze.

    Before a word in capitals the preposition is in capitals.
    """
    first = unicodedata.normalize("NFKD", text[:1]).lower()[:1]
    elided = first != "" and first in "aeiouyœæ" and not text.lower().startswith("onze")
    joined = f"d’{text}" if elided else f"de {text}"
    return joined.upper() if text.isupper() else joined


def enumeration(items: Sequence[str], language: str, *, last: str = "") -> str:
    """« a, b et c », "a, b and c"."""
    joint = last or ("et" if language == "fr" else "and")
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {joint} {items[-1]}"


def _spaces(text: str) -> str:
    return text.replace("\u202f", NBSP)
