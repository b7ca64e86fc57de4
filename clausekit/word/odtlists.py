"""What an OpenDocument says of its styles and lists, and the numbers its paragraphs show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from clausekit.word.lines import ITALIC, STRONG, UNDERLINE
from clausekit.word.names import Element
from clausekit.word.numbering import Numbered
from clausekit.word.numerals import numeral

_URN = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TEXT, TABLE, STYLE = (f"{{{_URN}{name}:1.0}}" for name in ("office", "text", "table", "style"))
_FO = f"{{{_URN}xsl-fo-compatible:1.0}}"
_FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "": "none"}
_DEEPEST = 10


@dataclass(frozen=True, slots=True)
class Look:
    """A style of paragraphs or of text, with what it inherits."""

    name: str = ""  # of the named style behind it, as Word would call it: "heading 1"
    flags: int = 0
    hidden: bool = False
    list: str = ""


def looks(roots: Sequence[Element | None]) -> dict[str, Look]:
    """Every style by name, automatic ones too."""
    elements = {
        style.get(f"{STYLE}name", ""): style
        for root in roots
        if root is not None
        for style in root.iter(f"{STYLE}style")
    }
    done: dict[str, Look] = {}
    for name in elements:
        chain: dict[str, None] = {}  # not recursive: broken files chain styles in circles
        while name in elements and name not in done and name not in chain:
            chain[name] = None
            name = elements[name].get(f"{STYLE}parent-style-name", "")
        parent = done.get(name, Look())
        for below in reversed(chain):
            parent = done[below] = _look(elements[below], parent)
    return done


def _look(style: Element, parent: Look) -> Look:
    own = style.get(f"{STYLE}display-name") or style.get(f"{STYLE}name", "").replace("_20_", " ")
    automatic = style.getparent() is not None and style.getparent().tag == f"{OFFICE}automatic-styles"  # type: ignore[union-attr]
    found = replace(parent, name=parent.name if automatic and parent.name else own.lower())
    list_ = style.get(f"{STYLE}list-style-name")
    if list_ is not None:
        found = replace(found, list=list_)
    for properties in style.iterchildren(f"{STYLE}text-properties"):
        found = replace(found, flags=_flags(properties, found.flags))
        if display := properties.get(f"{TEXT}display"):
            found = replace(found, hidden=display == "none")
    return found


def _flags(properties: Element, flags: int) -> int:
    said = (
        (STRONG, properties.get(f"{_FO}font-weight"), ("normal", "400")),
        (ITALIC, properties.get(f"{_FO}font-style"), ("normal",)),
        (UNDERLINE, properties.get(f"{STYLE}text-underline-style"), ("none",)),
    )
    for flag, value, off in said:
        if value is not None:
            flags = flags & ~flag if value in off else flags | flag
    return flags


# -- lists -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Level:
    format: str = "none"
    before: str = ""
    after: str = ""
    start: int = 1
    shown: int = 1  # how many levels the label shows
    bullet: bool = False


@dataclass(slots=True)
class Lists:
    """Counts through a document, list by list."""

    styles: dict[str, dict[int, _Level]]
    outline: dict[int, _Level]
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def open(self, style: str, *, go_on: bool, id: object) -> None:
        """A list begins: from one, unless it says that it goes on."""
        if not go_on:
            self._counts.pop(style, None)

    def count(self, style: str, level: int, start: str = "") -> Numbered | None:
        return self._next(self.styles.get(style, {}), style, level, start)

    def count_outline(self, level: int) -> Numbered | None:
        return self._next(self.outline, "\0outline", level, "")

    def _next(self, levels: dict[int, _Level], key: str, level: int, start: str) -> Numbered | None:
        level = min(level, _DEEPEST - 1)
        if level not in levels:
            return None
        counts = self._counts.setdefault(key, {})
        counts[level] = int(start) if start.isdigit() else counts.get(level, levels[level].start - 1) + 1
        for deeper in [k for k in counts if k > level]:
            del counts[deeper]
        label = _label(levels, counts, level)
        return Numbered(label, level, key) if label else None


def _label(levels: dict[int, _Level], counts: dict[int, int], level: int) -> str:
    own = levels[level]
    if own.bullet:
        return "•"
    if own.format == "none":
        return (own.before + own.after).strip()
    first = max(0, level - own.shown + 1)
    places = [k for k in range(first, level + 1) if k in levels and levels[k].format != "none"]
    shown = [numeral(counts.get(k, levels[k].start), levels[k].format) for k in places]
    return f"{own.before}{'.'.join(shown)}{own.after}".strip()


def read_lists(roots: Sequence[Element | None]) -> Lists:
    """List styles by name, and the one that numbers headings."""
    styles: dict[str, dict[int, _Level]] = {}
    outline: dict[int, _Level] = {}
    for root in roots:
        if root is not None:
            for element in root.iter(f"{TEXT}list-style"):
                styles[element.get(f"{STYLE}name", "")] = dict(map(_level, element))
            for element in root.iter(f"{TEXT}outline-style"):
                outline = dict(map(_level, element))
    return Lists(styles, outline)


def _level(element: Element) -> tuple[int, _Level]:
    def number(name: str, default: int) -> int:
        value = element.get(f"{TEXT}{name}", "")
        return min(int(value), 10**6) if value.isdigit() else default

    return number("level", 1) - 1, _Level(
        _FORMATS.get(element.get(f"{STYLE}num-format", ""), "decimal"),
        element.get(f"{STYLE}num-prefix", ""),
        element.get(f"{STYLE}num-suffix", ""),
        number("start-value", 1),
        number("display-levels", 1),
        element.tag == f"{TEXT}list-level-style-bullet",
    )
