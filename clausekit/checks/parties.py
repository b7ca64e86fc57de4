"""Who the parties are, by the preamble: name, role, register number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from clausekit.checks.lines import Line
from clausekit.language.patterns import later
from clausekit.language.text import fold

_ROLE = later(
    r"(?:ci[- ]?après|hereinafter|hereafter|\(\s*(?:the|le|la|l['’])?\s*[«“\"])[^()«»“”\"]{0,60}?[«“\"]?\s*(?:le "
    r"|la |l['’]|the )?"
    r"(?P<role>[A-ZÀ-Ý][\w'’-]+(?:\s[A-ZÀ-Ý][\w'’-]+)?)\s*[»”\")]",
)
_LEAD = later(
    r"^\W*(?:\(?\d{1,2}[.)]\s*|[A-Z][.)]\s*)?(?:entre\b|et\b|between\b|and\b|la société\b|le groupe\b"
    r"|l['’]association\b|the company\b|1°|2°|d['’]une part|par\b|by\b|:|,|\s|\*|made|this agreement)*",
    re.IGNORECASE,
)
_FORM = (
    r"SAS|SASU|SARL|SA|SNC|EURL|SCOP|SCI|SELARL|GIE|Ltd|Limited|LLC|LLP|Inc|Corp|Corporation|PLC|plc|GmbH|AG|BV"
    r"|B\.V|S\.A\.S|"
    r"S\.A\.R\.L|S\.A|NV|Oy|AB|S\.p\.A|SpA|Co"
)
_FORM_WORD = later(rf"\b(?:{_FORM})\b\.?")
_SIREN = later(r"(?<!\d)\d{3}[\s\u00a0.]?\d{3}[\s\u00a0.]?\d{3}(?:[\s\u00a0.]?\d{5})?(?!\d)")
_REGISTER = later(
    r"\b(?:R\.?C\.?S\.?|SIREN|SIRET|immatriculée?|registre du commerce|TVA|regist(?:ered|ration)|company n)", re.I
)
_COMPANY_NUMBER = later(
    r"\b(?:compan(?:y|ies)(?: house)? (?:registration )?n(?:umber|o\.?)|registered (?:number|no\.?"
    r"|under (?:the )?n(?:umber|o\.?)))\s*:?\s*([A-Z]{0,2}\d{6,8})\b",
    re.IGNORECASE,
)
_NO_NAME = later(
    r"[\[\]{}_<>●…]|\d\.|\b(?:party|parties|partie|agreement|contrat|accord|article|convention|whereas"
    r"|considérant|attendu|this|now)\b",
    re.IGNORECASE,
)
_RECITALS = later(
    r"\W*(?:\(?a\)\s*)?(?:whereas|recitals?|préambule|considérant|il a été|background|witnesseth)\b", re.IGNORECASE
)
_OPENING = 60  # lines before the first article
_LONGEST_NAME = 7


class Party(NamedTuple):
    """A party as the preamble names it; `name` without its legal form, `roles` folded."""

    name: str
    form: str
    role: str
    line: Line
    numbers: tuple[str, ...] = ()


def parties(found: list[Line]) -> list[Party]:
    """The parties of the preamble; [] when it cannot be read."""
    named: list[Party] = []
    for line in _opening(found):
        match = _ROLE.search(line.text)
        if match is None or fold(match["role"]) in (
            "contrat",
            "agreement",
            "accord",
            "parties",
            "partie",
            "convention",
        ):
            continue
        name = _name(line.text)
        if name:
            form = _FORM_WORD.search(name)
            bare = _FORM_WORD.sub("", name).strip(" ,.")
            if len(bare) > 2:
                legal = form[0].rstrip(".") if form else ""
                named.append(Party(bare, legal, match["role"], line, tuple(registers(line.text))))
    return named


def _opening(found: list[Line]) -> Iterator[Line]:
    articles = 0
    for line in found[:_OPENING]:
        articles += line.heading and bool(re.match(r"\s*(?:article\s|[12]\b)", line.display, re.I))
        if articles > 1 or _RECITALS.match(line.text):
            return
        yield line


def _name(text: str) -> str:
    """The words from the paragraph's start to its first comma or bracket, when they are a name."""
    rest = text[_LEAD.match(text).end() :]  # type: ignore[union-attr]
    end = re.search(
        r"[,(;:]|\s(?:dont|ayant|est|immatricul|represent|représent|a\s|an\s|société|is\s|with\s|au capital)", rest
    )
    name = rest[: end.start()] if end else rest
    name = name.strip(' *_«»“”"\u00a0')
    words = name.split()
    if not 0 < len(words) <= _LONGEST_NAME or not name[:1].isupper() or _NO_NAME.search(name):
        return ""
    return name


def registers(text: str) -> Iterator[str]:
    """Register numbers in a text, digits only: SIREN (of a SIRET its first nine), company numbers."""
    if _REGISTER.search(text):
        for match in _SIREN.finditer(text):
            before = text[max(0, match.start() - 60) : match.start()]
            after = text[match.end() : match.end() + 12]
            if _REGISTER.search(before) and not re.match(r"\s*(?:€|euros?|EUR)", after):
                yield re.sub(r"\D", "", match[0])[:9]
    for match in _COMPANY_NUMBER.finditer(text):
        yield match[1].upper()
