"""Read a .docx file into the contract in the middle: every place of text, once, as its reader sees it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from operator import attrgetter

from clausekit.errors import ReadError
from clausekit.model import Contract, Note, Part, Section
from clausekit.outline import Item, to_sections
from clausekit.refusals import naming, read_error
from clausekit.word.budget import Budget, uncollected
from clausekit.word.chunks import Chunks, stand_beside
from clausekit.word.drawings import drawings
from clausekit.word.lines import Span
from clausekit.word.listdefs import Definitions, definitions
from clausekit.word.names import Element, W, kids
from clausekit.word.numbering import Counter
from clausekit.word.oddities import beside, oddities
from clausekit.word.package import Limits, Package, open_package
from clausekit.word.reading import Blocks, Context, Looks, RawParagraph, RawTable
from clausekit.word.shortcut import Shortcut
from clausekit.word.story import read_story
from clausekit.word.streams import first_language
from clausekit.word.structure import filled, plain_blocks, read_structure, tagged_language
from clausekit.word.stylefacts import Facts, read_styles
from clausekit.word.sweep import HEADER, sweep
from clausekit.word.unfold import unfold

R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TAG = attrgetter("tag")
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
    """Read a Word document; arguments and errors as for `read_located`, without keeping where the text stands."""
    return _open(data, name, view, limits, placed=False).contract


def read_located(data: bytes, *, name: str = "", view: str = "final", limits: Limits | None = None) -> Located:
    """Read a Word document, and keep the elements its paragraphs came from.

    Takes the bytes of a .docx, .docm, .dotx or .dotm file, the `name` that errors call it by, the `view`: "final"
    (tracked changes accepted) or "original" (rejected), and `limits` on what it may ask for (`Limits` by default).
    Returns the contract with the package, the root of its main part, and one `Place` for each of the contract's
    `paragraphs()`, in their order: offsets are characters of the paragraph's text, and the elements are live, so that
    what is written into them is written into `root`. Raises `ReadError` in one sentence when the file is no Word
    document, is damaged, protected or unsafe, or is over a limit; `ValueError` for any other view.
    """
    return _open(data, name, view, limits, placed=True)


def _open(data: bytes, name: str, view: str, limits: Limits | None, *, placed: bool) -> Located:
    if view not in ("final", "original"):
        raise ValueError(f"view is “final” or “original”, not “{view}”")
    with uncollected(), naming(name):
        return _read(open_package(data, limits=limits), final=view == "final", placed=placed)


def _read(package: Package, *, final: bool, placed: bool) -> Located:
    desk = _Desk(package, final)
    root, shortcut = (_document(package), None) if placed else _thinned(package, desk)
    seen = sweep(root)
    context = desk.context(package.main, seen.said, placed=placed)
    context.taken = shortcut
    chunks = Chunks(package, desk.budget, final, desk.embedded)

    def chunk(element: Element) -> Blocks | None:
        found = chunks.read(package.main, element.get(R_ID, ""))
        if placed and found:
            stand_beside(found, element)
        return found

    context.chunk = chunk
    blocks = filled(read_story(root, context))
    _settle_contents(blocks, context)
    manifest = read_manifest(package)
    own = bool(manifest) or any(map(_TAG, blocks))
    if own:
        blocks = filled(first_language(blocks))
        translation: Blocks = []
    else:
        blocks, translation, odd = unfold(blocks)
        desk.ledger += odd
    title, items = read_structure(blocks, own=own)
    front, sections = to_sections(items)
    asides = (
        *([Section(None, plain_blocks(translation), Part.TRANSLATION)] if translation else []),
        *desk.headers_and_footers(seen.references()),
        *desk.notes(context.note_ids),
        *desk.inner,
        *(_boxes(blocks) if context.boxes else ()),
        *drawings(package, seen.rare),
        *desk.comments(),
    )
    desk.ledger += [*oddities(seen.rare, final=final), *beside(asides)]
    facts = dict(manifest)
    contract = Contract(
        title=facts.get("title", title),
        language=facts.get("language") or (tagged_language(map(_TAG, blocks)) if own else ""),
        sections=sections,
        front=front,
        asides=asides,
        manifest=manifest,
        notes=(*package.notes, *desk.ledger),
    )
    places = tuple(_places(blocks, items)) if placed else ()
    return Located(contract, package, root, places)


def _places(blocks: Blocks, items: Iterable[Item]) -> Iterator[Place]:
    """Where each paragraph of the contract stands."""
    kept = [block for block, item in zip(blocks, items, strict=True) if not item.toc and not item.cover]
    for raw in _every(kept):
        if raw.text.strip():
            yield Place(raw.elements, raw.spans)


def _thinned(package: Package, desk: _Desk) -> tuple[Element, Shortcut | None]:
    """The main part without the paragraphs that take the short cut, and where those are."""
    shortcut = Shortcut(desk.context(package.main, {}), package.limits)
    thin = shortcut.thin(package.parts[package.main])
    with contextlib.suppress(ReadError):  # which is said of the part as it is
        root = _document(package, thin)
        if shortcut.stands(root):
            return root, shortcut
    return _document(package), None


def _document(package: Package, data: bytes | None = None) -> Element:
    root = package.xml(package.main, data)
    if root.tag != f"{W}document" or root.find(f"{W}body") is None:
        raise read_error("not_word")
    return root


def _settle_contents(blocks: Blocks, context: Context) -> None:
    """A table of contents whose field never ends must not swallow the contract."""
    if any(found.toc for found in context.fields):
        for block in blocks:
            if isinstance(block, RawParagraph) and block.toc:
                block.toc = block.last_tab.isdigit() or block.style.name.startswith("toc ")


class _Desk:
    """What every story of one document shares."""

    def __init__(self, package: Package, final: bool, budget: Budget | None = None) -> None:
        self.package = package
        self.final = final
        self.budget = budget or Budget(package.limits)
        self.dress: dict[str, tuple[Facts, Looks]] = {}
        styles = self._optional("styles")
        self.styles: Mapping[str, Facts] = read_styles(styles)
        self.numbers: Definitions = definitions(self._optional("numbering"), styles)
        self.ledger: list[Note] = []
        self.inner: list[Section] = []  # notes of embedded documents

    def _optional(self, kind: str) -> Element | None:
        part = self.package.related(kind)
        return self.package.xml(part) if part else None

    def context(self, part: str, said: dict[Element, str], *, placed: bool = False) -> Context:
        return Context(
            self.styles,
            Counter(self.numbers, context=False),
            self.final,
            self.budget,
            placed,
            part,
            dress=self.dress,
            said=said,
            notes=self.ledger,
        )

    def headers_and_footers(self, references: Iterable[Element]) -> Iterator[Section]:
        """Those a section of the document refers to, each part once."""
        targets = {r.id: r.target for r in self.package.relationships(self.package.main) if not r.external}
        seen: set[str] = set()
        for element in references:
            part = targets.get(element.get(R_ID, ""), "")
            if part in self.package.parts and part not in seen:
                seen.add(part)
                root = self.package.xml(part)
                yield from self._asides([root], root, part, Part.HEADER if element.tag == HEADER else Part.FOOTER)

    def notes(self, wanted: set[str]) -> Iterator[Section]:
        """Footnotes and endnotes that the text refers to, once each."""
        for kind, story in (("footnote", Part.FOOTNOTE), ("endnote", Part.ENDNOTE)):
            if part := self.package.related(f"{kind}s"):
                root = self.package.xml(part)
                found = (item for item in kids(root) if f"{kind} {item.get(f'{W}id', '')}" in wanted)
                yield from self._asides(found, root, part, story)

    def comments(self) -> Iterator[Section]:
        if part := self.package.related("comments"):
            root = self.package.xml(part)
            yield from self._asides(kids(root), root, part, Part.COMMENT)

    def embedded(self, data: bytes, most: int) -> tuple[Blocks, int]:
        """The blocks of a document inside this one, and its bytes unpacked; what that one embeds is not read."""
        limits = replace(self.package.limits, file_bytes=most, unpacked_bytes=most, part_bytes=most)
        package = open_package(data, limits=limits)
        desk = _Desk(package, self.final, self.budget)
        root = _document(package)
        seen = sweep(root)
        context = desk.context(package.main, seen.said)
        blocks = filled(read_story(root, context))
        self.inner += desk.notes(context.note_ids)
        self.ledger += [*package.notes, *desk.ledger, *oddities(seen.rare, final=self.final)]
        return blocks, sum(map(len, package.parts.values()))

    def _asides(self, elements: Iterable[Element], root: Element, part: str, kind: Part) -> Iterator[Section]:
        """One section for each of the elements with text; lists go on from one to the next, fields do not."""
        context = self.context(part, sweep(root).said)
        for element in elements:
            context.fields, context.coded, context.tocs = [], 0, 0
            context.bookmarks = []
            if blocks := plain_blocks(read_story(element, context)):
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
