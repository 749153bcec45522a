"""PURE: a curve as a picture and as a table: alerts per 1,000 travellers against recall."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

WIDE, HIGH, EDGE = 640, 280, 44  # of the picture, and of its margin
_LEAST = 1.0  # alerts per 1,000 that the axis shows at least


@dataclass(frozen=True)
class Point:
    """One threshold: what it costs and what it finds; ``recall`` None where nobody was tried."""

    step: float
    alerts: float
    recall: float | None
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True)
class Line:
    """The curve of one date quality."""

    quality: str
    points: tuple[Point, ...]
    tried: int

    @property
    def drawn(self) -> str:
        """The points of an SVG polyline; '' where nobody was tried."""
        return " ".join(f"{one.x:.1f},{one.y:.1f}" for one in self.points if one.recall is not None)


def lines(curve: Mapping[str, Any]) -> list[Line]:
    """The curves of a kept replay, placed on one picture."""
    most = most_alerts(curve)
    return [Line(quality, tuple(_placed(points, most)), curve["tried"].get(quality, 0))
            for quality, points in curve["points"].items()]  # fmt: skip


def most_alerts(curve: Mapping[str, Any]) -> float:
    """Where the axis of alerts ends."""
    every = [one for points in curve["points"].values() for one in points]
    return max([_LEAST, *(alerts for _step, alerts, _recall in every)])


def near(line: Line, step: float) -> Point | None:
    """The point of the nearest threshold, None above all of them."""
    if not line.points or step > 1:
        return None
    return min(line.points, key=lambda one: abs(one.step - step))


def _placed(points: Sequence[Sequence[Any]], most: float) -> list[Point]:
    return [
        Point(
            step, alerts, recall,
            EDGE + (WIDE - 2 * EDGE) * alerts / most,
            HIGH - EDGE - (HIGH - 2 * EDGE) * (recall or 0.0),
        )
        for step, alerts, recall in points
    ]  # fmt: skip
