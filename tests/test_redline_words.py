"""Inserted text speaks as its host does, and defines the terms it brings."""

from __future__ import annotations

import re

import pytest
from clausekit import audit
from clausekit.mend.facts import host_values, party_names
from clausekit.mend.host import make_host
from clausekit.mend.wording import host_words
from clausekit.model import Mark, MarkKind, Paragraph
from clausekit.word.annotate_ranges import Ids
from clausekit.word.names import W
from clausekit.word.read import read_located
from clausekit.word.redline_dress import Tailor

from contracts_from_examples import library
from making import docx, p, style, table
from test_redline import AUTHOR, WHEN, accepted, audited, holds, texts

FILLER = (
    "Les parties exécutent de bonne foi la présente convention pendant toute sa durée, comme la convention le prévoit."
)
HEADS = ("Objet", "Gouvernance", "Durée", "Responsabilité", "Loi applicable")


def convention(definitions: bool = False) -> bytes:
    body = p("CONVENTION DE PARTENARIAT") + p(
        "Entre la société Alpha, ci-après dénommée « le Prestataire », "
        "et la société Bêta, ci-après dénommée « le Client »."
    )
    heads = ("Définitions", *HEADS) if definitions else HEADS
    for number, head in enumerate(heads, 1):
        body += p(f"Article {number} – {head}") + p(FILLER)
        if head == "Gouvernance":
            body += p(
                "Un comité de pilotage, où siègent deux représentants de chaque partie, se réunit chaque trimestre."
            )
        if head == "Définitions":
            body += p("« Site » : le lieu où le Prestataire intervient pour le Client.")
    return docx(body + p("Le Prestataire et le Client signent.") + p("Fait à Lyon."))


@pytest.mark.parametrize(
    ("says", "ours", "theirs"),
    [
        (["la présente convention", "la convention"], "Le Contrat est conclu.", "La convention est conclue."),
        (["la présente convention"], "fin du Contrat ; au Contrat", "fin de la convention ; à la convention"),
        (["le présent Accord", "l’Accord"], "Le Contrat n’est pas conclu ; fin du Contrat.",
         "L’Accord n’est pas conclu ; fin de l’Accord."),
        (["le présent contrat", "du contrat"], "Le Contrat prend fin.", "Le contrat prend fin."),
        (["le Contrat", "du Contrat"], "Le Contrat prend fin.", "Le Contrat prend fin."),
        (["rien ici"], "Le Contrat prend fin.", "Le Contrat prend fin."),
    ],
)  # fmt: skip
def test_the_contract_is_called_what_the_host_calls_it(says: list[str], ours: str, theirs: str) -> None:
    assert host_words(says, "fr").said(ours) == theirs


def test_english_hosts_keep_their_word_and_their_small_parties() -> None:
    words = host_words(["This DPA binds the parties.", "Under this DPA either party may leave."], "en")
    assert words.said("This Agreement binds each Party; the Parties sign this Agreement.") == (
        "This DPA binds each party; the parties sign this DPA."
    )


def test_what_cannot_be_said_their_way_is_told() -> None:
    words = host_words(["les présentes conditions générales", "Le client paie."], "fr")
    assert words.said("Le Contrat prend fin.") == "Le Contrat prend fin."
    assert words.left == ("conditions générales", "Parties")


def test_marks_move_with_the_words() -> None:
    text = "Le Contrat dure [• durée]."
    mark = Mark(16, 25, MarkKind.BLANK)
    moved = host_words(["la présente convention"], "fr").adapt(Paragraph(text, marks=(mark,)))
    assert moved.text[moved.marks[0].start : moved.marks[0].end] == text[16:25] == "[• durée]"


def test_no_wording_of_the_library_keeps_a_masculine_in_a_convention() -> None:
    words = host_words(["la présente convention"], "fr")
    masculine = re.compile(
        r"convention (?:n['’])?(?:est|sera|soit|a été) (?:pas |plus )?\w+[éiut]\b(?! dr)|[Ll]e convention|du convention"
    )
    for ident, folder in library().folders.items():
        for block in folder.wordings["fr"].blocks:
            shown = words.said(block.source)
            assert not masculine.search(shown), f"{ident}: {masculine.search(shown)}"


def test_parties_are_named_with_their_article() -> None:
    data = convention()
    report = audited(data)
    host = make_host(read_located(data).contract, report, library())
    assert party_names(host, "fr") == ("Prestataire", "Client")
    assert host_values(report, library(), host)["party_a"]["short"] == "le Prestataire"
    assert host_words([], "fr").said("les locaux de le Prestataire") == "les locaux du Prestataire"
    assert host_words([], "fr").said("le Prestataire paie.") == "Le Prestataire paie."


def test_a_statute_in_short_is_no_party() -> None:
    data = docx(p("Data Agreement") + p("The California Privacy Act (“CCPA”) and the Terms of Use (“Terms”) apply."))
    report = audit(data, language="en")
    assert party_names(make_host(read_located(data).contract, report, library()), "en") == ()


