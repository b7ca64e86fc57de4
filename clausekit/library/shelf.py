"""Where what was made of the library's sources is kept between two runs, as JSON, under the hash of the sources.

Nothing on a shelf can be stale: its key is made of every byte of every source and of the code that read them, so a
changed word makes another key. A shelf that cannot be read or written is as good as an empty one.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from clausekit import __version__
from clausekit.library.places import MAX_BYTES, data_folder

_PACKAGE = Path(__file__).resolve().parent.parent
_READERS = ("library", "language", "analysis")  # the rooms whose code makes what is kept
_MOST = 24  # files on a shelf; the oldest make room


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder, and the key of what was loaded; picklable."""

    folder: Path
    key: str

    def _path(self, name: str) -> Path:
        return self.folder / f"{self.key}.{name}.json"

    def get(self, name: str) -> bytes | None:
        """What was put there under this name for these very sources, None when nothing was."""
        with contextlib.suppress(OSError):
            return self._path(name).read_bytes()
        return None

    def put(self, name: str, data: bytes) -> None:
        """Keep something whole or not at all; a folder that cannot be written is left alone."""
        temporary = ""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=self.folder, prefix=".")
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            os.replace(temporary, self._path(name))
            self._make_room()
        except OSError:
            with contextlib.suppress(OSError):
                os.unlink(temporary)

    def _make_room(self) -> None:
        kept = sorted(self.folder.glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
        for old in kept[_MOST:]:
            old.unlink(missing_ok=True)


def read_sources(packs: Iterable[Path]) -> dict[str, bytes] | None:
    """Every source of the library and its packs by the name that faults give it, None when something is unusual."""
    found: dict[str, bytes] = {}
    roots = [("", data_folder("clause_library")), ("", data_folder("contract_templates"))]
    try:
        for pack in packs:
            found[f"{pack.name}/pack.yaml"] = (pack / "pack.yaml").read_bytes()
            roots += [(f"{pack.name}/", pack / name) for name in ("clause_library", "contract_templates")]
        for prefix, root in roots:
            for name, data in _files(root):
                if f"{prefix}{root.name}/{name}" in found:
                    return None
                found[f"{prefix}{root.name}/{name}"] = data
    except (OSError, ValueError):
        return None
    return found


def _files(root: Path) -> Iterator[tuple[str, bytes]]:
    """YAML and Markdown of a folder and of the folders in it; ValueError for links and what is too large."""
    if not root.is_dir():
        return
    for folder, inside in ((root, ""), *((Path(e.path), f"{e.name}/") for e in _entries(root) if e.is_dir())):
        for entry in _entries(folder):
            if not entry.name.endswith((".yaml", ".md")):
                continue
            if entry.is_symlink() or entry.stat().st_size > MAX_BYTES:
                raise ValueError(entry.path)
            with open(entry.path, "rb") as file:
                yield f"{inside}{entry.name}", file.read()


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as found:
        return sorted(found, key=lambda entry: entry.name)


def key_of(sources: Mapping[str, bytes]) -> str:
    """The key of these sources under this code: 32 hexadecimal digits."""
    digest = hashlib.sha256(f"{__version__}\0{_code()}\0".encode())
    for name, data in sources.items():
        digest.update(f"{name}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()[:32]


def _code() -> str:
    """A mark that changes when the code of the rooms that read the sources does."""
    return "\n".join(
        f"{entry.name} {stat.st_size} {stat.st_mtime_ns}"
        for room in _READERS
        for entry in _entries(_PACKAGE / room)
        if entry.name.endswith(".py") and (stat := entry.stat())
    )
