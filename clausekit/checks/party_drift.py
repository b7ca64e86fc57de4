"""A party called by another name, form, number or role than in the preamble."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from clausekit.checks.case import Case
from clausekit.checks.lines import Line, lines, place, report
from clausekit.checks.parties import _FORM, Party, parties, registers
from clausekit.findings import Finding
from clausekit.language.patterns import later
from clausekit.language.text import fold

_WORD = later(r"[A-ZÀ-Ý][\w'’&-]*\w|[A-Z]\w*")
_LEAST_LETTERS = 5


def names(case: Case) -> Iterator[Finding]:
    """A name one or two letters off a party's (Novalys, Novalis), or with another legal form (X-PARTY)."""
    found = lines(case)
    known = parties(found)
    if not known:
        return
    words = Counter(word for line in found for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.text))
    seen: set[str] = set()
    for party in known:
        own = {fold(word) for other in known for word in re.findall(r"[\w-]+", other.name)}
        heads = [w for w in re.findall(r"[\w-]+", party.name) if len(w) >= _LEAST_LETTERS and _distinctive(w, words)]
        for line in found:
            for match in re.finditer(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.text):
                word = match[0]
                near = (
                    word[:1].isupper()
                    and not _opens(line.text, match.start())
                    and any(_near(fold(word), fold(head)) for head in heads if head.isupper() or not word.isupper())
                )
                if near and fold(word) not in own and word not in seen and _distinctive(word, words):
                    seen.add(word)
                    yield _varies(case, line, match.span(), word, party)
            yield from _forms(case, line, party, seen)


def _opens(text: str, start: int) -> bool:
    """Whether a word opens a sentence, where any word has a capital."""
    return not text[:start].strip() or text[:start].rstrip()[-1:] in ".:;!?»”"


def _varies(case: Case, line: Line, span: tuple[int, int], word: str, party: Party) -> Finding:
    details = (place(party.line),)
    return report(case, "party_name_varies", line, span, details=details, literal=word, values={"name": party.name})


def _distinctive(word: str, words: Counter[str]) -> bool:
    """Not a word of the language: never written in lower case in this document."""
    return words[word.lower()] == 0 or word.lower() == word


def _near(one: str, other: str) -> bool:
    """Whether two folded words differ by one letter (two in a long word), and not by an ending (Loire, Loiret)."""
    if one == other or abs(len(one) - len(other)) > 1 or min(len(one), len(other)) < _LEAST_LETTERS:
        return False
    if one.startswith(other) or other.startswith(one) or (one[:1] != other[:1] and one[1:] != other[1:]):
        return False
    limit = 2 if min(len(one), len(other)) >= 9 else 1
    return _distance(one, other, limit) <= limit


def _distance(one: str, other: str, limit: int) -> int:
    """Edits from one word to the other (a swap of neighbours is one); beyond `limit` any larger number."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return row[-1]


def _forms(case: Case, line: Line, party: Party, seen: set[str]) -> Iterator[Finding]:
    """« Novalys SARL » where the preamble says « Novalys SAS »."""
    if not party.form or line is party.line:
        return
    for match in re.finditer(rf"\b{re.escape(party.name)},?\s+(?P<form>{_FORM})\b", line.text):
        if _same_form(match["form"], party.form) or match[0] in seen:
            continue
        seen.add(match[0])
        details = (place(party.line),)
        known = f"{party.name} {party.form}"
        yield report(
            case, "party_name_varies", line, match.span(), details=details, literal=match[0], values={"name": known}
        )


def _same_form(one: str, other: str) -> bool:
    short = {"limited": "ltd", "corporation": "corp"}
    left, right = (re.sub(r"\W", "", word).lower() for word in (one, other))
    return short.get(left, left) == short.get(right, right)


def numbers(case: Case) -> Iterator[Finding]:
    """Another register number than the preamble's for the same party (X-PARTY)."""
    found = lines(case)
    known = [party for party in parties(found) if party.numbers]
    if not known:
        return
    seen: set[str] = set()
    for number, line in enumerate(found):
        if any(line is party.line for party in known):
            continue
        for register in registers(line.text):
            before = found[number - 1].text if number and len(line.text) < 120 else ""
            party = _owner(line.text, before, known)
            if party is None or register in party.numbers or register in seen:
                continue
            seen.add(register)
            digits = re.search(r"[\s\u00a0.]?".join(register), line.text)
            span = digits.span() if digits else (0, 0)
            values: dict[str, object] = {"name": party.name, "known": party.numbers[0]}
            details = (place(party.line),)
            yield report(case, "party_number_varies", line, span, details=details, literal=register, values=values)


