"""Files made to hurt: each ends in time, within memory, as a contract or as one sentence; never a traceback.

The big collection is made elsewhere: with CLAUSEKIT_HOSTILE=FOLDER (of files and a MANIFEST.json: file, expect, must,
mustnot) and CLAUSEKIT_CORPUS=FOLDER (of .docx files that must open), the slow tests read those too, each in a process
of its own.
"""

from __future__ import annotations

import contextlib
import io
import json
import multiprocessing
import os
import random
import time
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from clausekit.errors import ReadError
from clausekit.model import Contract
from clausekit.opening import load_contract
from clausekit.word.package import Limits, pack
from hypothesis import given, settings
from hypothesis import strategies as st

from making import abstract, docx, item, level, num, p, parts, r, style, table

SECONDS = 10
GIGABYTE = 1024**3


def shown(contract: Contract) -> str:
    sections = (*contract.front, *contract.sections, *contract.asides)
    return "\n".join(q.display for section in sections for q in section.paragraphs())


def read(data: bytes | Path) -> str | None:
    """The text, or None for a refusal, which must be one sentence."""
    try:
        return shown(load_contract(data)[0])
    except ReadError as error:
        message = str(error)
    assert message.endswith(".")
    assert "\n" not in message
    assert "Traceback" not in message
    return None


# -- small ones, made here ---------------------------------------------------------------------


