"""Reads one candidate zone: strips, recogniser, alignment, format. The judge of candidates."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from docreader.decode import Draft, draft
from docreader.geometry import Zone
from docreader.lattice import Aligned, Glance, align, glance
from docreader.reading import Grey
from docreader.recognise import BLANK, COLUMNS, Scores, recognise
from docreader.rectify import strips_of

LEGIBLE = 0.5  # mean probability of glyphs, below it there is no text either way up
CLEAR = 0.9  # above it, and if the grammar agrees, a zone is certainly upright
WIDTHS = {2: (44, 36), 3: (30,)}  # cells by number of lines
STRETCH = 0.45  # of its length, added at both ends of a candidate that is a part of its lines
TOO_FEW, MOST = 14, 44  # glyphs a line between which a candidate may be such a part
MISSED, INVENTED = 7, 4  # glyphs that a greedy look may lose, or take from clutter at the ends
BELIEVABLE = -0.75  # nats a cell, mean: worse is no zone


@dataclass(frozen=True)
class Attempt:
    """What one candidate zone says when read as its best format.

    ``quality`` is the mean log-probability of a cell less the grammar's cost: 0 is perfect.
    """

    draft: Draft
    clarity: float
    quality: float
    zone: Zone
    upside_down: bool
    whole: bool  # no glyph stands one pitch before or behind the cells, in every line

    @property
    def believable(self) -> bool:
        """Whether this is a machine readable zone at all."""
        return self.quality > BELIEVABLE


def read_zone(grey: Grey, zone: Zone) -> Attempt | None:
    """The best reading of a candidate either way up; None if it is no zone.

    Where clear glyphs are too few for any format, or go on beyond the ends, the candidate is
    a part of the lines: it is stretched both ways and read again.
    """
    attempt, count = _either_way_up(grey, zone)
    if not TOO_FEW < count < MOST or (attempt is not None and attempt.believable and attempt.whole):
        return attempt
    longer = Zone(tuple(line.stretched(-STRETCH, 1 + STRETCH) for line in zone.lines), zone.score)
    again, _ = _either_way_up(grey, longer)
    found = [one for one in (attempt, again) if one is not None]
    return max(found, key=lambda one: (one.whole, one.quality), default=None)


def _either_way_up(grey: Grey, zone: Zone) -> tuple[Attempt | None, float]:
    """The better of the two readings, and how many clear glyphs a line has.

    A zone upside down looks fairly clear to the recogniser: only the grammar tells.
    """
    strips = strips_of(grey, zone)
    scores = recognise(strips.pixels)
    looks = [glance(one) for one in scores]
    if _clarity(looks) < LEGIBLE:
        return None, 0.0
    count = float(np.median([look.count for look in looks]))
    upright = _best(scores, strips.zone, upside_down=False)
    if upright is not None and upright.clarity > CLEAR and upright.believable:
        return upright, count
    turned = _best(recognise(_half_turned(strips.pixels)), strips.zone, upside_down=True)
    found = [attempt for attempt in (upright, turned) if attempt is not None]
    return max(found, key=lambda attempt: attempt.quality, default=None), count


def _half_turned(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.ascontiguousarray(pixels[::-1, ::-1, ::-1])


def _clarity(looks: list[Glance]) -> float:
    """Mean clarity; a strip with hardly any glyphs counts as unclear."""
    return float(np.mean([look.clarity if look.count >= 12 else 0.0 for look in looks]))


def _best(scores: Scores, zone: Zone, *, upside_down: bool) -> Attempt | None:
    """The best of the widths that the glyph count allows."""
    looks = [glance(one) for one in scores]
    count = float(np.median([look.count for look in looks]))
    pitch = float(np.median([look.pitch for look in looks]))
    if not 2.2 < pitch < 5.6:
        return None
    attempts = []
    for cells in WIDTHS[len(looks)]:
        if cells - MISSED <= count <= cells + INVENTED:
            attempts.append(_attempt(scores, looks, cells, pitch, zone, upside_down))
    found = [attempt for attempt in attempts if attempt is not None]
    return max(found, key=lambda attempt: attempt.quality, default=None)


def _attempt(
    scores: Scores, looks: list[Glance], cells: int, pitch: float, zone: Zone, upside_down: bool
) -> Attempt | None:
    aligned = _consistent(scores, looks, cells, pitch)
    best = draft(aligned.cells)
    if best is None:
        return None
    size = cells * len(looks)
    quality = (float(aligned.totals.sum()) - best.cost) / size
    whole = not _goes_on(scores, aligned, pitch)
    return Attempt(best, _clarity(looks), quality, zone, upside_down, whole)


def _goes_on(scores: Scores, aligned: Aligned, pitch: float) -> bool:
    """Whether every line has one more glyph at the same end: then the cells are a part only."""
    lines = np.arange(len(scores))
    for end, way in ((0, -1), (-1, 1)):
        beyond = aligned.columns[:, end] + round(way * pitch)
        near = np.clip(beyond[:, None] + np.array([-1, 0, 1]), 0, COLUMNS - 1)
        blank = np.exp(scores[lines[:, None], near, BLANK]).min(axis=1)
        inside = (beyond >= 0) & (beyond < COLUMNS)
        if (inside & (blank < 0.5)).all():
            return True
    return False


def _consistent(scores: Scores, looks: list[Glance], cells: int, pitch: float) -> Aligned:
    """Lines aligned by themselves; those that start elsewhere than the surest one, again."""
    aligned = align(scores, cells, pitch)
    starts = aligned.columns[:, 0].astype(np.float32)
    anchor = _anchor(looks, aligned, cells)
    off = np.abs(starts - starts[anchor]) > 0.6 * pitch
    if not off.any():
        return aligned
    again = align(scores, cells, pitch, near=float(starts[anchor]))
    kept = [again if moved else aligned for moved in off]
    return Aligned(
        *(
            np.stack([getattr(one, part)[i] for i, one in enumerate(kept)])
            for part in ("cells", "columns", "totals")
        )
    )


def _anchor(looks: list[Glance], aligned: Aligned, cells: int) -> int:
    """The line whose glyph count is right and whose total is best."""
    right = np.array([look.count == cells for look in looks])
    return int((aligned.totals + 1000.0 * right).argmax())
