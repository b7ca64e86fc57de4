"""Definitions for the terms that inserted text uses and its host does not define."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from clausekit.drafting.excerpt import Setting, rendered
from clausekit.library.library import Library
from clausekit.library.records import Term
from clausekit.library.typography import typeset
from clausekit.model import Mark, MarkKind, Paragraph, Role
from clausekit.texts import say

_OWN = ("contract", "party")  # words of every contract, said as the host says them
_QUOTES = {"fr": ("«\u00a0", "\u00a0»"), "en": ("“", "”")}


def needed(
    pieces: Sequence[Sequence[Paragraph]], host: Sequence[Paragraph], library: Library, setting: Setting
) -> Iterator[tuple[int, str, Term]]:
    """(piece, clause, term) for each term of the library that the pieces use and neither they nor the host define.

    The piece is the first that uses the term. What a piece prints in bold, or the host between quotes, is defined.
    """
    language = setting.language
    known = _defined([*host, *(p for piece in pieces for p in piece)], _QUOTES[language])
    for ident in library.folders:
        for term in library.clause(ident).terms:
            word = typeset(term.term[language], language)
            forms = [word, *(typeset(form, language) for form in term.also[language])]
            if term.id in _OWN or known & {form.lower() for form in forms}:
                continue
            pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, _capitals(forms)))})\b")
            first = next((n for n, p in enumerate(pieces) if any(pattern.search(q.text) for q in p)), None)
            if first is not None:
                yield first, ident, term


def _capitals(forms: Sequence[str]) -> Iterator[str]:
    """Only forms with a capital are terms; inflected ones are kept folded, for the lint."""
    yield from (form for form in forms if form[:1].isupper())


def _defined(paragraphs: Sequence[Paragraph], quotes: tuple[str, str]) -> set[str]:
    """What stands in bold or between quotes somewhere, in small letters."""
    found = set()
    quoted = re.compile(r"[«“\"]\s*(?:l[ea]s?\s|l['’]|the\s)?([^«»“”\"]{2,60}?)\s*[»”\"]", re.IGNORECASE)
    for paragraph in paragraphs:
        bold = (m for m in paragraph.marks if m.kind in (MarkKind.TERM, MarkKind.BOLD))
        found |= {paragraph.text[mark.start : mark.end].strip(" .:").lower() for mark in bold}
        found |= {match[1].lower() for match in quoted.finditer(paragraph.text)}
    return found


def common(library: Library) -> tuple[tuple[str, Term], ...]:
    """The contract and the party: what an article of definitions of its own begins with."""
    return tuple(("g.definitions", t) for t in library.clause("g.definitions").terms if t.id in _OWN)


def listed(terms: Sequence[tuple[str, Term]], library: Library, setting: Setting) -> Iterator[Paragraph]:
    """One paragraph a term, in alphabetical order: « Date de Fin » : le jour où …"""
    opening, closing = _QUOTES[setting.language]
    colon = "\u00a0: " if setting.language == "fr" else ": "
    for word, meaning in _said(terms, library, setting):
        head = f"{opening}{word}{closing}{colon}"
        mark = Mark(len(opening), len(opening) + len(word), MarkKind.TERM)
        yield Paragraph(f"{head}{meaning}.", Role.DEFINITION, 0, marks=(mark,))


def inline(terms: Sequence[tuple[str, Term]], library: Library, setting: Setting) -> Paragraph | None:
    """One numbered paragraph for them all, to end the article that uses them first; None when none has a meaning."""
    language = setting.language
    opening, closing = _QUOTES[language]
    text = say("mend.words_used", language) + " "
    marks = [Mark(0, len(text) - 1, MarkKind.TERM)]
    said = list(_said(terms, library, setting))
    for number, (word, meaning) in enumerate(said):
        text += ("\u00a0; " if language == "fr" else "; ") if number else ""
        marks.append(Mark(len(text) + len(opening), len(text) + len(opening) + len(word), MarkKind.TERM))
        text += say("mend.means", language, term=f"{opening}{word}{closing}", meaning=meaning)
    return Paragraph(f"{text}.", Role.CLAUSE, 2, marks=tuple(marks)) if said else None


def _said(terms: Sequence[tuple[str, Term]], library: Library, setting: Setting) -> Iterator[tuple[str, str]]:
    language = setting.language
    for _, term in sorted(terms, key=lambda item: item[1].term[language].lower()):
        if text := rendered((term.alone or term.meaning)[language], setting):
            yield typeset(term.term[language], language), text
