"""Annexes: referred to and not attached, attached and never referred to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from clausekit.checks.case import Case
from clausekit.checks.lines import Line, lines, place, report
from clausekit.checks.numbers import ANNEX_WORDS, annex_id, annex_key
from clausekit.findings import Finding
from clausekit.language.patterns import later
from clausekit.model import Part
from clausekit.signs import announces_annex

_ID = r"(?:\d{1,2}|[IVX]{1,4}|[A-H])(?![-–.]?\d|[-–.][A-Z]\b|\w|['’])"
_REFERENCE = later(
    rf"\b(?P<word>[Aa]nnexes?|ANNEXES?|[Ss]chedules?|SCHEDULES?|[Ee]xhibits?|EXHIBITS?|[Aa]ppendix|[Aa]ppendices"
    rf"|APPENDIX"
    rf"|[Aa]ttachments?)[\s\u00a0]+(?:n[°o]\.?[\s\u00a0]*)?[«“\"']?(?P<list>{_ID}(?:(?:\s*,\s*|\s+(?:et|ou|and|or"
    rf"|à|to)\s+){_ID})*)[»”\"']?"
)
_OTHER_TEXT = later(
    r"[\s\u00a0]*\)?[\s\u00a0]*(?:(?:du|de la|de l['’]|des|au|aux|à la|à l['’])[\s\u00a0]*(?!présente?s?\b"
    r"|contrat|accord|convention|pacte)"
    r"|(?:of|to|under) (?!this\b|the (?:agreement|contract)\b|these\b|which\b)(?=the|each|any|that|such|its|[A-Z]))",
    re.IGNORECASE,
)
_FILED = later(r"\b(?:filed|form \d|10-[kq]|8-k|s-1|incorporated by reference|registration statement)\b", re.I)
_LEAST_WORDS = 12


@dataclass(slots=True)
class _Annex:
    heading: Line
    words: int = 0
    table: bool = False


def missing(case: Case) -> Iterator[Finding]:
    """An annex that the text refers to and that does not follow it (X-REF).

    Where other annexes are attached, each one that is not; where none is, one finding for all.
    """
    found = lines(case)
    attached, titled = _attached(found)
    titles = _titles(found)
    wanted: dict[str, tuple[Line, re.Match[str], str]] = {}
    for line, match, key in _references(found):
        written = match["list"] if re.fullmatch(_ID, match["list"]) else key
        if not {key, written.upper()} & (attached.keys() | titles):
            wanted.setdefault(key, (line, match, f"{match['word'].rstrip('s')} {written}"))
    if (titled and not attached) or (titles and not attached):
        return  # annexes without numbers: which is which cannot be told
    if attached:
        for line, match, name in wanted.values():
            yield report(case, "annex_missing", line, match.span(), state="missing", literal=name)
    elif wanted:
        line, match, name = next(iter(wanted.values()))
        names = ", ".join(item[2] for item in wanted.values())
        details = tuple(place(other, m.span()) for other, m, _ in list(wanted.values())[1:6])
        yield report(
            case, "annex_missing", line, match.span(), severity="minor", state="missing", details=details,
            message="none", literal=names,
        )  # fmt: skip


def unused(case: Case) -> Iterator[Finding]:
    """An annex that is attached and that no other line refers to."""
    found = lines(case)
    attached, _ = _attached(found)
    if not attached:
        return
    cited = {key for line, _, key in _references(found) if not line.heading}
    general = re.compile(
        r"\b(?:ses|les|leurs|its|the|all) (?:annexes|schedules|exhibits"
        r"|appendices)\b",
        re.IGNORECASE,
    )
    if not cited and any(general.search(line.text) for line in found):
        return
    spare = [annex.heading for key, annex in attached.items() if key not in cited and annex.words]
    if spare:
        names = " ; ".join(line.display.split("\n")[0][:60] for line in spare)
        yield report(case, "annex_unused", spare[0], state="unclear", literal=names)


_IN_CAPITALS = later(rf"\b(?:ANNEXE|ANNEX|SCHEDULE|EXHIBIT|APPENDIX|ATTACHMENT)\s+[«“\"']?(?P<n>{_ID})")
_TITLE = later(
    rf"\W*(?:\d{{1,3}}\s+)?(?:article\s+)?(?:annexe|annex|schedule|exhibit|appendix"
    rf"|attachment)[\s\u00a0]+(?:n[°o]\.?[\s\u00a0]*)?[«“\"']?(?P<n>{_ID})",
    re.IGNORECASE,
)


def _titles(found: list[Line]) -> set[str]:
    """Numbers of annexes that a line begins with, or that stand in capitals: it may be the annex itself.

    Lines that follow each other are a list of annexes, not their titles.
    """
    opens = [_TITLE.match(line.display) for line in found]
    titles = set()
    for number, match in enumerate(opens):
        beside = (opens[number - 1] if number else None) or (opens[number + 1] if number + 1 < len(opens) else None)
        listed = any(_LIST.search(heading) for heading in found[number].anchor.heading)
        if match and not beside and not listed:
            titles.add(annex_key(match["n"]))
    half = found[len(found) // 3 :]
    return titles | {annex_key(match["n"]) for line in half for match in _IN_CAPITALS.finditer(line.text)}


_LIST = later(
    r"liste des annexes|list of (?:annexes|schedules|exhibits)|documents? contractuels?|^\W*\d*\W*annexes\W*$", re.I
)


def _attached(found: list[Line]) -> tuple[dict[str, _Annex], bool]:
    """The annexes that stand in the document, by number, and whether there are others without one."""
    attached: dict[str, _Annex] = {}
    current: _Annex | None = None
    unnamed = False
    for line in found:
        if line.heading and announces_annex(line.display) and _opens(line):
            key = annex_id(line.display)
            current = _Annex(line)
            unnamed = unnamed or not key
            if key:
                attached.setdefault(key, current)
                current = attached[key]
        elif current is not None:
            current.words += len(line.text.split())
            current.table = current.table or line.row is not None
    return attached, unnamed


def _opens(line: Line) -> bool:
    return line.anchor.part is Part.ANNEX or len(line.display) < 120


def _amended(line: Line, match: re.Match[str]) -> bool:
    """ "Exhibit A is amended to include …": the annex of the contract that is being amended."""
    return _AMENDED.match(line.text, match.end()) is not None


_AMENDED = later(
    r"[\s\u00a0]*(?:is|are|shall be|est|sont|(?:sera|seront))[\s\u00a0](?:hereby |further |also )*"
    r"(?:amended|replaced|deleted|modifiée?s?|remplacée?s?|supprimée?s?)\b",
    re.IGNORECASE,
)


def _references(found: list[Line]) -> Iterator[tuple[Line, re.Match[str], str]]:
    """Each annex number that a line refers to, not to an annex of another text."""
    for number, line in enumerate(found):
        if (line.heading and announces_annex(line.display)) or (number < 4 and _REFERENCE.match(line.text)):
            continue
        for match in _REFERENCE.finditer(line.text):
            if _OTHER_TEXT.match(line.text, match.end()) or _FILED.search(line.text) or _amended(line, match):
                continue
            ids = re.findall(_ID, match["list"])
            if len(ids) == 1 and match["word"][-1] in "sS":
                continue  # "Appendices and Exhibits 28" in a table of contents
            for written in re.finditer(_ID, match["list"]):
                if match["word"].lower().rstrip("s") in (*ANNEX_WORDS, "appendice"):
                    yield line, match, annex_key(written[0])
