"""Dates that the calendar does not have, and dates or lengths in an impossible order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from clausekit.checks.case import Case
from clausekit.checks.lengths import Length, pilot_lengths, term_lengths
from clausekit.checks.lines import Line, lines, place, report
from clausekit.findings import Finding
from clausekit.language.patterns import later
from clausekit.language.text import same_length_fold

_MONTHS = {
    name: number
    for names in (
        "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
        "january february march april may june july august september october november december",
        "jan feb mar apr _ jun jul aug sep oct nov dec",
        "janv fevr _ avr _ _ juil _ sept oct nov dec",
    )
    for number, name in enumerate(names.split(), 1)
    if name != "_"
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATE = later(
    rf"\b(?P<d1>\d{{1,2}})(?:er|st|nd|rd|th)?[\s,.-]*(?:of\s+|day of\s+)?(?P<m1>{_MONTH})\.?,?[\s-]+(?P<y1>(?:19"
    rf"|20)\d\d)\b"
    rf"|\b(?P<m2>{_MONTH})\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>(?:19|20)\d\d)\b"
    r"|(?<![\d/.-])(?P<d3>\d{1,2})(?P<sep>[/.-])(?P<m3>\d{1,2})(?P=sep)(?P<y3>(?:19|20)\d\d)(?![\d/.-])"
    r"|(?<![\d/.-])(?P<y4>(?:19|20)\d\d)-(?P<m4>\d\d)-(?P<d4>\d\d)(?![\d/.-])"
)
_YEAR = later(r"(?:19|20)\d\d")
_FROM_TO = {
    "fr": (r"(?:\bdu|entre le|\ba compter du|a partir du|commen\w+ le|debut\w* le|prend effet le|court du)\s*$",
           r"^\s*(?:inclus\s*)?,?\s*(?:et\s+)?(?:au|et le|jusqu'au|(?:se termin|prend fin|prenant fin|expir"
           r"|s'achev|s'achèv|fini)\w*\s+(?:fin\s+)?le)\s*$"),
    "en": (r"(?:\bfrom|between|starting(?: on)?|beginning(?: on)?|commenc\w+(?: on)?|effective(?: on| as of)?"
    r"|starts? on|begins? on)\s*$",
           r"^\s*,?\s*(?:and\s+)?(?:to|until|through|and|(?:ending|ends?|expir\w+|terminat\w+)(?: on)?)\s*$"),
}  # fmt: skip
_EFFECTIVE = later(
    r"(?:prend effet|prendra effet|entre en vigueur|entrera en vigueur|date d'effet|date d'entree en vigueur"
    r"|effective date|"
    r"effective (?:as of|on|from)|comes? into (?:force|effect)|takes? effect|shall commence|commences? on)"
    r"[^.;]{0,40}$"
)
_END = later(
    r"(?:prend fin|prendra fin|expire|expirera|s'acheve|s'achevera|se termine|se terminera|jusqu'au|date de fin"
    r"|terme fixe au|"
    r"expires? on|shall expire|ends? on|shall end|until|terminates? on|expiry date|end date"
    r"|expiration date)[^.;]{0,30}$"
)
_CONTRACT = later(r"\b(?:contrat|accord|convention|agreement|contract|term|duree|partenariat)\b")
_PILOT = later(r"\b(?:pilot\w*|experimentation|phase d'essai|phase de test|trial|test period)\b")


class _Dated(NamedTuple):
    day: date
    line: Line
    start: int
    end: int


_PAGE = later(r"\bpage\s*$", re.IGNORECASE)


def impossible(case: Case) -> Iterator[Finding]:
    """Dates that do not exist: 31 February, the 14th month (X-DATE)."""
    for line in lines(case):
        if not _YEAR.search(line.text):
            continue
        for match in _DATE.finditer(same_length_fold(line.text)):
            if _PAGE.search(line.text, 0, match.start()):
                continue  # the foot of a page, poured into the text: "Page 32 May 2004"
            if _day(match, case.analysis.contract.language) is None:
                literal = line.text[match.start() : match.end()]
                yield report(case, "date_impossible", line, match.span(), state="contradicted", literal=literal)


def _day(match: re.Match[str], language: str) -> date | None:
    """The date of a match; None when the calendar has no such day, read either way round in English."""
    groups = match.groupdict()
    n = next(number for number in "1234" if groups[f"y{number}"])
    month, day, year = groups[f"m{n}"], int(groups[f"d{n}"]), int(groups[f"y{n}"])
    number = _MONTHS.get(month, 0) or int(month)
    tries = [(number, day), (day, number)] if n == "3" and language != "fr" else [(number, day)]
    for one, other in tries:
        try:
            return date(year, one, other)
        except ValueError:
            continue
    return None


def disorder(case: Case) -> Iterator[Finding]:
    """An end before its beginning, a contract that ends before it takes effect, a pilot longer than the contract."""
    language = "fr" if case.analysis.contract.language == "fr" else "en"
    found = [line for line in lines(case) if line.scope == 0]
    dated = [item for line in found for item in _dates(line, language)]
    told = set()
    for one, other in pairwise(dated):
        if one.line is other.line and other.day < one.day and _from_to(one, other, language):
            told.add(one.line.anchor.paragraph)
            yield _disorder(case, "range", one, other)
    start = next((d for d in dated if _said(_EFFECTIVE, d) and not _PILOT.search(_sentence(d))), None)
    ends = [d for d in dated if _said(_END, d) and d.line.anchor.paragraph not in told]
    end = next((d for d in ends if _CONTRACT.search(_sentence(d)) and not _PILOT.search(_sentence(d))), None)
    if start and end and end.day < start.day:
        yield _disorder(case, "contract", start, end)
    pilot = next((d for d in ends if _PILOT.search(_sentence(d))), None)
    if end and pilot and pilot.day > end.day:
        yield _disorder(case, "pilot", end, pilot)
    yield from _lengths(case, pilot_lengths(case), term_lengths(case))


def _lengths(case: Case, pilot: list[Length], term: list[Length]) -> Iterator[Finding]:
    """A pilot that lasts longer than the contract's own first term."""
    if pilot and term and min(p.days for p in pilot) > max(t.days for t in term):
        one = pilot[0]
        values: dict[str, object] = {"start": term[0].literal, "end": one.literal}
        details = (place(term[0].line, term[0].span),)
        yield report(
            case, "date_disorder", one.line, one.span, state="contradicted", details=details, message="length",
            literal=one.literal, values=values,
        )  # fmt: skip


