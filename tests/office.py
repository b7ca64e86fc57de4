"""LibreOffice as a second opinion: many documents converted in one call, each call with a profile of its own."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_office = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not on the path")
PDF = 'pdf:writer_pdf_Export:{"ExportBookmarks":{"type":"boolean","value":"true"}}'
TEXT = "txt:Text"


def convert(documents: Mapping[str, bytes], folder: Path, to: str) -> dict[str, bytes]:
    """Name → what LibreOffice makes of the document (`PDF` or `TEXT`)."""
    for name, data in documents.items():
        (folder / f"{name}.docx").write_bytes(data)
    files = [str(folder / f"{name}.docx") for name in documents]
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(SOFFICE), "--headless", profile, "--convert-to", to, "--outdir", str(folder), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=30 + 20 * len(files))
    return {name: (folder / f"{name}.{to.split(':')[0]}").read_bytes() for name in documents}
