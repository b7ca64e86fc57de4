"""Terms that a contract takes in by reference and that nobody sent along: what is « not found » may stand there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from clausekit.checks.case import Case
from clausekit.checks.lines import Line, lines, place, report
from clausekit.findings import Finding
from clausekit.language.patterns import later

# What makes another text part of this one.
_TAKEN_IN = {
    "fr": later(
        r"\b(?:(?:font|fait|faisant|feront) partie intégrante|incorporée?s? par (?:référence|renvoi)"
        r"|(?:est|sont) régie?s? par (?:les|nos)|(?:est|sont|reste|restent|demeurent?) soumise?s? aux"
        r"|acceptation (?:pleine et entière |sans réserve )?des|accepte (?:sans réserve )?(?:les|nos)"
        r"|adh[èe]re (?:aux|à nos)|se réfère aux|complète les)\b",
        re.IGNORECASE,
    ),
    "en": later(
        r"\bincorporat(?:es?|ed|ing)\b.{0,250}\bby (?:this )?reference\b"
        r"|\b(?:is|are|shall be) (?:hereby )?incorporated (?:herein|hereto|into this)\b"
        r"|\b(?:is|are|shall be) (?:subject to|governed by) our\b"
        r"|\b(?:consists? of|has \w+ parts|enters? into)\b.{0,300}?\b(?:posted|available|published) (?:at|on)\b",
        re.IGNORECASE,
    ),
}
_CAPITAL = r"(?!(?:This|The|These|Those|Each|Such|Any|All|Entire|Relevant)\b)[A-Z][\w’'.&/-]*"
# A text of its own, by its name.
_NAME = {
    "fr": later(
        r"\b(?P<policy>[Cc]harte (?!graphique)[\w'’-]+|[Rr]èglement intérieur)\b"
        r"|\b(?:[Cc]onditions [Gg]énérales|CONDITIONS GÉNÉRALES)"
        r"(?:\s(?:de|d['’])\s?[\w'’]+(?:\set\s(?:de\s|d['’])?\w+)?)?"
        r"|\b(?:CGV|CGU|CGA|CGVU|CGVS|CCAG(?:-\w+)?|CCTP|CCAP)\b|\b(?:[Cc]ontrat|[Aa]ccord|[Cc]onvention)-?\s?cadre\b"
    ),
    "en": later(
        rf"\b{_CAPITAL}(?:\s+(?:(?:and|of|for|to)\s+)?{_CAPITAL}){{0,7}}"
        r"\s+(?:Terms(?: (?:and|&) Conditions)?|Conditions|Agreement|NDA|DPA|MSA)\b"
        r"|\bTerms (?:and|&) Conditions\b|\bTerms of (?:Service|Use|Sale)\b"
        rf"|\b(?P<policy>(?:{_CAPITAL}\s+){{0,4}}(?:Policy|Policies|Guidelines|Tariff|[Pp]rice [Ll]ist))\b"
    ),
}
# Not another text: what is attached, what is filed, what the law says, and refusals.
_NOT_OTHER = later(
    r"\b(?:exhibits?|schedules?|annex\w*|appendi\w*|attached (?:hereto|to|as|and)|enclosed|recitals?|preamble"
    r"|prospectus|registration|filed|purchase orders?|required by law|ci-jointe?s?|jointe?s? (?:aux?|à)"
    r"|pr[ée]vale?nt|prévau\w+|à l['’]exclusion|exclu\w*|écart\w*|inopposables?|aucune?|no terms"
    r"|nonobstant|notwithstanding)\b",
    re.IGNORECASE,
)
_OWN = later(r"\b(?:pr[ée]sente?s?|ces|these|this|hereof|herein contained)\s$", re.IGNORECASE)
_PLACE = later(r"https?://|\bwww\.|\b(?:posted|available|located|published|disponibles?|consultables?|publiée?s?) "
                    r"(?:at|on|sur|à)\b")  # fmt: skip
_SENTENCE = later(r"(?<=[.;])\s+(?=[A-ZÀ-Ý(])")
_TITLES = 6  # lines at the top among which the document names itself
_TITLE_LENGTH = 120


class _Found(NamedTuple):
    line: Line
    span: tuple[int, int]
    name: str
    policy: bool


def check(case: Case) -> Iterator[Finding]:
    """One finding for all the texts taken in: major for terms and agreements, minor for policies and price lists."""
    language = case.analysis.contract.language
    if language not in _NAME:
        return
    read = lines(case)
    own = cache(lambda: _self(read, language))  # most documents take nothing in: then nobody asks
    found: dict[str, _Found] = {}
    for line in read:
        for item in _taken_in(line, language, own):
            found.setdefault(item.name.casefold(), item)
    if not found:
        return
    first, *others = sorted(found.values(), key=lambda item: item.policy)
    yield report(
        case, "terms_elsewhere", first.line, first.span, severity="minor" if first.policy else "", state="unclear",
        details=tuple(place(item.line, item.span) for item in others[:5]),
        literal=", ".join(item.name for item in (first, *others)[:6]),
    )  # fmt: skip


class _Self(NamedTuple):
    """What the document calls itself: in its title lines, and where it says « les présentes conditions »."""

    titles: frozenset[str]
    spoken: frozenset[str]

    def names(self, name: str, *, elsewhere: bool) -> bool:
        """Whether a text of that name is this document; a title may be that of what stands elsewhere."""
        plain = name.casefold()
        return any(plain.endswith(own) or own.endswith(plain) for own in self.spoken) or (
            not elsewhere and any(plain in title for title in self.titles)
        )


def _self(read: list[Line], language: str) -> _Self:
    top = [line for line in read[:_TITLES] if line.heading or not line.text.rstrip().endswith((".", ";"))]
    titles = {line.text.casefold() for line in top if len(line.text) < _TITLE_LENGTH}
    spoken = {
        match[0].casefold()
        for line in read
        for match in _NAME[language].finditer(line.text)
        if _OWN.search(line.text, 0, match.start())
    }
    return _Self(frozenset(titles), frozenset(spoken))


def _taken_in(line: Line, language: str, own: Callable[[], _Self]) -> Iterator[_Found]:
    """The text that each sentence of a line takes in, by the longest name it gives."""
    start = 0
    for sentence in _SENTENCE.split(line.text):
        start = line.text.index(sentence, start)
        if line.heading or not _TAKEN_IN[language].search(sentence) or _NOT_OTHER.search(sentence):
            continue
        names = [m for m in _NAME[language].finditer(sentence) if not _OWN.search(sentence, 0, m.start())]
        best = max(names, key=lambda match: len(match[0]), default=None)
        if best and not own().names(best[0], elsewhere=_PLACE.search(sentence) is not None):
            span = (start + best.start(), start + best.end())
            yield _Found(line, span, " ".join(best[0].split()), bool(best["policy"]))
