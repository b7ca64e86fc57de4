"""`clausekit recommend`: which alliance type your answers point to, by counting those that match."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clausekit.cli.common import library, ui_option
from clausekit.texts import say

if TYPE_CHECKING:
    from clausekit.library.library import Library
    from clausekit.library.questions import Question
    from clausekit.library.recommend import Match, Recommendation


@click.command()
@click.argument("answers", nargs=-1, type=click.Path(path_type=Path))
@click.option("--set", "settings", multiple=True, metavar="QUESTION=ANSWER", help="One answer; wins over the files.")
@click.option("--questions", is_flag=True, help="Print an answers file to fill in, and do nothing else.")
@click.option("-f", "--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("--pack", "packs", multiple=True, type=click.Path(), help="A pack folder; may be repeated.")
@ui_option
@click.pass_obj
def command(
    ui: str, answers: tuple[Path, ...], settings: tuple[str, ...], questions: bool, form: str, packs: tuple[str, ...]
) -> None:
    """Say which alliance type your answers point to, and why.

    ANSWERS is a YAML or JSON file (see --questions). On a terminal, what is not answered is asked.
    """
    from clausekit.library.answers import Answers, read_answers
    from clausekit.library.recommend import read_choices, recommend

    loaded = library(packs)
    if questions:
        click.echo(_file_to_fill(loaded, ui))
        return
    given = read_answers(list(answers), list(settings))
    if sys.stdin.isatty() and sys.stdout.isatty():
        known = read_choices(loaded, given)
        asked = {q.id: _ask(q, ui) for q in loaded.advice.questions if q.id not in known}
        given = Answers({**known, **asked})
    result = recommend(loaded, given, language=ui)
    if form == "json":
        click.echo(json.dumps(result.to_dict(), ensure_ascii=False, indent=1))
    else:
        click.echo(_text(loaded, result, ui))


def _file_to_fill(loaded: Library, ui: str) -> str:
    lines = []
    for question in loaded.advice.questions:
        labels = ", ".join(f"{ident} ({choice.label[ui]})" for ident, choice in question.answers.items())
        lines += [f"# {question.ask[ui]}", f"#   {labels}", f"{question.id}:", ""]
    return "\n".join(lines).rstrip()


def _ask(question: Question, ui: str) -> str | None:
    """Ask until the answer is understood; an empty answer leaves the question open."""
    from clausekit.library.recommend import expected, understood

    labels = " / ".join(choice.label[ui] for choice in question.answers.values())
    while True:
        text: Any = click.prompt(f"{question.ask[ui]}\n  [{labels}]", default="", show_default=False)
        if not text.strip():
            return None
        if answer := understood(question, text):
            return answer
        click.echo(say("recommend.expected", ui, answers=expected(question)))


def _text(loaded: Library, result: Recommendation, ui: str) -> str:
    best = result.type
    lines = [f"{best.title} ({best.type})", loaded.types[best.type].what[ui], ""]
    lines.append(say("recommend.count", ui, count=len(best.matching), answered=len(result.answers)))
    lines += [f"  + {_answer(loaded, result, q, ui)}" for q in best.matching]
    lines += [f"  - {_answer(loaded, result, q, ui)}" for q in best.differing]
    lines.append("")
    if result.tied:
        lines.append(say("recommend.tied", ui, types=_names(loaded, result.tied, ui)))
    if result.ladder:
        own = say("recommend.convention", ui) if result.ladder_is_convention else ""
        for key, kind in (("lighter", result.lighter), ("heavier", result.heavier)):
            neighbour = _names(loaded, (kind,), ui) if kind else say(f"recommend.no_{key}", ui)
            lines.append(say(f"recommend.{key}", ui, ladder=result.ladder + own, type=neighbour))
    others = [m for m in result.ranking[1:] if m.type not in result.tied][:3]
    if others:
        lines.append(say("recommend.next", ui, types=", ".join(_counted(m, ui) for m in others)))
    if result.set_aside:
        lines.append(say("recommend.set_aside", ui, reasons=_set_aside(loaded, result, ui)))
    if result.unanswered:
        asks = "; ".join(q.ask[ui] for q in loaded.advice.questions if q.id in result.unanswered)
        lines.append(say("recommend.unanswered", ui, questions=asks))
    lines.append(say("recommend.note", ui))
    return "\n".join(lines)


def _answer(loaded: Library, result: Recommendation, ident: str, ui: str) -> str:
    question = loaded.advice.question(ident)
    assert question is not None
    return f"{question.ask[ui]} {question.answers[result.answers[ident]].label[ui]}"


def _names(loaded: Library, kinds: tuple[str, ...], ui: str) -> str:
    return ", ".join(f"{loaded.types[kind].title[ui]} ({kind})" if kind in loaded.types else kind for kind in kinds)


def _counted(match: Match, ui: str) -> str:
    return f"{match.title} ({say('recommend.times', ui, count=len(match.matching))})"


def _set_aside(loaded: Library, result: Recommendation, ui: str) -> str:
    by_question: dict[str, list[str]] = {}
    for kind, question in result.set_aside:
        by_question.setdefault(question, []).append(loaded.types[kind].title[ui])
    return "; ".join(f"{_answer(loaded, result, q, ui)} → {', '.join(kinds)}" for q, kinds in by_question.items())
