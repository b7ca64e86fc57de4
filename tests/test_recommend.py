"""The decision aid: counting matching answers, the lighter type on a tie, the neighbours on the ladder."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from clausekit import AnswersError, recommend
from clausekit.api import load_library
from clausekit.cli.root import cli
from click.testing import CliRunner

MAIN_LADDER = (
    "tactical_partnership", "affiliation", "co_branding", "strategic_alliance", "joint_venture_contractual",
    "joint_venture_company",
)  # fmt: skip
CO_BRANDING = {
    "common_investment": "some", "joint_brand": True, "common_results": "yes", "loss_sharing": False,
    "separate_company": "non", "months_to_revenue": 5, "small_firms": "no", "supplier": "no",
}  # fmt: skip


@pytest.mark.parametrize("kind", sorted(load_library().types))
def test_each_type_is_recommended_to_those_whom_it_suits_best(kind: str) -> None:
    advice = load_library().types[kind].advice
    assert advice is not None
    answers = {question: suited[-1] for question, suited in advice.answers.items()}
    result = recommend(answers)
    assert result.type.type == kind
    assert len(result.type.matching) == len(load_library().advice.questions) == 8


def test_answers_that_match_are_listed_and_those_that_do_not() -> None:
    result = recommend({**CO_BRANDING, "loss_sharing": True}, language="fr")
    assert result.type.type == "co_branding"
    assert result.type.title == "Contrat de co-branding"
    assert len(result.type.matching) == 7
    assert result.type.differing == ("loss_sharing",)


@pytest.mark.parametrize("kind", MAIN_LADDER)
def test_the_ladder_of_commitment_is_the_one_of_the_specification(kind: str) -> None:
    advice = load_library().types[kind].advice
    assert advice is not None
    result = recommend({question: suited[-1] for question, suited in advice.answers.items()})
    at = MAIN_LADDER.index(kind)
    assert result.lighter == (MAIN_LADDER[at - 1] if at else "")
    assert result.heavier == (MAIN_LADDER[at + 1] if at + 1 < len(MAIN_LADDER) else "")
    assert not result.ladder_is_convention


def test_the_lighter_type_wins_a_tie() -> None:
    result = recommend({"common_investment": "none", "joint_brand": "no", "small_firms": "no", "supplier": "no"})
    assert result.type.type == "tactical_partnership"
    assert result.tied == ("affiliation",)


def test_a_type_for_small_firms_is_not_proposed_to_large_ones() -> None:
    result = recommend({**CO_BRANDING, "small_firms": "no"})
    assert ("tpe_codevelopment_trade", "small_firms") in result.set_aside
    assert "tpe_codevelopment_trade" not in [match.type for match in result.ranking]


@pytest.mark.parametrize(("months", "kind"), [(2, "affiliation"), (6, "co_branding"), ("13", "co_branding")])
def test_a_number_of_months_is_an_answer(months: object, kind: str) -> None:
    answers = {"months_to_revenue": months, "common_investment": "some", "small_firms": "no", "supplier": "no"}
    result = recommend({**answers, **({} if kind == "affiliation" else {"joint_brand": "yes"})})
    assert result.type.type == kind


def test_every_wrong_answer_is_named_at_once() -> None:
    with pytest.raises(AnswersError) as caught:
        recommend({"joint_brnd": "yes", "supplier": "perhaps", "months_to_revenue": -1})
    text = str(caught.value)
    assert "did you mean joint_brand?" in text
    assert "'perhaps' is not an answer (no, once, ongoing)" in text
    assert "-1 is not an answer" in text


def test_no_answer_is_an_error_that_lists_the_questions() -> None:
    with pytest.raises(AnswersError, match="common_investment, joint_brand"):
        recommend({})


def test_no_type_accepts_every_answer_but_where_it_does_not_matter() -> None:
    library = load_library()
    for ident, kind in library.types.items():
        assert kind.advice is not None
        assert set(kind.advice.answers) == {q.id for q in library.advice.questions}
        for question in library.advice.questions:
            accepted = set(kind.advice.answers[question.id])
            assert accepted <= set(question.answers)
            anything = accepted == set(question.answers)
            assert not anything or (ident.startswith("supplier") and question.id == "small_firms")


def test_the_command_reads_a_file_and_prints_counts_without_percentages(tmp_path: Path) -> None:
    runner = CliRunner()
    blank = runner.invoke(cli, ["--ui-language", "fr", "recommend", "--questions"]).output
    assert "# Les partenaires partagent-ils aussi les pertes ?" in blank
    file = tmp_path / "answers.yaml"
    file.write_text(blank.replace("\nsupplier:", "\nsupplier: oui").replace("\nsmall_firms:", "\nsmall_firms: non"))
    french = runner.invoke(cli, ["recommend", str(file), "--set", "months_to_revenue=5", "--ui-language", "fr"])
    assert french.exit_code == 0
    assert "3 réponses sur 3" in french.output
    assert "%" not in french.output
    assert "Contrat-cadre de fourniture (supplier_framework)" in french.output.splitlines()[0]
    data = json.loads(runner.invoke(cli, ["recommend", str(file), "-f", "json"]).output)
    assert data["schema"] == "clausekit.recommendation/1"
    assert data["count"] == data["answered"] == 2


@pytest.mark.parametrize("arguments", [[], ["--set", "supplier=perhaps"], ["no_such_file.yaml"]])
def test_a_wrong_request_ends_with_2_and_no_traceback(arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "clausekit", "recommend", *arguments], capture_output=True, text=True,
        stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_on_a_terminal_what_is_not_answered_is_asked() -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "clausekit", "recommend", "--ui-language", "en", "--set", "supplier=no"],
        stdin=theirs, stdout=theirs, stderr=theirs,
    ) as process:  # fmt: skip
        os.close(theirs)
        os.write(ours, b"what?\nlarge\nyes\nyes\nyes\nno\n18\nno\n")
        shown = b""
        while True:
            try:
                shown += os.read(ours, 4096)
            except OSError:  # the other end is closed: the command is done
                break
    os.close(ours)
    assert process.returncode == 0
    assert b"Possible answers: none, some, large" in shown
    assert b"Is one partner the supplier" not in shown.split(b"answers match")[0]
    assert b"Contractual joint venture agreement (joint_venture_contractual)" in shown
