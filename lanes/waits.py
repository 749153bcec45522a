"""PURE: how long vehicles waited, as bars placed on a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDE, ROW, LABEL, EDGE = 640, 28, 230, 12  # of the picture, one bar, its label, the margin
_NUMBER = 60  # room for the minutes beyond a bar
_FEWEST = 60  # minutes that the picture is wide at least: one short wait does not fill it


@dataclass(frozen=True)
class Wait:
    """One vehicle: how people name it, and its whole minutes from arrival to release."""

    label: str
    minutes: int


@dataclass(frozen=True)
class Bar:
    """One bar at ``y``, ``wide`` pixels from the labels on."""

    label: str
    minutes: int
    y: int
    wide: float


@dataclass(frozen=True)
class Picture:
    """The bars, one under the other, and what they tell together."""

    bars: tuple[Bar, ...]
    high: int
    median: int
    longest: int


def picture(waits: Sequence[Wait]) -> Picture | None:
    """The bars of these waits in their order; None where there are none."""
    if not waits:
        return None
    longest = max(one.minutes for one in waits)
    scale = (WIDE - LABEL - _NUMBER) / max(longest, _FEWEST)
    bars = tuple(
        Bar(one.label, one.minutes, EDGE + ROW * place, round(one.minutes * scale, 1))
        for place, one in enumerate(waits)
    )
    return Picture(bars, 2 * EDGE + ROW * len(waits), _median(waits), longest)


def _median(waits: Sequence[Wait]) -> int:
    found = sorted(one.minutes for one in waits)
    middle = len(found) // 2
    return found[middle] if len(found) % 2 else (found[middle - 1] + found[middle]) // 2
