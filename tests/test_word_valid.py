"""Every type, language and variant: valid in the eyes of three checkers, and the same bytes each time.

CLAUSEKIT_DOCX_VALIDATOR names a script that takes .docx files and ends with 0 when all are valid.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import ooxml_integrity
import pytest
from clausekit.drafting import draft, make_plan
from clausekit.word.read import read_docx
from clausekit.word.write import write_docx
from openxml_audit import OpenXmlValidator
from tests.contracts_from_examples import LANGUAGES, TYPES, example, library

VARIANTS = ("protective", "balanced", "light")
VALIDATOR = os.environ.get("CLAUSEKIT_DOCX_VALIDATOR", "")
_HASHES = """
import hashlib, sys
from clausekit.api import generate
from tests.contracts_from_examples import LANGUAGES, example
for language in LANGUAGES:
    data = generate(sys.argv[1], example(sys.argv[1], language))
    print(language, hashlib.sha256(data).hexdigest())
"""


def written(kind: str, language: str, variant: str) -> bytes:
    plan = make_plan(library(), kind, example(kind, language), language=language, variants={"": variant})
    return write_docx(draft(plan, library()))


def faults(file: Path) -> list[str]:
    found = [str(error) for error in OpenXmlValidator().validate(str(file)).errors]
    return found + [str(finding) for finding in ooxml_integrity.check(str(file))]


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", TYPES)
def test_a_type_is_valid_in_every_variant(kind: str, language: str, tmp_path: Path) -> None:
    distinct = {written(kind, language, variant): variant for variant in VARIANTS}  # many types have fewer than three
    files = []
    for data, variant in distinct.items():
        files.append(tmp_path / f"{kind}.{language}.{variant}.docx")
        files[-1].write_bytes(data)
        assert {variant: faults(files[-1])} == {variant: []}
    if VALIDATOR:
        done = subprocess.run(
            [sys.executable, VALIDATOR, *map(str, files)], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_document_with_every_style_is_valid_and_reads_back(language: str, tmp_path: Path) -> None:
    data = written("supplier_spot", language, "balanced")
    (tmp_path / "x.docx").write_bytes(data)
    assert faults(tmp_path / "x.docx") == []
    assert read_docx(data).language == language


@pytest.mark.slow
@pytest.mark.parametrize("kind", TYPES)
def test_two_runs_give_the_same_bytes(kind: str) -> None:
    """In two processes that order sets differently."""
    folder = Path(__file__).parent.parent

    def run(seed: str) -> str:
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(folder)}
        command = [sys.executable, "-c", _HASHES, kind]
        return subprocess.run(command, capture_output=True, text=True, check=True, cwd=folder, env=environment).stdout

    first = run("1")
    assert len(first.split()) == 2 * len(LANGUAGES)
    assert run("2") == first


def test_two_builds_in_one_run_give_the_same_bytes() -> None:
    first, second = (hashlib.sha256(written("supplier_spot", "fr", "balanced")).hexdigest() for _ in range(2))
    assert first == second
