"""Why a picture may show no zone, measured on its pixels, so that the officer shoots again.

The words are likely causes, not proofs: a picture may be sharp, light, large, and of a wall.
"""

from __future__ import annotations

import cv2
import numpy as np

from docreader.locate import find_zones
from docreader.reading import Grey

SIDE = 560  # pixels on the longer side at which light and sharpness are measured
SMALL = 240  # pixels on the longer side: 44 cells would be about 5 pixels wide
DARK = 70  # the lightest twentieth of the page is darker than this
SOFT = 2.2  # ratio of the steepest edges to what a blur of one pixel leaves of them
GLARING, GLARE_SHARE = 252, 0.04  # grey level, and share of the page in large burnt patches
AT_EDGE = 0.01  # of the picture's size


def reasons(grey: Grey) -> tuple[str, ...]:
    """Codes among too_small, too_dark, blurred, glare, cut_off; the likeliest first."""
    scale = SIDE / max(grey.shape)
    small = np.asarray(
        cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8
    )
    measured = (
        ("too_small", max(grey.shape) < SMALL),
        ("too_dark", bool(np.percentile(small, 95) < DARK)),
        ("blurred", _is_blurred(small)),
        ("glare", _has_glare(small)),
        ("cut_off", _is_cut_off(small)),
    )
    return tuple(code for code, holds in measured if holds)


def _is_blurred(small: Grey) -> bool:
    """Whether blurring the page a little takes hardly anything from its steepest edges."""
    softer = cv2.GaussianBlur(small, (0, 0), 1.0)
    steep, left = (
        float(np.percentile(np.abs(np.diff(one.astype(np.float32), axis=1)), 99.5))
        for one in (small, softer)
    )
    return steep < SOFT * 2 or steep < 1.25 * left


def _has_glare(small: Grey) -> bool:
    """Whether burnt-out patches cover a part of a page that is not white by itself."""
    burnt = cv2.compare(small, GLARING, cv2.CMP_GE)
    patches = cv2.morphologyEx(burnt, cv2.MORPH_OPEN, np.ones((9, 9), np.uint8))
    share = float(np.count_nonzero(patches)) / patches.size
    return GLARE_SHARE < share < 0.5 and float(np.median(small)) < 225


def _is_cut_off(small: Grey) -> bool:
    """Whether a candidate runs into the left or right edge, on the page as it is or turned."""
    for page in (small, np.ascontiguousarray(np.rot90(small))):
        width = page.shape[1]
        for zone in find_zones(page, 2):
            lefts = min(line.left[0] for line in zone.lines)
            rights = max(line.right[0] for line in zone.lines)
            if lefts < AT_EDGE * width or rights > (1 - AT_EDGE) * width:
                return True
    return False
