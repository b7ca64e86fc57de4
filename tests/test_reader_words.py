"""What a reader says of a file, notes and refusals, exists in French and English, and the report's language decides."""

from __future__ import annotations

import pickle
import string
from pathlib import Path

import pytest
from clausekit.api import audit
from clausekit.cli.root import cli
from clausekit.errors import ReadError, Said
from clausekit.notes import NOTES, note, told
from clausekit.opening import load_contract
from clausekit.refusals import DETAILS, MESSAGES, read_error
from click.testing import CliRunner

from making import docx, p, r, table

CHANGED = docx(p(r("Le présent contrat dure deux ans.") + f'<w:ins w:id="1">{r(" Il est reconduit.")}</w:ins>'))


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize(
    "texts", [*NOTES.values(), *MESSAGES.values(), *DETAILS.values()], ids=lambda pair: pair[0][:40]
)
def test_both_languages_say_the_same_values(texts: tuple[str, str]) -> None:
    first, second = texts
    assert first
    assert second
    assert blanks(first) == blanks(second)


def test_a_report_has_the_notes_of_the_reader_in_its_own_language() -> None:
    notes = {ui: [n.message for n in audit(CHANGED, ui_language=ui, language="fr").notes] for ui in ("fr", "en")}
    assert any(message.startswith("1 modification(s) suivie(s) en attente") for message in notes["fr"])
    assert any(message.startswith("1 tracked change(s) are still pending") for message in notes["en"])


def test_the_report_keeps_the_shape_of_its_notes() -> None:
    shown = audit(CHANGED, ui_language="fr", language="fr").to_dict()["notes"]
    assert shown
    assert all(set(entry) == {"part", "message"} for entry in shown)


def test_a_note_made_elsewhere_stays_as_it_is() -> None:
    said = note("body", "in_table")
    assert told(told(said, "fr"), "en") == said
    assert told(said, "fr").message.startswith("Le contrat est présenté dans un tableau")


def test_a_refusal_speaks_the_language_of_the_report() -> None:
    with pytest.raises(ReadError) as caught:
        audit(b"%PDF-1.7 nothing", name="contrat.docx", ui_language="fr")
    assert str(caught.value).startswith("contrat.docx est un PDF")
    assert str(caught.value.in_language("en")).startswith("contrat.docx is a PDF")


def test_a_refusal_comes_whole_out_of_another_process() -> None:
    error = read_error("damaged", "xml", name="a.docx", part=Said.of(DETAILS["its_xml"]), language="fr")
    again = pickle.loads(pickle.dumps(error))
    assert str(again) == str(error)
    assert str(again).startswith("a.docx est endommagé (son XML ne peut pas être analysé) ; redemandez le fichier")
    assert str(again.in_language("en")).startswith("a.docx is damaged (its XML cannot be parsed)")


def test_reading_shows_its_notes_in_the_language_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "contrat.docx"
    path.write_bytes(CHANGED)
    shown = CliRunner().invoke(cli, ["--ui-language", "fr", "read", str(path)])
    assert "modification(s) suivie(s)" in shown.output
    shown = CliRunner().invoke(cli, ["read", "--ui-language", "en", str(path)])
    assert "tracked change(s)" in shown.output


def test_a_contract_in_a_table_says_so_in_french() -> None:
    rows = [(f"{n}.", "Le prestataire exécute ses obligations avec soin et rend compte. " * 6) for n in range(1, 6)]
    notes = audit(docx(table(*rows)), ui_language="fr", language="fr").notes
    assert any("tableau" in entry.message for entry in notes)


REFERENCE = '<w:r><w:footnoteReference w:id="1"/></w:r>'
CAP = "The aggregate liability of each party under this agreement is limited to EUR 100,000."


def test_a_footnote_is_read_and_said_to_be_no_evidence() -> None:
    noted = docx(
        p(r("Liability of the parties.") + REFERENCE), {"footnotes": f'<w:footnote w:id="1">{p(CAP)}</w:footnote>'}
    )
    report = audit(noted, language="en")
    assert any(entry.message.startswith("1 footnote(s) or endnote(s): read") for entry in report.notes)
    quotes = [hit.quote for clause in report.clauses for element in clause.elements for hit in element.evidence]
    assert not any("aggregate liability" in quote for quote in quotes)


def test_the_same_words_in_the_text_are_evidence() -> None:
    report = audit(docx(p("Liability", '<w:outlineLvl w:val="0"/>') + p(CAP)), language="en")
    quotes = [hit.quote for clause in report.clauses for element in clause.elements for hit in element.evidence]
    assert any("aggregate liability" in quote for quote in quotes)
    assert not any("footnote" in entry.message for entry in report.notes)


def test_a_header_is_no_evidence() -> None:
    ends = '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/></w:sectPr>'
    made = docx(
        p("Liability", '<w:outlineLvl w:val="0"/>') + p("The parties act with care.") + ends, {"header1": p(CAP)}
    )
    (header,) = load_contract(made)[0].asides
    assert CAP in [paragraph.text for paragraph in header.paragraphs()]
    report = audit(made, language="en")
    quotes = [hit.quote for clause in report.clauses for element in clause.elements for hit in element.evidence]
    assert not any("aggregate liability" in quote for quote in quotes)
