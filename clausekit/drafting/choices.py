"""Wording that follows from a choice nobody made: marked, so that an excerpt can show it as to be confirmed.

« La coopération ne donne lieu à aucun paiement » is our default, not what a stranger's parties agreed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

from clausekit.library.markdown import Draft
from clausekit.model import Mark, MarkKind

_START, _END = "\u2e28", "\u2e29"  # brackets no contract uses; to Markdown they are punctuation, beside which ** works
_TAG = re.compile(r"\{%-?\s*(if|elif|else|endif)\b\s*(.*?)\s*-?%\}")
_COMPARED = re.compile(r"(?:not\s+)?([a-z]\w*)(?:\s*[!=]=\s*(?:'[^']*'|\"[^\"]*\"))?")
_LINE = re.compile(r"(\s*(?:\d+\.\s+|-\s+)?)(.*?)(\s*(?:\[\[#\w+\]\])?\s*)", re.DOTALL)
_BLOCK = re.compile(r"\||\[\[(?!ref:)")
_GIVEN = ("type", "law", "language")  # facts of the contract, no choices


def marked(source: str, values: Mapping[str, Any]) -> str:
    """A wording with sentinels around what stands only because of a choice among options, or between yes and no."""
    chosen: list[bool] = []
    pieces = []
    tags = [*_TAG.finditer(source)]
    edges = [0, *(edge for tag in tags for edge in tag.span()), len(source)]
    for number, (start, end) in enumerate(pairwise(edges)):
        text = source[start:end]
        if number % 2:
            _take(tags[number // 2], chosen, values)
            pieces.append(text)
        else:
            pieces.append("".join(map(_wrapped, text.splitlines(keepends=True))) if any(chosen) else text)
    return "".join(pieces)


def _take(tag: re.Match[str], chosen: list[bool], values: Mapping[str, Any]) -> None:
    """Go into a branch, or out of it."""
    if tag[1] == "if":
        chosen.append(_is_choice(tag[2], values))
    elif tag[1] == "endif" and chosen:
        chosen.pop()


def _is_choice(condition: str, values: Mapping[str, Any]) -> bool:
    match = _COMPARED.fullmatch(condition)
    if match is None or match[1] in _GIVEN:
        return False
    return "=" in condition or isinstance(values.get(match[1]), bool)


def _wrapped(line: str) -> str:
    before, text, after = _LINE.fullmatch(line).groups()  # type: ignore[union-attr]
    return f"{before}{_START}{text}{_END}{after}" if text and not _BLOCK.match(text) else line


def unmarked(draft: Draft) -> Draft:
    """A paragraph without sentinels, highlighted where they stood."""
    text, moved_to, spans, opened = "", [], [], None
    for letter in draft.text:
        moved_to.append(len(text))
        if letter == _START:
            opened = len(text)
        elif letter == _END:
            spans += [Mark(opened, len(text), MarkKind.HIGHLIGHT)] if opened is not None and opened < len(text) else []
            opened = None
        else:
            text += letter
    moved_to.append(len(text))
    marks = [replace(mark, start=moved_to[mark.start], end=moved_to[mark.end]) for mark in draft.marks]
    references = tuple(replace(r, start=moved_to[r.start]) for r in draft.references)
    return replace(draft, text=text, marks=tuple(sorted([*marks, *spans])), references=references)
