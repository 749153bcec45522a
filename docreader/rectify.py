"""Lines of a zone to straight strips for the recogniser, and the zone for the officer's eye."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from docreader.geometry import Floats, Line, Zone, sample_points
from docreader.reading import Grey
from docreader.recognise import CAP, PITCH, STRIP_HEIGHT, STRIP_WIDTH

SQUEEZE = PITCH / CAP  # the strip's horizontal scale over its vertical one
MARGIN = 24.0  # pixels of the strip kept free at each end
SHOWN_WIDTH, SHOWN_MARGIN = 960, 1.0  # pixels; cap heights around the lines


@dataclass(frozen=True)
class Strips:
    """L strips of 32 x 720 pixels, and the zone whose lines now share their ends."""

    pixels: NDArray[np.uint8]
    zone: Zone
    across: float  # pixels of the picture for one pixel along the strip


def strips_of(grey: Grey, zone: Zone, pitch: float | None = None) -> Strips:
    """The zone's lines cut out of ``grey`` (in whose pixels the zone is measured).

    Without ``pitch`` (pixels of the picture a cell) the cap height gives the scale.
    """
    zone = _squared(zone)
    cap = zone.cap
    length = max(line.length for line in zone.lines)
    across = pitch / PITCH if pitch else cap / CAP / SQUEEZE
    across = max(across, length / (STRIP_WIDTH - 2 * MARGIN))
    patch, origin, scale = _patch(grey, zone, cap)
    cut = [
        _strip(patch, _moved(line, origin, scale), cap * scale, across * scale)
        for line in zone.lines
    ]
    return Strips(np.stack(cut), zone, across)


def _squared(zone: Zone) -> Zone:
    """The zone with all lines reaching as far left and right as the farthest does."""
    first = zone.lines[0]
    unit = first.along / first.length
    lefts = [float(np.subtract(line.left, first.left) @ unit) for line in zone.lines]
    rights = [float(np.subtract(line.right, first.left) @ unit) for line in zone.lines]
    squared = [
        line.stretched((min(lefts) - left) / line.length, 1 + (max(rights) - right) / line.length)
        for line, left, right in zip(zone.lines, lefts, rights, strict=True)
    ]
    return Zone(tuple(squared), zone.score)


def _patch(grey: Grey, zone: Zone, cap: float) -> tuple[Grey, Floats, float]:
    """The part of ``grey`` around the zone, shrunk if its letters are large.

    Returns the pixels, where their corner was, and their scale. Shrinking by area first
    keeps the later point sampling free of moire.
    """
    ends = np.array([end for line in zone.lines for end in (line.left, line.right)])
    sag = max(abs(line.sag) for line in zone.lines)
    around = 0.06 * max(line.length for line in zone.lines) + 4 * cap + sag
    height, width = grey.shape
    x0, y0 = np.clip(np.floor(ends.min(axis=0) - around), 0, [width - 1, height - 1]).astype(int)
    x1, y1 = np.clip(np.ceil(ends.max(axis=0) + around), [x0 + 1, y0 + 1], [width, height]).astype(
        int
    )
    patch = grey[y0:y1, x0:x1]
    scale = min(1.0, 1.25 * CAP / cap)
    if scale < 0.8:
        patch = cv2.resize(patch, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    else:
        scale = 1.0
    return np.asarray(patch, np.uint8), np.array([x0, y0], np.float64), scale


def _moved(line: Line, origin: Floats, scale: float) -> Line:
    """The line in the coordinates of a patch."""
    x, y = origin
    at_patch = replace(
        line,
        left=(line.left[0] - x, line.left[1] - y),
        right=(line.right[0] - x, line.right[1] - y),
    )
    return at_patch.scaled(scale)


def _strip(patch: Grey, line: Line, cap: float, across: float) -> Grey:
    """One line at the recogniser's pitch and cap height, in the middle of its strip."""
    down = np.arange(STRIP_HEIGHT, dtype=np.float64) + 0.5 - STRIP_HEIGHT / 2
    right = np.arange(STRIP_WIDTH, dtype=np.float64) + 0.5 - STRIP_WIDTH / 2
    rows, columns = down * (cap / CAP), right * (across / line.length) + 0.5
    x, y = sample_points(line, rows, columns)
    sampled = cv2.remap(patch, x, y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(sampled, np.uint8)


def shown(grey: Grey, zone: Zone) -> Grey:
    """The zone upright with small margins, SHOWN_WIDTH wide or less, H x W."""
    first, last = zone.lines[0], zone.lines[-1]
    cap = zone.cap
    height = float(np.linalg.norm(np.subtract(last.left, first.left))) + cap * (1 + SHOWN_MARGIN)
    margin = 1.5 * cap
    scale = min(2.0, SHOWN_WIDTH / (first.length + 2 * margin))
    wide, high = (max(8, int(v * scale)) for v in (first.length + 2 * margin, height))
    t = (np.linspace(-margin, first.length + margin, wide)) / first.length
    x0, y0 = sample_points(first, np.array([-cap * (1 + SHOWN_MARGIN) / 2]), t)
    x1, y1 = sample_points(last, np.array([cap * (1 + SHOWN_MARGIN) / 2]), t)
    down = np.linspace(0, 1, high, dtype=np.float32)[:, None]
    x, y = x0 + (x1 - x0) * down, y0 + (y1 - y0) * down
    return np.asarray(cv2.remap(grey, x, y, cv2.INTER_LINEAR), np.uint8)
