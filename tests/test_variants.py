"""Protective and light wordings: what they print, what they leave out, and that they audit clean."""

from __future__ import annotations

import re

import pytest
from clausekit import audit, generate
from clausekit.cli.root import cli
from clausekit.drafting import Plan, draft, make_plan
from clausekit.findings import Severity
from clausekit.library.answers import Answers
from clausekit.library.wording import parse_wording
from clausekit.model import Contract, MarkKind, Role
from click.testing import CliRunner
from tests.contracts_from_examples import CORE, LANGUAGES, TYPES, core_articles, example, library

ALL = ("protective", "balanced", "light")
LIGHT_TYPES = tuple(kind for kind in TYPES if library().types[kind].default_variant == "light")


def plan_of(kind: str, language: str, variant: str = "", **answers: object) -> Plan:
    given = example(kind, language)
    data = {key: value for key, value in given.data.items() if answers.get(key, value) is not None}
    data |= {key: value for key, value in answers.items() if value is not None}
    return make_plan(library(), kind, Answers(data, given.places), variants={"": variant} if variant else {})


def article(contract: Contract, ident: str) -> str:
    return "\n".join(p.text for s in contract.sections if s.tag and s.tag.clause == ident for p in s.paragraphs())


def hanging(contract: Contract, language: str) -> list[str]:
    """Terms without definition or use, references to nothing, annexes that nobody names, blanks, markup."""
    paragraphs = list(contract.paragraphs())
    running = "\n".join(p.text for p in paragraphs if p.role is not Role.DEFINITION).replace("\u00a0", " ")
    marked = {
        p.text[m.start : m.end].replace("\u00a0", " ") for p in paragraphs for m in p.marks if m.kind is MarkKind.TERM
    }
    defined = {m for m in marked if not m.endswith(".")}
    listed = "\n".join(p.text for p in paragraphs if p.role is Role.DEFINITION).replace("\u00a0", " ")
    wrong = []
    terms = [term for clause in library().clauses.values() for term in clause.terms]
    words = [term.term[language].replace("'", "’") for term in terms]
    for word, term in zip(words, terms, strict=True):
        longer = "|".join(re.escape(other) for other in words if word in other and word != other) or "$^"
        if re.search(rf"\b{re.escape(word)}\b", re.sub(longer, "", running)) and word not in defined:
            wrong.append(f"{word} is not defined")
        if re.search(rf"[«“]\s?{re.escape(word)}\s?[»”]", listed) and word.lower() not in running.lower():
            also = [str(w).lower() for w in term.also[language]]
            plural = word.lower().replace("y", "ie") + "s"
            if plural not in running.lower() and not any(w in running.lower() for w in also):
                wrong.append(f"{word} is not used")
    anchors = {p.anchor for p in paragraphs if p.anchor}
    named = {m.target for p in paragraphs for m in p.marks if m.kind is MarkKind.REF}
    for section in contract.sections:
        annex = section.tag is not None and section.tag.clause.startswith("a.")
        if annex and section.heading and section.heading.anchor not in named:
            wrong.append(f"nothing refers to {section.heading.text}")
    for p in paragraphs:
        for m in p.marks:
            if m.kind is MarkKind.REF and m.target not in anchors:
                wrong.append(f"reference to nothing: {p.text[m.start : m.end]}")
            if m.kind is MarkKind.BLANK:
                wrong.append(f"blank: {p.text[m.start : m.end]}")
    wrong += re.findall(
        r".{0,20}(?:\{\{|\}\}|\[\[|\]\]|\*\*|\[•|\bNone\b|  |,,|\.\.|\( |zéro \(|zero \().{0,20}", running
    )
    return wrong


def test_a_block_of_a_variant_displaces_the_blocks_that_write_one_of_its_elements() -> None:
    wording, faults = parse_wording(
        "## a\n1. A.\n\n## b\n1. B.\n\n## a, c @light\n1. AC.\n\n## b @light +\n1. B2.", "x"
    )
    assert faults == []
    assert [b.source for b in wording.select(variant="light", law="fr")] == ["1. AC.", "1. B2."]
    assert [b.source for b in wording.select(variant="balanced", law="fr")] == ["1. A.", "1. B."]
    assert [b.joined for b in wording.blocks] == [False, False, False, True]


@pytest.mark.parametrize("clause", CORE)
def test_a_light_text_leaves_out_only_what_serves_as_information(clause: str) -> None:
    for language in LANGUAGES:
        for variant in ALL:
            blocks = library().folders[clause].wordings[language].select(variant=variant, law="fr")
            written = [name for block in blocks for name in block.elements]
            assert len(written) == len(set(written)), (variant, "an element stands twice")
            for element in library().clause(clause).elements:
                left_out = element.severity.missing == "info" and element.origin == "expert" and variant == "light"
                assert element.id in written or left_out, (language, variant, element.id)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("clause", CORE)
