"""What only a terminal gets: colours for the levels of findings, and a progress bar over many documents."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

from clausekit.findings import Severity
from clausekit.texts import say

_T = TypeVar("_T")
_STYLES = {Severity.CRITICAL: "bold red", Severity.MAJOR: "yellow", Severity.MINOR: "cyan", Severity.INFO: "dim"}


def show(text: str) -> bool:
    """Print a report in colours; False when stdout is no terminal or NO_COLOR is set, and nothing was printed."""
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        return False
    from rich.console import Console
    from rich.text import Text

    shown = Text(text)
    for level, style in _STYLES.items():
        for language in ("fr", "en"):
            name = say(f"severity.{level.value}", language).upper()
            shown.highlight_regex(rf"\[{re.escape(name)}\]", style)
    shown.highlight_regex(r"(?m)^Conclusion.*$", "bold")
    Console(soft_wrap=True).print(shown, end="", highlight=False)
    return True


def watched(items: Iterable[_T], count: int) -> Iterator[_T]:
    """The `count` items one by one, with a progress bar on stderr when that is a terminal and there are several."""
    if count < 2 or not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(items, description="audit", total=count, console=Console(stderr=True), transient=True)
