"""Word families in text: spaCy's PhraseMatcher over folded words, stems and gaps included.

Every word of phrases and texts that begins with a registered stem (`resili*`) is written as the shortest such stem,
so each phrase has one normal form and one exact pass proposes all families (design: speed). What it proposes is then
held against the phrase as written, so that no family depends on the stems of another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from clausekit.language.text import Token, fold_text, tokens

GAP = 8  # words at most between the parts of a phrase with « … » (spec 0.5)
_END = "\x1e"  # stands between token sequences; no word is written so


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Words [start, end) of a token sequence that belong to a family."""

    start: int
    end: int
    family: str


@dataclass(frozen=True, slots=True)
class _Part:
    """A phrase, or a part between gaps: the families that have it whole, and the gapped phrases it is part of."""

    words: tuple[str, ...]
    families: list[str]
    gapped: list[tuple[int, int]]  # number of the gapped phrase, number of the part in it

    def fits(self, found: Sequence[Token]) -> bool:
        """Whether the words of the text are those of the phrase: stems begin them, acronyms keep their capitals."""
        return all(_fits(word, token) for word, token in zip(self.words, found, strict=True))


class Lexicon:
    """Compiled word families of one language; build once, use for every contract."""

    def __init__(self, families: Mapping[str, Iterable[str]]) -> None:
        self._parts: dict[tuple[str, ...], _Part] = {}
        self._gapped: list[tuple[str, int]] = []  # family and number of parts of each phrase with gaps
        for family, phrases in families.items():
            for phrase in phrases:
                self._add(family, phrase)
        self._stems = _stems(self._parts)
        self._sizes = sorted({len(stem) for stem in self._stems})
        self._cache: dict[str, str] = {}
        self.vocab = Vocab()
        self.matcher = PhraseMatcher(self.vocab, attr="ORTH")
        self._proposed: dict[str, list[_Part]] = defaultdict(list)
        for part in self._parts.values():
            self._proposed["\x1f".join(self._normal_form(part))].append(part)
        for key in self._proposed:
            self.matcher.add(key, [Doc(self.vocab, words=key.split("\x1f"))])

    def _add(self, family: str, phrase: str) -> None:
        written = [tuple(_raw_words(part)) for part in phrase.replace("...", "…").split("…")]
        parts = [self._parts.setdefault(words, _Part(words, [], [])) for words in written if words]
        if len(parts) == 1:
            parts[0].families.append(family)
        elif parts:
            for number, part in enumerate(parts):
                part.gapped.append((len(self._gapped), number))
            self._gapped.append((family, len(parts)))

    def _normal_form(self, part: _Part) -> list[str]:
        return [self.normal(word.removesuffix("*").lower()) for word in part.words]

    def normal(self, word: str) -> str:
        """A folded word as its shortest registered stem, or itself."""
        found = self._cache.get(word)
        if found is None:
            stem = next((word[:size] for size in self._sizes if word[:size] in self._stems), "")
            found = self._cache[word] = f"{stem}*" if stem else word
        return found

    def find(self, sequences: Sequence[Sequence[Token]]) -> list[list[Span]]:
        """The families found in each token sequence (a sentence each), in order of their place."""
        words: list[str] = []
        starts: list[int] = []
        owner: list[int] = []
        for number, sequence in enumerate(sequences):
            starts.append(len(words))
            words.extend(self.normal(token.norm) for token in sequence)
            owner.extend([number] * len(sequence))
            words.append(_END)
            owner.append(-1)
        hits = [_Hits() for _ in sequences]
        strings = self.vocab.strings
        for key, start, end in self.matcher(Doc(self.vocab, words=words)) if words else ():
            number = owner[start]
            first, last = start - starts[number], end - starts[number]
            for part in self._proposed[strings[key]]:
                if part.fits(sequences[number][first:last]):
                    hits[number].add(part, first, last)
        return [found.spans(self._gapped) for found in hits]


class _Hits:
    """What one sentence has: whole phrases, and parts of phrases with gaps."""

    __slots__ = ("parts", "whole")

    def __init__(self) -> None:
        self.whole: set[Span] = set()
        self.parts: dict[int, dict[int, list[tuple[int, int]]]] = {}

    def add(self, part: _Part, start: int, end: int) -> None:
        self.whole.update(Span(start, end, family) for family in part.families)
        for phrase, number in part.gapped:
            self.parts.setdefault(phrase, {}).setdefault(number, []).append((start, end))

    def spans(self, gapped: Sequence[tuple[str, int]]) -> list[Span]:
        """Whole phrases, and phrases with gaps whose parts all stand in order; other parts do not count."""
        for phrase, found in self.parts.items():
            family, size = gapped[phrase]
            if len(found) == size:
                chains = _chains([found[number] for number in range(size)])
                self.whole.update(Span(start, end, family) for start, end in chains)
        return sorted(self.whole)


def _chains(parts: list[list[tuple[int, int]]]) -> set[tuple[int, int]]:
    chains = set(parts[0])
    for following in parts[1:]:
        chains = {(start, e) for start, end in chains for s, e in following if 0 <= s - end <= GAP}
    return chains


def _fits(word: str, token: Token) -> bool:
    if word[-1] == "*":
        return token.norm.startswith(word[:-1])
    return word == (token.text if _is_acronym(word) else token.norm)


def _stems(phrases: Iterable[tuple[str, ...]]) -> frozenset[str]:
    return frozenset(word[:-1] for words in phrases for word in words if word[-1] == "*")


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
