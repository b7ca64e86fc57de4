"""`python -m clausekit`: the command line."""

from __future__ import annotations

from clausekit.cli import main

if __name__ == "__main__":
    main()
