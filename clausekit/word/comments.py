"""The comments part: new comments after those that are there, and how the package comes to have one."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from clausekit.word.elements import NAMESPACES, el, run
from clausekit.word.names import Element, W, child_value
from clausekit.word.package import CONTENT_TYPES, Package, parse_xml
from clausekit.word.strict import as_found

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_RELATION = f"{NAMESPACES['r']}/comments"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


@dataclass(slots=True)
class Comments:
    """The comments of a document being written into."""

    package: Package
    part: str = ""
    root: Element = field(default_factory=lambda: el("comments"))
    text_style: str = ""  # ids of the styles Word dresses comments in, when the document has them
    reference_style: str = ""
    last: int = -1

    def add(self, lines: Sequence[str], *, author: str, initials: str, date: str) -> int:
        """Append a comment of one paragraph a line; return its number."""
        self.last += 1
        dated = {"date": date} if date else {}
        comment = el("comment", id=self.last, author=author, **dated, initials=initials)
        for number, line in enumerate(lines):
            style = el("pPr", el("pStyle", val=self.text_style)) if self.text_style else None
            mark = el("r", self.reference_properties(), el("annotationRef")) if number == 0 else None
            comment.append(el("p", style, mark, run(line)))
        self.root.append(comment)
        return self.last

    def reference_properties(self) -> Element | None:
        return el("rPr", el("rStyle", val=self.reference_style)) if self.reference_style else None

    def parts(self) -> Mapping[str, bytes]:
        """The parts to write: the comments, and what announces them when they are new."""
        sample = self.package.parts[self.part or self.package.main]
        if self.part:
            return {self.part: as_found(_bytes(self.root), sample)}
        folder, file = posixpath.split(self.package.main)
        part = _free(self.package, folder)
        rels = posixpath.join(folder, "_rels", f"{file}.rels")
        return {
            part: as_found(_bytes(self.root), sample),
            rels: self._relationships(rels, posixpath.basename(part)),
            CONTENT_TYPES: self._content_types(part),
        }

    def _relationships(self, rels: str, target: str) -> bytes:
        space = f"{_PACKAGE}/relationships"
        empty = f'<Relationships xmlns="{space}"/>'.encode()
        root = _parsed(self.package.parts.get(rels, empty))
        used = {item.get("Id", "") for item in root}
        number = next(n for n in range(1, len(used) + 2) if f"rId{n}" not in used)
        strict = b"purl.oclc.org" in self.package.parts[self.package.main]
        kind = "http://purl.oclc.org/ooxml/officeDocument/relationships/comments" if strict else _RELATION
        etree.SubElement(root, f"{{{space}}}Relationship", Id=f"rId{number}", Type=kind, Target=target)
        return _bytes(root)

    def _content_types(self, part: str) -> bytes:
        root = _parsed(self.package.parts[CONTENT_TYPES])
        override = f"{{{_PACKAGE}/content-types}}Override"
        etree.SubElement(root, override, PartName=f"/{part}", ContentType=_TYPE)
        return _bytes(root)


def open_comments(package: Package) -> Comments:
    """The comments of a document, or none yet."""
    comments = Comments(package)
    if part := package.related("comments"):
        comments.part, comments.root = part, package.xml(part)
        ids = (child.get(f"{W}id", "") for child in comments.root)
        comments.last = max((int(id) for id in ids if id.isdecimal()), default=-1)
    if part := package.related("styles"):
        names = {child_value(style, "name").lower(): style.get(f"{W}styleId", "") for style in package.xml(part)}
        comments.text_style = names.get("annotation text", "")
        comments.reference_style = names.get("annotation reference", "")
    return comments


def _free(package: Package, folder: str) -> str:
    taken = {name.lower() for name in package.parts}
    names = ("comments.xml", *(f"comments{number}.xml" for number in range(1, len(taken) + 2)))
    return next(path for name in names if (path := posixpath.join(folder, name)).lower() not in taken)


def _parsed(data: bytes) -> Element:
    return parse_xml(data) if b"purl.oclc.org" not in data else etree.fromstring(data, etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False,
    ))  # fmt: skip


def _bytes(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