def _dates(line: Line, language: str) -> Iterator[_Dated]:
    for match in _DATE.finditer(same_length_fold(line.text)) if _YEAR.search(line.text) else ():
        if day := _day(match, language):
            yield _Dated(day, line, match.start(), match.end())


def _from_to(one: _Dated, other: _Dated, language: str) -> bool:
    folded = same_length_fold(one.line.text)
    before, between = _FROM_TO[language]
    return bool(re.search(before, folded[: one.start])) and bool(re.match(between, folded[one.end : other.start]))


def _said(pattern: re.Pattern[str], item: _Dated) -> bool:
    return pattern.search(same_length_fold(item.line.text[: item.start])) is not None


def _sentence(item: _Dated) -> str:
    """The sentence around a date, folded, with the heading above it."""
    text = same_length_fold(item.line.text)
    start = max(text.rfind(". ", 0, item.start), text.rfind("; ", 0, item.start)) + 1
    heading = same_length_fold(item.line.anchor.heading[-1]) if item.line.anchor.heading else ""
    return f"{heading} {text[start : item.end]}"


def _disorder(case: Case, message: str, one: _Dated, other: _Dated) -> Finding:
    shown: dict[str, object] = {
        "start": one.line.text[one.start : one.end],
        "end": other.line.text[other.start : other.end],
    }
    span = (one.start if one.line is other.line else other.start, other.end)
    details = () if one.line is other.line else (place(one.line, (one.start, one.end)),)
    return report(
        case, "date_disorder", other.line, span, state="contradicted", details=details, message=message,
        literal=f"{shown['start']} / {shown['end']}", values=shown,
    )  # fmt: skip
