"""Comments in a copy of the document: on the very words, and nothing else changed."""

from __future__ import annotations

import pickle
from datetime import datetime
from pathlib import Path

import pytest
from clausekit import audit
from clausekit.api import load_library
from clausekit.errors import WriteError
from clausekit.findings import Finding, Severity
from clausekit.mend.host import make_host
from clausekit.mend.remarks import comments
from clausekit.report import AuditReport
from clausekit.word.annotate import Comment, Signature, annotate
from clausekit.word.names import W
from clausekit.word.package import pack, parse_xml
from clausekit.word.read import read_located
from clausekit.word.rewrite import rewrite
from clausekit.word.write import write_docx

from contracts_by_hand import EN, FR
from contracts_from_examples import LANGUAGES, TYPES, draft, library, planned
from making import docx, p, r, table
from making import parts as made_parts
from revisions import REAL, anchored, canonical, faults, needs_corpora, parts, real, resolve, shown

SIGNED = Signature("Maître Ève Martin", "2027-01-15T09:00:00Z")
WHEN = datetime(2027, 1, 15, 9, 0)
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF _Ref1 \\r \\h </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Article 12</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
CONTROL = (
    '<w:sdt><w:sdtPr><w:id w:val="7"/></w:sdtPr><w:sdtContent><w:r><w:t>Novalys SAS</w:t></w:r></w:sdtContent></w:sdt>'
)
EARLIER = (
    '<w:ins w:id="3" w:author="Autre" w:date="2026-01-01T00:00:00Z"><w:r><w:t>trois mois pleins</w:t></w:r></w:ins>'
)
DELETED = '<w:del w:id="4" w:author="Autre"><w:r><w:delText>six mois</w:delText></w:r></w:del>'


def remark(data: bytes, quote: str, text: str = "Voir.") -> bytes:
    """A comment on a quotation, which may run over two paragraphs with a line end in it."""
    located = read_located(data)
    texts = [paragraph.text for paragraph in located.contract.paragraphs()]
    first, _, last = quote.partition("\n")
    begin = next(n for n, line in enumerate(texts) if first in line)
    end = next(n for n in range(begin, len(texts)) if (last or first) in texts[n])
    start = (begin, texts[begin].index(first))
    stop = (end, texts[end].index(last or first) + len(last or first))
    return annotate(data, located, [Comment(start, stop, (text, "majeur"))], signed=SIGNED)


def held(data: bytes) -> str:
    return next(text for _, text in anchored(read_located(data)))


@pytest.mark.parametrize(
    ("body", "quote"),
    [
        (p("La phase dure trois mois."), "dure trois"),
        (p("La phase dure trois mois."), "La phase dure trois mois."),
        (p(r("La phase ", "<w:b/>") + r("dure ") + r("trois mois.")), "ase dure tr"),
        (p("Premier article.") + p("Second article."), "article.\nSecond"),
        (table(("Niveau", "99,5 %"), ("Délai", "quatre heures")), "quatre heures"),
        (table(("Niveau", "99,5 %"), ("Délai", "quatre heures")), "Délai\nquatre"),
        (p(r("avant ") + FIELD + r(" après")), "avant "),
        (p(r("avant ") + FIELD + r(" après")), "Article 12"),
        (p(r("avant ") + FIELD + r(" après")), "nt Article 12 ap"),
        (p(r("La société ") + CONTROL + r(" vend.")), "Novalys SAS"),
        (p(r("La société ") + CONTROL + r(" vend.")), "société Novalys SAS ve"),
        (f"<w:sdt><w:sdtContent>{p('Une phrase dans un contrôle.')}</w:sdtContent></w:sdt>", "dans un contrôle"),
        (p(r("Pour ") + EARLIER + DELETED + r(".")), "trois mois pleins"),
        (p(r("Pour ") + EARLIER + DELETED + r(".")), "mois"),
        (p(r("Pour ") + EARLIER + DELETED + r(".")), "r trois mois pleins."),
        (p("<w:r><w:t>un</w:t><w:tab/><w:t>deux</w:t><w:br/><w:t>trois</w:t></w:r>"), "deux"),
        (p(r("tra\xadvail com\xadmun")), "vail co"),
    ],
)  # fmt: skip
def test_a_comment_holds_the_very_words(body: str, quote: str) -> None:
    data = docx(body)
    written = remark(data, quote)
    assert held(written).replace("\t", " ") == quote
    before, after = read_located(data), read_located(written)
    assert shown(after) == shown(before)


