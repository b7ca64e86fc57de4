"""What a reader of reports has settled: findings left out by a file, each with its reason."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pydantic import Field, ValidationError

from clausekit.errors import LibraryError
from clausekit.findings import Finding
from clausekit.library.faults import faults_of
from clausekit.library.parameters import Record
from clausekit.library.source import SourceFault, read_source


class Suppression(Record):
    """One line of the file: every key named must fit the finding; the reason is printed in the report."""

    rule: str = ""  # number_mismatch, T06, X-NOTICE
    clause: str = ""  # supplier_sla
    element: str = ""  # pilot_test.kpis
    finding: str = ""  # a finding's fingerprint, from the JSON report
    document: str = ""  # first digits of the document's sha256, or its name; "" for every document
    reason: str = Field(min_length=3)

    def fits(self, finding: Finding, name: str, sha256: str) -> bool:
        wanted = (
            (self.rule, finding.rule_id), (self.clause, finding.clause_id), (self.element, finding.element_id),
            (self.finding, finding.fingerprint),
        )  # fmt: skip
        here = (
            not self.document or self.document == name or (len(self.document) >= 8 and sha256.startswith(self.document))
        )
        return here and any(key for key, _ in wanted) and all(not key or key == value for key, value in wanted)


class Suppressions(Record):
    """The file: `suppress:` and a list of suppressions."""

    suppress: tuple[Suppression, ...] = ()

    def reason(self, finding: Finding, name: str, sha256: str) -> str:
        """Why a finding of a document is left out; "" when it is not."""
        return next((item.reason for item in self.suppress if item.fits(finding, name, sha256)), "")


def load_suppressions(path: Path) -> Suppressions:
    """Read a file of suppressions (YAML). Raises `LibraryError` with file, line and the nearest right key."""
    try:
        source = read_source(path)
    except SourceFault as error:
        raise LibraryError(f"{path}: the configuration cannot be read:", faults=[error.fault]) from error
    try:
        return Suppressions.model_validate(source.data or {})
    except ValidationError as error:
        raise LibraryError(
            f"{path}: the configuration has faults:", faults=faults_of(error, source, Suppressions)
        ) from error


def kept(
    findings: Iterable[Finding], rules: Suppressions, *, name: str, sha256: str
) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """The findings that stay, and the reason of each that does not."""
    stay: list[Finding] = []
    reasons: list[str] = []
    for finding in findings:
        reason = rules.reason(finding, name, sha256)
        if reason:
            reasons.append(reason)
        else:
            stay.append(finding)
    return tuple(stay), tuple(reasons)
