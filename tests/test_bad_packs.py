"""Bad packs: every fault with its file and line, nothing loaded, exit 2 (spec: a pack can come by mail)."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from clausekit import LibraryError, load_library

PACK = Path(__file__).parent.parent / "examples" / "pack"
CLAUSE = "clause_library/g.ai_tools/clause.yaml"


def edited(path: str, old: str, new: str) -> Callable[[Path], None]:
    def edit(pack: Path) -> None:
        text = (pack / path).read_text(encoding="utf-8")
        assert old in text
        (pack / path).write_text(text.replace(old, new, 1), encoding="utf-8")

    return edit


def circle(pack: Path) -> None:
    """Two further clauses: the first asks for the second, the second for the third, the third for the first."""
    home = pack / "clause_library"
    names = ["g.ai_tools", "g.ai_two", "g.ai_three"]
    for name in names[1:]:
        shutil.copytree(home / "g.ai_tools", home / name)
        edited(f"clause_library/{name}/clause.yaml", "id: g.ai_tools", f"id: {name}")(pack)
    for name, other in zip(names, [*names[1:], names[0]], strict=True):
        edited(f"clause_library/{name}/clause.yaml", "related:", f"requires: [{other}]\nrelated:")(pack)


def bomb(pack: Path) -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"{b}: &{b} [{', '.join([f'*{a}'] * 10)}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True)]
    (pack / CLAUSE).write_text("\n".join(lines), encoding="utf-8")


def huge(pack: Path) -> None:
    (pack / CLAUSE).write_bytes(b"# " + b"x" * 50_000_000)


def escaping(pack: Path) -> None:
    target = pack.parent / "outside.yaml"
    shutil.move(pack / CLAUSE, target)
    (pack / CLAUSE).symlink_to(target)


BAD = {
    "a wrong key": (edited(CLAUSE, "purpose:", "purpos:"), r"clause\.yaml:5: unknown key purpos"),
    "a missing language": (lambda pack: (pack / "clause_library/g.ai_tools/en.md").unlink(), "wording is missing"),
    "an unsafe template": (
        edited("clause_library/g.ai_tools/fr.md", "{{ ai_tools_days | days | de }}", "{{ x.__class__ }}"),
        r"fr\.md:4: the attribute '__class__' is not allowed",
    ),
    "an unknown filter": (
        edited("clause_library/g.ai_tools/fr.md", "| days", "| system"), r"fr\.md:4: unknown filter 'system'",
    ),
    "an unknown concept": (edited(CLAUSE, "[tells, ai_tool]", "[tels, ai_tool]"), r"did you mean tells"),
    "a circle of requires": (circle, r"requires: .* → .* → .* → .* goes round in a circle"),
    "a path out of the pack": (escaping, r"the path leads out of its folder"),
    "a file of 50 MB": (huge, r"more than 2000000"),
    "an alias bomb": (bomb, r"clause\.yaml:\d+: too many values"),
    "a place to fill in": (edited(CLAUSE, "fr: [outil*]", 'fr: ["<fill in: words>"]'), r"still to be filled in"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_pack_is_refused_with_its_file_and_line(name: str, tmp_path: Path) -> None:
    spoil, message = BAD[name]
    pack = tmp_path / "pack"
    shutil.copytree(PACK, pack)
    spoil(pack)
    with pytest.raises(LibraryError, match=message):
        load_library(pack)


def test_faults_of_several_files_come_at_once_and_end_with_2(tmp_path: Path) -> None:
    import subprocess
    import sys

    pack = tmp_path / "pack"
    shutil.copytree(PACK, pack)
    BAD["a wrong key"][0](pack)
    edited("contract_templates/joint_event/template.yaml", "code: EVT", "code: event")(pack)
    done = subprocess.run(
        [sys.executable, "-m", "clausekit", "clauses", "list", "--pack", str(pack)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stdout == ""
    assert "unknown key purpos" in done.stderr
    assert "joint_event/template.yaml:2" in done.stderr
    assert "Traceback" not in done.stderr
