"""How long writing a contract takes, held against filling its shell with docxtpl and nothing else.

    python benchmarks/generate.py [--type TYPE --language fr] [--rounds 5]

Prints the best of the rounds for each step, in one process with the library loaded, and the ratio of the whole
(plan, draft, write, check; no page numbers) to a bare docxtpl render of the same shell. The garbage collector is set
as the command sets it. The goal is a whole of at most 1.5 times the render plus 0.3 s.
"""

from __future__ import annotations

import argparse
import gc
import io
import sys
import time
from collections.abc import Callable
from pathlib import Path

from clausekit.api import draft, generate, load_library
from clausekit.cli.root import COLLECT
from clausekit.library.answers import read_answers
from clausekit.model import Contract
from clausekit.word.package import pack
from clausekit.word.shell import cover_values, load_shell
from clausekit.word.write import write_docx

EXAMPLES = Path(__file__).parent.parent / "examples" / "answers"
FACTOR, REST = 1.5, 0.3


def best(rounds: int, work: Callable[[], object]) -> float:
    """Seconds of processor time of the fastest round: what else runs here does not count."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def render(contract: Contract) -> bytes:
    """The shell filled by docxtpl, as any user of docxtpl would."""
    from docxtpl import DocxTemplate

    template = DocxTemplate(io.BytesIO(pack(load_shell().package.parts)))
    template.render(cover_values(contract), autoescape=True)
    buffer = io.BytesIO()
    template.save(buffer)
    return buffer.getvalue()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--type", default="", help="default: the type whose example is the longest")
    parser.add_argument("--language", default="fr")
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    gc.set_threshold(*COLLECT)
    load_library()
    answers = {
        path.name.split(".")[0]: read_answers([path]) for path in sorted(EXAMPLES.glob(f"*.{asked.language}.yaml"))
    }
    kind = asked.type or max(answers, key=lambda kind: draft(kind, answers[kind]).words())
    contract = draft(kind, answers[kind])
    floor = best(asked.rounds, lambda: render(contract))
    steps = {
        "plan and draft": best(asked.rounds, lambda: draft(kind, answers[kind])),
        "write": best(asked.rounds, lambda: write_docx(contract)),
    }
    whole = best(asked.rounds, lambda: generate(kind, answers[kind]))
    print(f"{kind}.{asked.language}: {contract.words()} words, {len(list(contract.paragraphs()))} paragraphs")
    print(f"  docxtpl render of the shell  {floor:7.3f} s")
    for name, seconds in steps.items():
        print(f"  {name:27}  {seconds:7.3f} s")
    print(f"  generate                     {whole:7.3f} s   {whole / floor:5.1f} times the render")
    allowed = FACTOR * floor + REST
    print(f"  goal: {FACTOR} times the render + {REST} s = {allowed:.3f} s: {'met' if whole <= allowed else 'missed'}")
    return 0 if whole <= allowed else 1


if __name__ == "__main__":
    sys.exit(main())
