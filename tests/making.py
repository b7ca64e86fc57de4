"""Small .docx files made in code: the tests wrap a snippet of document.xml into a package."""

from __future__ import annotations

from collections.abc import Mapping

from clausekit.word.package import pack

WML = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_SPACES = (
    f'xmlns:w="{WML}" xmlns:r="{OFFICE}" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def r(text: str, properties: str = "") -> str:
    """A run."""
    inner = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inner}<w:t xml:space="preserve">{text}</w:t></w:r>'


def p(content: str = "", properties: str = "") -> str:
    """A paragraph; plain text becomes a run."""
    inner = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{inner}{content if content.startswith('<') or not content else r(content)}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    """A table of cells that hold the given blocks."""
    cells = ("".join(f"<w:tc>{block if block.startswith('<') else p(block)}</w:tc>" for block in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def root(name: str, content: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{name} {_SPACES}>{content}</w:{name}>'.encode()


def parts(body: str, more: Mapping[str, str] | None = None, *, kind: str = "document") -> dict[str, bytes]:
    """The parts of a document; `more` maps "styles", "numbering", "footnotes" … to what stands in them."""
    roots = {"header1": "hdr", "footer1": "ftr"}
    made = {"word/document.xml": root("document", f"<w:body>{body}</w:body>")}
    relations, types = "", ""
    for number, (name, content) in enumerate((more or {}).items(), 1):
        made[f"word/{name}.xml"] = root(roots.get(name, name), content)
        what = name.rstrip("0123456789")
        relations += f'<Relationship Id="rId{number}" Type="{OFFICE}/{what}" Target="{name}.xml"/>'
        types += f'<Override PartName="/word/{name}.xml" ContentType="{_MAIN}.{what}+xml"/>'
    package = "http://schemas.openxmlformats.org/package/2006"
    made["[Content_Types].xml"] = (
        f'<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_MAIN}.{kind}.main+xml"/>{types}</Types>'
    ).encode()
    made["_rels/.rels"] = (
        f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
    ).encode()
    made["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="{package}/relationships">{relations}</Relationships>'
    ).encode()
    return made


def docx(body: str, more: Mapping[str, str] | None = None) -> bytes:
    return pack(parts(body, more))


def level(index: int, text: str, format: str = "decimal", extra: str = "", start: int = 1) -> str:
    """A level of a list."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{format}"/>{extra}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(id: int, *levels: str, extra: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{id}">{extra}{"".join(levels)}</w:abstractNum>'


def num(id: int, of: int, extra: str = "") -> str:
    return f'<w:num w:numId="{id}"><w:abstractNumId w:val="{of}"/>{extra}</w:num>'


def item(text: str, list_: int = 1, depth: int = 0, more: str = "") -> str:
    """A paragraph in a list."""
    return p(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_}"/></w:numPr>{more}')


def style(id: str, name: str, inner: str = "", kind: str = "paragraph") -> str:
    return f'<w:style w:type="{kind}" w:styleId="{id}"><w:name w:val="{name}"/>{inner}</w:style>'
