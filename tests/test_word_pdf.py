"""`--pdf`: LibreOffice when it is there, else the extra, else a sentence that says what to install."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
import pytest
from clausekit.cli.root import cli
from clausekit.errors import WriteError
from clausekit.word import pages
from clausekit.word.write import write_docx
from click.testing import CliRunner
from tests.contracts_from_examples import EXAMPLES
from tests.office import needs_office

from contracts_by_hand import FR

SPOT = ["generate", "supplier_spot", "-a", str(EXAMPLES / "answers" / "supplier_spot.fr.yaml")]


def nothing_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages.shutil, "which", lambda _: None)  # type: ignore[attr-defined]
    found = pages._guest
    monkeypatch.setattr(pages, "_guest", lambda name: None if name == "rdocx" else found(name))


def test_without_an_engine_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing_installed(monkeypatch)
    with pytest.raises(WriteError, match=r"LibreOffice.*pip install 'clausekit\[pdf\]'"):
        pages.to_pdf(write_docx(FR))


def test_without_an_engine_nothing_is_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    nothing_installed(monkeypatch)
    result = CliRunner().invoke(cli, [*SPOT, "-o", str(tmp_path / "x.docx"), "--pdf"])
    assert isinstance(result.exception, WriteError)
    assert list(tmp_path.iterdir()) == []


def test_without_an_engine_the_word_document_is_written_and_the_lack_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    nothing_installed(monkeypatch)
    result = CliRunner().invoke(cli, [*SPOT, "-o", str(tmp_path / "x.docx"), "--ui-language", "en"])
    assert result.exit_code == 0
    assert (tmp_path / "x.docx").exists()
    assert "contents without page numbers" in result.stderr


def test_an_engine_that_fails_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "_engines", lambda: [lambda docx: None])
    with pytest.raises(WriteError, match="could not be made"):
        pages.to_pdf(b"")


def test_an_existing_pdf_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"mine")
    result = CliRunner().invoke(cli, [*SPOT, "-o", str(tmp_path / "x.docx"), "--pdf"])
    assert isinstance(result.exception, WriteError)
    assert [path.name for path in tmp_path.iterdir()] == ["x.pdf"]


@pytest.mark.slow
@pytest.mark.office
@needs_office
def test_both_files_are_written_side_by_side(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, [*SPOT, "-o", str(tmp_path / "x.docx"), "--pdf"])
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x.docx", "x.pdf"]
    text = "".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "x.pdf").pages)
    assert "Relimat Négoce SAS" in text


def test_the_extra_makes_pages_by_itself() -> None:
    pytest.importorskip("rdocx", reason="the extra pdf is not installed")
    pdf = pages._by_rdocx(write_docx(FR))
    assert pdf is not None
    assert len(pypdf.PdfReader(io.BytesIO(pdf)).pages) >= 4
    found = pages.outline_pages(pdf)
    assert found is not None
    assert list(found.values()) == sorted(found.values())
