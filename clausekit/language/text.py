"""Text as the matcher sees it: folded words with their places in the original, and sentences."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+|[%€$£]")
_STRAIGHT = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "\u00a0": " ", "\u202f": " ", "\u00ad": "",
     "\u2011": "-", "\u2010": "-", "œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ﬁ": "fi", "ﬂ": "fl"}
)  # fmt: skip
_ABBREVIATIONS = {
    "fr": ("art", "al", "cf", "ex", "m", "mm", "mme", "no", "n", "p", "pp", "etc", "env", "tel", "ste", "st", "l",
           "d", "r", "av", "bd", "dr", "me", "i.e", "ss"),
    "en": ("inc", "ltd", "corp", "co", "no", "nos", "art", "sec", "e.g", "i.e", "etc", "mr", "mrs", "ms", "dr", "v",
           "vs", "u.s", "u.k", "st", "p", "pp", "cf", "approx", "llc", "l.p", "s.a", "n.v", "b.v", "et al"),
}  # fmt: skip
_BREAK = re.compile(r"([.!?…]|;\s*\n|;(?=\s*\(?[a-z0-9ivx]{1,4}[).]\s))[\"»)\]”’]*\s+")


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """Lower case without accents: « Réversibilité » and "reversibilite" are one word."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.translate(_STRAIGHT))
    return "".join(ch for ch in decomposed if not unicodedata.combining(ch)).lower()


@dataclass(frozen=True, slots=True)
class Token:
    """A word: its folded form, as written, and its place [start, end) in the text."""

    norm: str
    text: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """The words of a text; hyphens, apostrophes and punctuation separate words and are not kept."""
    for match in _WORD.finditer(text):
        written = match[0]
        yield Token(fold(written), written, match.start(), match.end())


def fold_text(text: str) -> str:
    """The text folded for phrases and expressions of one line; lengths may change."""
    return fold(text.translate(_STRAIGHT))


def same_length_fold(text: str) -> str:
    """Folded text of exactly the same length, so that places in it are places in the original."""
    return "".join(_fold_character(ch) for ch in text)


@lru_cache(maxsize=4096)
def _fold_character(ch: str) -> str:
    if ch in "\u00a0\u202f\t\n\r":
        return " "
    folded = fold(ch)
    return folded if len(folded) == 1 else ch.lower() if len(ch.lower()) == 1 else ch


def sentences(text: str, language: str) -> list[tuple[int, int]]:
    """Places [start, end) of the sentences of a paragraph; numbers and abbreviations do not end one."""
    places: list[tuple[int, int]] = []
    start = 0
    for match in _BREAK.finditer(text):
        if match[1] == "." and not _ends(text, match, language):
            continue
        places.append((start, match.end()))
        start = match.end()
    if text[start:].strip():
        places.append((start, len(text)))
    return places


def _ends(text: str, match: re.Match[str], language: str) -> bool:
    following = text[match.end() : match.end() + 1]
    if following.islower():
        return False
    before = re.search(r"([^\s(«\"]+)$", text[: match.start()])
    word = before[1].lower() if before else ""
    if word in _ABBREVIATIONS.get(language, ()) or re.fullmatch(r"(\d+(\.\d+)*|[A-Z])", before[1] if before else ""):
        return False
    return True
