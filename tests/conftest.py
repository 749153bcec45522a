"""What every test may lean on."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ("tests.needs", "tests.browser")

# The same examples in every run, and none of them is late: a test fails for a reason.
settings.register_profile(
    "steady", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("steady")

# Minutes in one test or fixture, the longest first.
LONGEST = (
    "tests/house/test_routes.py",
    "tests/docreader/test_mutations.py",
    "tests/crash/test_kill_nine.py",
    "tests/house/test_scripts.py",
    "tests/house/test_schema.py",
    "tests/crossings/test_old_register.py",
    "tests/journeys/test_stocktake.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first: two workers would else end by waiting for the one that has them."""
    items.sort(key=lambda item: _place(item.nodeid.partition("::")[0]))


def _place(file: str) -> int:
    return LONGEST.index(file) if file in LONGEST else len(LONGEST)
