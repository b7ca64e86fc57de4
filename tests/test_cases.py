"""Every case file: strangers' wordings and what must be found in them."""

from __future__ import annotations

import pytest
from clausekit.testing import Case, cases, run_case
from tests.contracts_from_examples import library

CASES = [case for ident in library().folders for case in cases(library(), ident)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_wording_of_a_stranger_is_read_as_the_case_says(case: Case) -> None:
    assert run_case(library(), case) == ""


def test_every_element_has_a_passing_and_another_case_in_some_language() -> None:
    missing = []
    for ident, clause in library().clauses.items():
        found = {(case.subject, case.state) for case in cases(library(), ident)}
        missing += [f"{ident}.{e.id}" for e in clause.elements if (e.id, "satisfied") not in found]
    assert missing == []
