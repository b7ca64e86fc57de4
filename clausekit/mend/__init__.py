"""The contract given back mended: comments on what was found, tracked changes for what is missing.

Most audits are only read, so the writing is loaded when somebody asks for a copy.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from clausekit.library.library import Library
    from clausekit.mend.hand_back import Mended
    from clausekit.report import AuditReport

__all__ = ["Mender"]


@dataclass(frozen=True, slots=True)
class Mender:
    """What lets a report mend its own document; `house` loads the library when none is given."""

    house: Callable[[], Library]

    def annotated(self, report: AuditReport, library: Any = None, **options: Any) -> Mended:
        """A copy with a comment at each finding."""
        from clausekit.mend.hand_back import annotate

        return annotate(report, library or self.house(), **options)

    def redlined(self, report: AuditReport, library: Any = None, **options: Any) -> Mended:
        """A copy with what is missing inserted as tracked changes."""
        from clausekit.mend.hand_back import redline

        return redline(report, library or self.house(), **options)