@pytest.mark.parametrize(
    ("body", "quote", "whole"),
    [
        (p(r("avant ") + FIELD + r(" après")), "icle 1", "Article 12"),
        (p(r("La société ") + CONTROL + r(" vend.")), "valys", "Novalys SAS"),
        (p(r("Voir ") + f'<w:hyperlink w:anchor="x">{r("notre site")}</w:hyperlink>' + r(".")), "site", "notre site"),
    ],
)
def test_a_field_a_control_and_a_link_stay_whole(body: str, quote: str, whole: str) -> None:
    written = remark(docx(body), quote)
    assert held(written) == whole
    root = read_located(written).root
    for mark in root.iter(f"{W}commentRangeStart", f"{W}commentRangeEnd"):
        assert mark.getparent().tag == f"{W}p"


def test_a_comment_in_a_tracked_insertion_outlives_its_rejection() -> None:
    written = remark(docx(p(r("Pour ") + EARLIER + r("."))), "mois")
    root = read_located(written).root
    assert [mark.getparent().tag for mark in root.iter(f"{W}commentRangeStart")] == [f"{W}p"]
    ids = [change.get(f"{W}id") for change in root.iter(f"{W}ins")]
    assert len(ids) == len(set(ids)) == 3  # one insertion in three pieces
    assert len(list(resolve(root, accept=False).iter(f"{W}commentRangeStart"))) == 1


def test_author_date_and_number_of_a_comment() -> None:
    more = {"comments": f'<w:comment w:id="5" w:author="Autre" w:initials="A">{p("Déjà là.")}</w:comment>'}
    body = p(f'<w:commentRangeStart w:id="5"/>{r("La phase dure.")}<w:commentRangeEnd w:id="5"/>'
             '<w:r><w:commentReference w:id="5"/></w:r>')  # fmt: skip
    written = remark(docx(body, more), "phase", "Une remarque & <deux>.")
    root = parse_xml(parts(written)["word/comments.xml"])
    earlier, fresh = list(root)
    assert "".join(earlier.itertext()) == "Déjà là."
    assert fresh.get(f"{W}id") == "6"
    assert fresh.get(f"{W}author") == "Maître Ève Martin"
    assert fresh.get(f"{W}initials") == "MÈM"
    assert fresh.get(f"{W}date") == "2027-01-15T09:00:00Z"
    assert ["".join(line.itertext()) for line in fresh] == ["Une remarque & <deux>.", "majeur"]
    assert dict(anchored(read_located(written))) == {5: "La phase dure.", 6: "phase"}


def test_comments_wear_the_styles_of_the_document_when_it_has_them() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Commentaire"><w:name w:val="annotation text"/></w:style>'
        '<w:style w:type="character" w:styleId="Marquedecommentaire"><w:name w:val="annotation reference"/></w:style>'
    )
    dressed = parts(remark(docx(p("La phase dure."), {"styles": styles}), "phase"))
    assert b'<w:pStyle w:val="Commentaire"/>' in dressed["word/comments.xml"]
    assert b'<w:rStyle w:val="Marquedecommentaire"/>' in dressed["word/document.xml"]
    plain = parts(remark(docx(p("La phase dure.")), "phase"))
    assert b"Style" not in plain["word/comments.xml"] + plain["word/document.xml"]


def test_a_strict_document_stays_strict() -> None:
    transitional = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    made = made_parts(p("La phase dure."))
    made = {name: content.replace(transitional.encode(), strict.encode()) for name, content in made.items()}
    written = remark(pack(made), "phase")
    assert strict.encode() in parts(written)["word/document.xml"]
    assert transitional.encode() not in parts(written)["word/document.xml"] + parts(written)["word/comments.xml"]
    assert held(written) == "phase"


