"""The matrix row of an alliance type, with its conditional clauses decided by the triggers."""

from __future__ import annotations

from collections.abc import Collection

from clausekit.library.library import Library
from clausekit.library.parameters import Status

_UNKNOWN_MANDATORY = ("g.parties", "g.object", "g.signatures")
_UNKNOWN_RECOMMENDED = (
    "exit_management", "governance", "g.duration_renewal", "g.termination_breach", "g.governing_law",
    "g.dispute_resolution", "g.confidentiality", "g.liability", "g.financial_terms",
)  # fmt: skip


def statuses(library: Library, kind: str, triggers: Collection[str]) -> dict[str, Status]:
    """Clause id -> mandatory, recommended, optional or not_applicable for a type under these triggers.

    A conditional clause is mandatory when a trigger that switches it on holds, else optional (spec 2.4).
    For a type the library does not know, a cautious row of our own.
    """
    record = library.kind(kind)
    row: dict[str, Status] = dict(record.matrix) if record else _unknown(library)
    switched = {c for t in triggers if t in library.triggers for c in library.triggers[t].switches}
    return {
        ident: ("mandatory" if ident in switched else "optional") if status == "conditional" else status
        for ident, status in row.items()
        if ident in library.folders
    }


def _unknown(library: Library) -> dict[str, Status]:
    row: dict[str, Status] = {}
    for ident, clause in library.clauses.items():
        if clause.kind == "companion":
            continue
        if ident in _UNKNOWN_MANDATORY:
            row[ident] = "mandatory"
        elif ident in _UNKNOWN_RECOMMENDED:
            row[ident] = "recommended"
        else:
            row[ident] = "optional"
    return row
