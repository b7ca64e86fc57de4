"""What our reader finds in strangers' documents, and what it costs, beside other readers in the same run.

    python benchmarks/reading.py CORPUS [--every N --part K] [--show] [--speed FILE...]
    python benchmarks/reading.py --speed [FILE...]

CORPUS is a folder of .docx files. Each file is read by each reader in a process of its own (10 s, 1 GB). Recall is the
share of the word tokens that office-oxide finds (body, notes, headers, boxes, comments, charts) that a reader finds
too; a file it cannot read counts as 0. "own" leaves out what office-oxide says and the document does not: the labels
"Comment (name):", "Title:" and "Categories:" that it prints itself, and entities of web pages (&ouml;) that it leaves
undecoded; both figures are printed. Cost is CPU time, as a ratio to the floor: unzipping and parsing the same parts.
`--show` lists the files of which we find less than 98 %, raw or own, with the tokens. `--speed` repeats the body of
the files named to grow from 10 to 1,000 pages, after three documents made here: paragraphs of about 25 words in four
runs as Word saves them, the same without what Word adds, and long paragraphs of one run each. Readers that are not
installed are left out: office-oxide, python-docx,
docx2python, mammoth, markitdown are for comparison only, and no dependency.
"""

from __future__ import annotations

import argparse
import contextlib
import html
import importlib
import io
import multiprocessing
import random
import re
import time
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from clausekit.errors import ReadError
from clausekit.model import Contract
from clausekit.opening import load_contract
from clausekit.word.convert import read_document  # loaded here, so that no file pays for it
from clausekit.word.package import pack
from clausekit.word.read import read_docx
from clausekit.word.write import write_docx
from lxml import etree

assert read_document
SECONDS = 10
GIGABYTE = 1024**3
REFERENCE = "office-oxide"
_WORDS_A_PAGE = 350
Reader = Callable[[Path], str]


def _ours(path: Path) -> str:
    contract = load_contract(path)[0]
    sections = (*contract.front, *contract.sections, *contract.asides)
    return "\n".join(paragraph.display for section in sections for paragraph in section.paragraphs())


def _floor(path: Path) -> str:
    _parse_all(path.read_bytes())
    return ""


def _parse_all(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            if name.endswith((".xml", ".rels")):
                etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))


def _office_oxide(path: Path) -> str:
    oxide = importlib.import_module("office_oxide")
    with oxide.Document.open(str(path)) as document:
        return str(document.plain_text())


def _python_docx(path: Path) -> str:
    docx = importlib.import_module("docx")
    document = docx.Document(str(path))
    lines: list[str] = []

    def walk(holder: Any) -> None:
        for block in holder.iter_inner_content():
            if hasattr(block, "rows"):
                for row in block.rows:
                    for cell in row.cells:
                        walk(cell)
            else:
                lines.append(block.text)

    walk(document)
    return "\n".join(lines)


def _docx2python(path: Path) -> str:
    with importlib.import_module("docx2python").docx2python(str(path)) as document:
        return str(document.text)


def _mammoth(path: Path) -> str:
    with path.open("rb") as stream:
        return str(importlib.import_module("mammoth").extract_raw_text(stream).value)


def _markitdown(path: Path) -> str:
    return str(importlib.import_module("markitdown").MarkItDown().convert(str(path)).text_content)


READERS: dict[str, tuple[str, Reader]] = {  # name -> package to import, and how it reads
    "clausekit": ("clausekit", _ours),
    REFERENCE: ("office_oxide", _office_oxide),
    "python-docx": ("docx", _python_docx),
    "docx2python": ("docx2python", _docx2python),
    "mammoth": ("mammoth", _mammoth),
    "markitdown": ("markitdown", _markitdown),
    "floor": ("lxml", _floor),
}
# Both sides without what they only draw: bullets, check boxes, tabs, soft hyphens and markup.
_DRAWN = re.compile(r"[\u00ad\u200b\ufeff]")
_LABELS = re.compile(r"^(?:Comment \([^\n]*?\):|Title:|Categories:)", re.MULTILINE)


def tokens(text: str) -> Counter[str]:
    """Words and numbers; a hyphen that does not break is a hyphen."""
    return Counter(re.findall(r"\w+", _DRAWN.sub("", text.replace("\u2011", "-")).lower()))


def own_tokens(text: str) -> Counter[str]:
    """The tokens of office-oxide's text without what is not the document's."""
    return tokens(html.unescape(_LABELS.sub("", text)))


# -- one file, one reader, one process ---------------------------------------------------------