def test_only_what_must_change_is_written_again() -> None:
    data = docx(p("La phase dure."), {"styles": "", "settings": "<w:zoom w:percent='100'/>"})
    before, after = parts(data), parts(remark(data, "phase"))
    assert {n for n in after if after[n] != before.get(n)} == {
        "word/document.xml", "word/comments.xml", "[Content_Types].xml", "word/_rels/document.xml.rels",
    }  # fmt: skip


def test_rewriting_copies_the_other_entries_as_they_are() -> None:
    data = docx(p("Un."), {"styles": ""})
    first = rewrite(data, {"word/document.xml": b"<x/>", "word/new.xml": b"<y/>"})
    assert parts(first)["word/document.xml"] == b"<x/>"
    assert list(parts(first)) == [*parts(data), "word/new.xml"]
    assert rewrite(data, {"word/document.xml": b"<x/>", "word/new.xml": b"<y/>"}) == first
    start = data.index(b"word/styles.xml")  # name and packed bytes of an entry that was not touched
    assert data[start : start + 60] in first


@pytest.mark.parametrize("contract", [FR, EN], ids=["fr", "en"])
def test_the_annotated_copy_of_our_own_contract_is_valid(contract: object, tmp_path: Path) -> None:
    data = write_docx(contract, pages={})  # type: ignore[arg-type]
    report = audit(data, ui_language="fr")
    written = report.annotated(author="Relecture", date=WHEN)
    assert faults(written, tmp_path) <= faults(data, tmp_path)
    check(data, written)


def said(finding: Finding, report: AuditReport, remark_: Comment) -> bool:
    """A comment of its own, or a place in the list of what one clause does not have and is only worth knowing."""
    words, meta = remark_.lines
    if finding.rule_id not in meta:
        return False
    if words.startswith(finding.title.rstrip(".")[:400]):
        return True
    clause = report.clause(finding.clause_id) if finding.clause_id else None
    listed = clause is not None and finding.severity is Severity.INFO and f" · {clause.id} · element_missing" in meta
    return listed and clause is not None and clause.element(finding.element_id).title in words


def check(data: bytes, written: bytes) -> None:
    """Same text and numbers, comments where the findings are, all else byte for byte."""
    before, after = read_located(data), read_located(written)
    assert shown(after) == shown(before)
    texts = [paragraph.text for paragraph in before.contract.paragraphs()]
    report = audit(data, ui_language="fr")
    remarks = comments(report, make_host(before.contract, report, load_library()))
    assert len({finding.clause_id or number for number, finding in enumerate(report.findings)}) <= len(remarks)
    for finding in report.findings:
        assert any(said(finding, report, remark_) for remark_ in remarks), finding
    earlier = {int(e.get(f"{W}id", "-1")) for e in before.root.iter(f"{W}commentRangeStart")}
    found = {number: text for number, text in anchored(after) if number not in earlier}
    for remark_, number in zip(remarks, sorted(found), strict=True):
        wanted = []
        for index in range(remark_.start[0], remark_.end[0] + 1):
            first = remark_.start[1] if index == remark_.start[0] else 0
            last = remark_.end[1] if index == remark_.end[0] else len(texts[index])
            wanted.append(texts[index][first:last])
        said_there, meant = found[number].strip(), "\n".join(wanted).strip()
        boxed = any(
            next(node.iterancestors(f"{W}txbxContent"), None) is not None
            for _, _, node in before.places[remark_.start[0]].spans
        )
        # Word keeps no comment in a text box: it stands on the passage that the box hangs on
        assert meant in said_there if boxed else meant == said_there
    folder, _, name = before.package.main.rpartition("/")
    may = {"[Content_Types].xml", before.package.main, f"{folder}/_rels/{name}.rels", f"{folder}/comments.xml"}
    now = parts(written)
    assert {part for part, content in parts(data).items() if now[part] != content} <= may
    for mark in [
        e for e in after.root.iter() if str(e.tag).startswith(f"{W}comment") and int(e.get(f"{W}id")) in found
    ]:
        holder = mark.getparent() if mark.tag == f"{W}commentReference" else mark
        holder.getparent().remove(holder)
    assert canonical(after.root) == canonical(before.root)


