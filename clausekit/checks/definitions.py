"""Where a contract defines its terms: articles of definitions, brackets in the text, tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from clausekit.checks.lines import Line
from clausekit.language.patterns import later
from clausekit.language.text import fold
from clausekit.model import MarkKind, Role

_QUOTES = r"[«“\"„‘]\s*"
_UNQUOTES = r"\s*[»”\"“’]"
_TERM = r"[^«»“”„\"()\[\]]{2,60}?"
_MEANS = (
    r"(?:désigne(?:nt)?|signifie(?:nt)?|s['’]entend(?:ent)?|correspond(?:ent)? à|"
    r"recouvre(?:nt)?|veut dire|means?\b|shall mean|"
    r"refers? to|has the meaning|have the meaning|shall have the meaning|is defined as|a le sens)"
)
_HEAD = later(
    rf"^\W{{0,4}}(?:\(?[a-z0-9.]{{1,4}}[).]\s+)?(?:(?:le|la|les|l['’]|un|une|the|an?)\s*(?:termes?|mots?|terms?"
    rf"|words?)?\s*)?"
    rf"{_QUOTES}(?P<a>{_TERM}){_UNQUOTES}(?:\s*(?:,|et|ou|and"
    rf"|or)\s*{_QUOTES}(?P<b>{_TERM}){_UNQUOTES})?\s*(?:\([^()]{{1,60}}\)\s*)?(?::|=|[–—]\s|,?\s*{_MEANS})",
    re.IGNORECASE,
)
_BARE_HEAD = later(rf"^\W{{0,4}}(?P<a>[A-ZÀ-Ý][^.:;«»“”\"]{{1,50}}?)\s*(?::\s*(?={_MEANS})|\s{_MEANS})")
_INLINE = later(
    rf"(?:\(|,\s*|\s)(?:ci[- ]?après|ci[- ]?dessous|hereinafter|hereafter|herein|dénommée?s?|désignée?s?|the|le"
    rf"|la|les|l['’]|together|collectively|collectivement|ensemble|each|chacune?|individuellement|,|\s|et|ou|and"
    rf"|or|also|referred|to|as|an?|called|individually|une?|respectively|respectivement|aussi|également|par|sous"
    rf"|terme|leurs?|this|its|any|such)+"
    rf"{_QUOTES}(?P<a>{_TERM}){_UNQUOTES}",
    re.IGNORECASE,
)
_PLAIN_BRACKET = later(
    rf"\(\s*(?:(?:the|le|la|les|l['’]|an?|each an?|each)\s*)?{_QUOTES}(?P<a>{_TERM}){_UNQUOTES}", re.IGNORECASE
)
_HEREINAFTER = later(
    r"\b(?:ci[- ]?après|hereinafter|hereafter)\s*,?\s*(?:(?:dénommée?s?|désignée?s?|appelée?s?|referred to as"
    r"|called|collectively|ensemble|individuellement|collectivement)\s*,?\s*)*"
    r"(?:par\s+)?(?:(?:le|la|les|l['’]|the|une?)\s*)(?P<a>[A-ZÀ-Ý][\w'’-]+(?:\s[A-ZÀ-Ý][\w'’-]+){0,2})"
)
_CONJOINED = later(
    rf"{_UNQUOTES}\s*(?:,|et|ou|and|or|and/or|et/ou|/)?\s*(?:(?:collectively|individually|collectivement"
    rf"|individuellement|ensemble|each|each an?|together|the|le|la|les|l['’]|une?|an?|,|respectively"
    rf"|respectivement)\s*)*{_QUOTES}(?P<a>{_TERM}){_UNQUOTES}",
    re.IGNORECASE,
)
_DEFINITIONS = later(r"d[ée]finitions?|definitions?|interpretation|interprétation|glossa(?:ire|ry)|terminologie", re.I)
_ARTICLE = later(r"^(?:(?:les?|la|the|une?|an?)\s+|l['’]\s*)(?=\w)", re.IGNORECASE)
_ALIAS = later(r"\s*\((?:ou |or )?[^()]*\)?")  # « Utilisateur(s) », « Service Level Agreement (ou SLA) »
_CITED = later(
    r"\b(?:clauses?|exhibits?|sections?|schedules?|articles?|annexe?s?|appendix"
    r"|§)\s+(?:\w{1,4}[.\d]*\s*(?:of the \w+\s*)?)$|,\s*\d+\s*$|\b(?:and|or|et|ou) \d+\s*$",
    re.IGNORECASE,
)
_NO_TERM = later(r"\b(?:following|suivante?s?|herein|présents?|ci-après)\b|,", re.IGNORECASE)
_LONGEST = 6  # words


class Definition(NamedTuple):
    """A term where it is defined: `means` in a list of definitions, else in a bracket of the text."""

    term: str
    line: Line
    start: int
    end: int
    means: bool
    alias: bool = False  # another name of what was just named: « A » ou « B »

    @property
    def key(self) -> str:
        return key(self.term)


def key(term: str) -> str:
    """One name for singular and plural, any case: « Données Clients » and « Donnée Client »."""
    return " ".join(stem(word) for word in re.findall(r"[^\W_]+", fold(term)))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The word without the signs of a plural: « jours ouvrés » → « jour ouvre », "parties" → "party"."""
    if len(word) <= 3:
        return word
    if word.endswith("aux"):
        return word[:-3] + "al"
    if word.endswith(("ies", "ie")):  # "parties", « partie », "party"; « associés » and « associé » alike
        return word.removesuffix("s")[:-2] + "y"
    if word.endswith("sses"):
        return word[:-2]
    if word.endswith("sses"):
        return word[:-2]
    return word[:-1] if word.endswith(("s", "x")) and not word.endswith("ss") else word


