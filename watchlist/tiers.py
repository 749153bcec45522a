"""PURE: from a probability to red, amber, grey or nothing, by list and by date quality."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from watchlist.listed import DateQuality


class Tier(StrEnum):
    """How a hit is handled: red and amber at the desk, grey only on the supervisor's page."""

    RED = "red"
    AMBER = "amber"
    GREY = "grey"


@dataclass(frozen=True)
class Steps:
    """From which probability a hit has each tier; above 1 never."""

    red: float
    amber: float
    grey: float

    @property
    def is_sound(self) -> bool:
        """Whether the steps go down and lie where probabilities do."""
        return 0 < self.grey <= self.amber <= self.red <= NEVER


NEVER = 1.01
# Where nobody set others: watchlist design, measured on a million invented names. A row without
# a full birth date cannot tell namesakes apart: it never stops anybody by itself.
USUAL: Mapping[str, Steps] = {
    DateQuality.FULL: Steps(red=0.73, amber=0.5, grey=0.2),
    DateQuality.YEAR: Steps(red=NEVER, amber=0.73, grey=0.35),
    DateQuality.NONE: Steps(red=NEVER, amber=NEVER, grey=0.5),
}
# Among so few rows namesakes of one year are rare, and nothing is worth keeping below amber.
SHORT_LIST = 5_000
USUAL_SHORT: Mapping[str, Steps] = {
    DateQuality.FULL: Steps(red=0.73, amber=0.5, grey=0.5),
    DateQuality.YEAR: Steps(red=NEVER, amber=0.5, grey=0.5),
    DateQuality.NONE: Steps(red=NEVER, amber=NEVER, grey=0.65),
}
Thresholds = Mapping[str, Steps]


def usual(rows: int) -> Thresholds:
    """The steps of a list of so many entries where nobody set others."""
    return USUAL_SHORT if rows <= SHORT_LIST else USUAL


def tier_of(
    probability: float, quality: str, thresholds: Thresholds, *, is_weak: bool = False
) -> Tier | None:
    """The tier of a hit by name; a name that the source itself doubts is grey at most."""
    steps = thresholds[quality]
    if probability < steps.grey:
        return None
    if is_weak or probability < steps.amber:
        return Tier.GREY
    return Tier.RED if probability >= steps.red else Tier.AMBER


def lowest(thresholds: Thresholds) -> float:
    """The probability below which nothing is kept."""
    return min(steps.grey for steps in thresholds.values())


def plain(thresholds: Thresholds) -> dict[str, Any]:
    """As the database keeps them."""
    return {name: vars(steps) for name, steps in thresholds.items()}


def of_plain(told: Mapping[str, Any]) -> Thresholds:
    """Thresholds back from ``plain``."""
    return {name: Steps(**told[name]) for name in DateQuality}
