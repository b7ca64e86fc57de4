"""Fields in the text of a paragraph: what is code, what is shown, and what a reference or a button leads to."""

from __future__ import annotations

import re

from clausekit.word.lines import Form
from clausekit.word.names import VAL, Element, W, child_value, first, is_on, to_int
from clausekit.word.reading import Context, Field, Line

_FIELD_KIND = f"{W}fldCharType"
_REFERENCE = re.compile(r"\s*REF\s+\"?(\w+)", re.IGNORECASE)
_BUTTON = re.compile(r"\s*MACROBUTTON\s+\S+\s+(.+)", re.IGNORECASE | re.DOTALL)
_TOC = re.compile(r"\s*TOC\b", re.IGNORECASE)


def field_mark(element: Element, line: Line, context: Context, form: Form) -> None:
    """Follow `begin`, `separate` and `end`; fields nest, and run over paragraphs."""
    kind = element.get(_FIELD_KIND)
    if kind == "begin":
        if len(element) and (shown := _form_field(element)):
            line.out.append((shown, form, None))
        context.fields.append(Field())
        context.coded += 1
    elif kind == "separate" and context.fields and not context.fields[-1].result:
        context.coded -= 1
        open_result(context.fields[-1], context)
    elif kind == "end" and context.fields:
        found = context.fields.pop()
        close_field(found, context)
        if not context.coded and (button := _BUTTON.match(found.code)):
            line.pieces.append((button[1].strip(), form, None))  # a place to fill: its text is in the code
    line.out = line.held if context.coded else line.pieces


def _form_field(element: Element) -> str:
    """What a check box or a drop-down list of an old form shows: it stands in the field's data, not in its result."""
    data = first(element, "ffData")
    if (box := first(data, "checkBox")) is not None:
        state = "checked" if first(box, "checked") is not None else "default"
        return "☒" if is_on(box, state) else "☐"
    if (choices := first(data, "ddList")) is None:
        return ""
    chosen = to_int(child_value(choices, "result") or child_value(choices, "default"), 0)
    entries = [entry.get(VAL, "") for entry in choices.iterchildren(f"{W}listEntry")]
    return entries[chosen] if 0 <= chosen < len(entries) else ""


def instruction(element: Element, line: Line, context: Context, form: Form) -> None:
    """Gather the code of the innermost field that is still in it."""
    if context.fields and not context.fields[-1].result and len(context.fields[-1].code) < 2000:
        context.fields[-1].code += element.text or ""


def open_result(found: Field, context: Context) -> None:
    """The code is read: what follows shows, as a table of contents or a reference if it is one."""
    found.result = True
    if _TOC.match(found.code):
        found.toc = True
        context.tocs += 1
    elif match := _REFERENCE.match(found.code):
        found.ref = match[1]


def close_field(found: Field, context: Context) -> None:
    """Count a field out that was counted in."""
    context.coded -= not found.result
    context.tocs -= found.toc


def end_of_paragraph(line: Line, context: Context) -> None:
    """A field whose code never ends must not swallow what follows it: for paragraphs that end inside one."""
    context.fields = [found for found in context.fields if found.result]
    context.coded = 0
    line.pieces += line.held
