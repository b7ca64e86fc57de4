"""Labels of the reports in both languages, beside those of the findings."""

from __future__ import annotations

from clausekit.texts import filled, say

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
    "skip": ("Aller aux constats", "Skip to the findings"),
    "contents": ("Sommaire", "Contents"),
    "document": ("Document", "Document"),
    "identification": ("Identification", "Identification"),
    "file": ("Fichier", "File"),
    "hash": ("Empreinte SHA-256", "SHA-256 hash"),
    "view": ("Révisions", "Tracked changes"),
    "view.final": ("acceptées", "accepted"),
    "view.original": ("refusées", "rejected"),
    "tool": ("Outil", "Tool"),
    "library": ("Bibliothèque de clauses", "Clause library"),
    "packs": ("Compléments", "Packs"),
    "runner_up": ("autre lecture possible : {id}", "another possible reading: {id}"),
    "overview": ("Clauses essentielles en un coup d'œil", "Core clauses at a glance"),
    "clauses_by_state": (
        "Clause par clause : l'état trouvé, et chaque élément attendu",
        "Clause by clause: the state found, and each element expected",
    ),
    "legend": ("Légende", "Key"),
    "legend_clauses": ("Clauses", "Clauses"),
    "legend_elements": ("Éléments", "Elements"),
    "excluded": (
        "{count} éléments sans objet ici ne sont pas comptés (autre type d'alliance, autre droit, fait absent).",
        "{count} elements that do not apply here are not counted (other alliance type, other law, absent fact).",
    ),
    "passage": ("Passage", "Passage"),
    "passages": ("Passages cités", "Passages quoted"),
    "passages_intro": (
        "Mots exacts du document, dans son ordre ; une coupure est marquée par « … ».",
        "Exact words of the document, in its order; a cut is marked by “…”.",
    ),
    "see_passage": ("voir le passage", "see the passage"),
    "found_intro": (
        "Ce que l'outil a reconnu. Des mots trouvés prouvent leur présence, ni leur validité ni leur application.",
        "What the tool recognised. Words found prove their presence, neither their validity nor that they are applied.",
    ),
    "element": ("Élément", "Element"),
    "value": ("Valeur", "Value"),
    "triggers": ("Faits reconnus", "Facts recognised"),
    "no_triggers": ("Aucun.", "None."),
    "severity": ("Niveau", "Level"),
    "severity_why": ("Niveau retenu", "Level kept"),
    "count": ("Nombre", "Number"),
    "limits": ("Limites de la lecture", "Limits of the reading"),
    "no_notes": ("Rien à signaler.", "Nothing to report."),
    "disclaimer_title": ("Avertissement", "Disclaimer"),
    "references_title": ("Références", "References"),
    "reference": ("Référence", "Reference"),
    "verification": ("Vérification", "Verification"),
    "verification.V1": ("lue dans le code consolidé", "read in the consolidated code"),
    "verification.V2": ("confirmée par des pages publiées", "confirmed by published pages"),
    "verification.V3": ("à vérifier", "to be checked"),
    "checked_on": ("au", "as of"),
    "human_check": ("à faire relire", "to be read by a lawyer"),
    "more": ("Précisions", "Details"),
    "since": ("Depuis le rapport précédent", "Since the earlier report"),
    "since.new": ("nouveau", "new"),
    "since.unchanged": ("inchangé", "unchanged"),
    "since.closed": ("clos", "closed"),
    "since.counts": (
        "{closed} clos, {new} nouveaux, {unchanged} inchangés",
        "{closed} closed, {new} new, {unchanged} unchanged",
    ),
    "closed_findings": ("Constats clos", "Findings closed"),
    "new_findings": ("Constats nouveaux", "New findings"),
    "unchanged_findings": ("Constats inchangés", "Unchanged findings"),
    "no_general": ("Aucune clause générale trouvée ni attendue.", "No general clause found or expected."),
    "compared": ("Comparaison : {before} → {after}", "Comparison: {before} → {after}"),
    "paper": (
        "Les rédactions proposées se lisent dans la page à l'écran ou dans la copie révisée, pas sur papier.",
        "The wording we suggest is in the page on screen and in the redlined copy, not on paper.",
    ),
    "agenda.start": ("Entrée en vigueur du contrat", "The contract comes into force"),
    "agenda.term_end": ("Fin de la durée du contrat", "End of the contract's term"),
    "agenda.notice": (
        "Dernier jour pour faire savoir si le contrat est renouvelé", "Last day to say whether the contract is renewed",
    ),
    "agenda.pilot_end": ("Fin de la phase pilote", "End of the pilot"),
    "agenda.meeting": ("Échéance : {title}", "Due: {title}"),
    "agenda.computed": (
        "Jour calculé : {how}. Le décompte exact (jour compris ou non, jour ouvré) est à vérifier.",
        "Day computed: {how}. The exact count (day included or not, business day) is to be checked.",
    ),
    "agenda.check": (
        "Lu automatiquement par clausekit ; à vérifier dans le contrat.",
        "Read automatically by clausekit; to be checked in the contract.",
    ),
    "agenda.none": (
        "Aucune date de calendrier : le document analysé ne dit pas quand le contrat commence, ou rien de daté n'y a "
        "été lu avec certitude. --from AAAA-MM-JJ donne le début.",
        "No calendar date: the document analysed does not say when the contract starts, or nothing dated was read with "
        "certainty. --from YYYY-MM-DD gives the start.",
    ),
    "none": ("aucun", "none"),
}  # fmt: skip


def label(key: str, language: str, **values: object) -> str:
    """A label filled with values, or a text of the findings' table when the key is one of theirs."""
    if key in LABELS:
        return filled(LABELS[key], language, **values)
    return say(key, language, **values)


def named(key: str, language: str) -> str:
    """A label with the colon its language puts behind it."""
    return label(key, language) + label("colon", language)


def quoted(text: str, language: str) -> str:
    """A passage between the quotation marks of the language the report speaks."""
    return f"«\u00a0{text}\u00a0»" if language == "fr" else f"“{text}”"
