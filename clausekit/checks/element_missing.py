"""A required element of a present clause was not found."""

from __future__ import annotations

from collections.abc import Iterator

from clausekit.checks.case import Case
from clausekit.checks.elements import in_state
from clausekit.findings import ElementState, Finding


def check(case: Case) -> Iterator[Finding]:
    """Findings `element_missing`, graded by clause status and alliance type (spec 5.2)."""
    return in_state(case, ElementState.MISSING, "element_missing")
