"""How long a whole `clausekit audit` takes, held against contract-lint on the same file, and whether it repeats itself.

    python benchmarks/auditing.py FILE... --peer PATH/TO/contract-lint [--rounds 5]

contract-lint (0.2.6 with its extra `docx`) is for comparison only: install it in an environment of its own and name
its command. Each figure is the processor time of a whole process, the least of the rounds, with compiled bytecode as an
installed package has it and a library that an earlier run has kept. spaCy's import, which every audit pays, is measured
apart and set aside. The goal is at most twice the peer; the two reports of a file must be the same bytes.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

GOAL = 2.0


def seconds(command: list[str], environment: dict[str, str], rounds: int) -> float:
    """Processor seconds of the fastest of a few runs."""
    times = []
    for _ in range(rounds + 1):  # the first fills caches
        before = os.times()
        subprocess.run(command, env=environment, capture_output=True, check=False)
        after = os.times()
        spent = after.children_user + after.children_system - before.children_user - before.children_system
        times.append(spent)
    return min(times[1:])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--peer", default="", help="the command contract-lint")
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    met = True
    with tempfile.TemporaryDirectory() as folder:
        environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        environment |= {"PYTHONPYCACHEPREFIX": f"{folder}/pyc", "CLAUSEKIT_CACHE": f"{folder}/kept"}
        ours = [sys.executable, "-m", "clausekit", "audit"]
        spacy = seconds([sys.executable, "-c", "import spacy"], environment, asked.rounds)
        bare = seconds([sys.executable, "-c", "pass"], environment, asked.rounds)
        print(f"import of spaCy: {spacy - bare:.2f} s; Python alone: {bare:.2f} s")
        for file in asked.files:
            whole = seconds([*ours, str(file)], environment, asked.rounds)
            aside = whole - (spacy - bare)
            once, again = (
                subprocess.run(
                    [*ours, str(file), "-f", "json"], env=environment, capture_output=True, check=False
                ).stdout
                for _ in range(2)
            )
            line = f"{file.name}: {whole:.2f} s, {aside:.2f} s without spaCy's import"
            if asked.peer:
                peer = seconds([asked.peer, "lint", str(file)], environment, asked.rounds)
                met = met and aside <= GOAL * peer
                line += f"; contract-lint {peer:.2f} s: {aside / peer:.1f} times (goal {GOAL:g})"
            met = met and bool(once) and once == again
            print(line + ("" if once == again else "; THE TWO REPORTS DIFFER"))
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
