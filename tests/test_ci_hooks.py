"""The pre-commit hook and the GitHub Action: their files say what exists, and their commands run here."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.reports_by_hand import CONTRACTS

TOP = Path(__file__).parent.parent
ACTION: dict[str, Any] = yaml.safe_load((TOP / "action.yml").read_text(encoding="utf-8"))
(HOOK,) = yaml.safe_load((TOP / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


def sh(command: str, *, seconds: int = 300, **environment: str) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, check=False, timeout=seconds, cwd=TOP,
        env={**os.environ, "LC_ALL": "C.UTF-8", "PATH": path, **environment},
    )  # fmt: skip


def inputs(step: dict[str, Any], given: dict[str, str]) -> dict[str, str]:
    """The step's environment with its expressions filled, as the runner does it."""
    values = {
        f"inputs.{name}": given.get(name, str(spec.get("default", ""))) for name, spec in ACTION["inputs"].items()
    }

    def fill(text: str) -> str:
        return re.sub(r"\$\{\{\s*([\w.-]+)\s*\}\}", lambda match: values[match[1]], text)

    return {name: fill(text) for name, text in step["env"].items()}


def audit_step(tmp_path: Path, **given: str) -> tuple[subprocess.CompletedProcess[str], dict[str, str]]:
    step = next(step for step in ACTION["runs"]["steps"] if step["id"] == "audit")
    output = tmp_path / "outputs"
    names = {name.replace("_", "-"): value for name, value in given.items()}
    done = sh(step["run"], **inputs(step, names), GITHUB_OUTPUT=str(output))
    pairs = (line.split("=", 1) for line in output.read_text().splitlines())
    return done, dict(pairs)  # type: ignore[arg-type]


def test_the_action_installs_and_runs_what_is_there() -> None:
    install, audit = ACTION["runs"]["steps"]
    assert ACTION["runs"]["using"] == "composite"
    assert all(step["shell"] == "bash" for step in (install, audit))
    used = set(re.findall(r"inputs\.([\w-]+)", json.dumps([install, audit])))
    assert used == set(ACTION["inputs"])
    for step in (install, audit):
        assert "${{" not in step["run"]  # a contract's name never becomes a command
        assert sh(f"bash -n <<'END'\n{step['run']}\nEND").returncode == 0


def test_the_actions_step_writes_the_report_and_fails_on_findings(tmp_path: Path) -> None:
    report = tmp_path / "report.sarif"
    paths = f"{CONTRACTS / 'partenariat_bancal.docx'}\n\n{CONTRACTS / 'sound_alliance.docx'}\n"
    done, outputs = audit_step(tmp_path, paths=paths, output=str(report))
    assert done.returncode == 1, done.stderr
    assert outputs == {"report": str(report), "exit-code": "1"}
    assert len(json.loads(report.read_text(encoding="utf-8"))["runs"]) == 2


def test_the_actions_step_passes_names_with_spaces_and_quotes_unharmed(tmp_path: Path) -> None:
    strange = tmp_path / "a $(touch owned) 'b'.docx"
    shutil.copy(CONTRACTS / "sound_alliance.docx", strange)
    done, outputs = audit_step(
        tmp_path, paths=str(strange), format="json", output=str(tmp_path / "r.json"), fail_on="never"
    )
    assert done.returncode == 0, done.stderr
    assert outputs["exit-code"] == "0"
    assert not list(TOP.glob("owned"))
    assert json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["source"]["name"] == strange.name


def test_the_hooks_entry_runs_on_the_files_it_is_for() -> None:
    pattern, excluded = re.compile(HOOK["files"]), re.compile(HOOK["exclude"])
    names = ["a.docx", "b/c.docm", "notes.md", "b/~$c.docx"]
    assert [n for n in names if pattern.search(n) and not excluded.search(n)] == ["a.docx", "b/c.docm"]
    done = sh(f"{HOOK['entry']} --fail-on critical '{CONTRACTS / 'partenariat_bancal.docx'}'")
    assert done.returncode == 1, done.stderr


@pytest.mark.slow
def test_pre_commit_installs_and_runs_the_hook_in_a_project(tmp_path: Path) -> None:
    if not (shutil.which("git") and (TOP / ".git").exists()):
        pytest.skip("needs git and a checkout of the repository")
    pytest.importorskip("pre_commit", reason="needs pre-commit")
    project = tmp_path / "project"
    project.mkdir()
    shutil.copy(CONTRACTS / "partenariat_bancal.docx", project)
    assert sh(f"cd '{project}' && git init -q . && git add -A").returncode == 0
    done = sh(
        f"cd '{project}' && '{sys.executable}' -m pre_commit try-repo '{TOP}' clausekit-audit --ref HEAD --all-files",
        PRE_COMMIT_HOME=str(tmp_path / "home"),
        seconds=1500,  # it installs what clausekit needs
    )
    assert "audit contracts (clausekit)" in done.stdout, done.stdout + done.stderr
    assert "partenariat_bancal.docx" in done.stdout
    assert done.returncode == 1
