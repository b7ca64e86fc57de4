"""Regular expressions that are compiled when a text first needs them: most contracts need few of those we have."""

from __future__ import annotations

import re
from typing import Any, cast


class _Later:
    """Stands for a compiled expression; the first use compiles it, and from then on its methods are here."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._asked = pattern, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        value = getattr(re.compile(*self._asked), name)
        setattr(self, name, value)
        return value


def later(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, for the methods of an expression; `re.sub` and the like do not take it.

    Compiling the expressions of all checks costs as much as reading a contract of a few pages. Raises `re.error` when
    the expression is wrong, at its first use.
    """
    return cast("re.Pattern[str]", _Later(pattern, flags))
