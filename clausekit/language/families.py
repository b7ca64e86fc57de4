"""Word families in text: spaCy's PhraseMatcher over folded words, stems and gaps included.

Every word of phrases and texts that begins with a registered stem (`resili*`) is written as the shortest such stem,
so each phrase has one normal form and one exact pass proposes all families (design: speed). What it proposes is then
held against the phrase as written, so that no family depends on the stems of another. The matcher is given a phrase
when all its pairs of neighbouring words have been met: most of the library's phrases are never in a contract. Phrases
of one word need no matcher.

Many families share a phrase, and most are never asked for; so a match names a `Sense`, which stands for all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
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


class Sense:
    """What a word or phrase is: the families that have it whole, the gapped phrases it is a part of."""

    __slots__ = ("families", "gapped")

    def __init__(self, families: tuple[str, ...], gapped: tuple[tuple[int, int], ...] = ()) -> None:
        self.families = families
        self.gapped = gapped


Places = dict[Sense, list[tuple[int, int]]]  # where in one token sequence the words [start, end) of each sense stand


def families_of(places: Places) -> frozenset[str]:
    """Every family that stands there."""
    return frozenset(family for sense in places for family in sense.families)


def spans_of(family: str, places: Places, senses: Sequence[Sense]) -> tuple[Span, ...]:
    """Where a family stands there, in order; `senses` are those it has."""
    found = {Span(start, end, family) for sense in senses for start, end in places.get(sense, ())}
    return tuple(sorted(found)) if len(found) > 1 else tuple(found)


class Lexicon:
    """Compiled word families of one language; build once, use for every contract.

    Takes the families with their phrases, or `tables` that an earlier one was built on.
    """

    def __init__(self, families: Mapping[str, Iterable[str]] | None = None, *, tables: Tables | None = None) -> None:
        self.tables = tables or compile_families(families or {})
        self._stems = frozenset(self.tables.stems)
        self._sizes = sorted({len(stem) for stem in self._stems})
        self._met: dict[str, tuple[str, Sense | None]] = {}  # words as written: normal form, and sense by itself
        self._pairs: set[tuple[str, str]] = set()  # neighbouring words met so far, in normal form
        self._waiting: dict[tuple[str, str], list[Part]] = {}  # phrases that wait for a pair to be met
        self._proposed: dict[str, list[Part]] = {}  # those of one word, and those that the matcher has
        self._senses: dict[tuple[str, ...], Sense | None] = {}  # words as written -> what they are together
        self._shared: dict[tuple[tuple[int, ...], tuple[tuple[int, int], ...]], Sense] = {}
        self.senses: dict[str, list[Sense]] = {}  # family -> what was met of it
        self._vocab = Vocab()
        self._matcher = PhraseMatcher(self._vocab, attr="ORTH")

    def find(self, sequences: Sequence[Sequence[Token]]) -> list[list[Span]]:
        """The families found in each token sequence (a sentence each), in order of their place."""
        return [
            sorted({Span(*at, family) for sense, found in places.items() for at in found for family in sense.families})
            for places in self.places(sequences)
        ]

    def places(self, sequences: Sequence[Sequence[Token]]) -> list[Places]:
        """What stands where in each token sequence; `senses` says which senses a family has."""
        words: list[str] = []
        starts: list[int] = []
        owner: list[int] = []
        hits: list[Places] = []
        met = self._met
        for number, sequence in enumerate(sequences):
            starts.append(len(words))
            places: Places = {}
            for place, token in enumerate(sequence):
                normal, sense = met.get(token.text) or self._meet(token)
                words.append(normal)
                if sense is not None:
                    places.setdefault(sense, []).append((place, place + 1))
            hits.append(places)
            owner += [number] * (len(sequence) + 1)
            words.append(_END)
        self._meet_pairs(words)
        for _, start, end in self._matcher(Doc(self._vocab, words=words)) if len(self._matcher) else ():
            number = owner[start]
            first, last = start - starts[number], end - starts[number]
            if together := self._sense(JOINT.join(words[start:end]), sequences[number][first:last]):
                hits[number].setdefault(together, []).append((first, last))
        for places in hits:
            self._fill_gaps(places)
        return hits

    def _meet(self, token: Token) -> tuple[str, Sense | None]:
        """The normal form of a word written so for the first time, and what it is by itself."""
        normal = normal_form(token.norm, self._stems, self._sizes)
        if normal not in self._proposed:
            self._proposed[normal] = self.tables.beginning(normal)
        self._met[token.text] = normal, self._sense(normal, (token,))
        return self._met[token.text]

    def _meet_pairs(self, words: Sequence[str]) -> None:
        """Give the matcher the phrases whose pairs of neighbouring words have now all been met."""
        new = set(pairwise(words)) - self._pairs
        self._pairs |= new
        for pair in new:  # in any order: what is found comes in order of place and name
            for part in (*self.tables.beginning(JOINT.join(pair)), *self._waiting.pop(pair, ())):
                self._expect(part)

    def _expect(self, part: Part) -> None:
        words = part.normal.split(JOINT)
        for pair in pairwise(words):
            if pair not in self._pairs:
                self._waiting.setdefault(pair, []).append(part)
                return
        if part.normal not in self._proposed:
            self._proposed[part.normal] = []
            self._matcher.add(part.normal, [Doc(self._vocab, words=words)])
        self._proposed[part.normal].append(part)

    def _sense(self, normal: str, found: Sequence[Token]) -> Sense | None:
        """What words in this normal form are, as they are written here; None when no phrase is written so."""
        written = tuple(token.text for token in found)
        try:
            return self._senses[written]
        except KeyError:
            parts = [part for part in self._proposed[normal] if not part.checks or part.fits(found)]
            families = tuple(dict.fromkeys(family for part in parts for family in part.families))
            gapped = tuple((phrase, number) for part in parts for phrase, number in part.gapped)
            self._senses[written] = sense = self._shared_sense(families, gapped) if parts else None
            return sense

    def _shared_sense(self, families: tuple[int, ...], gapped: tuple[tuple[int, int], ...] = ()) -> Sense:
        sense = self._shared.get((families, gapped))
        if sense is None:
            names = tuple(self.tables.families[family] for family in families)
            sense = self._shared[families, gapped] = Sense(names, gapped)
            for name in names:
                self.senses.setdefault(name, []).append(sense)
        return sense

    def _fill_gaps(self, places: Places) -> None:
        """Add the phrases with gaps whose parts all stand in order; other parts do not count."""
        parts: dict[int, dict[int, list[tuple[int, int]]]] = {}
        for sense, found in places.items():
            for phrase, number in sense.gapped:
                parts.setdefault(phrase, {}).setdefault(number, []).extend(found)
        for phrase, pieces in parts.items():
            family, size = self.tables.gapped[phrase]
            if len(pieces) == size and (chains := _chains([pieces[number] for number in range(size)])):
                places.setdefault(self._shared_sense((family,)), []).extend(chains)


def _chains(parts: list[list[tuple[int, int]]]) -> set[tuple[int, int]]:
    chains = set(parts[0])
    for following in parts[1:]:
        chains = {(start, e) for start, end in chains for s, e in following if 0 <= s - end <= GAP}
    return chains
