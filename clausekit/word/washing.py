"""The markup of a part without what differs from place to place and says nothing to a reader."""

from __future__ import annotations

import re

# Not possessive: before 3.11.5 Python takes `(?:…)*+` to match what it does not.
_SESSIONS = re.compile(rb'(?:(?:w:rsid\w+|w14:(?:paraId|textId))="[0-9A-F]{0,16}"/? ?)*')
_BOOKMARK_END = b"<w:bookmarkEnd "
_ENDS = re.compile(rb'(?:w:(?:id|displacedByCustomXml)="\w{0,20}" ?)*')
_AT_ONCE = 1000
_BEGINNING = 16_384  # shows whether a document has them


def washed(data: bytes) -> bytes:
    """The markup without numbers of editing sessions and ends of bookmarks; where one has more to it, with them all."""
    return _without_ends(_without_sessions(_without_sessions(data, b"p"), b"r"))


def _without_ends(data: bytes) -> bytes:
    if _BOOKMARK_END not in data[:_BEGINNING]:
        return data
    first, *rest = data.split(_BOOKMARK_END)
    parted = [piece.partition(b"/>") for piece in rest]
    if not _match([said for said, _, _ in parted], _ENDS):
        return data
    return b"".join([first, *[after for _, _, after in parted]])


def _without_sessions(data: bytes, name: bytes) -> bytes:
    """The markup without the numbers of editing sessions in the elements of this name, if these have nothing else."""
    if b"<w:" + name + b" w" not in data[:_BEGINNING]:
        return data
    first, *rest = data.split(b"<w:" + name + b" ")
    parted = [piece.partition(b">") for piece in rest]
    numbers = [number for number, _, _ in parted]
    if not _match(numbers, _SESSIONS):
        return data
    if any(number.endswith(b"/") for number in numbers):
        parted = [(b"", b"/>" if number.endswith(b"/") else b">", after) for number, _, after in parted]
        return (b"<w:" + name).join([first, *[sign + after for _, sign, after in parted]])
    return (b"<w:" + name + b">").join([first, *[after for _, _, after in parted]])


def _match(pieces: list[bytes], known: re.Pattern[bytes]) -> bool:
    """Whether all of them are what is known: a thousand at once, for what a match keeps grows with its length."""
    return all(known.fullmatch(b" ".join(pieces[k : k + _AT_ONCE])) for k in range(0, len(pieces), _AT_ONCE))
