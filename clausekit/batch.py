"""Audit many documents with any `concurrent.futures.Executor`, so Dask's too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from clausekit.api import Input, audit, load_library
from clausekit.errors import ClausekitError
from clausekit.library.library import Library
from clausekit.report import AuditReport

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

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


def audit_in_processes(
    paths: Sequence[tuple[str, Input]], *, jobs: int, packs: Sequence[str] = (), **options: Any
) -> Iterator[Outcome]:
    """Audit named documents in `jobs` processes of this machine; yields reports or errors in the order given.

    Takes (name, path or bytes) pairs, the pack folders that each process loads for itself, and the options of
    `audit` but for `library` and `name`.
    """
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    work = partial(_in_process, options=options, packs=tuple(packs))
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as executor:
        yield from executor.map(work, paths)


def _in_process(item: tuple[str, Input], *, options: dict[str, Any], packs: tuple[str, ...]) -> Outcome:
    name, source = item
    named = {"name": name} if isinstance(source, bytes) else {}
    return audit_one(source, {**options, **named, "library": _library(packs)})


@lru_cache(maxsize=1)
def _library(packs: tuple[str, ...]) -> Library:
    """One for all the documents of a process: loading it takes longer than an audit."""
    return load_library(*packs)
