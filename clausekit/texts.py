"""What the reports say, in French and English: one table, never « illegal » or « void » (spec 5.6)."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "severity.critical": ("critique", "critical"),
    "severity.major": ("majeur", "major"),
    "severity.minor": ("mineur", "minor"),
    "severity.info": ("information", "info"),
    "status.mandatory": ("obligatoire", "mandatory"),
    "status.recommended": ("recommandée", "recommended"),
    "status.optional": ("facultative", "optional"),
    "status.not_applicable": ("sans objet", "not applicable"),
    "state.satisfied": ("satisfait", "satisfied"),
    "state.partial": ("partiel", "partial"),
    "state.contradicted": ("contredit", "contradicted"),
    "state.missing": ("non trouvé", "not found"),
    "state.unclear": ("à vérifier", "to be checked"),
    "state.not_applicable": ("sans objet", "not applicable"),
    "state.absent": ("non trouvée", "not found"),
    "state.incomplete": ("incomplète", "incomplete"),
    "state.contradictory": ("contradictoire", "contradictory"),
    "state.complete": ("conforme à la liste", "matches the checklist"),
    "state.to_check": ("à vérifier", "to be checked"),
    "severity_reason": (
        "niveau de base {base} ({state}) ; clause {status} pour ce type d'alliance ; niveau retenu : {level}",
        "base level {base} ({state}); the clause is {status} for this alliance type; level kept: {level}",
    ),
    "severity_document": (
        "niveau fixe de la règle, quel que soit le type d'alliance",
        "fixed level of the rule, whatever the alliance type",
    ),
    "clause_missing": (
        "Clause « {title} » non trouvée dans le document analysé",
        "Clause “{title}” not found in the document analysed",
    ),
    "clause_to_check": (
        "Clause « {title} » : une mention trouvée, à vérifier ; la clause elle-même n'a pas été reconnue",
        "Clause “{title}”: a mention was found, to be checked; the clause itself was not recognised",
    ),
    "clause_missing.related": (
        "Clause voisine trouvée, qui ne la remplace pas : {names}",
        "Related clause found, which does not replace it: {names}",
    ),
    "clause_missing.elements": ("Éléments attendus : {names}", "Elements expected: {names}"),
    "element_missing": (
        "{clause} : « {element} » non trouvé dans le document analysé",
        "{clause}: “{element}” not found in the document analysed",
    ),
    "element_partial": (
        "{clause} : « {element} » traité en partie",
        "{clause}: “{element}” is only partly dealt with",
    ),
    "element_contradicted": (
        "{clause} : « {element} » semble contredit",
        "{clause}: “{element}” seems to be contradicted",
    ),
    "element_unclear": (
        "{clause} : « {element} », passages qui semblent se contredire, à vérifier",
        "{clause}: “{element}”, passages that seem to conflict, to be checked",
    ),
    "placeholder": ("valeur à compléter", "value still to be filled in"),
    "missing_parts": ("manque : {names}", "missing: {names}"),
    "found_value": ("valeur trouvée : {value}", "value found: {value}"),
    "severity_trap": ("niveau fixe du piège juridique", "fixed level of the legal trap"),
    "trap": ("Piège possible : {title}", "Possible trap: {title}"),
    "trap.guide": ("À faire : {text}", "What to do: {text}"),
    "cross_rule": ("Deux passages à rapprocher : {title}", "Passages to be reconciled: {title}"),
    "cross_rule.omits": ("Non trouvé dans cette liste : {names}", "Not found in this list: {names}"),
    "risk.human_check": (
        "Ne se décide pas à la lecture du texte : à vérifier par une personne, jamais annoncé comme trouvé.",
        "Cannot be decided from the text: to be checked by a person, never reported as found.",
    ),
    "risk.elements": ("Éléments qui en répondent : {names}", "Elements that answer it: {names}"),
    "risk.checks": ("Vérifié par : {names}", "Checked by: {names}"),
    "risk.traps": ("Pièges à connaître", "Traps to know"),
    "colon": (" :", ":"),
    "explain.level": ("niveau selon l'élément et le type d'alliance", "level by element and alliance type"),
    "explain.expected": ("Attendu : {text}", "Expected: {text}"),
    "explain.example": ("Exemple : {text}", "Example: {text}"),
    "explain.see": ("Voir aussi : {text}", "See also: {text}"),
    "note.suppressed": (
        "{count} constatation(s) écartée(s) par {name} : {reasons}",
        "{count} finding(s) suppressed by {name}: {reasons}",
    ),
    "disclaimer": (
        "Ce rapport est produit automatiquement à partir d'une liste de contrôle. Il ne constitue ni une consultation "
        "juridique ni un avis d'avocat et ne crée aucune relation de conseil. Il signale des mots et des valeurs trouvés "
        "ou non trouvés dans le document fourni ; il ne juge ni la validité, ni l'équilibre, ni l'opportunité du contrat. "
        "Les références légales sont données à titre de repère, à la date indiquée, avec leur degré de vérification, et "
        "peuvent avoir changé. Faites relire le contrat par un juriste ou un avocat avant toute signature ou toute "
        "décision.",
        "This report is produced automatically from a checklist. It is not legal advice and creates no adviser-client "
        "relationship. It shows words and values found or not found in the document supplied; it does not assess the "
        "validity, fairness or suitability of the contract. Legal references are pointers, at the stated date, with their "
        "degree of verification, and may have changed. Have the contract reviewed by a lawyer before any signature or "
        "decision.",
    ),
    "conclusion.blocking": ("À traiter avant signature", "To be dealt with before signature"),
    "conclusion.to_verify": ("Points critiques à vérifier par un juriste", "Critical points to be checked by a lawyer"),
    "conclusion.to_negotiate": ("À négocier", "To negotiate"),
    "conclusion.to_improve": ("À améliorer", "To improve"),
    "conclusion.no_gap": ("Aucun écart détecté avec la liste", "No gap detected against the checklist"),
    "confidence.explicit": ("explicite", "explicit"),
    "confidence.probable": ("probable", "probable"),
    "confidence.uncertain": ("incertain", "uncertain"),
    "to_check_mark": ("à vérifier", "to be checked"),
    "note.no_language": (
        "La langue n'a pas été reconnue ; le document a été lu comme de l'anglais.",
        "The language was not recognised; the document was read as English.",
    ),
    "note.empty": (
        "Le document ne contient presque pas de texte lisible.",
        "The document holds almost no readable text.",
    ),
    "note.edited": ("{clause} : modifiée depuis sa génération", "{clause}: edited since it was generated"),
    "note.law_assumed": (
        "Droit applicable non trouvé ; supposé : {law}",
        "Governing law not found; assumed: {law}",
    ),
    "law.fr": ("droit français", "French law"),
    "law.ew": ("droit d'Angleterre et du pays de Galles", "law of England and Wales"),
    "law.neutral": ("aucun droit en particulier", "no particular law"),
    "law.other": ("un autre droit", "another law"),
    "clauses.new": (
        "À remplir ; puis : clausekit clauses check {ident} --pack {folder}",
        "To be filled in; then: clausekit clauses check {ident} --pack {folder}",
    ),
    "recommend.count": (
        "{count} réponses sur {answered} correspondent à ce type (+), les autres non (-) :",
        "{count} of {answered} answers match this type (+), the others do not (-):",
    ),
    "recommend.tied": (
        "À égalité : {types}. Le type le plus léger est proposé.",
        "Tied: {types}. The lightest type is proposed.",
    ),
    "recommend.lighter": ("Plus léger ({ladder}) : {type}", "Lighter ({ladder}): {type}"),
    "recommend.heavier": ("Plus engageant ({ladder}) : {type}", "More committing ({ladder}): {type}"),
    "recommend.no_lighter": ("aucun, c'est la première marche", "none, this is the first step"),
    "recommend.no_heavier": ("aucun, c'est la dernière marche", "none, this is the last step"),
    "recommend.convention": (", ordre de clausekit", ", clausekit's own order"),
    "recommend.next": ("Ensuite : {types}", "Next: {types}"),
    "recommend.times": ("réponses : {count}", "answers: {count}"),
    "recommend.set_aside": ("Écartés : {reasons}", "Set aside: {reasons}"),
    "recommend.unanswered": ("Sans réponse : {questions}", "Not answered: {questions}"),
    "recommend.expected": ("Réponses possibles : {answers}", "Possible answers: {answers}"),
    "recommend.note": (
        "Un compte de réponses, pas un avis juridique : une aide pour choisir, à discuter entre partenaires.",
        "A count of answers, no legal advice: an aid to choose, to be talked over between partners.",
    ),
    "mend.nothing": (
        "Rien à insérer : aucune clause ni aucun élément manquant de niveau mineur ou plus.",
        "Nothing to insert: no clause or element of level minor or more is missing.",
    ),
    "mend.clauses": (
        "Clauses insérées en suivi des modifications ({count}) : {names}.",
        "Clauses inserted as tracked changes ({count}): {names}.",
    ),
    "mend.elements": (
        "Éléments insérés à la fin de l'article de leur clause, ou dans un article à part : {count}.",
        "Elements inserted at the end of their clause's article, or in an article of their own: {count}.",
    ),
    "mend.blanks": (
        "Champs entre crochets à compléter dans le texte inséré : {count} ; les autres passages surlignés, valeurs de "
        "la bibliothèque ou renvois à ce que le document n'a pas, sont à confirmer.",
        "Blanks in brackets to fill in the inserted text: {count}; what else is highlighted, values of the library or "
        "references to what the document does not have, is to be confirmed.",
    ),
    "mend.terms": (
        "Définitions ajoutées à celles du document pour les termes du texte inséré : {count}.",
        "Definitions added to those of the document for the terms of the inserted text: {count}.",
    ),
    "mend.words_used": ("Mots employés.", "Words used."),
    "mend.means": ("{term} désigne {meaning}", "{term} means {meaning}"),
    "mend.words": (
        "Le texte inséré reprend les mots du document : {words}.",
        "The inserted text takes up the words of the document: {words}.",
    ),
    "mend.words_left": (
        "À adapter à la main : le texte inséré dit « le Contrat » et « les Parties », le document parle autrement ({words}).",
        "To be adapted by hand: the inserted text says “this Agreement” and “the Parties”, the document speaks otherwise "
        "({words}).",
    ),
    "mend.by_hand": (
        "À rédiger à la main, faute de connaître les faits : {names}.",
        "To be written by hand, for want of the facts: {names}.",
    ),
    "mend.at_risk": (
        "Les articles insérés décalent les numéros automatiques ; renvois tapés à la main à relire ({count}) : {names}.",
        "The articles inserted shift automatic numbers; references typed by hand to be read again ({count}): {names}.",
    ),
    "mend.fields": (
        "Les renvois par champ et la table des matières se mettent à jour dans Word : tout sélectionner, puis F9.",
        "Field references and the table of contents are updated in Word: select all, then F9.",
    ),
    "mend.note": ("À noter : {message}", "Note: {message}"),
    "mend.place": ("Place proposée : juste après.", "Suggested place: right after this."),
    "mend.absent": (
        "{clause}, non trouvés dans le document analysé : {names}.",
        "{clause}, not found in the document analysed: {names}.",
    ),
    "mend.expected": ("Attendu : {expected}.", "Expected: {expected}."),
    "mend.human_check": ("à vérifier par un juriste", "to be checked by a lawyer"),
    "mend.no_document": (
        "{name} : le rapport ne porte plus le document analysé ; refaites l'audit depuis le fichier.",
        "{name}: the report no longer carries the document analysed; run the audit again from the file.",
    ),
    "mend.not_docx": (
        "{name} : seul un document Word (.docx, .docm, .dotx) peut être annoté ou amendé.",
        "{name}: only a Word document (.docx, .docm, .dotx) can be annotated or redlined.",
    ),
    "mend.other_library": (
        "Le rapport a été établi avec une autre bibliothèque : passez la même (library=…).",
        "The report was made with another library: pass the same one (library=…).",
    ),
    "mend.signed": (
        "Le document porte une signature électronique ; elle ne vaut que pour l'original, pas pour cette copie.",
        "The document carries an electronic signature; it holds for the original only, not for this copy.",
    ),
}  # fmt: skip


def filled(pair: tuple[str, str], language: str, **values: object) -> str:
    """The French or the English of a pair, filled with values."""
    french, english = pair
    return (french if language == "fr" else english).format(**values)


def say(key: str, language: str, **values: object) -> str:
    """A text of the table in "fr" or "en", filled with values."""
    return filled(TEXTS[key], language, **values)
