"""Word families in text: spaCy's PhraseMatcher over folded words, stems and gaps included.

A stem (`resili*`) is registered once; every word of phrases and texts that begins with it is written as its
longest registered stem before matching, so that one exact pass finds all families (design: speed).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from clausekit.language.text import Token, fold_text, tokens

GAP = 8  # words at most between the parts of a phrase with « … » (spec 0.5)
_MAX_EXPANSION = 64


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Words [start, end) of a token sequence that belong to a family."""

    start: int
    end: int
    family: str


class Lexicon:
    """Compiled word families of one language; build once, use for every contract."""

    def __init__(self, families: Mapping[str, Iterable[str]]) -> None:
        self.vocab = Vocab()
        self.matcher = PhraseMatcher(self.vocab, attr="ORTH")
        self._gapped: dict[str, list[list[str]]] = defaultdict(list)
        written = {name: [p for phrase in phrases for p in [phrase.strip()] if p] for name, phrases in families.items()}
        self._stems = sorted({w[:-1] for ps in written.values() for p in ps for w in _raw_words(p) if w[-1:] == "*"})
        self._acronyms = {w for ps in written.values() for p in ps for w in p.split() if _is_acronym(w)}
        self._by_head: dict[str, list[str]] = defaultdict(list)
        for stem in self._stems:
            self._by_head[stem[:3]].append(stem)
        self._cache: dict[str, str] = {}
        self._register(written)

    def _register(self, written: Mapping[str, list[str]]) -> None:
        docs: dict[str, list[Doc]] = defaultdict(list)
        for name, phrases in written.items():
            for phrase in phrases:
                parts = [part for part in phrase.replace("...", "…").split("…") if part.strip()]
                if len(parts) > 1:
                    ids = [f"{name}\x1f{len(self._gapped[name])}\x1f{i}" for i in range(len(parts))]
                    self._gapped[name].append(ids)
                else:
                    ids = [name]
                for part_id, part in zip(ids, parts, strict=False):
                    docs[part_id] += [Doc(self.vocab, words=w) for w in self._expand(part)]
        for name, patterns in docs.items():
            self.matcher.add(name, patterns)

    def _expand(self, phrase: str) -> list[list[str]]:
        """The normal forms of a phrase: a stem also stands for every longer registered stem."""
        options: list[list[str]] = []
        for word in _raw_words(phrase):
            if word[-1:] == "*":
                stem = word[:-1]
                options.append([f"{s}*" for s in self._by_head.get(stem[:3], ()) if s.startswith(stem)] or [f"{stem}*"])
                if len(stem) < 3:
                    options[-1] = [f"{s}*" for s in self._stems if s.startswith(stem)]
            elif word in self._acronyms:
                options.append([word])
            else:
                options.append([self.normal(word)])
        combinations = [list(words) for words in product(*options)]
        return combinations[:_MAX_EXPANSION] if options else []

    def normal(self, word: str) -> str:
        """A folded word as its longest registered stem, or itself."""
        found = self._cache.get(word)
        if found is None:
            stems = [s for size in (1, 2, 3) for s in self._by_head.get(word[:size], ()) if word.startswith(s)]
            found = self._cache[word] = f"{max(stems, key=len)}*" if stems else word
        return found

    def _word(self, token: Token) -> str:
        return token.text if token.text in self._acronyms else self.normal(token.norm)

    def find(self, sequences: Sequence[Sequence[Token]]) -> list[list[Span]]:
        """The families found in each token sequence (a sentence each), in order of their place."""
        words: list[str] = []
        starts: list[int] = []
        owner: list[int] = []
        for number, sequence in enumerate(sequences):
            starts.append(len(words))
            words.extend(self._word(token) for token in sequence)
            owner.extend([number] * len(sequence))
            words.append("\x1e")
            owner.append(-1)
        result: list[list[Span]] = [[] for _ in sequences]
        if not words:
            return result
        strings = self.vocab.strings
        for key, start, end in self.matcher(Doc(self.vocab, words=words)):
            number = owner[start]
            result[number].append(Span(start - starts[number], end - starts[number], strings[key]))
        return [self._join(spans) for spans in result]

    def _join(self, spans: list[Span]) -> list[Span]:
        """Put the parts of phrases with gaps together; drop parts that stand alone."""
        parts: dict[str, list[Span]] = defaultdict(list)
        whole: set[Span] = set()
        for span in spans:
            if "\x1f" in span.family:
                parts[span.family].append(span)
            else:
                whole.add(span)
        for family in {name.split("\x1f")[0] for name in parts}:
            for ids in self._gapped[family]:
                whole.update(Span(s, e, family) for s, e in _chains([parts.get(i, []) for i in ids]))
        return sorted(whole)


def _chains(parts: list[list[Span]]) -> list[tuple[int, int]]:
    chains = [(span.start, span.end) for span in parts[0]]
    for following in parts[1:]:
        chains = [
            (start, span.end) for start, end in chains for span in following if 0 <= span.start - end <= GAP
        ]
    return chains


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
