"""PURE: whether a reader fails more than the others, and how sure the counts make it.

The difference of two shares with Newcombe's interval (R. G. Newcombe, Statistics in Medicine 17,
1998, 873-890, method 10, from Wilson's score intervals). A reader counts as worse only when the
interval's lower end, at 99 %, is above ``MARGIN``; with fewer than ``LEAST`` readings on either
side nothing is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

LEAST = 100  # readings of the reader, and of the others together
MARGIN = 0.02  # by how much worse at least: lanes differ in the documents that they see
Z = 2.5758  # of the normal distribution, 99 % on both sides


class Verdict(StrEnum):
    """What the counts say of one reader."""

    WORSE = "worse"
    ALIKE = "alike"
    FEW = "few"
    ALONE = "alone"


@dataclass(frozen=True)
class Count:
    """Readings, and how many of them failed."""

    readings: int
    failed: int

    def __add__(self, other: Count) -> Count:
        return Count(self.readings + other.readings, self.failed + other.failed)

    @property
    def share(self) -> float | None:
        """The share that failed, None of nothing."""
        return self.failed / self.readings if self.readings else None


@dataclass(frozen=True)
class Compared:
    """One reader beside the others: the interval of its own share and that of the difference;
    None where there is nothing to work one out from."""

    own: Count
    others: Count
    interval: tuple[float, float] | None
    difference: tuple[float, float] | None
    verdict: Verdict


def wilson(count: Count, z: float = Z) -> tuple[float, float] | None:
    """Wilson's score interval of a share, None of no readings."""
    n = count.readings
    if not n:
        return None
    p = count.failed / n
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def newcombe(own: Count, others: Count, z: float = Z) -> tuple[float, float] | None:
    """The interval of ``own`` share less ``others``'; None when either has no readings."""
    mine, theirs = wilson(own, z), wilson(others, z)
    if mine is None or theirs is None:
        return None
    p, q = own.failed / own.readings, others.failed / others.readings
    low = p - q - sqrt((p - mine[0]) ** 2 + (theirs[1] - q) ** 2)
    high = p - q + sqrt((mine[1] - p) ** 2 + (q - theirs[0]) ** 2)
    return max(-1.0, low), min(1.0, high)


def compared(counts: Sequence[Count]) -> list[Compared]:
    """Each reader beside all the others together, in their order."""
    whole = sum(counts, Count(0, 0))
    return [
        _compared(one, Count(whole.readings - one.readings, whole.failed - one.failed))
        for one in counts
    ]


def _compared(own: Count, others: Count) -> Compared:
    difference = newcombe(own, others)
    return Compared(own, others, wilson(own), difference, _verdict(own, others, difference))


def _verdict(own: Count, others: Count, difference: tuple[float, float] | None) -> Verdict:
    if not others.readings:
        return Verdict.ALONE
    if difference is None or min(own.readings, others.readings) < LEAST:
        return Verdict.FEW
    return Verdict.WORSE if difference[0] > MARGIN else Verdict.ALIKE
