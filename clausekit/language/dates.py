"""Calendar dates in running text, French and English; an ambiguous one is not read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from clausekit.language.patterns import later
from clausekit.language.text import same_length_fold

_MONTHS = {
    "fr": ("janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre",
           "decembre"),
    "en": ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december"),
}  # fmt: skip
_WRITTEN = {
    language: later(
        rf"(?<!\d)(?P<d>\d{{1,2}})(?:er|st|nd|rd|th)?\s+(?:day\s+of\s+|of\s+)?(?P<m>{'|'.join(names)}),?\s+(?P<y>\d{{4}})(?!\d)"
        rf"|\b(?P<m2>{'|'.join(names)})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{{4}})(?!\d)"
    )
    for language, names in _MONTHS.items()
}
_FIGURES = later(r"(?<![\d/.-])(?P<a>\d{1,2})[/.](?P<b>\d{1,2})[/.](?P<y>\d{4})(?![\d/])")
_ISO = later(r"(?<![\d-])(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?![\d-])")


@dataclass(frozen=True, slots=True, order=True)
class Dated:
    """A date at [start, end) of the text."""

    start: int
    end: int
    value: date


def dates(text: str, language: str) -> list[Dated]:
    """Every date of a text, in order of place.

    « 05/06/2027 » is the 5th of June in French; in English it is read only when one of the two cannot be a month.
    """
    folded = same_length_fold(text)
    names = _MONTHS[language]
    found = []
    for match in _WRITTEN[language].finditer(folded):
        day, month, year = match["d"] or match["d2"], match["m"] or match["m2"], match["y"] or match["y2"]
        found.append((match, int(year), names.index(month) + 1, int(day)))
    found += [(match, int(match["y"]), int(match["m"]), int(match["d"])) for match in _ISO.finditer(folded)]
    for match in _FIGURES.finditer(folded):
        first, second, year = int(match["a"]), int(match["b"]), int(match["y"])
        if language == "fr" or first > 12:
            found.append((match, year, second, first))
        elif second > 12:
            found.append((match, year, first, second))
    dated = [Dated(m.start(), m.end(), value) for m, *parts in found if (value := _valid(*parts)) is not None]
    return sorted(dated)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1900 <= year <= 2200 else None
    except ValueError:
        return None
