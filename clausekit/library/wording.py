"""The wording files fr.md and en.md: one block per element, variant and law.

A block begins with a line `## element, element @variant /law`; `## -` is connecting text of no element.
A block without @variant serves every variant that has no block of its own for one of its elements; the same
holds for /law. A `+` in the head makes the block go on in the paragraph before. Blocks keep the order of the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from clausekit.errors import Fault

_HEAD = re.compile(r"^##\s+(.+?)\s*$")
_VARIANTS = ("protective", "balanced", "light")
_LAWS = ("fr", "ew", "neutral")


@dataclass(frozen=True, slots=True)
class WordingBlock:
    """A template, the elements it writes, and the variants and laws it is for (() = all the others).

    `joined`: its first sentence goes on in the paragraph before instead of beginning one.
    """

    elements: tuple[str, ...]
    variants: tuple[str, ...]
    laws: tuple[str, ...]
    source: str
    line: int
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    path: str
    blocks: tuple[WordingBlock, ...]

    def select(self, *, variant: str, law: str) -> tuple[WordingBlock, ...]:
        """The blocks that a variant under a law prints, in the order of the file."""
        best: dict[str, tuple[bool, bool]] = {}
        fitting: list[tuple[WordingBlock, tuple[bool, bool]]] = []
        for block in self.blocks:
            if (not block.variants or variant in block.variants) and (not block.laws or law in block.laws):
                rank = (bool(block.variants), bool(block.laws))
                fitting.append((block, rank))
                for name in block.elements:
                    best[name] = max(rank, best.get(name, rank))
        return tuple(block for block, rank in fitting if all(best[name] <= rank for name in block.elements))


@dataclass(frozen=True, slots=True)
class OwnWording:
    """How one type or document words a clause: its heading and its blocks."""

    title: str
    wording: Wording


def parse_document(text: str, path: str) -> tuple[dict[str, OwnWording], list[Fault]]:
    """The wording file of a type: `# clause_id Heading`, then blocks as in a clause's own wording file."""
    found: dict[str, OwnWording] = {}
    faults: list[Fault] = []
    lines = text.splitlines()
    starts = [n for n, line in enumerate(lines) if line.startswith("# ")]
    if not starts or any(line.strip() and not line.startswith("<!--") for line in lines[: starts[0]]):
        faults.append(Fault(path, 1, "text before the first `# clause_id Heading`"))
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        ident, _, title = lines[start][2:].strip().partition(" ")
        body = "\n".join(lines[start + 1 : end])
        wording, wrong = parse_wording(body, path)
        faults += [replace(fault, line=fault.line + start + 1) for fault in wrong]
        blocks = tuple(replace(block, line=block.line + start + 1) for block in wording.blocks)
        if ident in found:
            faults.append(Fault(path, start + 1, f"the clause {ident!r} stands twice"))
        found[ident] = OwnWording(title.strip(), Wording(path, blocks))
    return found, faults


def parse_wording(text: str, path: str) -> tuple[Wording, list[Fault]]:
    """Split a wording file into blocks; faults for headers that cannot be read."""
    faults: list[Fault] = []
    blocks: list[WordingBlock] = []
    head: tuple[str, int] | None = None
    body: list[str] = []

    def close() -> None:
        if head is None:
            if any(line.strip() and not line.startswith(("# ", "<!--")) for line in body):
                faults.append(Fault(path, 1, "text before the first `## element` heading"))
            return
        block, fault = _block(head[0], "\n".join(body).strip("\n"), path, head[1])
        if fault:
            faults.append(fault)
        else:
            assert block is not None
            blocks.append(block)

    for number, line in enumerate(text.splitlines(), 1):
        match = _HEAD.match(line)
        if match:
            close()
            head, body = (match[1], number), []
        else:
            body.append(line)
    close()
    return Wording(path, tuple(blocks)), faults


def _block(head: str, source: str, path: str, line: int) -> tuple[WordingBlock | None, Fault | None]:
    elements: list[str] = []
    variants: list[str] = []
    laws: list[str] = []
    for word in head.replace(",", " ").split():
        if word.startswith("@"):
            variants.append(word[1:])
        elif word.startswith("/"):
            laws.append(word[1:])
        elif word not in ("-", "+"):
            elements.append(word)
    wrong = [v for v in variants if v not in _VARIANTS] + [law for law in laws if law not in _LAWS]
    if wrong:
        return None, Fault(path, line, f"unknown variant or law: {', '.join(wrong)}", "see the README of the library")
    if not source.strip():
        return None, Fault(path, line, f"the block {head!r} is empty")
    joined = "+" in head.split()
    return WordingBlock(tuple(elements), tuple(variants), tuple(laws), source, line, joined), None
