"""The README does what it says: its Python runs, its commands and options exist, its links lead somewhere."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest
from clausekit.cli.root import cli

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")]


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)


def commands(path: Path) -> list[str]:
    """Lines of code blocks, and code in running text, that begin with `clausekit` and a word."""
    text = path.read_text(encoding="utf-8")
    lines = [line.strip() for block in blocks(text, r"\w*") for line in block.split("\n")]
    return [line for line in [*lines, *re.findall(r"`(clausekit [^`|]+)`", text)] if re.match(r"clausekit [a-z]", line)]


COMMANDS = sorted({(path.name, line) for path in PAGES for line in commands(path)})


@pytest.mark.parametrize(("page", "line"), COMMANDS)
def test_every_command_shown_exists_with_its_options(page: str, line: str) -> None:
    words = shlex.split(line.split(" > ")[0], comments=True)[1:]
    context = click.Context(cli)
    command: click.Command = cli
    while words and isinstance(command, click.Group):
        found = command.get_command(context, words.pop(0))
        assert found is not None, f"{page}: {line}"
        command = found
    known = {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
    options = {word.split("=")[0] for word in words if word.startswith("-") and word != "-"}
    assert options <= known | {"--help", "--ui-language"}, f"{page}: {line}"


def test_the_commands_of_the_readme_are_found() -> None:
    assert len([line for page, line in COMMANDS if page == "README.md"]) >= 8


def test_the_python_of_the_readme_runs(tmp_path: Path) -> None:
    script = "\n".join([f"import sys; sys.path.insert(0, {str(ROOT)!r})", *blocks(README, "python")])
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=tmp_path, check=False
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "could not be read:" in done.stdout
    assert len(done.stdout.splitlines()) >= 4
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_links_inside_the_project_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_the_make_targets_of_the_readme_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"^make (\w+)", README, flags=re.MULTILINE))
    assert named == {"demo", "test"}
    assert all(re.search(rf"^{name}:", makefile, flags=re.MULTILINE) for name in named)


def test_the_exit_codes_of_the_readme_are_those_of_the_code() -> None:
    from clausekit.cli import common

    assert (common.OK, common.FINDINGS, common.WRONG, common.BROKEN) == (0, 1, 2, 3)
    assert [int(code) for code in re.findall(r"^\| (\d) \|", README, flags=re.MULTILINE)] == [0, 1, 2, 3]


def test_continuous_integration_runs_the_test_command_of_the_readme() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line and not line.startswith("#")][-1] == "make test"


def test_the_changelog_tells_code_and_clauses_apart_for_this_version() -> None:
    import clausekit

    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    section = text.split(f"## [{clausekit.__version__}]")[1].split("\n## ")[0]
    assert re.findall(r"^### (.+)$", section, flags=re.MULTILINE) == ["Code", "Clauses"]


def test_the_licence_is_the_full_text() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in text
    assert "END OF TERMS AND CONDITIONS" in text
