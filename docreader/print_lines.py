"""Lines of print on an upright page: dark components in a row, each row cut out as a strip."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from docreader.geometry import Floats, Line, sample_points
from docreader.reading import Grey

HEIGHT, CAP, MARGIN = 32, 18.0, 6.0  # of a strip, pixels
WIDTHS = (192, 384, 576, 768)  # a strip has the first of these that it fits in
SIDE, MOST_ENLARGED = 1600, 2.0  # pixels on the page's longer side while lines are sought
MOST_GLYPHS, MOST_LINES = 3000, 90
_LEAST, _LARGEST = 7, 64  # pixels: heights of a glyph
_GAP = 1.8  # cap heights between two glyphs of one line, a blank between words included
_BEYOND = 0.7  # cap heights that a row reaches beyond its outermost glyphs
_FAINT = 12  # grey levels of a stroke below its surroundings


@dataclass(frozen=True)
class Row:
    """One line of print in pixels of ``page``, and its strip, 32 x one of WIDTHS.

    ``across``: pixels of the page for one pixel of the strip, which begins MARGIN before it.
    """

    line: Line
    strip: Grey
    across: float

    @property
    def columns(self) -> int:
        """Columns of scores that show the line and its margin, of 2 px each."""
        return min(int((self.line.length / self.across + 2 * MARGIN) / 2), self.strip.shape[1] // 2)

    def at(self, column: float) -> tuple[float, float]:
        """The point of the line's centre that a column of scores shows."""
        return self.line.at((column * 2 + 1 - MARGIN) * self.across / max(self.line.length, 1e-6))


def working_copy(page: Grey) -> tuple[Grey, float]:
    """The page at the size at which its lines are sought, and its scale."""
    scale = min(SIDE / max(page.shape), MOST_ENLARGED)
    if 0.9 < scale < 1.1:
        return page, 1.0
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(
        cv2.resize(page, None, fx=scale, fy=scale, interpolation=how), np.uint8
    ), scale


def find_rows(page: Grey) -> list[Row]:
    """The lines of print of a page, from its head to its foot."""
    glyphs = _glyphs(page)
    rows = []
    for members in _chains(glyphs):
        line = _line(glyphs[members])
        row = _row(page, line) if line else None
        if row is not None:
            rows.append(row)
    rows.sort(key=lambda row: -row.line.cap)
    return sorted(rows[:MOST_LINES], key=lambda row: row.line.left[1])


def _glyphs(page: Grey) -> NDArray[np.int64]:
    """Boxes of what may be characters: N x (x, y, width, height)."""
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (17, 17))
    ink = cv2.morphologyEx(page, cv2.MORPH_BLACKHAT, kernel)
    strong = cv2.blur(cv2.dilate(ink, np.ones((9, 9), np.uint8)), (41, 41)).astype(np.float32)
    dark = (ink > np.maximum(0.5 * strong, _FAINT)).astype(np.uint8)
    boxes = cv2.connectedComponentsWithStats(dark, connectivity=8)[2][1:].astype(np.int64)
    _, _, width, height, area = boxes.T
    fits = (height >= _LEAST) & (height <= _LARGEST) & (width <= 9 * height)
    fits &= (area >= 0.12 * width * height) & (height <= 12 * width)
    kept = boxes[fits]
    return kept[np.argsort(-kept[:, 4])][:MOST_GLYPHS, :4]


