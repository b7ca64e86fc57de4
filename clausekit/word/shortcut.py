"""A short cut through a part: paragraphs that are nothing but runs of text are taken out before the rest is parsed.

Nine tenths of a long contract are such paragraphs, and to build a tree of them costs more than to read them. What the
markup before a stretch of text means is asked of the readers of runs and layouts themselves (see `markups`), once for
each markup that occurs, so that the short way and the long one cannot differ: `read_located` goes the long one, and
tests compare the two. Fields that end where they began and links are followed; tracked changes, notes, drawings, and
whatever else is not understood here, stay in the tree.
"""

from __future__ import annotations

import re
from functools import lru_cache

from clausekit.word.lines import BLANKS, NO_PLAN, Form, Plan, laid_out, plan_of
from clausekit.word.markups import Markups
from clausekit.word.names import CELLS, NUMBER, STUB, Element
from clausekit.word.package import LIBXML2_DEPTH, Limits, has_too_many
from clausekit.word.reading import Context, RawParagraph, Taken, as_raw
from clausekit.word.steps import NOTHING, Before, Crossing, Dress, State
from clausekit.word.washing import washed

_ROOT = re.compile(rb"(?:\xef\xbb\xbf)?(?:<\?xml ([^<>]*)\?>)?\s*(<w:document(?: [^<>]*)?>)")
_OTHER_CODE = re.compile(rb"""encoding\s*=\s*["'](?!utf-8["'])""", re.IGNORECASE)
_SPACE = re.compile(rb"""\sxmlns:(\w+)=(?:"[^"]*"|'[^']*')""")
_NOT_XML = bytes(set(range(32)) - set(b"\t\n\r"))
_TEXT_END = b"</w:t></w:r>"
# Cells with nothing in them but paragraphs taken out, and whose properties do not make them wider or gone.
_TELLING = rb"(?:tc|gridSpan|ins|del|b|i|u|vanish|specVanish|highlight|rStyle|moveFrom|moveTo)\b"
_PLAIN = rb"(?:<w:tcPr>(?:<(?!/w:tcPr>|w:%b)[^<>]*>)*</w:tcPr>)?" % _TELLING
_CELLS = re.compile(rb'(?:<w:tc>%b<w:taken w:n="\d+"/></w:tc>)+' % _PLAIN)
_NUMBERS = re.compile(rb'<w:taken w:n="(\d+)"/>')
_ENTITY = re.compile(r"amp|lt|gt|quot|apos|#(\d{2,5})|#x([0-9A-Fa-f]{2,4})", re.ASCII)
_NO_CHARACTER = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")  # or an end of line
_LETTERS = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_END = b"</w:p>"
_NEW = RawParagraph.__new__
_OPENED, _AND, _LINE, _SOFT, _LAST = b"<&\n\xad\xef"  # as numbers, which bytes look up ten times faster
_LONGEST_ROOT = 16_384
_RARE = 1000
_MOST_KEPT, _MOST_WAYS = 12, 5_000
_LONGEST = 5_000_000  # the parser refuses texts of more than ten million bytes
# The texts of a paragraph, with None for those that differ ([] when all do), their plan, and its bookmarks.
_Way = tuple[list[str | None], Plan, tuple[str, ...]]


