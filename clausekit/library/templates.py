"""The Jinja room: a sandbox in which wording is rendered, and the white list of what wording may contain.

Printed values never meet Markdown: each becomes a private-use sentinel that is put back as plain text
afterwards, so that a party called `{{x}} **b**` appears as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from types import CodeType
from typing import Any

from jinja2 import Template, TemplateSyntaxError, nodes
from jinja2.runtime import LoopContext, StrictUndefined, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from clausekit.errors import Fault
from clausekit.library import formats

OPEN, CLOSE = "\ue000", "\ue001"
# Jinja drops the line's end after a tag; where text stands before the tag, the next line is a paragraph of its own
_TEXT_THEN_TAG = re.compile(r"^(?!\s*(?:\{%[^%\n]*%\}\s*)+$)(.*)%\}$", re.M)
_PLURAL_BEFORE = re.compile(f"\\b([Dd]ans|tous) les {OPEN}(\\d+){CLOSE}")
_ONE = re.compile(r"une? \(1\)\s(.+)")
_COUNTS = {
    "months": "month",
    "days": "day",
    "calendar_days": "calendar_day",
    "business_days": "business_day",
    "years": "year",
    "hours": "hour",
    "minutes": "minute",
    "weeks": "week",
}
FILTERS = (*_COUNTS, "words", "number", "percent", "money", "date", "join_and", "join_or", "label", "upper", "de")
_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.Const,
    nodes.If,
    nodes.For,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Filter,
    nodes.Test,
    nodes.CondExpr,
)
_TESTS = ("defined", "undefined", "none", "equalto")


@dataclass(frozen=True, slots=True)
class Piece:
    """What a sentinel stands for: plain text, or a blank still to be filled (`parameter` not empty)."""

    text: str
    parameter: str = ""


class Option(str):
    """A chosen value of an enum: compares as its id, prints its label."""

    label: str

    def __new__(cls, ident: str, label: str) -> Option:
        option = super().__new__(cls, ident)
        option.label = label
        return option


@dataclass(slots=True)
class Missing:
    """An unanswered parameter: prints as a blank, survives every filter, counts as false."""

    parameter: str
    label: str

    def __bool__(self) -> bool:
        return False

    def __getattr__(self, name: str) -> Missing:
        if name.startswith("_"):
            raise AttributeError(name)
        return Missing(f"{self.parameter}.{name}", self.label)

    def __iter__(self) -> Any:
        return iter(())


class Has(dict[str, bool]):
    """Whether a clause is in the plan; one that no library knows is not."""

    def __missing__(self, key: str) -> bool:
        return False


@dataclass(slots=True)
class Renderer:
    """Renders wording templates in one language; collects the pieces behind the sentinels."""

    language: str
    currency: str = "EUR"
    pieces: list[Piece] = field(default_factory=list)
    environment: ImmutableSandboxedEnvironment = field(init=False)

    def __post_init__(self) -> None:
        self.environment = self._environment()

    def render(self, source: str, context: Mapping[str, Any]) -> str:
        """The template's text with sentinels; raises jinja2 errors, StrictUndefined for unknown names."""
        template = Template.from_code(self.environment, _compiled(source), {})
        text = template.render(context)
        return _PLURAL_BEFORE.sub(self._one, text) if self.language == "fr" else text

    def _one(self, match: re.Match[str]) -> str:
        """« dans le délai d’un (1) jour », « chaque mois » where « les » would stand before one."""
        found = _ONE.match(self.pieces[int(match[2])].text)
        if found is None:
            return match[0]
        if match[1] == "tous":
            self.pieces[int(match[2])] = Piece(found[1])
            return f"chaque {OPEN}{match[2]}{CLOSE}"
        return f"{match[1]} le délai d’{OPEN}{match[2]}{CLOSE}"

    def _environment(self) -> ImmutableSandboxedEnvironment:
        environment = make_environment()
        environment.finalize = self._finalize
        for name, unit in _COUNTS.items():
            environment.filters[name] = self._counter(unit)
        plain = {
            "words": lambda v: formats.in_words(v, self.language),
            "number": lambda v: formats.decimal(v, self.language),
            "percent": lambda v: formats.percent(v, self.language),
            "money": lambda v: formats.money(v, self.language, self.currency),
            "date": lambda v: formats.day(v, self.language) if isinstance(v, date) else str(v),
            "join_and": lambda v: self._joined(v, ""),
            "join_or": lambda v: self._joined(v, "ou" if self.language == "fr" else "or"),
            "label": _text,
            "upper": lambda v: _text(v).upper(),
            "de": lambda v: formats.of(_text(v)),
        }
        for name, function in plain.items():
            environment.filters[name] = _passing_blanks(function)
        return environment

    def _counter(self, unit: str) -> Any:
        return _passing_blanks(lambda value: formats.count(value, unit, self.language))

    def _joined(self, values: Sequence[Any], last: str) -> Any:
        """« a, b et c »; a list with a blank in it is a blank, so that it is marked and counted."""
        blank = next((value for value in values if isinstance(value, Missing)), None)
        if blank is not None:
            return blank
        return formats.enumeration([_text(value) for value in values], self.language, last=last)

    def _finalize(self, value: Any) -> str:
        if isinstance(value, Missing):
            piece = Piece(_text(value), value.parameter)
        else:
            piece = Piece(_text(value))
        self.pieces.append(piece)
        return f"{OPEN}{len(self.pieces) - 1}{CLOSE}"


