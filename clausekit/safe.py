"""Audits in a process of their own, with a limit on time and on memory: for documents from strangers.

The reader has limits of its own (`clausekit.word.package.Limits`), checked as it goes; this is the wall behind them.
It guards the caller's time and memory; it is no sandbox against somebody who breaks into the process.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Sequence
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any

from clausekit.errors import ClausekitError
from clausekit.refusals import read_error

if TYPE_CHECKING:
    from clausekit.opening import Input
    from clausekit.report import AuditReport

MEGABYTE = 1024 * 1024
SECONDS = 60.0
MEMORY = 2048 * MEGABYTE  # address space: spaCy and its libraries reserve some 600 MB before the first word
STARTING = 120.0  # seconds to import and to load the library
_CHILD = "import sys; sys.path[:] = {path!r}; from clausekit.safe import _serve; _serve()"


def audit_in_worker(
    source: Input, *, seconds: float = SECONDS, memory: int = MEMORY, packs: Sequence[str] = (), **options: Any
) -> AuditReport:
    """`audit` in a new process that is ended when it takes too long or too much memory.

    Takes what `audit` takes (but pack folders as `packs` instead of a library), the `seconds` the audit may last once
    the process has started, and the bytes of `memory` (address space) it may use; memory is limited on POSIX systems
    only. Returns the report. Raises `ReadError` in one sentence when a limit is reached or the process dies, and
    whatever `audit` raises.
    """
    with Worker(seconds=seconds, memory=memory, packs=packs) as worker:
        return worker.audit(source, **options)


class Worker:
    """A process that audits one document after the other; a new one takes over when it is ended or dies.

    For servers: loading the library takes seconds, and is paid once. One job at a time; callers in other threads wait.
    """

    def __init__(self, *, seconds: float = SECONDS, memory: int = MEMORY, packs: Sequence[str] = ()) -> None:
        self.seconds = seconds
        self.memory = memory
        self.packs = tuple(str(pack) for pack in packs)
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def audit(self, source: Input, **options: Any) -> AuditReport:
        """Audit one document; arguments, result and errors as for `audit_in_worker`."""
        from clausekit.opening import load_bytes

        data, name = load_bytes(source, options.pop("name", ""))
        with self._lock:
            answer = self._ask((data, {**options, "name": name}), name, options.get("ui_language", "en"))
        if isinstance(answer, ClausekitError):
            raise answer
        return answer  # type: ignore[no-any-return]

    def start(self) -> None:
        """Start the process now, so that the first audit need not wait for it."""
        with self._lock:
            self._running()

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.close()
        code = _CHILD.format(path=sys.path)
        process = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._process = process
        answer, _ = self._exchange(process, (self.memory, self.packs), STARTING)
        if answer is None or isinstance(answer, ClausekitError):
            self.close()
            raise answer or read_error("crashed")
        return process

    def _ask(self, job: object, name: str, language: str) -> Any:
        process = self._running()
        answer, late = self._exchange(process, job, self.seconds)
        if answer is None:  # ended by us, by the system, or by itself
            self.close()
            return (
                read_error("slow", "seconds", name=name, language=language, n=self.seconds)
                if late
                else read_error("crashed", name=name, language=language)
            )
        if answer == "memory":
            self.close()  # what it could not free would be missing next time
            return read_error("memory", "megabytes", name=name, language=language, n=self.memory // MEGABYTE)
        return answer

    def _exchange(self, process: subprocess.Popen[bytes], question: object, seconds: float) -> tuple[Any, bool]:
        """(answer, whether time was up); no answer when the process is gone."""
        late = threading.Event()

        def end() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(seconds, end)
        timer.daemon = True
        timer.start()
        try:
            assert process.stdin is not None
            assert process.stdout is not None
            pickle.dump(question, process.stdin)
            process.stdin.flush()
            return pickle.load(process.stdout), late.is_set()
        except (EOFError, OSError, pickle.UnpicklingError):
            return None, late.is_set()
        finally:
            timer.cancel()


# -- in the process ----------------------------------------------------------------------------


def _serve() -> None:
    """Answer questions on the standard streams until they close; whatever else prints goes to the errors."""
    questions, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    memory, packs = pickle.load(questions)
    _limit(memory)
    try:
        from clausekit.api import load_library

        library = load_library(*packs)
        _reply(answers, "ready")
    except ClausekitError as error:
        _reply(answers, error)
        return
    while True:
        try:
            data, options = pickle.load(questions)
        except EOFError:
            return
        _reply(answers, _audit(data, options, library))


def _audit(data: bytes, options: dict[str, Any], library: Any) -> object:
    from clausekit.api import audit

    try:
        return audit(data, library=library, **options)
    except ClausekitError as error:
        return error
    except MemoryError:
        return "memory"
    except RecursionError:
        return read_error("crashed", name=options.get("name", ""), language=options.get("ui_language", "en"))
    except Exception as error:  # the caller gets a sentence; the trace goes to the errors of this process
        import traceback

        traceback.print_exc()
        return ClausekitError(
            f"{options.get('name', '')}: the audit failed ({type(error).__name__}); please report it."
        )


def _reply(answers: IO[bytes], answer: object) -> None:
    pickle.dump(answer, answers)
    answers.flush()


def _limit(memory: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (memory if hard < 0 else min(memory, hard), hard))
