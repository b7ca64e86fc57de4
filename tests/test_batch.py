"""Several documents in several processes: the same reports, in the same order, and errors beside them."""

from __future__ import annotations

from pathlib import Path

import pytest
from clausekit.cli.root import cli
from click.testing import CliRunner

_TEXT = "# Contrat de partenariat\n\nLes parties coopèrent pour une durée de {} ans.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in (1, 2, 3):
        (tmp_path / f"contrat{number}.md").write_text(_TEXT.format(number), encoding="utf-8")
    (tmp_path / "faux.docx").write_bytes(b"no document")
    return tmp_path


@pytest.mark.slow
def test_reports_from_several_processes_are_those_of_one(folder: Path) -> None:
    run = CliRunner(env={"LC_ALL": "C.UTF-8"}).invoke
    one = run(cli, ["audit", str(folder), "-f", "json", "--fail-on", "never"], standalone_mode=False)
    two = run(cli, ["audit", str(folder), "-f", "json", "--fail-on", "never", "-j", "2"], standalone_mode=False)
    assert len(one.stdout.splitlines()) == 3
    assert two.stdout == one.stdout
    assert two.stderr == one.stderr != ""
    assert one.return_value == two.return_value == 2  # of the file that is no document


def test_no_process_at_all_is_refused(folder: Path) -> None:
    assert CliRunner().invoke(cli, ["audit", str(folder), "-j", "0"]).exit_code == 2