def zipped(made: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, data in made.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def with_part(name: str, data: bytes) -> bytes:
    return zipped({**parts(p("Durée")), name: data})


MANY = 3000
ODT = b"application/vnd.oasis.opendocument.text"
CIRCLE = style("A", "a", '<w:basedOn w:val="B"/>') + style("B", "b", '<w:basedOn w:val="A"/>')
HOSTILE: dict[str, tuple[bytes, str | None]] = {
    "path out of the archive": (with_part("../../etc/passwd", b"x"), "Durée"),
    "absolute path": (with_part("/etc/passwd", b"x"), "Durée"),
    "styles in a circle": (docx(p("Durée", '<w:pStyle w:val="A"/>'), {"styles": CIRCLE}), "Durée"),
    "styles in a long chain": (
        docx(p("Durée", f'<w:pStyle w:val="s{MANY}"/>'), {"styles": "".join(
            style(f"s{k}", f"s{k}", f'<w:basedOn w:val="s{k - 1}"/>') for k in range(MANY + 1))}), "Durée"),
    "numbers of two thousand million": (
        docx(item("Durée"), {"numbering": abstract(0, level(0, "%1.", "upperRoman", start=2**31)) + num(1, 0)}),
        "Durée",
    ),
    "a list of no list": (docx(item("Durée", 77), {"numbering": num(1, 99)}), "Durée"),
    "fields that never end": (docx("".join(p(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF</w:instrText></w:r>' + r("Durée"))
        for _ in range(MANY))), "Durée"),
    "ends without beginnings": (docx(p('<w:r><w:fldChar w:fldCharType="end"/></w:r>' * MANY + r("Durée"))), "Durée"),
    "a table of a hundred thousand columns": (
        docx(table(("Durée",)).replace("<w:tc>", '<w:tc><w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr>')), "Durée"),
    "a footnote referred to without end": (
        docx(p('<w:r><w:footnoteReference w:id="1"/></w:r>' * MANY + r("Durée")),
             {"footnotes": f'<w:footnote w:id="1">{p("note " * 50)}</w:footnote>'}), "Durée"),
    "boxes in boxes": (docx(p("Durée") + "<w:p><w:r><w:pict><w:txbxContent>" * 40 + p("x")
                            + "</w:txbxContent></w:pict></w:r></w:p>" * 40), "Durée"),
    "tables in tables": (docx("<w:tbl><w:tr><w:tc>" * 70 + p("Durée") + "</w:tc></w:tr></w:tbl>" * 70), "Durée"),
    "controls too deep": (docx("<w:sdt><w:sdtContent>" * 5000 + p("x") + "</w:sdtContent></w:sdt>" * 5000), None),
    "a header that is not there": (docx(p("Durée") + '<w:sectPr><w:headerReference r:id="rId9"/></w:sectPr>'), "Durée"),
    "signs that XML forbids": (zipped({**parts(""), "word/document.xml": b"<w:document>\x00\x01</w:document>"}), None),
    "no root": (zipped({**parts(""), "word/document.xml": b""}), None),
    "bytes after the end": (docx(p("Durée")) + b"A" * 4000, "Durée"),
    "letters by the million": (docx(p("Durée " + "a" * 3_000_000)), "Durée"),
    "an empty OpenDocument": (zipped({"mimetype": ODT, "content.xml": b"<a/>"}, zipfile.ZIP_STORED), None),
    "a PDF of nothing": (b"%PDF-1.7\n%%EOF\n", None),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_as_text_or_as_a_sentence(name: str) -> None:
    data, must = HOSTILE[name]
    start = time.process_time()
    text = read(data)
    assert time.process_time() - start < SECONDS
    if must is not None:
        assert must in (text or "")
    else:
        assert text is None


def test_an_open_document_with_a_document_type_is_refused() -> None:
    lol = b'<!DOCTYPE a [<!ENTITY b "boom">]><a>&b;</a>'
    made = {"mimetype": ODT, "content.xml": lol}
    with pytest.raises(ReadError, match="document type"):
        load_contract(zipped(made, zipfile.ZIP_STORED))


def test_pipes_devices_and_folders_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "x.docx").mkdir()
    with pytest.raises(ReadError, match="folder"):
        load_contract(tmp_path / "x.docx")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.docx")
        with pytest.raises(ReadError, match="no ordinary file"):
            load_contract(tmp_path / "pipe.docx")


def test_a_large_file_is_refused_before_it_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "big.docx"
    with path.open("wb") as stream:
        stream.truncate(3_000_000)
    with pytest.raises(ReadError, match="larger than this reader allows"):
        load_contract(path, limits=Limits(file_bytes=1_000_000))


# -- changed at random -------------------------------------------------------------------------


MARK = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'


def _good() -> list[bytes]:
    lists = abstract(0, level(0, "Article %1."), level(1, "%1.%2")) + num(1, 0)
    box = f"<w:r><w:pict><v:textbox><w:txbxContent>{p('boîte')}</w:txbxContent></v:textbox></w:pict></w:r>"
    changes = f'<w:ins w:id="1">{r("ajout")}</w:ins><w:del w:id="2">{r("retrait")}</w:del>'
    code = MARK.format("begin") + "<w:r><w:instrText>REF a</w:instrText></w:r>" + MARK.format("separate")
    body = item("Objet") + item("Le présent contrat.", depth=1) + table(("Mois", "Taux"), ("mai", "99 %"))
    body += p(r("hôte") + box) + p(changes) + p(code + r("2") + MARK.format("end"))
    heading = style("T", "heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>')
    note = p("a" + '<w:r><w:footnoteReference w:id="1"/></w:r>')
    return [
        docx(body, {"numbering": lists, "styles": heading}),
        docx(note, {"footnotes": f'<w:footnote w:id="1">{p("n")}</w:footnote>'}),
    ]


GOOD = _good()


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The file with one fault: bytes of the archive, or the XML of one part."""
    if chance.random() < 0.3:
        return _bytes_changed(data, chance)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        made = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice(list(made))
    made[name] = _xml_changed(made[name], chance) if chance.random() < 0.8 else _bytes_changed(made[name], chance)
    return pack(made)


def _bytes_changed(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed) if chance.random() < 0.8 else bytes(changed[: chance.randrange(len(changed))])


def _xml_changed(data: bytes, chance: random.Random) -> bytes:
    """Elements dropped, doubled, renamed or moved; values of attributes changed."""
    pieces = data.decode("utf-8").split("<")
    for _ in range(chance.randint(1, 4)):
        at, other = chance.randrange(1, len(pieces)), chance.randrange(1, len(pieces))
        act = chance.randrange(5)
        if act == 0:
            del pieces[at]
        elif act == 1:
            pieces.insert(at, pieces[other])
        elif act == 2:
            pieces[at], pieces[other] = pieces[other], pieces[at]
        elif act == 3:
            pieces[at] = pieces[at].replace("1", chance.choice(["-1", "99999999999", "", "x", "0"]))
        else:
            pieces[at] = pieces[at].replace("w:", chance.choice(["w:x", "v:", ""]), 1)
        if len(pieces) < 3:
            break
    return "<".join(pieces).encode("utf-8")


@settings(max_examples=60)
@given(st.integers(0, 2**32))
def test_a_file_changed_at_random_is_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    read(mutated(chance.choice(GOOD), chance))


@pytest.mark.slow
@settings(max_examples=1500)
@given(st.integers(2**32, 2**64))
def test_thousands_of_files_changed_at_random_are_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    data = chance.choice(GOOD + _strangers())
    for _ in range(chance.randint(1, 3)):
        with contextlib.suppress(Exception):  # what is broken already may not unzip for a second fault
            data = mutated(data, chance)
    start = time.process_time()
    read(data)
    assert time.process_time() - start < SECONDS


@cache
def _strangers() -> list[bytes]:
    """Small real files, when a folder of them is named."""
    folder = os.environ.get("CLAUSEKIT_CORPUS")
    paths = sorted(Path(folder).rglob("*.docx")) if folder else []
    return [path.read_bytes() for path in paths if path.stat().st_size < 20_000]


# -- the big collections -----------------------------------------------------------------------


def _in_a_process(path: str, answers: Any) -> None:
    with contextlib.suppress(ImportError):
        import resource  # elsewhere than on POSIX only the clock limits

        resource.setrlimit(resource.RLIMIT_AS, (GIGABYTE, GIGABYTE))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))  # of the processor: other jobs do not count
    try:
        answers.send(("read", read(Path(path))))
    except BaseException as error:
        answers.send(("fault", repr(error)[:500]))


def outcome(path: Path) -> tuple[str, str | None]:
    """("read", text or None), ("fault", what) or ("hang", None)."""
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_in_a_process, args=(str(path), there))
    process.start()
    there.close()
    try:
        return here.recv() if here.poll(6 * SECONDS) else ("hang", None)
    except EOFError:
        return ("fault", "the process died")
    finally:
        process.kill()
        process.join()


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_hostile_collection_ends_as_its_manifest_expects() -> None:
    folder = os.environ.get("CLAUSEKIT_HOSTILE")
    if not folder:
        pytest.skip("CLAUSEKIT_HOSTILE names no folder of hostile files")
    wrong = []
    for record in json.loads(Path(folder, "MANIFEST.json").read_text(encoding="utf-8")):
        kind, text = outcome(Path(folder, record["file"]))
        kept = all(must in (text or "") for must in record["must"])
        asked = {"read": text is not None and kept, "reject": text is None, "bounded": True}[record["expect"]]
        if kind != "read" or not asked or any(never in (text or "") for never in record["mustnot"]):
            wrong.append((record["file"], record["expect"], kind, (text or "")[:60]))
    assert not wrong


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_every_file_of_a_corpus_opens() -> None:
    folder = os.environ.get("CLAUSEKIT_CORPUS")
    if not folder:
        pytest.skip("CLAUSEKIT_CORPUS names no folder of valid files")
    paths = [path for path in sorted(Path(folder).rglob("*.do[ct][xm]")) if path.is_file()]
    wrong = [(path.name, kind) for path in paths if (kind := outcome(path)[0]) != "read"]
    refused = [path.name for path in paths if outcome(path)[1] is None]
    assert not wrong
    assert len(refused) <= 0.001 * len(paths), refused
