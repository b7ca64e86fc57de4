"""The house: floors, guests, lazy imports, sizes. Reads the source; no import of ours is executed for the floors."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import clausekit
import pytest

HOUSE = Path(clausekit.__file__).parent
MODULES = sorted(path.relative_to(HOUSE).as_posix() for path in HOUSE.rglob("*.py"))
FLOORS = (  # from the street down; imports go down only
    {"cli", "web", "batch", "testing", "safe", "__main__"},
    {"api", "__init__"},
    {"checks", "reports", "mend", "opening"},
    {"drafting", "analysis", "word", "plain", "pdf"},
    {"library", "language"},
    {"model", "findings", "report", "texts", "errors", "numerals", "refusals", "notes", "objections"},
)
SHARED = {  # ground-floor files that two rooms of the third floor share: they know the ground floor only
    "signs": set(),
    "outline": {"model", "errors", "numerals", "signs"},
    "markdown": {"model", "outline", "signs"},
}
# Doors may use each other where one is built on the other; `__main__` is the command line's own name.
NEIGHBOURS = {
    ("__main__", "cli"), ("cli", "web"), ("cli", "batch"), ("cli", "testing"),
    ("cli", "safe"), ("web", "safe"), ("batch", "safe"),
    ("findings", "model"), ("report", "findings"), ("report", "model"), ("report", "errors"),
    ("refusals", "errors"), ("objections", "errors"), ("notes", "model"), ("notes", "texts"),
}  # fmt: skip
GUESTS = {  # one room a guest
    "spacy": {"language"},
    "docx": {"word"},
    "docxtpl": {"word"},
    "lxml": {"word"},
    "pypdf": {"word", "pdf"},
    "yaml": {"library"},
    "jinja2": {"library", "word", "reports"},  # word: docxtpl fills a shell in a sandbox; reports: the HTML page
    "babel": {"library"},
    "pydantic": {"library"},
    "markdown_it": {"library", "markdown"},
    "click": {"cli"},
    "rich": {"cli"},
    "dask": {"batch"},
    "icalendar": {"reports"},
}
ONLY = {("drafting", "jinja2"): {"TemplateError"}}  # drafting turns an error of the renderer into a fault


def room(module: str) -> str:
    return module.split("/")[0].removesuffix(".py")


@cache
def tree(module: str) -> ast.Module:
    return ast.parse((HOUSE / module).read_text(encoding="utf-8"))


def imports(module: str, *, everywhere: bool = True) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What a module imports: dotted name and the names taken from it. Relative imports are not used here."""
    nodes = ast.walk(tree(module)) if everywhere else iter(tree(module).body)
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from ((alias.name, ()) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: a relative import"
            yield node.module or "", tuple(alias.name for alias in node.names)


def rooms_used(module: str) -> set[str]:
    used = set()
    for name, taken in imports(module):
        parts = name.split(".")
        if parts[0] == "clausekit":
            used |= {parts[1]} if len(parts) > 1 else {n if (HOUSE / f"{n}.py").exists() else "__init__" for n in taken}
    return used - {room(module)}


def floor(name: str) -> int:
    return next(number for number, rooms in enumerate(FLOORS) if name in rooms)


@pytest.mark.parametrize("module", MODULES)
def test_imports_go_down_only(module: str) -> None:
    here = room(module)
    for there in rooms_used(module):
        if "__init__" in (here, there) or (here, there) in NEIGHBOURS:
            continue  # the version, and the front door that loads rooms by name
        if here in SHARED:
            assert there in SHARED[here], f"{module} imports {there}"
        elif there in SHARED:
            assert floor(here) <= 3, f"{module} imports {there}"
        else:
            assert floor(there) > floor(here), f"{module} imports {there}, which is not below it"


def test_every_room_has_a_floor() -> None:
    assert {room(module) for module in MODULES} <= set().union(*FLOORS) | set(SHARED)


@pytest.mark.parametrize("module", MODULES)
def test_each_guest_stays_in_its_room(module: str) -> None:
    here = room(module)
    for name, taken in imports(module):
        guest = name.split(".")[0]
        if guest in GUESTS and here not in GUESTS[guest]:
            assert taken, f"{module} imports {name}"
            assert set(taken) <= ONLY.get((here, guest), set()), f"{module} imports {name}"


@pytest.mark.parametrize("module", MODULES)
def test_every_module_says_what_it_is_for(module: str) -> None:
    assert (ast.get_docstring(tree(module)) or "").strip()


@pytest.mark.parametrize("module", MODULES)
def test_no_file_has_more_than_300_lines(module: str) -> None:
    lines = len((HOUSE / module).read_text(encoding="utf-8").splitlines())
    assert lines <= 300, f"{module} has {lines} lines"


@pytest.mark.parametrize("module", MODULES)
def test_the_library_never_prints(module: str) -> None:
    calls = [node.func for node in ast.walk(tree(module)) if isinstance(node, ast.Call)]
    assert not [call.lineno for call in calls if isinstance(call, ast.Name) and call.id in ("print", "input")]
    if room(module) not in ("cli", "__main__"):
        streams = [node for node in ast.walk(tree(module)) if isinstance(node, ast.Attribute) and node.attr == "stdout"]
        assert not [n.lineno for n in streams if isinstance(n.value, ast.Name) and n.value.id == "sys"]


@pytest.mark.parametrize("module", MODULES)
def test_nothing_is_left_for_later(module: str) -> None:
    text = (HOUSE / module).read_text(encoding="utf-8")
    assert not [word for word in ("TODO", "FIXME", "NotImplementedError", "pragma: no cover") if word in text]


def loaded_by(code: str) -> set[str]:
    """Top packages in memory after some code has run in a process of its own."""
    script = f"import sys\n{code}\nprint('\\n'.join(sorted({{name.split('.')[0] for name in sys.modules}})))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=HOUSE.parent, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


COMMAND = "import clausekit.cli\nsys.argv = ['clausekit', {!r}]\ntry: clausekit.cli.main()\nexcept SystemExit: pass"


@pytest.mark.parametrize(
    "code",
    [
        "import clausekit", "import clausekit.errors, clausekit.findings, clausekit.model",
        COMMAND.format("--help"), COMMAND.format("--version"), COMMAND.format("nonsense"),
    ],
)  # fmt: skip
def test_a_light_start_loads_no_heavy_guest(code: str) -> None:
    heavy = {"spacy", "docx", "docxtpl", "lxml", "yaml", "jinja2", "pydantic", "babel", "numpy", "markdown_it"}
    heavy |= {"icalendar"}
    assert loaded_by(code) & heavy == set()


def test_loading_the_library_needs_neither_spacy_nor_word() -> None:
    code = "from clausekit import load_library\nload_library()"
    assert loaded_by(code) & {"spacy", "docx", "docxtpl", "lxml", "numpy", "click"} == set()


def test_writing_a_contract_needs_no_spacy() -> None:
    assert "spacy" not in loaded_by("import clausekit.drafting, clausekit.drafting.draft, clausekit.word.write")


def test_every_public_name_can_be_loaded() -> None:
    for name in clausekit.__all__:
        assert getattr(clausekit, name).__name__.rsplit(".")[-1] == name
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = clausekit.nonsense