def test_a_light_text_is_shorter_than_the_balanced_one(clause: str, language: str) -> None:
    words = {v: len(article(draft_core(language, v), clause).split()) for v in ALL}
    assert words["light"] < 0.9 * words["balanced"] < words["protective"]


def draft_core(language: str, variant: str) -> Contract:
    return draft(core_articles(language, variant), library(), final=True, lenient=True)


def test_a_block_that_goes_on_keeps_the_references_of_both_sentences() -> None:
    contract = draft(plan_of("tactical_partnership", "fr"), library(), final=True)
    shown = [
        (p.text[m.start : m.end], p.number) for p in contract.paragraphs() for m in p.marks if m.kind is MarkKind.REF
    ]
    assert shown
    assert all(re.fullmatch(r"(?:Article|Annexe)\u00a0\d+|\d+(?:\.\d+)?(?:\([a-z]+\))*", text) for text, _ in shown)
    [section] = [s for s in contract.sections if s.tag and s.tag.clause == "governance"]
    clauses = [p for p in section.paragraphs() if p.role is Role.CLAUSE]
    assert [p.number.rsplit(".", 1)[1] for p in clauses] == ["1", "2", "3", "4"]
    assert len(clauses[0].elements) == 3


def test_a_value_without_an_answer_goes_with_the_variant() -> None:
    def months(variant: str, **answers: object) -> object:
        return plan_of("tpe_codevelopment_trade", "fr", variant, nc_post_term_months=None, **answers).values[
            "nc_post_term_months"
        ]

    assert [months(variant) for variant in ALL] == [12, 12, 6]
    assert plan_of("tactical_partnership", "fr", nc_post_term_months=9).values["nc_post_term_months"] == 9
    single = plan_of("tpe_egocentric_trade", "fr", "protective", gov_levels=None)
    assert single.values["gov_levels"] == "single", "the type's own default goes before the variant's"


def test_a_light_text_needs_fewer_annexes() -> None:
    light, balanced = (plan_of("affiliation", "fr", variant).ids() for variant in ("light", "balanced"))
    assert "exit_management" in light
    assert "a.exit_plan" in balanced
    assert "a.exit_plan" not in light


def test_a_type_that_may_not_use_a_light_text_gets_the_balanced_one() -> None:
    chosen = {c.id: c.variant for c in plan_of("strategic_alliance", "fr", "light").clauses}
    assert chosen["pilot_test"] == "balanced"
    assert chosen["governance"] == "light"


@pytest.mark.parametrize("kind", LIGHT_TYPES)
def test_a_light_type_prints_the_light_text_unless_asked(kind: str) -> None:
    assert {c.variant for c in plan_of(kind, "fr").clauses if c.id in CORE} <= {"light"}


def test_a_protective_text_for_one_party_only_warns_and_names_it() -> None:
    plan = plan_of("strategic_alliance", "fr", "protective", protected_party="a")
    assert any("T10" in warning for warning in plan.warnings)
    text = article(draft(plan, library(), final=True), "pilot_test")
    name = str(plan.values["party_a"]["short"])
    assert f"{name} peut mettre fin au Contrat à tout moment pendant l’essai" in text.replace("\u00a0", " ")
    assert not plan_of("strategic_alliance", "fr", "protective").warnings


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [*LIGHT_TYPES, "joint_venture_contractual"])
def test_nothing_hangs_in_the_wordings_a_type_prints_by_default(kind: str, language: str) -> None:
    assert hanging(draft(plan_of(kind, language), library(), final=True), language) == []


def test_clauses_show_prints_one_wording() -> None:
    result = CliRunner().invoke(cli, ["clauses", "show", "governance", "--variant", "light", "--ui-language", "en"])
    assert result.exit_code == 0
    assert "quarterly review" in result.output
    assert "@light +" in result.output
    assert "Steering Committee" not in result.output


@pytest.mark.slow
@pytest.mark.parametrize("variant", ALL)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", TYPES)
def test_every_type_in_every_variant_generates_and_audits_clean(kind: str, language: str, variant: str) -> None:
    assert hanging(draft(plan_of(kind, language, variant), library(), final=True), language) == []
    written = generate(kind, example(kind, language), language=language, final=True, variants={"": variant})
    report = audit(written)
    assert [f"{f.severity} {f.title} {f.quote}" for f in report.findings if f.severity is not Severity.INFO] == []
    assert report.alliance_type.id == kind


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("variant", ALL)
def test_each_paragraph_of_a_wording_is_a_paragraph_of_the_contract(variant: str, language: str) -> None:
    texts = [p.text for p in draft(core_articles(language, variant), library(), final=True, lenient=True).paragraphs()]
    assert [text for text in texts if re.search(r"[.;:)]\d+\. ", text)] == []
