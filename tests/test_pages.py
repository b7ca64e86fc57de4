"""The reference pages of docs/ say what the library says: `clausekit clauses pages docs` renews them."""

from __future__ import annotations

from pathlib import Path

from clausekit import load_library
from clausekit.library.pages import pages

DOCS = Path(__file__).parent.parent / "docs"


def test_the_reference_pages_are_current() -> None:
    wanted = pages(load_library())
    stale = [path for path, text in wanted.items() if not (DOCS / path).is_file() or (DOCS / path).read_text() != text]
    assert stale == [], "run: clausekit clauses pages docs"


def test_no_page_is_left_of_what_is_gone() -> None:
    there = {f"{folder}/{p.name}" for folder in ("clauses", "types") for p in (DOCS / folder).glob("*.md")}
    assert there == set(pages(load_library()))


def test_a_page_speaks_both_languages() -> None:
    page = pages(load_library())["clauses/g.confidentiality.md"]
    assert "# Confidentialité / Confidentiality" in page
    assert "## Français" in page
    assert "## English" in page
