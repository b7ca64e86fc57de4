"""Audit many documents with any `concurrent.futures.Executor`, so Dask's too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future
from typing import Any

from clausekit.api import Input, audit
from clausekit.errors import ClausekitError
from clausekit.report import AuditReport

Outcome = AuditReport | ClausekitError


def audit_one(path: Input, options: dict[str, Any]) -> Outcome:
    """The report on one document, or the error that explains why there is none."""
    try:
        return audit(path, **options)
    except ClausekitError as error:
        return error


def audit_many(
    paths: Iterable[Input], *, executor: Executor | None = None, **options: Any
) -> Iterator[tuple[Input, Outcome]]:
    """Audit each document; yields (path, report or error) in the order given.

    Takes paths or bytes, an executor (None: one after the other), and the options of `audit`.
    """
    if executor is None:
        for path in paths:
            yield path, audit_one(path, options)
        return
    jobs: list[tuple[Input, Future[Outcome]]] = [(p, executor.submit(audit_one, p, options)) for p in paths]
    for path, job in jobs:
        yield path, job.result()
