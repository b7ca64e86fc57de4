"""Whatever people answer appears in the document as it is: nothing is executed, nothing is lost."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import ooxml_integrity
import pytest
from clausekit.api import generate, plan
from clausekit.errors import AnswersError
from clausekit.word.read import read_docx
from tests.contracts_from_examples import example

VALUES = {
    "jinja": "{{ party_b.name }} {% if x %} {# y #} {{",
    "references": "]] [[ref:governance]] [[CK:BODY]] [[#a]] [[definitions]]",
    "markup": "<w:p><w:r><w:t>x</w:t></w:r></w:p> &amp; <!-- c --> ]]>",
    "markdown": "**b** _i_ `c` | a | 1. x # y \\ [l](u) ![p](u) * z",
    "right to left": "שלום עולם مرحبا بالعالم \u202bאבג\u202c",
    "emoji": "👩🏽‍⚖️ 🤝 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 e\u0301",
    "formula": "=1+1 ' OR 1=1 -- %s {0} $HOME `id`",
    "long": "longue clause " * 7500 + "fin",
}
PLACES = ("party", "subtitle", "wording", "table")


def answers(value: str) -> dict[str, Any]:
    """Answers with a value on the cover, in a party's name, in a sentence and in a table; each after its place."""
    data = copy.deepcopy(dict(example("co_branding", "en").data))
    data["party_a"] |= {"name": f"party {value}", "short": "Novalys"}
    data["subtitle"] = f"subtitle {value}"
    data["object_field"] = f"wording {value}"
    data["sa_objectives"][0]["statement"] = f"table {value}"
    return data


def texts(data: bytes) -> str:
    """All the text of the package, as Word shows it."""
    contract = read_docx(data)
    sections = (*contract.front, *contract.sections, *contract.asides)
    return "\n".join(p.text for s in sections for p in s.paragraphs())


@pytest.mark.parametrize("name", VALUES)
def test_a_value_appears_verbatim(name: str, tmp_path: Path) -> None:
    value = VALUES[name].strip()
    document = generate("co_branding", answers(value), language="en")
    shown = "".join(texts(document).split())
    for place in PLACES:
        assert "".join(f"{place} {value}".split()) in shown
    (tmp_path / "x.docx").write_bytes(document)
    assert [str(finding) for finding in ooxml_integrity.check(str(tmp_path / "x.docx"))] == []


def test_control_characters_and_lone_surrogates_are_dropped_with_a_warning() -> None:
    data = answers("Ma\x00is\x07on\x0b \ud800Dur\x1fand\ufffe")
    document = generate("co_branding", data, language="en")
    shown = texts(document)
    assert all(f"{place} Maison Durand" in shown for place in PLACES)
    warnings = " ".join(plan("co_branding", data, language="en").warnings)
    for key in ("party_a.name", "subtitle", "object_field", "sa_objectives.0.statement"):
        assert f"{key}: control characters were dropped" in warnings


def test_a_value_that_is_too_long_is_a_fault_and_nothing_is_written() -> None:
    with pytest.raises(AnswersError, match="longer than 200000 characters"):
        generate("co_branding", answers("x" * 200_001), language="en")
