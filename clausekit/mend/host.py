"""A stranger's contract as a host: its articles, which clause lives in which, where a missing one should stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from clausekit.analysis.reading import Reading, read
from clausekit.findings import ClauseState, ClauseVerdict
from clausekit.library.library import Library
from clausekit.model import Contract, Paragraph, Part, Table, iter_paragraphs
from clausekit.report import AuditReport
from clausekit.signs import is_bare_number, sign

_SIGNING = re.compile(  # how a signature block opens
    r"\s*(?:fait\s+(?:à|en|le|au)\b|lu et approuvé|bon pour accord|en foi de quoi|en signant (?:ce|la|le)|"
    r"in witness whereof|the parties have (?:executed|signed)|executed (?:as|by|on)\b|by signing (?:this|below)|"
    r"agreed and accepted|for and on behalf of|done (?:at|in)\b|\[?signature page)",
    re.IGNORECASE,
)
_SIGN_HERE = re.compile(  # short lines of a block: « Signature », « Pour la société … », « Alpha : ____  Bêta : ____ »
    r"\s*(?:signé[es]?\s+(?:à|le|par)\b.*|signatures?\b.*|signed (?:by|for|on)\b.*|by:\s*_*.*|"
    r"pour\s+(?:la société|le (?:client|prestataire|partenaire|bailleur)|l['’]entreprise)\b.*|"
    r"(?:[^\W\d_][\w .,'’()/-]{0,40}:?\s*(?:_{3,}|\.{4,}|…{2,})\s*)+)",
    re.IGNORECASE,
)
_SHORT_LINE = 90  # characters
_LAST_WORDS = 45  # paragraphs at the end among which a signature block may begin
_ENOUGH = 3  # headings that make a level the level of articles
_NAMED = 6  # how much more an article says that is named after a clause
FRAME = ("parties", "recitals", "signatures")  # layouts of what stands around the articles
_ABSENT = (ClauseState.ABSENT, ClauseState.TO_CHECK)


@dataclass(frozen=True, slots=True)
class Article:
    """A top heading and all below it; paragraphs are counted as `Contract.paragraphs()` does."""

    first: int
    text: int  # first paragraph behind the heading
    end: int  # behind the last paragraph that is the article's own
    heading: Paragraph | None
    annex: bool = False
    signing: bool = False

    @property
    def numbered(self) -> bool:
        """Whether a number, automatic or typed, stands before the heading."""
        if self.heading is None:
            return False
        return bool(self.heading.number) or sign(self.heading.text).kind in ("article", "number")


@dataclass(frozen=True, slots=True)
class Host:
    """A contract with its articles, and the article of each clause that was recognised."""

    contract: Contract
    paragraphs: tuple[Paragraph, ...]
    articles: tuple[Article, ...]
    homes: Mapping[str, int]
    headed: frozenset[str]  # clauses whose article's own heading names them
    order: tuple[str, ...]
    spots: Mapping[str, Article] = field(default_factory=dict)  # the part of its article that names a clause, if a part
    frames: Mapping[str, str] = field(default_factory=dict)  # clauses that stand around the articles, and their layout

    def slot(self, clause: str) -> int:
        """The article after which a missing clause should stand: what the outline has before it is, what follows not.

        Near neighbours weigh most, and articles named after a clause more than words in passing elsewhere.
        """
        proper = [i for i, a in enumerate(self.articles) if not a.annex and not a.signing]
        numbered = [i for i in proper if self.articles[i].numbered]
        allowed = [i for i in proper if not numbered or i >= numbered[0]] or [0]
        place = self.order.index(clause) if clause in self.order else len(self.order)
        signs = [
            (n > place, self.homes[c], (_NAMED if c in self.headed else 1) / abs(n - place))
            for n, c in enumerate(self.order) if n != place and self.homes.get(c) in proper
        ]  # fmt: skip
        if not signs:
            return allowed[-1]
        scores = {i: sum(weight for later, home, weight in signs if later == (home > i)) for i in allowed}
        return max(allowed, key=lambda i: (round(scores[i], 9), -i))

    def behind(self, clause: str) -> int:
        """The article behind which a missing clause belongs, one that stands around the articles too."""
        layout = self.frames.get(clause)
        return self.slot(clause) if layout is None else self.frame(layout) or 0

    def frame(self, layout: str) -> int | None:
        """The article behind which the parties, the recitals or the signatures stand; None when there is none."""
        proper = [n for n, a in enumerate(self.articles) if not a.annex and not a.signing]
        if layout == "signatures":
            return proper[-1] if proper else None
        numbered = [n for n in proper if self.articles[n].numbered]
        headed = [n for n in proper if self.articles[n].heading is not None]
        first = (numbered or headed or [0])[0]
        return first - 1 if first > 0 else None


def make_host(contract: Contract, report: AuditReport, library: Library) -> Host:
    """Read a contract's outline against the library; `report` is the audit of the same document."""
    spoken = replace(contract, language=report.language.id or "en")
    paragraphs = tuple(contract.paragraphs())
    articles = tuple(_articles(contract, paragraphs))
    record = library.kind(report.alliance_type.id)
    outline = (record.outline if record else ()) or library.outline
    order = tuple(clause for part in outline for clause in part.clauses)
    reading = read(spoken, library)
    homes, spots = _homes(reading, contract, articles, report.clauses)
    headed = frozenset(clause for clause in homes if reading.headed.get(clause))
    layouts = {ident: library.clause(ident).layout for ident in library.folders}
    frames = {ident: layout for ident, layout in layouts.items() if layout in FRAME}
    return Host(contract, paragraphs, articles, homes, headed, order, spots, frames)


# -- articles ----------------------------------------------------------------------------------