def test_the_terms_of_inserted_text_are_defined_where_the_host_defines_its_own() -> None:
    data = convention(definitions=True)
    report = audited(data)
    assert report.mender is not None
    mended = report.mender.redlined(report, author=AUTHOR, date=WHEN)
    holds(data, mended.data)
    lines = texts(accepted(mended.data))
    assert not any("Contrat " in line for line in set(lines) - set(texts(data)))
    fresh = [n for n, line in enumerate(lines) if line.startswith("«\u00a0") and "\u00a0: " in line]
    own = lines.index("« Site » : le lieu où le Prestataire intervient pour le Client.")
    assert fresh
    assert all(number > own for number in fresh)
    assert "convention, parties" in " ".join(note.message for note in mended.notes)


def test_parties_and_signatures_are_put_in_with_blanks_when_they_are_missing() -> None:
    body = p("CONTRAT DE PARTENARIAT") + "".join(
        p(f"Article {number} – {head}") + p(FILLER) for number, head in enumerate(HEADS, 1)
    )
    data = docx(body)
    report = audited(data)
    written = report.redlined(author=AUTHOR, date=WHEN)
    holds(data, written)
    lines = texts(accepted(written))
    first = lines.index("Article 1 – Objet")
    assert any("[• dénomination]" in line for line in lines[:first])
    assert any(line.startswith("Signature") for line in lines[-3:])
    after = audited(accepted(written))
    missing = {f.clause_id for f in after.findings if f.rule_id == "clause_missing"}
    assert not missing & {"g.parties", "g.signatures", "g.definitions"}


ANNEX = "Les parties tiennent la présente convention pour leur seul accord, et la modifient par écrit."


@pytest.mark.parametrize(
    "block",
    [
        p("Alpha : ____________  Bêta : ____________"),
        p("Le Prestataire ................ Le Client ................"),
        table(("PARTIE 1", "PARTIE 2"), ("Signature", ""), ("Nom", "")),
        table(("Pour la société Alpha", "Pour la société Bêta")),
        p("En signant cette page, chaque partie conclut la convention.") + table(("Alpha", "Bêta"), ("Signature", "")),
        p("Fait à Lyon, le 3 mars 2027, en deux exemplaires."),
    ],
)
def test_nothing_is_put_in_behind_a_signature_block(block: str) -> None:
    body = p("CONVENTION DE PARTENARIAT") + "".join(
        p(f"Article {number} – {head}") + p(FILLER) for number, head in enumerate(HEADS, 1)
    )
    data = docx(body + p(ANNEX) + block)
    host = make_host(read_located(data).contract, audited(data), library())
    last = [paragraph.text for paragraph in host.paragraphs].index(ANNEX)
    assert max(article.end for article in host.articles if not article.signing) == last + 1
    written = audited(data).redlined(author=AUTHOR, date=WHEN)
    holds(data, written)
    shown = texts(accepted(written))
    rest = texts(data)[last + 1 :]
    assert shown[-len(rest) :] == rest


def test_a_clause_on_signatures_is_no_signature_block() -> None:
    body = p("PARTNERSHIP AGREEMENT")
    for number, head in enumerate(("Purpose", "Term", "General"), 1):
        body += p(f"{number}. {head}") + p("The parties cooperate in good faith and tell each other what they learn.")
    last = p("Signature. This agreement may be signed in counterparts, each an original, and by electronic means.")
    data = docx(body + last + p("4. Definitions") + p("“Site” means the place of performance."))
    report = audit(data, language="en", alliance_type="co_branding")
    host = make_host(read_located(data).contract, report, library())
    assert not any(article.signing for article in host.articles)


def test_a_long_title_below_an_article_is_no_pattern_of_a_paragraph() -> None:
    styles = style("T", "heading 2", "<w:pPr><w:outlineLvl w:val='1'/></w:pPr>") + style(
        "H", "heading 1", "<w:pPr><w:outlineLvl w:val='0'/></w:pPr>"
    )
    body = p("CONVENTION DE PARTENARIAT")
    for number, head in enumerate(HEADS, 1):
        body += p(f"{number}. {head}", "<w:pStyle w:val='H'/>")
        long = f"{number}.1. Engagements de disponibilité de la plateforme et de ses composants"
        body += p(long, "<w:pStyle w:val='T'/>") + p(FILLER)
    data = docx(body, {"styles": styles})
    written = audited(data).redlined(author=AUTHOR, date=WHEN)
    holds(data, written)
    fresh = [e for e in read_located(written).root.iter(f"{W}p") if e.find(f"{W}ins") is not None]
    assert len(fresh) > 10
    assert not [e for e in fresh if (look := e.find(f"{W}pPr/{W}pStyle")) is not None and look.get(f"{W}val") == "T"]


@pytest.mark.parametrize("lists", [True, False])
def test_a_host_without_lists_gets_no_reference_to_one(lists: bool) -> None:
    root = read_located(docx(p(FILLER))).root
    pattern = next(root.iter(f"{W}p"))
    tailor = Tailor(Ids(root), AUTHOR, "", lists=lists)
    made, _ = tailor.paragraph(pattern, "Un ajout.", (), numbered=False, bold=False, indent=0)
    assert bool(list(made.iter(f"{W}numId"))) is lists
