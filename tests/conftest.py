"""What all tests share: slow ones run when asked for, and after the others."""

from __future__ import annotations

import pytest
from hypothesis import settings

settings.register_profile("clausekit", deadline=None, derandomize=True)
settings.load_profile("clausekit")


def pytest_configure(config: pytest.Config) -> None:
    """Without `-m`, leave the slow tests out: `-m slow` runs them, `-m "slow or not slow"` runs everything."""
    if not config.option.markexpr:
        config.option.markexpr = "not slow"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.get_closest_marker("slow") is not None)
