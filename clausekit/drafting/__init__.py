"""From a type and answers to a contract: a plan that can be printed, then the frozen tree."""

from __future__ import annotations

from clausekit.drafting.draft import draft, suggestion
from clausekit.drafting.plan import Plan, PlannedClause, make_plan

__all__ = ["Plan", "PlannedClause", "draft", "make_plan", "suggestion"]
