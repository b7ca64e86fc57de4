"""Comments into a Word document, each on the very characters it speaks of; nothing else changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clausekit.word.annotate_ranges import Ids, Ranges
from clausekit.word.comments import open_comments
from clausekit.word.elements import clean, el, to_bytes
from clausekit.word.names import Element, W
from clausekit.word.read import Located
from clausekit.word.rewrite import rewrite
from clausekit.word.strict import as_found

_LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark of one or more lines on the characters from `start` up to `end`.

    Both are (paragraph, offset), paragraphs counted as `Contract.paragraphs()` does; the end is not included.
    """

    start: tuple[int, int]
    end: tuple[int, int]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """Who writes and when; `date` as in XML ("2027-01-15T09:00:00Z"), "" for none."""

    author: str
    date: str = ""

    @property
    def initials(self) -> str:
        words = self.author.split()
        return "".join(word[0] for word in words[:3]) if len(words) > 1 else self.author[:2]


def annotate(data: bytes, located: Located, comments: Sequence[Comment], *, signed: Signature) -> bytes:
    """Write comments into the document that `located` was read from.

    Takes its bytes; the tree of `located` is changed on the way and cannot be used again. Comments and changes
    that are there stay, as do all other parts of the package.
    """
    if not comments:
        return data
    package, root = located.package, located.root
    ranges = Ranges(root, located.places, Ids(root))
    part = open_comments(package)
    author = clean(signed.author)
    for comment in comments:
        if comment.start[0] >= len(located.places):
            continue
        first, first_after = ranges.start(*comment.start)
        last, last_after = ranges.end(*comment.end)
        lines = [clean(line)[:_LONGEST] for line in comment.lines]
        number = part.add(lines, author=author, initials=clean(signed.initials), date=signed.date)
        reference = el("r", part.reference_properties(), el("commentReference", id=number))
        _beside(first, el("commentRangeStart", id=number), after=first_after)
        end = el("commentRangeEnd", id=number)
        _beside(last, end, after=last_after)
        end.addnext(reference)
    document = as_found(to_bytes(root), package.parts[package.main])
    return rewrite(data, {package.main: document, **part.parts()})


def _beside(element: Element, mark: Element, *, after: bool) -> None:
    """Put a mark beside an element; behind it, marks of other comments that end there come first."""
    if not after:
        element.addprevious(mark)
        return
    following = element.getnext()
    while following is not None and _ends_comment(following):
        element, following = following, following.getnext()
    element.addnext(mark)


def _ends_comment(element: Element) -> bool:
    return element.tag == f"{W}commentRangeEnd" or element.find(f"{W}commentReference") is not None
