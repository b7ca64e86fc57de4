"""The command line as its user meets it: a real process, its output, its exit code, and no traceback ever."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from tests.contracts_from_examples import EXAMPLES

ANSWERS = EXAMPLES / "answers" / "co_branding.fr.yaml"


def run(*arguments: str | Path, cwd: Path | None = None, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "PYTHONPATH": str(EXAMPLES.parent)}
    return subprocess.run(
        [sys.executable, "-m", "clausekit", *map(str, arguments)],
        capture_output=True, cwd=cwd, input=stdin, env=environment, timeout=120, check=False,
    )  # fmt: skip


def said(result: subprocess.CompletedProcess[bytes]) -> str:
    return result.stderr.decode() + result.stdout.decode()


def refused(result: subprocess.CompletedProcess[bytes]) -> str:
    """The message of a request that is wrong: exit 2, no traceback."""
    text = said(result)
    assert result.returncode == 2, text
    assert "Traceback" not in text
    return text


@pytest.fixture(scope="module")
def contract(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("contract") / "contrat.docx"
    result = run("generate", "co_branding", "-a", ANSWERS, "-o", path, "--final")
    assert result.returncode == 0, said(result)
    return path


def test_a_generated_contract_audits_with_exit_code_zero(contract: Path) -> None:
    result = run("audit", contract, "-f", "json")
    assert result.returncode == 0, said(result)
    report = json.loads(result.stdout)
    assert report["schema"] == "clausekit.report/1"
    assert report["conclusion"] == "no_gap"
    assert report["alliance_type"]["id"] == "co_branding"


def test_two_audits_of_one_document_give_the_same_bytes(contract: Path) -> None:
    assert run("audit", contract, "-f", "json").stdout == run("audit", contract, "-f", "json").stdout


def test_a_faulty_contract_ends_with_exit_code_one() -> None:
    faulty = sorted((EXAMPLES / "contracts").glob("*.docx"))
    assert faulty
    result = run("audit", faulty[0], "--fail-on", "minor")
    assert result.returncode == 1, said(result)


def test_fail_on_never_ends_with_zero_whatever_is_found() -> None:
    faulty = sorted((EXAMPLES / "contracts").glob("*.docx"))[0]
    assert run("audit", faulty, "--fail-on", "never").returncode == 0


def test_a_document_on_standard_input_is_audited(contract: Path) -> None:
    result = run("audit", "-", "-f", "json", stdin=contract.read_bytes())
    assert json.loads(result.stdout)["source"]["name"] == "stdin"


def test_a_folder_gives_one_json_line_a_document(contract: Path) -> None:
    (contract.parent / "note.md").write_text("# Accord\n\n## Objet\n\nLes parties coopèrent.\n", encoding="utf-8")
    result = run("audit", contract.parent, "-f", "json", "--fail-on", "never")
    lines = result.stdout.decode().splitlines()
    assert [json.loads(line)["source"]["name"] for line in lines] == ["contrat.docx", "note.md"]


def test_the_report_speaks_the_language_asked_for(contract: Path) -> None:
    assert "Aucun écart détecté" in run("audit", contract, "--ui-language", "fr").stdout.decode()
    assert "No gap detected" in run("--ui-language", "en", "audit", contract).stdout.decode()


def test_the_disclaimer_is_always_printed(contract: Path) -> None:
    assert "not legal advice" in " ".join(run("audit", contract).stdout.decode().split())


def test_an_unknown_type_is_refused_with_the_nearest_one() -> None:
    text = refused(run("generate", "co_brandin", "-o", "x.docx"))
    assert "did you mean co_branding?" in text


def test_an_unknown_key_is_refused_with_file_line_and_the_nearest_one(tmp_path: Path) -> None:
    answers = tmp_path / "answers.yaml"
    answers.write_text("type: co_branding\npilot_duraton_months: 4\npilot_exit_notice_days: 300\n", encoding="utf-8")
    text = refused(run("generate", "co_branding", "-a", answers, "-o", tmp_path / "x.docx"))
    assert "answers.yaml:2: unknown key 'pilot_duraton_months' (did you mean pilot_duration_months?)" in text
    assert "answers.yaml:3: pilot_exit_notice_days: 300 is out of range, 0 to 30 (days) is expected" in text
    assert not (tmp_path / "x.docx").exists()


def test_a_value_of_the_wrong_kind_says_what_was_expected(tmp_path: Path) -> None:
    answers = tmp_path / "a.yaml"
    answers.write_text("effective_date: demain\npilot_duration_months: trois\nparty_a: Novalys\n", encoding="utf-8")
    text = refused(run("generate", "co_branding", "-a", answers, "-o", tmp_path / "x.docx"))
    assert "a date like 2027-01-15 is expected, not 'demain'" in text
    assert "a whole number is expected (months), not 'trois'" in text
    assert "party_a: a mapping with name" in text


def test_a_final_contract_with_blanks_is_refused_and_names_them(tmp_path: Path) -> None:
    text = refused(run("generate", "co_branding", "-o", tmp_path / "x.docx", "--final"))
    assert "party_a.name" in text
    assert not (tmp_path / "x.docx").exists()


def test_a_draft_lists_its_blanks_and_is_written(tmp_path: Path) -> None:
    result = run("generate", "co_branding", "-o", tmp_path / "x.docx")
    assert result.returncode == 0, said(result)
    assert "party_a.name" in result.stderr.decode()
    assert zipfile.is_zipfile(tmp_path / "x.docx")


def test_an_existing_file_is_not_overwritten_without_force(contract: Path) -> None:
    before = contract.read_bytes()
    assert "--force" in refused(run("generate", "co_branding", "-a", ANSWERS, "-o", contract))
    assert contract.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "doc"),
        ("renamed.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "doc"),
        ("paper.docx", b"%PDF-1.7\n%\xe2\xe3\n", "PDF"),
        ("picture.docx", b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "picture"),
        ("empty.docx", b"", "empty"),
        ("cut.docx", b"PK\x03\x04\x14\0\0\0\x08\0" + b"\0" * 40, "damaged"),
    ],
)
def test_what_is_no_contract_is_refused_in_one_sentence(tmp_path: Path, name: str, data: bytes, word: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    text = refused(run("audit", path))
    assert word.lower() in text.lower()
    assert len(text.strip().splitlines()) == 1
    assert path.read_bytes() == data


def test_a_missing_file_and_a_folder_for_an_answers_file_are_refused(tmp_path: Path) -> None:
    assert "no such file" in refused(run("audit", tmp_path / "nowhere.docx"))
    assert "folder" in refused(run("generate", "co_branding", "-a", tmp_path, "-o", tmp_path / "x.docx"))


def test_a_strange_party_name_appears_verbatim(tmp_path: Path) -> None:
    name = "Ferrand & Fils <SA> {{x}} **b**"
    path = tmp_path / "x.docx"
    result = run("generate", "co_branding", "-a", ANSWERS, "--set", f"party_b.name='{name}'", "-o", path)
    assert result.returncode == 0, said(result)
    assert name in run("read", path, "-f", "txt").stdout.decode()


def test_the_plan_prints_the_reason_of_each_clause() -> None:
    text = run("generate", "co_branding", "-a", ANSWERS, "--plan").stdout.decode()
    assert "governance" in text
    assert "mandatory for this type" in text


def test_answers_prints_a_file_that_generate_accepts(tmp_path: Path) -> None:
    printed = run("answers", "co_branding", "--language", "fr")
    assert printed.returncode == 0
    path = tmp_path / "answers.yaml"
    path.write_bytes(printed.stdout)
    assert run("generate", "co_branding", "-a", path, "-o", tmp_path / "x.docx").returncode == 0


def test_types_and_clauses_are_listed_as_json() -> None:
    types = json.loads(run("types", "list", "-f", "json").stdout)
    clauses = json.loads(run("clauses", "list", "-f", "json").stdout)
    assert {"co_branding", "affiliation"} <= {t["id"] for t in types}
    assert sum(c["kind"] == "core" for c in clauses) == 6


def test_explain_says_what_an_element_and_a_rule_are_about() -> None:
    assert "3 to 6 months" in run("explain", "pilot_test.duration").stdout.decode()
    assert "clause_missing" in run("explain", "clause_missing").stdout.decode()
    assert "did you mean" in refused(run("explain", "pilot_test.duraton"))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("generate", "cobranding"), ("type d'alliance 'cobranding'", "vouliez-vous dire co_branding ?")),
        (("generate", "co_branding", "--set", "pilot_duration_months=deux"), ("un nombre entier est attendu (mois)",)),
        (("generate", "co_branding", "--shell", "examples/contracts/partenariat_bancal.docx"), ("[[CK:BODY]]", "seul")),
        (("generate", "co_branding", "-a", "rien.yaml"), ("rien.yaml: ce fichier n'existe pas",)),
        (("audit", "rien.docx"), ("rien.docx : ce fichier n'existe pas.",)),
    ],
)
def test_what_is_refused_is_said_in_french_too(
    arguments: tuple[str, ...], words: tuple[str, ...], tmp_path: Path
) -> None:
    root = Path(__file__).parent.parent
    output = () if arguments[0] == "audit" else ("-o", tmp_path / "out.docx")
    told = refused(run("--ui-language", "fr", *arguments, *output, cwd=root))
    assert all(word in told for word in words), told
    assert not list(tmp_path.iterdir())