def _owner(text: str, before: str, known: list[Party]) -> Party | None:
    """The one party that a line names; the line above counts when this one names none."""
    for words in (text, before):
        named = [p for p in known if p.name in words or fold(p.name) in fold(words)]
        if named:
            return named[0] if len(named) == 1 else None
    return None


def roles(case: Case) -> Iterator[Finding]:
    """A party under the other's role: « Pour le Fournisseur : Novalys », who is the Client (X-PARTY)."""
    found = lines(case)
    known = [party for party in parties(found) if party.role]
    if len(known) < 2 or len({fold(p.role) for p in known}) < len(known):
        return
    seen: set[tuple[str, str]] = set()
    said = {(p.name, o.role): _as(p.name, o.role) for p in known for o in known}
    for line, text, offset in _said_together(found):
        for party in known:
            for other in known:
                if other is party or line is party.line or (party.name, other.role) in seen:
                    continue
                match = said[party.name, other.role].search(text) if party.name in text else None
                if match and not said[party.name, party.role].search(text):
                    seen.add((party.name, other.role))
                    details = (place(party.line),)
                    span = (max(0, match.start() - offset), max(0, match.end() - offset))
                    values: dict[str, object] = {"name": party.name, "found": other.role, "known": party.role}
                    yield report(
                        case, "party_role_swapped", line, span, details=details,
                        literal=f"{party.name} / {other.role}", values=values,
                    )  # fmt: skip


def _as(name: str, role: str) -> re.Pattern[str]:
    """« Novalys, le Client », « le Client (Novalys) », « Pour le Client : Novalys SAS » ; never across words."""
    lead = r"(?:ci[- ]?après|hereinafter|the|le|la|l['’]|société|company|(?:agissant )?en qualité de|(?:acting )?as)"
    between = rf"\s*(?:{_FORM})?\.?\s*[,:(–—-]?\s*(?:\(?\s*{lead}\s*)*[«“\"]?\s*"
    apart = r"\s*[»”\"]?\s*[:(,–—\n-]\s*(?:la société|société|the company)?\s*"
    return re.compile(
        rf"\b{re.escape(name)}\b{between}\b{re.escape(role)}\b(?!\w)(?=\s*[,)»”\".;:]|\s*$)"
        rf"|(?:^|[.;|\n]\s*|\b(?:pour|for|by|par)\s+(?:le\s|la\s|l['’]|the\s)?)(?:le\s|la\s|l['’]"
        rf"|the\s)?{re.escape(role)}{apart}{re.escape(name)}\b",
        re.IGNORECASE,
    )


def _said_together(found: list[Line]) -> Iterator[tuple[Line, str, int]]:
    """Each line; at the signature, a short line with the next one of its column: who signs as what."""
    columns: dict[tuple[int, int], Line] = {}
    above: Line | None = None
    for line in found:
        yield line, line.text, 0
        head = None
        if line.row is not None:
            head = columns.get((line.row[0], line.row[2]))
            columns[line.row[0], line.row[2]] = line
        elif line.signing:
            head, above = above, line
        if (
            head is not None
            and len(head.text) < 60
            and len(line.text) < 80
            and re.match(r"\s*(?:pour|for|le |la |l['’]|the )", head.text, re.I)
        ):
            yield line, f"{head.text.rstrip(' :')}: {line.text}", len(head.text.rstrip(" :")) + 2