def _work(name: str, path: str, answers: Any) -> None:
    with contextlib.suppress(ImportError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (GIGABYTE * (1 if name == "clausekit" else 4),) * 2)
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        start = time.process_time()
        try:
            text = READERS[name][1](Path(path))
            seconds = time.process_time() - start
            answers.send(("ok", (tokens(text), own_tokens(text) if name == REFERENCE else Counter()), seconds))
        except ReadError as error:
            answers.send(("refused", str(error), 0.0))
        except BaseException as error:  # whatever a reader throws, Rust panics too, is what is measured
            answers.send(("fault", repr(error)[:200], 0.0))


def run(name: str, path: Path) -> tuple[str, Any, float]:
    """("ok", (tokens, own tokens), CPU seconds), ("refused" or "fault", what, 0) or ("hang", "", 0)."""
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(name, str(path), there))
    process.start()
    there.close()
    try:
        return here.recv() if here.poll(SECONDS) else ("hang", "", 0.0)
    except EOFError:
        return ("fault", "the process died", 0.0)
    finally:
        process.kill()
        process.join()


def installed(only: list[str]) -> list[str]:
    names = []
    for name, (package, _) in READERS.items():
        if only and name not in (*only, "clausekit", "floor"):
            continue
        with contextlib.suppress(ImportError):
            importlib.import_module(package)
            names.append(name)
    return names


# -- recall ------------------------------------------------------------------------------------


def recall(files: list[Path], names: list[str], show: bool) -> None:
    ends: dict[str, Counter[str]] = defaultdict(Counter)
    found: dict[str, Counter[str]] = defaultdict(Counter)
    means: dict[str, list[float]] = defaultdict(list)
    cost: dict[str, float] = Counter()
    wanted: Counter[str] = Counter()
    short: list[tuple[float, float, str, str]] = []
    for path in files:
        results = {name: run(name, path) for name in names}
        raw, own = results[REFERENCE][1] if results.get(REFERENCE, ("",))[0] == "ok" else (Counter(), Counter())
        wanted.update(raw=raw.total(), own=own.total())
        for name, (end, what, seconds) in results.items():
            ends[name][end] += 1
            cost[name] += seconds
            if not raw:
                continue
            got = what[0] if end == "ok" else Counter()
            if name == REFERENCE:
                got = raw | own
            found[name].update(raw=(got & raw).total(), own=(got & own).total())
            shares = [(got & base).total() / base.total() if base else 1.0 for base in (raw, own)]
            means[name].append(shares[1])
            if name == "clausekit" and min(shares) < 0.98:
                missing = (own - got).most_common(12) if end == "ok" else what
                short.append((shares[1], shares[0], path.name, str(missing)))
    print(f"{len(files)} files, {wanted['raw']} word tokens by {REFERENCE}, {wanted['own']} the documents' own\n")
    print("reader          read refused fault hang      raw      own   a file   CPU s floors")
    for name in names:
        shown = [f"{100 * found[name][key] / max(1, wanted[key]):7.2f}%" for key in ("raw", "own")]
        shown.append(f"{100 * sum(means[name]) / max(1, len(means[name])):7.2f}%")
        columns = " ".join(shown if name != "floor" and wanted["raw"] else [" " * 8] * 3)
        ratio = cost[name] / cost["floor"] if cost["floor"] else 0.0
        count = ends[name]
        print(
            f"{name:14} {count['ok']:5} {count['refused']:7} {count['fault']:5} {count['hang']:4} "
            f"{columns} {cost[name]:7.2f} {ratio:6.2f}"
        )
    print(
        f"\n{len(short)} files of which we find less than 98 %, {sum(s[0] < 0.98 for s in short)} of their own tokens"
    )
    for own_share, share, file, missing in sorted(short) if show else ():
        print(f"  {100 * share:6.2f}% ({100 * own_share:6.2f}% own) {file}: {missing}")


# -- cost --------------------------------------------------------------------------------------


def grown(data: bytes, pages: int) -> bytes:
    """The document with its body repeated until it has about so many pages."""
    words = max(1, read_docx(data).words())
    times = max(1, round(pages * _WORDS_A_PAGE / words))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        made = {name: archive.read(name) for name in archive.namelist()}
    body = made["word/document.xml"]
    start = body.index(b"<w:body>") + len(b"<w:body>")
    end = body.rindex(b"<w:sectPr") if b"<w:sectPr" in body else body.index(b"</w:body>")
    made["word/document.xml"] = body[:start] + body[start:end] * times + body[end:]
    return pack(made)


