"""A short cut through a part: paragraphs that are nothing but runs of text are taken out before the rest is parsed.

Nine tenths of a long contract are such paragraphs, and to build a tree of them costs more than to read them. What the
markup before a stretch of text means is asked of the readers of runs and layouts themselves (see `markups`), once for
each markup that occurs, so that the short way and the long one cannot differ: `read_located` goes the long one, and
tests compare the two. Fields that end where they began and links are followed; tracked changes, notes, drawings, and
whatever else is not understood here, stay in the tree.
"""

from __future__ import annotations

import re

from clausekit.word.lines import BLANKS, PLAIN_FORM, Piece, put_together
from clausekit.word.markups import NOTHING, Dress, Markups
from clausekit.word.names import Element
from clausekit.word.package import LIBXML2_DEPTH, Limits, has_too_many
from clausekit.word.reading import NUMBER, STUB, Context, RawParagraph, Taken, as_raw

_ROOT = re.compile(rb"(?:\xef\xbb\xbf)?(?:<\?xml ([^<>]*)\?>)?\s*(<w:document(?: [^<>]*)?>)")
_OTHER_CODE = re.compile(rb"""encoding\s*=\s*["'](?!utf-8["'])""", re.IGNORECASE)
_SPACE = re.compile(rb"""\sxmlns:(\w+)=(?:"[^"]*"|'[^']*')""")
_NOT_XML = bytes(set(range(32)) - set(b"\t\n\r"))
_SESSIONS = re.compile(rb'(?:(?:w:rsid\w++|w14:(?:paraId|textId))="[0-9A-F]{0,16}+"/?+ ?+)*+')
_LINK = re.compile(rb'</?w:hyperlink(?: \w+:\w+="[^"<>]*")*>')  # its text is read as if it were none
_TEXT_END = b"</w:t></w:r>"
_ENTITY = re.compile(r"&(?:(amp|lt|gt|quot|apos)|#(\d{2,5})|#x([0-9A-Fa-f]{2,4}));")
_NO_CHARACTER = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")  # or an end of line
_LETTERS = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_START, _END, _PROPERTIES, _PROPERTIES_END = b"<w:p>", b"</w:p>", b"<w:pPr>", b"</w:pPr>"
_ENDS = b"/w:p>"  # from six letters on Python prepares for looking a string up, each time
_NEW = RawParagraph.__new__
_OPENED, _AND, _LINE, _SOFT, _LAST = b"<&\n\xad\xef"  # as numbers, which bytes look up ten times faster
_LONGEST_ROOT = 16_384
_RARE = 1000
_LONGEST = 5_000_000  # the parser refuses texts of more than ten million bytes
_BEGINNING = 65_536  # shows whether a document has them