class Shortcut:
    """The paragraphs taken out of one part, in order, and the range of them that each stub stands for."""

    def __init__(self, context: Context, limits: Limits) -> None:
        self.taken: list[Taken] = []
        self.stubs: dict[str, tuple[int, int]] = {}  # by its number
        self._limits = limits
        self._markups = Markups(context)
        self._data = b""
        self._odd: list[int] = []  # signs that occur in it, and mean that a text is not as it stands
        self._ways: dict[tuple[Before, ...], _Way] = {}
        self._kept: list[bytes] = []
        self._first = self._done = 0  # from `done` on, what is not taken is kept; `first` has no stub yet

    def thin(self, data: bytes) -> bytes:
        """The part without its plain paragraphs; the part itself where it is not written as Word writes."""
        found = self._data = self._readable(data)
        self._walk(found)
        self._stub()
        self._kept.append(found[self._done :])
        return _CELLS.sub(_without_cells, b"".join(self._kept)) if self.taken else data

    def _walk(self, found: bytes) -> None:
        """From text to text: what the markup before each means is known, or asked."""
        most, ask, put, taken = self._limits.paragraphs, self._markups.step, self._put, self.taken
        known = outside = self._markups.outside
        state: State | None = None  # None = in no paragraph that could be taken out
        dress: Dress | None = None
        texts: list[bytes] = []
        steps: list[Before] = []
        at, start, further = 0, 0, len(_TEXT_END)
        for bit in found.split(_TEXT_END):
            head, _, text = bit.rpartition(b">")
            try:
                step = known[head]
            except KeyError:
                step = ask(head, state)
            if step is NOTHING:
                texts.append(text)
                steps.append(NOTHING)
            elif type(step) is Crossing:
                end, after, between, begun, opened, first, state = step
                if after and dress:
                    put(texts, steps, after, dress, start, at + end)
                for other, only, opens, ends in between:
                    put([], [], only, other, at + opens, at + ends)
                if len(taken) > most:  # which is refused where they are counted
                    return
                texts, steps = [text], [first]
                dress, start, known = opened, at + begun, state.known if state else outside
            elif type(step) is Before:
                texts.append(text)
                steps.append(step)
                state = step.then
                known = state.known
            else:
                known, state, dress = outside, None, None
            at += len(bit) + further

    def stands(self, root: Element) -> bool:
        """Whether the stubs in the tree of the thinned part are those we put there."""
        return " ".join([stub.get(NUMBER, "") for stub in root.iter(STUB, CELLS)]).split() == list(self.stubs)

    def elements(self, first: int, end: int) -> tuple[list[Element], dict[Element, str]]:
        """Paragraphs that were taken out, as they were, and what their properties say."""
        markups = [self._data[start:stop] + _END for _, _, start, stop in self.taken[first:end]]
        return self._markups.elements(b"".join(markups))

    def _stub(self) -> None:
        """Put a stub for what was taken out since the last one."""
        if self._first < len(self.taken):
            number = str(len(self.stubs))
            self.stubs[number] = (self._first, len(self.taken))
            self._kept.append(b'<w:taken w:n="%b"/>' % number.encode())
            self._first = len(self.taken)

    def _readable(self, data: bytes) -> bytes:
        """The part, or b"" when we cannot be sure that its tags mean what they seem to, or its depth is to be known."""
        if self._limits.xml_depth < LIBXML2_DEPTH or has_too_many(data, self._limits):
            return b""
        head = _ROOT.match(data)
        if head is None or len(head[2]) > _LONGEST_ROOT or _OTHER_CODE.search(head[1] or b""):
            return b""
        if _has_tag(data, b"!", 0) or _has_tag(data, b"?", head.end()):  # comments, CDATA: what is in them is no tag
            return b""
        if len(data.translate(None, _NOT_XML)) != len(data):
            return b""
        self._markups.spaces = {found[1]: found[0] for found in _SPACE.finditer(head[2])}
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in data else data
        body = max(0, data.find(b"<w:body"))
        self._odd = [sign for sign in (_AND, _LINE, _SOFT, _LAST) if data.find(sign, body) >= 0]
        return washed(data)

    # -- one paragraph ---------------------------------------------------------------------------

    def _put(self, texts: list[bytes], steps: list[Before], after: Before, dress: Dress, start: int, end: int) -> None:
        """Take out the paragraph that stands there, without its end, unless only the parser can read it."""
        whole = texts[0] if len(texts) == 1 else b"".join(texts)
        if _OPENED in whole or end - start > _LONGEST:
            return
        odd = False
        for sign in self._odd:
            odd = odd or sign in whole
        try:
            if after is NOTHING and steps.count(NOTHING) == len(steps):
                raw = _plain(_shown(whole) if odd else whole.decode(), dress)
            else:
                raw = self._dressed([_shown(text) if odd else text.decode() for text in texts], steps, after, dress)
        except ValueError:  # not in UTF-8, or with entities of its own
            return
        if start != self._done:
            self._stub()
            self._kept.append(self._data[self._done : start])
        self.taken.append((raw, dress.layout, start, end))
        self._done = end + len(_END)

    def _dressed(self, texts: list[str], steps: list[Before], after: Before, dress: Dress) -> RawParagraph:
        """A paragraph that is not all plain: its texts, what stands before each, and after the last."""
        key = (*steps, after)
        way = self._ways.get(key)
        if way is None:
            way = self._way(key)
            if len(key) <= _MOST_KEPT and len(self._ways) < _MOST_WAYS:
                self._ways[key] = way
        filled, plan, bookmarks = way
        if filled:
            following = iter(texts)
            texts = [next(following) if text is None else text for text in filled]
        return as_raw(laid_out(texts, plan), dress.style, dress.outline, bookmarks)

    def _way(self, steps: tuple[Before, ...]) -> _Way:
        texts: list[str | None] = []
        forms: list[Form] = []
        bookmarks: tuple[str, ...] = ()
        led, ref = self._markups.led, ""
        for step in steps:
            ref = step.ref or ref
            for text, form, _ in step.pieces:
                texts.append(text)
                forms.append(led(form, ref))
            texts.append(None)
            forms.append(led(step.form, ref))
            bookmarks += step.bookmarks
        del texts[-1], forms[-1]  # nothing stands after the last but its pieces
        return texts if texts.count(None) < len(texts) else [], plan_of(tuple(forms)), bookmarks


def _plain(text: str, dress: Dress) -> RawParagraph:
    """A paragraph that is all plain."""
    if "\t" in text:
        return as_raw(laid_out([text], NO_PLAN), dress.style, dress.outline)
    raw = _NEW(RawParagraph)
    raw.text, raw.style, raw.outline = text.strip(BLANKS), dress.style, dress.outline
    return raw


def _shown(part: bytes) -> str:
    """A text as the reader of runs shows it; `ValueError` when only the parser can say what it is."""
    text = part.decode()
    if "&" in text:
        first, *rest = text.split("&")
        text = first + "".join([_letter(name, end) + after for name, end, after in [r.partition(";") for r in rest]])
    if "\ufffe" in text or "\uffff" in text:
        raise ValueError
    return text.replace("\n", " ").replace("\xad", "")


@lru_cache(maxsize=1024)
def _letter(name: str, end: str) -> str:
    """What stands there as `&name;`."""
    found = _ENTITY.fullmatch(name) if end else None
    if found is None:
        raise ValueError
    number, hexadecimal = found.groups()
    letter = chr(int(number or hexadecimal, 10 if number else 16)) if number or hexadecimal else _LETTERS[name]
    if _NO_CHARACTER.match(letter):
        raise ValueError
    return letter


def _without_cells(cells: re.Match[bytes]) -> bytes:
    return b'<w:takenCells w:n="%b"/>' % b" ".join(_NUMBERS.findall(cells[0]))


def _has_tag(data: bytes, sign: bytes, at: int) -> bool:
    """Whether a tag begins with this sign, which is rare anywhere."""
    for _ in range(_RARE):
        if (at := data.find(sign, at)) < 0:
            return False
        if data.startswith(b"<", at - 1):
            return True
        at += 1
    return data.find(b"<" + sign, at) >= 0
