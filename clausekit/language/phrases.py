"""The phrases of word families as tables: words as written, their normal form, and what is to be checked of each.

Tables are plain lists, so that they can be kept as lines of JSON: to read ten thousand phrases costs more than a
contract.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from clausekit.language.text import Token, fold_text, tokens

JOINT = "\x1f"  # between the words of a normal form; no word is written so
Check = tuple[int, str]  # the place of a word in the phrase, and the word as written


class Part(NamedTuple):
    """A phrase, or a part between gaps: the families that have it whole, and the gapped phrases it is part of."""

    normal: str
    families: list[int]  # numbers of their names
    gapped: list[tuple[int, int]]  # number of the gapped phrase, number of the part in it
    checks: list[Check]  # the words that the normal form does not settle

    def fits(self, found: Sequence[Token]) -> bool:
        """Whether the words of the text are those of the phrase: stems begin them, acronyms keep their capitals."""
        for place, word in self.checks:
            token = found[place]
            if word[-1] == "*":
                if not token.norm.startswith(word[:-1]):
                    return False
            elif word != token.norm and not (word == token.text and _is_acronym(word)):
                return False
        return True


class Tables:
    """Word families of one language, ready for matching."""

    def __init__(
        self, stems: list[str], families: list[str], gapped: list[tuple[int, int]], rows: dict[str, str]
    ) -> None:
        self.stems = stems
        self.families = families  # their names; elsewhere a family is its place in this list
        self.gapped = gapped  # family and number of parts of each phrase with gaps
        self._rows = rows  # first word of a normal form, or its first two -> the parts that begin so, as JSON

    def beginning(self, words: str) -> list[Part]:
        """The phrases of one word that are this word, or the longer ones that begin with these two; normal forms."""
        rows = self._rows.get(words)
        return [Part(*row) for row in json.loads(rows)] if rows else []

    def to_lines(self) -> str:
        """All of it as lines of JSON, of which only the first is read at once: most rows are never asked for."""
        head = json.dumps([self.stems, self.families, self.gapped, len(self._rows)], ensure_ascii=False)
        return "\n".join([head, *(f"{words}\t{row}" for words, row in self._rows.items())])

    @classmethod
    def from_lines(cls, data: bytes) -> Tables | None:
        """What `to_lines` wrote; None for anything else."""
        head, *lines = data.decode(errors="replace").split("\n")
        try:
            stems, families, gapped, size = json.loads(head)
            rows = dict(line.split("\t", 1) for line in lines)
        except (ValueError, TypeError):
            return None
        return cls(stems, families, gapped, rows) if len(rows) == size else None


def compile_families(families: Mapping[str, Iterable[str]]) -> Tables:
    """Families with their phrases, as written in the library, to tables."""
    parts: dict[tuple[str, ...], tuple[list[int], list[tuple[int, int]]]] = {}
    gapped: list[tuple[int, int]] = []
    for family, phrases in enumerate(families.values()):
        for phrase in phrases:
            _add(parts, gapped, family, phrase)
    stems = sorted({word[:-1] for words in parts for word in words if word[-1] == "*"})
    known, sizes = frozenset(stems), sorted({len(stem) for stem in stems})
    rows: dict[str, list[Part]] = {}
    for words, (whole, pieces) in parts.items():
        normal = [normal_form(word.removesuffix("*").lower(), known, sizes) for word in words]
        checks = [(i, word) for i, word in enumerate(words) if word != normal[i]]
        rows.setdefault(JOINT.join(normal[:2]), []).append(Part(JOINT.join(normal), whole, pieces, checks))
    packed = {words: json.dumps(found, ensure_ascii=False) for words, found in rows.items()}
    return Tables(stems, list(families), gapped, packed)


def _add(
    parts: dict[tuple[str, ...], tuple[list[int], list[tuple[int, int]]]], gapped: list[tuple[int, int]], family: int,
    phrase: str,
) -> None:  # fmt: skip
    written = [tuple(_raw_words(part)) for part in phrase.replace("...", "…").split("…")]
    found = [parts.setdefault(words, ([], [])) for words in written if words]
    if len(found) == 1:
        found[0][0].append(family)
    elif found:
        for number, part in enumerate(found):
            part[1].append((len(gapped), number))
        gapped.append((family, len(found)))


def normal_form(word: str, stems: frozenset[str], sizes: Sequence[int]) -> str:
    """A folded word as its shortest registered stem with a star, or itself."""
    for size in sizes:
        if word[:size] in stems:
            return f"{word[:size]}*"
    return word


def _raw_words(phrase: str) -> list[str]:
    """Words of a phrase as written in data, folded, stems keeping their star, acronyms their capitals."""
    result: list[str] = []
    for chunk in phrase.split():
        if _is_acronym(chunk):
            result.append(chunk)
            continue
        star = chunk.endswith("*")
        found = [token.norm for token in tokens(fold_text(chunk))]
        if star and found:
            found[-1] += "*"
        result += found
    return result


def _is_acronym(word: str) -> bool:
    return 2 <= len(word) <= 6 and word.isalpha() and word.isupper() and word.isascii()
