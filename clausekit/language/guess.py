"""Which language a text is written in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import islice

_FRENCH = """le la les des du de et est une un au aux par pour dans sur que qui ne pas ou en ce cette ses son sa
sont sera leur avec selon entre chaque toute tout lors être ci"""
_ENGLISH = """the of and to in or any shall be by for with this that such is not on as its each may which all other
under from agreement party parties will at are an"""
_COMMON = {"fr": frozenset(_FRENCH.split()), "en": frozenset(_ENGLISH.split())}
_SAMPLE = 20_000


def guess_language(words: Iterable[str], *, strip: str = "") -> tuple[str, float]:
    """("fr" or "en" or "", share of the evidence it got); "" when neither language shows.

    Takes the words, and the marks to `strip` from each.
    """
    counts: Counter[str] = Counter()
    for written, count in Counter(islice(words, _SAMPLE)).items():
        counts[(written.strip(strip) if strip else written).lower()] += count
    scores = {lang: sum(counts[word] for word in common) for lang, common in _COMMON.items()}
    total = sum(scores.values())
    if total < 5:
        return "", 0.0
    best = max(sorted(scores), key=lambda lang: scores[lang])
    return best, scores[best] / total
