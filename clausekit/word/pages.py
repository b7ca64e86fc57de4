"""On which page each heading falls, asked of LibreOffice when it is installed."""

from __future__ import annotations

import importlib
import io
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from clausekit.word.fields import same_text

SECONDS = 60
_EXPORT = 'pdf:writer_pdf_Export:{"ExportBookmarks":{"type":"boolean","value":"true"}}'


def measure_pages(docx: bytes) -> dict[str, int] | None:
    """Heading as displayed ("Article 1. Objet") → page, or None without LibreOffice or pypdf."""
    pdf = _to_pdf(docx)
    try:
        pypdf: Any = importlib.import_module("pypdf")
    except ImportError:
        return None
    return None if pdf is None else _outline(pypdf.PdfReader(io.BytesIO(pdf)))


def _to_pdf(docx: bytes) -> bytes | None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
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
