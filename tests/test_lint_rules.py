"""Each promise of `clauses check`, broken once in a pack: the fault is told with its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest
from clausekit.errors import Fault
from clausekit.library.lintwording import line_faults
from clausekit.library.loading import load_partial

FILES = {
    "pack.yaml": "id: broken\nversion: 1.0.0\ntitle: {fr: Cassé, en: Broken}\nlicence: MIT\n",
    "clause_library/g.badges/clause.yaml": """\
id: g.badges
version: 1.0.0
kind: general
title: {fr: Badges, en: Badges}
purpose: {fr: "Dire qui entre.", en: "Say who enters."}
concepts:
  badge: {fr: [badge*], en: [badge*]}
  enters: {fr: [entre, entrent], en: [enters, enter]}
says:
  - {all: [badge, enters]}
elements:
  - id: worn
    origin: expert
    title: {fr: Badge porté, en: Badge worn}
    expects: {fr: "un badge", en: "a badge"}
    why: {fr: "Entrer sans badge est illégal.", en: "Without it nobody knows who is there."}
    severity: {missing: minor}
    says:
      - {all: [badge, enters]}
  - id: returned
    origin: expert
    title: {fr: Badge rendu, en: Badge returned}
    expects: {fr: "le badge est rendu", en: "the badge is returned"}
    why: {fr: "Un badge perdu ouvre.", en: "A lost badge opens doors."}
    severity: {missing: minor}
parameters:
  - {id: badge_days, type: int, unit: days, default: 3, min: 1, label: {fr: délai, en: time}}
  - {id: badge_hours, type: int, default: 40, min: 1, max: 24, label: {fr: heures, en: hours}}
  - id: badge_list
    type: list
    label: {fr: badges, en: badges}
    fields: [{id: name, type: text, label: {fr: a, en: a}}]
terms:
  - id: keeper
    term: {fr: Gardien des Lieux, en: Warden of the Premises}
    meaning: {fr: "la personne que vise l'[[ref:g.badges]]", en: "the person referred to in [[ref:g.badges]]"}
requires: [g.nowhere, exit_management]
excludes: [g.parties]
""",
    "clause_library/g.badges/fr.md": """\
# Badges

## worn
1. **Port.** Chacun entre avec son badge; le Visiteur aussi.
1. **Perte.** La perte est déclarée dans un délai de {{ badge_days | days }}.
1. **Suites.** Les suites sont celles de [[ref:g.insurance]], de [[ref:g.ip]] et du [[ref:g.elsewhere]].
1. **Liste.** Le **Registre des Badges** est tenu à jour selon [[ref:pilot_test#nothing]].
1. **Effet.** Une entrée sans badge est illégale  et « interdite».
""",
    "clause_library/g.badges/en.md": """\
# Badges

## worn
1. **Wearing.** Each enters with a badge ; the visitor too.
1. **Effect.** An entry without a badge is null and void for {{ badge_hours | hours }}.

## returned
1. **Return.** Each badge is given back.
""",
    "contract_templates/visit/template.yaml": """\
id: visit
code: VIS
title: {fr: Visite, en: Visit}
what: {fr: Une visite., en: A visit.}
title_cues: {}
party_roles: {}
default_variant: balanced
matrix: {g.parties: mandatory, g.badges: mandatory, exit_management: not_applicable}
""",
    "clause_library/g.badges/cases.md": "## fr worn satisfied\n### Entrée\nNul n'entre sans badge.\n",
}

PLANTED = [
    ("clause.yaml", "id: badge_days", "'badge_days' has no `max`"),
    ("clause.yaml", "id: badge_hours", "has a default out of its range: 40"),
    ("clause.yaml", "id: badge_list", "has no `max_items`"),
    ("clause.yaml", "- id: keeper", "'Gardien des Lieux' is defined and not used"),
    ("clause.yaml", "est illégal", "'illégal' are never written"),
    ("clause.yaml", "requires: [g.nowhere", "there is no clause 'g.nowhere'"),
    ("clause.yaml", "- id: returned", "has neither `says` nor `parts`"),
    ("clause.yaml", "requires: [g.nowhere", "visit @balanced: 'exit_management' is required and does not apply"),
    ("clause.yaml", "excludes: [g.parties", "visit: has 'g.parties' as well, which this clause excludes"),
    ("fr.md", "son badge; le", "a space is missing"),
    ("fr.md", "un délai de {{", "end with `| de`"),
    ("fr.md", "celles de [[ref", "write « de l'[[ref:…]] »"),
    ("fr.md", "celles de [[ref", "'g.insurance' may be missing"),
    ("fr.md", "celles de [[ref", "'g.elsewhere', which is no clause"),
    ("fr.md", "**Registre des Badges**", "'Registre des Badges' is not among `terms`"),
    ("fr.md", "**Registre des Badges**", "pilot_test#nothing: that clause has no such anchor"),
    ("fr.md", "est illégale", "'illégale' are never written"),
    ("fr.md", "est illégale", "two spaces in a row"),
    ("fr.md", "« interdite»", "a space is missing"),
    ("fr.md", "## worn", "the parameter badge_days stands in fr.md and not in en.md"),
    ("fr.md", "## worn", "the reference to g.insurance stands in fr.md and not in en.md"),
    ("en.md", "a badge ; the", "a space stands before the sign"),
    ("en.md", "null and void", "'null and void' are never written"),
    ("en.md", "## returned", "the element returned stands in en.md and not in fr.md"),
    ("cases.md", "## fr worn", "the element 'worn' has no case in 'en'"),
    ("cases.md", "## fr worn", "the element 'returned' has no case in 'fr'"),
]


@pytest.fixture(scope="module")
def faults(tmp_path_factory: pytest.TempPathFactory) -> tuple[Fault, ...]:
    pack = tmp_path_factory.mktemp("packs") / "broken"
    for name, text in FILES.items():
        (pack / name).parent.mkdir(parents=True, exist_ok=True)
        (pack / name).write_text(text, encoding="utf-8")
    return load_partial([pack])[1]


@pytest.mark.parametrize(("file", "words", "message"), PLANTED, ids=[f"{f} {m}" for f, _, m in PLANTED])
def test_a_broken_promise_is_told_with_its_file_and_line(
    faults: tuple[Fault, ...], file: str, words: str, message: str
) -> None:
    lines = FILES[f"clause_library/g.badges/{file}"].splitlines()
    line = next(n for n, text in enumerate(lines, 1) if words in text)
    found = [f for f in faults if message in f.message]
    assert (f"broken/clause_library/g.badges/{file}", line) in [(f.path, f.line) for f in found]


def test_the_house_library_keeps_every_promise() -> None:
    assert [str(fault) for fault in load_partial()[1]] == []


def test_the_example_pack_keeps_every_promise() -> None:
    assert [str(fault) for fault in load_partial([Path("examples/pack")])[1]] == []


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("fr", "1. **Titre.** Il dit : « oui » ; puis l'[[ref:g.ip]] s'applique {{ n | days | de }}. [[#anchor]] Fin."),
        ("fr", "Le total est de {{ part | percent }} (12:30, https://a.example) ; voir [[ref:g.ip#a]]."),
        (
            "en",
            "1. **Title.** It says: \u201cyes\u201d; {% if a %}then {% endif %}[[ref:g.ip]] applies. [[#anchor]] End.",
        ),
        ("en", "The part that remains is avoided, e.g. 7.5%; devoid of effect."),
    ],
)
def test_right_lines_are_left_alone(language: str, line: str) -> None:
    assert list(line_faults(line, language)) == []
