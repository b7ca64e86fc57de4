"""After a first writing: the numbers Word will show, and what they do to the host's own references."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from clausekit.mend.host import Host
from clausekit.mend.insertions import Piece, Redline, blanks
from clausekit.mend.numbers import typed_heading
from clausekit.model import MarkKind, Note
from clausekit.texts import say
from clausekit.word.redline import Insertion, Redlined

_FIRST = re.compile(r"(?:.*[^\w])?(?:1|a|i|A|I|01)[^\w]*")
_DIGITS = re.compile(r"\d+")
_REFERENCE = re.compile(r"\b(?:articles?|sections?|clauses?)[\s\u00a0]+(\d{1,3})(?:\.\d+)*(?!\d)", re.IGNORECASE)
_LOUDEST = 2  # bold, then bold capitals
_MOST = 12  # references to name
Done = Sequence[tuple[Piece, Insertion]]


def learn(made: Redline, done: Done, written: Redlined) -> bool:
    """Take up what a first writing shows; whether another writing is needed."""
    news = False
    numbers = written.numbers
    unseen = {
        p.after for (p, _), headed in zip(done, written.headed, strict=True) if p.whole and not (headed or p.frame)
    }
    for after in unseen:  # headings like the host's, which nothing tells from its text
        if made.loud.get(after, 0) < _LOUDEST:
            made.loud[after] = made.loud.get(after, 0) + 1
            news = True
    for (piece, _), above in zip(done, written.under, strict=True):
        heading = (piece.spot or made.host.articles[piece.after]).heading
        if not piece.whole and heading is not None and heading.text not in above:
            made.apart.add(piece.clause)
            news = True
    for (piece, item), shown in zip(done, numbers, strict=True):
        below = [n for n, line in zip(shown[1:], item.lines[1:], strict=True) if line.numbered and n]
        if piece.whole and below and not _FIRST.fullmatch(below[0]) and piece.after not in made.plain:
            made.plain.add(piece.after)
            news = True
        number = _DIGITS.search(shown[0]) if made.houses(piece) and shown else None
        if number and made.labels.get(piece.clause) != number[0]:
            made.labels[piece.clause] = number[0]
            news = True
    fresh = _host_labels(made, done, numbers)
    if any(made.labels.get(clause) != label for clause, label in fresh.items()):
        made.labels.update(fresh)
        news = True
    return news


def _host_labels(made: Redline, done: Done, numbers: Sequence[Sequence[str]]) -> dict[str, str]:
    """The number of the article in which each clause of the host will stand."""
    labels = {}
    moved = {p.clause for p, _ in done if made.houses(p)}
    for clause, index in made.host.homes.items():
        article = made.host.articles[index]
        if clause in moved or article.heading is None or article.annex:
            continue
        if article.heading.number:
            if (number := _DIGITS.search(article.heading.number)) and not number.string[number.end() :].strip(". )"):
                shift = sum(
                    p.whole and p.after < index and bool(n and n[0]) for (p, _), n in zip(done, numbers, strict=True)
                )
                labels[clause] = str(int(number[0]) + shift)
        elif typed := typed_heading(article.heading.text):
            labels[clause] = typed.number
    return labels


def redline_notes(made: Redline, done: Done, written: Redlined) -> Iterator[Note]:
    """What the reader of a redline must know, in the language of the report."""
    ui = made.report.ui_language
    whole = [made.library.clause(p.clause).title[ui] for p, _ in done if p.whole and not p.elements]
    terms = sum(m.kind is MarkKind.TERM for p, i in done if _defines(p) for line in i.lines for m in line.marks)
    parts = sum(len(p.elements) for p, _ in done)
    if not done:
        yield Note("document", say("mend.nothing", ui))
    if whole:
        yield Note("body", say("mend.clauses", ui, count=len(whole), names=", ".join(whole)))
    if parts:
        yield Note("body", say("mend.elements", ui, count=parts))
    if terms:
        yield Note("body", say("mend.terms", ui, count=terms))
    if made.words.contract or made.words.small:
        said = [made.words.contract, *(["parties"] if made.words.small else [])]
        yield Note("body", say("mend.words", ui, words=", ".join(filter(None, said))))
    if made.words.left:
        yield Note("body", say("mend.words_left", ui, words=", ".join(made.words.left)))
    if count := blanks(done):
        yield Note("body", say("mend.blanks", ui, count=count))
    skipped = made.skipped([piece for piece, _ in done])
    if by_hand := list(dict.fromkeys(made.library.clause(f.clause_id).title[ui] for f in skipped)):
        yield Note("body", say("mend.by_hand", ui, names=", ".join(by_hand)))
    moved = [p.after for (p, _), n in zip(done, written.numbers, strict=True) if p.whole and n and n[0]]
    if moved:
        yield from _at_risk(made.host, min(moved), ui)


def _defines(piece: Piece) -> bool:
    return piece.clause == "g.definitions" and not piece.whole


def _at_risk(host: Host, after: int, ui: str) -> Iterator[Note]:
    """Typed references to articles that automatic numbers will move."""
    number = _DIGITS.search(host.articles[after].heading.number) if host.articles[after].heading else None  # type: ignore[union-attr]
    last = int(number[0]) if number else 0
    found: dict[str, None] = {}
    fields = False
    for paragraph in host.paragraphs:
        linked = [mark for mark in paragraph.marks if mark.kind is MarkKind.REF]
        fields = fields or bool(linked)
        for match in _REFERENCE.finditer(paragraph.text):
            inside = any(mark.start < match.end() and match.start() < mark.end for mark in linked)
            if int(match[1]) > last and not inside:
                place = paragraph.number or " ".join(paragraph.text.split()[:6]) + "…"
                found.setdefault(f"{match[0]} ({place})", None)
    if found:
        names = "; ".join(list(found)[:_MOST]) + (" …" if len(found) > _MOST else "")
        yield Note("body", say("mend.at_risk", ui, count=len(found), names=names))
    if fields:
        yield Note("body", say("mend.fields", ui))
