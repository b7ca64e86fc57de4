"""The shell a contract is written into: cover, header and footer, ours or a firm's own document."""

from __future__ import annotations

import functools
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from clausekit.errors import Fault, ReadError, WriteError
from clausekit.model import Contract, Cover
from clausekit.objections import objection
from clausekit.word.elements import NAMESPACES, clean, el, to_bytes
from clausekit.word.names import MC, Element, W
from clausekit.word.package import CONTENT_TYPES, Package, open_package, pack, parse_xml

MARKERS = {"[[CK:TOC]]": "_ckContents", "[[CK:BODY]]": "_ckBody"}
WORDS = {
    "fr": {"page": "Page", "of": "sur", "initials": "Paraphes", "reference": "Référence", "date": "Date d’effet"},
    "en": {"page": "Page", "of": "of", "initials": "Initials", "reference": "Reference", "date": "Effective date"},
}
_GUARD = "\ufdd0"
_TAG_EDGE = re.compile(r"(?<=[{}%])(?=_)|(?<=_)(?=[{}%])")
_HALF, _PAGE_CELL, _BOXES, _BOX = 3585, 1900, 2600, 760  # widths in the footer's table


@dataclass(frozen=True, slots=True)
class Shell:
    """A shell as parts, and which of them is which."""

    package: Package
    own: bool  # the house's, not a firm's

    @property
    def document(self) -> str:
        return self.package.main


def load_shell(data: bytes | None = None, *, page: bool = False) -> Shell:
    """The house shell (`page`: without cover and contents), or a firm's document with a paragraph `[[CK:BODY]]`."""
    if data is None:
        return Shell(_house(page), own=True)
    try:
        package = open_package(data, name="shell")
    except ReadError as error:
        raise WriteError(objection("shell.not_word", why=error.message)) from error
    if faults := [Fault("shell", 0, fault, hint) for fault, hint in _shell_faults(package)]:
        raise WriteError(objection("shell.unusable"), faults=faults)
    return Shell(package, own=False)


def _shell_faults(package: Package) -> Iterator[tuple[str, str]]:
    types = package.parts[CONTENT_TYPES].lower()
    if b"macroenabled" in types or any(name.lower().endswith("vbaproject.bin") for name in package.parts):
        yield objection("shell.macros"), objection("shell.macros.do")
    root = package.xml(package.main)
    for marker in MARKERS:
        places = sum(_marker_of(p) == marker for p in root.iter(f"{W}p"))
        elsewhere = any(_text_of(p) == marker for p in root.iter(f"{W}p")) and not places
        if places > 1:
            yield objection("shell.many", marker=marker, count=places), objection("shell.many.do")
        elif elsewhere:
            yield objection("shell.inside", marker=marker), objection("shell.inside.do")
        elif not places and marker == "[[CK:BODY]]":
            yield objection("shell.no_marker", marker=marker), objection("shell.no_marker.do")
    if not package.related("styles"):
        yield objection("shell.no_styles"), objection("shell.no_styles.do")


@functools.cache
def _house(page: bool) -> Package:
    folder = _house_folder()
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    parts = {path.relative_to(folder).as_posix(): to_bytes(parse_xml(path.read_bytes())) for path in files}
    if page:
        own = folder.parent / "page_shell"
        parts |= {p.relative_to(own).as_posix(): to_bytes(parse_xml(p.read_bytes())) for p in own.rglob("*.xml")}
        parts["word/styles.xml"] = to_bytes(_tight(parse_xml(parts["word/styles.xml"])))
    return open_package(pack(parts))


