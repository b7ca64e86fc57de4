"""Documents inside a document (altChunk): Word shows their text in its place, so it is read there, within limits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from clausekit.errors import ReadError
from clausekit.word.budget import Budget
from clausekit.word.layout import PLAIN_LAYOUT
from clausekit.word.lines import Form
from clausekit.word.names import Element, W
from clausekit.word.package import MEGABYTE, Package
from clausekit.word.reading import Blocks, Line, RawBlock, RawParagraph, RawTable, finished
from clausekit.word.stylefacts import PLAIN
from clausekit.word.webpage import read_page

_PARAGRAPH = f"{W}p"
_MOST_TIMES = 20  # that one part is read: a small one referred to without end is an attack
_ENDINGS = {"docx": "word", "docm": "word", "htm": "page", "html": "page", "xhtml": "page", "mht": "mail",
            "mhtml": "mail", "txt": "text"}  # fmt: skip


@dataclass(slots=True)
class Chunks:
    """Reads the embedded documents of one package; `word` reads one in Word's own format, of at most so many bytes."""

    package: Package
    budget: Budget
    final: bool
    word: Callable[[bytes, int], tuple[Blocks, int]]
    left: int = 20 * MEGABYTE  # of all chunks together, unpacked
    times: Counter[str] = field(default_factory=Counter)  # how often each part was asked for

    def read(self, part: str, id: str) -> Blocks | None:
        """What the chunk that `part` refers to as `id` says; None when that cannot be read."""
        target = next((r.target for r in self.package.relationships(part) if r.id == id and not r.external), "")
        data = self.package.parts.get(target)
        self.times[target] += 1
        if data is None or len(data) > self.left or self.times[target] > _MOST_TIMES:
            return None
        self.left -= len(data)
        try:
            found = self._read(self._kind(target, data), data)
        except ReadError:  # of the chunk alone; what it used up of the document's budget stays used
            return None
        for block in found or ():
            _strip(block)
        return found

    def _kind(self, part: str, data: bytes) -> str:
        if data.startswith(b"PK"):
            return "word"
        said = self.package.content_types.get(part, "").lower()
        for sign, kind in (("html", "page"), ("rfc822", "mail"), ("multipart", "mail"), ("text/plain", "text")):
            if sign in said:
                return kind
        return _ENDINGS.get(part.lower().rpartition(".")[2], "")

    def _read(self, kind: str, data: bytes) -> Blocks | None:
        if kind == "word":
            blocks, used = self.word(data, self.left)
            self.left -= used
            return blocks
        if kind == "page":
            return read_page(data, self.budget, final=self.final)
        if kind == "mail":
            return self._mail(data)
        return self._text(data) if kind == "text" else None

    def _mail(self, data: bytes) -> Blocks | None:
        """A page saved as one file (.mht): a mail whose first text part is the page."""
        from email import message_from_bytes

        try:
            for part in message_from_bytes(data).walk():
                if part.get_content_maintype() == "text":
                    content = part.get_payload(decode=True)
                    charset = part.get_content_charset("")
                    if not isinstance(content, bytes):
                        return None
                    page = part.get_content_subtype() == "html"
                    made = read_page(content, self.budget, final=self.final, charset=charset) if page else None
                    return made if page else self._text(content)
        except (LookupError, ValueError, RecursionError):  # the mail is broken
            return None
        return None

    def _text(self, data: bytes) -> Blocks:
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            text = data.decode("utf-16", "replace")
        else:
            try:
                text = data.decode("utf-8-sig")
            except UnicodeDecodeError:
                text = data.decode("cp1252", "replace")
        blocks: Blocks = []
        for line in text.splitlines():
            if line.strip():
                self.budget.tick()
                pieces = [(line.replace("\0", ""), Form(), None)]
                blocks.append(finished(Line(PLAIN, {}, list(pieces)), PLAIN_LAYOUT, None, placed=False))
        return blocks


def _strip(block: RawBlock) -> None:
    """Tags of ours in an embedded document are not tags of this one."""
    block.tag = ""
    if isinstance(block, RawTable):
        for row in block.rows:
            for cell, _ in row:
                for inner in cell:
                    _strip(inner)


def stand_beside(blocks: Blocks, chunk: Element) -> None:
    """Give an embedded document's paragraphs one of this document, so that comments on them have a place."""
    host = next(chunk.itersiblings(_PARAGRAPH, preceding=True), None)
    if host is None:
        host = next(chunk.itersiblings(_PARAGRAPH), None)
    if host is None:
        host = chunk.makeelement(_PARAGRAPH)
        chunk.addprevious(host)
    _settle(blocks, host)


def _settle(blocks: Blocks, host: Element) -> None:
    for block in blocks:
        if isinstance(block, RawParagraph):
            block.elements = (host,)
        else:
            for row in block.rows:
                for cell, _ in row:
                    _settle(cell, host)
