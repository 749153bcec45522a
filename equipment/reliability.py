"""PURE: how often things fail, how long they are down, and how far they can be counted on.

MTBF is the time in working order over the number of failures, MTTR the mean length of the downtimes
that have ended, availability the time in working order over all the time (IEC 60050-192: 192-05-13,
192-07-23, 192-08-01). Without a failure there is no MTBF, without an ended downtime no MTTR: None,
never a guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

_NONE = timedelta()


@dataclass(frozen=True)
class Change:
    """A thing fell out of working order, or came back."""

    at: datetime
    is_down: bool  # from then on


@dataclass(frozen=True)
class Life:
    """One thing between two instants: whether it was down at the first, and each change after."""

    since: datetime
    until: datetime
    was_down: bool
    changes: Sequence[Change] = ()


@dataclass(frozen=True)
class Figures:
    """What several lives come to."""

    things: int
    failures: int
    up: timedelta
    down: timedelta
    repaired: int
    repair_time: timedelta

    def __add__(self, other: Figures) -> Figures:
        return Figures(*(a + b for a, b in zip(self._parts, other._parts, strict=True)))

    def __sub__(self, other: Figures) -> Figures:
        return Figures(*(a - b for a, b in zip(self._parts, other._parts, strict=True)))

    @property
    def _parts(self) -> tuple[Any, ...]:
        return (self.things, self.failures, self.up, self.down, self.repaired, self.repair_time)

    @property
    def mtbf(self) -> timedelta | None:
        """Mean time between failures."""
        return self.up / self.failures if self.failures else None

    @property
    def mttr(self) -> timedelta | None:
        """Mean time to repair."""
        return self.repair_time / self.repaired if self.repaired else None

    @property
    def availability(self) -> float | None:
        """Between 0 and 1; None for no time at all."""
        whole = self.up + self.down
        return self.up / whole if whole else None


def within(life: Life, since: datetime, until: datetime) -> Life:
    """A part of a life. What changed at its very beginning belongs to the part before."""
    begun = max(since, life.since)
    end = max(begun, min(until, life.until))
    before = [change for change in life.changes if change.at <= begun]
    was_down = before[-1].is_down if before else life.was_down
    return Life(begun, end, was_down, [one for one in life.changes if begun < one.at <= end])


def quiet(things: int, length: timedelta) -> Figures:
    """The figures of things that worked all the time."""
    return Figures(things, 0, things * length, _NONE, 0, _NONE)


def figures(lives: Iterable[Life]) -> Figures:
    """The figures of several things together."""
    return sum((_figures(life) for life in lives), quiet(0, _NONE))


def _figures(life: Life) -> Figures:
    failures = repaired = 0
    up = down = repair_time = _NONE
    at, is_down = life.since, life.was_down
    for change in life.changes:
        up, down = _passed(up, down, is_down, change.at - at)
        if change.is_down and not is_down:
            failures += 1
        elif is_down and not change.is_down:
            repaired, repair_time = repaired + 1, repair_time + (change.at - at)
        if change.is_down != is_down:
            at, is_down = change.at, change.is_down
        else:
            up, down = _passed(up, down, is_down, at - change.at)  # nothing changed then
    up, down = _passed(up, down, is_down, life.until - at)
    return Figures(1, failures, up, down, repaired, repair_time)


def _passed(
    up: timedelta, down: timedelta, is_down: bool, passed: timedelta
) -> tuple[timedelta, timedelta]:
    return (up, down + passed) if is_down else (up + passed, down)
