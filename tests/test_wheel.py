"""The wheel is whole: installed in a clean environment, away from the checkout, it generates and audits."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path, code: int = 0) -> str:
    clean = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "CLAUSEKIT_PATH", "PYTEST_ADDOPTS")}
    done = subprocess.run(list(map(str, command)), cwd=cwd, env=clean, capture_output=True, text=True, check=False)
    assert done.returncode == code, f"{command}: {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--wheel", "--outdir", folder, cwd=ROOT)
    [path] = folder.glob("clausekit-*.whl")
    return path


@pytest.fixture(scope="module")
def home(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder elsewhere with an environment in which only the wheel and what it needs are installed."""
    folder = tmp_path_factory.mktemp("elsewhere")
    venv.create(folder / "env", with_pip=True)
    python = folder / "env" / "bin" / "python"
    run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel, cwd=folder)
    return folder


def test_the_wheel_has_the_data_and_nothing_of_the_workshop(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for root in ("clause_library", "contract_templates"):
        ours = [p for p in (ROOT / root).rglob("*") if p.is_file() and not p.name.startswith(".")]
        packed = {name for name in names if name.startswith(f"clausekit/data/{root}/")}
        assert {f"clausekit/data/{p.relative_to(ROOT).as_posix()}" for p in ours} <= packed
    assert "clausekit/py.typed" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not [name for name in names if name.split("/")[0] in ("tests", "examples", "benchmarks", "docs")]


def test_the_installed_command_generates_and_audits(home: Path) -> None:
    answers = ROOT / "examples" / "answers" / "co_branding.fr.yaml"
    command = home / "env" / "bin" / "clausekit"
    assert run(command, "--version", cwd=home).startswith("clausekit, version ")
    run(command, "generate", "co_branding", "-a", answers, "--final", "-o", "contract.docx", cwd=home)
    assert zipfile.is_zipfile(home / "contract.docx")
    report = run(command, "audit", "contract.docx", "-f", "json", cwd=home)
    assert '"clausekit.report/1"' in report
    assert '"id": "co_branding"' in report


def test_the_library_comes_from_the_wheel(home: Path) -> None:
    code = "import clausekit; from clausekit.library.places import data_folder; print(data_folder('clause_library'))"
    folder = Path(run(home / "env" / "bin" / "python", "-c", code, cwd=home).strip())
    assert folder.is_relative_to(home / "env")


def test_the_package_is_typed_for_those_who_import_it(home: Path) -> None:
    (home / "use.py").write_text("from clausekit import audit\nreveal_type(audit(b'').conclusion)\n")
    python = home / "env" / "bin" / "python"
    out = run(sys.executable, "-m", "mypy", "--strict", "--python-executable", python, "use.py", cwd=home)
    assert "Revealed type" in out
    assert "Any" not in out
