"""Words in charts and diagrams (SmartArt): they stand in parts of their own, and are shown beside the text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from clausekit.errors import ReadError
from clausekit.model import Paragraph, Part, Section
from clausekit.word.names import Element
from clausekit.word.package import Package

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_D = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
CHART, DIAGRAM = f"{_C}chart", f"{_D}relIds"
_MOST_DRAWINGS, _MOST_LINES = 200, 500  # more is data, which nobody reads as a contract


def drawings(package: Package, found: Iterable[Element]) -> Iterator[Section]:
    """A section for each chart and diagram with words, each part once; a broken one is passed over.

    `found` are elements of the main part; of charts, the titles and what Word cached of the data.
    """
    targets = {r.id: r.target for r in package.relationships(package.main) if not r.external}
    seen: set[str] = set()
    for element in found:
        words = _READERS.get(str(element.tag))
        part = targets.get(element.get(f"{_R}id") or element.get(f"{_R}dm") or "", "")
        if words is None or part not in package.parts or part in seen or len(seen) >= _MOST_DRAWINGS:
            continue
        seen.add(part)
        try:
            lines = [text for _, text in zip(range(_MOST_LINES), words(package.xml(part)), strict=False)]
        except ReadError:  # a drawing is no reason to refuse a contract
            continue
        if lines:
            yield Section(None, tuple(map(Paragraph, lines)), Part.DRAWING)


def _chart(root: Element) -> Iterator[str]:
    """Titles in order; names, categories and values of the series as a line each, equal ones once."""
    said: set[str] = set()
    for element in root.iter(f"{_A}p", f"{_C}strCache", f"{_C}numCache"):
        if element.tag == f"{_A}p":
            yield from _paragraph(element)
            continue
        values = (value.text or "" for value in element.iter(f"{_C}v"))
        line = ", ".join(text.strip() for _, text in zip(range(_MOST_LINES), values, strict=False) if text.strip())
        if line and line not in said:
            said.add(line)
            yield line


def _diagram(root: Element) -> Iterator[str]:
    for element in root.iter(f"{_A}p"):
        yield from _paragraph(element)


def _paragraph(element: Element) -> Iterator[str]:
    if text := " ".join("".join(part.text or "" for part in element.iter(f"{_A}t")).split()):
        yield text


_READERS: dict[str, Callable[[Element], Iterator[str]]] = {CHART: _chart, DIAGRAM: _diagram}
