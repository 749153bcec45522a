"""What every test may lean on."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

pytest_plugins = ("tests.needs",)

# The same examples in every run, and none of them is late: a test fails for a reason.
settings.register_profile(
    "steady", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("steady")
