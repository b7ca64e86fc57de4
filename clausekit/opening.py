"""What people send: its bytes, what kind of file it is, and the contract in it."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import IO, TYPE_CHECKING

from clausekit.model import Contract
from clausekit.refusals import read_error

if TYPE_CHECKING:
    from clausekit.word.package import Limits

Input = str | os.PathLike[str] | bytes | IO[bytes]


def load_contract(
    source: Input, *, name: str = "", view: str = "final", limits: Limits | None = None
) -> tuple[Contract, bytes, str]:
    """Read a document: the contract, its bytes, its name.

    Takes a path, bytes or a binary file of a .docx, .docm, .dotx, .odt, .md or .txt document; of a .pdf with the extra
    `pdf`, of a .doc or .rtf where LibreOffice is installed. `limits` (`clausekit.word.package.Limits`) says how much a
    file may ask for. Raises `ReadError` with one sentence saying what the file is.
    """
    from clausekit.plain import read_text, sniff

    data, shown = load_bytes(source, name, limits=limits)
    kind = sniff(data, shown)
    if kind in ("md", "txt"):
        return read_text(data, name=shown), data, shown
    if kind == "pdf":
        from clausekit.pdf import pdf_text

        text, notes = pdf_text(data, name=shown)
        read = read_text(text, name=f"{shown}.txt")
        return replace(read, notes=(*read.notes, *notes)), data, shown
    from clausekit.word.convert import read_document

    return read_document(data, kind, name=shown, view=view, limits=limits), data, shown


def load_bytes(source: Input, name: str = "", *, limits: Limits | None = None) -> tuple[bytes, str]:
    """The bytes of a document and its name; pipes, devices and what is larger than allowed are refused unread."""
    from clausekit.word.package import Limits

    most = (limits or Limits()).file_bytes
    if isinstance(source, bytes):
        data, shown = source, name or "document"
    elif isinstance(source, str | os.PathLike):
        path = Path(source)
        shown = name or path.name
        if not path.exists():
            raise read_error("missing", path=path)
        if path.is_dir():
            raise read_error("folder", path=path)
        if not path.is_file():
            raise read_error("special", path=path)
        try:
            with path.open("rb") as stream:
                data = stream.read(most + 1)
        except OSError as error:
            raise read_error("unreadable", path=path, detail=error.strerror) from error
    else:
        data, shown = source.read(most + 1), name or os.path.basename(str(getattr(source, "name", "document")))
    if len(data) > most:
        raise read_error("too_big", "megabytes", name=shown, n=most // 1024**2)
    return data, shown
