"""From a type and answers to a contract: a plan that can be printed, then the frozen tree."""

from __future__ import annotations

from clausekit.drafting.draft import draft
from clausekit.drafting.plan import Plan, PlannedClause, make_plan
from clausekit.drafting.suggest import suggestion

__all__ = ["Plan", "PlannedClause", "draft", "make_plan", "suggestion"]
