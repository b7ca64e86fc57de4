"""Whole numbers as words, in French and English, both ways."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

_EN_WORDS = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen"""
_FR_WORDS = """zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize
dix-sept dix-huit dix-neuf"""
_EN, _FR = _EN_WORDS.split(), _FR_WORDS.split()
_EN_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_FR_TENS = ("vingt", "trente", "quarante", "cinquante", "soixante")
LARGEST = 9999


def words(number: int, language: str, *, feminine: bool = False) -> str:
    """The number in words (0 to 9999); ValueError beyond. `feminine` matters in French: une, vingt et une."""
    if not 0 <= number <= LARGEST:
        raise ValueError(f"{number} is not between 0 and {LARGEST}")
    if language == "fr":
        text = _french(number)
        return text + "e" if feminine and (text == "un" or text.endswith((" un", "-un"))) else text
    return _english(number)


def _english(number: int) -> str:
    if number < 20:
        return _EN[number]
    if number < 100:
        tens, units = divmod(number, 10)
        return _EN_TENS[tens - 2] + (f"-{_EN[units]}" if units else "")
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        return f"{_EN[hundreds]} hundred" + (f" and {_english(rest)}" if rest else "")
    thousands, rest = divmod(number, 1000)
    joint = " and " if 0 < rest < 100 else " "
    return f"{_english(thousands)} thousand" + (f"{joint}{_english(rest)}" if rest else "")


def _french(number: int) -> str:
    if number < 20:
        return _FR[number]
    if number < 70:
        tens, units = divmod(number, 10)
        return _FR_TENS[tens - 2] + ("" if not units else " et un" if units == 1 else f"-{_FR[units]}")
    if number < 80:
        return "soixante et onze" if number == 71 else f"soixante-{_FR[number - 60]}"
    if number < 100:
        return "quatre-vingts" if number == 80 else f"quatre-vingt-{_FR[number - 80]}"
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        head = "cent" if hundreds == 1 else f"{_FR[hundreds]} cent" + ("" if rest else "s")
        return f"{head} {_french(rest)}" if rest else head
    thousands, rest = divmod(number, 1000)
    stem = _french(thousands)
    for plural in ("vingts", "cents"):
        stem = stem[:-1] if stem.endswith(plural) else stem
    head = "mille" if thousands == 1 else f"{stem} mille"
    return f"{head} {_french(rest)}" if rest else head


@cache
def word_values(language: str) -> dict[tuple[str, ...], int]:
    """Folded words of each number from 0 to 999, as a tuple of words without hyphens: the parsing table."""
    table: dict[tuple[str, ...], int] = {}
    for number in range(1000):
        for feminine in (False, True):
            spelled = words(number, language, feminine=feminine).replace("é", "e")
            parts = tuple(spelled.replace("-", " ").split())
            table.setdefault(parts, number)
            table.setdefault(tuple(part for part in parts if part not in ("and", "et")), number)
    if language == "en":
        table[("a", "hundred")] = 100
    return table


def value_of(parts: Sequence[str], language: str) -> int | None:
    """The number that folded words without hyphens spell, 0 to 999 999; None when they spell none."""
    table = word_values(language)
    bare = tuple(part for part in parts if part not in ("and", "et"))
    thousand = "mille" if language == "fr" else "thousand"
    if thousand not in bare:
        return table.get(bare)
    at = bare.index(thousand)
    head = table.get(bare[:at], 0) if at else 1 if language == "fr" else 0
    rest = table.get(bare[at + 1 :]) if bare[at + 1 :] else 0
    return head * 1000 + rest if head and rest is not None else None
