"""Which clauses and elements a redline puts in, where, and in what words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from clausekit.drafting.excerpt import Setting, excerpt
from clausekit.findings import ElementState, Finding, Severity
from clausekit.library.library import Library
from clausekit.mend.dress import BULLET, Habits, article_lines, body_lines, frame_lines, habits, prose
from clausekit.mend.facts import host_values
from clausekit.mend.host import FRAME, Article, Host
from clausekit.mend.numbers import typed_below
from clausekit.mend.terms import common, inline, listed, needed
from clausekit.mend.wording import HostWords, host_words
from clausekit.model import MarkKind, Paragraph
from clausekit.report import AuditReport
from clausekit.word.redline import Insertion, Line

_LEAST = Severity.MINOR  # what is only worth knowing is not written into somebody's contract
_A_LIST = 3  # bullets
_UNSAID = (ElementState.MISSING, ElementState.NOT_APPLICABLE)
_DEFINITIONS = "g.definitions"


@dataclass(frozen=True, slots=True)
class Piece:
    """A missing clause (`elements` empty), or missing elements of a clause that is there."""

    clause: str
    elements: tuple[str, ...]
    after: int  # the article it follows, or ends
    whole: bool  # an article of its own
    spot: Article | None = None  # the part of that article that it ends
    frame: bool = False  # no article: the parties, the recitals, the signatures


@dataclass(slots=True)
class Redline:
    """A redline in the making; `labels` are the numbers of articles to come, known after a first writing."""

    report: AuditReport
    library: Library
    host: Host
    values: Mapping[str, Any]
    words: HostWords
    plain: set[int] = field(default_factory=set)  # articles after which automatic numbers do not start again
    loud: dict[int, int] = field(default_factory=dict)  # how loud a heading after an article must be to be seen
    apart: set[str] = field(default_factory=set)  # clauses whose own article would not be seen to hold what is added
    labels: dict[str, str] = field(default_factory=dict)

    @property
    def language(self) -> str:
        return self.report.language.id or "en"

    def missing(self) -> Iterator[Finding]:
        """Findings of clauses and elements that are not there and matter."""
        for finding in self.report.findings:
            wanted = finding.rule_id in ("clause_missing", "element_missing") and finding.state == "missing"
            if wanted and finding.clause_id and finding.severity.rank >= _LEAST.rank:
                yield finding

    def pieces(self) -> tuple[Piece, ...]:
        """What is missing and can be written, in the order of the document and of the outline."""
        found: list[Piece] = []
        elements: dict[str, list[str]] = {}
        for finding in self.missing():
            clause, whole = finding.clause_id, finding.rule_id == "clause_missing"
            layout = self.library.clause(clause).layout
            if layout in FRAME:
                place = self.host.frame(layout) if whole else None
                found += [Piece(clause, (), place, True, frame=True)] if place is not None else []
            elif layout == "article" and whole:
                found.append(Piece(clause, (), self.host.slot(clause), True))
            elif layout == "article" and clause != _DEFINITIONS:
                elements.setdefault(clause, []).append(finding.element_id.rpartition(".")[2])
        found += [self._part(clause, tuple(names)) for clause, names in elements.items()]
        order = {ident: number for number, ident in enumerate(self.host.order)}
        return tuple(sorted(dict.fromkeys(found), key=lambda p: (p.after, p.whole, order.get(p.clause, 999))))

    def _part(self, clause: str, names: tuple[str, ...]) -> Piece:
        home = self.host.homes.get(clause)
        own = home is not None and clause in self.host.headed and not self.host.articles[home].signing
        if own and home is not None and clause not in self.apart:
            return Piece(clause, names, home, False, self.host.spots.get(clause))
        return Piece(clause, names, self.host.slot(clause), True)

    def houses(self, piece: Piece) -> bool:
        """Whether references to its clause lead to a piece: an article that says more of it than the host does."""
        if not (piece.whole and piece.elements):
            return piece.whole
        said = [e for e in self.report.clause(piece.clause).elements if e.state not in _UNSAID]
        return len(piece.elements) > len(said)

    def skipped(self, pieces: Collection[Piece]) -> Iterator[Finding]:
        """Findings of what nobody can write without knowing the parties, or for which there is no place."""
        written = {(piece.clause, element) for piece in pieces for element in piece.elements or ("",)}
        for finding in self.missing():
            element = finding.element_id.rpartition(".")[2] if finding.rule_id == "element_missing" else ""
            if (finding.clause_id, element) not in written:
                yield finding

    # -- words -----------------------------------------------------------------------------

    def setting(self, pieces: Sequence[Piece]) -> Setting:
        record = self.library.kind(self.report.alliance_type.id)
        present = {*self.host.homes, *(piece.clause for piece in pieces)}
        names = {str(self.values[key][name]) for key in ("party_a", "party_b") for name in ("name", "short")}
        return Setting(
            self.language, self.report.governing_law.id, self.report.alliance_type.id,
            record.default_variant if record else "balanced", self.values,
            self._facts(pieces), present, self.label, frozenset(names),
        )  # fmt: skip

    def _facts(self, pieces: Sequence[Piece]) -> frozenset[str]:
        """What holds in the host, and what an article put in brings: a licence of signs makes the use of a brand."""
        whole = {piece.clause for piece in pieces if piece.whole and not piece.elements}
        brought = {ident for ident, trigger in self.library.triggers.items() if whole & set(trigger.switches)}
        return frozenset({t.id for t in self.report.triggers if t.on} | brought)

    def label(self, clause: str) -> str:
        """How the host's text refers to a clause: its number, else its title."""
        folder = self.library.folders.get(clause)
        annex = folder is not None and folder.clause.kind == "annex"
        if number := self.labels.get(clause):
            word = ("annexe" if annex else "article") if self.language == "fr" else "Schedule" if annex else "Article"
            return f"{word}\u00a0{number}"
        title = folder.clause.title[self.language] if folder else clause
        if self.language == "fr":
            return f"{'annexe' if annex else 'article'} «\u00a0{title}\u00a0»"
        return f"{'Schedule' if annex else 'Article'} “{title}”"

    def worded(self, pieces: Sequence[Piece]) -> list[tuple[Piece, tuple[Paragraph, ...]]]:
        """Each piece with its paragraphs in the host's words, the terms it needs defined."""
        setting = self.setting(pieces)
        found = [(p, text) for p in pieces if (text := excerpt(self.library, p.clause, setting, only=p.elements))]
        found = self._with_definitions(found, setting)
        return [(piece, tuple(map(self.words.adapt, text))) for piece, text in found]

    def _with_definitions(
        self, found: list[tuple[Piece, tuple[Paragraph, ...]]], setting: Setting
    ) -> list[tuple[Piece, tuple[Paragraph, ...]]]:
        uses = list(needed([text for _, text in found], self.host.paragraphs, self.library, setting))
        terms = [(clause, term) for _, clause, term in uses]
        for number, (piece, _) in enumerate(found):
            if piece.clause == _DEFINITIONS and piece.whole:
                full = replace(
                    setting, definitions=tuple(listed([*common(self.library), *terms], self.library, setting))
                )
                found[number] = (piece, excerpt(self.library, _DEFINITIONS, full))
                return found
        home = self.host.homes.get(_DEFINITIONS)
        if terms and home is not None and _DEFINITIONS in self.host.headed and not self.host.articles[home].signing:
            spot = Piece(_DEFINITIONS, (), home, False, self.host.spots.get(_DEFINITIONS))
            return [(spot, tuple(listed(terms, self.library, setting))), *found]
        for number in {number for number, _, _ in uses}:
            own = inline([(clause, term) for n, clause, term in uses if n == number], self.library, setting)
            piece, text = found[number]
            found[number] = (piece, (*text, own) if own else text)
        return found

    # -- lines -----------------------------------------------------------------------------

    def insertions(self, pieces: Sequence[Piece]) -> list[tuple[Piece, Insertion]]:
        """Each piece with its lines, in the host's dress."""
        counts: dict[int, int] = {}
        made = []
        for piece, paragraphs in self.worded(pieces):
            article = piece.spot or self.host.articles[piece.after]
            following = next((a.first for a in self.host.articles if a.first >= article.end), None)
            if article.end < len(self.host.paragraphs):
                following = article.end  # the signatures may begin before the next article
            lines = tuple(self._lines(piece, paragraphs, article, counts))
            made.append((piece, Insertion(article.end - 1, following, lines, article=piece.whole)))
        return made

    def _lines(
        self, piece: Piece, paragraphs: Sequence[Paragraph], article: Article, counts: dict[int, int]
    ) -> Iterator[Line]:
        if not piece.whole:
            bullets = self._bullets(article) if piece.clause == _DEFINITIONS else []
            if len(bullets) >= _A_LIST:  # the host's definitions are a list: ours go on with it
                yield from (Line(p.text, bullets[-1], p.marks, bold=False) for p in paragraphs)
            else:
                yield from self._added(paragraphs, article, piece.after, counts)
            return
        title = self.words.said(self.library.clause(piece.clause).title[self.language])
        loud = self.loud.get(piece.after, 0)
        ways = habits(self.host, piece.after, plain=piece.after in self.plain, loud=loud)
        if piece.frame:
            yield from frame_lines(title, paragraphs, ways)
            return
        counts[piece.after] = counts.get(piece.after, 0) + 1
        lines, number = article_lines(title, paragraphs, ways, article, counts[piece.after], self.host, self.language)
        if number and self.houses(piece):
            self.labels[piece.clause] = number
        yield from lines

    def _added(
        self, paragraphs: Sequence[Paragraph], article: Article, index: int, counts: dict[int, int]
    ) -> Iterator[Line]:
        """Sentences at the end of an article of the host, which go on with its numbers."""
        ways = habits(self.host, index, plain=index in self.plain)
        own = range(article.text, article.end)
        typed = [b for n in own if (b := typed_below(self.host.paragraphs[n].text)) is not None]
        start, first = (f"{typed[-1].start}.", typed[-1].last + 1) if typed else ("", 1)
        first += counts.get(-article.end, 0)
        counts[-article.end] = counts.get(-article.end, 0) + sum(p.level == 2 for p in paragraphs)
        found = prose(self.host, article) if article is not self.host.articles[index] else None
        kind, body = found or (ways.kind, self._last_of_kind(own, ways) if own else ways.body)
        fitted = Habits(ways.heading, body, kind, ways.typed, ways.capitals, ways.stop)
        yield from body_lines(paragraphs, fitted, start=start, first=first)

    def _bullets(self, article: Article) -> list[int]:
        return [n for n in range(article.text, article.end) if self.host.paragraphs[n].number == BULLET]

    def _last_of_kind(self, own: Sequence[int], ways: Habits) -> int:
        """The article's own last paragraph that looks like the pattern, so that its list goes on."""
        pattern = self.host.paragraphs[ways.body]
        alike = [
            n for n in own
            if bool(self.host.paragraphs[n].number) == bool(pattern.number)
            and self.host.paragraphs[n].level == pattern.level and len(self.host.paragraphs[n].text.split()) > 3
            and self.host.paragraphs[n].number != BULLET
        ]  # fmt: skip
        return alike[-1] if alike and ways.kind == "auto" else ways.body


def make_redline(report: AuditReport, library: Library, host: Host) -> Redline:
    """A redline of the report's document, before anything is written."""
    words = host_words([paragraph.text for paragraph in host.paragraphs], report.language.id or "en")
    return Redline(report, library, host, host_values(report, library, host), words)


def blanks(insertions: Sequence[tuple[Piece, Insertion]]) -> int:
    """How many blanks the inserted text leaves to fill in."""
    return sum(mark.kind is MarkKind.BLANK for _, item in insertions for line in item.lines for mark in line.marks)
