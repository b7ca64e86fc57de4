"""One contract in two languages: two plans from the same answers, two drafts that run alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from clausekit.drafting.draft import draft
from clausekit.drafting.plan import LANGUAGES, Plan, make_plan
from clausekit.errors import AnswersError, Fault
from clausekit.library.answers import Answers
from clausekit.library.library import Library
from clausekit.model import Block, Cell, Contract, Cover, Paragraph, Section, Table, TableKind
from clausekit.objections import objection

BILINGUAL = "bilingual"
PREVAILING = "prevailing_language"
_LANGUAGE_CLAUSE = "g.language"


def is_bilingual(answers: Answers, language: str | None) -> bool:
    """Whether a contract in two languages is asked for, by the caller or else by the answers."""
    return (language or answers.data.get("language")) == BILINGUAL


def plan_pair(library: Library, kind: str, answers: Answers, **options: Any) -> tuple[Plan, Plan]:
    """The plans in the prevailing language and in the other; `options` as for `make_plan`, without `language`.

    The clause on languages is always in. Raises AnswersError when the answers do not say which language prevails.
    """
    first = answers.data.get(PREVAILING)
    if first not in LANGUAGES:
        path, line = answers.place(PREVAILING)
        known = ", ".join(LANGUAGES)
        fault = Fault(path, line, objection("answers.prevailing", key=PREVAILING, known=known, value=repr(first)))
        raise AnswersError(objection("answers.no_language"), faults=[fault])
    second = next(language for language in LANGUAGES if language != first)
    with_ = {*options.pop("with_", ()), _LANGUAGE_CLAUSE}
    facts = frozenset({"bilingual", f"prevails_{first}"})  # what the wording asks: `{% if facts.bilingual %}`

    def made(language: str) -> Plan:
        spoken = in_language(answers, language)
        plan = make_plan(library, kind, spoken, language=language, with_=with_, **options)
        return replace(plan, facts=plan.facts | facts)

    return made(first), made(second)


def draft_pair(plans: tuple[Plan, Plan], library: Library, *, final: bool = False) -> tuple[Contract, Contract]:
    """Both drafts, section by section alike; the first carries a cover and a manifest for the two."""
    first, second = plans
    left = draft(first, library, final=final)
    right = draft(second, library, final=final, order=first.language)
    manifest = (*left.manifest, ("second_language", second.language))
    sections = tuple(map(_signed, left.sections, right.sections))
    return replace(left, cover=_cover(left, right), sections=sections, manifest=manifest), right


def _signed(left: Section, right: Section) -> Section:
    """The section with one place to sign for both languages, labelled in each."""
    tables = iter([b for b in right.blocks if isinstance(b, Table) and b.kind is TableKind.SIGNATURE])
    blocks = tuple(
        _merged(b, next(tables)) if isinstance(b, Table) and b.kind is TableKind.SIGNATURE else b for b in left.blocks
    )
    if blocks == left.blocks:
        return left
    made = replace(left, blocks=blocks)
    return replace(made, tag=replace(made.tag, digest=made.digest()) if made.tag else None)


def _merged(left: Table, right: Table) -> Table:
    rows = tuple(
        tuple(_merged_cell(*cells) for cells in zip(*pair, strict=True))
        for pair in zip(left.rows, right.rows, strict=True)
    )
    return replace(left, rows=rows)


def _merged_cell(left: Cell, right: Cell) -> Cell:
    said = {_plain(block) for block in left.blocks}
    return replace(left, blocks=left.blocks + tuple(block for block in right.blocks if _plain(block) not in said))


def _plain(block: Block) -> str:
    """Text for comparing two languages: "Signature :" and "Signature:" say the same."""
    return " ".join(block.text.split()).replace(" :", ":") if isinstance(block, Paragraph) else ""


def in_language(answers: Answers, language: str) -> Answers:
    """The answers of one language: `{fr: …, en: …}` gives one of the two wherever it stands."""
    spoken = language if language in LANGUAGES else LANGUAGES[0]  # a wrong one is the plan's to refuse
    data = {key: _spoken(value, spoken) for key, value in answers.data.items() if key != PREVAILING}
    return Answers({**data, "language": language}, answers.places)


def _spoken(value: Any, language: str) -> Any:
    if isinstance(value, Mapping):
        if set(value) == set(LANGUAGES):
            return value[language]
        return {key: _spoken(inner, language) for key, inner in value.items()}
    return [_spoken(inner, language) for inner in value] if isinstance(value, list) else value


def _cover(left: Contract, right: Contract) -> Cover:
    ours, theirs = left.cover or Cover(left.title), right.cover or Cover(right.title)
    subtitles = _lines(right.title if right.title != left.title else "", _both(ours.subtitle, theirs.subtitle))
    return Cover(
        title=ours.title,
        subtitle=subtitles,
        parties=tuple(
            (_both(role, other), name) for (role, name), (other, _) in zip(ours.parties, theirs.parties, strict=True)
        ),
        reference=ours.reference,
        date=_both(ours.date, theirs.date),
        draft_mark=_both(ours.draft_mark, theirs.draft_mark),
        notice=_lines(ours.notice, theirs.notice),
        confidential=_both(ours.confidential, theirs.confidential),
    )


def _both(left: str, right: str) -> str:
    return left if left == right else " / ".join(filter(None, (left, right)))


def _lines(left: str, right: str) -> str:
    return "\n".join(filter(None, (left, right)))
