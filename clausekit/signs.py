"""What the first words and the looks of a line say it is, in any contract: article, annex, number, label, sentence."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_ANNEX = re.compile(
    r"(?:annexes?|appendi(?:x|ces)|schedules?|exhibits?|attachments?)"
    r"(?:[\s\u00a0]*(?:n[°o]\.?[\s\u00a0]*)?(?:\d+|[ivxlc]+|[a-z])(?:[-.]\d+)*)?(?:$|[\s\u00a0.:;,–—)(-])",
    re.IGNORECASE,
)
_ANNEX_BARE = re.compile(r"(?:annexes?|appendi(?:x|ces)|schedules?|exhibits?|attachments?)\W*", re.IGNORECASE)
# An article put in later: « 7 bis », "7A".
_LATIN = r"[\s\u00a0]+(?:bis|ter|quater|quinquies|sexies|septies|octies|nonies|decies|undecies|duodecies)\b"
_BETWEEN = rf"(?:{_LATIN}|[A-Z]\b)?"
_ARTICLE = re.compile(
    r"(?:articles?|art\.|section|clause|titre|chapitre|chapter|part|partie)[\s\u00a0]*"
    r"(?:n[°o]\.?[\s\u00a0]*)?(?P<number>\d+(?:\.\d+)*|[ivxlc]+|1er|premier|unique)" + _BETWEEN + r"(?![\w])",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"[\s\u00a0]+[a-zà-ÿ]|[\s\u00a0]*,|\([a-z]")  # "Article 4 of this contract"
_NUMBER = re.compile(
    r"(?P<number>\d{1,3}(?:\.\d{1,3}){0,4})" + rf"(?:{_LATIN}|[A-Z](?=[.)]))?"
    r"(?:[.)]|[\s\u00a0]*[–—-]|(?=[\s\u00a0]))[\s\u00a0]*(?=\S)"
)
_ROMAN = re.compile(r"(?:[IVXLC]{1,6}|[A-H])[.)]?(?:[\s\u00a0]*[–—-]|[.)])[\s\u00a0]*(?=\S)")
_BARE = re.compile(
    r"(?:article|section|clause)[\s\u00a0]*(?:n[°o]\.?[\s\u00a0]*)?(?:\d+|[ivxlc]+|1er|premier|unique)"
    + _BETWEEN
    + r"[\s\u00a0]*[.:–—-]?",
    re.IGNORECASE,
)
# The annex of a law or decree is often the contract itself.
_OF_A_LAW = re.compile(r"\w+[\s\u00a0]*\S*[\s\u00a0]*(?:à|au|de|aux)[\s\u00a0]+(?:l['’]article|la loi|d[ée]cret)", re.I)
_SENTENCE = re.compile(r"[.;](?<=[a-zà-ÿ)”\"’'][.;])\s+[\[(“\"«]?(?:[A-ZÀ-Ý]\w|[AÀ]\s[a-zà-ÿ])")
_LABELS = re.compile(
    r"(?:pr[ée]ambule|exp[oô]s[ée](?: pr[ée]alable)?|entre(?: les soussign[ée]e?s)?|"
    r"consid[ée]rants?|il a [ée]t[ée] (?:pr[ée]alablement )?(?:expos[ée]|convenu).{0,60}|signatures?|"
    r"(?:(?:les |the )?parties|d[ée]finitions?)(?!\W*:)|recitals?|background|preamble|whereas|between|"
    r"witnesseth|in witness whereof.{0,20})\W*",
    re.IGNORECASE,
)
# What any of these begins with: most lines begin otherwise, and need not be looked at again.
_SIGNED = re.compile(
    r"[*_# \u00a0]*(?:\d|[ivxlca-h]{1,6}[.)–—\s\u00a0-]|annex|appendi|schedul|exhibit|attach|art|section|clause|titre|"
    r"chap|part|pr[ée]amb|exp[oô]s|entre|consid|il a |signat|(?:les |the )part|d[ée]fini|recit|backg|whereas|between|"
    r"witness|in wit)",
    re.IGNORECASE,
)
# Read from the end, where most lines show at once that they are none.
_PAGE_END = re.compile(r"\n?\.?[\divxlA-Z-]")
_LEADER = re.compile(r"\n?\.?[\divxlA-Z-]{1,6}[\s\u00a0]*(?:egap[\s\u00a0]*)?(?:[.…·_]{3}|\s{3}|\t)")
_WESTERN = bytes(range(256)).decode("cp1252", "ignore")
_CAPITALS = "".join(filter(str.isupper, _WESTERN)).encode("cp1252")
_SMALL = "".join(c for c in _WESTERN if c.isalpha() and not c.isupper()).encode("cp1252")
LONGEST_HEADING = 140
_HEAD = 200  # characters that say what a line is
LONGEST_BARE = 60  # "Article 4", with blanks around it
_TAIL = 60  # where its page number stands, dots and all


class Sign(NamedTuple):
    """What the first words of a line say it is."""

    kind: str = ""  # "annex", "article", "number", "label" or ""
    level: int = 0


def may_be_signed(text: str) -> bool:
    """Whether a line begins like one of those that `sign` knows: looked up first, since most lines do not."""
    return _SIGNED.match(text) is not None


def sign(text: str) -> Sign:
    """Article, annex, numbered line or well-known label, by the first words."""
    return _sign(text[:_HEAD]) if may_be_signed(text) else _NO_SIGN


_NO_SIGN = Sign()


@lru_cache(maxsize=4096)  # a heading is looked at three times
def _sign(beginning: str) -> Sign:
    head = beginning.lstrip("*_# \u00a0")
    if head[:1].isdigit():
        number = _NUMBER.match(head)
        return Sign("number", 1 + number["number"].count(".")) if number else _NO_SIGN
    if (match := _ARTICLE.match(head)) and not _GOES_ON.match(head, match.end()):
        return Sign("article", 1 + match["number"].count("."))
    if _ANNEX.match(head):
        return Sign("annex", 1)
    if _ROMAN.match(head):
        return Sign("number", 1)
    return Sign("label", 1) if _LABELS.fullmatch(head) else Sign()


def announces_annex(display: str) -> bool:
    """Whether a heading opens an annex: "Annexe 2", "Schedule A – Prices", "ANNEXES"."""
    head = display.strip()
    if not _ANNEX.match(head) or _OF_A_LAW.match(head):
        return False
    return bool(_ANNEX_BARE.fullmatch(head)) or bool(
        re.match(r"\w+[\s\u00a0]*(?:n[°o]|[\dIVXLCA-Z]\b|\d|[:–—-])", head)
    )


def ends_in_page(line: str) -> bool:
    """Whether a line leads to a page number, as in a table of contents."""
    return _LEADER.match(line[: -_TAIL - 1 : -1]) is not None


def may_end_in_page(end: str) -> bool:
    """Whether a line whose last three characters these are may lead to a page number."""
    return _PAGE_END.match(end[::-1]) is not None


def is_bare_number(text: str) -> bool:
    """ "Article 4" alone on its line: what it is about stands on the next."""
    return len(text) <= LONGEST_BARE and bool(_BARE.fullmatch(text.strip()))


def is_sentence(text: str) -> bool:
    """Whether one sentence ends and another begins inside the text."""
    return ("." in text[:-1] or ";" in text) and bool(_SENTENCE.search(text))


def mostly_capitals(text: str) -> bool:
    """Whether nearly all letters are capitals."""
    return _capitals(text) if len(text) <= _HEAD else _mostly_capitals(text)


def _mostly_capitals(text: str) -> bool:
    try:  # letters of Western alphabets are counted in bytes, at a tenth of the cost
        data = text.encode("ascii" if text.isascii() else "cp1252")
    except UnicodeEncodeError:
        letters, capitals = sum(map(str.isalpha, text)), sum(map(str.isupper, text))
    else:
        rest = data.translate(None, _CAPITALS)
        capitals = len(data) - len(rest)
        letters = capitals + len(rest) - len(rest.translate(None, _SMALL))
    return letters > 2 and capitals >= 0.85 * letters


_capitals = lru_cache(maxsize=4096)(_mostly_capitals)  # of short texts only: nothing long is kept
