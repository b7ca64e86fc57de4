"""One walk over a part, in C, for what is rare in it: so the reader need not look for it in every place."""

from __future__ import annotations

from dataclasses import dataclass, field

from clausekit.word.names import VAL, Element, W
from clausekit.word.oddities import WATCHED

HEADER, FOOTER = f"{W}headerReference", f"{W}footerReference"
# What run properties, paragraph marks and cells may say that a reader sees: most say nothing but a font or a width.
_SAYS = {
    W + name: f"{name}="
    for name in ("b", "i", "u", "vanish", "specVanish", "highlight", "rStyle", "gridSpan", "ins", "del", "moveFrom",
                 "moveTo")
}  # fmt: skip
_RARE = {HEADER, FOOTER, *WATCHED}
_ALL = (*_SAYS, *(_RARE - set(_SAYS)))


@dataclass(slots=True)
class Sweep:
    """What a walk found: what properties say, by their element; references to headers and footers; oddities.

    The elements stay alive, and so the same objects, as long as this does.
    """

    said: dict[Element, str] = field(default_factory=dict)
    rare: list[Element] = field(default_factory=list)

    def references(self) -> list[Element]:
        return [element for element in self.rare if element.tag in (HEADER, FOOTER)]


def sweep(root: Element, *, small: bool = False) -> Sweep:
    """Walk over root and all below it; in a `small` tree to look for names in C costs more than it saves."""
    found = Sweep()
    said, rare = found.said, found.rare
    for element in root.iter() if small else root.iter(*_ALL):
        tag = str(element.tag)
        if (name := _SAYS.get(tag)) and (parent := element.getparent()) is not None:
            said[parent] = said.get(parent, "") + name + element.get(VAL, "") + ";"
        if tag in _RARE:
            rare.append(element)
    return found
