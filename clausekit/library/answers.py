"""Answers held against parameters: every fault at once, each with file, line, key, expectation, nearest key."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from clausekit.errors import Fault, Said
from clausekit.library.answerfiles import Answers, read_answers
from clausekit.library.faults import nearest
from clausekit.library.library import Library
from clausekit.library.parameters import Bounds, Parameter
from clausekit.library.templates import Missing, Option
from clausekit.library.typography import typeset
from clausekit.objections import objection

__all__ = ["Answers", "Resolver", "read_answers"]
RESERVED = ("type", "language", "governing_law", "variant", "variants", "with", "without", "facts")
MAX_TEXT = 200_000
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff\ue000\ue001]")


@dataclass(slots=True)
class Resolver:
    """Turns raw answers into printable values for a type and language, collecting faults and warnings."""

    library: Library
    answers: Answers
    kind: str
    language: str
    faults: list[Fault] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    variants: Mapping[str, str] = field(default_factory=dict)  # parameter id -> variant of the clause it belongs to

    def unknown_keys(self) -> None:
        """Report keys that no clause and no common parameter knows."""
        known = set(self.library.parameters(tuple(self.library.folders))) | set(RESERVED)
        for key in self.answers.data:
            if key not in known:
                path, line = self.answers.place(key)
                self.faults.append(Fault(path, line, objection("unknown_key", key=repr(key)), nearest(key, known)))

    def values(self, parameters: Mapping[str, Parameter], defaults: Mapping[str, Any]) -> dict[str, Any]:
        """The value of each parameter: answered, or default by type, or a blank."""
        result: dict[str, Any] = {}
        for ident, parameter in parameters.items():
            if ident in self.answers.data and self.answers.data[ident] is not None:
                result[ident] = self._checked(parameter, self.answers.data[ident], (ident,))
            else:
                result[ident] = self._default(parameter, defaults)
        self._sums(parameters, result)
        return result

    def _default(self, parameter: Parameter, defaults: Mapping[str, Any], path: str = "") -> Any:
        path = path or parameter.id
        bounds = parameter.by_type.get(self.kind, Bounds())
        raw = self._usual(parameter, bounds.default if bounds.default is not None else parameter.default, defaults)
        if raw is None:
            if parameter.type == "bool":
                return False
            if parameter.type == "party":
                return {f.id: self._default(f, {}, f"{path}.{f.id}") for f in parameter.fields}
            return Missing(path, parameter.label[self.language])
        return self._checked(parameter, raw, (parameter.id,))

    def _usual(self, parameter: Parameter, own: Any, defaults: Mapping[str, Any]) -> Any:
        """What stands without an answer: the template's value, else the variant's, else the parameter's own."""
        if parameter.id in defaults:
            return defaults[parameter.id]
        variant: Any = self.variants.get(parameter.id)
        return parameter.by_variant.get(variant, own)

    def _fault(self, location: tuple[str | int, ...], message: Said, hint: str = "") -> None:
        path, line = self.answers.place(str(location[0]), *location[1:])
        key = ".".join(str(part) for part in location)
        self.faults.append(Fault(path, line, objection("at", key=key, message=message), hint))

    def _checked(self, parameter: Parameter, value: Any, location: tuple[str | int, ...]) -> Any:
        handler = getattr(self, f"_as_{parameter.type}")
        return handler(parameter, value, location)

    def _as_bool(self, parameter: Parameter, value: Any, location: tuple[str | int, ...]) -> Any:
        if not isinstance(value, bool):
            self._fault(location, objection("bool", value=_shown(value)))
            return False
        return value

    def _as_int(self, parameter: Parameter, value: Any, location: tuple[str | int, ...]) -> Any:
        if isinstance(value, bool) or not isinstance(value, int):
            self._fault(location, objection("whole", unit=_unit(parameter), value=_shown(value)))
            return self._blank(parameter)
        return self._bounded(parameter, value, location)

    def _as_float(self, parameter: Parameter, value: Any, location: tuple[str | int, ...]) -> Any:
        if not _is_number(value):
            self._fault(location, objection("number", unit=_unit(parameter), value=_shown(value)))
            return self._blank(parameter)
        return self._bounded(parameter, value, location)

    _as_percent = _as_float

    def _as_money(self, parameter: Parameter, value: Any, location: tuple[str | int, ...]) -> Any:
        if not isinstance(value, str) and not _is_number(value):
            self._fault(location, objection("money", value=_shown(value)))
            return self._blank(parameter)
        if isinstance(value, str):
            return self._as_text(parameter, value, location)
        return self._bounded(parameter, value, location)

    def _bounded(self, parameter: Parameter, value: Any, location: tuple[str | int, ...]) -> Any:
        own = parameter.by_type.get(self.kind, Bounds())
        low = own.min if own.min is not None else parameter.min
        high = own.max if own.max is not None else parameter.max
        if (low is not None and value < low) or (high is not None and value > high):
            self._fault(location, objection("range", value=value, span=_span(low, high), unit=_unit(parameter)))
        return value

    def _as_text(self, parameter: Parameter, value: Any, location: tuple[str | int, ...]) -> Any:
        if isinstance(value, bool | dict | list):
            self._fault(location, objection("text", value=_shown(value)))
            return self._blank(parameter)
        text = str(value)
        if len(text) > MAX_TEXT:
            self._fault(location, objection("long_text", limit=MAX_TEXT))
            return self._blank(parameter)
        clean = _CONTROL.sub("", text.replace("\r\n", "\n"))
        if clean != text.replace("\r\n", "\n"):
            key = ".".join(str(part) for part in location)
            self.warnings.append(
                f"{key}: des caractères de contrôle ont été retirés" if self.language == "fr"
                else f"{key}: control characters were dropped"
            )  # fmt: skip
        return clean.strip() or self._blank(parameter)

    def _as_date(self, parameter: Parameter, value: Any, location: tuple[str | int, ...]) -> Any:
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self._fault(location, objection("date", value=_shown(value)))
            return self._blank(parameter)

    def _as_enum(self, parameter: Parameter, value: Any, location: tuple[str | int, ...]) -> Any:
        key = str(value)
        if key not in parameter.values:
            self._fault(
                location,
                objection("not_among", value=_shown(value), known=", ".join(parameter.values)),
                nearest(key, parameter.values),
            )
            return self._blank(parameter)
        choice = parameter.values[key]
        if choice.warn and choice.warn in self.library.traps:
            trap = self.library.traps[choice.warn]
            self.warnings.append(f"{'.'.join(map(str, location))}: {trap.title[self.language]} ({trap.id})")
        return Option(key, typeset(choice[self.language], self.language))

    def _as_set(self, parameter: Parameter, value: Any, location: tuple[str | int, ...]) -> Any:
        members = list(parameter.values) if value == "all" else value
        if not isinstance(members, list):
            self._fault(location, objection("list_of", known=", ".join(parameter.values), value=_shown(value)))
            return []
        chosen = [self._as_enum(parameter, member, (*location, i)) for i, member in enumerate(members)]
        for locked in parameter.locked:
            if locked not in [str(member) for member in members]:
                self._fault(location, objection("locked", value=repr(locked)))
        return [option for option in chosen if isinstance(option, Option)]

    def _as_list(self, parameter: Parameter, value: Any, location: tuple[str | int, ...]) -> Any:
        if not isinstance(value, list):
            self._fault(location, objection("list", value=_shown(value)))
            return self._blank(parameter)
        low, high = parameter.min_items or 0, parameter.max_items
        if len(value) < low or (high is not None and len(value) > high):
            self._fault(location, objection("items", span=_span(low, high), count=len(value)))
        if not parameter.fields:
            return [self._item(parameter, item, (*location, i)) for i, item in enumerate(value)]
        return [self._as_party(parameter, item, (*location, i)) for i, item in enumerate(value)]

    def _item(self, parameter: Parameter, value: Any, location: tuple[str | int, ...]) -> Any:
        if value is None or (isinstance(value, str) and not value.strip()):
            self._fault(location, objection("empty_item"))
        return self._as_text(parameter, "" if value is None else value, location)

    def _as_party(self, parameter: Parameter, value: Any, location: tuple[str | int, ...]) -> Any:
        if not isinstance(value, dict):
            names = ", ".join(f.id for f in parameter.fields)
            self._fault(location, objection("mapping_with", known=names, value=_shown(value)))
            return {f.id: self._default(f, {}, f"{location[0]}.{f.id}") for f in parameter.fields}
        known = [f.id for f in parameter.fields]
        for key in value:
            if key not in known:
                self._fault((*location, key), objection("unknown_key", key=repr(key)), nearest(str(key), known))
        result = {}
        for inner in parameter.fields:
            raw = value.get(inner.id)
            result[inner.id] = (
                self._default(inner, {}, _path(location, inner.id))
                if raw is None
                else self._checked(inner, raw, (*location, inner.id))
            )
            if raw is None and inner.required and parameter.type == "list":
                self._fault((*location, inner.id), objection("missing"))
        return result

    def _blank(self, parameter: Parameter) -> Missing:
        return Missing(parameter.id, parameter.label[self.language])

    def _sums(self, parameters: Mapping[str, Parameter], values: Mapping[str, Any]) -> None:
        for ident, parameter in parameters.items():
            if parameter.sum_max is None:
                continue
            members = [values.get(name) for name in (ident, *parameter.sum_with)]
            total = sum(m for m in members if isinstance(m, int | float) and not isinstance(m, bool))
            if total > parameter.sum_max:
                names = " + ".join((ident, *parameter.sum_with))
                self._fault((ident,), objection("sum", names=names, total=total, limit=f"{parameter.sum_max:g}"))


def _path(location: tuple[str | int, ...], name: str) -> str:
    """The key of a field as --set takes it: list positions left out."""
    return ".".join([*(str(part) for part in location if isinstance(part, str)), name])


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"


def _unit(parameter: Parameter) -> str:
    return objection(f"unit.{parameter.unit}") if parameter.unit else ""


def _span(low: float | None, high: float | None) -> Said:
    if low is not None and high is not None:
        return objection("from_to", low=f"{low:g}", high=f"{high:g}")
    return objection("at_least", low=f"{low:g}") if low is not None else objection("at_most", high=f"{high:g}")
