"""What a document says of itself: properties, and the manifest of what it was drafted from."""

from __future__ import annotations

import posixpath
from collections.abc import MutableMapping
from datetime import UTC, datetime

from lxml import etree

from clausekit.model import Contract
from clausekit.word.elements import clean, shorten, to_bytes
from clausekit.word.names import Element
from clausekit.word.package import CONTENT_TYPES, parse_xml

Parts = MutableMapping[str, bytes]

MANIFEST = "urn:clausekit:manifest:1"
EPOCH = datetime(1980, 1, 1, tzinfo=UTC)  # the earliest a zip can say: nobody takes it for real
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_CORE = f"{_PACKAGE}metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"
_TERMS = "http://purl.org/dc/terms/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_CUSTOM = f"{_OFFICE}custom-properties"
_VT = f"{_OFFICE}docPropsVTypes"
_DATASTORE = f"{_OFFICE}customXml"
_FMTID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_OURS = "clausekit."
_VALUE_LIMIT = 255  # Word cuts longer values of custom properties


def add_part(parts: Parts, name: str, data: bytes, *, kind: str, content_type: str, owner: str) -> None:
    """Put a part in the package: its content type, and a relationship from `owner` ("" = the package)."""
    parts[name] = data
    types = parse_xml(parts[CONTENT_TYPES])
    if content_type and not any(item.get("PartName") == f"/{name}" for item in types):
        space = f"{{{_PACKAGE}content-types}}"
        etree.SubElement(types, f"{space}Override", PartName=f"/{name}", ContentType=content_type)
        parts[CONTENT_TYPES] = to_bytes(types)
    _relate(parts, name, kind, owner)


def _relate(parts: Parts, name: str, kind: str, owner: str) -> None:
    folder, file = posixpath.split(owner)
    rels = posixpath.join(folder, "_rels", f"{file}.rels")
    space = f"{_PACKAGE}relationships"
    root = parse_xml(parts[rels]) if rels in parts else _root(space, "Relationships")
    target = posixpath.relpath(name, folder or ".")
    if any(item.get("Target") in (target, f"/{name}") for item in root):
        return
    ids = {item.get("Id") for item in root}
    free = next(f"rId{k}" for k in range(1, len(ids) + 2) if f"rId{k}" not in ids)
    etree.SubElement(root, f"{{{space}}}Relationship", Id=free, Type=kind, Target=target)
    parts[rels] = to_bytes(root)


def _root(space: str, name: str) -> Element:
    return etree.fromstring(f'<{name} xmlns="{space}"/>')


def write_properties(parts: Parts, contract: Contract, *, main: str, author: str, created: datetime | None) -> None:
    """Core and custom properties, and the manifest as custom XML."""
    core = next((name for name in parts if name.lower() == "docprops/core.xml"), "docProps/core.xml")
    add_part(
        parts, core, _core(contract, author, created), owner="",
        kind=f"{_PACKAGE}relationships/metadata/core-properties",
        content_type="application/vnd.openxmlformats-package.core-properties+xml",
    )  # fmt: skip
    if contract.manifest:
        custom = next((name for name in parts if name.lower() == "docprops/custom.xml"), "docProps/custom.xml")
        add_part(
            parts, custom, _custom(contract, parts.get(custom)), owner="",
            kind=f"{_OFFICE}relationships/custom-properties",
            content_type="application/vnd.openxmlformats-officedocument.custom-properties+xml",
        )  # fmt: skip
        _write_manifest(parts, contract, main)


def _core(contract: Contract, author: str, created: datetime | None) -> bytes:
    spaces = {"cp": _CORE, "dc": _DC, "dcterms": _TERMS, "xsi": _XSI}
    root = etree.Element(f"{{{_CORE}}}coreProperties", nsmap=spaces)
    cover = contract.cover
    values = (
        (f"{{{_DC}}}title", contract.title),
        (f"{{{_DC}}}subject", cover.subtitle if cover else ""),
        (f"{{{_DC}}}creator", author),
        (f"{{{_DC}}}language", {"fr": "fr-FR", "en": "en-GB"}.get(contract.language, contract.language)),
        (f"{{{_CORE}}}lastModifiedBy", author),
        (f"{{{_CORE}}}revision", "1"),
    )
    for name, value in values:
        if value:
            etree.SubElement(root, name).text = clean(value)
    moment = created or EPOCH
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    for name in ("created", "modified"):
        element = etree.SubElement(root, f"{{{_TERMS}}}{name}")
        element.set(f"{{{_XSI}}}type", "dcterms:W3CDTF")
        element.text = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    return to_bytes(root)


def _custom(contract: Contract, own: bytes | None) -> bytes:
    """Our properties beside those a firm's shell brings."""
    root = parse_xml(own) if own else _root(_CUSTOM, "Properties")
    for item in [item for item in root if item.get("name", "").startswith(_OURS)]:
        root.remove(item)
    pids = [int(pid) for item in root if (pid := item.get("pid", "")).isdigit()]
    first = max([1, *pids]) + 1  # 0 and 1 are reserved
    for number, (key, value) in enumerate(dict(contract.manifest).items(), start=first):
        item = etree.SubElement(root, f"{{{_CUSTOM}}}property", fmtid=_FMTID, pid=str(number))
        item.set("name", shorten(f"{_OURS}{clean(key)}", _VALUE_LIMIT))
        etree.SubElement(item, f"{{{_VT}}}lpwstr", nsmap={"vt": _VT}).text = shorten(clean(value), _VALUE_LIMIT)
    return to_bytes(root)


def _write_manifest(parts: Parts, contract: Contract, main: str) -> None:
    """The manifest in full, under the first free name: a firm's shell may have custom XML of its own."""
    number = next(k for k in range(1, len(parts) + 2) if f"customXml/item{k}.xml" not in parts)
    item, about = f"customXml/item{number}.xml", f"customXml/itemProps{number}.xml"
    add_part(
        parts, item, to_bytes(_manifest(contract)), owner=main,
        kind=f"{_OFFICE}relationships/customXml", content_type="",
    )  # fmt: skip
    add_part(
        parts, about, to_bytes(_about()), kind=f"{_OFFICE}relationships/customXmlProps", owner=item,
        content_type="application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
    )  # fmt: skip


def _manifest(contract: Contract) -> Element:
    root = _root(MANIFEST, "manifest")
    for key, value in contract.manifest:
        etree.SubElement(root, f"{{{MANIFEST}}}entry", key=clean(key), value=clean(value))
    return root


def _about() -> Element:
    root = etree.Element(f"{{{_DATASTORE}}}datastoreItem", nsmap={"ds": _DATASTORE})
    root.set(f"{{{_DATASTORE}}}itemID", "{1C5A0C1A-05EC-4170-8000-000000000001}")
    refs = etree.SubElement(root, f"{{{_DATASTORE}}}schemaRefs")
    etree.SubElement(refs, f"{{{_DATASTORE}}}schemaRef").set(f"{{{_DATASTORE}}}uri", MANIFEST)
    return root
