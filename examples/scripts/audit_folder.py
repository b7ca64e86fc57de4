"""Audit every contract of a folder and print a CSV: file, type, language, conclusion, findings by severity.

python examples/scripts/audit_folder.py examples/contracts > conclusions.csv
"""

import csv
import sys
from pathlib import Path

from clausekit import ClausekitError, audit

SEVERITIES = ("critical", "major", "minor", "info")


def main(folder: str) -> None:
    out = csv.writer(sys.stdout)
    out.writerow(["file", "type", "language", "conclusion", *SEVERITIES])
    for path in sorted(p for p in Path(folder).rglob("*") if p.suffix in (".docx", ".docm")):
        try:
            report = audit(path).to_dict()
        except ClausekitError as error:  # unreadable: say so and go on with the others
            out.writerow([path.name, "", "", str(error), *[""] * len(SEVERITIES)])
            continue
        kind, language = report["alliance_type"]["id"], report["language"]["id"]
        out.writerow([path.name, kind, language, report["conclusion"], *[report["counts"][s] for s in SEVERITIES]])


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else ".")
