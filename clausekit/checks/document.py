"""Mechanical checks of the document itself: blanks left, words against figures, references that lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clausekit.checks.case import Case
from clausekit.findings import Confidence, Finding, Severity
from clausekit.language.quantities import quantities
from clausekit.model import Anchor, Part, Role
from clausekit.texts import say

_BRACKETED = re.compile(r"\[[^\]]*\]")
_SIGNING = re.compile(r"\b(signature|fait à|date|nom|name|title|qualité|by|lieu|place|initials|paraphe)\b\s*:?", re.I)
_MAX_EACH = 12


def placeholders(case: Case) -> Iterator[Finding]:
    """One finding for all blanks of the text; signature blocks and lines are not blanks."""
    found = []
    for read in case.analysis.reading.reads:
        unit = read.unit
        if unit.placeholder and not _by_hand(unit.text) and not any(_signs(case, c) for c in read.clauses):
            found.append((unit.text, unit.anchor))
    if found:
        details = tuple(f"« {_short(text)} » ({anchor})" for text, anchor in found[1:_MAX_EACH])
        yield _finding(case, "placeholder_left", Severity.MAJOR, found[0][0], found[0][1], details, count=len(found))


def _by_hand(text: str) -> bool:
    """A line of a form (« Nom : ____ », a box to tick) that is filled in by hand at the signature."""
    return (len(text) < 120 and _SIGNING.search(_BRACKETED.sub("", text)) is not None) or text.startswith(("[ ]", "☐"))


def _signs(case: Case, clause: str) -> bool:
    return case.library.clause(clause).layout == "signatures"


def mismatches(case: Case) -> Iterator[Finding]:
    """« trois (6) mois »: words and figures of one number differ (X-VALUE)."""
    language = case.analysis.contract.language
    for number, (text, anchor) in enumerate(_paragraphs(case)):
        del number
        for quantity in quantities(text, language):
            if quantity.mismatch:
                yield _finding(case, "number_mismatch", Severity.MAJOR, text, anchor, (), literal=quantity.literal)


_NUMBER = r"[\s\u00a0]+(\d{1,3}|[IVX]{1,5})(?:\.\d+)*(?![.\w]\d|\w)"
_OTHER_TEXT = {  # an article of a law or of another document, not of the contract
    "fr": r"(?![-–]\d|\s*(?:[-–,]\s*)?(?:L\.|et suivants|(?:du|de la|de l['’]|des)\s+"
    r"(?!(?:présente?s?|contrat|accord|convention|marché|annexe)\b)))",
    "en": r"(?!\s*(?:of|to|in|under)\s+(?!this\b|the (?:agreement|contract)\b))",
}
_REFERENCE = {
    "fr": re.compile(r"\b(articles?|annexes?)" + _NUMBER + _OTHER_TEXT["fr"], re.I),
    "en": re.compile(
        r"\b(articles?|sections?|schedules?|exhibits?|annex|appendix)" + _NUMBER + _OTHER_TEXT["en"], re.I
    ),
}
_DEROGATIONS = re.compile(r"\bd[ée]rogations?\s+(?:au|aux)\b|\bderogations?\s+from\b", re.I)  # « Dérogations au CCAG »
_ANNEX_WORDS = ("annexe", "annex", "schedule", "exhibit", "appendix")


def broken_references(case: Case) -> Iterator[Finding]:
    """References to article or annex numbers that the document does not have (X-REF).

    Only when the document numbers its headings in a way we can read: otherwise silence, not noise.
    """
    contract = case.analysis.contract
    articles, annexes = _numbers(case)
    seen: set[str] = set()
    for paragraph, anchor in _paragraphs(case):
        if any(_DEROGATIONS.search(heading) for heading in anchor.heading):
            continue  # a list of articles of the general conditions that the contract sets aside
        for match in _REFERENCE[contract.language if contract.language in _REFERENCE else "en"].finditer(paragraph):
            annex = match[1].lower().rstrip("s") in _ANNEX_WORDS
            known = annexes if annex else articles
            key = f"{match[1].lower().rstrip('s')} {match[2]}"
            if not _readable(known, 1 if annex else 4) or key in seen or _value(match[2]) in known:
                continue
            if _value(match[2]) > max(known) * 1.3 + 2:
                continue  # an article of a law or of another text
            seen.add(key)
            yield _finding(case, "reference_broken", Severity.MAJOR, paragraph, anchor, (), target=match[0].strip())


def _readable(known: set[int], least: int) -> bool:
    """Whether the numbers found are a whole series: 1 to the last, one in ten missing at most."""
    return len(known) >= least and len(known) >= 0.9 * max(known)


def _numbers(case: Case) -> tuple[set[int], set[int]]:
    articles: set[int] = set()
    annexes: set[int] = set()
    for section in case.analysis.contract.sections:
        if section.heading is None:
            continue
        shown = section.heading.display
        match = re.match(
            r"\s*(?P<word>article|section|clause|annexe|annex|schedule|exhibit|appendix)?[\s\u00a0]*(?:n°\s*)?(?P<n>\d{1,3}|[IVX]{1,5}\b)",
            shown, re.I,
        )  # fmt: skip
        if match:
            word = (match["word"] or "").lower()
            target = annexes if word in _ANNEX_WORDS or section.part is Part.ANNEX else articles
            target.add(_value(match["n"]))
    return articles, annexes


_ROMAN = {"I": 1, "V": 5, "X": 10}


def _value(text: str) -> int:
    if text.isdigit():
        return int(text)
    total = 0
    values = [_ROMAN[letter] for letter in text.upper()]
    for value, following in zip(values, [*values[1:], 0], strict=True):
        total += value if value >= following else -value
    return total


def _paragraphs(case: Case) -> Iterator[tuple[str, Anchor]]:
    place = -1
    outlines = case.analysis.reading.outlines
    for number, section in enumerate(case.analysis.contract.sections):
        for paragraph in section.paragraphs():
            place += 1
            if paragraph.role is not Role.TOC and paragraph is not section.heading:
                yield paragraph.text, Anchor(section.part, place, paragraph.number, outlines[number].path)


def _short(text: str) -> str:
    return text if len(text) <= 120 else text[:119].rstrip() + "…"


def _finding(
    case: Case, rule: str, severity: Severity, quote: str, anchor: Anchor, details: tuple[str, ...], **values: object
) -> Finding:
    return Finding(
        rule_id=rule, clause_id="", element_id="", state="unclear" if rule == "reference_broken" else "partial",
        severity=severity, severity_reason=say("severity_document", case.ui), confidence=Confidence.EXPLICIT,
        title=say(rule, case.ui, **values), quote=quote if len(quote) <= 300 else quote[:299].rstrip() + "…",
        location=anchor, expected=say(f"{rule}.expected", case.ui), found_value=None,
        why_it_matters=say(f"{rule}.why", case.ui), details=details,
    )  # fmt: skip


__all__ = ["broken_references", "mismatches", "placeholders"]
