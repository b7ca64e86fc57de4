"""The wording sandbox: what wording may contain, and values that print exactly as they are."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from clausekit.library.markdown import parse
from clausekit.library.templates import CLOSE, FILTERS, OPEN, Missing, Option, Renderer, check_template
from clausekit.model import MarkKind
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import TemplateError

HOSTILE = st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | st.sampled_from(
    [
        "{{ x }}", "{% for %}", "**b**", "_i_", "[[ref:a]]", "[[#a]]", f"{OPEN}0{CLOSE}", "1. x", "# x", "\\*", "<b>",
        "&amp;",
    ]
)  # fmt: skip


def printed(source: str, language: str = "fr", **values: Any) -> str:
    renderer = Renderer(language)
    return "".join(draft.text for draft in parse(renderer.render(source, values), renderer.pieces))


def faults(source: str, *names: str) -> list[str]:
    return [f"{fault.line}: {fault.message}" for fault in check_template(source, path="p", line=1, names=names or None)]


@given(HOSTILE)
@pytest.mark.parametrize(
    "source",
    [
        "Le {{ x }}.", "**{{ x }}** suit", "*{{ x }}*", "1. {{ x }}", "a{{ x }}b",
        "{% if y %}z{% else %}{{ x }}{% endif %}",
    ],
)  # fmt: skip
def test_any_value_prints_verbatim_wherever_it_stands(source: str, value: str) -> None:
    around = {"Le {{ x }}.": ("Le ", "."), "**{{ x }}** suit": ("", " suit"), "a{{ x }}b": ("a", "b")}
    before, after = around.get(source, ("", ""))
    assert printed(source, x=value, y=False) == before + value + after


@given(st.lists(HOSTILE, min_size=1, max_size=4))
def test_values_in_a_list_or_a_loop_print_verbatim(values: list[str]) -> None:
    assert printed("x{% for v in items %}{{ v }}|{% endfor %}", items=values) == "x" + "".join(f"{v}|" for v in values)
    assert printed("x{{ items | join_and }}", items=values).startswith("x" + values[0])


def test_a_blank_is_marked_with_its_parameter_through_every_filter() -> None:
    for name in FILTERS:
        renderer = Renderer("fr")
        text = renderer.render(f"x {{{{ v | {name} }}}}", {"v": Missing("fee", "Le prix")})
        [draft] = parse(text, renderer.pieces)
        assert draft.text == "x [• Le prix]"
        assert [(m.kind, m.target) for m in draft.marks] == [(MarkKind.BLANK, "fee")]


def test_a_blank_counts_as_false_and_its_fields_are_blanks() -> None:
    assert printed("{% if v %}oui{% else %}non{% endif %}", v=Missing("v", "V")) == "non"
    assert printed("x {{ v.label }}{{ v.parameter }}", v=Missing("v", "V")) == "x [• V][• V]"
    assert printed("x {{ v | join_and }}", v=["a", Missing("v", "V")]) == "x [• V]"


def test_filters_print_both_languages() -> None:
    assert printed("x {{ n | months }}", n=3) == "x trois (3)\u00a0mois"
    assert printed("x {{ n | months }}", "en", n=1) == "x one (1)\u00a0month"
    assert printed("x {{ n | hours }}", n=21) == "x vingt et une (21)\u00a0heures"
    assert printed("x {{ d | date }}", d=date(2027, 3, 1)) == "x 1er\u00a0mars\u00a02027"
    assert printed("x {{ n | percent }}", n=33.3333) == "x 33,3333\u00a0%"
    assert printed("x {{ n | money }}", "en", n=250000) == "x EUR\u00a0250,000"
    assert printed("x {{ v | join_or }}", v=["a", "b", "c"]) == "x a, b ou c"


def test_constants_are_printed_in_the_language_of_the_contract() -> None:
    assert printed("x {{ 3 | months }}", "fr") == "x trois (3)\u00a0mois"
    assert printed("x {{ 3 | months }}", "en") == "x three (3)\u00a0months"
    assert printed("x {{ '**a**' }}") == "x **a**"


def test_an_enum_value_compares_as_its_id_and_prints_its_label() -> None:
    assert printed("{{ v }}{% if v == 'monthly' %}!{% endif %}", v=Option("monthly", "mensuel")) == "mensuel!"


def test_a_dot_reaches_keys_and_never_methods() -> None:
    record = {"values": "V", "keys": "K", "items": "I"}
    assert printed("x{{ r.values }}{{ r.keys }}{{ r.items }}", r=record) == "xVKI"
    for source in ("{{ r.get }}", "{{ r.pop }}", "{{ t.upper }}", "{{ t.format }}", "{{ n.real }}", "{{ r.a.b }}"):
        with pytest.raises(TemplateError):
            printed(source, r=record, t="text", n=1)


@pytest.mark.parametrize("value", [True, None, ["a"], {"a": 1}, print])
def test_what_is_no_text_cannot_be_printed(value: Any) -> None:
    with pytest.raises(TypeError, match="cannot be printed"):
        printed("{{ v }}", v=value)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_unknown_name_is_an_error_when_rendered(language: str) -> None:
    with pytest.raises(TemplateError):
        printed("{{ nobody }}", language)


@pytest.mark.parametrize(
    "source",
    [
        "{{ x.__class__ }}", "{{ x._y }}", "{{ x['a'] }}", "{{ x() }}", "{{ x.y() }}", "{{ x * 9 }}", "{{ x ** 9 }}",
        "{{ x ~ y }}", "{{ x + y }}", "{{ -x }}", "{{ [x] }}", "{{ {'a': x} }}", "{{ x[1:2] }}", "{% set a = 1 %}",
        "{% include 'a' %}", "{% import 'a' as b %}", "{% extends 'a' %}", "{% block a %}{% endblock %}",
        "{% macro a() %}{% endmacro %}", "{% call x() %}{% endcall %}", "{% filter months %}a{% endfilter %}",
        "{% with a = 1 %}{% endwith %}", "{% autoescape true %}{% endautoescape %}", "{{ x | title }}",
        "{{ x | attr('y') }}", "{{ x | months(1) }}", "{{ x | months(a=1) }}", "{% if x is string %}{% endif %}",
        "{% for a in x %}{% for b in y %}{% endfor %}{% endfor %}", "{% for a, b in x %}{% endfor %}",
        "{% for a in x recursive %}{{ loop(a) }}{% endfor %}", "{{ x if y }}", "{{ x }", "{% if x %}",
        f"a {OPEN}0{CLOSE}",
    ],
)  # fmt: skip
def test_anything_outside_the_white_list_is_a_fault(source: str) -> None:
    assert faults(source)


@pytest.mark.parametrize(
    "source",
    [
        "{{ x }}", "{{ x.y }}", "{{ x | months }}", "{{ x.y | join_and }}",
        "{% if x == 'a' and not y %}b{% else %}c{% endif %}", "{% if x is defined %}{% endif %}",
        "{{ 'a' if x else 'b' }}", "{% for a in x %}{{ a }}{{ loop.index }}{% endfor %}",
        "{% if x > 3 or x in y %}{% endif %}", "{# a remark #}", "{% raw %}{{ x() }}{% endraw %}", "no template at all",
    ],
)  # fmt: skip
def test_what_wording_needs_is_allowed(source: str) -> None:
    assert faults(source, "x", "y") == []


def test_faults_carry_the_line_of_the_wording() -> None:
    assert faults("a\nb\n{{ x() }}") == ["3: call is not allowed in wording"]
    assert faults("a\n{{ nobody }}", "x") == ["2: unknown parameter 'nobody'"]
    assert faults("a\n{{ x }") == ["2: template: unexpected '}'"]


def test_a_line_that_ends_with_a_tag_does_not_swallow_the_next() -> None:
    renderer = Renderer("fr")
    source = "1. a{% if on %} b{% endif %}\n{% if on %}\n1. c\n{% endif %}\n1. d"
    assert renderer.render(source, {"on": True}) == "1. a b\n1. c\n1. d"
    assert renderer.render(source, {"on": False}) == "1. a\n1. d"
