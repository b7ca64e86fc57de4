"""Contracts drafted from the examples or from sample values, written to Word and read back."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from clausekit.api import audit_contract, load_library
from clausekit.drafting import Plan, draft, make_plan
from clausekit.library.answers import Answers, read_answers
from clausekit.library.library import Library
from clausekit.model import Contract
from clausekit.report import AuditReport, Source
from clausekit.word.read import read_docx
from clausekit.word.write import write_docx

EXAMPLES = Path(__file__).parent.parent / "examples"
TYPES = (
    "affiliation", "co_branding", "joint_venture_company", "joint_venture_contractual", "strategic_alliance",
    "supplier_equity", "supplier_framework", "supplier_long_term", "supplier_spot", "tactical_partnership",
    "tpe_codevelopment_product", "tpe_codevelopment_trade", "tpe_egocentric_product", "tpe_egocentric_trade",
)  # fmt: skip
LANGUAGES = ("fr", "en")
CORE = (
    "pilot_test", "exit_management", "non_cannibalization", "governance", "strategic_alignment", "supplier_sla",
)  # fmt: skip
VARIANTS = ("protective", "light")  # beside `balanced`


def library() -> Library:
    return load_library()


@lru_cache(maxsize=32)
def example(kind: str, language: str) -> Answers:
    return read_answers([EXAMPLES / "answers" / f"{kind}.{language}.yaml"])


@lru_cache(maxsize=32)
def planned(kind: str, language: str) -> Plan:
    return make_plan(library(), kind, example(kind, language))


def everything(language: str) -> Plan:
    """A strategic alliance with every clause the library has."""
    others = [i for i, c in library().clauses.items() if c.kind in ("core", "general")]
    answers = example("strategic_alliance", language)
    given = Answers({**answers.data, "facts": dict.fromkeys(library().triggers, True)}, answers.places)
    return make_plan(library(), "strategic_alliance", given, with_=others)


@lru_cache(maxsize=4)
def core_articles(language: str, variant: str) -> Plan:
    """The six core clauses in one wording with the annexes and the law, every fact on, for a type that may use all."""
    kind = "tpe_codevelopment_trade"
    answers = example("strategic_alliance", language)
    data = {**answers.data, "type": kind, "facts": dict.fromkeys(library().triggers, True)}
    plan = make_plan(library(), kind, Answers(data, answers.places), with_=CORE, variants={"": variant})
    return replace(
        plan, clauses=tuple(c for c in plan.clauses if c.id in (*CORE, "g.governing_law") or c.id[:2] == "a.")
    )


def through_word(plan: Plan) -> Contract:
    """The plan drafted, written as .docx and read back; a reference to what was taken out gets a stand-in."""
    return read_docx(write_docx(draft(plan, library(), final=True, lenient=True)), name="contract.docx")


def audited(plan: Plan | Contract, *, alliance_type: str = "auto", known: bool = False) -> AuditReport:
    """The report on the plan's document; `known`: the facts of the plan are given instead of read off the text."""
    read = plan if isinstance(plan, Contract) else through_word(plan)
    facts = {ident: ident in plan.facts for ident in library().triggers} if known and isinstance(plan, Plan) else None
    return audit_contract(
        read,
        Source("contract.docx", "", "final", read.words()),
        library=library(),
        alliance_type=alliance_type,
        facts=facts,
    )


def without(plan: Plan, *elements: str) -> Plan:
    return replace(plan, omitted=frozenset(elements))


def without_clause(plan: Plan, ident: str) -> Contract:
    """The plan's document with the whole article of one clause struck out of it."""
    read = through_word(plan)
    return replace(read, sections=tuple(s for s in read.sections if not (s.tag and s.tag.clause == ident)))
