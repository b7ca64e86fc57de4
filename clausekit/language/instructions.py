"""What a draft says, between brackets, to whoever completes it: no part of the contract, and no evidence."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from operator import itemgetter

from clausekit.language.patterns import later

Place = tuple[int, int]
_START, _END = itemgetter(0), itemgetter(1)
NAMES = r"""(?:NTD|NTC|NDLR|NDR|note(?:[ ](?:de[ ](?:rédaction|travail)|du[ ]rédacteur|to[ ](?:draft(?:er)?|counsel|file
    |client|self))|[ ]?:)|notes?[ ]de[ ]rédaction|drafting[ ]note|draft(?:er['’]s)?[ ]note)"""
_ORDERS = r"""(?:enter|insert|describe|include|specify|list|select|choose|explain|indiquer|indiquez|insérer|insérez
    |préciser|précisez|décrire|décrivez|détailler|détaillez|lister|listez|choisir|choisissez|énumérer|énumérez)\b"""
_INSTRUCTION = later(  # an order that a colon follows brings words of the contract: "[Insert if …: The Fee is …]"
    rf"""\[\s*(?:(?i:{NAMES})[^\[\]]{{0,600}}|(?i:{_ORDERS})[^\[\]:]{{40,600}})\]""",
    re.VERBOSE,
)


def instructions(text: str) -> list[Place]:
    """Where they stand in a text: [start, end) of each, brackets included."""
    return [found.span() for found in _INSTRUCTION.finditer(text)] if "[" in text else []


def within(places: Sequence[Place], start: int, end: int) -> tuple[Place, ...]:
    """Those of the places, which follow one another, that are in [start, end), as far as they are, from `start` on."""
    first = bisect_right(places, start, key=_END)
    last = bisect_left(places, end, first, key=_START)
    return tuple([(max(s, start) - start, min(e, end) - start) for s, e in places[first:last]])


def without(text: str, places: Iterable[Place]) -> str:
    """The text with blanks in those places, which follow one another; the rest stays where it was."""
    kept: list[str] = []
    at = 0
    for start, end in places:
        kept += [text[at:start], " " * (end - start)]
        at = end
    return "".join([*kept, text[at:]])
