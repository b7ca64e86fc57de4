"""Word families: what a phrase as written in the library finds, and what it must not find."""

from __future__ import annotations

import pytest
from clausekit.language.families import GAP, Lexicon
from clausekit.language.text import tokens
from hypothesis import given
from hypothesis import strategies as st

FAMILIES = {
    "end": ["resili*", "fin du contrat"], "party": ["parties"], "part": ["parti*"], "level": ["SLA"], "small": ["sla"],
    "gap": ["sous un delai de … jours"], "right": ["resili* … de plein droit"], "mod": ["mod*"], "modify": ["modif*"],
}  # fmt: skip
LEXICON = Lexicon(FAMILIES)
TEXT = """résilier résiliation fin du contrat parties participation SLA sla sous un délai de dix jours plein droit
mod modifier x"""
WORDS = st.lists(st.sampled_from(TEXT.split()), max_size=14)


def found(text: str, lexicon: Lexicon = LEXICON) -> set[tuple[str, str]]:
    words = list(tokens(text))
    [spans] = lexicon.find([words])
    assert spans == sorted(spans)
    return {(span.family, " ".join(w.text for w in words[span.start : span.end])) for span in spans}


def slow(words: list[str], phrase: str) -> set[tuple[int, int]]:
    """The same by plain loops: what a phrase of one part finds."""
    parts = phrase.split()
    norms = [tokens(word)[0].norm for word in words]

    def fits(written: str, norm: str, part: str) -> bool:
        if part.endswith("*"):
            return norm.startswith(part[:-1])
        return (written if part.isupper() else norm) == part

    size = len(parts)
    return {
        (i, i + size)
        for i in range(len(words) - size + 1)
        if all(map(fits, words[i : i + size], norms[i : i + size], parts))
    }


@given(WORDS)
def test_the_fast_pass_finds_what_plain_loops_find(words: list[str]) -> None:
    [spans] = LEXICON.find([list(tokens(" ".join(words)))])
    for family, phrases in FAMILIES.items():
        if "…" not in "".join(phrases):
            expected = set().union(*(slow(words, phrase) for phrase in phrases))
            assert {(s.start, s.end) for s in spans if s.family == family} == expected


@given(WORDS, st.integers(0, 14), st.integers(0, 14))
def test_taking_text_away_at_the_ends_never_adds_a_hit(words: list[str], head: int, tail: int) -> None:
    shorter = words[head : len(words) - tail]
    assert found(" ".join(shorter)) <= found(" ".join(words))


@given(st.lists(WORDS, min_size=1, max_size=4))
def test_each_sentence_has_the_hits_it_has_alone(sentences: list[list[str]]) -> None:
    sequences = [list(tokens(" ".join(words))) for words in sentences]
    assert LEXICON.find(sequences) == [LEXICON.find([sequence])[0] for sequence in sequences]


@given(WORDS, st.sampled_from(sorted(FAMILIES)))
def test_a_family_finds_the_same_with_and_without_the_others(words: list[str], family: str) -> None:
    alone = found(" ".join(words), Lexicon({family: FAMILIES[family]}))
    assert {hit for hit in found(" ".join(words)) if hit[0] == family} == alone


def test_a_stem_of_one_family_does_not_widen_a_word_of_another() -> None:
    assert found("participation") == {("part", "participation")}
    assert found("parties") == {("part", "parties"), ("party", "parties")}


def test_a_stem_and_a_longer_stem_are_both_found() -> None:
    assert found("modifier") == {("mod", "modifier"), ("modify", "modifier")}


@pytest.mark.parametrize(("text", "families"), [("SLA", {"level", "small"}), ("sla", {"small"}), ("Sla", {"small"})])
def test_acronyms_match_only_in_capitals(text: str, families: set[str]) -> None:
    assert {family for family, _ in found(text)} == families


def test_accents_case_hyphens_and_apostrophes_do_not_matter() -> None:
    assert ("end", "Fin du Contrat") in found("la Fin du Contrat")
    assert Lexicon({"a": ["d'accord-cadre"]}).find([list(tokens("D’ACCORD CADRE"))])[0]


@pytest.mark.parametrize(("between", "hit"), [(0, True), (GAP, True), (GAP + 1, False)])
def test_a_gap_is_eight_words_at_most(between: int, hit: bool) -> None:
    text = f"sous un délai de {'x ' * between}jours"
    assert any(family == "gap" for family, _ in found(text)) is hit


def test_the_parts_of_a_phrase_with_a_gap_do_not_count_alone() -> None:
    assert found("sous un délai de") == set()
    assert found("jours sous un délai de") == set()


def test_a_stem_before_a_gap_is_found() -> None:
    assert ("right", "résiliation a lieu de plein droit") in found("la résiliation a lieu de plein droit")


def test_a_phrase_does_not_reach_into_the_next_sentence() -> None:
    lexicon = Lexicon({"a": ["fin du contrat"]})
    assert lexicon.find([list(tokens("la fin")), list(tokens("du contrat"))]) == [[], []]


def test_families_without_words_and_texts_without_words_are_no_trouble() -> None:
    assert Lexicon({}).find([list(tokens("un mot"))]) == [[]]
    assert Lexicon({"a": ["", "…", " "], "b": []}).find([[], list(tokens("un"))]) == [[], []]
    assert LEXICON.find([]) == []


def test_the_matchers_own_signs_in_a_text_only_separate_words() -> None:
    assert found("fin\x1edu\x1fcontrat*") == {("end", "fin du contrat")}
