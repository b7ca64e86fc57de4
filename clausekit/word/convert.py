"""A word processor's document of whatever kind: read here, or turned into .docx by LibreOffice first."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from clausekit.model import Contract
from clausekit.notes import note
from clausekit.refusals import read_error
from clausekit.word.package import OLE, Limits, foreign_format
from clausekit.word.read import read_docx

SECONDS = 90


def read_document(data: bytes, kind: str, *, name: str, view: str, limits: Limits | None = None) -> Contract:
    """Read a "docx", "odt", "doc" or "rtf"; the last two need LibreOffice and are refused in a sentence without."""
    if kind == "odt":
        from clausekit.word.odt import read_odt

        return read_odt(data, name=name, view=view, limits=limits)
    if kind in ("doc", "rtf"):
        if (problem := foreign_format(data)) == "password":
            raise read_error(problem, name=name)
        made = to_docx(data, kind)
        if made is None:
            raise read_error(kind, name=name)
        contract = read_docx(made, name=name, view=view, limits=limits)
        return replace(contract, notes=(note("document", "libreoffice", kind=kind), *contract.notes))
    return read_docx(data, name=name, view=view, limits=limits)


def to_docx(data: bytes, kind: str) -> bytes | None:
    """The document as LibreOffice writes it as .docx; None without LibreOffice or when it fails."""
    import shutil
    import subprocess
    import tempfile

    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None or (kind == "doc" and not data.startswith(OLE)):
        return None
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, f"contract.{kind}")
        source.write_bytes(data)
        profile = Path(folder, "profile").as_uri()  # its own: two runs on one profile block each other
        command = [office, "--headless", f"-env:UserInstallation={profile}", "--convert-to", "docx:MS Word 2007 XML"]
        command += ["--outdir", str(Path(folder, "out")), str(source)]
        try:
            subprocess.run(command, timeout=SECONDS, capture_output=True, check=True)
        except (subprocess.SubprocessError, OSError):
            return None
        made = Path(folder, "out", "contract.docx")
        return made.read_bytes() if made.is_file() else None
