"""Answers: read from files and settings, held against parameters, every fault at once and in its place."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from clausekit.errors import AnswersError
from clausekit.library.answers import Answers, Resolver, read_answers
from clausekit.library.library import Library
from clausekit.library.parameters import Parameter
from clausekit.library.templates import Missing, Option
from hypothesis import given
from hypothesis import strategies as st

LABEL = {"fr": "Libellé", "en": "Label"}


def parameter(kind: str, **changes: Any) -> Parameter:
    return Parameter.model_validate({"id": "x", "type": kind, "label": LABEL, **changes})


def resolve(kind: str, value: Any, **changes: Any) -> tuple[Any, list[str], list[str]]:
    """The value, the faults and the warnings of one parameter answered with one value."""
    library = Library({}, {}, {}, {}, {}, {}, (), ())
    resolver = Resolver(library, Answers({"x": value} if value is not ... else {}), "co_branding", "fr")
    result = resolver.values({"x": parameter(kind, **changes)}, {})["x"]
    return result, [str(fault) for fault in resolver.faults], resolver.warnings


def accepted(kind: str, value: Any, **changes: Any) -> Any:
    result, faults, warnings = resolve(kind, value, **changes)
    assert (faults, warnings) == ([], [])
    return result


def refused(kind: str, value: Any, **changes: Any) -> str:
    _, faults, _ = resolve(kind, value, **changes)
    assert len(faults) == 1, faults
    return faults[0]


# -- reading -----------------------------------------------------------------------------------


def test_later_files_and_settings_win(tmp_path: Path) -> None:
    first, second = tmp_path / "a.yaml", tmp_path / "b.json"
    first.write_text("fee: 1\nparty_a: {name: A, form: SAS}\nkept: yes\n", encoding="utf-8")
    second.write_text('{"fee": 2}', encoding="utf-8")
    answers = read_answers([first, second], ["party_a.name=B", "months=4"])
    assert answers.data == {"fee": 2, "party_a": {"name": "B", "form": "SAS"}, "kept": True, "months": 4}
    assert answers.place("kept") == (str(first), 3)
    assert answers.place("fee") == (str(second), 1)


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("x=12 rue de la Paix: bâtiment A", "12 rue de la Paix: bâtiment A"), ("x=#1 Corp", "#1 Corp"), ("x=", ""),
        ("x=[a, b]", ["a", "b"]), ("x={a: 1}", {"a": 1}), ("x=- a", "- a"), ("x=a=b", "a=b"), ("x=true", True),
        ("x=[unclosed", "[unclosed"), ("x=012345678", "012345678"), ("x=2027-01-15", date(2027, 1, 15)),
    ],
)  # fmt: skip
def test_a_setting_is_a_yaml_value_or_the_text_as_typed(setting: str, value: Any) -> None:
    assert read_answers([], [setting]).data == {"x": value}


def test_all_unreadable_answers_are_told_at_once(tmp_path: Path) -> None:
    listed, broken, latin = tmp_path / "list.yaml", tmp_path / "broken.yaml", tmp_path / "latin.yaml"
    listed.write_text("- a\n")
    broken.write_text("a: [1\nb: 2\n")
    latin.write_bytes("é: 1".encode("latin-1"))
    with pytest.raises(AnswersError) as caught:
        read_answers([tmp_path / "none.yaml", tmp_path, listed, broken, latin], ["novalue", "=x"])
    text = str(caught.value)
    assert len(caught.value.faults) == 7
    for part in ("no such file", "a folder", "mapping", "not valid YAML", "UTF-8", "'novalue'", "'=x'"):
        assert part in text


def test_an_empty_file_has_no_answers(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("# nothing yet\n")
    assert read_answers([tmp_path / "a.yaml"]).data == {}


# -- values ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "value", "message"),
    [
        ("int", "4", "a whole number is expected"), ("int", True, "a whole number is expected"),
        ("int", 1.5, "a whole number is expected"), ("float", "x", "a number is expected"),
        ("float", float("nan"), "a number is expected"), ("percent", float("inf"), "a number is expected"),
        ("money", float("nan"), "an amount is expected"), ("money", [], "an amount is expected"),
        ("bool", "oui", "true or false is expected"), ("bool", 1, "true or false is expected"),
        ("text", ["a"], "text is expected"), ("text", True, "text is expected"),
        ("date", "15/01/2027", "a date like 2027-01-15 is expected"), ("list", "a", "a list is expected"),
        ("party", "Novalys", "a mapping with"),
    ],
)  # fmt: skip
def test_a_value_of_the_wrong_kind_is_a_fault_that_says_what_is_expected(kind: str, value: Any, message: str) -> None:
    fault = refused(kind, value)
    assert fault.startswith("answers: x: ")
    assert message in fault


@given(st.integers(-50, 50))
def test_a_number_is_in_range_or_a_fault(value: int) -> None:
    _, faults, _ = resolve("int", value, min=1, max=12, unit="months")
    assert bool(faults) is not (1 <= value <= 12)
    assert all("1 to 12 (months) is expected" in fault for fault in faults)


def test_the_range_of_the_type_comes_first() -> None:
    bounds = {"co_branding": {"max": 6}}
    assert "at most 6 is expected" in refused("int", 7, by_type=bounds, max=12)
    assert accepted("int", 6, by_type=bounds, max=12) == 6


def test_an_unanswered_parameter_is_its_default_or_a_blank() -> None:
    assert accepted("int", ..., default=3) == 3
    assert accepted("int", ..., default=3, by_type={"co_branding": {"default": 4}}) == 4
    assert accepted("int", None, default=3) == 3
    blank = accepted("text", ...)
    assert (type(blank), blank.parameter, blank.label) == (Missing, "x", "Libellé")
    assert accepted("bool", ...) is False


@given(st.text("abc é\u2028<>&{}*_[]|\"'\\", min_size=1).filter(str.strip))
def test_text_is_kept_as_typed(text: str) -> None:
    assert accepted("text", text) == text.strip()


def test_control_characters_are_dropped_with_a_warning() -> None:
    value, faults, warnings = resolve("text", "a\x00b\ue000c")
    assert (value, faults) == ("abc", [])
    assert "caractères de contrôle" in warnings[0]


def test_text_without_a_word_is_a_blank() -> None:
    assert isinstance(accepted("text", "  "), Missing)


def test_dates_are_dates_or_iso_text() -> None:
    assert accepted("date", "2027-01-15") == accepted("date", date(2027, 1, 15)) == date(2027, 1, 15)


CHOICES = {"monthly": {"fr": "mensuel", "en": "monthly"}, "yearly": {"fr": "annuel", "en": "yearly"}}


def test_a_choice_prints_its_label_and_a_wrong_one_names_the_nearest() -> None:
    chosen = accepted("enum", "monthly", values=CHOICES)
    assert isinstance(chosen, Option)
    assert (chosen == "monthly", chosen.label) == (True, "mensuel")
    assert "did you mean monthly?" in refused("enum", "monthy", values=CHOICES)


def test_a_set_keeps_its_locked_members() -> None:
    assert [str(o) for o in accepted("set", "all", values=CHOICES)] == ["monthly", "yearly"]
    assert "'yearly' cannot be left out" in refused("set", ["monthly"], values=CHOICES, locked=["yearly"])
    assert "a list of monthly, yearly is expected" in refused("set", "x", values=CHOICES)


FIELDS = [
    {"id": "name", "type": "text", "label": LABEL, "required": True},
    {"id": "target", "type": "int", "label": LABEL, "max": 100},
]


def test_rows_of_a_list_are_checked_field_by_field() -> None:
    rows = accepted("list", [{"name": "Leads", "target": 40}], fields=FIELDS)
    assert rows == [{"name": "Leads", "target": 40}]
    _, faults, _ = resolve("list", [{"nam": "a"}, {"name": "b", "target": 101}, 3], fields=FIELDS)
    assert [fault.removeprefix("answers: ") for fault in faults] == [
        "x.0.nam: unknown key 'nam' (did you mean name?)",
        "x.0.name: this is missing",
        "x.1.target: 101 is out of range, at most 100 is expected",
        "x.2: a mapping with name, target is expected, not 3",
    ]


def test_a_list_has_as_many_items_as_it_should() -> None:
    assert "1 to 2 items are expected, not 3" in refused("list", ["a", "b", "c"], min_items=1, max_items=2)
    assert accepted("list", ["a", "b"], min_items=1, max_items=2) == ["a", "b"]


@pytest.mark.parametrize("item", ["", "  ", None])
def test_an_empty_item_is_a_fault(item: Any) -> None:
    assert refused("list", ["a", item]) == "answers: x.1: this item is empty"


def test_shares_add_up_to_no_more_than_the_whole() -> None:
    library = Library({}, {}, {}, {}, {}, {}, (), ())
    resolver = Resolver(library, Answers({"a": 60, "b": 50}), "co_branding", "fr")
    first = parameter("percent", id="a", sum_with=["b"], sum_max=100)
    resolver.values({"a": first, "b": parameter("percent", id="b")}, {})
    assert [str(fault) for fault in resolver.faults] == ["answers: a: a + b = 110, at most 100 is expected"]


def test_unknown_keys_name_the_nearest_known_one() -> None:
    library = Library({}, {}, {}, {}, {}, {}, (), (parameter("text", id="effective_date"),))
    resolver = Resolver(library, Answers({"efective_date": "x", "language": "fr"}), "co_branding", "fr")
    resolver.unknown_keys()
    assert [str(f) for f in resolver.faults] == ["answers: unknown key 'efective_date' (did you mean effective_date?)"]
