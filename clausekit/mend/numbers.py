"""Numbers that an author typed: « ARTICLE 7 BIS » between 7 and 8, so that every other number stays true."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HEAD = re.compile(
    r"(?P<word>(?:article|art\.|section|clause)[\s\u00a0]*(?:n[°o]\.?[\s\u00a0]*)?)?"
    r"(?P<number>\d{1,3}(?:er)?|[IVXLC]{1,6}|premier|unique)(?![^\W_])(?P<gap>[\s\u00a0]*[.):–—-]*[-–—]?[\s\u00a0]*)(?P<title>.*)",
    re.IGNORECASE | re.DOTALL,
)
_BELOW = re.compile(
    r"(?P<start>[A-Z]?\d{1,3}(?:[\s\u00a0]?(?:bis|ter)|[A-Z])?)\.(?P<last>\d{1,3})(?P<end>\.?[)\s\u00a0]+)(?=\S)"
)
_LATIN = (
    "bis",
    "ter",
    "quater",
    "quinquies",
    "sexies",
    "septies",
    "octies",
    "nonies",
    "decies",
    "undecies",
    "duodecies",
)


@dataclass(frozen=True, slots=True)
class Typed:
    """A typed heading in pieces: « ARTICLE », « 7 », « – », « Durée »."""

    word: str
    number: str
    gap: str
    title: str

    def between(self, count: int, language: str) -> str:
        """The number of the `count`-th article after this one: « 7 bis », "7A"."""
        number = {"premier": "1er", "unique": "1er"}.get(self.number.lower(), self.number)
        if language != "fr":
            return number + _letter(count)
        latin = _LATIN[count - 1] if count <= len(_LATIN) else f"bis {count}"
        return f"{number}\u00a0{latin.upper() if self.word.isupper() or not self.word.strip() else latin}"

    def heading(self, count: int, title: str, language: str) -> str:
        """The whole heading of that article; a heading without title keeps to one line."""
        gap = self.gap if self.title or not title else " – "
        return f"{self.word}{self.between(count, language)}{gap}{title}"


def typed_heading(text: str) -> Typed | None:
    """The pieces of a heading whose number is typed; None when it has none."""
    match = _HEAD.match(text.strip())
    if match is None or not (match["word"] or match["gap"].strip() or match["number"].isdigit()):
        return None
    if (match["title"] and not match["gap"]) or match["title"][:1].islower() or match["title"][:1].isdigit():
        return None
    return Typed(match["word"] or "", match["number"], match["gap"], match["title"].strip())


@dataclass(frozen=True, slots=True)
class Below:
    """A typed number under an article: "7.4 " is the fourth of 7."""

    start: str
    last: int
    end: str


def typed_below(text: str) -> Below | None:
    """The typed number with which a paragraph under an article begins: "7.4 "."""
    match = _BELOW.match(text)
    return Below(match["start"], int(match["last"]), match["end"]) if match else None


def _letter(count: int) -> str:
    return chr(ord("A") + (count - 1) % 26)


def item(count: int, level: int) -> str:
    """The mark of a listed item: (a), (b) … and (i), (ii) below."""
    if level <= 3:
        return f"({chr(ord('a') + (count - 1) % 26)})"
    tens, ones = divmod(count, 10)
    return f"({'x' * tens}{('', 'i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix')[ones]})"
