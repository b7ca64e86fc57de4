"""Paragraphs in another language than the contract's."""

from __future__ import annotations

from collections.abc import Iterator

from clausekit.checks.case import Case
from clausekit.checks.lines import Line, lines, place, report
from clausekit.findings import Finding
from clausekit.language.patterns import later

_FRENCH_WORDS = (
    "le la les des du aux une dans par pour sur avec est sont qui que dont au ce cette ces ses leur leurs "
    "doit peut sera seront être ainsi toute tout tous ou et il elle chaque sans entre "
)
_FRENCH = frozenset(_FRENCH_WORDS.split())
_ENGLISH_WORDS = (
    "the of and to in for by with shall will is are be which that this these any such or its their not as "
    "from under each may have has been upon "
)
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
_WORD = later(r"[^\W\d_]+")
_LEAST_WORDS = 14
_BILINGUAL = 0.15  # of the words: beyond, the contract is written in both
_QUOTED = later(r"[«“\"][^»”\"]{20,}[»”\"]")


def check(case: Case) -> Iterator[Finding]:
    """Paragraphs in another language than the rest; a contract written in both is left alone."""
    own, other = (_FRENCH, _ENGLISH) if case.analysis.contract.language == "fr" else (_ENGLISH, _FRENCH)
    total = strange = 0
    found: list[Line] = []
    for line in lines(case):
        words = [word.lower() for word in _WORD.findall(_QUOTED.sub(" ", line.text))]
        total += len(words)
        if len(words) < _LEAST_WORDS:
            continue
        foreign, native = sum(map(other.__contains__, words)), sum(map(own.__contains__, words))
        if foreign >= 4 and foreign >= 0.2 * len(words) and foreign > 6 * native:
            strange += len(words)
            found.append(line)
    if found and strange <= _BILINGUAL * total:
        details = tuple(place(line) for line in found[1:6])
        spoken = "en" if case.analysis.contract.language == "fr" else "fr"
        yield report(
            case,
            "language_mixed",
            found[0],
            details=details,
            message=spoken,
            literal=spoken,
            values={"count": len(found)},
        )
