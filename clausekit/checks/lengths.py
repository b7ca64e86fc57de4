"""How long the pilot and the contract last, wherever the text says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from clausekit.checks.case import Case
from clausekit.checks.lines import Line, lines, place, report
from clausekit.findings import Finding
from clausekit.language.quantities import quantities
from clausekit.language.text import same_length_fold, sentences

_LASTS = {
    "fr": r"(?:dure(?:ra)?|est de|est fixee? a|d'une duree|pour une duree|pendant une (?:duree|periode)|duree"
    r"|pour|pendant|sur|periode de|phase de)",
    "en": r"(?:lasts?|last|period of|term of|duration of|is|for|over|runs? for|run for|continues? for|duration)",
}
_PILOT = {
    "fr": r"(?:phase|periode|duree de la phase|test)\s+(?:pilote|d'essai|d'experimentation|experimentale|de test)"
    r"|\bpilote\b|experimentation",
    "en": r"\bpilot(?:\s+(?:phase|period|test|programme|program|project))?\b|\btrial (?:phase|period)\b",
}
_TERM = {
    "fr": r"(?:le\s+(?:present\s+)?(?:contrat|accord|partenariat)"
    r"|la\s+(?:presente\s+)?convention)\b[^.;]{0,60}?\b(?:conclue?|dure|souscrite?|consentie?|etablie?|en vigueur)\b",
    "en": r"\b(?:this|the)\s+(?:agreement|contract)\b[^.;]{0,80}?\b(?:term|force|effect|period|lasts?|concluded"
    r"|entered into|continue)\b",
}
# What is measured beside the pilot or the contract, and is not its length.
_OTHER = {
    "fr": r"preavis|prolong|prorog|renouvel|reconduc|avant |apres |suivant|dans (?:les|un delai)|delai|precede"
    r"|suiv\w+ |issue|a compter de la fin|tou(?:s|tes) les|chaque|par semaine|anciennete|garantie|indemni"
    r"|confidential|non-concurrence|maintien|transition",
    "en": r"notice|renew|extend|extension|before|after|following|within|prior|every|each|warrant|confidential"
    r"|surviv|transition|thereafter|from the end|fee|payment|anniversary|per (?:week|month)|consecutive",
}
_NEAR = 70


class Length(NamedTuple):
    days: float
    literal: str
    line: Line
    span: tuple[int, int]


def pilot_lengths(case: Case) -> list[Length]:
    return case.once("pilot lengths", lambda: list(_lengths(case, _PILOT)))


def term_lengths(case: Case) -> list[Length]:
    return case.once("term lengths", lambda: [found for found in _lengths(case, _TERM) if found.days >= 28])


def _lengths(case: Case, subject: dict[str, str]) -> Iterator[Length]:
    """Durations behind the subject and a word of lasting, in one sentence, with nothing else measured between."""
    language = "fr" if case.analysis.contract.language == "fr" else "en"
    about, lasts, other = (
        re.compile(subject[language]),
        re.compile(rf"\b{_LASTS[language]}\b"),
        re.compile(_OTHER[language]),
    )
    for line in lines(case):
        if line.heading:
            continue
        folded = same_length_fold(line.text)
        if not about.search(folded):
            continue
        for start, end in sentences(line.text, line_language(language)):
            yield from _in_sentence(line, folded, (start, end), about, lasts, other, language)


def line_language(language: str) -> str:
    return language


def _in_sentence(
    line: Line, folded: str, span: tuple[int, int], about: re.Pattern[str], lasts: re.Pattern[str],
    other: re.Pattern[str], language: str,
) -> Iterator[Length]:  # fmt: skip
    start, end = span
    for match in about.finditer(folded, start, end):
        for quantity in quantities(line.text[match.end() : end], language):
            if quantity.kind != "duration":
                continue
            between = folded[match.end() : match.end() + quantity.start]
            after = re.split(r"[;.,)]", folded[match.end() + quantity.end : match.end() + quantity.end + 25])[0]
            around = folded[max(start, match.start() - 40) : match.end() + quantity.end] + after
            if len(between) > _NEAR or not lasts.search(between) or other.search(around):
                break
            at = (match.end() + quantity.start, match.end() + quantity.end)
            yield Length(quantity.value, quantity.literal, line, at)
            return


def conflict(case: Case) -> Iterator[Finding]:
    """One length given twice with different values: the pilot lasts 3 months here, 6 there."""
    for message, found in (("pilot", pilot_lengths(case)), ("term", term_lengths(case))):
        by_value = {round(item.days, 1): item for item in reversed(found)}
        if len(by_value) < 2:
            continue
        ordered = sorted(by_value.values(), key=lambda item: item.line.anchor.paragraph)
        first, second = ordered[0], ordered[1]
        yield report(
            case, "value_conflict", second.line, second.span, state="contradicted", message=message,
            details=tuple(place(item.line, item.span) for item in (first, *ordered[2:5])),
            literal=f"{first.literal} / {second.literal}", values={"first": first.literal, "second": second.literal},
        )  # fmt: skip
