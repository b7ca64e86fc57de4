"""How a host dresses its articles, and our paragraphs dressed the same way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from clausekit.mend.host import Article, Host, tables
from clausekit.mend.numbers import Below, Typed, item, typed_below, typed_heading
from clausekit.model import Mark, Paragraph, Role
from clausekit.signs import is_bare_number, mostly_capitals
from clausekit.word.redline import Line

_WORDS = 8  # a paragraph of prose, not a caption
_STEP = 567  # twentieths of a point by which a listed item stands further right
_FAR = 6  # articles to look at on either side
BULLET = "•"
_OF_ARTICLE = re.compile(r"\d\W+\w")  # "5.1", "5 (a)": a number that goes on from its article's
_ABBREVIATION = 5  # letters


@dataclass(frozen=True, slots=True)
class Habits:
    """The host's ways: a heading to copy, a paragraph to copy, and how both are numbered."""

    heading: Article | None
    body: int
    kind: str  # of the body's numbers: "auto", "typed" or ""
    typed: Below | None = None
    capitals: bool = False
    stop: str = ""  # what the host puts behind its titles: ".", ":" or nothing
    bold: bool | None = None  # headings of ours must be bold, whatever the host's are


def habits(host: Host, index: int, *, plain: bool = False, loud: int = 0) -> Habits:
    """How the articles around `index` look.

    `plain`: their automatic numbers below headings are of no use here; `loud`: their headings look like text, so that
    ours must be bold (1), or bold and in capitals (2).
    """
    found = _habits(host, index, plain=plain)
    return replace(found, bold=True, stop="", capitals=found.capitals or loud > 1) if loud else found


def _habits(host: Host, index: int, *, plain: bool) -> Habits:
    near = sorted(range(len(host.articles)), key=lambda i: (abs(i - index), -i))[: 2 * _FAR]
    proper = [host.articles[i] for i in near if not (host.articles[i].annex or host.articles[i].signing)]
    numbered = any(article.numbered for article in proper)
    headed = [a for a in proper if a.heading is not None and (a.numbered or not numbered)]
    cells = _in_tables(host)
    heading = next((a for a in headed if a.first not in cells), headed[0] if headed else None)
    for article in [*headed, *proper]:
        for kind in ("auto", "typed", "") if not plain else ("typed", ""):
            if (body := _body(host, article, kind, cells)) is not None:
                typed = typed_below(host.paragraphs[body].text) if kind == "typed" else None
                return _with_title(Habits(heading, body, kind, typed, _in_capitals(headed, host)), host)
    fallback = max(range(len(host.paragraphs)), key=lambda n: (n not in cells, len(host.paragraphs[n].text)), default=0)
    return _with_title(Habits(heading, fallback, "", capitals=_in_capitals(headed, host)), host)


def _in_capitals(headed: Sequence[Article], host: Host) -> bool:
    """Whether most headings around are in capitals; « SLA » alone is an abbreviation."""
    words = [_title_words(article, host)[0] for article in headed]
    plain = [text for text in words if sum(map(str.isalpha, text)) >= _ABBREVIATION] or [""]
    return 2 * sum(mostly_capitals(text) for text in plain) > len(plain)


def _title_words(article: Article, host: Host) -> tuple[str, bool]:
    """The words of a heading without its typed number, and whether there are none ("Article 4.")."""
    text = host.paragraphs[article.text - 1].text
    title = typed_heading(text)
    return (title.title if title and title.title else text).strip(), title is not None and not title.title


def _with_title(found: Habits, host: Host) -> Habits:
    if found.heading is None or found.heading.heading is None:
        return found
    words, bare = _title_words(found.heading, host)
    return replace(found, stop=words[-1:] if words.endswith((".", ":")) and not bare else "")


def prose(host: Host, article: Article) -> tuple[str, int] | None:
    """The kind of numbers and the last paragraph of what is usual in a part of an article; None when it has none."""
    cells = _in_tables(host)
    for kind in ("auto", "typed", ""):
        if (body := _body(host, article, kind, cells)) is not None:
            level, number = host.paragraphs[body].level, bool(host.paragraphs[body].number)
            like = [
                n for n in range(body, article.end)
                if n not in cells and host.paragraphs[n].level == level and bool(host.paragraphs[n].number) == number
                and host.paragraphs[n].number != BULLET
            ]  # fmt: skip
            return kind, like[-1] if kind == "auto" else body
    return None


