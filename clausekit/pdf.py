"""The text of a PDF, with the optional package pypdf: pages, no headings, no numbers but those that are printed."""

from __future__ import annotations

import importlib
import io
import logging
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from clausekit.errors import ReadError
from clausekit.model import Note
from clausekit.notes import note
from clausekit.refusals import read_error

_FEW = 20  # letters on a page: a picture with a page number under it
_MOST_PAGES = 2000
_LONGEST = 20_000_000
_NUMBER = re.compile(r"\d+")


def pdf_text(data: bytes, *, name: str = "") -> tuple[str, tuple[Note, ...]]:
    """(text, notes) of a PDF; lines that come on every page are left out.

    Raises `ReadError` without pypdf, for an encrypted or broken file, and when no page holds text (a scan).
    """
    try:
        pypdf: Any = importlib.import_module("pypdf")
    except ImportError as error:
        raise read_error("pdf_extra", name=name) from error
    pages = _pages(pypdf, data, name)
    empty = [number for number, page in enumerate(pages, 1) if sum(map(str.isalpha, page)) < _FEW]
    if len(empty) == len(pages):
        raise read_error("scan", name=name)
    notes = [note("document", "pdf")]
    if empty:
        listed = ", ".join(map(str, empty[:20])) + (" …" if len(empty) > 20 else "")
        notes.append(note("document", "pages_without_text", pages=listed))
    return "\n".join(_without_repeats(pages)), tuple(notes)


def _pages(pypdf: Any, data: bytes, name: str) -> list[str]:
    logger = logging.getLogger("pypdf")
    level = logger.level
    logger.setLevel(logging.CRITICAL)  # what it has to say of a broken file would go to the user's screen
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise read_error("locked_pdf", name=name)
        if len(reader.pages) > _MOST_PAGES:
            raise read_error("too_big", "page_count", name=name, n=_MOST_PAGES)
        pages: list[str] = []
        for page in reader.pages:
            pages.append(page.extract_text() or "")
            if sum(map(len, pages)) > _LONGEST:
                raise read_error("too_big", "content", name=name, n=_LONGEST // 1_000_000)
    except ReadError:
        raise
    except Exception as error:  # pypdf throws many kinds at a broken file
        raise read_error("damaged", "pages", name=name) from error
    finally:
        logger.setLevel(level)
    if not pages:
        raise read_error("damaged", "no_pages", name=name)
    return pages


def _without_repeats(pages: Sequence[str]) -> list[str]:
    """The pages without their running heads and page numbers."""
    lines = [[line.rstrip() for line in page.split("\n")] for page in pages]
    times: Counter[str] = Counter()
    for page in lines:
        times.update({_key(line) for line in _ends(page)})
    often = {key for key, count in times.items() if count > 2 and 2 * count > len(pages)}
    kept = []
    for page in lines:
        ends = set(map(id, _ends(page)))
        kept.append("\n".join(line for line in page if not (id(line) in ends and _key(line) in often)))
    return kept


def _ends(page: Sequence[str]) -> list[str]:
    """The first and last lines of a page, where heads and feet stand."""
    filled = [line for line in page if line.strip()]
    return filled[:2] + filled[-2:]


def _key(line: str) -> str:
    return _NUMBER.sub("0", line.strip())
