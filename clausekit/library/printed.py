"""Which parameters a type or a document prints: what its answers file need not ask is left out."""

from __future__ import annotations

import re
from collections.abc import Iterable

from jinja2 import TemplateSyntaxError, nodes

from clausekit.library.library import Library
from clausekit.library.templates import make_environment
from clausekit.library.wording import WordingBlock

_TABLE = re.compile(r"\[\[table:([a-z0-9_]+)\]\]")
_ALWAYS = ("party_a", "party_b", "title", "effective_date", "signature_date", "currency")  # cover, parties, signatures
_COVER = ("subtitle", "reference")


def names(blocks: Iterable[WordingBlock]) -> dict[str, int]:
    """The names that wording prints, asks for or makes a table of, with the line of the first block that does."""
    found: dict[str, int] = {}
    for block in blocks:
        try:
            tree = make_environment().parse(block.source)
        except TemplateSyntaxError:
            continue  # told as a fault of the template
        bound = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "store"} | {"loop"}
        read = [node.name for node in tree.find_all(nodes.Name) if node.ctx == "load" and node.name not in bound]
        for name in (*read, *_TABLE.findall(block.source)):
            found.setdefault(name, block.line)
    return found


def printed(library: Library, kind: str, clauses: Iterable[str]) -> set[str]:
    """The parameters that these clauses print for a type or document, in any variant, language and law."""
    record = library.kind(kind)
    found = {*_ALWAYS, *(() if record and record.page else _COVER)}
    for ident in clauses:
        for language in ("fr", "en"):
            own = library.own(kind, ident, language)
            wording = own.wording if own else library.folders[ident].wordings.get(language)
            found |= names(wording.blocks).keys() if wording else set()
    return found
