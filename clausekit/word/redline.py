"""Tracked insertions into a Word document: paragraphs dressed like their neighbours, nothing else touched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clausekit.model import Contract, Mark, Paragraph
from clausekit.word.annotate import Signature
from clausekit.word.annotate_ranges import Ids
from clausekit.word.elements import clean, to_bytes
from clausekit.word.names import Element, W
from clausekit.word.read import Located, read_located
from clausekit.word.redline_dress import Tailor, is_blank_line
from clausekit.word.redline_places import Point, point_after
from clausekit.word.rewrite import rewrite
from clausekit.word.strict import as_found


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph to insert, and the host's paragraph it is dressed like (counted as `Contract.paragraphs()`).

    `numbered` keeps the automatic number of that dress; `bold` dresses the whole line bold, None leaves it as the
    host's; `indent` moves it right, in twentieths of a point.
    """

    text: str
    like: int
    marks: tuple[Mark, ...] = ()
    numbered: bool = True
    bold: bool | None = None
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Insertion:
    """Lines behind the paragraph `after` and everything that hangs on it, before the paragraph `before`."""

    after: int
    before: int | None
    lines: tuple[Line, ...]
    article: bool = True  # a whole article, not sentences added to one


@dataclass(frozen=True, slots=True)
class Redlined:
    """The document with its insertions, and for each line of each insertion the number Word shows once accepted.

    `headed` says of each insertion whether a line of it reads as a heading; `under` gives the headings above it.
    """

    data: bytes
    numbers: tuple[tuple[str, ...], ...]
    headed: tuple[bool, ...] = ()
    under: tuple[tuple[str, ...], ...] = ()


def redline(
    data: bytes, insertions: Sequence[Insertion], *, signed: Signature, name: str = "", view: str = "final"
) -> Redlined:
    """Insert paragraphs as tracked changes of one author into the document `data`.

    Rejecting them all gives back the document as it was; all parts but the main one keep their bytes. Several
    insertions at one place come out in the order given.
    """
    located = read_located(data, name=name, view=view)
    ids = Ids(located.root)
    lists = bool(located.package.related("numbering"))
    writer = _Writer(located, Tailor(ids, clean(signed.author), signed.date, lists=lists))
    # Places first: an insertion must not be taken for its neighbour's host.
    points = [point_after(located, item.after, item.before) for item in insertions]
    marks = [writer.insert(point, item) for point, item in zip(points, insertions, strict=True)]
    writer.finish()
    main = located.package.main
    document = as_found(to_bytes(located.root), located.package.parts[main])
    written = rewrite(data, {main: document})
    return Redlined(written, *_read_back(written, marks, name))


class _Writer:
    """Puts lines at points."""

    def __init__(self, located: Located, tailor: Tailor) -> None:
        self.located = located
        self.tailor = tailor
        self.ends: dict[Element, list[Element]] = {}  # paragraph whose mark is to be lent -> what follows it

    def insert(self, point: Point, item: Insertion) -> list[str]:
        """Insert the lines; return the id of each line's text."""
        made = [self._paragraph(line) for line in item.lines]
        elements = [*self._spacer(point, item), *(element for element, _ in made)]
        if point.before is not None:
            for element in elements:
                point.before.addprevious(element)
        else:
            self.ends.setdefault(point.last, []).extend(elements)
        return [text for _, text in made]

    def finish(self) -> None:
        """What stands before a table or ends a story goes behind its paragraph, whose mark is lent."""
        for last, elements in self.ends.items():
            place = last
            for element in elements:
                place.addnext(element)
                place = element
            self.tailor.lend_mark(last, place)

    def _paragraph(self, line: Line) -> tuple[Element, str]:
        pattern = self.located.places[line.like].elements[-1]
        return self.tailor.paragraph(
            pattern, line.text, line.marks, numbered=line.numbered, bold=line.bold, indent=line.indent
        )

    def _spacer(self, point: Point, item: Insertion) -> list[Element]:
        """An empty line before a new article where the host parts its articles by empty lines."""
        following = point.before
        if not item.article or following is None or following.tag != f"{W}p" or not is_blank_line(following):
            return []
        return [self.tailor.blank(following)]


_Shown = tuple[str, bool, tuple[str, ...]]  # number, whether a heading, headings above


def _read_back(
    data: bytes, marks: Sequence[Sequence[str]], name: str
) -> tuple[tuple[tuple[str, ...], ...], tuple[bool, ...], tuple[tuple[str, ...], ...]]:
    """The number of each line, whether an insertion has a heading, and those above it, as the document now reads."""
    located = read_located(data, name=name)
    above = _headings(located.contract)
    shown: dict[str, _Shown] = {}
    for paragraph, place in zip(located.contract.paragraphs(), located.places, strict=True):
        headings = above.get(id(paragraph), ())
        heading = bool(headings) and headings[-1] is paragraph
        texts = tuple(h.text for h in headings)
        for element in place.elements:
            for insertion in element.iterchildren(f"{W}ins"):
                shown.setdefault(insertion.get(f"{W}id", ""), (paragraph.number, heading, texts))
    found = [[shown.get(mark, ("", False, ())) for mark in line] for line in marks]
    return (
        tuple(tuple(number for number, _, _ in line) for line in found),
        tuple(any(heading for _, heading, _ in line[:2]) for line in found),
        tuple(line[0][2] if line else () for line in found),
    )


def _headings(contract: Contract) -> dict[int, tuple[Paragraph, ...]]:
    """By the id of a paragraph, the headings it stands under, its own last."""
    found: dict[int, tuple[Paragraph, ...]] = {}
    chain: list[tuple[int, Paragraph]] = []
    for section in contract.sections:
        if section.heading is not None:
            chain = [*(item for item in chain if item[0] < section.level), (section.level, section.heading)]
        for paragraph in section.paragraphs():
            found[id(paragraph)] = tuple(heading for _, heading in chain)
    return found