@lru_cache(maxsize=4096)
def _compiled(source: str) -> CodeType:
    """Compiling is most of the cost of rendering; the code depends on the source alone."""
    environment = make_environment()
    environment.finalize = _later  # constants are printed when rendered, in the language of then
    environment.filters = dict.fromkeys(FILTERS, _later)
    return environment.compile(_TEXT_THEN_TAG.sub(r"\1+%}", source))


def _later(*_: Any) -> Any:
    raise nodes.Impossible


def _passing_blanks(function: Any) -> Any:
    def apply(value: Any) -> Any:
        return value if isinstance(value, Missing) else function(value)

    return apply


def _text(value: Any) -> str:
    if isinstance(value, Option):
        return value.label
    if isinstance(value, Missing):
        return f"[• {value.label}]"
    if isinstance(value, bool) or not isinstance(value, str | int | float | date | Undefined):
        raise TypeError(f"{value!r} cannot be printed in a contract")
    return str(value)


class _Sandbox(ImmutableSandboxedEnvironment):
    """A dot reaches the keys of a record and the counters of a loop, never a method."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, Mapping):
            try:
                return obj[attribute]
            except KeyError:
                return self.undefined(obj=obj, name=attribute)
        if isinstance(obj, Missing):
            return Missing(f"{obj.parameter}.{attribute}", obj.label)
        if isinstance(obj, LoopContext):
            return super().getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)


def make_environment() -> ImmutableSandboxedEnvironment:
    """The sandbox every template of the library is parsed and rendered in."""
    environment = _Sandbox(undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True)
    environment.filters = dict.fromkeys(FILTERS, str)
    environment.globals = {}
    return environment


def check_template(source: str, *, path: str, line: int, names: Sequence[str] | None = None) -> list[Fault]:
    """What a wording template contains that it may not; `names` are the variables it may use."""
    try:
        tree = make_environment().parse(source)
    except TemplateSyntaxError as error:
        return [Fault(path, line + error.lineno - 1, f"template: {error.message}")]
    faults = [*_forbidden(tree, path, line)]
    for sign in (OPEN, CLOSE):
        if sign in source:
            place = line + source[: source.index(sign)].count("\n")
            faults.append(Fault(path, place, f"the character U+{ord(sign):04X} is not allowed in wording"))
    if names is not None:
        faults += _unknown_names(tree, path, line, names)
    return faults


def _forbidden(tree: nodes.Template, path: str, line: int) -> list[Fault]:
    faults = []
    for node in tree.find_all(nodes.Node):
        what = ""
        if not isinstance(node, _ALLOWED):
            what = f"{type(node).__name__.lower()} is not allowed in wording"
        elif isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
            what = f"the attribute {node.attr!r} is not allowed in wording"
        elif isinstance(node, nodes.Filter) and node.name not in FILTERS:
            what = f"unknown filter {node.name!r}"
        elif isinstance(node, nodes.Filter) and (node.args or node.kwargs):
            what = f"the filter {node.name!r} takes nothing in brackets"
        elif isinstance(node, nodes.CondExpr) and node.expr2 is None:
            what = "an `if` inside braces needs an `else`"
        elif isinstance(node, nodes.Test) and node.name not in _TESTS:
            what = f"unknown test {node.name!r}"
        elif isinstance(node, nodes.For) and any(child is not node for child in node.find_all(nodes.For)):
            what = "a loop inside a loop is not allowed in wording"
        if what:
            faults.append(Fault(path, line + (getattr(node, "lineno", None) or 1) - 1, what))
    return faults


def _unknown_names(tree: nodes.Template, path: str, line: int, names: Sequence[str]) -> list[Fault]:
    bound = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "store"}
    known = {*names, *bound, "loop"}
    return [
        Fault(path, line + node.lineno - 1, f"unknown parameter {node.name!r}")
        for node in tree.find_all(nodes.Name)
        if node.ctx == "load" and node.name not in known
    ]
