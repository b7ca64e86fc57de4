"""The runs of a paragraph as its reader sees them: what shows, what fields result in, how it stands there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from clausekit.word.fieldmarks import close_field, field_mark, instruction, open_result
from clausekit.word.lines import BOLD, HIGHLIGHT, ITALIC, PENDING, PLAIN_FORM, STRONG, TERM, UNDERLINE, Form
from clausekit.word.names import MC, Element, W, child_value, first_among, kids
from clausekit.word.reading import Context, Field, Line, Look, Looks, choice
from clausekit.word.stylefacts import PLAIN, Facts, toggle
from clausekit.word.symbols import symbol

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_PROPERTIES, _RUN, _TEXT = f"{W}rPr", f"{W}r", f"{W}t"
_NAME = f"{W}name"
_WORD_ART = "{urn:schemas-microsoft-com:vml}textpath"
TERM_STYLE, BLANK_STYLE = "terme défini", "à compléter"

Handler = Callable[[Element, Line, Context, Form], None]


def read_inline(element: Element, line: Line, context: Context, form: Form) -> None:
    """Read what a wrapper inside a paragraph holds."""
    read_children(kids(element), line, context, form)


def read_children(children: list[Element], line: Line, context: Context, form: Form) -> None:
    """Read the children of a paragraph or of any wrapper inside one.

    Runs are read here and not in a function of their own, and most of them say nothing of how they look: a long
    contract has a hundred thousand.
    """
    quiet, plain = context.quiet, line.looks[""]
    for child in children:
        tag = child.tag
        if tag != _RUN:
            if handler := INLINE.get(tag):
                handler(child, line, context, form)
            continue
        nodes = kids(child)
        own, hidden = plain if quiet(nodes) else _look_among(nodes, line, context)
        if context.fields or form is not PLAIN_FORM:
            own = _run_form(own, context, form)
        if hidden:
            nodes = [node for node in nodes if node.tag in _UNSEEN]
        for node in nodes:
            tag = node.tag
            if tag == _TEXT:
                text = node.text or ""
                if "\n" in text or "\xad" in text:
                    text = text.replace("\n", " ").replace("\xad", "")
                line.out.append((text, own, node))
            elif handler := IN_RUN.get(tag):
                handler(node, line, context, own)


def _look_among(nodes: list[Element], line: Line, context: Context) -> Look:
    """The look of a run with these children."""
    properties = first_among(nodes, _PROPERTIES)
    said = "" if properties is None else context.said.get(properties, "")
    return line.looks.get(said) or _look(said, properties, line, context)


def dressed(name: str, context: Context) -> tuple[Facts, Looks]:
    """The style of paragraphs that name it so, and the looks of their runs."""
    style = context.styles.get(name) or context.styles.get("", PLAIN)
    found = context.dress[name] = (style, _looks_in(style, context))
    return found


def _looks_in(style: Facts, context: Context) -> Looks:
    """The looks of runs in paragraphs of this style: that of a run which says nothing, and room for the others."""
    line = Line(style, {})
    _look("", None, line, context)
    return line.looks


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
    return form_for(form.flags | own.flags, form.blank if form.blank is not None else own.blank, ref, context)


def form_for(flags: int, blank: str | None, ref: str, context: Context) -> Form:
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
    look = (form_for(_flags(properties, style, line.style), blank, "", context), bool(hidden))
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


# -- wrappers ----------------------------------------------------------------------------------


def _simple_field(element: Element, line: Line, context: Context, form: Form) -> None:
    found = Field(element.get(f"{W}instr", ""))
    open_result(found, context)
    read_inline(element, line, context, form._replace(ref=found.ref or form.ref))
    close_field(found, context)


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
            line.out.append((child.get("string", ""), form, None))
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
    line.bookmarks.append(element.get(_NAME, ""))


def _note_reference(element: Element, line: Line, context: Context, form: Form) -> None:
    kind = element.tag.removeprefix(W).removesuffix("Reference")
    context.note_ids.add(f"{kind} {element.get(f'{W}id', '')}")


def _text(element: Element) -> str:
    return (element.text or "").replace("\n", " ").replace("\xad", "")


def _saying(text_of: Callable[[Element], str]) -> Handler:
    def say(element: Element, line: Line, context: Context, form: Form) -> None:
        line.out.append((text_of(element), form, element))

    return say


def _constant(text: str) -> Callable[[Any], str]:
    return lambda _: text


INLINE: dict[Any, Handler] = {
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
_UNSEEN = {f"{W}fldChar": field_mark, f"{W}instrText": instruction}  # they count in hidden runs too
IN_RUN: dict[Any, Handler] = {
    **{tag: _saying(text_of) for tag, text_of in RUN_TEXT.items()},
    **RUN_OTHER,
    **_UNSEEN,
}
