"""Where the library's own data lies: inside the wheel, else beside the checkout."""

from __future__ import annotations

from pathlib import Path

MAX_BYTES = 2_000_000  # of one file of a library
_PACKAGE = Path(__file__).resolve().parent.parent


def data_folder(name: str) -> Path:
    """The folder `clause_library` or `contract_templates`; FileNotFoundError when the install lacks it."""
    for base in (_PACKAGE / "data", _PACKAGE.parent):
        if (base / name).is_dir():
            return base / name
    raise FileNotFoundError(f"{name}: not found in the installed package nor beside it")
