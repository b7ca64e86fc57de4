"""A document as pages: its PDF, and on which page each heading falls.

LibreOffice does it when it is installed, else the package `rdocx` of the extra `pdf`, which lays out by itself.
"""

from __future__ import annotations

import importlib
import io
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from clausekit.errors import WriteError
from clausekit.objections import objection
from clausekit.word.fields import same_text

SECONDS = 120
_EXPORT = 'pdf:writer_pdf_Export:{"ExportBookmarks":{"type":"boolean","value":"true"}}'


def to_pdf(docx: bytes) -> bytes:
    """The document as a PDF.

    Raises WriteError with what to install when nothing here can lay out pages, or with the reason when it failed.
    """
    engines = _engines()
    if not engines:
        raise WriteError(objection("pdf.no_engine"))
    for engine in engines:
        if (pdf := engine(docx)) is not None:
            return pdf
    raise WriteError(objection("pdf.failed"))


def measure_pages(docx: bytes) -> dict[str, int] | None:
    """Heading as displayed ("Article 1. Objet") → page; None when nothing here can tell."""
    if _guest("pypdf") is None:
        return None
    return next((pages for engine in _engines() if (pages := outline_pages(engine(docx)))), None)


def can_measure() -> bool:
    """Whether page numbers of a table of contents can be known here."""
    return _guest("pypdf") is not None and bool(_engines())


def outline_pages(pdf: bytes | None) -> dict[str, int] | None:
    """The headings of a PDF's outline → page, counted from 1."""
    pypdf = _guest("pypdf")
    return _outline(pypdf.PdfReader(io.BytesIO(pdf))) if pdf and pypdf is not None else None


def _engines() -> list[Callable[[bytes], bytes | None]]:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    engines: list[Callable[[bytes], bytes | None]] = []
    if office is not None:
        engines.append(lambda docx: _by_office(office, docx))
    if _guest("rdocx") is not None:
        engines.append(_by_rdocx)
    return engines


def _guest(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def _by_office(office: str, docx: bytes) -> bytes | None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        source = Path(folder, "contract.docx")
        source.write_bytes(docx)
        profile = Path(folder, "profile").as_uri()  # its own: two runs on one profile block each other
        command = [office, "--headless", f"-env:UserInstallation={profile}", "--convert-to", _EXPORT]
        try:
            subprocess.run(
                [*command, "--outdir", folder, str(source)], timeout=SECONDS, capture_output=True, check=True
            )
        except (subprocess.SubprocessError, OSError):
            return None
        result = Path(folder, "contract.pdf")
        return result.read_bytes() if result.is_file() else None


def _by_rdocx(docx: bytes) -> bytes | None:
    try:
        return bytes(_guest("rdocx").Document.from_bytes(docx).to_pdf())
    except Exception:  # a young library in another language: whatever it raises, there is no PDF
        return None


def _outline(reader: Any) -> dict[str, int]:
    def walk(items: Any) -> Iterator[tuple[str, int]]:
        for item in items:
            if isinstance(item, list):
                yield from walk(item)
            elif (page := reader.get_destination_page_number(item)) is not None:
                yield same_text(str(item.title)), page + 1

    pages: dict[str, int] = {}
    for title, page in walk(reader.outline):
        pages.setdefault(title, page)
    return pages