def test_each_comment_says_what_how_grave_and_why() -> None:
    data = docx(p("CONTRAT DE PARTENARIAT") + p("La phase pilote dure douze mois, sans autre règle."))
    report = audit(data, ui_language="fr", alliance_type="co_branding")
    root = parse_xml(parts(report.annotated())["word/comments.xml"])
    assert 5 < len(root) <= len(report.findings)
    for comment in root:
        sentence, meta = ("".join(line.itertext()) for line in comment)
        assert 20 < len(sentence) <= 420
        assert meta.split(" · ")[0] in ("critique", "majeur", "mineur", "information")
        assert any(finding.rule_id in meta for finding in report.findings)
        assert comment.get(f"{W}date") is None  # the library reads no clock


def test_what_is_only_worth_knowing_of_one_clause_is_one_comment() -> None:
    data = docx(p("CONTRAT DE PARTENARIAT") + p("Article 1 – Niveaux de service") + p(
        "Le fournisseur garantit un taux de disponibilité du service de 99,5 % par mois."
    ))  # fmt: skip
    report = audit(data, ui_language="fr", alliance_type="co_branding", language="fr")
    host = make_host(read_located(data).contract, report, load_library())
    listed = [c for c in comments(report, host) if " · supplier_sla · element_missing" in c.lines[1]]
    minor = [f for f in report.findings if f.clause_id == "supplier_sla" and f.rule_id == "element_missing"]
    assert len(minor) > 1
    assert len(listed) == 1
    assert listed[0].start == (1, 0)  # the heading of the clause
    for finding in minor:
        assert report.clause("supplier_sla").element(finding.element_id).title in listed[0].lines[0]


def test_the_parties_are_missed_before_the_first_article() -> None:
    data = docx(p("CONTRAT DE PARTENARIAT") + p("Article 1 – Objet") + p("Article 2 – Durée") + p("Article 3 – Prix"))
    report = audit(data, ui_language="fr", alliance_type="co_branding", language="fr")
    found = comments(report, make_host(read_located(data).contract, report, load_library()))
    assert next(c.start for c in found if "g.parties" in c.lines[1]) == (0, 0)


def test_a_report_that_travelled_can_still_annotate() -> None:
    report = audit(docx(p("CONTRAT DE PARTENARIAT") + p("Les parties coopèrent de bonne foi.")))
    assert pickle.loads(pickle.dumps(report)).annotated() == report.annotated()


def test_what_is_no_word_document_is_refused() -> None:
    report = audit("# Contrat\n\nLes parties coopèrent.".encode(), name="contrat.md", ui_language="fr")
    with pytest.raises(WriteError, match=r"contrat\.md : seul un document Word"):
        report.annotated()


def test_a_signed_document_is_annotated_with_a_warning() -> None:
    made = made_parts(p("Contrat de partenariat entre les parties."))
    report = audit(pack({**made, "_xmlsignatures/origin.sigs": b""}), ui_language="fr")
    assert report.mender is not None
    assert ["signature électronique" in note.message for note in report.mender.annotated(report).notes] == [True]


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", TYPES)
def test_every_generated_contract_can_be_annotated(kind: str, language: str) -> None:
    data = write_docx(draft(planned(kind, language), library()))
    report = audit(data, ui_language="fr")
    check(data, report.annotated())


@pytest.mark.slow
@needs_corpora
@pytest.mark.parametrize("pattern", REAL)
def test_real_contracts_can_be_annotated(pattern: str, tmp_path: Path) -> None:
    data = real(pattern)
    report = audit(data, ui_language="fr")
    written = report.annotated(author="Relecture", date=WHEN)
    assert written == report.annotated(author="Relecture", date=WHEN)
    check(data, written)
    assert faults(written, tmp_path) <= faults(data, tmp_path)
