"""What our wording says only because of a choice is marked; the wording itself stays as it was."""

from __future__ import annotations

import pytest
from clausekit.drafting import excerpt as room
from clausekit.drafting.choices import marked, unmarked
from clausekit.drafting.excerpt import Setting, excerpt
from clausekit.library.answers import Answers, Resolver
from clausekit.library.markdown import parse
from clausekit.model import MarkKind

from contracts_from_examples import library


def setting(language: str, variant: str = "balanced") -> Setting:
    resolver = Resolver(library(), Answers({}), "co_branding", language)
    values = resolver.values(library().parameters(tuple(library().folders)), {})
    return Setting(language, "neutral", "co_branding", variant, values, (), (), lambda clause: f"article {clause}")


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("1. **Prix.** {% if m == 'x' %}Un prix.{% else %}Aucun prix.{% endif %} Fin.", ["Un prix.", "Aucun prix."]),
        ("{% if told %}\n1. **Dire.**\n   1. un ;\n{% endif %}\n2. Suite.", ["**Dire.**", "un ;"]),
        ("1. A{% if law == 'fr' %} B{% endif %}{% if n > 1 %}s{% endif %}{% if has.x %} C{% endif %}.", []),
        ("{% if model == 'x' %}\n[[table:t]]\n| a |\n{% endif %}", []),
        ("{% if m == 'x' %}[[ref:g.ip]] va{% if has.y %} là{% endif %}.{% endif %}", ["[[ref:g.ip]] va", "là", "."]),
    ],
)  # fmt: skip
def test_only_what_a_choice_brings_is_marked(source: str, kept: list[str]) -> None:
    found = marked(source, {"told": True})
    assert [piece.split("\u2e29")[0] for piece in found.split("\u2e28")[1:]] == kept
    assert found.replace("\u2e28", "").replace("\u2e29", "") == source


def test_a_mark_becomes_a_highlight_and_what_stands_around_it_stays_in_place() -> None:
    (draft,) = map(unmarked, parse("\u2e28**Titre.**\u2e29 Selon \u2e28l'[[ref:g.ip]] et *in fine*\u2e29 seul.", []))
    assert draft.text == "Titre. Selon l' et in fine seul."
    assert [(draft.text[m.start : m.end], m.kind) for m in draft.marks] == [
        ("Titre.", MarkKind.HIGHLIGHT), ("Titre.", MarkKind.TERM), ("l' et in fine", MarkKind.HIGHLIGHT),
        ("in fine", MarkKind.ITALIC),
    ]  # fmt: skip
    assert [draft.text[: reference.start] for reference in draft.references] == ["Titre. Selon l'"]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_wording_of_the_library_changes_by_its_marks(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for variant in ("light", "balanced", "protective"):
        with_marks = {ident: excerpt(library(), ident, setting(language, variant)) for ident in library().folders}
        with monkeypatch.context() as patch:
            patch.setattr(room, "marked", lambda source, values: source)
            plain = {ident: excerpt(library(), ident, setting(language, variant)) for ident in library().folders}
        for ident, paragraphs in with_marks.items():
            assert [p.text for p in paragraphs] == [p.text for p in plain[ident]], ident
            for ours, theirs in zip(paragraphs, plain[ident], strict=True):
                assert set(theirs.marks) <= set(ours.marks), (ident, ours.text)


def test_a_money_rule_that_nobody_chose_is_to_be_confirmed() -> None:
    shown = excerpt(library(), "g.financial_terms", setting("fr"), only=["model"])
    assert [mark.kind for mark in shown[0].marks] == [MarkKind.TERM, MarkKind.HIGHLIGHT]
