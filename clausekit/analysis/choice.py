"""Which of the words found in a sentence a statement takes: order, distance, and what bars it in the same limb."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise, product

from clausekit.language.families import Span
from clausekit.language.patterns import later
from clausekit.language.text import Token, holds
from clausekit.library.records import Statement

_MAX_COMBINATIONS = 200
_LIMB = later(
    r"\([a-zA-Z]{1,4}\)|;\s*(?:or|and|but|however|ou|et|mais|toutefois)\b|\bprovided,?\s(?:however|that|further)\b"
    r"|\bétant entendu\b",
    re.IGNORECASE,
)
_LIMB_SIGNS = ("(", ";", "provided", "étant")


def limbs(text: str, words: Sequence[Token]) -> tuple[int, ...]:
    """The first word of each limb of a long sentence: « (i) », « ; or » and "provided that" begin one."""
    starts = [match.start() for match in _LIMB.finditer(text)] if holds(text, _LIMB_SIGNS) else []
    places = [word.start for word in words] if starts else []
    return tuple(bisect_right(places, start - 1) for start in starts)


def choose(
    statement: Statement, options: Sequence[Sequence[Span]], barred: Sequence[Span], breaks: Sequence[int], own: int
) -> list[Span] | None:
    """The first combination of one span of each option that the statement allows, None when there is none.

    Takes the spans of what the statement asks for, those of its `not`, where the limbs of the sentence begin, and the
    first word that is the unit's own: a combination must touch it.
    """
    if barred and not statement.limb:
        return None
    for count, spans in enumerate(product(*options)):
        if count > _MAX_COMBINATIONS:
            break
        if own and not any(span.end > own for span in spans):
            continue
        if statement.order and any(b.start < a.start for a, b in pairwise(spans)):
            continue
        if statement.near is not None:
            width = max(span.end for span in spans) - min(span.start for span in spans)
            if width > statement.near + sum(span.end - span.start for span in spans):
                continue
        if barred and _barred(spans, barred, breaks):
            continue
        return list(spans)
    return None


def _barred(spans: Sequence[Span], barred: Sequence[Span], breaks: Sequence[int]) -> bool:
    """Whether a word that bars stands in a limb that holds one of the words found."""
    held = {bisect_right(breaks, span.start) for span in spans}
    return any(bisect_right(breaks, bar.start) in held for bar in barred)
