"""A count as Word writes it in each number format: 4, iv, d, 4e, quatrième."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_UNITS = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen",
    "fr": "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize",
}
_TENS = {
    "en": "_ _ twenty thirty forty fifty sixty seventy eighty ninety",
    "fr": "_ dix vingt trente quarante cinquante soixante soixante quatre-vingt quatre-vingt",
}
_FIRSTS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth",
           "nine": "ninth", "twelve": "twelfth"}  # fmt: skip
_SYMBOLS = ("*", "†", "‡", "§")
# Formats would take memory in proportion to the count: beyond this, plain digits.
_MOST = 32767


@lru_cache(maxsize=4096)
def numeral(count: int, format: str, language: str = "en", pattern: str = "") -> str:
    """`count` in the `w:numFmt` format; formats of other scripts fall back to digits."""
    if format == "none":
        return ""
    if format == "custom" and pattern:
        return str(count).zfill(len(pattern.split(",")[0].strip()))
    if count < 0 or count > _MOST:
        return str(count)
    language = "fr" if language.startswith("fr") else "en"
    if format in _WORDS:
        text = _WORDS[format](count, language)
        return text[:1].upper() + text[1:]
    return _FORMATS[format](count, language) if format in _FORMATS else str(count)


def _roman(count: int, _: str) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (count // value)
        count %= value
    return text


def _letter(count: int, _: str) -> str:
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1) if 0 < count <= 780 else str(count)


def _ordinal(count: int, language: str) -> str:
    if language == "fr":
        return "1er" if count == 1 else f"{count}e"
    ending = "th" if count % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
    return f"{count}{ending}"


def _cardinal_text(count: int, language: str) -> str:
    units = _UNITS[language].split()
    if count < len(units):
        return units[count]
    if count > 99:
        return str(count)
    return _french_tens(count, units) if language == "fr" else _english_tens(count, units)


def _english_tens(count: int, units: list[str]) -> str:
    tens = _TENS["en"].split()[count // 10]
    return f"{tens}-{units[count % 10]}" if count % 10 else tens


def _french_tens(count: int, units: list[str]) -> str:
    ten, unit = divmod(count, 10)
    tens = _TENS["fr"].split()[ten]
    if ten in (7, 9):  # soixante-dix, quatre-vingt-dix
        unit += 10
    if unit == 0:
        return f"{tens}s" if ten == 8 else tens
    joint = "-et-" if unit in (1, 11) and 2 <= ten <= 7 else "-"
    return tens + joint + _cardinal_text(unit, "fr")


def _ordinal_text(count: int, language: str) -> str:
    text = _cardinal_text(count, language)
    if text.isdigit():
        return _ordinal(count, language)
    if language == "fr":
        return "premier" if count == 1 else _french_ordinal(text)
    head, dash, last = text.rpartition("-")
    return head + dash + (_FIRSTS.get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th"))


def _french_ordinal(text: str) -> str:
    if text.endswith("cinq"):
        return f"{text}uième"
    if text.endswith("neuf"):
        return f"{text[:-1]}vième"
    return f"{text.removesuffix('e').removesuffix('s') if not text.endswith('trois') else text}ième"


def _symbol(count: int, _: str) -> str:
    return _SYMBOLS[(count - 1) % 4] * min((count - 1) // 4 + 1, 99) if count else ""


_FORMATS: dict[str, Callable[[int, str], str]] = {
    "decimalZero": lambda count, _: f"{count:02d}",
    "upperRoman": lambda count, _: _roman(count, _).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda count, _: _letter(count, _).upper(),
    "lowerLetter": _letter,
    "ordinal": _ordinal,
    "numberInDash": lambda count, _: f"- {count} -",
    "decimalEnclosedParen": lambda count, _: f"({count})",
    "hex": lambda count, _: f"{count:X}",
    "chicago": _symbol,
    "bullet": lambda count, _: "•",
}
_WORDS: dict[str, Callable[[int, str], str]] = {"cardinalText": _cardinal_text, "ordinalText": _ordinal_text}
