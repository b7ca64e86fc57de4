"""What a document holds beside text that is read: said in the notes, so that nothing is passed over in silence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from clausekit.model import Note, Part, Section
from clausekit.notes import note
from clausekit.word.drawings import CHART, DIAGRAM
from clausekit.word.names import OFF, VAL, Element, W

_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
_OLD_PICTURE = "{urn:schemas-microsoft-com:vml}imagedata"
_OBJECT = "{urn:schemas-microsoft-com:office:office}OLEObject"
_INSERTED = {W + name for name in ("ins", "moveTo")}
_DELETED = {W + name for name in ("del", "moveFrom")}
_HIDDEN = f"{W}vanish"
_NOT_READ = (
    ((_PICTURE, _OLD_PICTURE), "pictures"),
    ((CHART,), "charts"),
    ((DIAGRAM,), "diagrams"),
    ((_OBJECT,), "embedded"),
)


WATCHED = (*_INSERTED, *_DELETED, _HIDDEN, *[tag for tags, _ in _NOT_READ for tag in tags])


def oddities(elements: Iterable[Element], *, final: bool) -> Iterator[Note]:
    """A note for each kind of thing that is not read, or is read one way of two; `elements` are the WATCHED."""
    found: Counter[object] = Counter()
    for element in elements:
        if element.tag != _HIDDEN:
            found[element.tag] += 1
        elif element.get(VAL, "1") not in OFF and _hides_text(element):
            found[_HIDDEN] += 1
    if changes := sum(found[tag] for tag in _INSERTED | _DELETED):
        yield note("body", "changes.final" if final else "changes.original", n=changes)
    if found[_HIDDEN]:
        yield note("body", "hidden", n=found[_HIDDEN])
    for tags, id in _NOT_READ:
        if number := sum(found[tag] for tag in tags):
            yield note("body", id, n=number)


def beside(asides: Iterable[Section]) -> Iterator[Note]:
    """What stands in notes is shown and not weighed: many are the drafter's advice, and none has a heading over it."""
    if number := sum(section.part in (Part.FOOTNOTE, Part.ENDNOTE) for section in asides):
        yield note("footnote", "notes_beside", n=number)


def _hides_text(vanish: Element) -> bool:
    """Whether a `w:vanish` stands on a run with text: on a paragraph's mark it hides nothing."""
    properties = vanish.getparent()
    run = None if properties is None else properties.getparent()
    return run is not None and run.tag == f"{W}r" and run.find(f"{W}t") is not None
