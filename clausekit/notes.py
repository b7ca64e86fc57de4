"""What readers note of a document: what they skipped or found odd, one sentence each, in French and English."""

from __future__ import annotations

from dataclasses import replace

from clausekit.model import Note
from clausekit.texts import filled

NOTES: dict[str, tuple[str, str]] = {
    "macros": (
        "Le document contient des macros ; elles ont été ignorées.",
        "The document carries macros; they were ignored.",
    ),
    "outside": (
        "{n} lien(s) vers des fichiers extérieurs ({kinds}) n'ont pas été suivis.",
        "{n} link(s) to outside files ({kinds}) were not followed.",
    ),
    "alt_chunk": (
        "Un document incorporé (altChunk) n'a pas été lu : ouvrez le fichier dans Word et enregistrez-le de nouveau.",
        "An embedded document (altChunk) was not read: open the file in Word and save it again.",
    ),
    "alt_chunk_read": (
        "Un document incorporé (altChunk) a été lu à l'endroit où il se trouve, comme Word l'affiche.",
        "An embedded document (altChunk) was read in the place where it stands, as Word shows it.",
    ),
    "sub_document": (
        "Le texte d'un sous-document lié n'a pas été lu.",
        "The text of a linked sub-document was not read.",
    ),
    "side_by_side": (
        "Deux langues côte à côte : la colonne de gauche ({first}) a été lue comme le contrat, celle de droite "
        "({second}) comme sa traduction, qui n'est pas auditée.",
        "Two languages side by side: the left column ({first}) was read as the contract, the right one ({second}) as "
        "its translation, which is not audited.",
    ),
    "in_table": (
        "Le contrat est présenté dans un tableau ; ses lignes ont été lues comme des paragraphes.",
        "The contract stands in a table; its rows were read as paragraphs.",
    ),
    "changes.final": (
        "{n} modification(s) suivie(s) en attente ; le texte a été lu comme si toutes étaient acceptées.",
        "{n} tracked change(s) are still pending; the text was read as if all were accepted.",
    ),
    "changes.original": (
        "{n} modification(s) suivie(s) en attente ; le texte a été lu comme si toutes étaient refusées.",
        "{n} tracked change(s) are still pending; the text was read as if all were rejected.",
    ),
    "hidden": (
        "Du texte masqué, à {n} endroit(s), a été laissé de côté : il n'apparaît pas sur le papier.",
        "Hidden text in {n} place(s) was left out, as it does not show on paper.",
    ),
    "pictures": (
        "{n} image(s) : le texte qu'elles contiennent n'a pas été lu.",
        "{n} picture(s): text in them was not read.",
    ),
    "charts": (
        "{n} graphique(s) : leurs titres et leurs valeurs sont montrés à part, mais non retenus comme preuve.",
        "{n} chart(s): their titles and values are shown beside the text, but not taken as evidence.",
    ),
    "diagrams": (
        "{n} diagramme(s) (SmartArt) : leurs mots sont montrés à part, mais non retenus comme preuve.",
        "{n} diagram(s) (SmartArt): their words are shown beside the text, but not taken as evidence.",
    ),
    "embedded": ("{n} fichier(s) incorporé(s) n'ont pas été ouverts.", "{n} embedded file(s) were not opened."),
    "notes_beside": (
        "{n} note(s) de bas de page ou de fin : lue(s), mais non retenue(s) comme preuve ; vérifiez si l'une "
        "d'elles porte une condition (plafond, exception, délai).",
        "{n} footnote(s) or endnote(s): read, but not taken as evidence; check whether one of them carries a condition "
        "(a cap, an exception, a time limit).",
    ),
    "libreoffice": (
        "Lu par LibreOffice, qui a d'abord converti le fichier .{kind} en .docx.",
        "Read through LibreOffice, which turned the .{kind} file into a .docx first.",
    ),
    "markdown": (
        "Le Markdown n'a pas pu être analysé ; il a été lu comme du texte brut.",
        "The Markdown could not be parsed; it was read as plain text.",
    ),
    "pdf": (
        "Lu d'un PDF : titres et paragraphes sont devinés d'après ses lignes ; vérifiez les citations.",
        "Read from a PDF: headings and paragraphs are guessed from its lines; check the quotes.",
    ),
    "pages_without_text": (
        "Pas de texte à la page {pages} : une image ou un scan, qui n'a pas été lu.",
        "No text on page {pages}: a picture or a scan, which was not read.",
    ),
}


def note(part: str, id: str, **values: str | int) -> Note:
    """A note of the table, in English until a report says it in its own language (`told`)."""
    return Note(part, NOTES[id][1].format(**values), id, tuple(values.items()))


def told(noted: Note, language: str) -> Note:
    """The note in "fr" or "en"; one that is not of the table stays as it is."""
    if noted.id not in NOTES:
        return noted
    return replace(noted, message=filled(NOTES[noted.id], language, **dict(noted.values)))
