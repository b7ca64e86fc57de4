"""YAML from strangers: safe, bounded, and every fault with its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml
from clausekit.library.source import MAX_BYTES, MAX_DEPTH, MAX_NODES, Source, SourceFault, parse_source, read_source
from hypothesis import given
from hypothesis import strategies as st

# PyYAML writes U+0085 in a way it does not read back; the lone line separators are its own too.
LETTERS = st.characters(codec="utf-8", exclude_characters="\x85\u2028\u2029")
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(LETTERS, max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abcdefgh", min_size=1), inner, max_size=4),
    max_leaves=12,
)


def fault(text: str) -> str:
    with pytest.raises(SourceFault) as caught:
        parse_source(text, "file.yaml")
    return str(caught.value.fault)


@given(VALUES)
def test_plain_data_reads_back_as_it_was(value: object) -> None:
    assert parse_source(yaml.safe_dump(value, allow_unicode=True), "f").data == value


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_text_is_data_or_a_fault_and_never_a_crash(text: str) -> None:
    try:
        result: Source | SourceFault = parse_source(text, "f")
    except SourceFault as error:
        result = error
    assert (result.fault if isinstance(result, SourceFault) else result).path == "f"


def test_every_key_and_item_knows_its_line() -> None:
    source = parse_source("a: 1\nb:\n  - x\n  - c: 2\n", "f")
    assert source.line(("a",)) == 1
    assert source.line(("b", 1, "c")) == 4
    assert source.line(("b", 1, "missing", "deeper")) == 4
    assert source.line(("nowhere",)) == 1


@pytest.mark.parametrize(
    "text",
    ["a: !!python/object:os.system x", "a: !!python/name:os.system", "a: !foo b", "a: !!binary x", "<<: 3", "a: ="],
)
def test_tags_that_build_objects_are_refused(text: str) -> None:
    assert "file.yaml:1: unusable value" in fault(text)


def test_a_tag_on_a_list_or_mapping_builds_nothing() -> None:
    assert parse_source("a: !!python/object/apply:os.system [echo]", "f").data == {"a": ["echo"]}


@pytest.mark.parametrize(
    "text", ["a: !!bool x", "a: !!timestamp x", "a: !!bool ''", "a: 2027-13-45", f"a: {'9' * 5000}"]
)
def test_values_that_do_not_fit_their_tag_are_faults(text: str) -> None:
    assert "file.yaml:1: unusable value" in fault(text)


@pytest.mark.parametrize("opening", ["[", "- ", "{a: ", "? ", "- [", "[{a: ", "- - ? "])
@pytest.mark.parametrize("times", [MAX_DEPTH + 10, 5_000, 200_000])
def test_nesting_without_end_is_a_fault_and_does_not_end_the_process(opening: str, times: int) -> None:
    assert "file.yaml" in fault((opening * times)[:MAX_BYTES])


def test_brackets_closed_in_quotes_do_not_hide_the_depth() -> None:
    assert "nested more than" in fault("['" + "]" * 50_000 + "', " + "[" * 50_000)


def test_an_alias_bomb_stops_early() -> None:
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    bomb += "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))
    assert "too many values" in fault(bomb)
    assert MAX_NODES < 9**11


def test_an_alias_to_itself_is_a_fault() -> None:
    assert "nested more than" in fault("&a [*a]")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\nb: 2\na: 3", "file.yaml:3: the key 'a' stands here twice"),
        ("? [x]\n: y", "a key must be a word"),
        ("a: b: c", "file.yaml:1: not valid YAML"),
        ("--- a\n--- b", "another document"),
        ("a: \x00", "not valid YAML"),
        ("x" * (MAX_BYTES + 1), "longer than"),
    ],
)
def test_faults_say_what_is_wrong_and_where(text: str, message: str) -> None:
    assert message in fault(text)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("012345678", "012345678"), ("0123", "0123"), ("12:30", "12:30"), ("1_000", "1_000"), ("0x1F", "0x1F"),
        ("12", 12), ("-3", -3), ("0", 0), ("1.5", 1.5), ("'12'", "12"), ("2027-01-15", date(2027, 1, 15)),
        ("oui", "oui"), ("no", False),
    ],
)  # fmt: skip
def test_numbers_are_numbers_as_people_write_them_and_codes_stay_text(written: str, value: object) -> None:
    read = parse_source(f"a: {written}", "f").data["a"]
    assert (read, type(read)) == (value, type(value))


def test_an_empty_text_has_no_data() -> None:
    assert parse_source("", "f").data is None
    assert parse_source("# only a remark\n", "f").data is None


def test_a_file_is_read_as_utf8_with_or_without_its_mark(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes("é: 1".encode("utf-8-sig"))
    assert read_source(path).data == {"é": 1}
    path.write_bytes("é: 1".encode("latin-1"))
    with pytest.raises(SourceFault, match="not UTF-8"):
        read_source(path)
    path.write_bytes(b"a" * (MAX_BYTES + 1))
    with pytest.raises(SourceFault, match="split it"):
        read_source(path)
    with pytest.raises(SourceFault, match="shown"):
        read_source(tmp_path / "none.yaml", shown="shown")
