"""French and English typography of our own wording; lengths do not change, so places stay valid."""

from __future__ import annotations

import re

NBSP = "\u00a0"
_BEFORE = re.compile(r" (?=[:;!?»%€])")
_AFTER = re.compile(r"(?<=«) ")
_ABBREVIATED = re.compile(
    r"(?<=\bn°) |(?<=\bArticle) (?=\d)|(?<=\barticle) (?=\d)|(?<=\bM\.) |(?<=\bMme) |(?<=[LRD]\.) (?=\d)"
)
_DIGITS = re.compile(r"(?<=\d) (?=\d{3}\b)")
_IN_VALUES = re.compile(r"(?<=«) | (?=»)|(?<=\d) (?=\d{3}\b)|(?<=\d) (?=[%€])")


def glue(text: str, language: str) -> str:
    """A value as answered, but for spaces that must not break in French: "150 000 €", « Azur »."""
    return _IN_VALUES.sub(NBSP, text) if language == "fr" else text


def typeset(text: str, language: str) -> str:
    """Straight apostrophes to typographic ones; in French, spaces that must not break become U+00A0."""
    text = text.replace("'", "’")
    if language != "fr":
        return _ABBREVIATED.sub(NBSP, text)
    for pattern in (_BEFORE, _AFTER, _ABBREVIATED, _DIGITS):
        text = pattern.sub(NBSP, text)
    return text
