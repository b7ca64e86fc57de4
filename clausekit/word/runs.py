"""The runs of a paragraph as its reader sees them: what shows, what fields result in, how it stands there."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from clausekit.word.lines import BOLD, HIGHLIGHT, ITALIC, PENDING, STRONG, TERM, UNDERLINE, Form
from clausekit.word.names import MC, VAL, Element, W, child_value, first, first_among, is_on, kids, to_int
from clausekit.word.reading import PLAIN_FORM, Context, Field, Line, Look, choice
from clausekit.word.stylefacts import PLAIN, Facts, toggle
from clausekit.word.symbols import symbol

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_PROPERTIES, _FIELD_MARK, _INSTRUCTION = f"{W}rPr", f"{W}fldChar", f"{W}instrText"
_RUN, _TEXT = f"{W}r", f"{W}t"
_WORD_ART = "{urn:schemas-microsoft-com:vml}textpath"
TERM_STYLE, BLANK_STYLE = "terme défini", "à compléter"
_REFERENCE = re.compile(r"\s*REF\s+\"?(\w+)", re.IGNORECASE)
_BUTTON = re.compile(r"\s*MACROBUTTON\s+\S+\s+(.+)", re.IGNORECASE | re.DOTALL)
_TOC = re.compile(r"\s*TOC\b", re.IGNORECASE)

Handler = Callable[[Element, Line, Context, Form], None]


def read_inline(element: Element, line: Line, context: Context, form: Form) -> None:
    """Read what a wrapper inside a paragraph holds."""
    read_children(kids(element), line, context, form)


def read_children(children: list[Element], line: Line, context: Context, form: Form) -> None:
    """Read the children of a paragraph or of any wrapper inside one."""
    for child in children:
        tag = child.tag
        if tag == _RUN:
            _run(child, line, context, form)
        elif handler := INLINE.get(tag):
            handler(child, line, context, form)


def _run(element: Element, line: Line, context: Context, form: Form) -> None:
    children = kids(element)
    properties = None
    if children and children[0].tag == _PROPERTIES:
        properties = children[0]
    elif len(children) > 1:
        properties = first_among(children, _PROPERTIES)
    said = "" if properties is None else context.said.get(properties, "")
    look = line.looks.get(said) or _look(said, properties, line, context)
    look_form, hidden = look
    form = look_form if form is PLAIN_FORM and not context.fields else _run_form(look_form, context, form)
    for child in children:
        tag = child.tag
        if tag == _TEXT:
            if not hidden:
                text = (child.text or "").replace("\n", " ").replace("\xad", "")
                (line.held if context.coded else line.pieces).append((text, form, child))
        elif child is properties:
            continue
        elif text_of := RUN_TEXT.get(tag):
            if not hidden:
                (line.held if context.coded else line.pieces).append((text_of(child), form, child))
        elif tag == _FIELD_MARK:
            _field_mark(child, line, context, form)
        elif tag == _INSTRUCTION:
            _instruction(child, context)
        elif (handler := RUN_OTHER.get(tag)) and not hidden:
            handler(child, line, context, form)


def _run_form(own: Form, context: Context, form: Form) -> Form:
    """The form of a run, `own`, inside a wrapper or field with that form."""
    ref = form.ref
    if not ref:
        for found in context.fields[-4:]:
            if found.ref:
                ref = found.ref
                break
    if form is PLAIN_FORM and not ref:
        return own
    return _form(form.flags | own.flags, form.blank if form.blank is not None else own.blank, ref, context)


def _form(flags: int, blank: str | None, ref: str, context: Context) -> Form:
    """One object for one form, so that pieces are compared by identity."""
    if blank is not None:
        flags &= ~HIGHLIGHT  # our blanks are yellow
    key = (flags, blank, ref)
    made = context.forms.get(key)
    if made is None:
        made = context.forms[key] = Form(*key)
    return made


def _look(said: str, properties: Element | None, line: Line, context: Context) -> Look:
    """How a run stands whose properties say this; a document has few different looks."""
    style = PLAIN
    if not said:
        properties = None
    if properties is not None:
        style = context.styles.get(child_value(properties, "rStyle"), PLAIN)
    hidden = _first(toggle(properties, "vanish"), style.hidden, line.style.hidden)
    blank = "" if style.name == BLANK_STYLE else None
    look = Look(_form(_flags(properties, style, line.style), blank, "", context), bool(hidden))
    line.looks[said] = look
    return look


def _flags(properties: Element | None, style: Facts, paragraph: Facts) -> int:
    """Bold and italic marks are what differs from the paragraph's style; STRONG and UNDERLINE what shows."""
    if properties is None:
        return STRONG * bool(paragraph.bold) | UNDERLINE * bool(paragraph.underlined)
    term = style.name == TERM_STYLE
    bold = _first(toggle(properties, "b"), style.bold)
    underline = child_value(properties, "u")
    underlined = underline != "none" if underline else _first(style.underlined, paragraph.underlined)
    return (
        BOLD * bool(bold and not term and not paragraph.bold)
        | STRONG * bool(_first(bold, paragraph.bold))
        | ITALIC * bool(_first(toggle(properties, "i"), style.italic) and not paragraph.italic)
        | HIGHLIGHT * (child_value(properties, "highlight") not in ("", "none"))
        | UNDERLINE * bool(underlined)
        | TERM * term
    )


def _first(*values: bool | None) -> bool | None:
    return next((value for value in values if value is not None), None)


# -- fields ------------------------------------------------------------------------------------


