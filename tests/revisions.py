"""What the tests of comments and tracked changes share: accepting and rejecting, reading comments, comparing XML."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import ooxml_integrity
import pytest
from clausekit.word.names import Element, W
from clausekit.word.read import Located, read_located
from lxml import etree
from openxml_audit import OpenXmlValidator

CORPORA = Path(os.environ.get("CLAUSEKIT_CORPORA", "/nonexistent"))
OFFICE = shutil.which("soffice")
needs_corpora = pytest.mark.skipif(not CORPORA.is_dir(), reason="CLAUSEKIT_CORPORA names no folder of contracts")
needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not on the path")
REAL = (  # French and English; automatic and typed numbers, tables, controls, fields, comments, earlier changes
    "fr_dev/files/r14_*.docx", "fr_dev/files/r15_*.docx", "fr_dev/files/r17_*.docx", "fr_dev/files/r20_*.docx",
    "fr_dev/files/r22_*.docx", "fr_dev/files/r26_*.docx", "docx/contracts/*-Cloud-Terms-and-SLA.docx",
    "docx/contracts/*-Professional-Services-Agreement-*.docx",
    "docx/contracts/bonterms-mutual-nda.docx", "docx/contracts/bonterms-professional-*.docx",
    "docx/contracts/common-paper-csa-*.docx", "docx/contracts/common-paper-data-*.docx",
    "docx/contracts/common-paper-mutual-nda.docx", "docx/contracts/common-paper-pilot-*.docx",
    "docx/contracts/common-paper-prof*.docx", "docx/contracts/common-paper-statement-*.docx",
    "docx/valid/014_*.docx", "docx/valid/078_*.docx", "docx/valid/176_*.docx", "docx/valid/196_*.docx",
    "docx/valid/197_*.docx", "docx/valid/209_*.docx", "docx/valid/236_*.docx", "docx/valid/261_*.docx",
    "docx/valid/353_*.docx",
)  # fmt: skip
# A false alarm: 0 is how a paragraph refuses the number its style brings (ISO 29500-1, 17.9.18); the same is said of
# documents that Word itself wrote.
_NO_NUMBER = "Numbering definition '0' referenced but not found"
_INSERTED, _DELETED = (f"{W}ins", f"{W}moveTo"), (f"{W}del", f"{W}moveFrom")


def real(pattern: str) -> bytes:
    """The one file of the corpora that a pattern names."""
    found = sorted(CORPORA.glob(pattern))
    assert len(found) == 1, found
    return found[0].read_bytes()


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def shown(located: Located) -> list[tuple[str, str]]:
    """Number and text of every paragraph."""
    return [(paragraph.number, paragraph.text) for paragraph in located.contract.paragraphs()]


def canonical(root: Element) -> bytes:
    """Canonical XML without the blanks of a pretty print, and with neighbours of one look, or one change, joined."""
    root = etree.fromstring(etree.tostring(root))
    _join_changes(root)
    _join_runs(root)
    for name in ("rPr", "pPr"):  # empty properties say nothing
        for element in [e for e in root.iter(f"{W}{name}") if len(e) == 0 and not e.attrib]:
            element.getparent().remove(element)
    for element in root.iter():
        if element.tag not in (f"{W}t", f"{W}delText", f"{W}instrText"):
            element.text = element.text if element.text and element.text.strip() else None
        element.tail = element.tail if element.tail and element.tail.strip() else None
        element.attrib.pop("{http://www.w3.org/XML/1998/namespace}space", None)
    return etree.tostring(root, method="c14n")


def _join_changes(root: Element) -> None:
    """A tracked insertion cut in two by the mark of a comment says what the whole one said."""
    for change in list(root.iter(f"{W}ins")):
        before = change.getprevious()
        if len(change) and before is not None and before.tag == change.tag and _signed(before) == _signed(change):
            before.extend(list(change))
            change.getparent().remove(change)


def _signed(change: Element) -> list[tuple[str, str]]:
    return sorted((key, value) for key, value in change.attrib.items() if key != f"{W}id")


def _join_runs(root: Element) -> None:
    for run in list(root.iter(f"{W}r")):
        before = run.getprevious()
        while before is not None and before.tag == f"{W}r" and _look(before) == _look(run):
            content = [child for child in run if child.tag != f"{W}rPr"]
            before.extend(content)
            run.getparent().remove(run)
            run, before = before, before.getprevious()
        texts = list(run)
        for first, second in pairwise(texts):
            if first.tag == second.tag == f"{W}t":
                second.text = (first.text or "") + (second.text or "")
                run.remove(first)


def _look(run: Element) -> bytes:
    properties = run.find(f"{W}rPr")
    return b"" if properties is None else etree.tostring(properties, method="c14n").strip()


# -- comments ----------------------------------------------------------------------------------


def anchored(located: Located) -> Iterator[tuple[int, str]]:
    """Number of each comment, and the text its range holds, paragraphs joined by a line end."""
    order = {element: place for place, element in enumerate(located.root.iter())}
    begins = {int(e.get(f"{W}id")): order[e] for e in located.root.iter(f"{W}commentRangeStart")}
    ends = {int(e.get(f"{W}id")): order[e] for e in located.root.iter(f"{W}commentRangeEnd")}
    paragraphs = list(located.contract.paragraphs())
    for number in sorted(begins):
        held = []
        for paragraph, place in zip(paragraphs, located.places, strict=True):
            inside = [
                paragraph.text[max(start, 0) : end]
                for start, end, node in place.spans
                if begins[number] < order[node] < ends[number]
            ]
            held += ["".join(inside)] if inside else []
        yield number, "\n".join(held)


# -- tracked changes ---------------------------------------------------------------------------


def resolve(root: Element, *, accept: bool, mine: Callable[[Element], bool] = lambda _: True) -> Element:
    """A copy of a document with the tracked changes of `mine` accepted or rejected; the others stay as they are."""
    root = etree.fromstring(etree.tostring(root))
    gone, kept = (_DELETED, _INSERTED) if accept else (_INSERTED, _DELETED)
    for element in [e for e in root.iter(*gone) if e.getparent().tag != f"{W}rPr" and mine(e)]:
        if element.getparent() is not None:
            element.getparent().remove(element)
    for element in [e for e in root.iter(*kept) if mine(e)]:
        _unwrap(element)
    for change in [e for e in root.iter(f"{W}pPrChange") if mine(e)]:
        _resolve_properties(change, accept=accept)
    for mark in [e for e in root.iter(*gone) if mine(e)]:
        _join_with_next(mark)
    return root


def _resolve_properties(change: Element, *, accept: bool) -> None:
    properties = change.getparent()
    properties.remove(change)
    if not accept:
        stay = [child for child in properties if child.tag in (f"{W}rPr", f"{W}sectPr")]
        for child in list(properties):
            properties.remove(child)
        properties.extend([*change.find(f"{W}pPr"), *stay])


def _unwrap(element: Element) -> None:
    parent = element.getparent()
    for child in list(element):
        element.addprevious(child)
    parent.remove(element)
    if parent.tag == f"{W}rPr" and len(parent) == 0:
        parent.getparent().remove(parent)


def _join_with_next(mark: Element) -> None:
    """The mark of a paragraph is gone: its content runs on into the next, which keeps its own properties."""
    paragraph = next(mark.iterancestors(f"{W}p"))
    content = [child for child in paragraph if child.tag != f"{W}pPr"]
    following = paragraph.getnext()
    while following is not None and following.tag != f"{W}p":
        following = following.getnext()
    assert following is not None or not content, "nothing to join with"
    if content:
        place = 1 if following.find(f"{W}pPr") is not None else 0
        for child in reversed(content):
            following.insert(place, child)
    paragraph.getparent().remove(paragraph)


def with_document(data: bytes, root: Element) -> bytes:
    """The package with another main part."""
    from clausekit.word.rewrite import rewrite

    main = read_located(data).package.main
    return rewrite(data, {main: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)})


# -- validators --------------------------------------------------------------------------------


def faults(data: bytes, folder: Path) -> set[str]:
    """What two validators say of a document, without places: the same fault twice is one."""
    file = folder / "document.docx"
    file.write_bytes(data)
    found = {f"{item.code}: {item.message}" for item in ooxml_integrity.check(str(file))}
    result = OpenXmlValidator().validate(str(file))
    found |= {str(error.description) for error in result.errors}
    return found - {_NO_NUMBER}


def office_text(data: bytes, folder: Path) -> list[str]:
    """The lines LibreOffice shows, numbers included."""
    assert OFFICE
    file = folder / "shown.docx"
    file.write_bytes(data)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [OFFICE, profile, "--headless", "--convert-to", "txt:Text", "--outdir", str(folder), str(file)]
    subprocess.run(command, capture_output=True, check=True, timeout=180)
    return (folder / "shown.txt").read_text(encoding="utf-8-sig").splitlines()
