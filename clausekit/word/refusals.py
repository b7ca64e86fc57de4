"""Why a file cannot be read as a contract: one plain sentence each, in English and French."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath

from clausekit.errors import ReadError

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
}
_THIS_FILE = ("This file", "Ce fichier")


def read_error(id: str, lang: str = "en", *, name: str = "", **values: object) -> ReadError:
    """The error `id` as one plain sentence in `lang` ("en" or "fr")."""
    column = 1 if lang == "fr" else 0
    return ReadError(MESSAGES[id][column].format_map({"name": _base(name) or _THIS_FILE[column], **values}))


@contextmanager
def naming(name: str) -> Iterator[None]:
    """Whatever is refused inside is said of the file `name`."""
    try:
        yield
    except ReadError as error:
        message = error.message
        if name and message.startswith(_THIS_FILE[0]):
            raise ReadError(_base(name) + message.removeprefix(_THIS_FILE[0])) from error
        raise


def _base(name: str) -> str:
    return PurePosixPath(name.replace("\\", "/")).name
