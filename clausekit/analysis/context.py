"""What kind of document it is: language, governing law, alliance type, triggers; unknown rather than a guess."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from clausekit.analysis.lexicon import lexicon
from clausekit.analysis.reading import Reading
from clausekit.analysis.statements import hits
from clausekit.language.families import Lexicon
from clausekit.language.guess import guess_language
from clausekit.language.text import tokens
from clausekit.library.library import Library
from clausekit.library.records import Statement
from clausekit.model import Contract
from clausekit.report import Detected, TriggerState

_OPENING_WORDS = 250
_TITLE = 3.0  # the weight of a title, or of a line that may be one
_LAWS = ("fr", "ew", "other")


def detect_language(contract: Contract) -> Detected:
    """fr, en or "" by the words of the text (spec: language is a fact of the text, not of its properties)."""
    words = chain.from_iterable(paragraph.text.split() for paragraph in contract.paragraphs())
    language, _ = guess_language(words, strip=".,;:()«»\"'’")
    return Detected(language, True)


def detect_law(reading: Reading, language: str) -> Detected:
    """The law that a governing-law sentence names; assumed by language (detected=False) when none does."""
    for law in _LAWS:
        statement = Statement.model_construct(all=("governed_by", f"law_{law}"), near=25, polarity="free")
        for hit in hits(reading, None, None, statement):
            return Detected(law, True, cues=(hit.cue,))
    return Detected("fr" if language == "fr" else "neutral", False)


def detect_type(contract: Contract, library: Library) -> Detected:
    """The alliance type by its title cues, in the title first, then in the opening; "unknown" without any."""
    words = _type_lexicon(library, contract.language)
    scores: dict[str, tuple[float, str]] = {}
    openings = list(_openings(contract))
    sequences = [tokens(text) for text, _ in openings]
    for (text, weight), sequence, spans in zip(openings, sequences, words.find(sequences), strict=True):
        for span in spans:
            if weight < _TITLE and span.family in library.documents:
                continue  # a contract that mentions a confidentiality letter is not one
            cue = text[sequence[span.start].start : sequence[span.end - 1].end]
            score = weight * (1 + 0.2 * (span.end - span.start)) / (1 + span.start / 60)
            best, best_cue = scores.get(span.family, (0.0, ""))
            scores[span.family] = (max(best, score), cue if score > best else best_cue)
    ranked = sorted(scores, key=lambda name: (-scores[name][0], name))
    if not ranked:
        return Detected("unknown", True)
    runner_up = ranked[1] if len(ranked) > 1 else ""
    return Detected(ranked[0], True, runner_up, (scores[ranked[0]][1],))


def _openings(contract: Contract) -> Iterator[tuple[str, float]]:
    if contract.title:
        yield contract.title, 4.0
    for section in contract.front:
        for paragraph in section.paragraphs():
            if paragraph.role != "toc":
                yield paragraph.text, 3.0
    words: list[str] = []
    for number, paragraph in enumerate(contract.paragraphs()):
        if number < 4 and len(paragraph.text.split()) <= 14:
            yield paragraph.text, 3.0
        words += paragraph.text.split()
        if len(words) > _OPENING_WORDS:
            break
    yield " ".join(words[:_OPENING_WORDS]), 1.0


def _type_lexicon(library: Library, language: str) -> Lexicon:
    key = f"types:{language}"
    found = library.cache.get(key)
    if not isinstance(found, Lexicon):
        families = {i: (*t.title_cues[language], t.title[language]) for i, t in library.kinds.items()}
        found = library.cache[key] = Lexicon(families)
    return found


def detect_triggers(reading: Reading, library: Library) -> list[TriggerState]:
    """Which facts the text itself shows (spec 2.1); a fact that is not shown counts as off."""
    states = []
    for ident in sorted(library.triggers):
        why = ""
        for statement in library.triggers[ident].says:
            hit = next((h for h in hits(reading, None, None, statement) if not h.denied), None)
            if hit:
                why = hit.cue
                break
        states.append(TriggerState(ident, bool(why), why))
    return states


def warm_up(library: Library, language: str) -> None:
    """Compile the lexicons before the first contract."""
    lexicon(library, language)
    _type_lexicon(library, language)
