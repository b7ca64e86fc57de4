"""A new clause to fill in: the four files of its folder, and pack.yaml when there is none yet."""

from __future__ import annotations

import re
from pathlib import Path

from clausekit.errors import Fault, LibraryError
from clausekit.library.library import Library
from clausekit.library.places import data_folder

FILES = ("clause.yaml", "fr.md", "en.md", "cases.md")
_IDENT = re.compile(r"([ga]\.)?[a-z][a-z0-9_]{0,57}")
_KINDS = {"g.": "general", "a.": "annex", "": "core"}


def new_clause(library: Library, ident: str, folder: Path) -> dict[Path, str]:
    """The files of a new clause in a pack, by path, ready to be written.

    Takes the library the clause will join, its id and the pack's folder. Raises `LibraryError` when the id cannot
    be one, is taken, or the clause's folder is there already. Writes nothing.
    """
    match = _IDENT.fullmatch(ident)
    home = folder / "clause_library" / ident
    fault = None
    if match is None:
        fault = Fault(ident, 0, "this is not an id", "small letters, digits and _; g. before a general clause")
    elif ident in library.folders:
        fault = Fault(
            ident, 0, "the library has this clause already", "choose another id, or copy it and `replaces:` it"
        )
    elif home.exists():
        fault = Fault(str(home), 0, "the folder is there already")
    if fault or match is None:
        raise LibraryError("The clause cannot be made:", faults=[fault] if fault else [])
    words = {
        "ID": ident, "PACK": _pack_id(folder), "KIND": _KINDS[match[1] or ""],
        "LAYOUT": "\nlayout: annex" if match[1] == "a." else "",
        "ELEMENT": "duty_stated", "PARAMETER": f"{ident.partition('.')[2] or ident}_days",
    }  # fmt: skip
    files = {home / name: _filled(name, words) for name in FILES}
    if not (folder / "pack.yaml").exists() and not (folder / "clause_library" / "vocabulary.yaml").exists():
        files[folder / "pack.yaml"] = _filled("pack.yaml", words)
    return files


def _filled(name: str, words: dict[str, str]) -> str:
    text = (data_folder("clause_library") / "scaffold" / f"{name}.txt").read_text(encoding="utf-8")
    for key, word in words.items():
        text = text.replace(f"@{key}@", word)
    return text


def _pack_id(folder: Path) -> str:
    name = re.sub(r"[^a-z0-9]+", "_", folder.resolve().name.lower()).strip("_")
    return name if name[:1].isalpha() else f"pack_{name}".rstrip("_")
