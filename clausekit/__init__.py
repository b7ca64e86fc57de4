"""Write alliance contracts from a clause library, and audit anybody's contract against the same clauses."""

__version__ = "0.1.0"
