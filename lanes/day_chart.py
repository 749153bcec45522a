"""PURE: days of people, waits of vehicles and what was not as usual, on one axis of time.

Columns stand side by side and are never stacked: what was registered, what only the essential was
asked of, what came from paper and what was estimated are four numbers, not one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from borderpost.plots import round_axis

WIDE, LEFT, RIGHT = 960, 110, 16
TOP, COLUMNS, GAP, WAITS, STRIP = 14, 190, 34, 90, 22  # heights from the top down
MOST_LABELS = 14


@dataclass(frozen=True)
class DayOf:
    """One day: its label, where it begins, and the value of each series."""

    label: str
    begin: datetime
    end: datetime
    values: tuple[int, ...]


@dataclass(frozen=True)
class WaitOf:
    """One vehicle: when it came, and how long it waited in minutes."""

    label: str
    arrived: datetime
    minutes: int


@dataclass(frozen=True)
class SpanOf:
    """Something that was not as usual: on which strip, from when until when, its shade."""

    strip: int
    label: str
    begin: datetime
    end: datetime
    shade: str


@dataclass(frozen=True)
class Box:
    """A rectangle with what it says when it is pointed at."""

    x: float
    y: float
    wide: float
    high: float
    series: int
    label: str
    shade: str = ""


@dataclass(frozen=True)
class Mark:
    """A number or a word on an axis, at ``at`` pixels."""

    at: float
    label: str


@dataclass(frozen=True)
class Chart:
    """Everything to draw, in pixels of a picture ``WIDE`` across and ``high`` down."""

    columns: tuple[Box, ...]
    waits: tuple[Box, ...]
    strips: tuple[Box, ...]
    rows: tuple[Mark, ...]  # the strips' names, at their middle
    days: tuple[Mark, ...]
    people: tuple[Mark, ...]  # of the upper axis
    minutes: tuple[Mark, ...]  # of the lower one
    foot: float  # of the columns
    wait_foot: float
    high: float


def chart(
    days: Sequence[DayOf], waits: Sequence[WaitOf], spans: Sequence[SpanOf], strips: Sequence[str]
) -> Chart:
    """Place everything; ``days`` are in order and touch, at least one."""
    scale = _Time(days[0].begin, days[-1].end)
    foot = TOP + COLUMNS
    wait_foot = foot + GAP + WAITS
    people = round_axis(max((value for day in days for value in day.values), default=0))
    minutes = round_axis(max([60, *(one.minutes for one in waits)]))
    first = wait_foot + 14
    return Chart(
        columns=tuple(box for day in days for box in _columns(day, scale, people[-1], foot)),
        waits=tuple(_wait(one, scale, minutes[-1], wait_foot) for one in waits),
        strips=tuple(_strip(one, scale, first) for one in spans if scale.touches(one)),
        rows=tuple(Mark(first + STRIP * n + 12, name) for n, name in enumerate(strips)),
        days=tuple(_labels(days, scale)),
        people=tuple(_ticks(people, foot, COLUMNS)),
        minutes=tuple(_ticks(minutes, wait_foot, WAITS)),
        foot=foot,
        wait_foot=wait_foot,
        high=first + STRIP * len(strips) + 6,
    )


@dataclass(frozen=True)
class _Time:
    begin: datetime
    end: datetime

    def at(self, moment: datetime) -> float:
        share = (moment - self.begin) / max(self.end - self.begin, timedelta(seconds=1))
        return round(LEFT + (WIDE - LEFT - RIGHT) * min(1.0, max(0.0, share)), 1)

    def touches(self, span: SpanOf) -> bool:
        return span.begin < self.end and span.end > self.begin


def _columns(day: DayOf, scale: _Time, most: float, foot: float) -> Sequence[Box]:
    left, right = scale.at(day.begin), scale.at(day.end)
    room = (right - left) * 0.84
    wide = min(40.0, room / len(day.values))
    first = (left + right) / 2 - wide * len(day.values) / 2
    return [
        Box(
            round(first + wide * n, 1),
            round(foot - COLUMNS * value / most, 1),
            round(max(1.0, wide - 1), 1),
            round(COLUMNS * value / most, 1),
            n,
            f"{day.label}: {value}",
        )
        for n, value in enumerate(day.values)
    ]


def _wait(one: WaitOf, scale: _Time, most: float, foot: float) -> Box:
    high = round(WAITS * min(1.0, one.minutes / most), 1)
    return Box(scale.at(one.arrived), round(foot - high, 1), 3, high, 0, one.label)


def _strip(span: SpanOf, scale: _Time, first: float) -> Box:
    left, right = scale.at(span.begin), scale.at(span.end)
    wide = max(2.0, round(right - left, 1))  # a short cut is seen all the same
    return Box(left, first + STRIP * span.strip, wide, STRIP - 6, span.strip, span.label,
               span.shade)  # fmt: skip


def _labels(days: Sequence[DayOf], scale: _Time) -> Sequence[Mark]:
    every = -(-len(days) // MOST_LABELS)
    return [Mark((scale.at(day.begin) + scale.at(day.end)) / 2, day.label) for day in days[::every]]


def _ticks(axis: Sequence[float], foot: float, high: float) -> Sequence[Mark]:
    return [Mark(round(foot - high * value / axis[-1], 1), f"{value:.0f}") for value in axis]