def _field_mark(element: Element, line: Line, context: Context, form: Form) -> None:
    """Follow `begin`, `separate` and `end`; fields nest, and run over paragraphs."""
    kind = element.get(f"{W}fldCharType")
    if kind == "begin":
        if shown := _form_field(element):
            (line.held if context.coded else line.pieces).append((shown, form, None))
        context.fields.append(Field())
        context.coded += 1
    elif kind == "separate" and context.fields and not context.fields[-1].result:
        context.coded -= 1
        _open_result(context.fields[-1], context)
    elif kind == "end" and context.fields:
        found = context.fields.pop()
        _close(found, context)
        if not context.coded and (button := _BUTTON.match(found.code)):
            line.pieces.append((button[1].strip(), form, None))  # a place to fill: its text is in the code


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


def _instruction(element: Element, context: Context) -> None:
    if context.fields and not context.fields[-1].result and len(context.fields[-1].code) < 2000:
        context.fields[-1].code += element.text or ""


def _open_result(found: Field, context: Context) -> None:
    found.result = True
    if _TOC.match(found.code):
        found.toc = True
        context.tocs += 1
    elif match := _REFERENCE.match(found.code):
        found.ref = match[1]


def _close(found: Field, context: Context) -> None:
    context.coded -= not found.result
    context.tocs -= found.toc


def end_of_paragraph(line: Line, context: Context) -> None:
    """A field whose code never ends must not swallow what follows it: for paragraphs that end inside one."""
    context.fields = [found for found in context.fields if found.result]
    context.coded = 0
    line.pieces += line.held


def _simple_field(element: Element, line: Line, context: Context, form: Form) -> None:
    found = Field(element.get(f"{W}instr", ""))
    _open_result(found, context)
    read_inline(element, line, context, form._replace(ref=found.ref or form.ref))
    _close(found, context)


# -- wrappers ----------------------------------------------------------------------------------


def _inserted(element: Element, line: Line, context: Context, form: Form) -> None:
    if context.final:
        read_inline(element, line, context, form._replace(flags=form.flags | PENDING))


def _deleted(element: Element, line: Line, context: Context, form: Form) -> None:
    if not context.final:
        read_inline(element, line, context, form)


def _content_control(element: Element, line: Line, context: Context, form: Form) -> None:
    tag = child_value(element, "sdtPr", "tag")
    if tag.startswith("ck:p:"):
        form = form._replace(blank=tag.removeprefix("ck:p:"))
    for content in element.iterchildren(f"{W}sdtContent"):
        read_inline(content, line, context, form)


def _alternate(element: Element, line: Line, context: Context, form: Form) -> None:
    for branch in choice(element):
        read_inline(branch, line, context, form)


def _alternate_in_run(element: Element, line: Line, context: Context, form: Form) -> None:
    for branch in choice(element):
        for child in branch:
            if text_of := RUN_TEXT.get(child.tag):
                line.pieces.append((text_of(child), form, child))
            elif handler := RUN_OTHER.get(child.tag):
                handler(child, line, context, form)


def _drawing(element: Element, line: Line, context: Context, form: Form) -> None:
    """Text boxes, however deep in a drawing, and words drawn as shapes (WordArt, watermarks)."""
    waiting = list(reversed(element))
    while waiting:
        child = waiting.pop()
        if child.tag == f"{W}txbxContent":
            line.boxes.append(child)
        elif child.tag == _WORD_ART:
            (line.held if context.coded else line.pieces).append((child.get("string", ""), form, None))
        elif child.tag == f"{MC}AlternateContent":
            waiting += [part for branch in choice(child) for part in reversed(branch)]
        else:
            waiting += reversed(child)


def _math(element: Element, line: Line, context: Context, form: Form) -> None:
    line.pieces.append(("".join(text.text or "" for text in element.iter(f"{M}t")), form, None))


def _ruby(element: Element, line: Line, context: Context, form: Form) -> None:
    for base in element.iterchildren(f"{W}rubyBase"):
        read_inline(base, line, context, form)


def _bookmark(element: Element, line: Line, context: Context, form: Form) -> None:
    line.bookmarks.append(element.get(f"{W}name", ""))


def _note_reference(element: Element, line: Line, context: Context, form: Form) -> None:
    kind = element.tag.removeprefix(W).removesuffix("Reference")
    context.note_ids.add(f"{kind} {element.get(f'{W}id', '')}")


def _text(element: Element) -> str:
    return (element.text or "").replace("\n", " ").replace("\xad", "")


def _constant(text: str) -> Callable[[Any], str]:
    return lambda _: text


INLINE: dict[Any, Handler] = {
    f"{W}r": _run,
    f"{W}ins": _inserted, f"{W}moveTo": _inserted, f"{W}del": _deleted, f"{W}moveFrom": _deleted,
    f"{W}sdt": _content_control, f"{W}fldSimple": _simple_field, f"{W}bookmarkStart": _bookmark,
    f"{MC}AlternateContent": _alternate, f"{M}oMath": _math, f"{M}oMathPara": _math,
    **{W + name: read_inline for name in ("hyperlink", "smartTag", "customXml", "dir", "bdo")},
}  # fmt: skip
RUN_TEXT: dict[Any, Callable[[Element], str]] = {
    f"{W}t": _text, f"{W}delText": _text, f"{W}sym": symbol, f"{W}noBreakHyphen": _constant("\u2011"),
    f"{W}br": _constant("\n"), f"{W}cr": _constant("\n"),
    f"{W}tab": _constant("\t"), f"{W}ptab": _constant("\t"),
}  # fmt: skip
RUN_OTHER: dict[Any, Handler] = {
    f"{W}drawing": _drawing, f"{W}pict": _drawing, f"{W}object": _drawing, f"{W}ruby": _ruby,
    f"{MC}AlternateContent": _alternate_in_run, f"{M}oMath": _math,
    f"{W}footnoteReference": _note_reference, f"{W}endnoteReference": _note_reference,
}  # fmt: skip