def definitions(found: list[Line]) -> list[Definition]:
    """Every definition of the document, in order of place."""
    places: dict[tuple[int, int], Definition] = {}
    for line in found:
        if line.heading or line.signing:
            continue
        for definition in _of(line):
            places.setdefault((definition.line.anchor.paragraph, definition.start), definition)
    return [places[at] for at in sorted(places)]


def _of(line: Line) -> Iterator[Definition]:
    text = line.text
    in_list = any(_defines(heading) for heading in line.anchor.heading)
    if match := _HEAD.match(text):
        for name in ("a", "b"):
            if match[name]:
                yield from _made(line, match.span(name), means=True, alias=name == "b")
    elif in_list and (match := _BARE_HEAD.match(text)):
        yield from _made(line, match.span("a"), means=True)
    elif in_list and (span := _bold_head(line)):
        yield from _made(line, span, means=True)
    if "«" in text or "“" in text or '"' in text or "„" in text:
        for pattern in (_INLINE, _PLAIN_BRACKET):
            for match in pattern.finditer(text):
                if _bracketed(text, match.start("a")):
                    yield from _made(line, match.span("a"), means=False)
                    yield from _conjoined(line, match.end("a"))
    for match in _HEREINAFTER.finditer(text) if "herei" in text or "herea" in text or "apr" in text else ():
        yield from _made(line, match.span("a"), means=False)


@lru_cache(maxsize=2_000)
def _defines(heading: str) -> bool:
    return _DEFINITIONS.search(heading) is not None


def _bracketed(text: str, at: int) -> bool:
    """Whether a quoted word stands in a bracket, or behind « ci-après »: elsewhere quotes only quote.

    « Clause 13 ("Security Deposit") » quotes a heading.
    """
    opened = text.rfind("(", max(0, at - 160), at)
    if opened >= 0 and ")" not in text[opened:at]:
        return not _CITED.search(text, 0, opened)
    return (
        re.search(
            r"(?:ci[- ]?après|hereinafter|hereafter|dénommée?s?|désignée?s?|referred to as)[^.;]{0,60}$",
            text[:at],
            re.I,
        )
        is not None
    )


def _conjoined(line: Line, at: int) -> Iterator[Definition]:
    while match := _CONJOINED.match(line.text, at):
        yield from _made(line, match.span("a"), means=False, alias=True)
        at = match.end("a")


def _bold_head(line: Line) -> tuple[int, int] | None:
    """The bold words that open a line of the definitions, up to a colon or a verb of defining."""
    for mark in line.paragraph.marks:
        if mark.kind in (MarkKind.TERM, MarkKind.BOLD) and mark.start <= 2 and mark.end < len(line.text):
            term = line.text[mark.start : mark.end].rstrip(" :–—-\u00a0")
            if term.endswith(".") or line.text[mark.end : mark.end + 1] == ".":
                return None  # a heading in the line
            return mark.start, mark.start + len(term)
    if line.paragraph.role is Role.DEFINITION and (match := re.match(r"([A-ZÀ-Ý][^.:;]{1,50}?)\s*:", line.text)):
        return match.span(1)
    return None


def _made(line: Line, span: tuple[int, int], *, means: bool, alias: bool = False) -> Iterator[Definition]:
    start, end = span
    written = line.text[start:end]
    if article := _ARTICLE.match(written):
        start += article.end()
    term = _ALIAS.sub("", line.text[start:end]).strip(" \u00a0:,.*_")
    words = term.split()
    if 0 < len(words) <= _LONGEST and not _NO_TERM.search(term) and term[:1].isupper() and len(term) > 1:
        yield Definition(term, line, start, end, means, alias)
