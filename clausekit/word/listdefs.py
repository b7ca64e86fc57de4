"""The list definitions of a document: numbering.xml and the numbers that styles bring."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from clausekit.word.lazily import Lazily
from clausekit.word.names import MC, OFF, VAL, Element, W, by_id, by_tag, child_value, first, to_int, value

_LONGEST_LABEL = 200
PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    style: str = ""
    restart: int | None = None  # restart only after a level above this one; 0 = never
    legal: bool = False
    suffix: str = "tab"
    pattern: str = ""  # "001, 002, …" of a custom format

    @property
    def covered(self) -> int:
        """How many outer levels the label leaves unsaid: 2 for "(%3)", 0 for "%1.%2"."""
        return min((int(place) - 1 for place in PLACE.findall(self.text)), default=0)


@dataclass(frozen=True, slots=True)
class List_:
    """One `w:num`: the levels of its abstract list after its own overrides."""

    abstract: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Style:
    based_on: str = ""
    num: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True)
class Definitions:
    """What numbering.xml and styles.xml say about numbers."""

    lists: Mapping[str, List_] = field(default_factory=dict)
    styles: Mapping[str, Style] = field(default_factory=dict)
    default_style: str = ""
    language: str = "en"


def definitions(numbering: Element | None, styles: Element | None, *, language: str = "") -> Definitions:
    """Read the list definitions; either part may be absent."""
    found = _styles(styles)
    return Definitions(
        lists=_lists(numbering, found),
        styles=found,
        default_style=_default_style(styles),
        language=language or _document_language(styles),
    )


def _styles(root: Element | None) -> Mapping[str, Style]:
    return Lazily(by_id(root, "style", "styleId"), _style)


def _style(element: Element) -> Style:
    found = by_tag(element)
    number = by_tag(first(found.get(f"{W}pPr"), "numPr"))
    return Style(value(found, "basedOn"), value(number, "numId"), value(number, "ilvl"))


def _default_style(root: Element | None) -> str:
    for style in () if root is None else root.iterchildren(f"{W}style"):
        if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default", "0") not in OFF:
            return style.get(f"{W}styleId", "")
    return ""


def _document_language(root: Element | None) -> str:
    return child_value(root, "docDefaults", "rPrDefault", "rPr", "lang")[:2].lower() or "en"


def _lists(root: Element | None, styles: Mapping[str, Style]) -> Mapping[str, List_]:
    abstracts, nums = by_id(root, "abstractNum", "abstractNumId"), by_id(root, "num", "numId")
    levels: dict[str, dict[int, Level]] = {}  # several nums share one abstract list

    def make(num: Element) -> List_ | None:
        abstract = child_value(num, "abstractNumId")
        for _ in range(4):  # a list style may point to another list; some files point in circles
            link = child_value(abstracts.get(abstract), "numStyleLink")
            if not link:
                break
            by_style = child_value(nums.get(styles[link].num), "abstractNumId") if link in styles else ""
            linked = [id for id, item in abstracts.items() if child_value(item, "styleLink") == link]
            abstract = linked[-1] if linked else by_style or abstract
        if abstract not in abstracts:
            return None
        if abstract not in levels:
            levels[abstract] = dict(_level(item) for item in abstracts[abstract].iterchildren(f"{W}lvl"))
        return _list(abstract, levels[abstract], num)

    return Lazily(nums, make)


def _list(abstract: str, levels: Mapping[int, Level], num: Element) -> List_:
    own: dict[int, Level] = {}
    starts: dict[int, int] = {}
    for override in num.iterchildren(f"{W}lvlOverride"):
        index = to_int(override.get(f"{W}ilvl", ""), 0)
        for level in override.iterchildren(f"{W}lvl"):
            own[index] = _level(level)[1]
        if override.find(f"{W}startOverride") is not None:
            starts[index] = to_int(child_value(override, "startOverride"), 1)
    return List_(abstract, {**levels, **own} if own else levels, starts)


def _level(element: Element) -> tuple[int, Level]:
    found = by_tag(element)
    restart = value(found, "lvlRestart")
    format = found.get(f"{W}numFmt")
    if format is None and f"{MC}AlternateContent" in found:  # where custom formats stand
        format = element.find(f"{MC}AlternateContent/{MC}Choice/{W}numFmt")
    legal = found.get(f"{W}isLgl")
    return to_int(element.get(f"{W}ilvl", ""), 0), Level(
        start=to_int(value(found, "start"), 0 if f"{W}start" not in found else 1),
        format="decimal" if format is None else format.get(VAL, "decimal"),
        text=value(found, "lvlText")[:_LONGEST_LABEL],
        style=value(found, "pStyle"),
        restart=to_int(restart, 0) if restart else None,
        legal=legal is not None and legal.get(VAL, "1") not in OFF,
        suffix=value(found, "suff") or "tab",
        pattern="" if format is None else format.get(f"{W}format", ""),
    )
