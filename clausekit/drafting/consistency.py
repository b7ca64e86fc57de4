"""Answers held against the cross rules before anything is written: what clashes warns, what cannot be stops."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from clausekit.library.library import Library
from clausekit.library.risks import AnswerCondition, AnswerTest

_MONTHS = {"_years": 12.0, "_months": 1.0, "_days": 1 / 30}


@dataclass(frozen=True, slots=True)
class Clash:
    """A cross rule that the answers break; `key` is the answer to look at first, `refuse`: no contract is written."""

    rule: str
    key: str
    message: str
    refuse: bool

    def __str__(self) -> str:
        return f"{self.message} ({self.rule})"


def clashes(
    library: Library, values: Mapping[str, Any], *, clauses: Collection[str], kind: str, law: str, language: str
) -> list[Clash]:
    """What the cross rules (`answers:`) have to say about these values in a contract of these clauses.

    Takes resolved values, the ids of the clauses that will be written, the alliance type, the law and the language
    of the messages. A value that is still missing never clashes.
    """
    return [
        Clash(rule.id, test.tests[0].left, test.message[language], test.refuse)
        for rule in library.cross_rules.values()
        for test in rule.answers
        if _concerns(test, clauses, kind, law) and all(_holds(condition, values) for condition in test.tests)
    ]


def _concerns(test: AnswerTest, clauses: Collection[str], kind: str, law: str) -> bool:
    return (
        all(clause in clauses for clause in test.clauses)
        and not any(clause in clauses for clause in test.without)
        and (not test.types or kind in test.types)
        and (not test.laws or law in test.laws)
    )


def _holds(condition: AnswerCondition, values: Mapping[str, Any]) -> bool:
    left = values.get(condition.left)
    right = values.get(condition.right) if condition.right else condition.value
    if condition.verb in ("is", "is_not"):
        return _given(left) and (left == right) is (condition.verb == "is")
    if isinstance(left, date) and isinstance(right, date):
        return _dates(condition, left, right, values)
    numbers = [*_numbers(condition, left, right)]
    if len(numbers) == 2:
        return numbers[0] > numbers[1] if condition.verb == "exceeds" else numbers[0] != numbers[1]
    return condition.verb == "differs" and isinstance(left, str) and isinstance(right, str) and left != right


def _given(value: Any) -> bool:
    return isinstance(value, str | int | float | date)


def _dates(condition: AnswerCondition, left: date, right: date, values: Mapping[str, Any]) -> bool:
    if condition.plus_months:
        months = values.get(condition.plus_months)
        if not isinstance(months, int | float):
            return False
        right = _later(right, int(months))
    if condition.verb == "before":
        return left < right
    return left > right if condition.verb in ("ends_after", "exceeds") else left != right


def _later(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    year, month = divmod(day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(day.year + year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError(day)


def _numbers(condition: AnswerCondition, left: Any, right: Any) -> Iterator[float]:
    """Both sides as numbers, in months when both names say their unit; fewer than two when one is no number."""
    names = (condition.left, condition.right or condition.left)
    scales = [next((scale for end, scale in _MONTHS.items() if name.endswith(end)), None) for name in names]
    for value, scale in zip((left, right), scales, strict=True):
        number = _number(value)
        if number is not None:
            yield number * (scale if scale is not None and None not in scales and condition.right else 1.0)


def _number(value: Any) -> float | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value)
    return float(value) if isinstance(value, str) and value.isdigit() else None
