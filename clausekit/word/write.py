"""A drafted contract as a Word document: native numbers, live references, the same bytes each time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from clausekit.errors import WriteError
from clausekit.model import Contract
from clausekit.word import fields, styles
from clausekit.word.bilingual import second_anchors
from clausekit.word.body import Body, contents_lines, write_body
from clausekit.word.columnstyles import column_wardrobe
from clausekit.word.elements import el, to_bytes
from clausekit.word.firm import bring, fit_tabs
from clausekit.word.names import Element, W, child_value, to_int
from clausekit.word.package import open_package, pack, parse_xml
from clausekit.word.pages import measure_pages
from clausekit.word.paragraphs import TEXT_WIDTH, Desk
from clausekit.word.properties import add_part, write_properties
from clausekit.word.shell import fill, load_shell, with_extensions
from clausekit.word.verify import verify

_WML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_ROOM = 100_000  # bookmark ids set apart for the first of two languages
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def write_docx(
    contract: Contract,
    *,
    second: Contract | None = None,
    shell: bytes | None = None,
    roles: Mapping[str, str] | None = None,
    created: datetime | None = None,
    author: str = "clausekit",
    pages: Mapping[str, int] | None = None,
) -> bytes:
    """The contract as a .docx, in the house shell or in a firm's own document with a `[[CK:BODY]]` paragraph.

    `second` is the same contract in another language: the two stand side by side, clause by clause.
    `roles` says which of the firm's styles a role wears (see `styles.STYLES`), by name, or "house" for our own.
    `pages` (see `measure_pages`) puts page numbers in the table of contents; without it there are none.
    Raises WriteError when the shell cannot be used, or when the document built would not show the
    numbers and references that the contract plans.
    """
    job = _prepare(contract, second, shell, roles or styles.NO_ROLES)
    write_body(job.body, pages)
    desk = job.body.desk
    verify(job.document, job.styles, job.numbering, desk, contract.language)
    job.parts[job.main] = to_bytes(job.document)
    job.parts[job.styles_part] = to_bytes(job.styles)
    job.parts[job.numbering_part] = to_bytes(job.numbering)
    write_properties(job.parts, contract, main=job.main, author=author, created=created)
    return pack(job.parts)


def write_with_pages(
    contract: Contract,
    *,
    second: Contract | None = None,
    shell: bytes | None = None,
    roles: Mapping[str, str] | None = None,
    created: datetime | None = None,
    author: str = "clausekit",
) -> bytes:
    """`write_docx` twice, the second time with the pages LibreOffice counted, when it is there to ask."""
    first = write_docx(contract, second=second, shell=shell, roles=roles, created=created, author=author)
    pages = measure_pages(first)
    if not pages:
        return first
    return write_docx(contract, second=second, shell=shell, roles=roles, created=created, author=author, pages=pages)


# -- preparing ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Job:
    parts: dict[str, bytes]
    main: str
    document: Element
    styles_part: str
    styles: Element
    numbering_part: str
    numbering: Element
    body: Body


def _prepare(contract: Contract, second: Contract | None, data: bytes | None, roles: styles.Roles) -> _Job:
    outer = load_shell(data, page=contract.cover is not None and contract.cover.page)
    parts = fill(outer, contract)
    package = open_package(pack(parts))
    numbering_part = package.related("numbering") or _add_numbering(parts, package.main)
    styles_part = package.related("styles")
    if not styles_part:
        raise WriteError("the shell has no styles")
    style_root, numbering = parse_xml(parts[styles_part]), parse_xml(parts[numbering_part])
    house = load_shell().package.parts
    house_numbering = parse_xml(house["word/numbering.xml"])
    if outer.own:
        styles.fit_contents(style_root, contents_lines(contract) * (1 if second is None else 2))
    else:
        roles = bring(style_root, numbering, parse_xml(house["word/styles.xml"]), house_numbering, roles)
    styles.localise(style_root, numbering, contract.language)
    document = with_extensions(parse_xml(parts[package.main]))
    worn = styles.wardrobe(style_root, numbering, roles)
    if not outer.own:
        fit_tabs(style_root, _text_width(document))
    body = _body(contract, second, document, style_root, numbering, worn)
    return _Job(parts, package.main, document, styles_part, style_root, numbering_part, numbering, body)


def _body(
    contract: Contract, second: Contract | None, document: Element, style_root: Element, numbering: Element,
    worn: styles.Wardrobe,
) -> Body:  # fmt: skip
    if second is None:
        return Body(contract, document, _desk([contract], document, worn))
    second = second_anchors(second)
    left = column_wardrobe(style_root, numbering, worn, contract.language, second=False)
    desk = _desk([contract, second], document, left)
    other = column_wardrobe(style_root, numbering, worn, second.language, second=True)
    return Body(contract, document, desk, second, replace(desk, wardrobe=other, bookmarks=desk.bookmarks + _ROOM))


def _add_numbering(parts: dict[str, bytes], main: str) -> str:
    name = "word/numbering.xml"
    add_part(
        parts, name, to_bytes(el("numbering")), owner=main,
        kind=f"{_OFFICE}/numbering", content_type=f"{_WML}.numbering+xml",
    )  # fmt: skip
    return name


def _desk(contracts: list[Contract], document: Element, wardrobe: styles.Wardrobe) -> Desk:
    """A desk that knows which references may point where, and which ids the shell has used."""
    targets = {
        paragraph.anchor: fields.Target(paragraph, section.part)
        for contract in contracts
        for section in contract.sections
        for paragraph in section.paragraphs()
        if paragraph.anchor
    }
    controls = {to_int(child_value(item, "id"), 0) for item in document.iter(f"{W}sdtPr")}
    bookmarks = max((to_int(m.get(f"{W}id", ""), 0) for m in document.iter(f"{W}bookmarkStart")), default=0)
    width = _text_width(document)
    return Desk(wardrobe, targets, controls=controls, bookmarks=bookmarks, width=width)


def _text_width(document: Element) -> int:
    """Between the margins of the last section, which is where the contract goes in most documents."""
    for section in reversed(document.findall(f".//{W}sectPr")):
        size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
        if size is not None and margins is not None:
            outer = sum(to_int(margins.get(f"{W}{side}", ""), 0) for side in ("left", "right", "gutter"))
            return max(to_int(size.get(f"{W}w", ""), 0) - outer, TEXT_WIDTH // 3)
    return TEXT_WIDTH
