"""What is wrong with answers, options, shells and targets: one table in French and English."""

from __future__ import annotations

from clausekit.errors import Said

OBJECTIONS: dict[str, tuple[str, str]] = {
    "answers.unreadable": ("Les réponses ne peuvent pas être lues :", "The answers cannot be read:"),
    "answers.unfit": ("Les réponses ne conviennent pas à ce contrat :", "The answers do not fit this contract:"),
    "answers.clash": ("Les réponses se contredisent :", "The answers contradict each other:"),
    "answers.blanks": (
        "Un contrat définitif ne peut pas avoir de blancs ; il en reste {count} :",
        "A final contract cannot have blanks; {count} left:",
    ),
    "answers.needed": ("{key} : une réponse est nécessaire", "{key}: an answer is needed"),
    "answers.no_language": (
        "Les réponses ne disent pas quelle langue prévaut :",
        "The answers do not say which language prevails:",
    ),
    "answers.prevailing": (
        "{key} : une des valeurs {known} est attendue dans un contrat bilingue, et non {value}",
        "{key}: one of {known} is expected in a bilingual contract, not {value}",
    ),
    "no_type": ("Il n'y a pas de type d'alliance {kind}.", "There is no alliance type {kind}."),
    "known_types": ("types connus : {known}", "known types: {known}"),
    "no_ui": (
        "La langue {language} n'est pas une de auto, fr, en.",
        "The language {language} is not one of auto, fr, en.",
    ),
    "other_type": (
        "les réponses sont pour {stated}, la commande demande {kind}",
        "the answers are for {stated}, the command asks for {kind}",
    ),
    "one_of": ("{key} : {value} n'est pas une des valeurs {known}", "{key}: {value} is not one of {known}"),
    "clause_ids": ("{key} : une liste de clauses est attendue", "{key}: a list of clause ids is expected"),
    "facts.mapping": (
        "facts : des faits suivis de true ou false sont attendus",
        "facts: a mapping of trigger ids to true or false is expected",
    ),
    "facts.unknown": ("facts : fait inconnu {key}", "facts: unknown fact {key}"),
    "facts.bool": (
        "facts.{key} : true ou false est attendu, et non {value}",
        "facts.{key}: true or false is expected, not {value}",
    ),
    "variant_of": ("variante d'une clause inconnue {ident}", "variant of unknown clause {ident}"),
    "no_clause": ("il n'y a pas de clause {name}", "there is no clause {name}"),
    "unknown_key": ("clé inconnue {key}", "unknown key {key}"),
    "near": ("vouliez-vous dire {word} ?", "did you mean {word}?"),
    "at": ("{key} : {message}", "{key}: {message}"),
    "bool": ("true ou false est attendu, et non {value}", "true or false is expected, not {value}"),
    "whole": ("un nombre entier est attendu{unit}, et non {value}", "a whole number is expected{unit}, not {value}"),
    "number": ("un nombre est attendu{unit}, et non {value}", "a number is expected{unit}, not {value}"),
    "money": ("un montant est attendu, et non {value}", "an amount is expected, not {value}"),
    "range": (
        "{value} est hors limites : {span}{unit} est attendu",
        "{value} is out of range, {span}{unit} is expected",
    ),
    "text": ("du texte est attendu, et non {value}", "text is expected, not {value}"),
    "long_text": ("le texte dépasse {limit} caractères", "the text is longer than {limit} characters"),
    "date": (
        "une date comme 2027-01-15 est attendue, et non {value}",
        "a date like 2027-01-15 is expected, not {value}",
    ),
    "not_among": ("{value} n'est pas une des valeurs {known}", "{value} is not one of {known}"),
    "list_of": (
        "une liste parmi {known} est attendue, et non {value}",
        "a list of {known} is expected, not {value}",
    ),
    "locked": ("{value} ne peut pas être omis", "{value} cannot be left out"),
    "list": ("une liste est attendue, et non {value}", "a list is expected, not {value}"),
    "items": ("{span} éléments sont attendus, et non {count}", "{span} items are expected, not {count}"),
    "empty_item": ("cet élément est vide", "this item is empty"),
    "mapping_with": (
        "les clés {known} sont attendues, et non {value}",
        "a mapping with {known} is expected, not {value}",
    ),
    "missing": ("il manque", "this is missing"),
    "sum": ("{names} = {total}, au plus {limit} est attendu", "{names} = {total}, at most {limit} is expected"),
    "from_to": ("{low} à {high}", "{low} to {high}"),
    "at_least": ("au moins {low}", "at least {low}"),
    "at_most": ("au plus {high}", "at most {high}"),
    "unit.months": (" (mois)", " (months)"),
    "unit.days": (" (jours)", " (days)"),
    "unit.years": (" (ans)", " (years)"),
    "unit.hours": (" (heures)", " (hours)"),
    "unit.minutes": (" (minutes)", " (minutes)"),
    "unit.weeks": (" (semaines)", " (weeks)"),
    "unit.percent": (" (pour cent)", " (percent)"),
    "not_key_value": ("{setting} n'est pas CLÉ=VALEUR", "{setting} is not KEY=VALUE"),
    "no_file": ("ce fichier n'existe pas", "there is no such file"),
    "folder": ("c'est un dossier, non un fichier de réponses", "this is a folder, not an answers file"),
    "large_file": ("le fichier dépasse 2 Mo", "the file is larger than 2 MB"),
    "not_text": ("ce n'est pas du texte en UTF-8", "not readable as UTF-8 text"),
    "yaml_or_json": ("un fichier de réponses est en YAML ou en JSON", "an answers file is YAML or JSON"),
    "mapping": ("des lignes clé : valeur sont attendues", "a mapping (key: value) is expected"),
    "yaml": ("le YAML est incorrect : {what}", "not valid YAML: {what}"),
    "twice": ("la clé {key} se trouve deux fois ici", "the key {key} stands here twice"),
    "shell.not_word": (
        "le modèle n'est pas un document Word : {why}",
        "the shell is not a Word document: {why}",
    ),
    "shell.unusable": ("le modèle ne peut pas servir :", "the shell cannot be used:"),
    "shell.macros": ("il porte des macros", "it carries macros"),
    "shell.macros.do": ("enregistrez-le en .docx, sans macros", "save it as a .docx, without macros"),
    "shell.many": ("{marker} se trouve dans {count} paragraphes", "{marker} stands in {count} paragraphs"),
    "shell.many.do": ("une seule place", "one place only"),
    "shell.inside": (
        "{marker} se trouve dans un tableau ou une zone de texte",
        "{marker} stands in a table or a text box",
    ),
    "shell.inside.do": ("mettez-le dans un paragraphe de la page", "put it in a paragraph of the page"),
    "shell.no_marker": ("il n'a pas de paragraphe {marker}", "it has no paragraph {marker}"),
    "shell.no_marker.do": (
        "mettez-en un là où va le contrat, seul dans son paragraphe",
        "put one where the contract goes, alone in its paragraph",
    ),
    "shell.no_styles": ("il n'a pas de styles", "it has no styles"),
    "shell.no_styles.do": ("enregistrez-le dans Word", "save it in Word"),
    "roles.unfit": (
        "les styles demandés ne conviennent pas au modèle :",
        "the styles asked for do not fit the shell:",
    ),
    "roles.unknown": ("ce rôle n'existe pas", "there is no such role"),
    "roles.known": ("rôles connus : {known}", "known: {known}"),
    "roles.no_style": ("le modèle n'a pas de style {name}", "the shell has no style {name}"),
    "roles.use": ("donnez un nom qu'il a, ou {house}", "use a name it has, or {house}"),
    "roles.kind": (
        "{name} est un style de {found}, un style de {wanted} est nécessaire",
        "{name} is a {found} style, a {wanted} style is needed",
    ),
    "roles.unreadable": ("la liste des styles ne peut pas être lue :", "the map of styles cannot be read:"),
    "roles.wrong": ("la liste des styles est incorrecte :", "the map of styles is wrong:"),
    "roles.name": ("{key} : le nom d'un style est attendu", "{key}: the name of a style is expected"),
    "pdf.no_engine": (
        "un PDF demande LibreOffice, ou le complément : pip install 'clausekit[pdf]' ; le document Word peut être "
        "écrit sans l'un ni l'autre",
        "a PDF needs LibreOffice on the path, or the extra: pip install 'clausekit[pdf]'; the Word document can be "
        "written without either",
    ),
    "pdf.failed": (
        "le PDF n'a pas pu être fait : LibreOffice n'a pas abouti ; fermez ses fenêtres et recommencez, ou ouvrez le "
        "document Word et exportez-le",
        "the PDF could not be made: LibreOffice did not finish; close its windows and try again, or open the Word "
        "document and export it",
    ),
    "not_as_planned": (
        "le document ne montre pas ce qui était prévu",
        "the document does not show what was planned",
    ),
    "target.folder": (
        "{target} est un dossier ; donnez le nom d'un fichier.",
        "{target} is a folder; give the name of a file.",
    ),
    "target.exists": (
        "{target} existe déjà ; --force le remplace.",
        "{target} exists already; --force overwrites it.",
    ),
    "target.unwritable": ("{target} ne peut pas être écrit : {why}.", "{target} cannot be written: {why}."),
    "target.audited": (
        "{target} est le document audité ; donnez un autre nom à la copie.",
        "{target} is the document audited; give the copy another name.",
    ),
    "baseline.unreadable": ("{name} : lecture impossible : {why}.", "{name}: cannot be read: {why}."),
    "baseline.no_report": (
        "{name} : ce n'est pas un rapport JSON de clausekit audit -f json.",
        "{name}: this is no JSON report of clausekit audit -f json.",
    ),
    "baseline.other_form": (
        "{name} : ce JSON n'est pas un rapport de la forme {form} ; faites-en un avec clausekit audit -f json.",
        "{name}: this JSON is no report of the form {form}; make one with clausekit audit -f json.",
    ),
}


def objection(id: str, **values: object) -> Said:
    """A sentence of the table filled with values, of which those that know their French say it in French."""
    return Said.of(OBJECTIONS[id], **values)
