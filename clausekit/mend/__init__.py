"""The contract given back mended: comments on what was found, tracked changes for what is missing."""

from __future__ import annotations

from clausekit.mend.hand_back import Mended, Mender, annotate, redline

__all__ = ["Mended", "Mender", "annotate", "redline"]
