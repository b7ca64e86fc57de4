"""Blocks that drafting generates: the parties, the definitions, tables of list parameters, the signatures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from clausekit.library.formats import day, decimal, money, percent
from clausekit.library.parameters import Parameter
from clausekit.library.templates import Missing, Option
from clausekit.library.typography import glue, typeset
from clausekit.model import Cell, Mark, MarkKind, Paragraph, Role, Table, TableKind

_PARTY = {
    "fr": {
        "capital": ", au capital de ", "seat": ", dont le siège est situé ",
        "register": ", immatriculée sous le numéro ",
        "by": ", représentée par ", "as": ", ", "able": ", ayant tous pouvoirs à cet effet",
        "short": ", ci-après dénommée « ",
        "close": " »", "and": "et",
    },
    "en": {
        "capital": ", with a share capital of ", "seat": ", having its registered office at ",
        "register": ", registered under number ", "by": ", represented by ", "as": ", ", "able": ", duly authorised",
        "short": ", hereinafter referred to as “", "close": "”", "and": "and",
    },
}  # fmt: skip
_SIGN = {
    "fr": ("Pour ", "Nom\u00a0: ", "Qualité\u00a0: ", "Date\u00a0: ", "Signature\u00a0: "),
    "en": ("For ", "Name: ", "Capacity: ", "Date: ", "Signature: "),
}
NBSP = "\u00a0"


class Line:
    """Text and marks of a paragraph under construction."""

    def __init__(self) -> None:
        self.text = ""
        self.marks: list[Mark] = []

    def add(self, value: Any, *, kind: MarkKind | None = None) -> Line:
        """Append text, or a blank when the value is missing."""
        start = len(self.text)
        if isinstance(value, Missing):
            self.text += f"[• {value.label}]"
            self.marks.append(Mark(start, len(self.text), MarkKind.BLANK, value.parameter))
        else:
            self.text += str(value)
            if kind is not None and self.text[start:]:
                self.marks.append(Mark(start, len(self.text), kind))
        return self

    def paragraph(self, role: Role = Role.BODY, level: int = 0, elements: tuple[str, ...] = ()) -> Paragraph:
        return Paragraph(self.text, role, level, "", tuple(sorted(self.marks)), elements=elements)


def parties(values: Mapping[str, Any], language: str, elements: tuple[str, ...]) -> list[Paragraph]:
    """One paragraph a party: name, form, capital, seat, registration, representative, short name."""
    words = _PARTY[language]
    result = []
    for number, key in enumerate(("party_a", "party_b")):
        party = values[key]
        line = Line().add(party["name"], kind=MarkKind.TERM).add(", ")
        line.add(party["form"])
        if party["capital"] or isinstance(party["name"], Missing):
            line.add(words["capital"]).add(party["capital"])
        line.add(words["seat"]).add(party["seat"])
        line.add(words["register"]).add(party["register"])
        signatory = party["signatory"]
        line.add(words["by"]).add(signatory["name"]).add(words["as"])
        line.add(signatory["title"]).add(words["able"])
        line.add(words["short"].replace("« ", f"«{NBSP}")).add(party["short"], kind=MarkKind.TERM)
        line.add(words["close"].replace(" »", f"{NBSP}»")).add(f"{NBSP};" if language == "fr" else ";")
        line.text = glue(line.text, language)
        result.append(line.paragraph(Role.PARTY, elements=elements))
        if number == 0:
            result.append(Paragraph(words["and"], Role.BODY))
    return result


def signatures(values: Mapping[str, Any], language: str, elements: tuple[str, ...]) -> Table:
    """A table with one column a party; the writer keeps it on one page."""
    words = _SIGN[language]
    columns = []
    for key in ("party_a", "party_b"):
        party = values[key]
        signatory = party["signatory"]
        date = values.get("signature_date")
        shown = day(date, language) if date else ""
        lines = [
            Line().add(words[0], kind=MarkKind.BOLD).add(_signer(party), kind=MarkKind.BOLD),
            Line().add(words[1]).add(signatory["name"]),
            Line().add(words[2]).add(signatory["title"]),
            Line().add(words[3]).add(shown),
            Line().add(words[4]),
        ]
        columns.append([line.paragraph() for line in lines])
    joined = _bold_joined(columns)
    rows = tuple(tuple(Cell((_trim(column[number]),)) for column in joined) for number in range(len(joined[0])))
    title = "Signatures"
    return Table(rows, 0, TableKind.SIGNATURE, title, (1, 1), elements=elements)


def _signer(party: Mapping[str, Any]) -> Any:
    """« Pour Novalys SAS », « Pour le Client » where only the short name is known."""
    name, short = party["name"], party["short"]
    return short if isinstance(name, Missing) and not isinstance(short, Missing) else name


def _bold_joined(columns: list[list[Paragraph]]) -> list[list[Paragraph]]:
    for column in columns:
        head = column[0]
        column[0] = Paragraph(head.text, head.role, marks=_merge(head.marks))
    return columns


def _merge(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    merged: list[Mark] = []
    for mark in marks:
        if merged and merged[-1].kind is mark.kind is MarkKind.BOLD and merged[-1].end == mark.start:
            merged[-1] = Mark(merged[-1].start, mark.end, mark.kind)
        else:
            merged.append(mark)
    return tuple(merged)


def _trim(paragraph: Paragraph) -> Paragraph:
    text = paragraph.text.rstrip(" ")
    return Paragraph(text, paragraph.role, marks=paragraph.marks) if text != paragraph.text else paragraph


def data_table(
    parameter: Parameter, values: Mapping[str, Any], language: str, *, elements: tuple[str, ...]
) -> Table | None:
    """A list parameter as a table with a header; blank cells for an unanswered list."""
    fields, rows = parameter.fields, values.get(parameter.id)
    if isinstance(rows, Missing) or not rows:
        rows = [{f.id: Missing(f"{parameter.id}.{f.id}", f.label[language]) for f in fields}]
    header = tuple(Cell((Paragraph(_heading(f, values, language)),)) for f in fields)
    body = tuple(tuple(_cell(row.get(f.id), f, values, language) for f in fields) for row in rows)
    return Table((header, *body), 1, TableKind.DATA, _capital(parameter.label[language]), elements=elements)


def _heading(field: Parameter, values: Mapping[str, Any], language: str) -> str:
    """The head of a column; the parties by their names, if these are known."""
    named = _with_names(field.heading[language], values) if field.heading else ""
    return typeset(_capital(named or field.label[language]), language)


def _with_names(text: str, values: Mapping[str, Any]) -> str:
    """The text with the parties' short names in their places; "" when one is not answered."""
    for key in ("party_a", "party_b"):
        name = (values.get(key) or {}).get("short")
        if f"{{{key}}}" in text:
            if not name or isinstance(name, Missing):
                return ""
            text = text.replace(f"{{{key}}}", str(name))
    return text


def _cell(value: Any, field: Parameter, values: Mapping[str, Any], language: str) -> Cell:
    if isinstance(value, Missing):
        if field.required:
            return Cell((Line().add(value).paragraph(),))
        return Cell((Paragraph("–"),))
    currency = str(values.get("currency") or "EUR")
    own = field.values[value].cell if isinstance(value, Option) and value in field.values else ""
    return Cell((Paragraph(glue(_with_names(own, values) or shown(value, field, language, currency), language)),))


def shown(value: Any, field: Parameter, language: str, currency: str) -> str:
    """A value of a table cell as its reader expects it."""
    if isinstance(value, Option):
        return value.label
    if isinstance(value, bool):
        return {"fr": ("non", "oui"), "en": ("no", "yes")}[language][value]
    if field.type == "date":
        return day(value, language)
    if field.type == "money":
        return money(value, language, currency)
    if field.type == "percent" and not isinstance(value, str):
        return percent(value, language)
    if isinstance(value, int | float):
        return decimal(value, language)
    return str(value)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
