"""What a host calls itself and its parties, and our wording said in these words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from clausekit.model import Mark, Paragraph

# What a contract may call itself in French: gender, and whether « le » is elided before it.
_FRENCH = {
    "contrat": "m", "convention": "f", "accord": "m'", "protocole": "m", "pacte": "m", "avenant": "m'", "charte": "f",
    "lettre": "f", "bail": "m", "accord-cadre": "m'", "contrat-cadre": "m", "convention-cadre": "f",
}  # fmt: skip
_ENGLISH = ("agreement", "contract", "deed", "lease", "memorandum", "protocol", "charter", "letter",
            "nda", "mnda", "dpa", "mou", "sow")  # fmt: skip
_NAMED = {
    "fr": re.compile(
        r"\b(?P<own>présente?\s+)?(?:(?<=présent )|(?<=présente )|(?<=[Ll]e )|(?<=[Ll]a )|(?<=[LlDd]['’])|(?<=[Dd]u )"
        r"|(?<=[Aa]u )|(?<=[Cc]e )|(?<=[Cc]et )|(?<=[Cc]ette ))(?P<word>[\w-]+)"
    ),
    "en": re.compile(r"\b[Tt]his (?P<word>\w+)\b(?P<own>)"),
}
_PLURAL = {
    "fr": re.compile(
        r"\b(?:aux|des|les|ces)?\s*présentes\s+(?P<word>[Cc]onditions(?:\s[Gg]énérales|\s[Pp]articulières)?)"
    ),
    "en": re.compile(r"\b[Tt]hese (?P<word>(?:General |Standard )?[Tt]erms(?: and [Cc]onditions)?)\b"),
}
_PARTIES = {
    "fr": re.compile(r"(?<=[a-zàé'’] )part(?:ies?)\b|(?<=[a-zàé'’] )Part(?:ies?)\b"),
    "en": re.compile(r"(?<=[a-z,] )part(?:y|ies)\b|(?<=[a-z,] )Part(?:y|ies)\b"),
}
_DETERMINERS = {
    "f": {"le": "la", "du": "de la", "au": "à la", "ce": "cette", "seul le": "seule la"},
    "m'": {"le": "l’", "du": "de l’", "au": "à l’", "ce": "cet"},
    "m": {},
}
_AGREES = re.compile(
    r"(Contrat\s(?:n['’])?(?:est|sera|soit|a été)\s(?:pas\s|plus\s)?)"
    r"(conclu|soumis|rédigé|traduit|signé|établi|régi|résilié|modifié|reconduit|formé)\b"
)
_PRONOUN = re.compile(r"(Contrat ne se renouvelle pas\s: )il( se poursuit.*?qu['’])il\b")
_AT_LEAST = 2
Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]
_OPENING = re.compile(r"(?:^|(?<=[.!?]\s))(?:l[ea] |l['’]|the )(?=[A-ZÀ-Ý])")
_GRAMMAR: dict[str, tuple[Rule, ...]] = {  # a party's name may begin with its article
    "fr": (
        (re.compile(r"\bde le (?=[A-ZÀ-Ý])"), lambda _: "du "),
        (re.compile(r"\bà le (?=[A-ZÀ-Ý])"), lambda _: "au "),
        (_OPENING, lambda m: m[0].capitalize()),
    ),
    "en": ((_OPENING, lambda m: m[0].capitalize()),),
}


@dataclass(frozen=True, slots=True)
class HostWords:
    """How a host names itself and its parties; `left` are words of its that ours could not be turned into."""

    language: str
    contract: str = ""  # as the host writes it: "convention", "Accord", "DPA"; "" = as we do
    small: bool = False  # « les parties », without a capital
    left: tuple[str, ...] = ()
    _rules: tuple[Rule, ...] = field(default=(), repr=False, compare=False)

    def adapt(self, paragraph: Paragraph) -> Paragraph:
        """The paragraph in the host's words, its marks moved along."""
        text, marks = paragraph.text, paragraph.marks
        for pattern, word in self._rules:
            text, marks = _replaced(text, marks, pattern, word)
        return paragraph if text == paragraph.text else replace(paragraph, text=text, marks=marks)

    def said(self, text: str) -> str:
        """A title in the host's words."""
        return self.adapt(Paragraph(text)).text


