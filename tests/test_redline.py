"""Tracked insertions: rejected they leave no trace, accepted they say what was missing, in the host's own dress."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from clausekit import audit
from clausekit.errors import WriteError
from clausekit.findings import Severity
from clausekit.mend.facts import party_names
from clausekit.mend.host import make_host
from clausekit.mend.numbers import typed_below, typed_heading
from clausekit.model import Mark, MarkKind
from clausekit.report import AuditReport
from clausekit.word.annotate import Signature
from clausekit.word.names import Element, W
from clausekit.word.read import read_located
from clausekit.word.redline import Insertion, Line, redline
from clausekit.word.write import write_docx

from contracts_by_hand import FR
from contracts_from_examples import LANGUAGES, TYPES, draft, library, planned
from making import docx, level, num, p, r, style, table
from office_changes import ACCEPT, REJECT, counts_pages, settled
from revisions import (
    OFFICE,
    REAL,
    canonical,
    faults,
    needs_corpora,
    needs_office,
    office_text,
    parts,
    real,
    resolve,
    shown,
    with_document,
)

AUTHOR = "Relecture"
SIGNED = Signature(AUTHOR, "2027-01-15T09:00:00Z")
WHEN = datetime(2027, 1, 15, 9, 0)
NEW = Line("Un article [• nom] nouveau.", 1, (Mark(11, 18, MarkKind.BLANK, "nom"),))
EARLIER = (
    '<w:ins w:id="3" w:author="Autre"><w:r><w:t>inséré</w:t></w:r></w:ins>'
    '<w:del w:id="4" w:author="Autre"><w:r><w:delText>ôté</w:delText></w:r></w:del>'
)
SECTION = "<w:sectPr><w:pgSz w:w='11906' w:h='16838'/></w:sectPr>"


def mine(element: Element) -> bool:
    return element.get(f"{W}author") == AUTHOR


def texts(data: bytes) -> list[str]:
    return [text for _, text in shown(read_located(data))]


def rejected(data: bytes) -> bytes:
    return with_document(data, resolve(read_located(data).root, accept=False, mine=mine))


def accepted(data: bytes) -> bytes:
    return with_document(data, resolve(read_located(data).root, accept=True, mine=mine))


def holds(before: bytes, after: bytes) -> None:
    """Rejecting gives the document as it was; other parts and earlier changes are untouched."""
    old, new = read_located(before), read_located(after)
    assert canonical(resolve(new.root, accept=False, mine=mine)) == canonical(old.root)
    for name, content in parts(before).items():
        assert name == old.package.main or parts(after)[name] == content
    assert list(_changes(old.root)) == [change for change in _changes(new.root) if change[1] != AUTHOR]
    ids = [e.get(f"{W}id") for e in new.root.iter(f"{W}ins", f"{W}del", f"{W}pPrChange") if mine(e)]
    others = [e.get(f"{W}id") for e in new.root.iter(f"{W}ins", f"{W}del") if not mine(e)]
    assert len(ids) == len(set(ids)) > 0
    assert not set(ids) & set(others)
    assert all(e.get(f"{W}date") for e in new.root.iter(f"{W}ins") if mine(e))


def _changes(root: Element) -> Iterator[tuple[str, str, str]]:
    for change in root.iter(f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo", f"{W}rPrChange"):
        yield change.get(f"{W}id", ""), change.get(f"{W}author", ""), "".join(change.itertext())


@pytest.mark.parametrize(
    ("body", "after", "before"),
    [
        (p("Un.") + p("Deux.") + p("Trois."), 1, 2),
        (p("Un.") + p("Deux.") + SECTION, 1, None),
        (p("Un.") + p("Deux.") + p() + p("Trois."), 1, 2),
        (p("Un.") + p("Deux.") + table(("a", "b")) + p("Trois."), 1, 4),
        (p("Un.") + p("Deux.") + f"<w:sdt><w:sdtContent>{p('Trois.')}</w:sdtContent></w:sdt>", 1, 2),
        (p("Un.") + f"<w:sdt><w:sdtContent>{p('Deux.')}</w:sdtContent></w:sdt>" + p("Trois."), 1, 2),
        (table((p("Un.") + p("Deux."),), ("Trois.",)), 1, 2),
        (p("Un.") + p(r("Deux ") + EARLIER) + p(r("Trois ") + EARLIER), 1, 2),
        (p("Un.") + p("Deux.", "<w:rPr><w:ins w:id='9' w:author='Autre'/></w:rPr>") + p("Trois."), 1, 2),
        (p("Un.") + p("Deux.", f"<w:jc w:val='both'/>{SECTION}") + p("Trois."), 1, 2),
        (p("Un.") + p("Deux.", "<w:rPr><w:b/></w:rPr>") + SECTION, 1, None),
    ],
)  # fmt: skip
def test_rejecting_leaves_no_trace_wherever_it_was_put(body: str, after: int, before: int | None) -> None:
    data = docx(body)
    written = redline(data, [Insertion(after, before, (NEW, NEW))], signed=SIGNED).data
    holds(data, written)
    expected = texts(data)
    expected[after + 1 : after + 1] = [NEW.text, NEW.text]
    assert texts(accepted(written)) == expected == texts(written)


def test_two_insertions_at_one_place_keep_their_order() -> None:
    for tail in (SECTION, p("Trois.")):
        data = docx(p("Un.") + p("Deux.") + tail)
        before = 2 if tail != SECTION else None
        first, second = Line("Premier.", 0), Line("Second.", 0)
        written = redline(
            data, [Insertion(1, before, (first,)), Insertion(1, before, (second, second))], signed=SIGNED
        ).data
        holds(data, written)
        assert texts(accepted(written))[2:5] == ["Premier.", "Second.", "Second."]


def test_a_line_is_dressed_like_its_pattern_and_its_blanks_are_yellow() -> None:
    pattern = p(
        r("Deux ", "<w:sz w:val='19'/>") + r("mots", "<w:b/><w:sz w:val='19'/>"),
        "<w:pStyle w:val='Corps'/><w:jc w:val='both'/>",
    )
    written = redline(docx(p("Un.") + pattern + p("Trois.")), [Insertion(1, 2, (NEW,))], signed=SIGNED).data
    fresh = next(e for e in read_located(written).root.iter(f"{W}p") if any(map(mine, e.iter(f"{W}ins"))))
    properties = fresh.find(f"{W}pPr")
    assert properties is not None
    assert [child.tag.removeprefix(W) for child in properties] == ["pStyle", "jc", "rPr"]
    runs = list(fresh.iter(f"{W}r"))
    assert ["".join(run.itertext()) for run in runs] == ["Un article ", "[• nom]", " nouveau."]
    assert [[c.tag.removeprefix(W) for c in run.find(f"{W}rPr")] for run in runs] == [
        ["sz"], ["sz", "highlight"], ["sz"],
    ]  # fmt: skip


# -- whole contracts ---------------------------------------------------------------------------

SENTENCE = "Les parties conviennent de ce qui suit pour toute la durée de leur coopération commerciale."
HEADS = ("Objet", "Durée", "Confidentialité", "Loi applicable")
NUMBERING = (
    '<w:abstractNum w:abstractNumId="1">' + level(0, "Article %1.") + level(1, "%1.%2") + "</w:abstractNum>" + num(1, 1)
)


def typed() -> bytes:
    body = p("CONTRAT DE PARTENARIAT", "<w:jc w:val='center'/>") + p(
        "Entre Alpha SAS, ci-après dénommée « Alpha », et Bêta SARL, ci-après dénommée « Bêta »."
    )
    for number, head in enumerate(HEADS, 1):
        body += p(r(f"ARTICLE {number} – {head.upper()}", "<w:b/>"))
        body += p(f"{number}.1 {SENTENCE}") + p(f"{number}.2 Voir l’article 3. {SENTENCE}")
    return docx(body + p("Fait à Lyon, en deux exemplaires."))


def automatic() -> bytes:
    heading = "<w:pStyle w:val='H'/><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>"
    below = "<w:numPr><w:ilvl w:val='1'/><w:numId w:val='1'/></w:numPr>"
    body = p("CONTRAT DE PARTENARIAT")
    for head in HEADS:
        body += p(head, heading) + p(SENTENCE, below) + p(f"Voir l’article 4. {SENTENCE}", below)
    more = {"numbering": NUMBERING, "styles": style("H", "heading 1", "<w:pPr><w:outlineLvl w:val='0'/></w:pPr>")}
    return docx(body + p("Fait à Lyon, en deux exemplaires."), more)


def audited(data: bytes, kind: str = "co_branding") -> AuditReport:
    return audit(data, alliance_type=kind, language="fr", ui_language="fr")


def gaps(report: AuditReport) -> set[tuple[str, str]]:
    """The clauses and elements a redline is to put in."""
    by_hand = ("g.parties", "g.recitals", "g.signatures", "g.definitions")
    return {
        (finding.clause_id, finding.element_id)
        for finding in report.findings
        if finding.rule_id in ("clause_missing", "element_missing") and finding.state == "missing"
        and finding.severity.rank >= Severity.MINOR.rank and finding.clause_id not in by_hand
    }  # fmt: skip


def put_in(report: AuditReport) -> set[str]:
    """The articles a redline puts in whole: all that they have to say is there afterwards."""
    return {clause for clause, element in gaps(report) if not element and library().clause(clause).layout == "article"}


def test_typed_numbers_go_on_between_the_hosts_own() -> None:
    data = typed()
    report = audited(data)
    written = report.redlined(author=AUTHOR, date=WHEN)
    holds(data, written)
    lines = texts(accepted(written))
    place = next(n for n, line in enumerate(lines) if "BIS – " in line)
    assert lines[place].split(" – ")[1].isupper()
    assert "\u00a0BIS" in lines[place]
    number = lines[place].removeprefix("ARTICLE ").split(" – ")[0]
    assert lines[place + 1].startswith(f"{number}.1 ")
    assert lines[-1].startswith("Fait à Lyon")  # nothing behind the signatures
    assert not gaps(audited(accepted(written))) & gaps(report)
    host = make_host(read_located(data).contract, report, library())
    assert party_names(host, "fr") == ("Alpha", "Bêta")


def test_automatic_numbers_go_on_by_themselves_and_typed_references_are_listed() -> None:
    data = automatic()
    report = audited(data)
    assert report.mender is not None
    mended = report.mender.redlined(report, author=AUTHOR, date=WHEN)
    holds(data, mended.data)
    numbers = [number for number, _ in shown(read_located(accepted(mended.data))) if number.startswith("Article")]
    assert numbers == [f"Article {n}." for n in range(1, len(numbers) + 1)]
    assert len(numbers) > len(HEADS)
    fresh = [
        number for number, text in shown(read_located(mended.data)) if (number, text) not in shown(read_located(data))
    ]
    assert any(number.endswith(".1") for number in fresh)
    assert not gaps(audited(accepted(mended.data))) & gaps(report)
    notes = " ".join(note.message for note in mended.notes)
    assert "renvois tapés à la main" in notes
    assert "article 4" in notes


def test_rejecting_only_ours_keeps_the_changes_of_others() -> None:
    data = docx(
        p("CONTRAT DE PARTENARIAT") + p("Article 1 – Objet") + p(r(SENTENCE) + EARLIER) + p("Article 2 – Durée")
        + p(r("Le contrat dure ") + EARLIER) + p("Article 3 – Loi") + p(SENTENCE)
    )  # fmt: skip
    holds(data, audited(data).redlined(author=AUTHOR, date=WHEN))


def test_the_library_reads_no_clock_and_gives_the_same_bytes() -> None:
    report = audited(typed())
    assert report.redlined() == report.redlined()
    assert not list(read_located(report.redlined()).root.iterfind(f".//{W}ins[@{W}date]"))


def test_a_document_that_misses_nothing_comes_back_as_it_was() -> None:
    report = audit(typed(), only=("number_mismatch",))
    assert report.redlined() == report.origin


def test_what_is_no_word_document_cannot_be_redlined() -> None:
    report = audit("# Contrat\n\nLes parties coopèrent.".encode(), name="contrat.md")
    with pytest.raises(WriteError, match=r"only a Word document"):
        report.redlined()


@pytest.mark.parametrize(
    ("head", "count", "language", "expected"),
    [
        ("ARTICLE 7 – DURÉE", 1, "fr", "ARTICLE 7\u00a0BIS – Prix"),
        ("Article 1er. Objet", 2, "fr", "Article 1er\u00a0ter. Prix"),
        ("Article 4", 1, "fr", "Article 4\u00a0bis – Prix"),
        ("IV. Durée", 1, "fr", "IV\u00a0BIS. Prix"),
        ("7. Term", 2, "en", "7B. Prix"),
        ("Section 12 - Term", 1, "en", "Section 12A - Prix"),
    ],
)
def test_a_typed_heading_goes_on(head: str, count: int, language: str, expected: str) -> None:
    found = typed_heading(head)
    assert found is not None
    assert found.heading(count, "Prix", language) == expected


@pytest.mark.parametrize(
    "text", ["Civil code", "Les parties", "2027 est une année", "3D printing", "1 000 euros par mois"]
)
def test_what_is_no_typed_heading_is_none(text: str) -> None:
    assert typed_heading(text) is None


def test_typed_numbers_below_an_article() -> None:
    found = typed_below("7.4 Le contrat dure un an.")
    assert found is not None
    assert (found.start, found.last) == ("7", 4)
    assert typed_below("99.5 % des appels") is not None  # the article decides, not the figure
    assert typed_below("Le contrat 7.4 dure.") is None


@pytest.mark.slow
def test_the_redlined_copy_of_our_own_contract_is_valid(tmp_path: Path) -> None:
    data = write_docx(FR, pages={})
    report = audited(data)
    written = report.redlined(author=AUTHOR, date=WHEN)
    holds(data, written)
    assert faults(written, tmp_path) <= faults(data, tmp_path)
    assert not gaps(audited(accepted(written))) & gaps(report)


# -- all of them, when asked for ---------------------------------------------------------------


def whole(data: bytes, report: AuditReport, folder: Path) -> None:
    """Everything a redline promises, on one document."""
    written = report.redlined(author=AUTHOR, date=WHEN)
    if not gaps(report):
        return
    holds(data, written)
    assert shown(read_located(rejected(written))) == shown(read_located(data))
    kind, language = report.alliance_type.id, report.language.id or "auto"
    after = audit(accepted(written), alliance_type=kind, language=language)
    assert not gaps(after) & gaps(report)
    assert not {element for clause, element in gaps(after) if clause in put_in(report)}
    assert faults(written, folder) <= faults(data, folder)
    if OFFICE:
        office_agrees(data, written, folder)


def office_agrees(data: bytes, written: bytes, folder: Path) -> None:
    """LibreOffice's own rejecting gives the original's text and numbers, its accepting those of ours accepted."""
    shown_by = settled(
        {
            "rejected": (REJECT, written), "original": (REJECT, data),
            "accepted": (ACCEPT, written), "intended": (ACCEPT, accepted(written)),
        },
        folder,
    )  # fmt: skip
    if counts_pages(data):
        shown_by = {name: [re.sub(r"\d+ pages", "N pages", line) for line in lines] for name, lines in shown_by.items()}
    assert shown_by["rejected"] == shown_by["original"]
    assert shown_by["accepted"] == shown_by["intended"]
    assert shown_by["accepted"] != shown_by["original"]


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", TYPES)
def test_a_generated_contract_that_lost_clauses_gets_them_back(kind: str, language: str, tmp_path: Path) -> None:
    plan = planned(kind, language)
    lost = [c.id for c in plan.clauses if library().clause(c.id).layout == "article" and c.id != "g.definitions"][1::4]
    kept = replace(plan, clauses=tuple(c for c in plan.clauses if c.id not in lost))
    data = write_docx(draft(kept, library(), lenient=True))
    report = audit(data, alliance_type=kind, language=language)
    assert {finding.clause_id for finding in report.findings} & set(lost)
    whole(data, report, tmp_path)


@pytest.mark.slow
@needs_corpora
@pytest.mark.parametrize("pattern", REAL)
def test_real_contracts_can_be_redlined(pattern: str, tmp_path: Path) -> None:
    data = real(pattern)
    whole(data, audit(data), tmp_path)


@pytest.mark.slow
@pytest.mark.office
@needs_office
@pytest.mark.parametrize("make", [typed, automatic])
def test_libreoffice_shows_the_rejected_copy_as_the_original(make: object, tmp_path: Path) -> None:
    data = make()  # type: ignore[operator]
    written = audited(data).redlined(author=AUTHOR, date=WHEN)
    office_agrees(data, written, tmp_path)
    assert office_text(rejected(written), tmp_path) == office_text(data, tmp_path)
    lines = {" ".join(line.split()) for line in office_text(accepted(written), tmp_path)}
    shown_here = {" ".join(f"{number} {text}".split()) for number, text in shown(read_located(accepted(written)))}
    assert shown_here <= lines
