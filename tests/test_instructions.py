"""What is said to whoever completes a draft is no part of it."""

from __future__ import annotations

import time

import pytest
from clausekit.api import audit_contract
from clausekit.language.instructions import instructions, within, without
from clausekit.model import Cell, Contract, Paragraph, Section, Table
from clausekit.report import Source


@pytest.mark.parametrize(
    "note",
    [
        "[Drafting note: optional. Delete this row if there is no cap.]",
        "[Note de rédaction : à adapter au secteur.]",
        "[NTD: to be checked by tax]",
        "[Enter a description of the services. Include details such as milestones, and the people who do the work.]",
        "[Décrire ici les prestations, les lieux et le calendrier, avec les jalons]",
    ],
)
def test_a_note_to_whoever_completes_the_draft_is_found_and_blanked(note: str) -> None:
    text = f"Avant {note} après."
    assert instructions(text) == [(6, 6 + len(note))]
    assert without(text, instructions(text)) == f"Avant {' ' * len(note)} après."


@pytest.mark.parametrize(
    "text",
    [
        "[Insert if applicable: The Supplier shall repair any defect within ten days of notice.]",  # a clause
        "[Insert name]",  # a blank
        "[Option 1: the cap is one million euros]",
        "The parties [and their affiliates] shall not compete.",
        "[Notice is given in writing, and takes effect on the day on which it is received by the other party]",
        "No bracket at all: note, draft, enter.",
    ],
)
def test_brackets_with_words_of_the_contract_or_a_blank_are_none(text: str) -> None:
    assert instructions(text) == []


def test_notes_within_a_stretch_are_clipped_to_it() -> None:
    places = [(2, 5), (7, 9), (12, 20)]
    assert within(places, 4, 14) == ((0, 1), (3, 5), (8, 10))
    assert within(places, 5, 7) == within(places, 20, 30) == within([], 0, 9) == ()


def test_notes_by_the_hundred_thousand_cost_no_quadratic_time() -> None:
    start = time.process_time()
    for text in ("[NTD] " * 150_000, "[NTD]. A " * 100_000, "[" * 900_000, "[note: " * 140_000, "[enter " * 140_000):
        found = instructions(text)
        assert len(without(text, found)) == len(text)
        assert sum(len(within(found, k, k + 9)) for k in range(0, len(text), 9)) >= len(found)
    assert time.process_time() - start < 30


def states(*blocks: Paragraph | Table) -> dict[str, str]:
    contract = Contract("Agreement", "en", (Section(None, blocks),))
    report = audit_contract(contract, Source("a.docx", "", "final", 0), alliance_type="strategic_alliance")
    return {element.id: element.state.value for clause in report.clauses for element in clause.elements}


def test_a_note_is_no_evidence_and_the_words_beside_it_are() -> None:
    cap = "The liability of either Party is limited to the fees paid in the preceding twelve months."
    assert states(Paragraph(cap))["g.liability.cap"] == "satisfied"
    assert states(Paragraph(f"[Drafting note: optional.] {cap}"))["g.liability.cap"] == "satisfied"
    assert states(Paragraph(f"[Drafting note: {cap}]"))["g.liability.cap"] == "missing"


def test_a_first_row_of_prose_is_no_header_of_the_rows_below() -> None:
    prose = "This Agreement has two parts. A term left blank does not apply to this Agreement. " * 3
    rows = [(prose,), ("The Standard Terms are attached.",), ("They are posted on a site.",)]
    table = Table(tuple(tuple(Cell((Paragraph(text),)) for text in row) for row in rows))
    assert states(table)["g.hierarchy.general_conditions_excluded"] != "satisfied"