def host_words(texts: Sequence[str], language: str) -> HostWords:
    """Read off a host's paragraphs what it calls itself and its parties; what it does not say stays as we say it."""
    if language not in _NAMED:
        return HostWords(language)
    contract, left = _contract(texts, language)
    found = Counter(m[0][0].isupper() for text in texts for m in _PARTIES[language].finditer(text))
    small = found[False] >= _AT_LEAST and found[False] > 2 * found[True]
    if not found:
        left = (*left, "Parties")
    rules = (*_contract_rules(contract, language), *_party_rules(small, language), *_GRAMMAR[language])
    return HostWords(language, contract, small, left, rules)


def _contract(texts: Sequence[str], language: str) -> tuple[str, tuple[str, ...]]:
    """The host's own word, "" when it is ours or unknown, and its plural name when that is the usual one."""
    known = _FRENCH if language == "fr" else _ENGLISH
    words: Counter[str] = Counter()
    forms: Counter[str] = Counter()
    plural: Counter[str] = Counter()
    for text in texts:
        for match in _NAMED[language].finditer(text):
            if match["word"].lower() in known:
                words[match["word"].lower()] += 3 if match["own"] else 1
                forms[match["word"]] += 1
        plural.update(match["word"] for match in _PLURAL[language].finditer(text))
    best = max(words, key=lambda word: words[word], default="")
    several = max(plural, key=lambda word: plural[word], default="")
    if several and plural[several] * 3 > words[best]:
        return "", (several,)
    if not best or words[best] < _AT_LEAST:
        return "", ()
    form = max((f for f in forms if f.lower() == best and not (len(f) > 4 and f.isupper())), key=lambda f: forms[f],
               default="")  # fmt: skip
    return ("" if form in ("Contrat", "Agreement") else form), ()


def _contract_rules(word: str, language: str) -> list[Rule]:
    if not word:
        return []
    if language != "fr":
        return [(re.compile(r"\b([Tt]his )Agreement\b"), lambda m: m[1] + word)]
    kind = _FRENCH[word.lower()]
    rules: list[Rule] = []
    if kind == "f":
        rules.append((_AGREES, lambda m: f"{m[1]}{m[2]}e"))
        rules.append((_PRONOUN, lambda m: f"{m[1]}elle{m[2]}elle"))
    for ours, theirs in sorted(_DETERMINERS[kind].items(), key=lambda item: -len(item[0])):
        rules.append((re.compile(rf"\b((?i:{ours}))[ \u00a0]Contrat\b"), _determiner(theirs, word)))
    rules.append((re.compile(r"\bContrat\b"), lambda _: word))
    return rules


def _determiner(theirs: str, word: str) -> Callable[[re.Match[str]], str]:
    def made(match: re.Match[str]) -> str:
        joined = theirs + word if theirs.endswith("’") else f"{theirs} {word}"
        return joined[0].upper() + joined[1:] if match[1][0].isupper() else joined

    return made


def _party_rules(small: bool, language: str) -> list[Rule]:
    if not small:
        return []
    pattern = r"\bPartie(s?)\b" if language == "fr" else r"(?<!^)\bPart(y|ies)\b"
    return [(re.compile(pattern), lambda m: m[0].lower())]


def _replaced(
    text: str, marks: tuple[Mark, ...], pattern: re.Pattern[str], word: Callable[[re.Match[str]], str]
) -> tuple[str, tuple[Mark, ...]]:
    for match in reversed(list(pattern.finditer(text))):
        new = word(match)
        text = text[: match.start()] + new + text[match.end() :]
        marks = tuple(_moved(mark, match.start(), match.end(), len(new)) for mark in marks)
    return text, marks


def _moved(mark: Mark, start: int, end: int, size: int) -> Mark:
    """A mark after [start, end) became `size` characters long."""
    shift = size - (end - start)

    def edge(place: int) -> int:
        return place if place <= start else place + shift if place >= end else min(place, start + size)

    return replace(mark, start=edge(mark.start), end=edge(mark.end))
