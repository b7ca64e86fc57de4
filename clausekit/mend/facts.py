"""What a host says of itself that our wording prints: the names of its parties, its law, its facts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from clausekit.library.answers import Answers, Resolver
from clausekit.library.library import Library
from clausekit.library.templates import Missing
from clausekit.mend.host import Host
from clausekit.report import AuditReport

_FIRST = 60  # paragraphs in which parties introduce themselves
_QUOTED = r"[«“\"]\s*([^»”\"«“]{2,60}?)\s*[»”\"]"
_SHORT = {
    "fr": re.compile(
        r"(?:ci-après|dénommée?|désignée?|appelée?)\b[^«“\"()]{0,60}" + _QUOTED
        + r"|\(\s*(?:ci-après\s+)?" + _QUOTED + r"\s*\)",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"(?:hereinafter|referred to as|called|defined as)\b[^“\"()]{0,50}" + _QUOTED
        + r"|\(\s*(?:the\s+|each,?\s+|collectively,?\s+)?" + _QUOTED + r"\s*\)",
        re.IGNORECASE,
    ),
}  # fmt: skip
_NOT_A_PARTY = re.compile(
    r"part(?:y|ies|ie)\b|contra[ct]t?\b|accord\b|convention|agreement|effective date|date\b|protocole|annexe|"
    r"services?\b|produits?\b|products?\b|deed\b|signature|affiliates?|terms?\b|plan\b|territor|projet\b|project\b|"
    r"présent|.*\b(?:terms|standard|act|code|law|policy|conditions|règlement|loi|rgpd|gdpr|ccpa)\b",
    re.IGNORECASE,
)
_PRESENTS = re.compile(  # a paragraph in which a party introduces itself, not one that shortens the name of a statute
    r"\bentre\b|société|s\.?a\.?s\b|\bsarl\b|\bsiège\b|immatricul|représenté|demeurant|association|établissement|"
    r"\bbetween\b|by and among|\binc\b|\bltd\b|\bllc\b|\bplc\b|corporation|company|limited|partnership|registered|"
    r"organi[sz]ed under|principal place|whose (?:address|office)",
    re.IGNORECASE,
)
_ACTS = (
    r"agrees|undertakes|represents|warrants|acknowledges|shall (?:pay|provide|deliver|notify)|"
    r"may terminate|will (?:pay|provide|deliver|notify)|s['’](?:engage|oblige)|reconnaît|déclare|garantit|accepte"
)
_FRENCH_FACTS = ("territory",)
_ARTICLE = re.compile(r"^(?:les?\s+|la\s+|l['’]\s*|the\s+)", re.IGNORECASE)


def party_names(host: Host, language: str) -> tuple[str, ...]:
    """The short names by which the first two parties call themselves; () when that is not plain."""
    pattern = _SHORT.get(language, _SHORT["en"])
    found: dict[str, None] = {}
    for paragraph in host.paragraphs[:_FIRST]:
        if not _PRESENTS.search(paragraph.text):
            continue
        for match in pattern.finditer(paragraph.text):
            name = " ".join((match[1] or match[2] or "").split()).strip(" .,")
            plain = _ARTICLE.sub("", name)
            named = bool(match[1]) and not plain.isupper()  # « ci-après dénommée … », and no abbreviation
            fits = plain[:1].isupper() and not _NOT_A_PARTY.match(plain) and len(plain) <= 40
            if fits and (named or _acts(plain, host)):
                found.setdefault(name if not name[:2].islower() else plain)
    names = tuple(found)
    return names[:2] if len(names) >= 2 else ()


def _acts(name: str, host: Host) -> bool:
    """Whether the host lets the name do what only a person does: to agree, to warrant, « s'engager »."""
    pattern = re.compile(rf"\b{re.escape(name)}\s+(?:hereby\s+)?(?:{_ACTS})\b")
    return any(pattern.search(paragraph.text) for paragraph in host.paragraphs)


def host_values(report: AuditReport, library: Library, host: Host) -> Mapping[str, Any]:
    """The value of every parameter: what the host says, else the library's default, else a blank."""
    language = report.language.id or "en"
    record = library.kind(report.alliance_type.id)
    resolver = Resolver(library, Answers({}), report.alliance_type.id, language)
    parameters = library.parameters(tuple(library.folders))
    values = resolver.values(parameters, record.defaults if record else {})
    for key, name in zip(("party_a", "party_b"), party_names(host, language), strict=False):
        spoken = _as_spoken(name, host, language)
        role = spoken != name  # « le Client » is what a party is called, not its name
        values[key] = {**values[key], **({} if role else {"name": name}), "short": spoken}
    if report.governing_law.id != "fr":  # our default is a fact of French contracts
        values |= {key: Missing(key, parameters[key].label[language]) for key in _FRENCH_FACTS if key in parameters}
    return values


def _as_spoken(name: str, host: Host, language: str) -> str:
    """« le Prestataire » where the host puts an article before the name, « Novalys » where it does not."""
    article = r"\b(le|la|l['’]|du|au)" if language == "fr" else r"\b(the)"
    found = re.compile(rf"(?:{article}\s*)?\b{re.escape(name)}\b", re.IGNORECASE)
    before = [(match[1] or "").lower() for p in host.paragraphs for match in found.finditer(p.text)]
    spoken = [word for word in before if word]
    if 2 * len(spoken) <= len(before) or name[:1].islower():
        return name
    word = max(sorted(set(spoken)), key=spoken.count)
    word = {"du": "le", "au": "le"}.get(word, word)
    return f"{word}{name}" if word.endswith(("'", "’")) else f"{word} {name}"
