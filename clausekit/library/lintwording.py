"""What is wrong with words and signs of our own wording: typography, words never written, references, parity."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from jinja2 import TemplateSyntaxError, nodes

from clausekit.errors import Fault
from clausekit.library.library import ClauseFolder, Library
from clausekit.library.printed import names
from clausekit.library.records import Clause
from clausekit.library.templates import make_environment
from clausekit.library.wording import Wording, WordingBlock

LANGUAGES = ("fr", "en")
LAWS = ("fr", "ew", "neutral")
_NEVER = "not_applicable"
REFERENCE = re.compile(r"\[\[ref:([a-z0-9_.]+)(?:#([a-z0-9_]+))?\]\]")
_ANCHOR = re.compile(r"\s*\[\[#([a-z0-9_]+)\]\]")
_TAG = re.compile(r"\{%.*?%\}")
_VALUE = re.compile(r"\{\{.*?\}\}|\[\[(?!#).*?\]\]")
_WORDS = {  # never written in a contract of ours, nor said to its reader (spec/audit.md 5.6, spec/english_law.md)
    "fr": re.compile(r"\bill[ée]ga(?:l|le|ux|les)\b|\bnuls? et non avenus?\b|\b(?:67|70) ?%|\ble clause\b", re.I),
    "en": re.compile(
        r"\bnull and void\b|\bvoid\b|\billegal\b|\btime is of the essence\b|\brepresentations and warranties\b"
        r"|\b(?:67|70) ?%",
        re.I,
    ),
}
_THE, _OF = "{}: write « de l'[[ref:…]] »", "{}: end with `| de`, which writes « d’un (1) mois »"
_SIGNS = {
    "fr": (
        (re.compile(r"[^\s\d(«/][;!?»](?!\w)|[^\s\d(«/]:(?=\s|$)|«(?!\s)"), "a space is missing before or after {}"),
        (re.compile(r"\bde (?:l['’])?article \[\[|\b(?:de|à|que|si|le) \[\[ref:", re.I), _THE),
        (re.compile(r"\bde \{\{[^}]*\| (?:months|\w*days|years|hours|minutes|weeks|words) \}\}"), _OF),
    ),
    "en": ((re.compile(r"\w [;:!?](?=\s|$)"), "a space stands before the sign in {}"),),
}
_BOTH = (
    (re.compile(r"(?<=\S)  +(?=\S)"), "two spaces in a row"),
    (re.compile(r",,|(?<!\.)\.\.(?!\.)"), "a sign stands twice: {}"),
    (re.compile(r"\w\"|\"\w"), "straight quotation marks: {}"),
)


def signs(wording: Wording, language: str) -> Iterator[Fault]:
    """Signs without the space that French typography asks for, doubled signs, « de Article », words never written."""
    for block in wording.blocks:
        for number, line in enumerate(block.source.splitlines(), block.line + 1):
            for message in line_faults(line, language):
                yield Fault(wording.path, number, message)


def line_faults(line: str, language: str) -> Iterator[str]:
    """What is wrong with one line of wording; tags are taken out, values and references stand as one word."""
    bare = _ANCHOR.sub("", _TAG.sub("", line))
    for pattern, message in _SIGNS[language][1:] if language == "fr" else ():
        for match in pattern.finditer(bare):
            yield message.format(f"« {match[0]} »")
    bare = _VALUE.sub("x", bare)
    for pattern, message in (*_SIGNS[language][:1], *_BOTH):
        for match in pattern.finditer(bare):
            yield message.format(f"« {match[0].strip()} »")
    yield from forbidden(bare, language)


def forbidden(text: str, language: str) -> Iterator[str]:
    """Words that no text of ours may have."""
    for match in _WORDS[language].finditer(text):
        yield f"the words {match[0]!r} are never written"


def references(library: Library, folder: ClauseFolder) -> Iterator[Fault]:
    """References to clauses or paragraphs that there are not, or that may be missing when this text is printed."""
    for wording in folder.wordings.values():
        by_variant = {v: printed(wording, v) for v in folder.clause.variants or ("balanced",)}
        for block in wording.blocks:
            variants = [variant for variant, blocks in by_variant.items() if block in blocks]
            for line, clause, anchor, guards in _referred(block):
                place = (wording.path, block.line + line)
                if clause not in library.folders:
                    yield Fault(*place, f"reference to {clause!r}, which is no clause")
                elif anchor and anchor not in anchors(library.folders[clause]):
                    yield Fault(*place, f"reference to {clause}#{anchor}: that clause has no such anchor")
                elif not _sure(library, folder.clause, variants, clause, guards):
                    has = clause.replace(".", "_")
                    yield Fault(*place, f"{clause!r} may be missing: say `if has.{has}`, or require it")


def anchors(folder: ClauseFolder) -> set[str]:
    """The anchors that the clause has in every language."""
    found = [{name for b in w.blocks for name in _ANCHOR.findall(b.source)} for w in folder.wordings.values()]
    return set.intersection(*found) if found else set()


def _sure(library: Library, clause: Clause, variants: Collection[str], target: str, guards: Collection[str]) -> bool:
    """Whether the target stands in every contract that prints a block of these variants."""
    if target == clause.id or target.replace(".", "_") in guards:
        return True
    if all(target in brought(library, clause.id, variant) for variant in variants):
        return True
    rows = [kind.matrix for kind in library.kinds.values() if kind.matrix.get(clause.id, _NEVER) != _NEVER]
    return clause.kind == "companion" and all(row.get(target) == "mandatory" for row in rows)


def printed(wording: Wording, variant: str) -> list[WordingBlock]:
    """The blocks that a variant prints under any law, in the order of the file."""
    chosen = {block.line: block for law in LAWS for block in wording.select(variant=variant, law=law)}
    return [chosen[line] for line in sorted(chosen)]


def brought(library: Library, ident: str, variant: str) -> set[str]:
    """The clauses that a clause brings with it, and those that they bring."""
    found: set[str] = set()
    queue = [ident]
    while queue:
        folder = library.folders.get(queue.pop())
        for other in folder.clause.required(variant) if folder else ():
            if other not in found:
                found.add(other)
                queue.append(other)
    return found


def _referred(block: WordingBlock) -> Iterator[tuple[int, str, str, frozenset[str]]]:
    """Line in the block (from 1), clause, anchor, and the clauses that `if has.…` makes sure of there."""
    try:
        tree = make_environment().parse(block.source)
    except TemplateSyntaxError:
        return  # told as a fault of the template
    for text, guards in _texts(tree.body, frozenset()):
        for match in REFERENCE.finditer(text.data):
            yield text.lineno + text.data[: match.start()].count("\n"), match[1], match[2] or "", guards


def _texts(body: Iterable[nodes.Node], guards: frozenset[str]) -> Iterator[tuple[nodes.TemplateData, frozenset[str]]]:
    for node in body:
        if isinstance(node, nodes.TemplateData):
            yield node, guards
        elif isinstance(node, nodes.Output):
            yield from _texts(node.nodes, guards)
        elif isinstance(node, nodes.If):
            yes, no = _asked(node.test)
            yield from _texts(node.body, guards | yes)
            yield from _texts([*node.elif_, *node.else_], guards | no)
        elif isinstance(node, nodes.For):
            yield from _texts(node.body, guards)


def _asked(test: nodes.Node) -> tuple[frozenset[str], frozenset[str]]:
    """The clauses that stand for sure when the test holds, and when it does not."""
    if isinstance(test, nodes.Not):
        yes, no = _asked(test.node)
        return no, yes
    if isinstance(test, nodes.And):
        return _asked(test.left)[0] | _asked(test.right)[0], frozenset()
    if isinstance(test, nodes.Or):
        return frozenset(), _asked(test.left)[1] | _asked(test.right)[1]
    if isinstance(test, nodes.Getattr) and isinstance(test.node, nodes.Name) and test.node.name == "has":
        return frozenset({test.attr}), frozenset()
    return frozenset(), frozenset()


def parity(folder: ClauseFolder) -> Iterator[Fault]:
    """What one language's wording says and the other's does not: elements by variant, parameters, references."""
    if set(folder.wordings) != set(LANGUAGES):
        return
    french, english = (folder.wordings[language] for language in LANGUAGES)
    for told, one, other in ((_elements, french, english), (_names, french, english), (_referred_to, french, english)):
        left, right = told(one), told(other)
        for name in sorted(left.keys() - right.keys()):
            yield Fault(one.path, left[name], f"{name} stands in {_file(one)} and not in {_file(other)}")
        for name in sorted(right.keys() - left.keys()):
            yield Fault(other.path, right[name], f"{name} stands in {_file(other)} and not in {_file(one)}")


def _file(wording: Wording) -> str:
    return wording.path.rpartition("/")[2]


def _elements(wording: Wording) -> dict[str, int]:
    found: dict[str, int] = {}
    for block in wording.blocks:
        for name in block.elements:
            for variant in block.variants or ("",):
                found.setdefault(f"the element {name}{' @' + variant if variant else ''}", block.line)
    return found


def _names(wording: Wording) -> dict[str, int]:
    """The parameters that are printed or asked for, with the line of their block."""
    found = names(wording.blocks)
    return {f"the parameter {name}": line for name, line in found.items() if name not in ("has", "law", "language")}


def _referred_to(wording: Wording) -> dict[str, int]:
    found: dict[str, int] = {}
    for block in wording.blocks:
        for match in REFERENCE.finditer(block.source):
            found.setdefault(f"the reference to {match[1]}", block.line)
    return found
