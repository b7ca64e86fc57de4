"""The calendar: what a contract dates, read back from the file; nothing where the contract leaves it open."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache

import pytest
from clausekit import audit
from clausekit.language.dates import dates
from clausekit.report import AuditReport
from clausekit.reports.agenda import Entry, entries, plus
from clausekit.reports.calendar import calendar
from icalendar import Calendar, Component
from tests.reports_by_hand import real

STAMP = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
FRENCH = """# Contrat de co-branding

# Article 1 – Durée

Le présent contrat entre en vigueur le {start} et est conclu pour une durée de trois (3) ans.

Chaque partie peut s'opposer au renouvellement, par écrit, au moins six (6) mois avant le terme.

# Article 2 – Phase pilote

La phase pilote dure quatre (4) mois à compter de l'entrée en vigueur.

# Article 3 – Gouvernance

Les parties créent un comité de pilotage composé de deux représentants de chaque partie. Il se réunit chaque trimestre.
"""


def of(text: str, **options: object) -> AuditReport:
    return audit(text.encode(), name="contrat.md", ui_language="fr", language="fr", alliance_type="co_branding")


@cache
def french(start: str = "31 août 2026") -> AuditReport:
    return of(FRENCH.format(start=start))


def days(found: list[Entry]) -> dict[str, date]:
    return {entry.kind: entry.day for entry in found}


def test_start_pilot_reviews_notice_and_term_are_found_on_their_days() -> None:
    found = entries(french())
    assert days(found) == {
        "start": date(2026, 8, 31), "pilot_end": date(2026, 12, 31), "meeting": date(2026, 11, 30),
        "notice": date(2029, 2, 28), "term_end": date(2029, 8, 31),
    }  # fmt: skip
    for entry in found:
        assert entry.quote in FRENCH.format(start="31 août 2026").replace("\n", " ")
        assert entry.anchor.heading[0].startswith("Article")


def test_without_a_start_there_is_no_date_unless_one_is_given() -> None:
    open_ended = french("● 20..")
    assert entries(open_ended) == []
    assert days(entries(open_ended, start=date(2027, 1, 15)))["term_end"] == date(2030, 1, 15)


def test_the_contracts_own_start_wins_over_the_one_given() -> None:
    assert entries(french(), start=date(2001, 1, 1)) == entries(french())


def test_a_length_that_differs_in_words_and_figures_dates_nothing() -> None:
    report = of(FRENCH.format(start="1er mars 2027").replace("trois (3) ans", "trois (4) ans"))
    assert set(days(entries(report))) & {"term_end", "notice"} == set()


def test_a_real_contract_gives_its_own_end_of_pilot_and_notice() -> None:
    found = days(entries(real("sound_alliance", ui_language="en")))
    assert found["start"] == date(2026, 6, 1)
    assert found["pilot_end"] == date(2026, 10, 31)
    assert found["term_end"] == date(2030, 6, 1)
    assert found["notice"] == date(2029, 12, 1)


def test_a_start_that_stands_beside_the_length_is_read_there() -> None:
    found = entries(real())  # « prend effet le 1er avril 2026 pour une durée de trois (6) mois »
    assert days(found)["start"] == date(2026, 4, 1)
    assert "term_end" not in days(found)


def parsed(data: bytes) -> list[Component]:
    read = Calendar.from_ical(data)
    assert read.errors == []
    assert read["version"] == "2.0"
    return list(read.walk("VEVENT"))


def test_the_file_reads_back_entry_by_entry_and_cites_the_clause() -> None:
    report = french()
    found = entries(report)
    data = calendar(report, found, stamp=STAMP)
    assert data == calendar(report, found, stamp=STAMP)
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    events = parsed(data)
    assert [event.decoded("dtstart") for event in events] == [entry.day for entry in found]
    assert len({str(event["uid"]) for event in events}) == len(events)
    for event, entry in zip(events, found, strict=True):
        assert entry.quote in str(event["description"])
        assert entry.anchor.heading[0] in str(event["description"])
        assert ("Jour calculé" in str(event["description"])) is bool(entry.computed)
    (meeting,) = (event for event in events if "rrule" in event)
    assert meeting["rrule"]["interval"] == [3]
    assert meeting["rrule"]["until"] == [date(2029, 8, 31)]


def test_words_of_the_document_cannot_break_out_of_their_line() -> None:
    report = french()
    first = entries(report)[0]
    quote = "a\r\nEND:VEVENT\r\nBEGIN:VALARM;x=\\n, ; \x07"
    hostile = Entry(first.kind, first.day, first.element, first.title, quote, first.anchor)
    (event,) = parsed(calendar(report, [hostile], stamp=STAMP))
    assert "END:VEVENT" in str(event["description"])
    assert not event.subcomponents


def test_months_are_added_from_date_to_date() -> None:
    assert plus(date(2026, 1, 31), months=1) == date(2026, 2, 28)
    assert plus(date(2028, 2, 29), months=12) == date(2029, 2, 28)
    assert plus(date(2026, 3, 31), months=-4) == date(2025, 11, 30)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("le 1er avril 2027", "fr", [date(2027, 4, 1)]), ("au 05/06/2027", "fr", [date(2027, 6, 5)]),
        ("on 05/06/2027", "en", []), ("on 25/06/2027 and 06/25/2027", "en", [date(2027, 6, 25)] * 2),
        ("June 3rd, 2027", "en", [date(2027, 6, 3)]), ("the 4th day of May 2026", "en", [date(2026, 5, 4)]),
        ("2027-01-15", "fr", [date(2027, 1, 15)]), ("31 juin 2027, 1 août 20", "fr", []),
        ("Décembre 12, 2027 et 12 décembre 2027", "fr", [date(2027, 12, 12)] * 2),
    ],
)  # fmt: skip
def test_dates_are_read_and_ambiguous_ones_are_not(text: str, language: str, expected: list[date]) -> None:
    assert [found.value for found in dates(text, language)] == expected


@pytest.mark.parametrize(
    "term",
    [
        "The term of this Agreement shall commence on the Effective Date and end on November 30, 2027.",
        "This Agreement starts on the Effective Date and continues for the longer of one year or until all orders end.",
        "This Agreement starts on March 1, 2027 and continues until the earlier of March 1, 2029 or the last order.",
    ],
)
def test_an_end_is_no_start_and_an_end_that_depends_is_no_day(term: str) -> None:
    text = f"# Partnership Agreement\n\n# 1. Term\n\n{term}\n"
    report = audit(text.encode(), name="a.md", language="en", alliance_type="co_branding", ui_language="en")
    found = days(entries(report))
    assert found.get("start") in (None, date(2027, 3, 1))
    assert set(days(entries(report, start=date(2027, 1, 1)))) & {"term_end"} <= (
        {"term_end"} if "2027." in term else set()
    )


def test_so_many_times_each_year_is_no_date() -> None:
    text = FRENCH.format(start="1er mars 2027").replace("chaque trimestre", "[*] fois par an")
    assert "meeting" not in days(entries(of(text)))
