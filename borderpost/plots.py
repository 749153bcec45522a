"""PURE: bars and lines placed on a picture, ready for a template to draw as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDE, ROW, LABEL, EDGE = 640, 30, 210, 16  # of the picture, one bar, its label, the margin
HIGH = 260  # of a picture of lines
_FOOT = 26  # for the axis and its numbers
SHADES = ("#0f3d3e", "#a15c00", "#8b1e1e")
WARNINGS = ("#8b1e1e", "#a15c00", "#0f3d3e")  # from what is worst
SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
_STEPS = (1, 2, 5, 10)


@dataclass(frozen=True)
class Part:
    """One part of a bar: from ``x`` on ``wide``, in its shade; the number that it shows."""

    x: float
    wide: float
    shade: str
    value: float
    series: int


@dataclass(frozen=True)
class Bar:
    """One bar with its label, at ``y``."""

    label: str
    y: float
    parts: tuple[Part, ...]
    shown: str  # the whole, as people read it
    end: float  # where the bar ends


@dataclass(frozen=True)
class Tick:
    """One number of an axis."""

    at: float
    value: float


@dataclass(frozen=True)
class Bars:
    """Bars that lie, one under the other, and the axis below them."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    high: float


@dataclass(frozen=True)
class Dot:
    """One point of a line; ``value`` None where nothing is known."""

    label: str
    x: float
    y: float | None
    value: float | None


@dataclass(frozen=True)
class Line:
    """A line between 0 and 1 over time, broken where nothing is known."""

    dots: tuple[Dot, ...]
    pieces: tuple[str, ...]  # points of SVG polylines
    ticks: tuple[Tick, ...]


@dataclass(frozen=True)
class Row:
    """What a bar shows: its label, the value of each series, and the whole in words."""

    label: str
    values: tuple[float, ...]
    shown: str


def bars(rows: Sequence[Row], axis: Sequence[float] = (), shades: Sequence[str] = SHADES) -> Bars:
    """Lying bars, each from 0; ``axis`` has the numbers below them, else round ones are found."""
    axis = axis or round_axis(max([0.0, *(sum(row.values) for row in rows)]))
    scale = (WIDE - LABEL - 5 * EDGE) / axis[-1]
    drawn = tuple(_bar(row, EDGE + ROW * place, scale, shades) for place, row in enumerate(rows))
    ticks = tuple(Tick(LABEL + value * scale, value) for value in axis)
    return Bars(drawn, ticks, EDGE + ROW * len(rows) + _FOOT)


def line(points: Sequence[tuple[str, float | None]]) -> Line:
    """A line of shares; each point its label and its value between 0 and 1."""
    left, right, top, bottom = 52, WIDE - EDGE, EDGE, HIGH - _FOOT
    step = (right - left) / max(1, len(points) - 1)
    dots = tuple(
        Dot(label, left + step * place, None if value is None else _height(value, top, bottom),
            value)
        for place, (label, value) in enumerate(points)
    )  # fmt: skip
    ticks = tuple(Tick(_height(value, top, bottom), value) for value in SHARES)
    return Line(dots, tuple(_pieces(dots)), ticks)


def _bar(row: Row, y: float, scale: float, shades: Sequence[str]) -> Bar:
    parts, x = [], float(LABEL)
    for place, value in enumerate(row.values):
        wide = value * scale
        parts.append(Part(x, wide, shades[place % len(shades)], value, place))
        x += wide
    return Bar(row.label, y, tuple(parts), row.shown, x)


def _height(value: float, top: float, bottom: float) -> float:
    return bottom - (bottom - top) * value


def _pieces(dots: Sequence[Dot]) -> list[str]:
    pieces: list[list[str]] = [[]]
    for dot in dots:
        if dot.y is None:
            pieces.append([])
        else:
            pieces[-1].append(f"{dot.x:.1f},{dot.y:.1f}")
    return [" ".join(piece) for piece in pieces if piece]


def round_axis(most: float) -> list[float]:
    """The numbers of an axis from 0 to ``most`` or a little more: whole, and six at most."""
    size = 1.0
    while size * 50 < most:
        size *= 10
    step = next(size * one for one in _STEPS if size * one * 5 >= most)
    return [step * place for place in range(max(1, int(-(-most // step))) + 1)]
