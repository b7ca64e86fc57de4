"""What stands in a part by its id, understood when it is asked for: most documents define far more than they use."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from clausekit.word.names import Element

_Made = TypeVar("_Made")


class Lazily(Mapping[str, _Made]):
    """A mapping that makes each value of its element the first time; None stands for no value."""

    def __init__(self, elements: Mapping[str, Element], make: Callable[[Element], _Made | None]) -> None:
        self._elements = elements
        self._make = make
        self._made: dict[str, _Made | None] = {}

    def __getitem__(self, key: str) -> _Made:
        if key not in self._made:
            self._made[key] = self._make(self._elements[key])
        made = self._made[key]
        if made is None:
            raise KeyError(key)
        return made

    def __iter__(self) -> Iterator[str]:
        return (key for key in self._elements if key in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)
