"""`clausekit audit --annotate --redline` as its user meets it."""

from __future__ import annotations

from pathlib import Path

import pytest
from clausekit.cli.root import cli
from clausekit.word.names import W
from clausekit.word.package import parse_xml
from clausekit.word.read import read_located
from click.testing import CliRunner, Result

from revisions import anchored, parts
from test_redline import typed


@pytest.fixture
def contract(tmp_path: Path) -> Path:
    path = tmp_path / "contrat.docx"
    path.write_bytes(typed())
    return path


def audit(*arguments: str | Path, **environment: str) -> Result:
    return CliRunner(env={"LC_ALL": "C.UTF-8", **environment}).invoke(
        cli, ["audit", *map(str, arguments), "--ui-language", "fr", "--fail-on", "never"]
    )


def test_both_copies_are_written_with_their_author_and_date(contract: Path, tmp_path: Path) -> None:
    notes, changes = tmp_path / "a.docx", tmp_path / "r.docx"
    result = audit(contract, "--annotate", notes, "--redline", changes, "--author", "Me Ève", SOURCE_DATE_EPOCH="0")
    assert result.exit_code == 0, result.output
    comments = parse_xml(parts(notes.read_bytes())["word/comments.xml"])
    assert {(c.get(f"{W}author"), c.get(f"{W}date")) for c in comments} == {("Me Ève", "1970-01-01T00:00:00Z")}
    assert len(list(anchored(read_located(notes.read_bytes())))) == len(comments) > 5
    inserted = list(read_located(changes.read_bytes()).root.iter(f"{W}ins"))
    assert {(i.get(f"{W}author"), i.get(f"{W}date")) for i in inserted} == {("Me Ève", "1970-01-01T00:00:00Z")}
    assert "Clauses insérées en suivi des modifications" in result.output
    assert contract.read_bytes() == typed()


@pytest.mark.parametrize("option", ["--annotate", "--redline"])
def test_a_copy_never_takes_the_place_of_a_file_unasked(contract: Path, tmp_path: Path, option: str) -> None:
    taken = tmp_path / "là.docx"
    taken.write_bytes(b"mine")
    result = audit(contract, option, taken)
    assert isinstance(result.exception, Exception)
    assert "--force" in str(result.exception)
    assert taken.read_bytes() == b"mine"
    assert "autre nom" in str(audit(contract, option, contract, "--force").exception)
    assert contract.read_bytes() == typed()


def test_what_is_no_word_document_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    source, target = tmp_path / "contrat.md", tmp_path / "a.docx"
    source.write_text("# Contrat\n\nLes parties coopèrent.", encoding="utf-8")
    result = audit(source, "--annotate", target)
    assert "seul un document Word" in str(result.exception)
    assert not target.exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--annotate", "x.docx", "--redline", "x.docx"], "two different files"),
        (["--annotate", "-"], "stdout"),
        (["--annotate", "x.docx", "--date", "hier"], "is not a date"),
    ],
)
def test_wrong_requests_say_what_is_wrong(contract: Path, arguments: list[str], said: str) -> None:
    result = audit(contract, *arguments)
    assert result.exit_code == 2
    assert said in result.output
