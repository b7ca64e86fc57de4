"""A drafted contract as a Word document: native numbers, live references, the same bytes each time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from clausekit.errors import WriteError
from clausekit.model import Contract, Paragraph, Role, Section, Table
from clausekit.word import fields, styles
from clausekit.word.elements import clean, control, el, shorten, to_bytes
from clausekit.word.names import Element, W, child_value, to_int
from clausekit.word.package import open_package, pack, parse_xml
from clausekit.word.pages import measure_pages
from clausekit.word.paragraphs import NAME_LIMIT, TEXT_WIDTH, Desk, Setting, write_paragraph
from clausekit.word.properties import add_part, write_properties
from clausekit.word.shell import fill, has_place, load_shell, put, with_extensions
from clausekit.word.tables import held_by_signatures, write_table
from clausekit.word.verify import verify

_WML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def write_docx(
    contract: Contract,
    *,
    shell: bytes | None = None,
    created: datetime | None = None,
    author: str = "clausekit",
    pages: Mapping[str, int] | None = None,
) -> bytes:
    """The contract as a .docx, in the house shell or in a firm's own document with a `[[CK:BODY]]` paragraph.

    `pages` (see `measure_pages`) puts page numbers in the table of contents; without it there are none.
    Raises WriteError when the shell cannot be used, or when the document built would not show the
    numbers and references that the contract plans.
    """
    job = _prepare(contract, shell)
    _write_body(job, pages)
    verify(job.document, job.styles, job.numbering, job.desk, contract.language)
    job.parts[job.main] = to_bytes(job.document)
    job.parts[job.styles_part] = to_bytes(job.styles)
    job.parts[job.numbering_part] = to_bytes(job.numbering)
    write_properties(job.parts, contract, main=job.main, author=author, created=created)
    return pack(job.parts)


def write_with_pages(
    contract: Contract,
    *,
    shell: bytes | None = None,
    created: datetime | None = None,
    author: str = "clausekit",
) -> bytes:
    """`write_docx` twice, the second time with the pages LibreOffice counted, when it is there to ask."""
    first = write_docx(contract, shell=shell, created=created, author=author)
    pages = measure_pages(first)
    if not pages:
        return first
    return write_docx(contract, shell=shell, created=created, author=author, pages=pages)


# -- preparing ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Job:
    contract: Contract
    parts: dict[str, bytes]
    main: str
    document: Element
    styles_part: str
    styles: Element
    numbering_part: str
    numbering: Element
    desk: Desk


def _prepare(contract: Contract, data: bytes | None) -> _Job:
    outer = load_shell(data)
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
        styles.fit_contents(style_root, sum(1 for section in contract.sections if _in_contents(section)))
    else:
        styles.bring(style_root, numbering, parse_xml(house["word/styles.xml"]), house_numbering)
    styles.localise(style_root, numbering, contract.language)
    document = with_extensions(parse_xml(parts[package.main]))
    desk = _desk(contract, document, styles.wardrobe(style_root, numbering))
    return _Job(contract, parts, package.main, document, styles_part, style_root, numbering_part, numbering, desk)


def _add_numbering(parts: dict[str, bytes], main: str) -> str:
    name = "word/numbering.xml"
    add_part(
        parts, name, to_bytes(el("numbering")), owner=main,
        kind=f"{_OFFICE}/numbering", content_type=f"{_WML}.numbering+xml",
    )  # fmt: skip
    return name


def _desk(contract: Contract, document: Element, wardrobe: styles.Wardrobe) -> Desk:
    """A desk that knows which references may point where, and which ids the shell has used."""
    targets = {
        paragraph.anchor: fields.Target(paragraph, section.part)
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


# -- body --------------------------------------------------------------------------------------


def _write_body(job: _Job, pages: Mapping[str, int] | None) -> None:
    contents = has_place(job.document, "[[CK:TOC]]")
    anchors = {
        index: fields.toc_anchor(index, section.heading)
        for index, section in enumerate(job.contract.sections)
        if section.heading and _in_contents(section)
    }
    blocks: list[Element] = []
    for index, section in enumerate(job.contract.sections):
        new_page = contents and index == 0
        blocks += _section(section, job, Setting(toc_anchor=anchors.get(index, ""), new_page=new_page))
    if not blocks or blocks[-1].tag == f"{W}tbl":  # Word wants a paragraph after the last table
        blocks.append(el("p"))
    put(job.document, "[[CK:TOC]]", _contents(job, anchors, pages) if anchors else [])
    put(job.document, "[[CK:BODY]]", blocks)


def _in_contents(section: Section) -> bool:
    heading = section.heading
    return heading is not None and heading.role is Role.HEADING and heading.level == 1


def _contents(job: _Job, anchors: Mapping[int, str], pages: Mapping[str, int] | None) -> list[Element]:
    lines = [
        (anchor, heading)
        for index, anchor in anchors.items()
        if (heading := job.contract.sections[index].heading) is not None
    ]
    wardrobe, number = job.desk.wardrobe, job.desk.control_id("contents")
    return [fields.toc(lines, wardrobe, language=job.contract.language, pages=pages, number=number)]


def _section(section: Section, job: _Job, first: Setting) -> list[Element]:
    """A section's blocks, inside a content control when the section knows its clause."""
    first = replace(first, keep=0 in held_by_signatures(section.blocks))
    blocks = [write_paragraph(section.heading, job.desk, section.part, first)] if section.heading else []
    blocks += _blocks(section, job.desk, new_page=first.new_page and not blocks)
    if section.tag is None or not blocks:
        return blocks
    tag = f"ck:{job.contract.language}.{section.tag.clause}@{section.tag.version}#{section.tag.digest}"
    title = clean(section.heading.text if section.heading else section.tag.clause)
    version = f" — {section.tag.version}"
    alias = shorten(title, NAME_LIMIT - len(version)) + version
    number = job.desk.control_id(section.tag.clause)
    return [control(blocks, alias=alias, tag=tag, number=number, hidden=True)]


def _blocks(section: Section, desk: Desk, *, new_page: bool) -> Iterator[Element]:
    held = held_by_signatures(section.blocks)
    before: Paragraph | Table | None = section.heading
    for index, block in enumerate(section.blocks):
        if isinstance(block, Table) and not any(block.rows):
            continue  # Word cannot open a table without cells
        if isinstance(block, Table):
            if isinstance(before, Table):  # two tables that touch become one in Word
                yield el("p", el("pPr", el("spacing", before=0, after=0)))
            yield write_table(block, desk, section.part)
        else:
            setting = Setting(
                keep=index in held, new_page=new_page and index == 0, after_table=isinstance(before, Table)
            )
            yield write_paragraph(block, desk, section.part, setting)
        before = block
