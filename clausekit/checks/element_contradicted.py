"""A passage states the opposite of a required element, or a value outside its range."""

from __future__ import annotations

from collections.abc import Iterator

from clausekit.checks.case import Case
from clausekit.checks.elements import in_state
from clausekit.findings import ElementState, Finding


def check(case: Case) -> Iterator[Finding]:
    """Findings `element_contradicted`, graded by clause status and alliance type (spec 5.2)."""
    return in_state(case, ElementState.CONTRADICTED, "element_contradicted")
