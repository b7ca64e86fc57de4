"""The library's own promises: both languages alike, every clause it names exists, words that never appear."""

from __future__ import annotations

import re

import pytest
from clausekit.drafting import draft
from clausekit.library.wording import WordingBlock
from clausekit.model import MarkKind
from tests.contracts_from_examples import LANGUAGES, TYPES, everything, library, planned

IDS = sorted(library().folders)
NAMES = re.compile(r"\{\{\s*([a-z_]+)|\{%\s*(?:if|elif)\s+(?:not\s+)?([a-z_]+)")
FORBIDDEN = {
    "fr": re.compile(r"\bde (?:l['’])?article \[\[|\ble clause\b|illégal|nulle? et non avenu|70 %|67 %", re.I),
    "en": re.compile(r"null and void|\billegal\b|time is of the essence|representations and warranties|67 ?%", re.I),
}


def names(block: WordingBlock) -> set[str]:
    return {first or second for first, second in NAMES.findall(block.source)} - {
        "has",
        "facts",
        "party_a",
        "party_b",
        "law",
    }


def in_body(language: str, ident: str) -> str:
    return "\n".join(block.source for block in library().folders[ident].wordings[language].blocks)


@pytest.mark.parametrize("ident", IDS)
def test_both_languages_write_the_same_elements_in_the_same_variants(ident: str) -> None:
    written = {
        language: {
            (b.elements, b.variants, b.laws) for b in library().folders[ident].wordings[language].blocks if b.elements
        }
        for language in LANGUAGES
    }
    elements = {lang: {name for names_, _, _ in blocks for name in names_} for lang, blocks in written.items()}
    assert elements["fr"] == elements["en"]


@pytest.mark.parametrize("ident", IDS)
def test_both_languages_print_the_same_parameters(ident: str) -> None:
    printed = {
        language: set().union(*(names(b) for b in library().folders[ident].wordings[language].blocks))
        for language in LANGUAGES
    }
    assert printed["fr"] ^ printed["en"] <= {"signature_place", "signature_date"} | set()


@pytest.mark.parametrize("ident", IDS)
def test_has_asks_for_clauses_that_exist(ident: str) -> None:
    known = {name.replace(".", "_") for name in IDS}
    for language in LANGUAGES:
        assert set(re.findall(r"has\.([a-z_]+)", in_body(language, ident))) <= known


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ident", IDS)
def test_words_we_never_write_do_not_appear(ident: str, language: str) -> None:
    assert FORBIDDEN[language].findall(in_body(language, ident)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reference_of_the_full_contract_leads_to_a_number(language: str) -> None:
    contract = draft(everything(language), library(), final=True)
    anchors = {p.anchor for p in contract.paragraphs() if p.anchor}
    targets = {m.target for p in contract.paragraphs() for m in p.marks if m.kind is MarkKind.REF}
    assert targets
    assert targets <= anchors


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", TYPES)
def test_no_blank_sentinel_or_markup_is_left_in_a_final_contract(kind: str, language: str) -> None:
    text = "\n".join(p.text for p in draft(planned(kind, language), library(), final=True).paragraphs())
    assert not re.search(r"\{\{|\}\}|\[\[|\]\]|\*\*|[\ue000\ue001]|\[•|\bNone\b|  |,,|\.\.", text)
    if language == "fr":
        assert not re.search(r"\bde (?:l[’'])?Article (?=\d)", text.replace("de l’Article", ""))
        assert not re.search(r"[^\u00a0] ?[;:!?](?=\s)", re.sub(r"\u00a0[;:!?]", "", text))


def test_every_parameter_that_measures_has_limits() -> None:
    loose = [
        f"{ident}.{p.id}"
        for ident, clause in library().clauses.items()
        for p in clause.parameters
        if p.type in ("int", "float", "percent") and (p.min is None or p.max is None) and not p.by_type
    ]
    assert loose == []


def test_every_default_lies_within_its_limits() -> None:
    for kind in library().types:
        planned_values = library().parameters(tuple(library().folders))
        for parameter in planned_values.values():
            if isinstance(parameter.default, int | float) and not isinstance(parameter.default, bool):
                assert parameter.min is None or parameter.default >= parameter.min, (kind, parameter.id)
                assert parameter.max is None or parameter.default <= parameter.max, (kind, parameter.id)
