"""The numbers we compute against those that Word cached in cross-references and that LibreOffice exports.

    python benchmarks/numbering.py FOLDER... [--show]

Each FOLDER holds .docx files; a file X.docx.lo.txt beside X.docx is LibreOffice's text export with list labels.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from clausekit.errors import ReadError
from clausekit.word.listdefs import definitions
from clausekit.word.names import Element, W
from clausekit.word.numbering import Numbered, full_context, numbered_paragraphs, own_number, relative_context
from clausekit.word.package import Package, open_package
from clausekit.word.read import read_docx

_REFERENCE = re.compile(r"\s*REF\s+\"?(\w+)\"?\s.*?\\([rnw])", re.IGNORECASE)


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00a0\u202f]+", "", text)


# -- what Word cached --------------------------------------------------------------------------


def references(paragraph: Element) -> Iterator[tuple[str, str, str]]:
    """(bookmark, switch, cached result) of the REF fields that show a number."""
    code, result, depth, shows = "", "", 0, False
    for element in paragraph.iter(f"{W}fldChar", f"{W}instrText", f"{W}t"):
        if element.tag == f"{W}fldChar":
            kind = element.get(f"{W}fldCharType")
            if kind == "begin":
                depth += 1
                code, result, shows = "", "", False
            elif kind == "separate":
                shows = True
            elif kind == "end":
                depth = max(0, depth - 1)
                if match := _REFERENCE.match(code):
                    yield match[1], match[2].lower(), result
                code, shows = "", False
        elif element.tag == f"{W}instrText":
            code += element.text or ""
        elif depth and shows:
            result += element.text or ""


def cached(package: Package) -> Iterator[tuple[str, str]]:
    """(computed, cached) of each reference whose target has a number."""
    parts = [package.related(kind) for kind in ("numbering", "styles")]
    root = package.xml(package.main)
    defs = definitions(*(package.xml(part) if part else None for part in parts))
    numbers = dict(numbered_paragraphs(root, defs))
    targets: dict[str, Numbered] = {}
    for mark in root.iter(f"{W}bookmarkStart"):
        holder = next(mark.iterancestors(f"{W}p"), None)
        if holder in numbers:
            targets[mark.get(f"{W}name", "")] = numbers[holder]
    for paragraph in root.iter(f"{W}p"):
        for name, switch, result in references(paragraph):
            if (target := targets.get(name)) and any(map(str.isalnum, result)):
                shown = {"n": own_number(target), "w": full_context(target)}
                yield shown.get(switch) or relative_context(target, numbers.get(paragraph)), result


# -- what LibreOffice shows --------------------------------------------------------------------


def exported(data: bytes, text: str) -> Iterator[tuple[str, str]]:
    """(computed label, label in the export) of each numbered paragraph whose words are in the export."""
    lines: dict[str, list[str]] = defaultdict(list)
    for line in text.split("\n"):
        words = re.split(r"[\s\u00a0]+", line.strip())
        for cut in range(min(4, len(words))):
            lines[squeezed(" ".join(words[cut:]))].append(squeezed(" ".join(words[:cut])))
    contract = read_docx(data)
    for section in (*contract.front, *contract.sections):
        for paragraph in section.paragraphs():
            key = squeezed(paragraph.text)
            if paragraph.number and paragraph.number != "•" and key in lines:
                label = squeezed(paragraph.number)
                shown = lines[key]
                yield label, label if label in shown else shown[0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--show", action="store_true", help="list every difference")
    arguments = parser.parse_args()
    count: Counter[str] = Counter()
    for path in sorted(path for folder in arguments.folders for path in folder.glob("*.do[ct][xm]")):
        data = path.read_bytes()
        try:
            pairs = [("cached", pair) for pair in cached(open_package(data))]
            export = path.with_name(f"{path.name}.lo.txt")
            if export.exists():
                text = export.read_text(encoding="utf-8-sig", errors="replace")
                pairs += [("exported", pair) for pair in exported(data, text)]
        except ReadError:
            continue
        for kind, (ours, theirs) in pairs:
            same = squeezed(ours).rstrip(".") == squeezed(theirs).rstrip(".")
            count[kind] += 1
            count[f"{kind} same"] += same
            if arguments.show and not same:
                print(f"{path.name}: {kind}: ours {ours!r}, theirs {theirs!r}")
    for kind, what in (("cached", "cached by Word"), ("exported", "exported by LibreOffice")):
        print(f"{count[f'{kind} same']} of {count[kind]} numbers {what} equal ours")


if __name__ == "__main__":
    main()
