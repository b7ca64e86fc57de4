"""From a report back to its document: the annotated and the redlined copy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from clausekit.errors import WriteError
from clausekit.library.library import Library
from clausekit.mend.aftermath import learn, redline_notes
from clausekit.mend.host import make_host
from clausekit.mend.insertions import make_redline
from clausekit.mend.remarks import comments
from clausekit.model import Note
from clausekit.plain import sniff
from clausekit.report import AuditReport
from clausekit.texts import say
from clausekit.word.annotate import Signature
from clausekit.word.annotate import annotate as write_comments
from clausekit.word.package import Package
from clausekit.word.read import Located, read_located
from clausekit.word.redline import Redlined
from clausekit.word.redline import redline as write_insertions

AUTHOR = "clausekit"
_ROUNDS = 6  # numbers of the first writing name the references of the second


@dataclass(frozen=True, slots=True)
class Mended:
    """A document given back: its bytes, and what its reader should know before using it."""

    data: bytes
    notes: tuple[Note, ...] = ()


def annotate(report: AuditReport, library: Library, *, author: str = AUTHOR, date: datetime | None = None) -> Mended:
    """A copy of the audited document with one Word comment for each finding.

    Takes the report and the library it was made with; the author and date of the comments (None: undated). Returns
    the copy and notes on it. Raises `WriteError` when the document is no .docx or the library another one.
    """
    located = _located(report, library)
    host = make_host(located.contract, report, library)
    remarks = comments(report, host)
    data = write_comments(report.origin, located, remarks, signed=signature(author, date))
    return Mended(data, tuple(_warnings(located.package, report.ui_language)))


def redline(report: AuditReport, library: Library, *, author: str = AUTHOR, date: datetime | None = None) -> Mended:
    """A copy of the audited document with its missing clauses and elements as tracked insertions.

    Takes what `annotate` takes. Returns the copy, and notes: what was left to be written by hand, the blanks to fill
    in, typed references that new automatic numbers put at risk. Raises `WriteError` as `annotate` does.
    """
    located = _located(report, library)
    host = make_host(located.contract, report, library)
    made = make_redline(report, library, host)
    signed = signature(author, date)
    done, written = made.insertions(made.pieces()), Redlined(report.origin, ())
    for _ in range(_ROUNDS):
        written = write_insertions(
            report.origin, [item for _, item in done], signed=signed, name=report.source.name, view=report.source.view
        )
        if not learn(made, done, written):
            break
        done = made.insertions(made.pieces())
    notes = [*_warnings(located.package, report.ui_language), *redline_notes(made, done, written)]
    return Mended(written.data if done else report.origin, tuple(notes))


def signature(author: str, date: datetime | None) -> Signature:
    """Who writes, in the form Word keeps it; Word takes the hour as local time whatever the zone says."""
    stamp = date.replace(tzinfo=None, microsecond=0).isoformat() + "Z" if date else ""
    return Signature(author.strip() or AUTHOR, stamp)


def _located(report: AuditReport, library: Library) -> Located:
    ui = report.ui_language
    if not report.origin:
        raise WriteError(say("mend.no_document", ui, name=report.source.name))
    if sniff(report.origin, report.source.name) != "docx":
        raise WriteError(say("mend.not_docx", ui, name=report.source.name))
    if library.fingerprint != report.library_version:
        raise WriteError(say("mend.other_library", ui))
    return read_located(report.origin, name=report.source.name, view=report.source.view)


def _warnings(package: Package, ui: str) -> list[Note]:
    signed = any(part.startswith("_xmlsignatures/") for part in package.parts)
    signed = signed or any("digital-signature" in kind for kind in package.content_types.values())
    return [Note("document", say("mend.signed", ui))] if signed else []
