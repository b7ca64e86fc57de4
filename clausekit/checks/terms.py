"""Defined terms: used and never defined, defined and never used, defined twice."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

from clausekit.checks.case import Case
from clausekit.checks.definitions import Definition, definitions, key, stem
from clausekit.checks.lines import Line, lines, place, report
from clausekit.checks.term_words import COMMON, NEVER
from clausekit.findings import Confidence, Finding
from clausekit.language.patterns import later
from clausekit.language.text import fold

_MOST = 10
_LEAST_DEFINED = 3
_LEAST_USES = 2
_LETTERS = later(r"[^\W_]+")
_WORD = later(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_COMMON = {language: {stem(word) for word in words} for language, words in COMMON.items()}
_NEVER = {stem(word) for word in NEVER}
_ANYWHERE = ("party", "contrat", "agreement", "accord", "convention", "contract")


def unused(case: Case) -> Iterator[Finding]:
    """A term that is defined in a list of definitions or in brackets, and never used after (X-DEF)."""
    found = lines(case)
    defined = _definitions(case)
    words = _Stems(found)
    counts: Counter[str] = Counter(item.key for item in defined)
    paired = {id(item.line) for item in defined if item.alias}
    told = 0
    for item in defined:
        if (
            counts[item.key] > 1
            or item.key in _ANYWHERE
            or id(item.line) in paired
            or _abbreviated(item)
            or not item.key
        ):
            continue
        if words.count(item.key, own=item) == 0 and told < _MOST:
            told += 1
            yield report(case, "term_unused", item.line, (item.start, item.end), literal=item.term)


def twice(case: Case) -> Iterator[Finding]:
    """A term that is defined in two places of the body (X-DEF)."""
    by_key: dict[str, list[Definition]] = defaultdict(list)
    for item in _definitions(case):
        if item.line.scope == 0 and item.line.row is None:
            by_key[item.key].append(item)
    for items in by_key.values():
        first, *rest = items
        other = next((i for i in rest if _differs(first, i)), None)
        if other:
            details = (place(first.line, (first.start, first.end)),)
            span = (other.start, other.end)
            yield report(case, "term_defined_twice", other.line, span, details=details, literal=other.term)


def undefined(case: Case) -> Iterator[Finding]:
    """A term written with a capital as if it were defined, and never defined (X-DEF).

    Only in a contract that defines its terms, for words that are ordinary nouns of contracts, in the midst of a
    sentence, twice or more: names, headings and beginnings of sentences are not terms. « The Customer shall » once is
    enough, wherever it stands: a role that nobody was given.
    """
    found = lines(case)
    defined = _definitions(case)
    if len({item.key for item in defined}) < _LEAST_DEFINED or _elsewhere(found):
        return
    language = "fr" if case.analysis.contract.language == "fr" else "en"
    known = {word for item in defined for word in _parts(item.key)}
    roles = known | _named(found)  # a heading « Customers » gives nobody that role
    known |= _headed(found) | _quoted(found)
    uses: dict[str, list[tuple[Line, tuple[int, int]]]] = defaultdict(list)
    acting: dict[str, list[tuple[Line, tuple[int, int]]]] = defaultdict(list)
    for line in found:
        if not line.heading and not line.signing and line.row is None:
            for span in _candidates(line, language):
                uses[key(line.text[slice(*span)])].append((line, span))
            for match in _ACTS[language].finditer(line.text):
                acting[key(match["role"])].append((line, match.span("role")))
    acting = {name: places for name, places in acting.items() if name not in roles}
    uses = {n: p for n, p in uses.items() if len(p) >= _LEAST_USES and n not in known and not _covered(n, known)}
    for places in list((uses | acting).values())[:_MOST]:
        line, span = places[0]
        details = tuple(place(other, at) for other, at in places[1:4])
        term = line.text[slice(*span)]
        yield report(
            case, "term_undefined", line, span, state="unclear", confidence=Confidence.PROBABLE, details=details,
            literal=term, values={"count": len(places)},
        )  # fmt: skip


def _definitions(case: Case) -> list[Definition]:
    return case.once("definitions", lambda: definitions(lines(case)))


def _differs(one: Definition, other: Definition) -> bool:
    """Whether two definitions of a term are of one kind and do not say the same."""
    if one.line is other.line or one.means != other.means or "/s/" in other.line.text:
        return False
    if one.means:
        return fold(one.line.text).strip() != fold(other.line.text).strip()
    return not one.term.isupper() and _before(one) != _before(other) and not (_short(one) and _short(other))


def _short(item: Definition) -> bool:
    """« Cargill, Incorporated ("Cargill") », « member bank ("Member") »: a shorter name of what stands before it."""
    before = " ".join(key(word) for word in re.findall(r"[^\W_]+", item.line.text[: item.start]))
    return f" {item.key} " in f" {before} "


def _before(item: Definition) -> tuple[str, ...]:
    """The last words before a bracket: what the term stands for."""
    text = item.line.text[: item.start]
    return tuple(key(word) for word in re.findall(r"[^\W_]+", text[: max(text.rfind("("), 0)])[-2:])


def _abbreviated(item: Definition) -> bool:
    """(« RGPD »), "Service Level Agreement (SLA)": an abbreviation is explained, or used for its long form."""
    return (not item.means and item.term.isupper()) or "(" in item.line.text[item.start : item.end]


def _parts(name: str) -> Iterator[str]:
    """A defined « Jour Ouvré » also covers « Ouvré »; « Parties » covers « Partie »."""
    yield name
    yield from name.split()


def _covered(name: str, known: set[str]) -> bool:
    """« Services Additionnels » beside a defined « Services »: a reader knows what it means."""
    return any(word in known for word in name.split())


def _headed(found: list[Line]) -> set[str]:
    """Words that name an article or an annex of the document: « le Plan de Réversibilité » of annexe 3."""
    headings = (line.text for line in found if line.heading)
    return {stem(fold(word)) for heading in headings for word in _WORD.findall(heading) if len(word) > 3}


def _elsewhere(found: list[Line]) -> bool:
    """Whether the terms may be defined in another text: an amendment, a service description, a reference."""
    opening = " ".join(line.text for line in found[:12])[:1500]
    return _COMPLETES.search(opening) is not None or any(_DEFINED_ELSEWHERE.search(line.text) for line in found)


_COMPLETES = later(
    r"\b(?:amendment|addendum|avenant|supplement to|statement of work|il complète|elle complète|complètent les"
    r"|fait partie intégrante d[ue]|prise? en application d[ue]|order form)\b",
    re.IGNORECASE,
)


def _named(found: list[Line]) -> set[str]:
    """Whatever stands in quotes, before « as defined », or is given (« X est le Fournisseur et Y le Client »)."""
    known = {key(match[1]) for line in found for match in _IN_QUOTES.finditer(line.text)}
    known |= {key(role) for line in found for match in _GIVEN.finditer(line.text) for role in match.groups() if role}
    return known | {key(match[1]) for line in found for match in _AS_DEFINED.finditer(line.text)}


def _quoted(found: list[Line]) -> set[str]:
    """Whatever stands in quotes, or before « as defined »: a definition that we do not read as one."""
    known = _named(found) | {key(match[1]) for line in found for match in _SAID_TO_BE.finditer(line.text)}
    known |= {key(word) for line in found for word in re.findall(r"\b[A-ZÀ-Ý]{4,}\b", line.text)}
    known |= {key(a.text) for a, b in pairwise(found) if len(a.text.split()) <= 5 and _STARTS.match(b.text)}
    known |= {key(word) for line in found for run in _RUN_IN.findall(line.text) for word in run.split()}
    return known | {word for name in known if len(name.split()) <= 2 for word in name.split()}


_IN_QUOTES = later(r"[«“\"„‘']\s*(?:(?:the|les?|la|l['’])\s*)?([^\W\d_][^«»“”\"]{1,60}?)\s*[,.]?[»”\"“’']")
_STARTS = later(r"\W*(?:désigne|signifie|means?\b|shall mean|toute?s?\b|any\b|the\b|l[ea']\b)", re.IGNORECASE)
_RUN_IN = later(r"(?:^|\d[.)]\s+|\.\s\d+\s)([A-ZÀ-Ý][\w'’]+(?:\s[\w'’]+){0,5})\s*[.:]")
_GIVEN = later(
    r"\b(?:est|is|sera|agit comme|acts as|en tant que|as)\s(?:le\s|la\s|l['’]|the\s)([A-ZÀ-Ý][\w-]+)"
    r"(?:\s(?:et|and)\s[^.;]{2,80}?\s(?:le\s|la\s|l['’]|the\s)([A-ZÀ-Ý][\w-]+))?"
)
_AS_DEFINED = later(
    r"([A-ZÀ-Ý][\w-]+(?:\s[A-ZÀ-Ý][\w-]+)?)\s*\(?(?:,\s*)?(?:as (?:such term is )?(?:hereinafter )?defined"
    r"|tel(?:le)?s? que défini|défini|means\b|(?:shall|will) (?:mean|include)\b"
    r"|(?:specified|described|set out|set forth|listed|identified|indicated) (?:in|on|below)\b"
    r"|(?:précisée?s?|décrite?s?|indiquée?s?|listée?s?|figurant|énumérée?s?) (?:à|au|aux|dans|en|ci)\b"
    r"|désigne|signifie|s['’]entend)"
)
_SAID_TO_BE = later(  # « considérées comme des Informations Confidentielles », "the following Territory"
    r"(?:considérée?s? comme|réputée?s?|qualifiée?s? d[e'’]|constituent|deemed(?: to be)?|considered(?: as| to be)?"
    r"|constitutes?|following(?: designated)?)\s*(?:des?\s|les?\s|la\s|the\s|an?\s)?\s*"
    r"([A-ZÀ-Ý][\w-]+(?:\s[A-ZÀ-Ý][\w-]+)?)"
)
_DEFINED_ELSEWHERE = later(
    r"\bterms?\b[^.]{0,80}\bnot (?:otherwise )?defined|\bnot otherwise defined|termes?\b[^.]{0,80}(?:non définis"
    r"|définis dans (?:les conditions|l['’]accord|le contrat[- ]cadre|la convention))"
    r"|(?:have|has) the (?:same )?meanings? (?:ascribed|given|set forth|assigned)[^.]{0,40} in the (?!preamble"
    r"|recital)",
    re.IGNORECASE,
)
_DETERMINERS = {
    "fr": r"(?:le|la|les|l['’]|du|des|au|aux|un|une|chaque|tout|toute|ce|cet|cette|ces|son|sa|ses|leur|leurs)",
    "en": r"(?:the|any|each|such|this|these|all|an?|its|their|every)",
}
_CANDIDATE = {
    language: later(
        rf"(?<=[\w,;)»”]\s)(?:{words}\s|{words}(?<=['’]))(?P<term>[A-ZÀ-Ý][a-zà-ÿ]{{2,}}(?:\s(?:de\s|d['’]|du\s"
        rf"|des\s)?[A-ZÀ-Ý][a-zà-ÿ]{{2,}}){{0,2}})"
        r"(?![\w’'-]|\s(?:[A-ZÀ-Ý&]|of\s[A-Z]|de\s[A-ZÀ-Ý]|d['’][A-ZÀ-Ý]|d['’]entreprise\b|n°|\d))"
    )
    for language, words in _DETERMINERS.items()
}
_ACTS = {  # a role of a party that does, or may do, something
    "fr": later(
        r"\b(?:[Ll]e|[Ll]a|[Ll]['’])\s?(?P<role>Client|Prestataire|Fournisseur|Acheteur|Vendeur|Distributeur|Licencié"
        r"|Concédant|Franchiseur|Franchisé|Apporteur|Mandataire|Commettant|Donneur d['’]ordre|Titulaire)"
        r"\s(?:doit|peut|s['’]engage|s['’]oblige|est tenu|ne peut|ne doit|devra|pourra|garantit|verse|paie|remet)\b",
    ),
    "en": later(
        r"\b[Tt]he (?P<role>Customer|Client|Supplier|Vendor|Buyer|Seller|Purchaser|Distributor|Licensee|Licensor"
        r"|Provider|Contractor|Reseller|Agent|Principal|Franchisor|Franchisee|Manufacturer)"
        r"\s(?:shall|may|must|will|agrees|undertakes|is (?:obliged|entitled|required)|cannot|pays)\b",
    ),
}


def _candidates(line: Line, language: str) -> Iterator[tuple[int, int]]:
    if line.text.isupper():
        return
    for match in _CANDIDATE[language].finditer(line.text):
        words = [stem(fold(word)) for word in _WORD.findall(match["term"])]
        head = words[0] if language == "fr" else words[-1]
        if head in _COMMON[language] and not any(word in _NEVER for word in words):
            yield match.span("term")


class _Stems:
    """The stems of each line, to count how often a term is used beside its definition."""

    def __init__(self, found: list[Line]) -> None:
        words = (" ".join(map(stem, _LETTERS.findall(fold(line.display)))) for line in found)
        self.lines = [(line, f" {text} ") for line, text in zip(found, words, strict=True)]

    def count(self, name: str, *, own: Definition) -> int:
        """Uses of a term in the document; in the defining line only those beyond the definition itself."""
        wanted = f" {name} "
        total = 0
        for line, text in self.lines:
            uses = text.count(wanted)
            total += max(0, uses - 1) if line is own.line else uses
        return total
