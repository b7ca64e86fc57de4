"""Evidence as quotes, and measured values held against ranges."""

from __future__ import annotations

from typing import Any

from clausekit.analysis.units import Unit
from clausekit.findings import Evidence
from clausekit.language.quantities import Quantity
from clausekit.library.records import Range

TOLERANCE = 0.05  # at range limits (spec 0.6)
_MAX_QUOTE = 300


def evidence_of(unit: Unit, cue: str) -> Evidence:
    """A unit's exact words, cut at 300 characters with a visible ellipsis."""
    quote = unit.text if len(unit.text) <= _MAX_QUOTE else unit.text[: _MAX_QUOTE - 1].rstrip() + "…"
    return Evidence(quote, unit.anchor, unit.start, unit.end, cue, unit.pending)


def measured(value: Quantity | None, limits: Range) -> float:
    """The value in the unit of the range."""
    assert value is not None
    if limits.unit == "percent":
        return value.value
    if limits.unit == "months":
        return value.months
    return value.value if value.kind == "duration" else value.value * 30


def within(value: float, limits: Range, kind: str) -> bool:
    """Whether a value lies in the range, with 5 % tolerance at its limits."""
    if limits.allowed:
        return any(abs(value - a) <= TOLERANCE * max(a, 1) for a in limits.allowed)
    low = limits.min_by_type.get(kind, limits.min)
    if low is not None and value < low * (1 - TOLERANCE):
        return False
    return limits.max is None or value <= limits.max * (1 + TOLERANCE)


def found_value(value: Quantity | None, limits: Range) -> dict[str, Any]:
    """The value as the report prints it: in the range's unit, with the words of the document."""
    assert value is not None
    number = round(measured(value, limits), 2)
    return {limits.unit: int(number) if number.is_integer() else number, "literal": value.literal}
