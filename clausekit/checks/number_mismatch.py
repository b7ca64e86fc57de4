"""Words and figures of one number that differ: « trois (6) mois »."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from clausekit.checks.case import Case
from clausekit.checks.lines import lines, report
from clausekit.findings import Finding
from clausekit.language.patterns import later
from clausekit.language.text import same_length_fold
from clausekit.numerals import value_of, word_values

_IN_BRACKETS = later(r"\(\s*(?P<figure>\d{1,3}(?:[ .,'\u00a0\u202f]\d{3})+|\d{1,6})\s*%?\s*\)")
_FIGURE_FIRST = later(
    r"(?<![\d.,])(?P<figure>\d{1,4})\s*%?\s*\(\s*(?P<words>[a-z][a-z -]{1,60}?)(?:\s*(?:pour\s?cent"
    r"|per\s?cent))?\s*\)"
)
_GOES_ON = later(r"\s*(?:millions?|milliards?|billions?|thousand)\b")
_PERCENT = later(r"\s*(?:pour\s?cent|per\s?cent|percent)\s*$")
_LAST_WORDS = later(r"(?:[^\W\d_]+[\s-]+){0,9}[^\W\d_]+\s*$")
# Words that make what follows the tail of a larger or broken number, or of a count of halves.
_PART_OF = later(r"(?:virgule|point|comma|millions?|milliards?|billions?|demie?|half|/)$")


def check(case: Case) -> Iterator[Finding]:
    """Words and figures of one number that differ, with or without a unit behind (X-VALUE)."""
    language = "fr" if case.analysis.contract.language == "fr" else "en"
    for line in lines(case):
        if "(" in line.text:
            for span in mismatches(line.text, language):
                yield report(case, "number_mismatch", line, span, literal=line.text[slice(*span)])


def mismatches(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Where « neuf (6) » or « 6 (neuf) » stands: the place of words and figures together."""
    folded = same_length_fold(text)
    for match in _IN_BRACKETS.finditer(folded):
        spelled = _before(folded, match.start(), language)
        if (
            spelled
            and not _GOES_ON.match(folded, match.end())
            and spelled[0] != int(re.sub(r"\D", "", match["figure"]))
        ):
            yield spelled[1], match.end()
    for match in _FIGURE_FIRST.finditer(folded):
        words = re.split(r"[\s-]+", match["words"])
        value = value_of(words, language) if all(word in _number_words(language) for word in words) else None
        if value is not None and value != int(match["figure"]):
            yield match.span()


def _before(folded: str, end: int, language: str) -> tuple[int, int] | None:
    """The number that the words before a bracket spell, and where they begin; None when they spell none."""
    percent = _PERCENT.search(folded, max(0, end - 14), end)
    stop = percent.start() if percent else end
    tail = _LAST_WORDS.search(folded, max(0, stop - 90), stop)
    if not tail:
        return None
    words = [(found[0], found.start() + tail.start()) for found in re.finditer(r"[^\W\d_]+", tail[0])]
    run: list[tuple[str, int]] = []
    for word, at in reversed(words):
        if word not in _number_words(language):
            if _PART_OF.match(word):
                return None
            break
        run.insert(0, (word, at))
    while run and run[0][0] in ("et", "and", "a"):
        run.pop(0)
    value = value_of([word for word, _ in run], language) if run else None
    return (value, run[0][1]) if value is not None else None


@cache
def _number_words(language: str) -> frozenset[str]:
    thousand = "mille" if language == "fr" else "thousand"
    return frozenset({word for parts in word_values(language) for word in parts} | {thousand})
