"""The published JSON Schema of the report, made from the records so that it cannot fall behind them.

`report.schema.json` beside this file is its printed form; a test holds the two together.
"""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Any

from clausekit.findings import ClauseState, ClauseStatus, Conclusion, Confidence, ElementState, Severity
from clausekit.model import Part
from clausekit.report import SCHEMA

_TEXT: dict[str, Any] = {"type": "string"}
_FLAG: dict[str, Any] = {"type": "boolean"}
_COUNT: dict[str, Any] = {"type": "integer", "minimum": 0}
_TEXTS: dict[str, Any] = {"type": "array", "items": _TEXT}
_VALUE: dict[str, Any] = {
    "description": "the value measured, in the unit its key names, with the words of the document; null when none",
    "type": ["object", "null"],
    "additionalProperties": {"type": ["number", "string"]},
}


def _enum(members: type[StrEnum]) -> dict[str, Any]:
    return {"enum": [member.value for member in members]}


def _object(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    """A record: nothing missing; new keys may come in a later version, so readers accept them."""
    return {"type": "object", "required": list(required), "properties": {**required, **(optional or {})}}


def _list(of: str) -> dict[str, Any]:
    return {"type": "array", "items": {"$ref": f"#/$defs/{of}"}}


def _definitions() -> dict[str, Any]:
    place = _object({"part": _enum(Part), "number": _TEXT, "heading": _TEXT, "path": _TEXTS, "paragraph": _COUNT})
    evidence = _object({"quote": {**_TEXT, "maxLength": 300}, "location": place}, {"cue": _TEXT, "pending": _FLAG})
    sure = _enum(Confidence)
    element = _object(
        {"id": _TEXT, "state": _enum(ElementState), "confidence": sure, "title": _TEXT, "found_value": _VALUE,
         "evidence": _list("evidence")},
        {"reason": _TEXT, "missing_parts": _TEXTS},
    )  # fmt: skip
    clause = _object(
        {"id": _TEXT, "title": _TEXT, "status": _enum(ClauseStatus), "state": _enum(ClauseState), "confidence": sure,
         "satisfied": _COUNT, "applicable": _COUNT, "evidence": _list("evidence"), "elements": _list("element")},
        {"edited": _FLAG},
    )  # fmt: skip
    reference = _object({"id": _TEXT, "reference": _TEXT, "verification": {"enum": ["V1", "V2", "V3"]}})
    finding = _object(
        {"rule_id": _TEXT, "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{16}$"}, "clause_id": _TEXT,
         "element_id": _TEXT, "state": _TEXT, "severity": _enum(Severity), "severity_reason": _TEXT, "confidence": sure,
         "title": _TEXT, "quote": {**_TEXT, "maxLength": 300},
         "location": {"anyOf": [place, {"type": "object", "maxProperties": 0}]}, "document_part": _TEXT,
         "expected": _TEXT, "found_value": _VALUE, "why_it_matters": _TEXT, "seed_ref": _TEXT,
         "legal_refs": {"type": "array", "items": reference}, "trap_ids": _TEXTS,
         "suggestion": {"anyOf": [_object({"clause": _TEXT, "variant": _TEXT, "text": _TEXT}), {"type": "null"}]},
         "template_ref": _TEXT, "human_check": _FLAG, "details": _TEXTS},
    )  # fmt: skip
    return {"evidence": evidence, "element": element, "clause": clause, "finding": finding}


def report_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what `AuditReport.to_dict()` returns."""
    kind = _object({"id": _TEXT, "detected": _FLAG, "runner_up": _TEXT, "cues": _TEXTS})
    since = _object({"name": _TEXT, "sha256": _TEXT, "new": _TEXTS, "unchanged": _TEXTS, "closed": _list("finding")})
    top = _object(
        {"schema": {"const": SCHEMA}, "tool": _object({"version": _TEXT, "library": _TEXT, "packs": _TEXTS}),
         "source": _object({"name": _TEXT, "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
                            "view": {"enum": ["final", "original"]}, "words": _COUNT}),
         "language": _object({"id": {"enum": ["fr", "en", ""]}, "detected": _FLAG}),
         "governing_law": _object({"id": _TEXT, "found": _FLAG}, {"cues": _TEXTS}), "alliance_type": kind,
         "triggers": {"type": "array", "items": _object({"id": _TEXT, "on": _FLAG, "why": _TEXT})},
         "conclusion": _enum(Conclusion),
         "counts": _object({level.value: _COUNT for level in Severity}), "clauses": _list("clause"),
         "findings": _list("finding"),
         "notes": {"type": "array", "items": _object({"part": _TEXT, "message": _TEXT})}, "disclaimer": _TEXT},
        {"since": since},
    )  # fmt: skip
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"urn:{SCHEMA}", "title": SCHEMA}
    return {**head, **top, "$defs": _definitions()}


def printed() -> str:
    """The schema as the file `report.schema.json` holds it."""
    return json.dumps(report_schema(), ensure_ascii=False, indent=1) + "\n"
