"""What a draft says, between brackets, to whoever completes it: no part of the contract, and no evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable

from clausekit.language.patterns import later

NAMES = r"""(?:NTD|NTC|NDLR|NDR|note(?:[ ](?:de[ ](?:rédaction|travail)|du[ ]rédacteur|to[ ](?:draft(?:er)?|counsel|file
    |client|self))|[ ]?:)|notes?[ ]de[ ]rédaction|drafting[ ]note|draft(?:er['’]s)?[ ]note)"""
_ORDERS = r"""(?:enter|insert|describe|include|specify|list|select|choose|explain|indiquer|indiquez|insérer|insérez
    |préciser|précisez|décrire|décrivez|détailler|détaillez|lister|listez|choisir|choisissez|énumérer|énumérez)\b"""
_INSTRUCTION = later(  # an order that a colon follows brings words of the contract: "[Insert if …: The Fee is …]"
    rf"""\[\s*(?:(?i:{NAMES})[^\[\]]{{0,600}}|(?i:{_ORDERS})[^\[\]:]{{40,600}})\]""",
    re.VERBOSE,
)


def instructions(text: str) -> list[tuple[int, int]]:
    """Where they stand in a text: [start, end) of each, brackets included."""
    return [found.span() for found in _INSTRUCTION.finditer(text)] if "[" in text else []


def without(text: str, places: Iterable[tuple[int, int]]) -> str:
    """The text with blanks in those places; what follows them stays where it was."""
    for start, end in places:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
