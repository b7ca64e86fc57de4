"""Open a .docx package without trusting it, and pack parts into one, always the same bytes."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree

from clausekit.errors import ReadError, Said
from clausekit.model import Note
from clausekit.notes import note
from clausekit.refusals import DETAILS, naming, read_error

Element = etree._Element

MEGABYTE = 1024 * 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CONTENT_TYPES = "[Content_Types].xml"
_FIRST = (CONTENT_TYPES, "_rels/.rels", "word/document.xml")
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PURL = re.compile(rb"""(["'])http://purl\.oclc\.org/ooxml/(\w+)/(?=[\w/-]+\1)""")
_PROLOG = re.compile(rb"\s*<(?:\?.*?\?|!--.*?--)>", re.DOTALL)


LIBXML2_DEPTH = 256


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may ask of us: what is over a limit is refused in one sentence.

    For `audit(limits=…)`, `load_contract` and `read_docx`. Sizes are in bytes: of the file, of all its parts unpacked,
    of one part; `ratio` is how many times its packed size a part may have once it is larger than `ratio_from`;
    `elements` counts XML elements of one part, `paragraphs` those of one document, `seconds` the time of reading.
    """

    file_bytes: int = 50 * MEGABYTE
    entries: int = 5000
    unpacked_bytes: int = 300 * MEGABYTE
    part_bytes: int = 100 * MEGABYTE
    ratio: int = 200
    ratio_from: int = 20 * MEGABYTE  # honest repetitive text packs better than 200:1 below this size
    xml_depth: int = 256  # the parser allows no more
    elements: int = 2_000_000  # libxml2 needs about 150 bytes for each
    paragraphs: int = 200_000  # with table cells: 1,000 pages of dense forms have 170,000
    seconds: float = 30


class Relationship(NamedTuple):
    """One line of a .rels part; a tuple, since hostile files have a hundred thousand."""

    id: str
    kind: str  # last segment of the type: "styles", "header", "hyperlink" …
    target: str  # name of a part, or an address when external
    external: bool = False


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of an opened document by name ("word/document.xml"), and how they hang together."""

    parts: Mapping[str, bytes]
    main: str
    content_types: Mapping[str, str]
    notes: tuple[Note, ...] = ()
    limits: Limits = Limits()
    _known: dict[str, tuple[Relationship, ...]] = field(default_factory=dict, compare=False, repr=False)

    def xml(self, part: str, data: bytes | None = None) -> Element:
        """A part as a tree, or `data` in its place."""
        return parse_xml(self.parts[part] if data is None else data, self.limits, part=part)

    def relationships(self, part: str = "") -> tuple[Relationship, ...]:
        """The relationships of a part ("" = of the package), in file order."""
        if part not in self._known:
            self._known[part] = _relationships(self.parts, part, self.limits)
        return self._known[part]

    def related(self, kind: str, part: str | None = None) -> str:
        """Name of the first part related to `part` (the main part by default) as `kind`, or ""."""
        source = self.main if part is None else part
        for relation in self.relationships(source):
            if relation.kind == kind and not relation.external and relation.target in self.parts:
                return relation.target
        return ""


def open_package(data: bytes, *, name: str = "", limits: Limits | None = None) -> Package:
    """Open `data` as a Word document, or raise a ReadError that says what it is instead."""
    limits = limits or Limits()
    with naming(name):
        if len(data) > limits.file_bytes:
            raise read_error("too_big", "megabytes", n=limits.file_bytes // MEGABYTE)
        if problem := foreign_format(data):
            raise read_error(problem)
        return _package(inflate(data, limits), limits)


def foreign_format(data: bytes) -> str:
    """The message id for data that is no zip file at all, or ""."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not data.strip(b"\0 \r\n\t"):
        return "empty"
    if data.startswith(OLE):
        encrypted = "EncryptedPackage".encode("utf-16-le")
        return "password" if encrypted in data else "doc"
    signs = (
        (b"%pdf", "pdf"), (b"\x89png", "picture"), (b"\xff\xd8\xff", "picture"), (b"gif8", "picture"),
        (b"{\\rtf", "rtf"), (b"<!doctype html", "html"), (b"<html", "html"),
    )  # fmt: skip
    for sign, id in signs:
        if head.startswith(sign):
            return id
    return "" if data.startswith(b"PK") else "text"


def inflate(data: bytes, limits: Limits) -> dict[str, bytes]:
    """The entries of a zip archive by name, within the limits."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _entries(archive, limits)
    except ReadError:
        raise
    except Exception as error:  # zipfile and the decompressors throw a dozen kinds at a broken archive
        raise read_error("damaged", "zip") from error


def _entries(archive: zipfile.ZipFile, limits: Limits) -> dict[str, bytes]:
    """Inflate every entry, counting as we go: the sizes a zip declares may lie."""
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > limits.entries:
        raise read_error("too_big", "parts", n=limits.entries)
    parts: dict[str, bytes] = {}
    seen: set[str] = set()
    left = limits.unpacked_bytes
    for info in infos:
        part = info.filename.replace("\\", "/").lstrip("/")
        if info.flag_bits & 0x1:
            raise read_error("password")
        if part.lower() in seen:  # two readers would see two documents
            raise read_error("unsafe", "twins", part=part[:80])
        seen.add(part.lower())
        parts[part] = _inflate_one(archive, info, limits, left)
        left -= len(parts[part])
        if _has_doctype(parts[part], part):
            raise read_error("unsafe", "doctype")
    return parts


def _inflate_one(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits, left: int) -> bytes:
    most = min(limits.part_bytes, left)
    with archive.open(info) as stream:
        content = stream.read(most + 1)
    if len(content) > most:
        raise read_error("too_big", "content", n=most // MEGABYTE)
    if len(content) != info.file_size:
        raise read_error("damaged", "length")
    if len(content) > limits.ratio_from and len(content) > limits.ratio * max(1, info.compress_size):
        raise read_error("unsafe", "bomb")
    return content


def _package(parts: dict[str, bytes], limits: Limits) -> Package:
    if CONTENT_TYPES not in parts:
        if parts.get("mimetype", b"").startswith(b"application/vnd.oasis"):
            raise read_error("odt")
        raise read_error("not_word")
    types = _content_types(parts, limits)
    main = next((r.target for r in _relationships(parts, "", limits) if r.kind == "officeDocument"), "")
    main_type = types.get(main, "")
    for id, sign in (("excel", "spreadsheetml"), ("powerpoint", "presentationml")):
        if sign in main_type:
            raise read_error(id)
    if main not in parts or "xml" not in main_type:
        raise read_error("not_word")
    known = {main: _relationships(parts, main, limits)}
    return Package(parts, main, types, tuple(_package_notes(parts, main, main_type, known[main])), limits, known)


def _package_notes(
    parts: Mapping[str, bytes], main: str, main_type: str, known: tuple[Relationship, ...]
) -> Iterator[Note]:
    if "macroEnabled" in main_type or any(part.lower().endswith("vbaproject.bin") for part in parts):
        yield note(main, "macros")
    outside = [r for r in known if r.external and r.kind != "hyperlink"]
    if outside:
        kinds = ", ".join(sorted({relation.kind for relation in outside}))
        yield note(main, "outside", n=len(outside), kinds=kinds[:120])


def _content_types(parts: Mapping[str, bytes], limits: Limits) -> dict[str, str]:
    root = parse_xml(parts[CONTENT_TYPES], limits, part=CONTENT_TYPES)
    defaults: dict[str, str] = {}
    overrides: dict[str, str] = {}
    for item in root:
        kind = item.get("ContentType", "")
        if item.get("PartName"):
            overrides[item.get("PartName", "").lstrip("/").lower()] = kind
        else:
            defaults[item.get("Extension", "").lower()] = kind
    return {
        part: overrides.get(part.lower(), defaults.get(posixpath.splitext(part)[1][1:].lower(), "")) for part in parts
    }


def _relationships(parts: Mapping[str, bytes], part: str, limits: Limits) -> tuple[Relationship, ...]:
    folder, file = posixpath.split(part)
    rels = posixpath.join(folder, "_rels", f"{file}.rels")
    if rels not in parts:
        return ()
    names = {name.lower(): name for name in parts}
    return tuple(
        Relationship(
            item.get("Id", ""),
            item.get("Type", "").rstrip("/").rpartition("/")[2],
            item.get("Target", "") if outside else _target(folder, item.get("Target", ""), names),
            outside,
        )
        for item in parse_xml(parts[rels], limits, part=rels).iterchildren("{*}Relationship")
        for outside in [item.get("TargetMode") == "External"]
    )


def _target(folder: str, target: str, names: Mapping[str, str]) -> str:
    path = posixpath.normpath(posixpath.join("/", folder, unquote(target.replace("\\", "/")))).lstrip("/")
    return names.get(path.lower(), path)


def _utf8(data: bytes) -> bytes:
    """XML parts may be UTF-16; libxml2 reads them, our byte scans would not."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[:2] in (b"<\0", b"\0<"):
        order = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-16-le", "utf-16-be")[data[0] == 0]
        text = data.decode(order, "replace")
        return re.sub(r"^\ufeff?<\?xml.*?\?>", "", text, count=1, flags=re.DOTALL).encode("utf-8", "replace")
    return data


def _has_doctype(data: bytes, part: str) -> bool:
    if not part.lower().endswith((".xml", ".rels")):
        return False
    head = _utf8(data).removeprefix(b"\xef\xbb\xbf")
    position = 0
    while found := _PROLOG.match(head, position):
        position = found.end()
    return head[position : position + 64].lstrip().startswith(b"<!DOCTYPE")


def safe_parser() -> etree.XMLParser:
    """A parser of our own each time: lxml's are not safe to share between threads, and cost nothing to make."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, dtd_validation=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip


def has_too_many(data: bytes, limits: Limits) -> bool:
    """Whether a part surely has more elements than it may: each has one tag or two, of four bytes at least."""
    return len(data) > 4 * limits.elements and data.count(b"<") > 2 * limits.elements


def parse_xml(data: bytes, limits: Limits | None = None, *, part: str = "") -> Element:
    """Parse one part: no DTD, no entity, no network; strict namespaces become transitional ones."""
    limits = limits or Limits()
    data = _utf8(data)
    if has_too_many(data, limits):
        raise read_error("too_big", "elements", n=limits.elements)
    if b"purl.oclc.org" in data:
        data = _PURL.sub(rb"\1http://schemas.openxmlformats.org/\2/2006/", data)
    try:
        root = etree.fromstring(data, safe_parser())
    except (etree.LxmlError, ValueError) as error:
        raise read_error("damaged", "xml", part=part or Said.of(DETAILS["its_xml"])) from error
    if limits.xml_depth < LIBXML2_DEPTH and root.xpath(f"boolean(/*{'/*' * limits.xml_depth})"):
        raise read_error("too_big", "depth", n=limits.xml_depth)
    if root.getroottree().docinfo.internalDTD is not None:
        raise read_error("unsafe", "doctype")
    return root


def pack(parts: Mapping[str, bytes]) -> bytes:
    """Zip parts so that equal parts give equal bytes: fixed date, fixed order, fixed compression."""
    buffer = io.BytesIO()
    order = [name for name in _FIRST if name in parts] + sorted(set(parts) - set(_FIRST))
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in order:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system = 0
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, parts[name], compresslevel=6)
    return buffer.getvalue()
