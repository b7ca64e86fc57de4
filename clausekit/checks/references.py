"""References to articles that the document does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clausekit.checks.case import Case
from clausekit.checks.lines import Line, lines, report
from clausekit.checks.numbering import GOES_ON, Opened
from clausekit.checks.numbers import Numbers, number_scopes, value
from clausekit.findings import Finding
from clausekit.language.patterns import later
from clausekit.language.text import holds

_NUMBER = r"(?:\d{1,3}(?:\.\d{1,2})*|[IVX]{1,5})(?![-–]\d|\w|[.,]\d)"
_LIST = rf"{_NUMBER}(?:(?:\s*,\s*|\s+(?:et|ou|and|or|to|à)\s+){_NUMBER})*"
_WORDS = {"fr": r"articles?|clauses?|sections?|art\.", "en": r"articles?|sections?|clauses?"}
_OTHER_TEXT = {  # an article of a law or of another document, not of the contract
    "fr": later(
        r"\s*(?:[-–,]\s*)?(?:\(?\s*(?:alin[ée]a|al\.|§|paragraphe)\s*\S+\s*)?(?:,?\s*(?:L\.|et suivants|et s\.)"
        r"|\s*(?:du|de la|de l['’]|des|dudit|de ladite)\s*"
        r"(?!(?:présente?s?|contrat|accord|convention|marché|annexe|pacte|statuts|CGV?U?|cgv|conditions)\b))",
        re.IGNORECASE,
    ),
    "en": later(
        r"\s*(?:\([a-z0-9]+\)\s*)*,?\s*(?:of|to|in|under)\s+(?!this\b|the (?:agreement|contract)\b|these\b|whole"
        r"|part|full|all|no )",
        re.IGNORECASE,
    ),
}
_LAW = later(
    r"\bcode\b|\blois?\b|d[ée]cret|directive|r[èe]glement\b|rgpd|ccag|ordonnance|trait[ée]\b|\btfue\b"
    r"|\barr[êe]t[ée]\b"
    r"|\bacts?\b|regulations?\b|gdpr|statute|u\.?s\.?c|\brules?\b|constitution|treaty|convention\s+de\b|\blaws?\b"
    r"|c\.f\.r|square brackets|standard contractual clauses|clauses contractuelles types|\bsccs?\b",
    re.IGNORECASE,
)
_OWN = later(
    r"\s*(?:\w+\s+){0,1}(?:ci-(?:dessus|dessous|après)|du présent|de la présente|des présentes|de ce contrat|"
    r"(?:of|to|in) this\b|hereof|above|below|herein)",
    re.IGNORECASE,
)
_ELSEWHERE = later(r"\bd[ée]rogations?\s+(?:au|aux)\b|\bderogations?\s+from\b", re.IGNORECASE)
_DEROGATES = later(r"\bd[ée]rogation\b[^.;]{0,30}$|\bderogation\b[^.;]{0,30}$", re.IGNORECASE)
_REFERS = ("article", "section", "clause", "art.")
_NEAR = 130


def check(case: Case) -> Iterator[Finding]:
    """References to an article or a paragraph of an article that the document does not have (X-REF).

    Only where the document numbers its articles in a way we can read: otherwise silence, not noise.
    """
    language = "fr" if case.analysis.contract.language == "fr" else "en"
    found = lines(case)
    scopes = number_scopes(found)
    pattern = re.compile(rf"\b(?P<word>{_WORDS[language]})[\s\u00a0]+(?:n°\s*)?(?P<list>{_LIST})", re.IGNORECASE)
    opened = Opened(found)
    seen: set[str] = set()
    for line in found:
        if line.heading or any(_ELSEWHERE.search(heading) for heading in line.anchor.heading):
            continue  # a list of articles of the general conditions that the contract sets aside
        for match in pattern.finditer(line.text) if holds(line.text, _REFERS) else ():
            opens = match.start() < 3 and not GOES_ON.match(line.text, match.end())
            if opens or _points_elsewhere(line, match, language):
                continue
            for target in re.finditer(_NUMBER, match["list"]):
                shown = f"{match['word']} {target[0]}"
                span = (match.start(), match.start("list") + target.end())
                if shown.lower() in seen or not _broken(target[0], line, scopes, _own(line, match)):
                    continue
                seen.add(shown.lower())
                if not opened.has(target[0]):
                    yield report(case, "reference_broken", line, span, state="unclear", literal=shown)


def _points_elsewhere(line: Line, match: re.Match[str], language: str) -> bool:
    if _DEROGATES.search(line.text, max(0, match.start() - 40), match.start()) and not _OWN.match(
        line.text, match.end()
    ):
        return True
    return _OTHER_TEXT[language].match(line.text, match.end()) is not None


def _own(line: Line, match: re.Match[str]) -> int:
    """How sure it is that the contract itself is meant: 2 said so, 1 no law nearby, 0 a law nearby."""
    if _OWN.match(line.text, match.end()):
        return 2
    return 0 if _LAW.search(line.text, max(0, match.start() - _NEAR), match.end() + _NEAR) else 1


def _broken(written: str, line: Line, scopes: dict[int, Numbers], own: int) -> bool:
    """Whether the number is missing in the body and in the line's own annex; each must be a series we can read."""
    head, *rest = written.split(".")
    body = scopes.get(0, Numbers())
    known = body.values()
    if not readable(known, 4):
        return False
    if value(head) in known | scopes.get(line.scope, Numbers()).values():
        return bool(rest) and own > 0 and _sub_broken(written, line, scopes)
    if not head.isdigit() and not any(item.family.endswith("roman") for item in body.articles):
        return False
    far = value(head) > max(known) * 1.3 + 2
    return own == 2 or (own == 1 and (not far or value(head) < 100)) or (own == 0 and not far and False)


def _sub_broken(written: str, line: Line, scopes: dict[int, Numbers]) -> bool:
    """« article 4.9 » where article 4 has paragraphs 4.1 to 4.5."""
    parent, _, last = written.rpartition(".")
    if "." in parent:
        return False
    for scope in {0, line.scope}:
        numbers = scopes.get(scope, Numbers())
        values = {item.value for item in numbers.below.get(parent, ())}
        if int(last) in values or (len(values) < 2 and int(parent) in numbers.values()):
            return False
    body = {item.value for item in scopes[0].below.get(parent, ())}
    return readable(body, 2)


def readable(known: set[int], least: int) -> bool:
    """Whether the numbers found are a whole series: 1 to the last, one in ten missing at most."""
    return len(known) >= least and 1 in known and len(known) >= 0.9 * max(known)
