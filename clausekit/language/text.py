"""Text as the matcher sees it: folded words with their places in the original, and sentences."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"  # soft hyphen, zero-width characters
_WORD = re.compile(rf"[^\W_]+(?:[\u0300-\u036f{_INVISIBLE}]+[^\W_]*)*|[%€$£]")
_STRAIGHT = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "\u00a0": " ", "\u202f": " ", "\u2011": "-", "\u2010": "-",
     "œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "\u00ad": "", "\u200b": "", "\u200c": "", "\u200d": "",
     "\u2060": "", "\ufeff": ""}
)  # fmt: skip
_ABBREVIATIONS = {
    "fr": ("art", "al", "cf", "ex", "m", "mm", "mme", "no", "n", "p", "pp", "etc", "env", "tel", "ste", "st", "l",
           "d", "r", "av", "bd", "dr", "me", "i.e", "ss"),
    "en": ("inc", "ltd", "corp", "co", "no", "nos", "art", "sec", "e.g", "i.e", "etc", "mr", "mrs", "ms", "dr", "v",
           "vs", "u.s", "u.k", "st", "p", "pp", "cf", "approx", "llc", "l.p", "s.a", "n.v", "b.v", "et al"),
}  # fmt: skip
_BREAK = re.compile(r"([.!?…]|;\s*\n|;(?=\s*\(?[a-z0-9ivx]{1,4}[).]\s))(?:\s?[\"»)\]”’])*\s+")
_LAST_WORD = re.compile(r"[^\s(«\"'’]+\Z")
_NUMBER = re.compile(r"\d+(\.\d+)*")


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """Lower case without accents: « Réversibilité » and "reversibilite" are one word."""
    if word.isascii():
        return word.lower()
    bare = "".join(ch for ch in unicodedata.normalize("NFKD", word) if not unicodedata.combining(ch))
    return bare.translate(_STRAIGHT).casefold()


class Token(NamedTuple):
    """A word: its folded form, as written, and its place [start, end) in the text."""

    norm: str
    text: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The words of a text; hyphens, apostrophes and punctuation separate words and are not kept."""
    make, bare = tuple.__new__, fold  # a fifth of the time of `Token(…)`; a contract has tens of thousands
    return [make(Token, (bare(word := match[0]), word, *match.span())) for match in _WORD.finditer(text)]


def holds(text: str, marks: Iterable[str]) -> bool:
    """Whether a text has one of the marks, all in small letters: to pass over most lines before an expression runs."""
    low = text.lower()
    return any(mark in low for mark in marks)


def fold_text(text: str) -> str:
    """The text folded for phrases and expressions of one line; lengths may change."""
    return fold(text.translate(_STRAIGHT))


class _Folding(dict[int, str]):
    """The folded form of each character, when it is one character too; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        ch = chr(code)
        folded = " " if ch in "\u00a0\u202f\t\n\r" else fold(ch)
        self[code] = folded if len(folded) == 1 else ch.lower() if len(ch.lower()) == 1 else ch
        return self[code]


_FOLDING = _Folding()


def same_length_fold(text: str) -> str:
    """Folded text of exactly the same length, so that places in it are places in the original."""
    return text.translate(_FOLDING)


def sentences(text: str, language: str) -> list[tuple[int, int]]:
    """Places [start, end) of the sentences of a paragraph; numbers and abbreviations do not end one."""
    places: list[tuple[int, int]] = []
    start = 0
    for match in _BREAK.finditer(text):
        if match[1] == "." and not _ends(text, start, match, language):
            continue
        places.append((start, match.end()))
        start = match.end()
    if text[start:].strip():
        places.append((start, len(text)))
    return places


def _ends(text: str, start: int, match: re.Match[str], language: str) -> bool:
    """Whether a full stop ends the sentence begun at `start`; "5. Term" and "J. Doe" go on."""
    if text[match.end() : match.end() + 1].islower():
        return False
    before = _LAST_WORD.search(text, max(start, match.start() - 40), match.start())
    if before is None:
        return True
    if before[0].lower() in _ABBREVIATIONS.get(language, ()) or re.fullmatch("[A-Z]", before[0]):
        return False
    return not (_NUMBER.fullmatch(before[0]) and not text[start : before.start()].strip())
