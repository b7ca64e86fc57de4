"""A short cut through a part: paragraphs that are nothing but runs of text are taken out before the rest is parsed.

Nine tenths of a long contract are such paragraphs, and to build a tree of them costs more than to read them. What the
markup before a stretch of text means is asked of the readers of runs and layouts themselves (see `markups`), once for
each markup that occurs, so that the short way and the long one cannot differ: `read_located` goes the long one, and
tests compare the two. What is not understood here (fields, tracked changes, links, drawings …) stays in the tree.
"""

from __future__ import annotations

import re

from clausekit.word.lines import PLAIN_FORM, Piece, put_together
from clausekit.word.markups import NOTHING, Markups
from clausekit.word.names import Element
from clausekit.word.package import Limits
from clausekit.word.reading import FROM, STUB, TO, Context, RawParagraph, Taken, as_raw

_ROOT = re.compile(r"\ufeff?(?:<\?xml ([^<>]*)\?>)?\s*(<w:document(?: [^<>]*)?>)")
_OTHER_CODE = re.compile(r"""encoding\s*=\s*["'](?!utf-8["'])""", re.IGNORECASE)
_SPACE = re.compile(r"""\sxmlns:(\w+)=(?:"[^"]*"|'[^']*')""")
_NOT_XML = bytes(set(range(32)) - set(b"\t\n\r"))
_ENTITY = re.compile(r"&(amp|lt|gt|quot|apos);")
_LETTERS = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_ENDS = "/w:p>"  # Python prepares for looking a string up from six letters on: each time
_END, _PROPERTIES, _PROPERTIES_END = "</w:p>", "<w:pPr>", "</w:pPr>"
_START = "<w:p>"
_SESSIONS = re.compile(r'(?:(?:w:rsid\w++|w14:(?:paraId|textId))="[0-9A-F]*+"/?+ ?+)*+')
_TEXTS = re.compile(r">([^<]*)</w:t></w:r>")
_BLANK = ("", " ")
_NEW = RawParagraph.__new__
_LONGEST_ROOT = 16_384


