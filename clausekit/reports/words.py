"""Labels of the reports in both languages, beside those of the findings."""

from __future__ import annotations

from clausekit.texts import say as _finding_text

LABELS: dict[str, tuple[str, str]] = {
    "audit_of": ("Audit de", "Audit of"),
    "type": ("Type", "Type"),
    "type_unknown": ("non reconnu", "not recognised"),
    "language": ("Langue", "Language"),
    "law": ("Droit", "Law"),
    "detected": ("reconnu", "detected"),
    "given": ("indiqué", "given"),
    "assumed": ("supposé", "assumed"),
    "words": ("mots", "words"),
    "conclusion": ("Conclusion", "Conclusion"),
    "core": ("Clauses essentielles", "Core clauses"),
    "general": ("Clauses générales", "General clauses"),
    "clause": ("Clause", "Clause"),
    "status": ("Pour ce type", "For this type"),
    "state": ("État", "State"),
    "elements": ("Éléments", "Elements"),
    "of": ("sur", "of"),
    "findings": ("Constats", "Findings"),
    "no_findings": ("Aucun constat.", "No finding."),
    "found": ("Trouvé", "Found"),
    "place": ("Où", "Where"),
    "expected": ("Attendu", "Expected"),
    "why": ("Pourquoi", "Why"),
    "refs": ("Repères", "References"),
    "suggestion": ("Notre rédaction", "Our wording"),
    "notes": ("Notes de lecture", "Reading notes"),
    "confidence": ("confiance", "confidence"),
    "elements_found": ("Éléments trouvés", "Elements found"),
    "elements_missing": (
        "éléments non trouvés dans le document analysé",
        "elements not found in the document analysed",
    ),
    "rule": ("règle", "rule"),
    "summary": ("Bilan", "Summary"),
}


def label(key: str, language: str) -> str:
    """A label, or a text of the findings' table when the key is one of theirs."""
    if key in LABELS:
        return LABELS[key][0 if language == "fr" else 1]
    return _finding_text(key, language)
