"""The numbers that the articles, paragraphs and annexes of a document carry, typed or automatic."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from clausekit.checks.lines import Line
from clausekit.language.patterns import later
from clausekit.model import Part

ANNEX_WORDS = ("annexe", "annex", "schedule", "exhibit", "appendix", "attachment")
_HEAD = later(
    r"[\s*_#]*(?P<word>articles?|art\.|section|clause|annexe|annex|schedule|exhibit|appendix|attachment)?[\s\u00a0]*"
    r"(?:n[°o]\.?[\s\u00a0]*)?(?P<n>\d{1,3}|premier|(?:[IVX]{1,6}|[A-Z])(?![\w'’]"
    r"|-\d))(?P<er>er)?(?P<more>(?:\.\d{1,3})*)(?P<after>[.)]?)",
    re.IGNORECASE,
)
_SUB = later(
    r"[\s*_]*(?:articles?|section"
    r"|clause)?[\s\u00a0]*(?P<n>\d{1,2}(?:\.\d{1,2})+)(?![\d%€$])[.)]?(?:[\s\u00a0–—:-]"
    r"|(?=[A-ZÀ-Ý][a-zà-ÿ]))(?![\s\u00a0]*(?:[a-zà-ÿ]|$))"
)
_ANNEX = later(
    rf"[\s*_#]*(?:{'|'.join(ANNEX_WORDS)})s?\b[\s\u00a0]*(?:n[°o]\.?[\s\u00a0]*)?[«“\"'(]?(?P<n>\d{{1,2}}"
    rf"|[IVX]{{1,4}}|[A-Z])(?![\w'’]|[-.]\d)",
    re.IGNORECASE,
)
_LOWER_START = later(r"[\s\u00a0]+[a-zà-ÿ]")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


class Numbered(NamedTuple):
    """A line that carries a number: its value, and the family it is counted in (Article 4, 4., IV, D)."""

    value: int
    family: str
    line: Line


@dataclass(slots=True)
class Numbers:
    """What a scope (the body, or one annex) numbers: its articles, and below them "4.2" by "4"."""

    articles: list[Numbered] = field(default_factory=list)
    below: dict[str, list[Numbered]] = field(default_factory=lambda: defaultdict(list))

    def values(self) -> set[int]:
        return {item.value for item in self.articles}


def number_scopes(found: list[Line]) -> dict[int, Numbers]:
    """The numbers of each scope of the document, in order of place."""
    scopes: dict[int, Numbers] = defaultdict(Numbers)
    for line in found:
        numbers = scopes[line.scope]
        if line.row is None and (sub := sub_number(line)):
            parent, _, last = sub.rpartition(".")
            numbers.below[parent].append(Numbered(int(last), "sub", line))
        elif line.heading and (item := article(line)):
            numbers.articles.append(item)
    return scopes


def article(line: Line) -> Numbered | None:
    """The number of an article's heading; None for an annex, and for a line that has no number of its own."""
    match = _HEAD.match(line.display)
    if not match or match["more"]:
        return None
    word = (match["word"] or "").lower().rstrip("s.")
    if word in ANNEX_WORDS or (not word and not _bare(match, line)):
        return None
    if word and not line.number and _LOWER_START.match(line.display, match.end()):
        return None  # « Article 4 du présent contrat »
    written = match["n"]
    kind = (
        "figure" if written.isdigit() or written.lower() == "premier" else "roman" if _is_roman(written) else "letter"
    )
    family = f"{'word' if word else ''}{kind}{line.paragraph.level if not word else ''}"
    return Numbered(value(written), family, line)


def _bare(match: re.Match[str], line: Line) -> bool:
    """Whether a number without « Article » is one: automatic, or followed by a mark; « 3 mois » is not."""
    if line.number:
        return True
    after = line.display[match.end("after") : match.end("after") + 3]
    return bool(match["after"]) or after.lstrip("\u00a0 ")[:1] in ("–", "—", "-", ":")


def sub_number(line: Line) -> str:
    """« 4.2 » when the line opens with it, else "" ; amounts and dates are none."""
    match = _SUB.match(line.display + " ")
    return match["n"] if match else ""


def annex_id(display: str) -> str:
    """« 2 » of « Annexe 2 – Prix », « B » of "Schedule B"; "" for an annex without a number."""
    match = _ANNEX.match(display)
    return annex_key(match["n"]) if match else ""


def annex_key(written: str) -> str:
    """One name for « II » and « 2 »; a letter stays a letter."""
    if written.isdigit() or written.lower() == "premier":
        return str(value(written))
    return str(value(written)) if _is_roman(written) and written.upper() not in ("C", "L") else written.upper()


def _is_roman(written: str) -> bool:
    return bool(re.fullmatch(r"[IVX]+", written.upper()))


def value(written: str) -> int:
    """The number behind figures, Roman figures, a letter (A = 1) or « premier »."""
    if written.isdigit():
        return int(written)
    if written.lower() == "premier":
        return 1
    letters = written.upper()
    if not _is_roman(letters):
        return ord(letters[0]) - ord("A") + 1
    total = 0
    values = [_ROMAN[letter] for letter in letters]
    for one, following in zip(values, [*values[1:], 0], strict=True):
        total += one if one >= following else -one
    return total


def is_annex(line: Line) -> bool:
    return line.anchor.part is Part.ANNEX