def _body(host: Host, article: Article, kind: str, cells: set[int]) -> int | None:
    """A paragraph of prose under the article with numbers of this kind, the usual one of its sort."""
    found = []
    for number in range(article.text, article.end):
        paragraph = host.paragraphs[number]
        if number in cells or len(paragraph.text.split()) < _WORDS or paragraph.role is Role.TOC:
            continue
        if paragraph.role is Role.HEADING and not paragraph.text.rstrip().endswith("."):
            continue  # a long title below the article: « 9.1 Engagements de disponibilité de la plateforme … »
        if _kind(paragraph) == kind:
            found.append(number)
    if kind == "auto":  # the outermost numbers below the heading
        found = [n for n in found if host.paragraphs[n].level == min(host.paragraphs[m].level for m in found)]
        if not found or host.paragraphs[found[0]].number == BULLET or _is_list(host, article, found[0], cells):
            return None
    return found[0] if found else None


def _is_list(host: Host, article: Article, first: int, cells: set[int]) -> bool:
    """Whether an unnumbered paragraph introduces the numbers: « les cas suivants : 1. … », no numbers of clauses."""
    if _OF_ARTICLE.search(host.paragraphs[first].number):
        return False
    before = (host.paragraphs[n] for n in range(article.text, first) if n not in cells)
    return any(not p.number and len(p.text.split()) >= _WORDS for p in before)


def _kind(paragraph: Paragraph) -> str:
    if paragraph.number:
        return "auto"
    return "typed" if typed_below(paragraph.text) else ""


def _in_tables(host: Host) -> set[int]:
    return {number for first, end in tables(host.contract) for number in range(first, end)}


# -- our paragraphs in that dress --------------------------------------------------------------


def article_lines(
    title: str, paragraphs: Sequence[Paragraph], ways: Habits, after: Article, count: int, host: Host, language: str
) -> tuple[tuple[Line, ...], str]:
    """An article of ours as lines, and the number typed into it ("" when it is automatic or there is none)."""
    heading, number = _heading_lines(title, ways, after, count, host, language)
    start = f"{number}." if number else ""
    return (*heading, *body_lines(paragraphs, ways, start=start, first=1)), number


def _heading_lines(
    title: str, ways: Habits, after: Article, count: int, host: Host, language: str
) -> tuple[list[Line], str]:
    text = (title.upper() if ways.capitals else title) + ways.stop
    if ways.heading is None:
        return [Line(text, ways.body, numbered=False, bold=True)], ""
    like = ways.heading
    own = host.paragraphs[like.first]
    if own.number:
        return [Line(text, like.first, bold=ways.bold)], ""
    typed = _typed(after, host) or typed_heading(own.text)
    if typed is None:
        return [Line(text, like.first, bold=ways.bold)], ""
    number = typed.between(count, language)
    if is_bare_number(own.text) and like.text - like.first == 2:
        return [Line(f"{typed.word}{number}", like.first), Line(text, like.first + 1, bold=ways.bold)], number
    return [Line(typed.heading(count, text, language), like.first, bold=ways.bold)], number


def _typed(article: Article, host: Host) -> Typed | None:
    return typed_heading(host.paragraphs[article.first].text) if article.heading is not None else None


def body_lines(paragraphs: Sequence[Paragraph], ways: Habits, *, start: str, first: int) -> Iterator[Line]:
    """The paragraphs under a heading; `start` and `first` say how typed numbers go on: "7.", 4."""
    count, items = first - 1, [0, 0, 0]
    for paragraph in paragraphs:
        deep = paragraph.role is Role.CLAUSE and paragraph.level >= 3
        if paragraph.role is Role.CLAUSE and not deep:
            count, items = count + 1, [0, 0, 0]
        if deep:
            depth = min(paragraph.level, 4) - 3
            items[depth] += 1
            items[depth + 1 :] = [0] * (2 - depth)
            mark = item(items[depth], paragraph.level) + " "
            yield _shifted(paragraph, mark, ways.body, numbered=ways.kind != "auto", indent=_STEP * (depth + 1))
        elif ways.kind == "typed" and ways.typed is not None and paragraph.role is Role.CLAUSE and start:
            yield _shifted(paragraph, f"{start}{count}{ways.typed.end}", ways.body, numbered=False)
        else:
            numbered = ways.kind == "auto" and paragraph.role is Role.CLAUSE
            yield Line(paragraph.text, ways.body, paragraph.marks, numbered=numbered or ways.kind != "auto", bold=False)


def frame_lines(title: str, paragraphs: Sequence[Paragraph], ways: Habits) -> Iterator[Line]:
    """What stands around the articles: a bold line, and paragraphs without numbers."""
    numbered = ways.kind != "auto"
    yield Line(title.upper() if ways.capitals else title, ways.body, numbered=numbered, bold=True)
    for paragraph in paragraphs:
        yield Line(paragraph.text, ways.body, paragraph.marks, numbered=numbered, bold=False)


def _shifted(paragraph: Paragraph, prefix: str, like: int, *, numbered: bool, indent: int = 0) -> Line:
    size = len(prefix)
    marks = tuple(Mark(m.start + size, m.end + size, m.kind, m.target) for m in paragraph.marks)
    return Line(prefix + paragraph.text, like, marks, numbered=numbered, bold=False, indent=indent)
