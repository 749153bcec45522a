"""PURE: a rate with its interval, and whether anything may be said of it."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

LEAST = 30  # fewer are counted and nothing is claimed
_Z = 1.959963984540054  # 97.5 per cent of the standard normal distribution


@dataclass(frozen=True)
class Rate:
    """So many of so many."""

    events: int
    of: int

    @property
    def share(self) -> float | None:
        """0..1; None where nothing was counted."""
        return self.events / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 per cent interval of E. B. Wilson (JASA 22, 1927, 209-212)."""
        if not self.of:
            return None
        n, p, z2 = self.of, self.events / self.of, _Z * _Z
        middle = (p + z2 / (2 * n)) / (1 + z2 / n)
        half = _Z * sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
        return max(0.0, middle - half), min(1.0, middle + half)

    @property
    def is_enough(self) -> bool:
        """Whether there are enough to say anything."""
        return self.of >= LEAST


def differ(one: Rate, other: Rate) -> bool | None:
    """Whether the intervals stand apart; None where either has too few. Intervals that touch
    prove no equality: then nothing is claimed either way."""
    if not (one.is_enough and other.is_enough):
        return None
    (low, high), (floor, top) = one.interval or (0, 1), other.interval or (0, 1)
    return high < floor or top < low
