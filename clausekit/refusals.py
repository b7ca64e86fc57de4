"""Why a file cannot be read as a contract: one plain sentence each, in English and French."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath

from clausekit.errors import ReadError, Said

# One sentence each: what the file is, and what to do about it.
MESSAGES: dict[str, tuple[str, str]] = {
    "empty": ("{name} is empty; send the file again.", "{name} est vide ; renvoyez le fichier."),
    "doc": (
        "{name} is an old Word document (.doc); open it in Word and save it as .docx.",
        "{name} est un ancien document Word (.doc) ; ouvrez-le dans Word et enregistrez-le en .docx.",
    ),
    "password": (
        "{name} is protected by a password; open it in Word, remove the password and save it.",
        "{name} est protégé par un mot de passe ; ouvrez-le dans Word, retirez le mot de passe, enregistrez.",
    ),
    "pdf": (
        "{name} is a PDF; open it in Word, save it as .docx and check the text.",
        "{name} est un PDF ; ouvrez-le dans Word, enregistrez-le en .docx et vérifiez le texte.",
    ),
    "pdf_extra": (
        "{name} is a PDF; install clausekit[pdf] to read it, or open it in Word, save it as .docx and check the text.",
        "{name} est un PDF ; installez clausekit[pdf] pour le lire, ou ouvrez-le dans Word, enregistrez-le en .docx et "
        "vérifiez le texte.",
    ),
    "scan": (
        "{name} is a scan: its pages are pictures without text; have it recognised (OCR) first.",
        "{name} est un scan : ses pages sont des images sans texte ; faites d'abord reconnaître le texte (OCR).",
    ),
    "locked_pdf": (
        "{name} is protected by a password; open it, remove the password and save it.",
        "{name} est protégé par un mot de passe ; ouvrez-le, retirez le mot de passe, enregistrez.",
    ),
    "picture": (
        "{name} is a picture; only text can be read, so send the Word document it was taken from.",
        "{name} est une image ; seul du texte peut être lu : envoyez le document Word d'origine.",
    ),
    "rtf": (
        "{name} is an RTF file; open it in Word and save it as .docx.",
        "{name} est un fichier RTF ; ouvrez-le dans Word et enregistrez-le en .docx.",
    ),
    "html": (
        "{name} is a web page; open it in Word and save it as .docx.",
        "{name} est une page web ; ouvrez-la dans Word et enregistrez-la en .docx.",
    ),
    "odt": (
        "{name} is an OpenDocument file (.odt); save it as .docx.",
        "{name} est un fichier OpenDocument (.odt) ; enregistrez-le en .docx.",
    ),
    "excel": (
        "{name} is a spreadsheet, not a contract in Word; send the .docx file.",
        "{name} est un classeur et non un contrat Word ; envoyez le fichier .docx.",
    ),
    "powerpoint": (
        "{name} is a slide show, not a contract in Word; send the .docx file.",
        "{name} est un diaporama et non un contrat Word ; envoyez le fichier .docx.",
    ),
    "text": (
        "{name} is plain text or unknown data, not a Word document; name it .txt or .md, or send a .docx.",
        "{name} est du texte ou d'un format inconnu, pas un document Word ; nommez-le .txt ou .md, "
        "ou envoyez un .docx.",
    ),
    "no_text": (
        "{name} is no text; send the Word document, or a .txt or .md file.",
        "{name} n'est pas du texte ; envoyez le document Word, ou un fichier .txt ou .md.",
    ),
    "damaged": (
        "{name} is damaged ({detail}); ask for the file again, or let Word repair and save it.",
        "{name} est endommagé ({detail}) ; redemandez le fichier, ou faites-le réparer par Word.",
    ),
    "not_word": (
        "{name} is a zip file without a Word document in it; send the .docx file itself.",
        "{name} est une archive zip sans document Word ; envoyez le fichier .docx lui-même.",
    ),
    "too_big": (
        "{name} is larger than this reader allows ({detail}); remove pictures or split the document.",
        "{name} dépasse ce que ce lecteur accepte ({detail}) ; retirez des images ou scindez le document.",
    ),
    "unsafe": (
        "{name} holds {detail}, which no word processor writes; do not open it, and ask its sender.",
        "{name} contient {detail}, qu'aucun traitement de texte n'écrit ; ne l'ouvrez pas, interrogez l'expéditeur.",
    ),
    "slow": (
        "{name} takes longer to read than allowed ({detail}); split the document.",
        "{name} prend plus de temps à lire que permis ({detail}) ; scindez le document.",
    ),
    "memory": (
        "{name} takes more memory to read than allowed ({detail}); remove pictures or split the document.",
        "{name} demande plus de mémoire que permis ({detail}) ; retirez des images ou scindez le document.",
    ),
    "crashed": (
        "{name} could not be audited: the process that read it ended by itself; let Word repair and save it.",
        "{name} n'a pas pu être audité : le processus qui le lisait s'est arrêté ; faites-le réparer par Word.",
    ),
    "missing": ("{path}: there is no such file.", "{path} : ce fichier n'existe pas."),
    "folder": (
        "{path}: this is a folder; name a document in it.",
        "{path} : c'est un dossier ; nommez un document qu'il contient.",
    ),
    "special": (
        "{path}: this is no ordinary file; name a document.",
        "{path} : ce n'est pas un fichier ordinaire ; nommez un document.",
    ),
    "unreadable": ("{path}: cannot be read: {detail}.", "{path} : lecture impossible : {detail}."),
}
# What `detail` says in these sentences.
DETAILS: dict[str, tuple[str, str]] = {
    "zip": ("the zip archive is broken", "l'archive zip est abîmée"),
    "length": ("a part is not as long as it says", "une partie n'a pas la longueur annoncée"),
    "xml": ("{part} cannot be parsed", "{part} ne peut pas être analysé"),
    "its_xml": ("its XML", "son XML"),
    "pages": ("its pages cannot be read", "ses pages ne peuvent pas être lues"),
    "no_pages": ("it has no pages", "il n'a pas de page"),
    "megabytes": ("{n} MB", "{n} Mo"),
    "content": ("{n} MB of content", "{n} Mo de contenu"),
    "parts": ("more than {n} parts", "plus de {n} parties"),
    "elements": ("more than {n} elements", "plus de {n} éléments"),
    "paragraphs": ("more than {n} paragraphs", "plus de {n} paragraphes"),
    "page_count": ("{n} pages", "{n} pages"),
    "depth": ("nested more than {n} deep", "plus de {n} niveaux d'imbrication"),
    "seconds": ("{n:g} seconds", "{n:g} secondes"),
    "doctype": ("a document type declaration", "une déclaration de type de document (DTD)"),
    "twins": ("two parts of one name ({part})", "deux parties du même nom ({part})"),
    "bomb": (
        "a part that unpacks to much more than it should",
        "une partie qui se décompresse bien au-delà du vraisemblable",
    ),
}
_THIS_FILE = ("This file", "Ce fichier")


def read_error(id: str, why: str = "", *, name: str = "", language: str = "en", **values: object) -> ReadError:
    """The error `id` as one plain sentence; `why` names what its `detail` says, filled with the values.

    The error speaks `language`, and can be said in the other one (`in_language`).
    """
    said: list[str] = []
    for column in (0, 1):
        filled = {key: pair[column] if isinstance(pair, tuple) else pair for key, pair in values.items()}
        detail = DETAILS[why][column].format_map(filled) if why else filled.get("detail", "")
        shown = _base(name) or _THIS_FILE[column]
        said.append(MESSAGES[id][column].format_map({**filled, "name": shown, "detail": detail}))
    return ReadError(Said(said[0], said[1], language))


@contextmanager
def naming(name: str) -> Iterator[None]:
    """Whatever is refused inside is said of the file `name`."""
    try:
        yield
    except ReadError as error:
        said = error.message
        if not name or not isinstance(said, Said) or not said.startswith(_THIS_FILE):
            raise
        pairs = zip((said.english, said.french), _THIS_FILE, strict=True)
        english, french = (_base(name) + text.removeprefix(this) for text, this in pairs)
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
