"""What the markup between two texts means to one who goes through a part from text to text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from clausekit.word.layout import Layout
from clausekit.word.lines import PLAIN_FORM, Form, Piece
from clausekit.word.reading import Looks
from clausekit.word.stylefacts import PLAIN, Facts

_Open = tuple[str, bool, str, bool]  # a field: code, whether its result has begun, reference, table of contents


@dataclass(slots=True, eq=False, repr=False)
class State:
    """Where a paragraph is between two texts: the fields and links open there, and what is known of what follows.

    `known` is by the markup before a text, `tails` by that after a paragraph's last one.
    """

    brought: Brought
    fields: tuple[_Open, ...] = ()
    links: int = 0
    known: dict[bytes, Before | Crossing | None] = field(default_factory=dict)
    asked: dict[tuple[bytes, int], Before | None] = field(default_factory=dict)  # by the same, without what is silent
    tails: dict[bytes, Before | None] = field(default_factory=dict)


@dataclass(slots=True, eq=False, repr=False)
class Before:
    """What stands before a text: other pieces, bookmarks; the text's own form; the state after it.

    `ref`: what the reference that is opened there, and goes by `_ANY` in forms, leads to.
    """

    pieces: tuple[Piece, ...]
    bookmarks: tuple[str, ...]
    form: Form
    then: State
    ref: str = ""


@dataclass(slots=True)
class Brought:
    """What paragraphs share whose styles bring the same to runs; `states` by what is open."""

    style: Facts
    looks: Looks
    states: dict[tuple[tuple[_Open, ...], int], State] = field(default_factory=dict)

    def state(self, fields: tuple[_Open, ...] = (), links: int = 0) -> State:
        return self.states.setdefault((fields, links), State(self, fields, links))


NOTHING = Before((), (), PLAIN_FORM, State(Brought(PLAIN, {})))  # plain text goes on, with nothing open


class Dress(NamedTuple):
    """What paragraphs with one markup of properties share."""

    layout: Layout
    style: Facts
    outline: int | None
    start: State


class Crossing(NamedTuple):
    """A markup between the texts of two paragraphs; places are counted from its beginning.

    `after`: what stands between the last text and the `end` of the first paragraph, None = it is not to be taken out;
    `between`: paragraphs without a text; `start` and the rest: of the last one, which has no `dress` and no state
    `then` when it is not to be taken out.
    """

    end: int
    after: Before | None
    between: tuple[tuple[Dress, Before, int, int], ...]
    start: int
    dress: Dress | None
    first: Before
    then: State | None
