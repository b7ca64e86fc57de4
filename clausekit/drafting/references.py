"""Cross-references of a draft: their keys, their bookmarks, and marks that move when a label is put in."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from clausekit.library.markdown import Reference
from clausekit.model import Mark


def moved(mark: Mark, at: int, size: int) -> Mark:
    start = mark.start + size if mark.start >= at else mark.start
    end = mark.end + size if mark.end > at else mark.end
    return replace(mark, start=start, end=end)


def key_of(reference: Reference) -> str:
    return f"{reference.clause}#{reference.anchor}" if reference.anchor else reference.clause


def bookmark(key: str) -> str:
    """The hidden bookmark of a clause or anchor: `_Ref` and nine digits, at most 40 characters (Word's limit)."""
    return f"_Ref{int(hashlib.sha256(key.encode()).hexdigest()[:12], 16) % 10**9:09d}"