def _chains(glyphs: NDArray[np.int64]) -> Iterator[list[int]]:
    """Indices of glyphs that stand in one row, each with its nearest neighbour to the right."""
    if len(glyphs) == 0:
        return
    x, y, width, height = (glyphs[:, i].astype(np.float32) for i in range(4))
    gap = x[None] - (x + width)[:, None]
    larger = np.maximum(height[:, None], height[None])
    overlap = np.minimum((y + height)[:, None], (y + height)[None]) - np.maximum(
        y[:, None], y[None]
    )
    near = (gap > -0.5 * larger) & (gap < _GAP * larger) & (x[None] > x[:, None])
    near &= overlap > 0.55 * np.minimum(height[:, None], height[None])
    near &= np.minimum(height[:, None], height[None]) > 0.45 * larger
    distance = np.where(near, gap, np.inf)
    right = distance.argmin(axis=1)
    joined = list(range(len(glyphs)))
    for one in np.flatnonzero(np.isfinite(distance.min(axis=1))):
        a, b = _root(joined, int(one)), _root(joined, int(right[one]))
        joined[a] = b
    members: dict[int, list[int]] = {}
    for member in range(len(glyphs)):
        members.setdefault(_root(joined, member), []).append(member)
    yield from members.values()


def _root(joined: list[int], one: int) -> int:
    while joined[one] != one:
        joined[one] = joined[joined[one]]
        one = joined[one]
    return one


def _line(boxes: NDArray[np.int64]) -> Line | None:
    """The centre line between the feet and the heads of a row's glyphs; None for a speck."""
    x, y, width, height = (boxes[:, i].astype(np.float64) for i in range(4))
    left, right = float(x.min()), float((x + width).max())
    cap = float(np.percentile(height, 85))
    if right - left < 1.6 * cap or (len(boxes) < 2 and right - left < 3 * cap):
        return None
    middle, foot = x + width / 2, y + height
    slope, start = _fitted(middle, foot, cap)
    left, right = left - _BEYOND * cap, right + _BEYOND * cap  # a faint glyph may be missed
    y0, y1 = (start + slope * end - cap / 2 for end in (left, right))
    return Line((left, y0), (right, y1), 0.0, cap)


def _fitted(x: Floats, foot: Floats, cap: float) -> tuple[float, float]:
    """Slope and start of the base line; what hangs below it counts little."""
    if len(x) < 4:
        return 0.0, float(np.median(foot))
    kept = np.ones(len(x), bool)
    slope, start = 0.0, float(np.median(foot))
    for _ in range(3):
        if kept.sum() < 3 or np.ptp(x[kept]) < 2 * cap:
            break
        slope, start = (float(v) for v in np.polyfit(x[kept], foot[kept], 1))
        kept = np.abs(foot - start - slope * x) < 0.18 * cap
    return slope, start


def _row(page: Grey, line: Line) -> Row | None:
    """The strip of a line; None for one that is too long to be a field."""
    across = line.cap / CAP
    wanted = line.length / across + 2 * MARGIN
    if wanted > WIDTHS[-1]:
        across *= wanted / WIDTHS[-1]
        if wanted > 1.25 * WIDTHS[-1]:
            return None
        wanted = WIDTHS[-1]
    width = next(w for w in WIDTHS if w >= wanted - 1)
    pixels = np.minimum(np.arange(width, dtype=np.float64), wanted - 1) + 0.5 - MARGIN
    down = (np.arange(HEIGHT, dtype=np.float64) + 0.5 - HEIGHT / 2) * (line.cap / CAP)
    x, y = sample_points(line, down, pixels * (across / line.length))
    x0, y0 = max(int(x.min()) - 3, 0), max(int(y.min()) - 3, 0)
    patch = page[y0 : int(y.max()) + 4, x0 : int(x.max()) + 4]
    if patch.size == 0:
        return None
    if line.cap > 1.4 * CAP:
        patch = cv2.GaussianBlur(patch, (0, 0), 0.4 * line.cap / CAP)
    strip = cv2.remap(patch, x - x0, y - y0, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return Row(line, np.asarray(strip, np.uint8), across)


def grouped(rows: Sequence[Row]) -> dict[int, list[int]]:
    """Indices of the rows by the width of their strips."""
    found: dict[int, list[int]] = {}
    for index, row in enumerate(rows):
        found.setdefault(row.strip.shape[1], []).append(index)
    return found
