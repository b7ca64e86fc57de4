"""What can go wrong, as seen by a caller.

ClausekitError
├── LibraryError    a file of the library or of a pack is wrong     path:line, what, the nearest right key
├── AnswersError    answers missing, unknown or of the wrong kind   all of them at once
├── ReadError       not readable as a contract                      not a zip, encrypted, no body, over a limit
└── WriteError      the shell has no marker, a style is missing, the target can't be written

Faults of a *contract* are findings, never exceptions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self


class Said(str):
    """A sentence in English and French that shows itself in one of them."""

    english: str
    french: str

    def __new__(cls, english: str, french: str, language: str = "en") -> Said:
        said = super().__new__(cls, french if language == "fr" else english)
        said.english, said.french = english, french
        return said

    @classmethod
    def of(cls, pair: tuple[str, str], /, **values: object) -> Said:
        """A pair (French, English) filled with values, of which those that know both languages follow."""
        french, english = (
            text.format(**{k: spoken(v, speech) if isinstance(v, str) else v for k, v in values.items()})
            for text, speech in zip(pair, ("fr", "en"), strict=True)
        )
        return cls(english, french)

    def __reduce__(self) -> tuple[object, ...]:
        return (Said, (self.english, self.french, "en" if str(self) == self.english else "fr"))


def spoken(text: str, language: str) -> str:
    """The text in "fr" or "en", as far as it knows both."""
    return Said(text.english, text.french, language) if isinstance(text, Said) else text


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong: where it stands and what to do about it."""

    path: str
    line: int
    message: str
    hint: str = ""

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        text = f"{place}: {self.message}" if place else self.message
        return f"{text} ({self.hint})" if self.hint else text


class ClausekitError(Exception):
    """Base of every error this library raises on purpose; `faults` lists all that is wrong."""

    def __init__(self, message: str, *, faults: Sequence[Fault] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.faults: tuple[Fault, ...] = tuple(faults)

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.message, self.faults))

    def in_language(self, language: str) -> Self:
        """The same error in "fr" or "en", as far as its sentences know both."""
        faults = [replace(f, message=spoken(f.message, language), hint=spoken(f.hint, language)) for f in self.faults]
        return type(self)(spoken(self.message, language), faults=faults)

    def __str__(self) -> str:
        return "\n".join([self.message, *(f"  {fault}" for fault in self.faults)])


def _rebuild(kind: type[ClausekitError], message: str, faults: tuple[Fault, ...]) -> ClausekitError:
    return kind(message, faults=faults)


class LibraryError(ClausekitError):
    """A clause, type, vocabulary or pack file is wrong; nothing was loaded."""


class AnswersError(ClausekitError):
    """The answers do not fit the contract asked for."""


class ReadError(ClausekitError):
    """The input cannot be read as a contract: one sentence."""


class WriteError(ClausekitError):
    """The document cannot be written."""
