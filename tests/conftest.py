"""What every test may lean on."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ("tests.needs",)

# The same examples in every run, and none of them is late: a test fails for a reason.
settings.register_profile(
    "steady", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("steady")

LONGEST = "tests/house/test_routes.py"  # minutes in one fixture


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest file first: two workers would else end by waiting for the one that has it."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))
