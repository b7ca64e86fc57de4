"""What the draft is put together from: articles, and rendered paragraphs that wait for their references."""

from __future__ import annotations

from dataclasses import dataclass, replace

from clausekit.drafting.plan import PlannedClause
from clausekit.library.markdown import Draft, Reference
from clausekit.library.records import Clause
from clausekit.model import Block, Paragraph


@dataclass(slots=True)
class Piece:
    """A paragraph with its number, and the references that are still to be put into its text."""

    paragraph: Paragraph
    references: tuple[Reference, ...] = ()

    def takes(self, item: Draft) -> bool:
        """Whether a block can go on in this paragraph: a paragraph has one anchor at most."""
        return not (self.paragraph.anchor and item.anchor)

    def go_on(self, item: Draft, names: tuple[str, ...], anchor: str) -> None:
        """Add the sentences of a block that goes on in this paragraph (`+` in its head)."""
        paragraph = self.paragraph
        shift = len(paragraph.text) + 1
        marks = [replace(m, start=m.start + shift, end=m.end + shift) for m in item.marks]
        self.paragraph = replace(
            paragraph, text=f"{paragraph.text} {item.text}", marks=(*paragraph.marks, *marks),
            anchor=paragraph.anchor or anchor, elements=tuple(dict.fromkeys((*paragraph.elements, *names))),
        )  # fmt: skip
        self.references += tuple(replace(r, start=r.start + shift) for r in item.references)


@dataclass(slots=True)
class Article:
    """A clause of the plan with its heading and what stands under it."""

    planned: PlannedClause
    clause: Clause
    heading: Paragraph
    pieces: list[Piece | Block]
