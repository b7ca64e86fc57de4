"""What drafting left behind: notes to the draft, choices left open, tracked changes, comments, highlights, errors."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clausekit.checks.case import Case
from clausekit.checks.lines import Line, lines, place, report
from clausekit.findings import Finding
from clausekit.language.instructions import NAMES
from clausekit.language.patterns import later
from clausekit.language.text import holds
from clausekit.model import Anchor, MarkKind, Paragraph, Part

MOST = 12
_NOTE = later(
    rf"""
    \[\s*(?i:{NAMES}|comment(?:aire)?[ ]?:
        |option(?:[ ]?[A-Z\d]{{1,2}}|[ ]?:|nel[ ]?:|al[ ]?:)
        |alternative(?:[ ]?[A-Z\d]{{1,2}})?\b|variante|à[ ]supprimer|à[ ]valider|à[ ]vérifier|à[ ]confirmer
        |à[ ]discuter|to[ ]be[ ](?:deleted|discussed|reviewed)
        |delete\b|supprimer\b|under[ ]review|open[ ]point|point[ ]ouvert|todo)[^\[\]]{{0,300}}\]?
  | \b(?i:note[ ]de[ ]rédaction|note[ ]du[ ]rédacteur|note[ ]to[ ]draft(?:er)?|drafting[ ]note
        |drafter['’]s[ ]note)\b[ \u00a0]*[:–—-]
  | \bNTD\b(?=[ \u00a0]*[:–—-])
  | \((?i:à[ ]supprimer|to[ ]be[ ]deleted|à[ ]valider|à[ ]confirmer)[^()]{{0,80}}\)
  | \b(?i:à[ ]supprimer[ ](?:si|avant|le[ ]cas[ ]échéant|en[ ]cas|lorsque)|rayer[ ]l(?:a
        |es)[ ]mentions?[ ]inutiles?|biffer[ ]l(?:a|es)[ ]mentions?[ ]inutiles?
      |delete[ ](?:as|if|where)[ ](?:appropriate|applicable|not[ ]applicable|inapplicable)
        |delete[ ]before[ ]sign\w+)\b
  | \bÀ[ ]SUPPRIMER\b | \bA[ ]SUPPRIMER\b | \b(?:TO[-]?DO|FIX[-]?ME)\b
  | (?i:error![ ]?(?:reference|bookmark|no[ ]text)[^.]{{0,40}}|erreur[ \u00a0]?![ \u00a0]?(?:source|signet
        |il[ ]n)[^.]{{0,50}})
    """,
    re.VERBOSE,
)
_HINT = later(
    r"\[|\(|NTD|TO-?DO|FIX-?ME|SUPPRIMER|[Nn]ote|NOTE|[Ss]upprimer|[Rr]ayer|[Bb]iffer|[Dd]elete|[Dd]raft|DRAFT"
    r"|[Ee]rr(?:or|eur)"
)
_LONGEST_HIGHLIGHT = 200
_MARKS = (  # one of which every note has
    "[", "note", "ntd", "supprimer", "deleted", "valider", "confirmer", "rayer", "biffer", "delete", "todo", "to-do",
    "fixme", "fix-me", "error", "erreur",
)  # fmt: skip
_MOST_HIGHLIGHTED = 0.15  # of the text: beyond, colour is a style


def check(case: Case) -> Iterator[Finding]:
    """Drafting notes, choices left open and field errors that Word left, as one finding."""
    found = [(line, m.span()) for line in lines(case) for m in _notes(line)]
    yield from _together(case, "drafting_note_left", found)


def _notes(line: Line) -> Iterator[re.Match[str]]:
    if holds(line.text, _MARKS) and _HINT.search(line.text):
        yield from _NOTE.finditer(line.text)


def changes(case: Case) -> Iterator[Finding]:
    """Tracked insertions nobody has accepted yet, as one finding."""
    yield from _together(case, "tracked_change_left", list(_marked(lines(case), MarkKind.PENDING)))


def highlights(case: Case) -> Iterator[Finding]:
    """Short passages still highlighted, as one finding; not where colour is a style of the document."""
    found = lines(case)
    bright = list(_marked(found, MarkKind.HIGHLIGHT))
    size = sum(end - start for _, (start, end) in bright)
    if size <= _MOST_HIGHLIGHTED * sum(len(line.text) for line in found):
        short = [(line, span) for line, span in bright if span[1] - span[0] <= _LONGEST_HIGHLIGHT and not line.signing]
        yield from _together(case, "highlight_left", short)


def _marked(found: list[Line], kind: MarkKind) -> Iterator[tuple[Line, tuple[int, int]]]:
    for line in found:
        for mark in line.paragraph.marks:
            if mark.kind is kind and line.text[mark.start : mark.end].strip():
                yield line, (mark.start, mark.end)


def comments(case: Case) -> Iterator[Finding]:
    """Comments in the margin, as one finding for information."""
    texts = [
        paragraph.text
        for section in case.analysis.contract.asides
        if section.part is Part.COMMENT
        for paragraph in section.paragraphs()
        if paragraph.text.strip()
    ]
    if texts:
        first = Line(texts[0], Anchor(Part.COMMENT, 0), Paragraph(texts[0]), -1, 0)
        details = tuple(f"« {text[:120]} »" for text in texts[1:MOST])
        yield report(case, "comment_left", first, details=details, literal=texts[0][:80], values={"count": len(texts)})


def _together(case: Case, rule: str, found: list[tuple[Line, tuple[int, int]]]) -> Iterator[Finding]:
    if found:
        line, span = found[0]
        details = tuple(place(other, at) for other, at in found[1:MOST])
        literal = line.text[slice(*span)]
        yield report(case, rule, line, span, details=details, literal=literal[:80], values={"count": len(found)})
