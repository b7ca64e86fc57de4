"""Baselines, comparisons, several documents, exit codes: as a user or a build server meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.reports_by_hand import CONTRACTS
from tests.reports_by_hand import command as run
from tests.test_cli import refused, said

BEFORE = """# Contrat de co-branding

# Article 1 – Phase pilote

La phase pilote dure douze (12) mois. En cas d'arrêt de la phase pilote, le Client verse une indemnité de rupture.

# Article 2 – Prix

Le prix est de [●] euros.
"""
AFTER = BEFORE.replace("douze (12) mois", "quatre (4) mois").replace(
    "# Article 2", "# Article 2 – Délai\n\nLe délai est de trois (6) mois.\n\n# Article 3"
)


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("versions")
    (folder / "before.md").write_text(BEFORE, encoding="utf-8")
    (folder / "after.md").write_text(AFTER, encoding="utf-8")
    result = run("audit", folder / "before.md", "-t", "co_branding", "-f", "json", "-o", folder / "before.json")
    assert result.returncode == 1, said(result)
    return folder


def test_compare_names_what_is_closed_new_and_unchanged(versions: Path) -> None:
    result = run("compare", versions / "before.md", versions / "after.md", "-t", "co_branding", "-f", "json")
    assert result.returncode == 0, said(result)  # what is new is major, not critical
    data = json.loads(result.stdout)
    assert data["schema"] == "clausekit.comparison/1"
    assert "pilot_test.duration" in {f["element_id"] for f in data["closed"]}
    assert "number_mismatch" in {f["rule_id"] for f in data["new"]}
    assert "pilot_test.penalty_free_exit" in {f["element_id"] for f in data["unchanged"]}
    assert data["counts"] == {name: len(data[name]) for name in ("closed", "new", "unchanged")}
    marks = [{f["fingerprint"] for f in data[name]} for name in ("closed", "new", "unchanged")]
    assert len(set.union(*marks)) == sum(map(len, marks))


def test_compare_ends_with_one_when_a_new_finding_is_bad_enough(versions: Path) -> None:
    result = run("compare", versions / "before.md", versions / "after.md", "-t", "co_branding", "--fail-on", "major",
                 "--ui-language", "fr")  # fmt: skip
    assert result.returncode == 1
    text = result.stdout.decode()
    assert "Comparaison : before.md → after.md" in text
    assert "+ [MAJEUR] Un nombre diffère en lettres et en chiffres" in text
    assert "- [MAJEUR] Phase pilote : « Durée du pilote » semble contredit" in text


def test_a_version_compared_with_itself_has_nothing_new(versions: Path) -> None:
    result = run("compare", versions / "before.md", versions / "before.md", "--fail-on", "info", "-f", "json")
    assert result.returncode == 0
    assert json.loads(result.stdout)["counts"]["unchanged"] > 5


def test_compare_refuses_what_is_no_contract(versions: Path) -> None:
    assert "no such file" in refused(run("compare", versions / "before.md", versions / "nowhere.md"))


def test_with_a_baseline_only_new_findings_count(versions: Path) -> None:
    options = ("-t", "co_branding", "--baseline", versions / "before.json", "-f", "json")
    assert run("audit", versions / "before.md", *options, "--fail-on", "info").returncode == 0
    result = run("audit", versions / "after.md", *options, "--fail-on", "major")
    assert result.returncode == 1
    since = json.loads(result.stdout)["since"]
    assert since["name"] == "before.md"
    assert {f["element_id"] for f in since["closed"]} >= {"pilot_test.duration"}


def test_a_baseline_that_is_none_is_refused_before_the_audit(versions: Path) -> None:
    text = refused(run("audit", versions / "after.md", "--baseline", versions / "after.md", "-o", versions / "x.txt"))
    assert "no JSON report" in text
    assert not (versions / "x.txt").exists()
    assert "cannot be read" in refused(run("audit", versions / "after.md", "--baseline", versions / "nothing.json"))


def test_only_and_skip_take_checks_and_traps_and_refuse_others(versions: Path) -> None:
    found = json.loads(run("audit", versions / "after.md", "--only", "number_mismatch", "-f", "json").stdout)
    assert {f["rule_id"] for f in found["findings"]} == {"number_mismatch"}
    left = run("audit", versions / "after.md", "--skip", "number_mismatch", "--skip", "T06", "-f", "json")
    assert not {"number_mismatch", "T06"} & {f["rule_id"] for f in json.loads(left.stdout)["findings"]}
    assert "did you mean number_mismatch" in refused(run("audit", versions / "after.md", "--only", "number_mismach"))


def test_several_documents_end_with_the_worst_code_and_a_summary(versions: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"%PDF-1.7\n")
    result = run("audit", versions / "after.md", broken, versions / "before.md", "-f", "json", "-t", "co_branding")
    assert result.returncode == 2
    assert [json.loads(line)["source"]["name"] for line in result.stdout.splitlines()] == ["after.md", "before.md"]
    assert "3 documents, 2 reports" in result.stderr.decode()


def test_pages_of_several_documents_go_to_a_folder_one_each(versions: Path, tmp_path: Path) -> None:
    both = (versions / "before.md", versions / "after.md", "-f", "html", "--fail-on", "never")
    assert "one page a document" in refused(run("audit", *both))
    assert run("audit", *both, "-o", tmp_path).returncode == 0
    assert sorted(p.name for p in tmp_path.iterdir()) == ["after.md.audit.html", "before.md.audit.html"]
    (tmp_path / "after.md.audit.html").unlink()
    text = refused(run("audit", *both, "-o", tmp_path))
    assert "--force" in text
    assert not (tmp_path / "after.md.audit.html").exists()
    assert run("audit", *both, "-o", tmp_path, "--force").returncode == 0


def test_a_report_never_takes_the_place_of_a_file(versions: Path) -> None:
    before = (versions / "before.json").read_bytes()
    assert "--force" in refused(run("audit", versions / "after.md", "-f", "sarif", "-o", versions / "before.json"))
    assert (versions / "before.json").read_bytes() == before


@pytest.mark.parametrize("level", ["critical", "major", "minor", "info", "never"])
def test_fail_on_sets_the_exit_code(level: str) -> None:
    result = run("audit", CONTRACTS / "sound_alliance.docx", "--fail-on", level, "-f", "json")
    counts = json.loads(result.stdout)["counts"]
    order = ["critical", "major", "minor", "info"]
    expected = level != "never" and any(counts[name] for name in order[: order.index(level) + 1])
    assert result.returncode == int(expected)
