"""How much of its limits a document has used up while it is read."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from clausekit.refusals import read_error
from clausekit.word.package import Limits

_LOOK = 256  # paragraphs between two looks at the clock


@dataclass(slots=True)
class Budget:
    """Counts the paragraphs of one document over all its stories, and looks at the clock."""

    limits: Limits = field(default_factory=Limits)
    started: float = field(default_factory=time.monotonic)
    paragraphs: int = 0
    next_look: int = 0  # at so many paragraphs

    def tick(self, number: int = 1) -> None:
        """Count paragraphs or cells, and stop when there are too many or it takes too long."""
        self.paragraphs += number
        if self.paragraphs >= self.next_look:
            self._look()

    def _look(self) -> None:
        self.next_look = min(self.paragraphs + _LOOK, self.limits.paragraphs + 1)
        if self.paragraphs > self.limits.paragraphs:
            raise read_error("too_big", "paragraphs", n=self.limits.paragraphs)
        if time.monotonic() - self.started > self.limits.seconds:
            raise read_error("slow", "seconds", n=self.limits.seconds)


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep the collector of cycles out: what is read holds none, and looking for them costs up to half of reading."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
