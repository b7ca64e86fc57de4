"""Read a .docx file into the contract in the middle: every place of text, once, as its reader sees it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

from clausekit.model import Contract, Note, Part, Section
from clausekit.outline import to_sections
from clausekit.word.lines import Span
from clausekit.word.listdefs import Definitions, definitions
from clausekit.word.names import Element, W
from clausekit.word.numbering import Counter
from clausekit.word.oddities import oddities
from clausekit.word.package import Limits, Package, open_package
from clausekit.word.reading import Blocks, Context, RawParagraph, RawTable
from clausekit.word.refusals import naming, read_error
from clausekit.word.story import read_story
from clausekit.word.streams import first_language
from clausekit.word.structure import is_empty, plain_blocks, read_structure, tagged_language
from clausekit.word.stylefacts import Facts, read_styles
from clausekit.word.unfold import unfold

R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
MANIFEST = "urn:clausekit:manifest:1"


@dataclass(frozen=True, slots=True)
class Located:
    """A contract, and for each of its `paragraphs()` where in the document it was read.

    `places` is for those who write into the document: comments and tracked changes.
    """

    contract: Contract
    package: Package
    root: Element  # of the main part
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """The `w:p` of a paragraph (two with a style separator), and the node behind each stretch of text."""

    elements: tuple[Element, ...]
    spans: tuple[Span, ...]


def read_docx(data: bytes, *, name: str = "", view: str = "final", limits: Limits | None = None) -> Contract:
    """Read a Word document; `view` is "final" (changes accepted) or "original" (changes rejected)."""
    return read_located(data, name=name, view=view, limits=limits).contract


def read_located(data: bytes, *, name: str = "", view: str = "final", limits: Limits | None = None) -> Located:
    """Read a Word document, and keep the elements its paragraphs came from."""
    if view not in ("final", "original"):
        raise ValueError(f"view is “final” or “original”, not “{view}”")
    package = open_package(data, name=name, limits=limits)
    with naming(name):
        return _read(package, final=view == "final")


def _read(package: Package, *, final: bool) -> Located:
    desk = _Desk(package, final)
    root = _document(package)
    context = desk.context(package.main)
    blocks = [block for block in read_story(root, context) if not is_empty(block)]
    _settle_contents(blocks, context)
    manifest = read_manifest(package)
    own = bool(manifest) or any(block.tag for block in blocks)
    if own:
        blocks = [block for block in first_language(blocks) if not is_empty(block)]
        translation: Blocks = []
    else:
        blocks, translation, odd = unfold(blocks)
        desk.ledger += [Note("body", message) for message in odd]
    title, items = read_structure(blocks, own=own)
    front, sections = to_sections(items)
    asides = (
        *([Section(None, plain_blocks(translation), Part.TRANSLATION)] if translation else []),
        *desk.headers_and_footers(root),
        *desk.notes(context.note_ids),
        *_boxes(blocks),
        *desk.comments(),
    )
    desk.ledger += [Note("body", message) for message in oddities(root, final=final)]
    facts = dict(manifest)
    contract = Contract(
        title=facts.get("title", title),
        language=facts.get("language") or tagged_language(blocks),
        sections=sections,
        front=front,
        asides=asides,
        manifest=manifest,
        notes=(*package.notes, *desk.ledger),
    )
    kept = [block for block, item in zip(blocks, items, strict=True) if not item.toc and not item.cover]
    places = tuple(Place(raw.elements, raw.spans) for raw in _every(kept) if not is_empty(raw))
    return Located(contract, package, root, places)


def _document(package: Package) -> Element:
    root = package.xml(package.main)
    if root.tag != f"{W}document" or root.find(f"{W}body") is None:
        raise read_error("not_word")
    most = package.limits.paragraphs
    if sum(1 for _ in root.iter(f"{W}p")) > most:
        raise read_error("too_big", detail=f"more than {most} paragraphs")
    return root


def _settle_contents(blocks: Blocks, context: Context) -> None:
    """A table of contents whose field never ends must not swallow the contract."""
    if any(found.toc for found in context.fields):
        for block in blocks:
            if isinstance(block, RawParagraph) and block.toc:
                block.toc = block.last_tab.isdigit() or block.style.name.startswith("toc ")


class _Desk:
    """What every story of one document shares."""

    def __init__(self, package: Package, final: bool) -> None:
        self.package = package
        self.final = final
        self.started = time.monotonic()
        styles = self._optional("styles")
        self.styles: dict[str, Facts] = read_styles(styles)
        self.numbers: Definitions = definitions(self._optional("numbering"), styles)
        self.ledger: list[Note] = []

    def _optional(self, kind: str) -> Element | None:
        part = self.package.related(kind)
        return self.package.xml(part) if part else None

    def context(self, part: str) -> Context:
        return Context(
            self.styles,
            Counter(self.numbers, context=False),
            self.final,
            self.package.limits,
            self.started,
            part,
            notes=self.ledger,
        )

    def headers_and_footers(self, root: Element) -> Iterator[Section]:
        """Those a section of the document refers to, each part once."""
        targets = {r.id: r.target for r in self.package.relationships(self.package.main) if not r.external}
        seen: set[str] = set()
        for element in root.iter(f"{W}headerReference", f"{W}footerReference"):
            part = targets.get(element.get(R_ID, ""), "")
            if part in self.package.parts and part not in seen:
                seen.add(part)
                kind = Part.HEADER if element.tag == f"{W}headerReference" else Part.FOOTER
                yield from self._aside(self.package.xml(part), part, kind)

    def notes(self, wanted: set[str]) -> Iterator[Section]:
        """Footnotes and endnotes that the text refers to, once each."""
        for kind, story in (("footnote", Part.FOOTNOTE), ("endnote", Part.ENDNOTE)):
            part = self.package.related(f"{kind}s")
            for element in self.package.xml(part) if part else ():
                if f"{kind} {element.get(f'{W}id', '')}" in wanted:
                    yield from self._aside(element, part, story)

    def comments(self) -> Iterator[Section]:
        part = self.package.related("comments")
        for element in self.package.xml(part) if part else ():
            yield from self._aside(element, part, Part.COMMENT)

    def _aside(self, element: Element, part: str, kind: Part) -> Iterator[Section]:
        if blocks := plain_blocks(read_story(element, self.context(part))):
            yield Section(None, blocks, kind)


def _boxes(blocks: Blocks) -> Iterator[Section]:
    """Text boxes once more, beside the place in the body where they hang."""
    inside: Blocks = []
    for block in _every(blocks):
        if block.in_box:
            inside.append(block)
        elif inside:
            yield Section(None, plain_blocks(inside), Part.TEXT_BOX)
            inside = []
    if inside:
        yield Section(None, plain_blocks(inside), Part.TEXT_BOX)


def _every(blocks: Blocks) -> Iterator[RawParagraph]:
    for block in blocks:
        if isinstance(block, RawTable):
            for row in block.rows:
                for cell, _ in row:
                    yield from _every(cell)
        else:
            yield block


def read_manifest(package: Package) -> tuple[tuple[str, str], ...]:
    """What a document of ours says of itself; () for any other."""
    sign = MANIFEST.encode()
    for part, content in package.parts.items():
        if part.startswith("customXml/") and part.endswith(".xml") and sign in content[:2000]:
            root = package.xml(part)
            return tuple(
                (item.get("key", ""), item.get("value", "")) for item in root.iterchildren(f"{{{MANIFEST}}}entry")
            )
    return ()
