"""Pydantic's errors as faults a lawyer can act on: file, line, key, what was expected, the nearest right key."""

from __future__ import annotations

import difflib
import types
import typing
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel, ValidationError

from clausekit.errors import Fault
from clausekit.library.source import Source
from clausekit.objections import objection

_MESSAGES = {
    "missing": "the key {key} is missing",
    "extra_forbidden": "unknown key {key}",
    "literal_error": "{key}: {input!r} is not one of {expected}",
    "string_pattern_mismatch": "{key}: {input!r} is not a valid id",
}


def nearest(word: str, known: Iterable[str]) -> str:
    """« did you mean x? », or "" when nothing is near."""
    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return objection("near", word=close[0]) if close else ""


def faults_of(error: ValidationError, source: Source, model: type[BaseModel]) -> list[Fault]:
    """Every error of a validation as a fault with its line."""
    return [_fault(dict(item), source, model) for item in error.errors(include_url=False)]


def _fault(item: dict[str, Any], source: Source, model: type[BaseModel]) -> Fault:
    location = tuple(part for part in item["loc"] if part != "[key]")
    key = ".".join(str(part) for part in location)
    pattern = _MESSAGES.get(item["type"], "{key}: {msg}")
    shown = item.get("input")
    message = pattern.format(
        key=key,
        input=shown if isinstance(shown, str | int | float) else type(shown).__name__,
        msg=str(item["msg"]).removeprefix("Value error, "),
        expected=item.get("ctx", {}).get("expected", ""),
    )
    hint = ""
    if item["type"] == "extra_forbidden":
        hint = nearest(str(location[-1]), _keys(model, location[:-1]))
    return Fault(source.path, source.line(location), message, hint)


def _keys(model: Any, location: tuple[Any, ...]) -> list[str]:
    """The keys the record at a location may have, walking through lists, dicts and optionals."""
    current = model
    for part in location:
        current = _inner(current)
        if isinstance(current, type) and issubclass(current, BaseModel):
            field = current.model_fields.get(str(part))
            current = field.annotation if field else None
    current = _inner(current)
    if isinstance(current, type) and issubclass(current, BaseModel):
        return [field.alias or name for name, field in current.model_fields.items()]
    return []


def _inner(annotation: Any) -> Any:
    while typing.get_origin(annotation) in (list, tuple, dict, typing.Union, types.UnionType, typing.Annotated):
        options = [a for a in typing.get_args(annotation) if a not in (type(None), Ellipsis, str)]
        if not options:
            return None
        annotation = options[-1] if typing.get_origin(annotation) is dict else options[0]
    return annotation