def least(works: Sequence[Callable[[bytes], object]], data: bytes, times: int) -> list[float]:
    """The least CPU seconds of each in a few rounds; in turns, since other jobs slow a machine down for a while."""
    best = [float("inf")] * len(works)
    for _ in range(times):
        for place, work in enumerate(works):
            start = time.process_time()
            work(data)
            best[place] = min(best[place], time.process_time() - start)
    return best


_SENTENCES = (
    "The Supplier delivers the Goods to the place named in the order, with the papers that go with them.",
    "Each Party tells the other in writing of any event that may delay its part by more than ten working days.",
    "Le Comité se réunit une fois par trimestre ; il examine les indicateurs et décide des mesures à prendre.",
    "Une Partie qui souhaite mettre fin au Contrat en avise l’autre par écrit, trois mois au moins avant la date.",
    "Prices are firm for twelve months and may then be revised once a year by the formula set out in the annex.",
)


def made(pages: int, *, word: bool, long: bool = False) -> bytes:
    """A document of about so many pages: headings, numbered paragraphs, a table now and then."""
    numbers = random.Random(pages)

    def session() -> str:
        return f' w:rsidR="00{numbers.randrange(16**6):06X}"' if word else ""

    def paragraph(text: str, properties: str = "") -> str:
        words = text.split(" ")
        step = len(words) if long else -(-len(words) // 4)
        look = '<w:rPr><w:lang w:val="en-US"/></w:rPr>' if word else ""
        runs = "".join(
            f'<w:r{session()}>{look}<w:t xml:space="preserve">{" ".join(words[at : at + step])} </w:t></w:r>'
            for at in range(0, len(words), step)
        )
        return f"<w:p{session()}>{properties and f'<w:pPr>{properties}</w:pPr>'}{runs}</w:p>"

    parts: list[str] = []
    words = 0
    while words < pages * _WORDS_A_PAGE:
        parts.append(paragraph(f"{len(parts)}. Delivery and Price", '<w:pStyle w:val="Heading1"/>'))
        for k in range(8):
            text = " ".join(numbers.choice(_SENTENCES) for _ in range(4 if long else numbers.choice((1, 1, 2))))
            parts.append(paragraph(text, '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>' if k % 2 else ""))
            words += len(text.split())
        if len(parts) % 4 == 0 and not long:
            row = "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in ("Service level", "99.5 %", "each month"))
            parts.append(f"<w:tbl>{f'<w:tr>{row}</w:tr>' * 4}</w:tbl>")
            words += 20
    with zipfile.ZipFile(io.BytesIO(write_docx(Contract("", "en", ())))) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = f"<w:document {space}><w:body>{''.join(parts)}</w:body></w:document>"
    kept["word/document.xml"] = body.encode()
    return pack({name: content for name, content in kept.items() if not name.startswith("customXml/")})


def speed(paths: list[Path]) -> None:
    print(f"\n{'document':40} {'pages':>6} {'floor ms':>9} {'ours ms':>9} {'ratio':>6} {'us a word':>9}")
    works: list[tuple[str, Callable[[int], bytes]]] = [
        ("as Word saves it", lambda pages: made(pages, word=True)),
        ("without what Word adds", lambda pages: made(pages, word=False)),
        ("long paragraphs of one run", lambda pages: made(pages, word=False, long=True)),
        *[(path.name, lambda pages, path=path: grown(path.read_bytes(), pages)) for path in paths],
    ]
    for name, work in works:
        for pages in (10, 100, 1000):
            data = work(pages)
            words = read_docx(data).words()
            floor, ours = least((_parse_all, read_docx), data, 9 if pages < 200 else 4)
            print(
                f"{name[:40]:40} {words // _WORDS_A_PAGE:6} {1e3 * floor:9.1f} {1e3 * ours:9.1f} "
                f"{ours / floor:6.2f} {1e6 * ours / words:9.2f}"
            )


def documents(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in (".docx", ".docm", ".dotx", ".dotm") and path.is_file():
            yield path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, nargs="?")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--part", type=int, default=0)
    parser.add_argument("--only", action="append", default=[], help="this reader beside ours; may be repeated")
    parser.add_argument("--show", action="store_true", help="list the files of which we find less than 98 %%")
    parser.add_argument("--speed", type=Path, nargs="*", help="documents to measure cost on, grown")
    arguments = parser.parse_args()
    if arguments.corpus:
        files = [path for k, path in enumerate(documents(arguments.corpus)) if k % arguments.every == arguments.part]
        recall(files, installed(arguments.only), arguments.show)
    if arguments.speed is not None:
        speed(arguments.speed)


if __name__ == "__main__":
    main()
