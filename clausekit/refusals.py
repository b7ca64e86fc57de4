"""Why a file cannot be read as a contract: one plain sentence each, in French and English."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath

from clausekit.errors import ReadError, Said

# One sentence each: what the file is, and what to do about it.
MESSAGES: dict[str, tuple[str, str]] = {
    "empty": ("{name} est vide ; renvoyez le fichier.", "{name} is empty; send the file again."),
    "doc": (
        "{name} est un ancien document Word (.doc) ; ouvrez-le dans Word et enregistrez-le en .docx.",
        "{name} is an old Word document (.doc); open it in Word and save it as .docx.",
    ),
    "password": (
        "{name} est protégé par un mot de passe ; ouvrez-le dans Word, retirez le mot de passe, enregistrez.",
        "{name} is protected by a password; open it in Word, remove the password and save it.",
    ),
    "pdf": (
        "{name} est un PDF ; ouvrez-le dans Word, enregistrez-le en .docx et vérifiez le texte.",
        "{name} is a PDF; open it in Word, save it as .docx and check the text.",
    ),
    "pdf_extra": (
        "{name} est un PDF ; installez clausekit[pdf] pour le lire, ou ouvrez-le dans Word, enregistrez-le en "
        ".docx et vérifiez le texte.",
        "{name} is a PDF; install clausekit[pdf] to read it, or open it in Word, save it as .docx and check the text.",
    ),
    "scan": (
        "{name} est un scan : ses pages sont des images sans texte ; faites d'abord reconnaître le texte (OCR).",
        "{name} is a scan: its pages are pictures without text; have it recognised (OCR) first.",
    ),
    "locked_pdf": (
        "{name} est protégé par un mot de passe ; ouvrez-le, retirez le mot de passe, enregistrez.",
        "{name} is protected by a password; open it, remove the password and save it.",
    ),
    "picture": (
        "{name} est une image ; seul du texte peut être lu : envoyez le document Word d'origine.",
        "{name} is a picture; only text can be read, so send the Word document it was taken from.",
    ),
    "rtf": (
        "{name} est un fichier RTF ; ouvrez-le dans Word et enregistrez-le en .docx.",
        "{name} is an RTF file; open it in Word and save it as .docx.",
    ),
    "html": (
        "{name} est une page web ; ouvrez-la dans Word et enregistrez-la en .docx.",
        "{name} is a web page; open it in Word and save it as .docx.",
    ),
    "odt": (
        "{name} est un fichier OpenDocument (.odt) ; enregistrez-le en .docx.",
        "{name} is an OpenDocument file (.odt); save it as .docx.",
    ),
    "excel": (
        "{name} est un classeur et non un contrat Word ; envoyez le fichier .docx.",
        "{name} is a spreadsheet, not a contract in Word; send the .docx file.",
    ),
    "powerpoint": (
        "{name} est un diaporama et non un contrat Word ; envoyez le fichier .docx.",
        "{name} is a slide show, not a contract in Word; send the .docx file.",
    ),
    "text": (
        "{name} est du texte ou d'un format inconnu, pas un document Word ; nommez-le .txt ou .md, ou envoyez un "
        ".docx.",
        "{name} is plain text or unknown data, not a Word document; name it .txt or .md, or send a .docx.",
    ),
    "no_text": (
        "{name} n'est pas du texte ; envoyez le document Word, ou un fichier .txt ou .md.",
        "{name} is no text; send the Word document, or a .txt or .md file.",
    ),
    "damaged": (
        "{name} est endommagé ({detail}) ; redemandez le fichier, ou faites-le réparer par Word.",
        "{name} is damaged ({detail}); ask for the file again, or let Word repair and save it.",
    ),
    "not_word": (
        "{name} est une archive zip sans document Word ; envoyez le fichier .docx lui-même.",
        "{name} is a zip file without a Word document in it; send the .docx file itself.",
    ),
    "too_big": (
        "{name} dépasse ce que ce lecteur accepte ({detail}) ; retirez des images ou scindez le document.",
        "{name} is larger than this reader allows ({detail}); remove pictures or split the document.",
    ),
    "unsafe": (
        "{name} contient {detail}, qu'aucun traitement de texte n'écrit ; ne l'ouvrez pas, interrogez l'expéditeur.",
        "{name} holds {detail}, which no word processor writes; do not open it, and ask its sender.",
    ),
    "slow": (
        "{name} prend plus de temps à lire que permis ({detail}) ; scindez le document.",
        "{name} takes longer to read than allowed ({detail}); split the document.",
    ),
    "memory": (
        "{name} demande plus de mémoire que permis ({detail}) ; retirez des images ou scindez le document.",
        "{name} takes more memory to read than allowed ({detail}); remove pictures or split the document.",
    ),
    "crashed": (
        "{name} n'a pas pu être audité : le processus qui le lisait s'est arrêté ; faites-le réparer par Word.",
        "{name} could not be audited: the process that read it ended by itself; let Word repair and save it.",
    ),
    "missing": ("{path} : ce fichier n'existe pas.", "{path}: there is no such file."),
    "folder": (
        "{path} : c'est un dossier ; nommez un document qu'il contient.",
        "{path}: this is a folder; name a document in it.",
    ),
    "special": (
        "{path} : ce n'est pas un fichier ordinaire ; nommez un document.",
        "{path}: this is no ordinary file; name a document.",
    ),
    "unreadable": ("{path} : lecture impossible : {detail}.", "{path}: cannot be read: {detail}."),
}
# What `detail` says in these sentences.
DETAILS: dict[str, tuple[str, str]] = {
    "zip": ("l'archive zip est abîmée", "the zip archive is broken"),
    "length": ("une partie n'a pas la longueur annoncée", "a part is not as long as it says"),
    "xml": ("{part} ne peut pas être analysé", "{part} cannot be parsed"),
    "its_xml": ("son XML", "its XML"),
    "pages": ("ses pages ne peuvent pas être lues", "its pages cannot be read"),
    "no_pages": ("il n'a pas de page", "it has no pages"),
    "megabytes": ("{n} Mo", "{n} MB"),
    "content": ("{n} Mo de contenu", "{n} MB of content"),
    "parts": ("plus de {n} parties", "more than {n} parts"),
    "elements": ("plus de {n} éléments", "more than {n} elements"),
    "paragraphs": ("plus de {n} paragraphes", "more than {n} paragraphs"),
    "page_count": ("{n} pages", "{n} pages"),
    "depth": ("plus de {n} niveaux d'imbrication", "nested more than {n} deep"),
    "seconds": ("{n:g} secondes", "{n:g} seconds"),
    "doctype": ("une déclaration de type de document (DTD)", "a document type declaration"),
    "twins": ("deux parties du même nom ({part})", "two parts of one name ({part})"),
    "bomb": (
        "une partie qui se décompresse bien au-delà du vraisemblable",
        "a part that unpacks to much more than it should",
    ),
}
_THIS_FILE = Said("This file", "Ce fichier")


def read_error(id: str, why: str = "", *, name: str = "", language: str = "en", **values: object) -> ReadError:
    """The error `id` as one plain sentence; `why` names what its `detail` says, filled with the values.

    The error speaks `language`, and can be said in the other one (`in_language`).
    """
    if why:
        values["detail"] = Said.of(DETAILS[why], **values)
    shown = _base(name) or _THIS_FILE
    return ReadError(Said.of(MESSAGES[id], name=shown, **values)).in_language(language)


@contextmanager
def naming(name: str) -> Iterator[None]:
    """Whatever is refused inside is said of the file `name`."""
    try:
        yield
    except ReadError as error:
        said = error.message
        if not name or not isinstance(said, Said) or not said.english.startswith(_THIS_FILE.english):
            raise
        english, french = (
            _base(name) + text.removeprefix(this)
            for text, this in ((said.english, _THIS_FILE.english), (said.french, _THIS_FILE.french))
        )
        raise ReadError(Said(english, french)) from error


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Whatever is refused inside is said in that language."""
    try:
        yield
    except ReadError as error:
        raise error.in_language(language) from error.__cause__


def _base(name: str) -> str:
    return PurePosixPath(name.replace("\\", "/")).name
