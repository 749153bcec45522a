"""Why a picture may show no zone, measured on its pixels, so that the officer shoots again.

The words are likely causes, not proofs: a picture may be sharp, light, large, and of a wall.
How often they are right: ``bench/no_zone.py``.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from docreader.geometry import Zone
from docreader.reading import Grey

SIDE = 560  # pixels on the longer side at which light and sharpness are measured
SMALL = 240  # pixels on the longer side: 44 cells would be about 5 pixels wide
FAR = 0.45  # share of the picture that a far document spans
FAINT, EDGED, FEW = 8.0, 0.25, 40  # grey levels, share of the boldest, pixels: what is an edge
DARK = 70  # the lightest twentieth of the page is darker than this
FLAT = 4.4  # grey levels a pixel: the steepest edges of a picture that shows nothing sharp
SOFT = 1.25  # ratio of the steepest edges to what a blur of one or two pixels leaves of them
GLARING, GLARE_SHARE = 252, 0.04  # grey level, and share of the page in large burnt patches
AT_EDGE, CELL = 0.01, 1.2  # of the picture's size, of a cap height: nearer to it is cut off

Candidates = Sequence[tuple[Sequence[Zone], int]]  # zones and the width of the page they are on


def reasons(grey: Grey, candidates: Candidates = ()) -> tuple[str, ...]:
    """Codes among too_small, too_dark, blurred, glare, cut_off; the likeliest first.

    ``candidates`` are those that the search found and could not read, by the ways it looked.
    """
    scale = SIDE / max(grey.shape)
    small = np.asarray(
        cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8
    )
    measured = (
        ("too_small", max(grey.shape) < SMALL or _is_far(small)),
        ("too_dark", bool(np.percentile(small, 95) < DARK)),
        ("blurred", _is_blurred(small)),
        ("glare", _has_glare(small)),
        ("cut_off", _is_cut_off(candidates)),
    )
    return tuple(code for code, holds in measured if holds)


def _is_far(small: Grey) -> bool:
    """Whether nearly all that has edges stands together in a small part of the picture."""
    softer = cv2.GaussianBlur(small, (0, 0), 1.0)
    edges = cv2.morphologyEx(softer, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
    rows, columns = np.nonzero(edges > max(FAINT, EDGED * float(edges.max())))
    if len(rows) < FEW:
        return False
    spans = [np.subtract(*np.percentile(one, (98, 2))) for one in (rows, columns)]
    return bool(max(spans) < FAR * max(small.shape))


def _is_blurred(small: Grey) -> bool:
    """Whether blurring the page a little takes hardly anything from its steepest edges, along
    the lines or across: a picture that was moved is blurred one way only."""
    sharp = small.astype(np.float32)
    blurs = (sharp, *(cv2.GaussianBlur(sharp, (0, 0), sigma) for sigma in (1.0, 2.0)))
    for axis in (0, 1):
        steep, once, twice = (_steepest(np.diff(one, axis=axis)) for one in blurs)
        if steep < FLAT or steep < SOFT * once or once < SOFT * twice:
            return True
    return False


def _steepest(slopes: NDArray[np.float32]) -> float:
    flat = np.abs(slopes.ravel()[::3])  # a third of them says the same
    if not flat.size:
        return 0.0
    at = int(0.995 * flat.size)
    return float(np.partition(flat, at)[at])


def _has_glare(small: Grey) -> bool:
    """Whether burnt-out patches cover a part of a page that is not white by itself."""
    burnt = cv2.compare(small, GLARING, cv2.CMP_GE)
    patches = cv2.morphologyEx(burnt, cv2.MORPH_OPEN, np.ones((9, 9), np.uint8))
    share = float(np.count_nonzero(patches)) / patches.size
    return GLARE_SHARE < share < 0.5 and float(np.median(small)) < 225


def _is_cut_off(candidates: Candidates) -> bool:
    """Whether a candidate runs into the left or right edge, on the page as it is or turned."""
    for zones, width in candidates:
        for zone in zones[:2]:
            near = max(AT_EDGE * width, CELL * zone.cap)
            lefts = min(line.left[0] for line in zone.lines)
            rights = max(line.right[0] for line in zone.lines)
            if lefts < near or rights > width - near:
                return True
    return False