def _articles(contract: Contract, paragraphs: Sequence[Paragraph]) -> Iterator[Article]:
    level = _level(contract)
    starts: list[tuple[int, int]] = []  # (paragraph, section) where articles begin
    place = 0
    for number, section in enumerate(contract.sections):
        top = section.heading is not None and section.level <= level
        if (top or not starts) and not _second_line(contract, number, starts):
            starts.append((place, number))
        place += sum(1 for _ in section.paragraphs())
    signing = _signing(contract, paragraphs)
    for (first, number), following in zip(starts, [*starts[1:], (place, 0)], strict=True):
        section = contract.sections[number]
        end = following[0]
        after = signing is not None and first >= signing
        if signing is not None and first < signing < end:
            end = signing
        text = first + (section.heading is not None)
        if section.heading is not None and is_bare_number(section.heading.text) and not section.blocks:
            text += number + 1 < len(contract.sections) and contract.sections[number + 1].heading is not None
        yield Article(first, min(text, end), end, section.heading, section.part is Part.ANNEX, after)


def _second_line(contract: Contract, number: int, starts: Sequence[tuple[int, int]]) -> bool:
    """The title below a bare "Article 4" belongs to it."""
    if not starts or starts[-1][1] != number - 1:
        return False
    before = contract.sections[number - 1]
    heading = contract.sections[number].heading
    if before.heading is None or before.blocks or heading is None or not is_bare_number(before.heading.text):
        return False
    return sign(heading.text).kind in ("", "label")


def _level(contract: Contract) -> int:
    """The heading level of articles: the uppermost that several headings have."""
    levels = Counter(s.level for s in contract.sections if s.heading is not None and s.part is Part.BODY)
    if not levels:
        return 1
    return min((level for level, n in levels.items() if n >= _ENOUGH), default=max(levels))


def _signing(contract: Contract, paragraphs: Sequence[Paragraph]) -> int | None:
    """The paragraph with which the signatures begin, when they stand at the end of the body."""
    body = sum(sum(1 for _ in s.paragraphs()) for s in contract.sections if s.part is not Part.ANNEX)
    start = max(1, body - _LAST_WORDS)
    found = next((n for n in range(start, body) if _opens_signatures(paragraphs[n])), None)
    for first, end in tables(contract):
        if found is not None and first < found < end and end - first < body // 2:
            return first or None  # a signature table is one thing
    return found


def _opens_signatures(paragraph: Paragraph) -> bool:
    """No clause on signatures: "12.17 Signature. This Agreement may be signed in counterparts"."""
    if _SIGNING.match(paragraph.text):
        return True
    short = len(paragraph.text) <= _SHORT_LINE and not paragraph.number
    return short and bool(_SIGN_HERE.fullmatch(paragraph.text))


def tables(contract: Contract) -> Iterator[tuple[int, int]]:
    """First paragraph of each table, and the one behind its last."""
    place = 0
    for section in contract.sections:
        place += section.heading is not None
        for block in section.blocks:
            size = sum(1 for _ in iter_paragraphs((block,)))
            if isinstance(block, Table):
                yield place, place + size
            place += size


# -- homes -------------------------------------------------------------------------------------


def _homes(
    reading: Reading, contract: Contract, articles: Sequence[Article], verdicts: Sequence[ClauseVerdict]
) -> tuple[dict[str, int], dict[str, Article]]:
    """The article of each clause that is there, and the part of it whose heading names the clause."""
    first = _first_paragraphs(contract)
    homes: dict[str, int] = {}
    spots: dict[str, Article] = {}
    for verdict in verdicts:
        if verdict.state in _ABSENT:
            continue
        proofs = [e.anchor.paragraph for e in verdict.evidence]
        proofs += [e.anchor.paragraph for element in verdict.elements for e in element.evidence[:1]]
        headed = list(reading.headed.get(verdict.id, ()))
        index = {section: _article_at(articles, first[section]) for section in headed}
        headed = [section for section in headed if not articles[index[section]].annex] or headed
        votes = Counter(_article_at(articles, place) for place in proofs)
        if headed:
            spans = {section: _span(contract, first, section, articles[index[section]].end) for section in headed}
            own = {section: sum(a <= place < b for place in proofs) for section, (a, b) in spans.items()}
            section = max(headed, key=lambda s: (votes[index[s]], own[s], -s))
            article = articles[index[section]]
            homes[verdict.id] = index[section]
            if first[section] > article.first:
                start, end = spans[section]
                heading = contract.sections[section].heading
                spots[verdict.id] = Article(start, start + 1, end, heading, article.annex, article.signing)
        elif votes:
            homes[verdict.id] = max(votes, key=lambda i: (votes[i], -i))
    return homes, spots


def _span(contract: Contract, first: Sequence[int], section: int, limit: int) -> tuple[int, int]:
    """First paragraph of a section, and the one behind its last: before the next heading or number as high as its."""
    heading, start = contract.sections[section].heading, first[section]
    if heading is None:
        return start, limit
    place = start
    for number in range(section, len(contract.sections)):
        later = contract.sections[number]
        if number > section and later.heading is not None and later.level <= contract.sections[section].level:
            return start, min(place, limit)
        for paragraph in later.paragraphs():
            higher = bool(heading.number and paragraph.number) and 0 < paragraph.level <= heading.level
            if place > start and higher and paragraph.number != "•":
                return start, min(place, limit)
            place += 1
    return start, min(place, limit)


def _first_paragraphs(contract: Contract) -> list[int]:
    found, place = [], 0
    for section in contract.sections:
        found.append(place)
        place += sum(1 for _ in section.paragraphs())
    return found


def _article_at(articles: Sequence[Article], paragraph: int) -> int:
    return max((i for i, a in enumerate(articles) if a.first <= paragraph), default=0)
