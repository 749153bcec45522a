"""Lines of text and zones as measured on a picture, in pixels."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Samples = NDArray[np.float32]


@dataclass(frozen=True)
class Line:
    """One line of text: ends of its centre line, sag at mid-length and cap height, in pixels.

    ``sag`` is measured along the normal (dx, dy) -> (-dy, dx), which points down the page.
    """

    left: tuple[float, float]
    right: tuple[float, float]
    sag: float
    cap: float

    @property
    def along(self) -> Floats:
        """The vector from end to end."""
        return np.subtract(self.right, self.left, dtype=np.float64)

    @property
    def length(self) -> float:
        """Pixels from end to end."""
        return float(np.hypot(*self.along))

    @property
    def normal(self) -> Floats:
        """The unit vector across the line, down the page."""
        dx, dy = self.along / max(self.length, 1e-6)
        return np.array([-dy, dx])

    def at(self, t: float) -> tuple[float, float]:
        """The point of the bent centre line at a share ``t`` of its length; beyond 0..1 too."""
        bent = self.normal * (4 * self.sag * t * (1 - t))
        x, y = np.add(self.left, self.along * t) + bent
        return float(x), float(y)

    def scaled(self, factor: float) -> Line:
        """The same line in a picture ``factor`` times as large."""
        (x0, y0), (x1, y1) = self.left, self.right
        return Line(
            (x0 * factor, y0 * factor),
            (x1 * factor, y1 * factor),
            self.sag * factor,
            self.cap * factor,
        )

    def stretched(self, start: float, end: float) -> Line:
        """From share ``start`` to share ``end`` of the line; its curve goes on."""
        return replace(
            self, left=self.at(start), right=self.at(end), sag=self.sag * (end - start) ** 2
        )


@dataclass(frozen=True)
class Zone:
    """Two or three parallel lines, upper first; ``score`` ranks candidates, it proves nothing."""

    lines: tuple[Line, ...]
    score: float

    @property
    def cap(self) -> float:
        """The middle of the lines' cap heights."""
        return float(np.median([line.cap for line in self.lines]))

    def scaled(self, factor: float) -> Zone:
        """The same zone in a picture ``factor`` times as large."""
        return Zone(tuple(line.scaled(factor) for line in self.lines), self.score)

    def upside_down(self, width: int, height: int) -> Zone:
        """The same zone in a picture of this size that was turned by 180 degrees."""
        turned = [
            replace(
                line,
                left=(width - line.right[0], height - line.right[1]),
                right=(width - line.left[0], height - line.left[1]),
            )
            for line in reversed(self.lines)
        ]
        return Zone(tuple(turned), self.score)


def sample_points(line: Line, across: Floats, along: Floats) -> tuple[Samples, Samples]:
    """Where to sample for each (row, column): pixel x and y, each len(across) x len(along).

    ``across`` is in pixels from the centre line, down; ``along`` 0 at the left end, 1 at the
    right.
    """
    nx, ny = line.normal
    depth = across[:, None] + 4.0 * line.sag * (along * (1 - along))[None, :]
    x = line.left[0] + line.along[0] * along[None, :] + nx * depth
    y = line.left[1] + line.along[1] * along[None, :] + ny * depth
    return x.astype(np.float32), y.astype(np.float32)
