"""What LibreOffice makes of every type we write: the same text, numbers, references, pages and fonts."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pypdf
import pytest
from clausekit.model import Contract, Role
from clausekit.word.fields import same_text
from clausekit.word.names import W
from clausekit.word.package import open_package, pack
from clausekit.word.pages import outline_pages
from clausekit.word.read import read_docx
from clausekit.word.write import write_docx
from tests.contracts_from_examples import LANGUAGES, TYPES, library, planned
from tests.office import PDF, TEXT, convert, needs_office

from contracts_by_hand import EN, FR, clause

pytestmark = [pytest.mark.office, needs_office]
FONTS = {"Calibri", "Carlito", "Cambria", "Caladea"}


@cache
def drafted(kind: str, language: str) -> Contract:
    from clausekit.drafting import draft

    return draft(planned(kind, language), library())


def lines_of(contract: Contract) -> list[str]:
    """Body and annexes as they read, numbers included, one entry a line."""
    lines = (same_text(line) for p in contract.paragraphs() for line in p.display.split("\n"))
    return [line for line in lines if line]


def lines_of_text(data: bytes) -> list[str]:
    return [line for raw in data.decode("utf-8-sig").splitlines() if (line := same_text(raw))]


def reader(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf))


def cached_pages(data: bytes) -> list[tuple[str, int]]:
    """(heading, page) of each line of the table of contents, as stored in the document."""
    package = open_package(data)
    lines = []
    for link in package.xml(package.main).iter(f"{W}hyperlink"):
        texts = ["\t" if node.tag == f"{W}tab" else node.text or "" for node in link.iter(f"{W}t", f"{W}tab")]
        label, page = "".join(texts).rsplit("\t", 1)
        lines.append((same_text(label), int(page)))
    return lines


def fonts_of(pdf: bytes) -> set[str]:
    names = set()
    for page in reader(pdf).pages:
        fonts = page["/Resources"].get("/Font", {})  # type: ignore[union-attr]
        names |= {str(font.get_object()["/BaseFont"]) for font in fonts.values()}
    return {re.sub(r"^/(?:[A-Z]{6}\+)?", "", name).split("-")[0] for name in names}


def test_the_text_of_libreoffice_is_ours_line_by_line(tmp_path: Path) -> None:
    written = {"fr": write_docx(FR), "en": write_docx(EN)}
    shown = convert(written, tmp_path, TEXT)
    for name, data in written.items():
        wanted = lines_of(read_docx(data))
        assert lines_of_text(shown[name])[-len(wanted) :] == wanted


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_of_every_type_is_ours_line_by_line(language: str, tmp_path: Path) -> None:
    written = {kind: write_docx(drafted(kind, language)) for kind in TYPES}
    shown = convert(written, tmp_path, TEXT)
    for kind, data in written.items():
        wanted = lines_of(read_docx(data))
        assert lines_of_text(shown[kind])[-len(wanted) :] == wanted, kind


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[bytes, bytes]]:
    """Every type, in one language or the other, with page numbers: (document, PDF)."""
    contracts = {kind: drafted(kind, LANGUAGES[n % 2]) for n, kind in enumerate(TYPES)}
    first = convert({k: write_docx(c) for k, c in contracts.items()}, tmp_path_factory.mktemp("first"), PDF)
    second = {k: write_docx(c, pages=outline_pages(first[k])) for k, c in contracts.items()}
    pdfs = convert(second, tmp_path_factory.mktemp("second"), PDF)
    return {kind: (second[kind], pdfs[kind]) for kind in contracts}


@pytest.mark.slow
@pytest.mark.parametrize("kind", TYPES)
def test_the_contents_give_the_pages_of_the_pdf(kind: str, printed: dict[str, tuple[bytes, bytes]]) -> None:
    data, pdf = printed[kind]
    pages = outline_pages(pdf)
    assert pages is not None
    lines = cached_pages(data)
    headings = [p for p in drafted(kind, read_docx(data).language).paragraphs() if p.role is Role.HEADING]
    assert [label for label, _ in lines] == [same_text(p.display) for p in headings if p.level == 1]
    assert lines == [(label, pages[label]) for label, _ in lines]


@pytest.mark.slow
@pytest.mark.parametrize("kind", TYPES)
def test_a_page_shows_our_fonts_only(kind: str, printed: dict[str, tuple[bytes, bytes]]) -> None:
    assert fonts_of(printed[kind][1]) <= FONTS


@pytest.mark.slow
@pytest.mark.parametrize("kind", TYPES)
def test_signatures_stand_on_the_page_of_their_heading(kind: str, printed: dict[str, tuple[bytes, bytes]]) -> None:
    assert signing_pages(printed[kind][1]) is not None


def signing_pages(pdf: bytes) -> int | None:
    """The page that holds the heading of the signatures and both places to sign, if one does."""
    for number, page in enumerate(reader(pdf).pages, start=1):
        text = page.extract_text()
        if re.search(r"^Signatures\s*$", text, re.M) and len(re.findall(r"Signature\s*:", text)) == 2:
            return number
    return None


@pytest.mark.slow
def test_signatures_never_split_whatever_stands_above_them(tmp_path: Path) -> None:
    written = {f"{count:02}": write_docx(contract) for count, contract in with_filler()}
    pages = {name: signing_pages(pdf) for name, pdf in convert(written, tmp_path, PDF).items()}
    assert None not in pages.values(), pages
    assert len(set(pages.values())) == 2, pages  # the block did meet the end of a page


def with_filler() -> Iterator[tuple[int, Contract]]:
    """The contract by hand with 32 to 56 short lines before its signatures."""
    at = next(n for n, s in enumerate(FR.sections) if s.heading and s.heading.text == "Signatures")
    article = FR.sections[at - 1]
    start = sum(1 for block in article.blocks if getattr(block, "level", 0) == 2)
    assert article.heading is not None
    number = re.sub(r"\D", "", article.heading.number)
    for count in range(25):
        lines = tuple(clause(f"{number}.{start + k + 1}", f"Ligne {k}.") for k in range(32 + count))
        longer = replace(article, blocks=article.blocks + lines)
        yield count, replace(FR, sections=(*FR.sections[: at - 1], longer, *FR.sections[at:]))


def test_a_font_that_is_not_ours_would_be_seen(tmp_path: Path) -> None:
    data = write_docx(FR)
    package = open_package(data)
    parts = dict(package.parts)
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(b'"Cambria"', b'"Courier New"')

    assert not fonts_of(convert({"x": pack(parts)}, tmp_path, PDF)["x"]) <= FONTS
