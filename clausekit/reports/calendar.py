"""A contract's dates as an iCalendar file (RFC 5545), each entry with the clause it rests on."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

from clausekit.report import AuditReport
from clausekit.reports.agenda import Entry
from clausekit.reports.parts import printable
from clausekit.reports.words import label


def calendar(audit: AuditReport, entries: Sequence[Entry], *, stamp: datetime) -> bytes:
    """The entries as the bytes of an .ics file.

    Takes the report they come from and the moment the file is made; the same arguments give the same bytes.
    """
    made = Calendar()
    made.add("prodid", f"-//clausekit//{audit.tool_version}//{audit.ui_language.upper()}")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", printable(audit.source.name))
    moment = stamp.astimezone(UTC).replace(microsecond=0)
    for entry in entries:
        made.add_component(_event(audit, entry, moment))
    data: bytes = made.to_ical()
    return data


def _event(audit: AuditReport, entry: Entry, moment: datetime) -> Event:
    ui = audit.ui_language
    event = Event()
    event.add("uid", _uid(audit, entry))
    event.add("dtstamp", moment)
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("summary", printable(label(f"agenda.{entry.kind}", ui, title=entry.title)))
    event.add("description", printable("\n".join(_description(audit, entry))))
    event.add("categories", ["clausekit", entry.kind])
    if entry.months:
        rule: dict[str, str | int | date] = {"freq": "monthly", "interval": entry.months}
        if entry.until:
            rule["until"] = entry.until
        event.add("rrule", rule)
    return event


def _description(audit: AuditReport, entry: Entry) -> list[str]:
    ui = audit.ui_language
    lines = [f"{audit.source.name} – {entry.anchor}", f"« {entry.quote} »"]
    if entry.computed:
        lines.append(label("agenda.computed", ui, how=entry.computed))
    return [*lines, label("agenda.check", ui)]


def _uid(audit: AuditReport, entry: Entry) -> str:
    """The same for one entry of one document, so that a second import mends and does not double."""
    about = f"{audit.source.name}\0{entry.kind}\0{entry.element}"
    return hashlib.sha256(about.encode("utf-8", "replace")).hexdigest()[:24] + "@clausekit"
