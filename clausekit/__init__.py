"""Write alliance contracts from a clause library, and audit anybody's contract against the same clauses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from clausekit.api import audit, generate, load_library, plan, recommend
    from clausekit.batch import audit_many
    from clausekit.errors import AnswersError, ClausekitError, LibraryError, ReadError, WriteError
    from clausekit.findings import ClauseVerdict, ElementVerdict, Finding, Severity
from clausekit.report import AuditReport

_HOMES = {
    "audit": "api", "generate": "api", "load_library": "api", "plan": "api", "recommend": "api", "audit_many": "batch",
    "AnswersError": "errors", "ClausekitError": "errors", "LibraryError": "errors", "ReadError": "errors",
    "WriteError": "errors", "AuditReport": "report", "ClauseVerdict": "findings", "ElementVerdict": "findings",
    "Finding": "findings", "Severity": "findings",
}  # fmt: skip

__all__ = [
    "AnswersError",
    "AuditReport",
    "ClauseVerdict",
    "ClausekitError",
    "ElementVerdict",
    "Finding",
    "LibraryError",
    "ReadError",
    "Severity",
    "WriteError",
    "audit",
    "audit_many",
    "generate",
    "load_library",
    "plan",
    "recommend",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Load a public name from its room when it is first asked for: `import clausekit` stays light."""
    import importlib

    if name in _HOMES:
        return getattr(importlib.import_module(f"clausekit.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'clausekit' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
