"""Word families in text: spaCy's PhraseMatcher over folded words, stems and gaps included.

Every word of phrases and texts that begins with a registered stem (`resili*`) is written as the shortest such stem,
so each phrase has one normal form and one exact pass proposes all families (design: speed). What it proposes is then
held against the phrase as written, so that no family depends on the stems of another. The matcher is given a phrase
when its longest word is first met: most of the library's phrases are never in a contract.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from clausekit.language.phrases import JOINT, Part, Tables, compile_families, normal_form
from clausekit.language.text import Token

GAP = 8  # words at most between the parts of a phrase with « … » (spec 0.5)
_END = "\x1e"  # stands between token sequences; no word is written so


class Span(NamedTuple):
    """Words [start, end) of a token sequence that belong to a family."""

    start: int
    end: int
    family: str


class Lexicon:
    """Compiled word families of one language; build once, use for every contract.

    Takes the families with their phrases, or `tables` that an earlier one was built on.
    """

    def __init__(self, families: Mapping[str, Iterable[str]] | None = None, *, tables: Tables | None = None) -> None:
        self.tables = tables or compile_families(families or {})
        self._stems = frozenset(self.tables.stems)
        self._sizes = sorted({len(stem) for stem in self._stems})
        self._met: dict[str, str] = {}  # folded words met so far, and their normal form
        self._normals: set[str] = set()
        self.vocab = Vocab()
        self.matcher = PhraseMatcher(self.vocab, attr="ORTH")
        self._proposed: dict[int, list[Part]] = defaultdict(list)

    def _meet(self, word: str) -> str:
        """The normal form of a word met for the first time; the phrases that waited for it can now be found."""
        normal = self._met[word] = normal_form(word, self._stems, self._sizes)
        if normal in self._normals:
            return normal
        self._normals.add(normal)
        for part in self.tables.waiting(normal):
            key = self.vocab.strings.add(part.normal)
            if key not in self._proposed:
                self.matcher.add(part.normal, [Doc(self.vocab, words=part.normal.split(JOINT))])
            self._proposed[key].append(part)
        return normal

    def find(self, sequences: Sequence[Sequence[Token]]) -> list[list[Span]]:
        """The families found in each token sequence (a sentence each), in order of their place."""
        words: list[str] = []
        starts: list[int] = []
        owner: list[int] = []
        met = self._met
        for number, sequence in enumerate(sequences):
            starts.append(len(words))
            words += [met.get(token.norm) or self._meet(token.norm) for token in sequence]
            owner += [number] * len(sequence)
            words.append(_END)
            owner.append(-1)
        hits = [_Hits() for _ in sequences]
        for key, start, end in self.matcher(Doc(self.vocab, words=words)) if words else ():
            number = owner[start]
            first, last = start - starts[number], end - starts[number]
            for part in self._proposed[key]:
                if not part.checks or part.fits(sequences[number][first:last]):
                    hits[number].add(part, first, last)
        return [found.spans(self.tables.gapped) for found in hits]


class _Hits:
    """What one sentence has: whole phrases, and parts of phrases with gaps."""

    __slots__ = ("parts", "whole")

    def __init__(self) -> None:
        self.whole: set[Span] = set()
        self.parts: dict[int, dict[int, list[tuple[int, int]]]] = {}

    def add(self, part: Part, start: int, end: int) -> None:
        for family in part.families:
            self.whole.add(Span(start, end, family))
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