def _tight(styles: Element) -> Element:
    """The house styles with less air and smaller type: a letter or charter is meant for one page or two."""
    for spacing in styles.iter(f"{W}spacing"):
        for side, percent in (("before", 40), ("after", 25), ("line", 94)):
            if value := spacing.get(f"{W}{side}"):
                spacing.set(f"{W}{side}", str(int(value) * percent // 100))
    for size in (*styles.iter(f"{W}sz"), *styles.iter(f"{W}szCs")):
        size.set(f"{W}val", str(max(int(size.get(f"{W}val", "20")) * 90 // 100, 16)))
    return styles


def _house_folder() -> Path:
    """In a wheel the templates lie inside the package, in a checkout beside it."""
    package = Path(__file__).resolve().parent.parent
    places = (package / "data" / "contract_templates", package.parent / "contract_templates")
    for place in places:
        if (place / "house_shell").is_dir():
            return place / "house_shell"
    raise WriteError(f"the house shell is missing: {places[0] / 'house_shell'}")


# -- filling the cover -------------------------------------------------------------------------


def fill(shell: Shell, contract: Contract) -> dict[str, bytes]:
    """The shell's parts with cover, header and footer filled, markers turned into bookmarks."""
    parts = dict(shell.package.parts)
    parts[shell.document] = to_bytes(_hide_markers(shell.package.xml(shell.document)))
    filled = open_package(_render(pack(parts), cover_values(contract)))
    parts = {name: data.replace(_GUARD.encode(), b"") for name, data in filled.parts.items()}
    if shell.own:
        _fit_initials(parts)
    return parts


def _render(data: bytes, values: Mapping[str, object]) -> bytes:
    # Loaded here: a reader of contracts need not wait for docxtpl.
    from docxtpl import DocxTemplate
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    try:
        template = DocxTemplate(io.BytesIO(_as_document(data)))
        template.render(values, jinja_env=environment, autoescape=True)
    except Exception as error:  # a template is a program: it may raise anything
        raise WriteError(f"the shell cannot be filled: {error}") from error
    buffer = io.BytesIO()
    template.save(buffer)
    return buffer.getvalue()


def cover_values(contract: Contract) -> dict[str, object]:
    """What a shell may print: plain strings, `parties` and `facts` (label and value)."""
    cover = contract.cover or Cover(title=contract.title)
    words = WORDS.get(contract.language, WORDS["fr"])
    parties = [{"role": _value(role), "name": _value(name)} for role, name in cover.parties]
    facts = [*cover.parties, (words["reference"], cover.reference), (words["date"], cover.date)]
    return {
        "title": _value(cover.title),
        "subtitle": _value(cover.subtitle),
        "reference": _value(cover.reference),
        "date": _value(cover.date),
        "draft_mark": _value(cover.draft_mark),
        "notice": _value(cover.notice),
        "confidential": _value(cover.confidential),
        "running_title": _value(_running_title(cover)),
        "running_note": _value(" · ".join(filter(None, (cover.draft_mark, cover.confidential)))),
        "parties": parties,
        "facts": [{"label": _value(label), "value": _value(value)} for label, value in facts if value],
        "words": words | ({} if parties else {"initials": ""}),
    }


def _value(text: str) -> str:
    """A value that comes out as it went in: docxtpl would turn `{_{` into `{{`."""
    return _TAG_EDGE.sub(_GUARD, clean(text).replace(_GUARD, ""))


def _running_title(cover: Cover) -> str:
    names = " / ".join(name for _, name in cover.parties)
    full = f"{cover.title} – {names}" if names else cover.title
    return full if len(full) <= 80 else cover.title[:100]


def _as_document(data: bytes) -> bytes:
    """A template (.dotx) is a document once its content type says so."""
    package = open_package(data)
    types = package.parts["[Content_Types].xml"]
    types = types.replace(b"wordprocessingml.template.main+xml", b"wordprocessingml.document.main+xml")
    return pack({**package.parts, "[Content_Types].xml": types})


def _fit_initials(parts: dict[str, bytes]) -> None:
    """One box for each party's initials: the loop made the cells, the grid must follow."""
    for name in [name for name in parts if name.startswith("word/footer")]:
        root = parse_xml(parts[name])
        for table in root.iter(f"{W}tbl"):
            _fit_table(table)
        parts[name] = to_bytes(root)


def _fit_table(table: Element) -> None:
    cells = table.findall(f"{W}tr/{W}tc")
    boxes = len(cells) - 3
    box = min(_BOX, _BOXES // boxes) if boxes else 0
    widths = [_HALF, _PAGE_CELL, _HALF - boxes * box, *[box] * boxes]
    grid = table.find(f"{W}tblGrid")
    if grid is not None:
        grid[:] = [el("gridCol", w=width) for width in widths]
    for cell, width in zip(cells, widths, strict=True):
        for size in cell.iterfind(f"{W}tcPr/{W}tcW"):
            size.set(f"{W}w", str(width))


# -- the places of contents and body -----------------------------------------------------------


def _marker_of(paragraph: Element) -> str:
    parent = paragraph.getparent()
    if parent is None or parent.tag not in (f"{W}body", f"{W}sdtContent"):
        return ""
    text = _text_of(paragraph)
    return text if text in MARKERS else ""


def _text_of(paragraph: Element) -> str:
    return "".join(node.text or "" for node in paragraph.iter(f"{W}t")).strip()


def _hide_markers(document: Element) -> Element:
    """Markers become bookmarks before values come in: a value may itself read [[CK:BODY]]."""
    for paragraph in list(document.iter(f"{W}p")):
        if marker := _marker_of(paragraph):
            for child in paragraph:
                if child.tag != f"{W}pPr":
                    paragraph.remove(child)
            paragraph.append(el("bookmarkStart", id=0, name=MARKERS[marker]))
            paragraph.append(el("bookmarkEnd", id=0))
    return document


def has_place(document: Element, marker: str) -> bool:
    """Whether the shell offers the place."""
    return _place(document, marker) is not None


def put(document: Element, marker: str, content: list[Element]) -> None:
    """Set content in the place of a marker; a section break the marker's paragraph holds is kept."""
    paragraph = _place(document, marker)
    if paragraph is None:
        return
    for element in content:
        paragraph.addprevious(element)
    if paragraph.find(f"{W}pPr/{W}sectPr") is not None:
        for end in paragraph.findall(f"{W}bookmarkStart") + paragraph.findall(f"{W}bookmarkEnd"):
            paragraph.remove(end)
    elif (parent := paragraph.getparent()) is not None:
        parent.remove(paragraph)


def _place(document: Element, marker: str) -> Element | None:
    for start in document.iter(f"{W}bookmarkStart"):
        if start.get(f"{W}name") == MARKERS[marker]:
            return start.getparent()
    return None


def with_extensions(root: Element) -> Element:
    """The root with `w15` declared and ignorable, as hidden content controls need."""
    known = (root.get(f"{MC}Ignorable") or "").split()
    if "w15" in known and "w15" in root.nsmap:
        return root
    names = {"mc": NAMESPACES["mc"], "w15": NAMESPACES["w15"]}
    names |= {prefix: space for prefix, space in root.nsmap.items() if prefix}
    made = etree.Element(root.tag, nsmap=names)
    for name, value in root.attrib.items():
        made.set(name, value)
    made.extend(list(root))
    made.set(f"{MC}Ignorable", " ".join([*known, "w15"]))
    return made