class Shortcut:
    """The paragraphs taken out of one part, in order, and the range of them that each stub stands for."""

    def __init__(self, context: Context, limits: Limits) -> None:
        self.taken: list[Taken] = []
        self.stubs: dict[str, tuple[int, int]] = {}  # by its number
        self._limits = limits
        self._markups = Markups(context)
        self._data = b""
        self._links = False

    def thin(self, data: bytes) -> bytes:
        """The part without its plain paragraphs; the part itself where it is not written as Word writes."""
        found = self._data = self._readable(data)
        self._links = b"<w:hyperlink" in found
        taken, take, most = self.taken, self._take, self._limits.paragraphs
        kept: list[bytes] = []
        first = at = done = 0  # from `done` on, what is not taken is kept
        while (end := found.find(_ENDS, at) - 1) >= 0:
            start = at if found.startswith(_START, at) else found.rfind(_START, at, end)
            at = end + len(_END)
            if start < 0 or found[end] != _OPENED or (paragraph := take(start, end)) is None:
                continue
            if len(taken) > most:  # which is refused where they are counted
                break
            if start != done:
                self._stub(first, kept)
                first = len(taken)
                kept.append(found[done:start])
            taken.append(paragraph)
            done = at
        self._stub(first, kept)
        kept.append(found[done:])
        return b"".join(kept) if taken else data

    def stands(self, root: Element) -> bool:
        """Whether the stubs in the tree of the thinned part are those we put there."""
        return [stub.get(NUMBER) for stub in root.iter(STUB)] == list(self.stubs)

    def elements(self, first: int, end: int) -> tuple[list[Element], dict[Element, str]]:
        """Paragraphs that were taken out, as they were, and what their properties say."""
        markups = [self._data[start:stop] + _END for _, _, start, stop in self.taken[first:end]]
        return self._markups.elements(b"".join(markups))

    def _stub(self, first: int, kept: list[bytes]) -> None:
        if first < len(self.taken):
            number = str(len(self.stubs))
            self.stubs[number] = (first, len(self.taken))
            kept.append(b'<w:taken w:n="%b"/>' % number.encode())

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
        return _without_sessions(_without_sessions(data, b"p"), b"r")

    # -- one paragraph ---------------------------------------------------------------------------

    def _take(self, start: int, end: int) -> Taken | None:
        """The paragraph whose markup stands there (without its end), when there is nothing in it but text."""
        data, markups = self._data, self._markups
        inside, properties = start + len(_START), b""
        if data.startswith(_PROPERTIES, inside):
            begun, inside = inside, data.find(_PROPERTIES_END, inside, end) + len(_PROPERTIES_END)
            properties = data[begun:inside]
        dress = markups.dresses.get(properties) or markups.dress(properties)
        if dress is None or inside <= start:
            return None
        if end - inside > _LONGEST:
            return None
        content = data[inside:end]
        if self._links and (links := content.count(b"<w:hyperlink")) and links == content.count(b"</w:hyperlink"):
            content = _LINK.sub(b"", content)
        *bits, tail = content.split(_TEXT_END)
        parted = [bit.rpartition(b">") for bit in bits]
        heads = [head for head, _, _ in parted]
        whole = b"".join([part for _, _, part in parted])
        if _OPENED in whole:
            return None
        state = dress.start
        odd = _AND in whole or _LINE in whole or _SOFT in whole or _LAST in whole
        try:
            if state.plain.issuperset(heads) and (not tail or markups.after(tail, dress, state) is NOTHING):
                raw: RawParagraph | None = _plain(_shown(whole) if odd else whole.decode(), dress)
            else:
                texts = [_shown(part) if odd else part.decode() for _, _, part in parted]
                raw = self._dressed(heads, texts, tail, dress)
        except ValueError:  # not in UTF-8, or with entities of its own
            return None
        return None if raw is None else (raw, dress.layout, start, end)

    def _dressed(self, heads: list[bytes], texts: list[str], tail: bytes, dress: Dress) -> RawParagraph | None:
        """A paragraph that is not all plain: its texts, the markup before each, and that after the last."""
        pieces: list[Piece] = []
        bookmarks: list[str] = []
        state, ref = dress.start, ""
        for head, text in zip(heads, texts, strict=True):
            known = state.known
            before = known[head] if head in known else self._markups.before(head, dress, state)
            if before is None:
                return None
            if before is NOTHING:
                pieces.append((text, PLAIN_FORM, None))
                state = dress.start
                continue
            ref = before.ref or ref
            pieces += self._markups.leading([*before.pieces, (text, before.form, None)], ref)
            bookmarks += before.bookmarks
            state = before.then or dress.start
        if tail or state.fields:
            after = self._markups.after(tail, dress, state)
            if after is None:
                return None
            pieces += self._markups.leading(after.pieces, ref)
            bookmarks += after.bookmarks
        together = put_together(pieces, placed=False) if pieces else None
        return as_raw(together, None, dress.style, dress.outline, tuple(bookmarks))


def _plain(text: str, dress: Dress) -> RawParagraph:
    """A paragraph that is all plain."""
    if "\t" in text:
        together = put_together([(text, PLAIN_FORM, None)], placed=False)
        return as_raw(together, None, dress.style, dress.outline, ())
    raw = _NEW(RawParagraph)  # the rest is left with what the class says
    raw.text, raw.style, raw.outline = text.strip(BLANKS), dress.style, dress.outline
    return raw


def _shown(part: bytes) -> str:
    """A text as the reader of runs shows it; `ValueError` when only the parser can say what it is."""
    text = part.decode()
    if len(_ENTITY.findall(text)) != text.count("&"):
        raise ValueError
    text = _ENTITY.sub(_letter, text)
    if _NO_CHARACTER.search(text):
        raise ValueError
    return text.replace("\n", " ").replace("\xad", "")


def _letter(found: re.Match[str]) -> str:
    name, number, hexadecimal = found.groups()
    return _LETTERS[name] if name else chr(int(number or hexadecimal, 10 if number else 16))


def _has_tag(data: bytes, sign: bytes, at: int) -> bool:
    """Whether a tag begins with this sign, which is rare anywhere."""
    for _ in range(_RARE):
        if (at := data.find(sign, at)) < 0:
            return False
        if data.startswith(b"<", at - 1):
            return True
        at += 1
    return data.find(b"<" + sign, at) >= 0


def _without_sessions(data: bytes, name: bytes) -> bytes:
    """The markup without the numbers of editing sessions in the elements of this name, if these have nothing else."""
    if b"<w:" + name + b" w" not in data[:_BEGINNING]:
        return data
    first, *rest = data.split(b"<w:" + name + b" ")
    parted = [piece.partition(b">") for piece in rest]
    numbers = b" ".join([number for number, _, _ in parted])
    if not _SESSIONS.fullmatch(numbers):
        return data
    if b"/" in numbers:
        parted = [(b"", b"/>" if number.endswith(b"/") else b">", after) for number, _, after in parted]
        return (b"<w:" + name).join([first, *[sign + after for _, sign, after in parted]])
    return (b"<w:" + name + b">").join([first, *[after for _, _, after in parted]])
