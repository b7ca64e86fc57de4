"""Making WordprocessingML: qualified names, elements, and text that XML can hold."""

from __future__ import annotations

import re

from lxml import etree

from clausekit.word.names import Element, W

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
}
W15 = f"{{{NAMESPACES['w15']}}}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ONLY_W = {"w": NAMESPACES["w"]}
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ue000\ue001\ufffe\uffff]")
_LAYOUT = {"\t": "tab", "\n": "br"}
_PIECES = re.compile(r"[\t\n]|[^\t\n]+")


def clean(text: str) -> str:
    """Text without what XML cannot hold or Word would turn into layout; line ends become \\n."""
    return _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def shorten(text: str, limit: int) -> str:
    """Text of at most `limit` UTF-16 units, which is how Word counts."""
    if len(text.encode("utf-16-le")) <= 2 * limit:
        return text
    kept = text.encode("utf-16-le")[: 2 * (limit - 1)].decode("utf-16-le", "ignore")
    return kept.rstrip() + "…"


def el(tag: str, *children: Element | None, **attributes: str | int) -> Element:
    """A `w:` element with `w:` attributes; children that are None are left out."""
    element = etree.Element(W + tag, nsmap=_ONLY_W)
    for name, value in attributes.items():
        element.set(W + name, str(value))
    for child in children:
        if child is not None:
            element.append(child)
    return element


def run(text: str, *properties: Element) -> Element:
    """A run of text; tabs and line ends become `w:tab` and `w:br`."""
    element = el("r", el("rPr", *properties) if properties else None)
    for piece in _PIECES.findall(clean(text)):
        if piece in _LAYOUT:
            etree.SubElement(element, W + _LAYOUT[piece])
        else:
            _t(element, piece)
    return element


def _t(parent: Element, text: str, tag: str = "t") -> None:
    element = etree.SubElement(parent, W + tag)
    element.text = text
    if text != text.strip(" "):
        element.set(XML_SPACE, "preserve")


def instruction(code: str) -> Element:
    """The run that holds a field's code."""
    element = el("r")
    _t(element, f" {code} ", "instrText")
    return element


def control(
    content: list[Element], *, alias: str, tag: str, number: int, showing: bool = False, hidden: bool = False
) -> Element:
    """A content control around blocks or runs."""
    properties = el("sdtPr", el("alias", val=alias), el("tag", val=tag), el("id", val=number))
    if showing:  # no w:text: with it LibreOffice loses the formatting of the run
        properties.append(el("showingPlcHdr"))
    if hidden:
        appearance = etree.SubElement(properties, f"{W15}appearance", nsmap={"w15": NAMESPACES["w15"]})
        appearance.set(f"{W15}val", "hidden")
    return el("sdt", properties, el("sdtContent", *content))


def to_bytes(root: Element) -> bytes:
    """A part as it goes into the package."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
