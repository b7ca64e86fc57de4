"""The command line: one file a command, loaded when the command is called."""

from __future__ import annotations

from clausekit.cli.root import main

__all__ = ["main"]