class Shortcut:
    """The paragraphs taken out of one part, in order, and the ranges of them that each stub stands for."""

    def __init__(self, context: Context, limits: Limits) -> None:
        self.taken: list[Taken] = []
        self.stubs: list[tuple[str, str]] = []
        self._limits = limits
        self._markups = Markups(context)
        self._text = ""

    def thin(self, data: bytes) -> bytes:
        """The part without its plain paragraphs; the part itself where it is not written as Word writes."""
        text = self._text = self._readable(data)
        taken, take = self.taken, self._take
        kept: list[str] = []
        first = at = done = 0  # from `done` on, what is not taken is kept
        while (end := text.find(_ENDS, at) - 1) >= 0:
            start = at if text.startswith(_START, at) else text.rfind(_START, at, end)
            at = end + len(_END)
            if start < 0 or text[end] != "<" or (found := take(start, end)) is None:
                continue
            if start != done:
                self._stub(first, kept)
                first = len(taken)
                kept.append(text[done:start])
            taken.append(found)
            done = at
        self._stub(first, kept)
        kept.append(text[done:])
        return "".join(kept).encode() if taken else data

    def stands(self, root: Element) -> bool:
        """Whether the stubs in the tree of the thinned part are those we put there."""
        return [(stub.get(FROM, ""), stub.get(TO, "")) for stub in root.iter(STUB)] == self.stubs

    def element(self, taken: Taken) -> tuple[Element, dict[Element, str]]:
        """A paragraph that was taken out, as it was, and what its properties say."""
        return self._markups.element(self._text[taken[2] : taken[3]] + _END)

    def _stub(self, first: int, kept: list[str]) -> None:
        if first < len(self.taken):
            numbers = (str(first), str(len(self.taken)))
            self.stubs.append(numbers)
            kept.append('<w:taken w:from="{}" w:to="{}"/>'.format(*numbers))

    def _readable(self, data: bytes) -> str:
        """The part as text, or "" when we cannot be sure that its tags mean what they seem to."""
        if len(data) > 4 * self._limits.elements and data.count(b"<") > 2 * self._limits.elements:
            return ""
        if len(data.translate(None, _NOT_XML)) != len(data):
            return ""
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            return ""
        head = _ROOT.match(text)
        if head is None or len(head[2]) > _LONGEST_ROOT or _OTHER_CODE.search(head[1] or ""):
            return ""
        if "\ufffe" in text or "\uffff" in text or _has_tag(text, "!", 0) or _has_tag(text, "?", head.end()):
            return ""  # comments, CDATA and the like could hide what looks like tags
        self._markups.spaces = {found[1]: found[0] for found in _SPACE.finditer(head[2])}
        text = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
        return _without_sessions(_without_sessions(text, "p"), "r") if "w:rsid" in text else text

    # -- one paragraph ---------------------------------------------------------------------------

    def _take(self, start: int, end: int) -> Taken | None:
        """The paragraph whose markup stands there (without its end), when there is nothing in it but text."""
        text, markups = self._text, self._markups
        inside, properties = start + len(_START), ""
        if text.startswith(_PROPERTIES, inside):
            begun, inside = inside, text.find(_PROPERTIES_END, inside, end) + len(_PROPERTIES_END)
            properties = text[begun:inside]
        dress = markups.dresses.get(properties) or markups.dress(properties)
        if dress is None or inside <= start:
            return None
        bits = _TEXTS.split(text[inside:end])  # the markup before a text, the text, and so on
        tail = bits.pop()
        heads, parts = bits[::2], bits[1::2]
        after = markups.after(tail, dress) if tail else NOTHING
        if after is None:
            return None
        whole = "".join(parts)
        odd = "&" in whole or "\n" in whole or "\t" in whole or "\xad" in whole
        if odd and len(_ENTITY.findall(whole)) != whole.count("&"):
            return None
        if after is NOTHING and dress.plain.issuperset(heads):
            if odd or whole[:1] in _BLANK or whole[-1] == " ":
                together = put_together([(_shown(whole), PLAIN_FORM, None)], placed=False)
                return as_raw(together, None, dress.style, dress.outline, ()), dress.layout, start, end
            raw = _NEW(RawParagraph)  # the rest is left with what the class says
            raw.text, raw.style, raw.outline = whole, dress.style, dress.outline
            return raw, dress.layout, start, end
        pieces: list[Piece] = []
        bookmarks: list[str] = []
        known = dress.known
        for head, part in zip(heads, parts, strict=True):
            before = known[head] if head in known else markups.before(head, dress)
            if before is None:
                return None
            if before is not NOTHING:
                pieces += before.pieces
                bookmarks += before.bookmarks
            pieces.append((_shown(part) if odd else part, before.form, None))
        pieces += after.pieces
        bookmarks += after.bookmarks
        shown = put_together(pieces, placed=False) if pieces else None
        raw = as_raw(shown, None, dress.style, dress.outline, tuple(bookmarks))
        return raw, dress.layout, start, end


def _has_tag(text: str, sign: str, at: int) -> bool:
    """Whether a tag begins with this sign, which is rare anywhere."""
    while (at := text.find(sign, at)) >= 0:
        if text[at - 1] == "<":
            return True
        at += 1
    return False


def _without_sessions(text: str, name: str) -> str:
    """The markup without the numbers of editing sessions in the elements of this name, if these have nothing else."""
    first, *rest = text.split(f"<w:{name} ")
    parted = [piece.partition(">") for piece in rest]
    numbers = " ".join([number for number, _, _ in parted])
    if not _SESSIONS.fullmatch(numbers):
        return text
    if "/" in numbers:
        kept = [f"/>{after}" if number.endswith("/") else f">{after}" for number, _, after in parted]
        return f"<w:{name}".join([first, *kept])
    return f"<w:{name}>".join([first, *[after for _, _, after in parted]])


def _shown(text: str) -> str:
    """A text without entities, as the reader of runs shows it."""
    text = _ENTITY.sub(lambda found: _LETTERS[found[1]], text)
    return text.replace("\n", " ").replace("\xad", "")
