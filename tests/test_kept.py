"""What is made of the library is kept between runs: the same library, never an old one, and never needed."""

from __future__ import annotations

import pickle
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from clausekit.analysis.lexicon import lexicon
from clausekit.errors import LibraryError
from clausekit.language.text import tokens
from clausekit.library import kept, places
from clausekit.library.kept import load_kept
from clausekit.library.library import Library
from clausekit.library.loading import load_library

ROOT = Path(__file__).parent.parent
PACK = ROOT / "examples" / "pack"


@pytest.fixture(scope="module", autouse=True)
def copy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A library of our own: nobody edits it while the tests run."""
    root = tmp_path_factory.mktemp("checkout")
    for name in ("clause_library", "contract_templates"):
        shutil.copytree(ROOT / name, root / name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(places, "_PACKAGE", root / "clausekit")
        yield root


@pytest.fixture(scope="module")
def house(copy: Path) -> Library:
    return load_library()


@pytest.fixture
def loads(house: Library, monkeypatch: pytest.MonkeyPatch) -> list[list[Path]]:
    """Each time the sources had to be read in full; the house library then is what reading gives."""
    done: list[list[Path]] = []

    def load(packs: list[Path]) -> Library:
        done.append(packs)
        return load_library(packs) if packs else house

    monkeypatch.setattr(kept, "_load", load)
    return done


def test_the_library_kept_is_the_library_loaded(house: Library, loads: list[list[Path]], tmp_path: Path) -> None:
    first, second = load_kept(folder=tmp_path), load_kept(folder=tmp_path)
    assert loads == [[]]
    assert first == second == house
    assert [*second.folders] == [*house.folders]
    assert second.fingerprint == house.fingerprint
    assert pickle.loads(pickle.dumps(second)) == house


def test_a_changed_word_is_seen(copy: Path, loads: list[list[Path]], tmp_path: Path) -> None:
    load_kept(folder=tmp_path)
    wording = copy / "clause_library" / "pilot_test" / "en.md"
    before = wording.read_bytes()
    try:
        wording.write_bytes(before.replace(b"Pilot", b"Trial", 1))
        load_kept(folder=tmp_path)
    finally:
        wording.write_bytes(before)
    load_kept(folder=tmp_path)
    assert loads == [[], []]


@pytest.mark.slow
def test_a_pack_is_kept_beside_the_house_and_its_faults_are_seen(loads: list[list[Path]], tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    shutil.copytree(PACK, pack)
    shelf = tmp_path / "shelf"
    first, second = load_kept([pack], folder=shelf), load_kept([pack], folder=shelf)
    assert first == second
    assert loads == [[pack]]
    assert second.folders["g.ai_tools"].wordings["en"].blocks
    wording = pack / "clause_library" / "g.ai_tools" / "en.md"
    changed = wording.read_text(encoding="utf-8").replace("Each Party", "Every Party")
    wording.write_text(changed, encoding="utf-8")
    assert "Every Party" in load_kept([pack], folder=shelf).folders["g.ai_tools"].wordings["en"].blocks[0].source
    wording.unlink()
    with pytest.raises(LibraryError, match="the wording is missing"):
        load_kept([pack], folder=shelf)


def test_what_is_damaged_is_made_anew(house: Library, loads: list[list[Path]], tmp_path: Path) -> None:
    load_kept(folder=tmp_path)
    [path] = tmp_path.glob("*.library.json")
    whole = path.read_bytes()
    for damage in (b"", b"{", b"[]", b'{"fingerprint": "x"}', b"\xff", whole[:-9]):
        path.write_bytes(damage)
        assert load_kept(folder=tmp_path) == house
        assert path.read_bytes() == whole
    assert len(loads) == 7


def test_a_folder_that_cannot_be_made_is_no_fault(house: Library, loads: list[list[Path]], tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("x")
    assert load_kept(folder=blocked / "below") == house
    assert len(loads) == 1


def test_word_families_kept_find_the_same(house: Library, loads: list[list[Path]], tmp_path: Path) -> None:
    texts = [list(tokens(folder.cases[:600])) for folder in list(house.folders.values())[:20]]
    load_kept(folder=tmp_path)
    for language in ("fr", "en"):
        made = lexicon(load_kept(folder=tmp_path), language).find(texts)
        assert lexicon(load_kept(folder=tmp_path), language).find(texts) == made
        [path] = tmp_path.glob(f"*.words.{language}.json")
        path.write_bytes(b"{")
        assert lexicon(load_kept(folder=tmp_path), language).find(texts) == made
