"""Which clauses and elements a redline puts in, where, and in what words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from clausekit.drafting.excerpt import Setting, excerpt
from clausekit.findings import Finding, Severity
from clausekit.library.library import Library
from clausekit.mend.dress import Habits, article_lines, body_lines, habits, prose
from clausekit.mend.facts import host_values
from clausekit.mend.host import Article, Host
from clausekit.mend.numbers import typed_below
from clausekit.model import MarkKind, Paragraph
from clausekit.report import AuditReport
from clausekit.word.redline import Insertion

_LEAST = Severity.MINOR  # what is only worth knowing is not written into somebody's contract
_BY_HAND = ("parties", "recitals", "signatures", "annex")


@dataclass(frozen=True, slots=True)
class Piece:
    """A missing clause (`elements` empty), or missing elements of a clause that is there."""

    clause: str
    elements: tuple[str, ...]
    after: int  # the article it follows, or ends
    whole: bool  # an article of its own
    spot: Article | None = None  # the part of that article that it ends


@dataclass(slots=True)
class Redline:
    """A redline in the making; `labels` are the numbers of articles to come, known after a first writing."""

    report: AuditReport
    library: Library
    host: Host
    values: Mapping[str, Any]
    plain: set[int] = field(default_factory=set)  # articles after which automatic numbers do not start again
    loud: dict[int, int] = field(default_factory=dict)  # how loud a heading after an article must be to be seen
    apart: set[str] = field(default_factory=set)  # clauses whose own article would not be seen to hold what is added
    labels: dict[str, str] = field(default_factory=dict)

    @property
    def language(self) -> str:
        return self.report.language.id or "en"

    def pieces(self) -> tuple[Piece, ...]:
        """What is missing and can be written, in the order of the document and of the outline."""
        clauses: list[str] = []
        elements: dict[str, list[str]] = {}
        for finding in self.report.findings:
            if not _writable(finding, self.library):
                continue
            if finding.rule_id == "clause_missing":
                clauses.append(finding.clause_id)
            elif finding.rule_id == "element_missing":
                elements.setdefault(finding.clause_id, []).append(finding.element_id.rpartition(".")[2])
        found = [Piece(clause, (), self.host.slot(clause), True) for clause in dict.fromkeys(clauses)]
        for clause, names in elements.items():
            home = self.host.homes.get(clause)
            own = home is not None and clause in self.host.headed and not self.host.articles[home].signing
            own = own and clause not in self.apart
            place = home if own and home is not None else self.host.slot(clause)
            found.append(Piece(clause, tuple(names), place, not own, self.host.spots.get(clause) if own else None))
        order = {ident: number for number, ident in enumerate(self.host.order)}
        return tuple(sorted(found, key=lambda p: (p.after, p.whole, order.get(p.clause, 999))))

    def skipped(self) -> Iterator[Finding]:
        """Findings of missing clauses that nobody can write without knowing the parties."""
        for finding in self.report.findings:
            missing = finding.rule_id in ("clause_missing", "element_missing") and finding.state == "missing"
            if missing and finding.severity.rank >= _LEAST.rank and not _writable(finding, self.library):
                yield finding

    # -- words -----------------------------------------------------------------------------

    def setting(self, pieces: Sequence[Piece]) -> Setting:
        record = self.library.types.get(self.report.alliance_type.id)
        present = {*self.host.homes, *(piece.clause for piece in pieces)}
        return Setting(
            self.language, self.report.governing_law.id, self.report.alliance_type.id,
            record.default_variant if record else "balanced", self.values,
            frozenset(t.id for t in self.report.triggers if t.on), present, self.label,
        )  # fmt: skip

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

    def words(self, piece: Piece, setting: Setting) -> tuple[Paragraph, ...]:
        return excerpt(self.library, piece.clause, setting, only=piece.elements)

    # -- lines -----------------------------------------------------------------------------

    def insertions(self, pieces: Sequence[Piece]) -> list[tuple[Piece, Insertion]]:
        """Each piece with its lines, in the host's dress."""
        setting = self.setting(pieces)
        counts: dict[int, int] = {}
        made = []
        for piece in pieces:
            paragraphs = self.words(piece, setting)
            if not paragraphs:
                continue
            article = piece.spot or self.host.articles[piece.after]
            following = next((a.first for a in self.host.articles if a.first >= article.end), None)
            if article.end < len(self.host.paragraphs):
                following = article.end  # the signatures may begin before the next article
            if piece.whole:
                counts[piece.after] = counts.get(piece.after, 0) + 1
                loud = self.loud.get(piece.after, 0)
                ways = habits(self.host, piece.after, plain=piece.after in self.plain, loud=loud)
                title = self.library.clause(piece.clause).title[self.language]
                lines, number = article_lines(
                    title, paragraphs, ways, article, counts[piece.after], self.host, self.language
                )
                if number:
                    self.labels[piece.clause] = number
            else:
                lines = tuple(self._added(paragraphs, article, piece.after, counts))
            made.append((piece, Insertion(article.end - 1, following, lines, article=piece.whole)))
        return made

    def _added(
        self, paragraphs: Sequence[Paragraph], article: Article, index: int, counts: dict[int, int]
    ) -> Iterator[Any]:
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

    def _last_of_kind(self, own: Sequence[int], ways: Habits) -> int:
        """The article's own last paragraph that looks like the pattern, so that its list goes on."""
        pattern = self.host.paragraphs[ways.body]
        alike = [
            n for n in own
            if bool(self.host.paragraphs[n].number) == bool(pattern.number)
            and self.host.paragraphs[n].level == pattern.level and len(self.host.paragraphs[n].text.split()) > 3
        ]  # fmt: skip
        return alike[-1] if alike and ways.kind == "auto" else ways.body


def make_redline(report: AuditReport, library: Library, host: Host) -> Redline:
    """A redline of the report's document, before anything is written."""
    return Redline(report, library, host, host_values(report, library, host))


def blanks(insertions: Sequence[tuple[Piece, Insertion]]) -> int:
    """How many blanks the inserted text leaves to fill in."""
    return sum(mark.kind is MarkKind.BLANK for _, item in insertions for line in item.lines for mark in line.marks)


def _writable(finding: Finding, library: Library) -> bool:
    if finding.state != "missing" or finding.severity.rank < _LEAST.rank or not finding.clause_id:
        return False
    return library.clause(finding.clause_id).layout not in _BY_HAND and finding.clause_id != "g.definitions"
