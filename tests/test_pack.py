"""A pack in a folder of its own: the example with a new clause and a new type, and one begun with `clauses new`."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from clausekit import AnswersError, audit, generate, load_library, recommend
from clausekit.cli.root import cli
from clausekit.errors import LibraryError
from clausekit.library.answers import read_answers
from clausekit.library.library import Library
from clausekit.library.loading import load_partial
from clausekit.testing import failures
from click.testing import CliRunner

PACK = Path(__file__).parent.parent / "examples" / "pack"


@cache
def with_pack() -> Library:
    return load_library(PACK)


def written(language: str, **options: object) -> bytes:
    answers = read_answers([PACK / "answers" / f"joint_event.{language}.yaml"])
    return generate("joint_event", answers, final=True, library=with_pack(), **options)


def test_the_example_pack_has_no_python_and_one_clause_and_one_type_more() -> None:
    assert not list(PACK.rglob("*.py"))
    assert set(with_pack().folders) - set(load_library().folders) == {"g.ai_tools"}
    assert set(with_pack().types) - set(load_library().types) == {"joint_event"}
    assert [f"{pack.id}@{pack.version}" for pack in with_pack().packs] == ["joint_event_pack@1.0.0"]


def test_the_clause_of_the_pack_passes_every_check() -> None:
    assert failures(with_pack(), "g.ai_tools") == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_contract_of_the_packs_type_audits_without_a_gap(language: str) -> None:
    report = audit(written(language), library=with_pack())
    assert report.alliance_type.id == "joint_event"
    assert report.conclusion == "no_gap"
    assert report.clause("g.ai_tools").state == "complete"
    assert report.packs == ("joint_event_pack@1.0.0",)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_element_of_the_packs_clause_left_out_is_what_the_audit_reports(language: str) -> None:
    report = audit(written(language, without=["g.ai_tools.no_secrets"]), library=with_pack())
    worse = [f.element_id for f in report.findings if f.severity != "info"]
    assert worse == ["g.ai_tools.no_secrets"]


def test_an_answer_out_of_the_packs_range_is_refused() -> None:
    answers = read_answers([PACK / "answers" / "joint_event.fr.yaml"], ["ai_tools_days=90"])
    with pytest.raises(AnswersError, match="90 is out of range, 1 to 60"):
        generate("joint_event", answers, library=with_pack())


def test_the_packs_type_takes_part_in_the_decision_aid() -> None:
    advice = with_pack().types["joint_event"].advice
    assert advice is not None
    assert recommend({q: a[0] for q, a in advice.answers.items()}, library=with_pack()).type.type == "joint_event"


FILLED = {  # what an author would write, in the order of the file
    "clause.yaml": [
        "Visites de site", "Site visits", "Fixer le préavis des visites.", "Set the notice of visits.",
        "visites de site", "site visits", "visite*", "visit*", "notifie*", "notifies", "visites de site", "site visits",
        "Préavis", "Notice", "un préavis avant la visite", "notice before the visit", "Risque d'une visite inutile.",
        "Risk of a useless visit.", "visite*", "visit*", "préavis d'une visite", "notice of a visit",
    ],
    "fr.md": ["Visites de site", "Préavis", "notifie à l'autre toute visite"],
    "en.md": ["Site visits", "Notice", "notifies the other of every visit"],
    "cases.md": [
        "Accès", "Le client notifie sa visite au fournisseur.", "Voyages", "La visite médicale est obligatoire.",
        "Access", "The customer notifies the supplier of its visit.", "Travel", "A visit to a doctor is mandatory.",
    ],
    "pack.yaml": ["Mon pack", "My pack"],
}  # fmt: skip


def test_a_new_clause_loads_only_when_filled_in_and_then_passes_every_check(tmp_path: Path) -> None:
    pack = tmp_path / "my pack"
    runner = CliRunner()
    made = runner.invoke(cli, ["clauses", "new", "g.site_visits", "--pack", str(pack)])
    assert made.exit_code == 0
    assert sorted(p.name for p in pack.rglob("*") if p.is_file()) == sorted(FILLED)
    blank = runner.invoke(cli, ["clauses", "check", "g.site_visits", "--pack", str(pack)])
    assert blank.exit_code == 1
    assert "my pack/clause_library/g.site_visits/clause.yaml:6: still to be filled in" in blank.output
    with pytest.raises(LibraryError, match="still to be filled in"):
        load_library(pack)
    for name, words in FILLED.items():
        path = next(pack.rglob(name))
        text = path.read_text(encoding="utf-8")
        for word in words:
            text = re.sub(r"<(?:fill in|à remplir ):.*?>", word, text, count=1)
        path.write_text(text, encoding="utf-8")
    loaded, faults = load_partial([pack])
    assert faults == ()
    assert failures(loaded, "g.site_visits") == []


@pytest.mark.parametrize(
    ("ident", "why"),
    [("g.confidentiality", "has this clause already"), ("Visites", "not an id"), ("../g.out", "not an id")],
)
def test_a_clause_that_cannot_be_is_not_begun(tmp_path: Path, ident: str, why: str) -> None:
    done = CliRunner().invoke(cli, ["clauses", "new", ident, "--pack", str(tmp_path)])
    assert isinstance(done.exception, LibraryError)
    assert why in str(done.exception)
    assert list(tmp_path.iterdir()) == []
