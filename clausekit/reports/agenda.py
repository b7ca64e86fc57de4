"""The dates and recurring meetings a contract gives, as far as they were read with confidence.

A date stands only when the contract states when it starts, or the caller says so: no start, no date.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from clausekit.findings import ClauseVerdict, Confidence, ElementState, ElementVerdict, Evidence
from clausekit.language.dates import dates
from clausekit.language.quantities import Kind, Quantity, quantities
from clausekit.language.text import same_length_fold
from clausekit.model import Anchor
from clausekit.report import AuditReport

_READ = (ElementState.SATISFIED, ElementState.CONTRADICTED)
# "… shall commence on the Effective Date and end on": the date that follows is no start
_NO_END = r"(?:(?!\b(?:end|ends|ending|until|till|through|to|expir\w*|terminat\w*|jusqu|au|fin|finit)\b)[^.;])"
_STARTS = re.compile(
    r"(?:en vigueur|prend effet|prendra effet|a compter du|a partir du|commence|debute|comes? into (?:force|effect)"
    r"|takes? effect|starts?|begins?|commences?|with effect from|effective(?: as of| on| from)?|from)\W"
    rf"{_NO_END}{{0,40}}$"
)
_FORCE = re.compile(
    r"(?:contrat|accord|convention|agreement|contract)\b[^.;]{0,30}\b(?:en vigueur|prend effet|into force|into effect"
    rf"|takes? effect)\W{_NO_END}{{0,15}}$"
)
_ENDS = re.compile(
    r"(?:jusqu'au|au plus tard le|\bau|prend fin le|expire le|until|to|through|end(?:s|ing)? on|expir(?:es?|ing) on)"
    r"\s+(?:le\s+)?$"
)
_BEFORE = re.compile(r"^\W{0,3}(?:at (?:the )?latest |au plus tard |au moins |at least )?(?:before|prior to|avant)\b")
_OPEN = re.compile(  # an end that also hangs on something else is on no known day
    r"\b(?:the (?:longer|later|greater|earlier|shorter|sooner) (?:of|to occur)|whichever|or until|unless (?:and )?until"
    r"|until (?:all|such time|the (?:earlier|later))|for (?:so|as) long as|jusqu'a ce que|tant que|aussi longtemps que"
    r"|l[ae] plus (?:long|longue|court|courte|tardive?|eloignee?|proche))\b"
)
_OTHER_TERM = re.compile(  # the end of something else than the contract
    r"\b(?:term|end|expir\w+|terme|fin) (?:of|de) (?:this |the |cette |la |l')?"
    r"(?:schedule|exhibit|annexe?|order|sow|commande)\b"
)
# "[*] times each year": how often, nobody knows
_TIMES = re.compile(r"\b(?:times|fois)\W+(?:(?:in|during|within|par|a|per)\W+)?$")
_MEETINGS = (
    ("governance", "steering_committee"), ("governance", "qbr"), ("strategic_alignment", "periodic_review"),
    ("supplier_sla", "reporting_reviews"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """A day of the contract's life: what, when, on which words; `months` > 0 repeats it until `until`.

    `kind` names the label `agenda.<kind>`; `computed` says that the day follows from a start and a length.
    """

    kind: str
    day: date
    element: str
    title: str
    quote: str
    anchor: Anchor
    computed: str = ""
    months: int = 0
    until: date | None = None


def entries(audit: AuditReport, *, start: date | None = None) -> list[Entry]:
    """The dated entries of a contract, by day.

    Takes the report, and the day the contract starts when it does not say so itself (its own words win).
    Returns [] when there is no start.
    """
    return sorted(_entries(audit, start), key=lambda entry: (entry.day, entry.kind))


def _entries(audit: AuditReport, given: date | None) -> Iterator[Entry]:
    language = audit.language.id or "en"
    stated = _stated_start(audit, language)
    start = stated.day if stated else given
    if stated:
        yield stated
    if start is None:
        return
    end = _end(audit, language, start)
    if end:
        yield end
        yield from _notice(audit, language, end.day)
    yield from _pilot(audit, language, start)
    for clause, element in _MEETINGS:
        yield from _meetings(audit, language, start, end.day if end else None, clause, element)


def plus(day: date, *, months: int = 0, days: int = 0) -> date:
    """The same day so many months later, or the last of the month; then so many days later."""
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1])) + timedelta(days=days)


def _sure(audit: AuditReport, clause: str, element: str) -> ElementVerdict | None:
    """An element whose words are explicit and accepted; None otherwise."""
    try:
        verdict: ClauseVerdict = audit.clause(clause)
        found = verdict.element(element)
    except KeyError:
        return None
    pending = any(item.pending for item in found.evidence)
    sure = found.state in _READ and found.confidence is Confidence.EXPLICIT and found.reason != "placeholder"
    return found if sure and found.evidence and not pending else None


def _entry(kind: str, day: date, element: ElementVerdict, item: Evidence, computed: str = "") -> Entry:
    return Entry(kind, day, element.id, element.title, item.quote, item.anchor, computed)


def _stated_start(audit: AuditReport, language: str) -> Entry | None:
    for name, lead in (("start", _STARTS), ("term", _FORCE)):
        element = _sure(audit, "g.duration_renewal", name)
        for item in element.evidence if element else ():
            day = _day(item.quote, language, lead)
            if day and element:
                return _entry("start", day, element, item)
    return None


def _day(quote: str, language: str, lead: re.Pattern[str]) -> date | None:
    """The one date of a quote that stands just after such words; two different ones are none."""
    folded = same_length_fold(quote).replace("’", "'")
    found = {d.value for d in dates(quote, language) if lead.search(folded[: d.start])}
    return found.pop() if len(found) == 1 else None


def _one(quote: str, language: str, kind: Kind, fits: Callable[[Quantity], bool] = lambda q: True) -> Quantity | None:
    """The only quantity of a kind in a quote that fits; None when there are several, or words and figures differ."""
    found = [q for q in quantities(quote, language) if q.kind == kind and fits(q)]
    distinct = {(q.value, q.unit) for q in found}
    return found[0] if len(distinct) == 1 and not found[0].mismatch and not found[0].working else None


def _after(day: date, length: Quantity, *, back: bool = False) -> date | None:
    """The day a length of whole months or days later, or earlier."""
    sign = -1 if back else 1
    if length.unit in ("day", "week", "fortnight"):
        return plus(day, days=sign * round(length.value)) if float(length.value).is_integer() else None
    return plus(day, months=sign * round(length.months)) if float(length.months).is_integer() else None


def _end(audit: AuditReport, language: str, start: date) -> Entry | None:
    element = _sure(audit, "g.duration_renewal", "term")
    for item in element.evidence if element else ():
        assert element is not None
        if _OPEN.search(same_length_fold(item.quote).replace("’", "'")):
            continue
        if (day := _day(item.quote, language, _ENDS)) and day > start:
            return _entry("term_end", day, element, item)
        length = _one(item.quote, language, "duration")
        if length and (day := _after(start, length)):
            return _entry("term_end", day, element, item, f"{start.isoformat()} + {length.literal}")
    return None


def _notice(audit: AuditReport, language: str, end: date) -> Iterator[Entry]:
    element = _sure(audit, "g.duration_renewal", "non_renewal_notice")
    for item in element.evidence if element else ():
        assert element is not None
        folded = same_length_fold(item.quote)
        if _OTHER_TERM.search(folded):
            continue

        def leads(quantity: Quantity, text: str = folded) -> bool:
            return _BEFORE.search(text[quantity.end :]) is not None

        length = _one(item.quote, language, "duration", leads)
        if length and (day := _after(end, length, back=True)):
            yield _entry("notice", day, element, item, f"{end.isoformat()} − {length.literal}")
            return


def _pilot(audit: AuditReport, language: str, start: date) -> Iterator[Entry]:
    element = _sure(audit, "pilot_test", "duration")
    for item in element.evidence if element else ():
        assert element is not None
        if day := _day(item.quote, language, _ENDS):
            yield _entry("pilot_end", day, element, item)
            return
        begins = _day(item.quote, language, _STARTS) or start
        length = _one(item.quote, language, "duration")
        if length and (day := _after(begins, length)):
            yield _entry("pilot_end", day, element, item, f"{begins.isoformat()} + {length.literal}")
            return


def _meetings(
    audit: AuditReport, language: str, start: date, until: date | None, clause: str, name: str
) -> Iterator[Entry]:
    element = _sure(audit, clause, name)
    if element is None:
        return
    rhythms = [(item, _one(item.quote, language, "frequency")) for item in element.evidence]
    found = [(i, r) for i, r in rhythms if r and not _TIMES.search(same_length_fold(i.quote)[: r.start])]
    if not found or len({rhythm.value for _, rhythm in found}) > 1:
        return
    item, rhythm = found[0]
    months = round(rhythm.months)
    if months < 1 or months != rhythm.months or months > 36:
        return
    day = plus(start, months=months)
    if until is None or day <= until:
        computed = f"{start.isoformat()} + {rhythm.literal}"
        yield Entry("meeting", day, element.id, element.title, item.quote, item.anchor, computed, months, until)
