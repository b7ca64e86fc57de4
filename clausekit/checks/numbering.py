"""Numbers of articles that jump or come twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from clausekit.checks.case import Case
from clausekit.checks.lines import Line, lines, report
from clausekit.checks.numbers import Numbered, number_scopes
from clausekit.findings import Finding
from clausekit.language.patterns import later

_LARGEST_GAP = 2  # numbers missing in a row: a longer jump is a series we misread
_LEAST = 4
_BESIDE = 12  # paragraphs


def gaps(case: Case) -> Iterator[Finding]:
    """A number left out: 2, then 4; articles, and paragraphs below an article (4.1, 4.3)."""
    for before, after, name in _steps(case):
        if 1 < after.value - before.value <= 1 + _LARGEST_GAP:
            missing = range(before.value + 1, after.value)
            names = ", ".join(f"{name}{number}" for number in missing)
            values: dict[str, object] = {"before": f"{name}{before.value}", "after": f"{name}{after.value}"}
            yield report(case, "numbering_gap", after.line, (0, 20), literal=names, values=values)


def duplicates(case: Case) -> Iterator[Finding]:
    """A number that comes twice: two articles 5."""
    for before, after, name in _steps(case):
        if before.value == after.value and before.line.text != after.line.text and not _titles(before, after):
            details = (f"« {before.line.display[:120]} »", f"« {after.line.display[:120]} »")
            shown = f"{name}{after.value}"
            yield report(case, "numbering_duplicate", after.line, (0, 20), details=details, literal=shown)


def _titles(before: Numbered, after: Numbered) -> bool:
    """« 10.1 COMPLIANCE WITH LAW », then « 10.1 (a) Each Party … »: the title of a paragraph, with its number."""
    near = after.line.anchor.paragraph - before.line.anchor.paragraph == 1
    return near and before.line.text.isupper() and not after.line.text.isupper()


def _steps(case: Case) -> Iterator[tuple[Numbered, Numbered, str]]:
    """Neighbours in every series that is regular enough to have a fault, with what stands before the number."""
    found = lines(case)
    for scope, numbers in number_scopes(found).items():
        opened = Opened([line for line in found if line.scope == scope])
        families: dict[str, list[Numbered]] = {}
        for item in numbers.articles:
            families.setdefault(item.family, []).append(item)
        for items in families.values():
            for series in _series(items):
                yield from _faults(series, "", opened, _LEAST)
        for parent, items in numbers.below.items():
            for series in _series(items):
                yield from _faults(series, f"{parent}.", opened, 3)


def _series(items: list[Numbered]) -> Iterator[list[Numbered]]:
    """Items cut where the count starts again (the titles of a second part)."""
    series: list[Numbered] = []
    for item in items:
        if series and item.value < series[-1].value:
            yield series
            series = []
        series.append(item)
    if series:
        yield series


def _faults(series: list[Numbered], name: str, opened: Opened, least: int) -> Iterator[tuple[Numbered, Numbered, str]]:
    """The steps that are not one, in a series that begins at 1 and has one or two such steps only."""
    steps = list(pairwise(series))
    wrong = [(a, b) for a, b in steps if b.value - a.value != 1]
    short = len(series) < least and any(b.value != a.value or not _beside(a, b) for a, b in wrong)
    if short or series[0].value > 1 or not wrong or len(wrong) > max(1, len(steps) // 5):
        return
    for before, after in wrong:
        missing = range(before.value + 1, after.value)
        if any(opened.has(f"{name}{number}") for number in missing):
            continue  # it is there, only not as a heading
        if not missing and before.line.number and after.line.number:
            continue  # Word counts by itself: two lists, not one number twice
        if not missing and before.family == "sub" and before.line.anchor.heading[:1] != after.line.anchor.heading[:1]:
            continue  # an annex that was not recognised counts anew
        yield before, after, name


def _beside(one: Numbered, other: Numbered) -> bool:
    return one.family == "sub" and other.line.anchor.paragraph - one.line.anchor.paragraph <= _BESIDE


GOES_ON = later(  # « L'article 14 s'applique »: the beginning of a sentence, not of an article
    r"\s*(?:\([^)]{1,60}\)\s*)?(?:(?:also|then|alone|only)\s)?(?:appl(?:y|ies)\b|shall\b|will\b|does\b|is\b|are\b|may\b"
    r"|governs?\b|prevails?\b|provides?\b|survives?\b|s['’]appli|est\b|sont\b|ne\b|n['’]|prévoi|régi|demeure|reste)",
    re.IGNORECASE,
)


class Opened:
    """The numbers that open a line, heading or not, or a sentence in the midst of a line."""

    def __init__(self, found: list[Line]) -> None:
        self.text = "\n".join(line.display for line in found)

    def has(self, number: str) -> bool:
        """Whether the number stands where a paragraph could begin: not behind « article », not in a decimal."""
        written = re.escape(number)
        not_cited = r"(?:^|[\s*_#])(?<![Aa]rticle )(?<![Ss]ection )(?<![Cc]lause )(?<![Aa]rticles )"
        opens = rf"{not_cited}{written}(?:\.\d|[.):–—-]|\s*[A-ZÀ-Ý(\[]|$)"
        named = (
            rf"^\W*(?:articles?|section|clause)\s*(?:n°\s*)?{written}\b(?!{GOES_ON.pattern})"
            rf"|\b(?:article|section|clause)\s+{written}\s*[–—-]\s"
        )
        return bool(
            re.search(opens, self.text, re.MULTILINE) or re.search(named, self.text, re.MULTILINE | re.IGNORECASE)
        )
