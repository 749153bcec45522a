"""Where lines of a machine readable zone may stand: ranked candidates, never one box.

Ink is what a closing along the reading direction fills: it sees the upright strokes of
glyphs and is blind to rules and frames along the line. Dense runs of ink become components,
those with a parallel neighbour are fitted (``baseline``), and neighbours of like length
make a zone. Whether a zone is one is for the recogniser to say. The geometry of the zone:
ICAO 9303-3 §4.2.
"""

from __future__ import annotations

from dataclasses import replace
from math import exp, log
from statistics import median

import cv2
import numpy as np
from numpy.typing import NDArray

from docreader.baseline import Bundle, fit
from docreader.geometry import Floats, Line, Zone
from docreader.reading import Grey

Matrix = NDArray[np.bool_]

STROKE = 11  # pixels: wider than any stroke at the scales searched
WINDOW = 31  # pixels along the line over which ink is counted
AROUND = 41  # pixels: ink is compared with the boldest within half of that
PALEST = 0.2  # share of the boldest ink around: paler lines are the paper's pattern
DENSE = 0.20  # share of ink in that window that makes text
LONGEST_SLOPE = 0.40  # about 22 degrees
CELLS = (22.0, 60.0)  # length over cap height: 30, 36 or 44 cells, measured roughly
CERTAIN = 0.3  # score of a zone beside which no lost lines are looked for
LEAST = 0.15  # score of a candidate worth reading
REGULAR = 0.3  # rhythm of a line that may have lost its neighbour
SHORT = 35  # cap heights: the lines of a card of 30 cells are shorter
STEP = 2.5  # cap heights from line to line, 6.35 over 2.54 mm
MOST_LINES = 24  # rough lines kept, the longest


def find_zones(grey: Grey, most: int = 5) -> list[Zone]:
    """The best candidates in ``grey`` (H x W), text running left to right, best first."""
    ink = _ink(grey)
    rough = _components(_dense(ink))
    if not len(rough.cap):
        return []
    near = _beside(rough, (0.5, 7.0), 0.15, 0.4)
    paired = np.asarray(near.any(axis=0) | near.any(axis=1), bool)
    lines, rhythm = _fitted(ink, rough.only(paired))
    zones = _zones(lines, rhythm)
    if not zones or zones[0].score < CERTAIN:
        zones = _with_lost_lines(ink, lines, rhythm, rough.only(~paired))
    return [zone for zone in zones if zone.score > LEAST][:most]


def _fitted(ink: Grey, rough: Bundle) -> tuple[Bundle, Floats]:
    """The lines fitted to their ink, with their rhythms; only those of a zone's proportions."""
    lines, rhythm = fit(ink, rough)
    cells = lines.length / lines.cap
    shaped = np.asarray((cells > CELLS[0]) & (cells < CELLS[1]), bool)
    return lines.only(shaped), rhythm[shaped]


def _with_lost_lines(ink: Grey, lines: Bundle, rhythm: Floats, single: Bundle) -> list[Zone]:
    """Zones whose other line was lost to glare or pattern: looked for where it should stand."""
    alone, alone_rhythm = _fitted(ink, single)
    lines, rhythm = lines.joined(alone), np.concatenate([rhythm, alone_rhythm])
    regular = np.flatnonzero(rhythm > REGULAR)
    regular = regular[np.argsort(-rhythm[regular])][:3]
    seeds = [lines.only(regular).moved(step) for step in (-STEP, STEP)]
    lost, lost_rhythm = _fitted(ink, seeds[0].joined(seeds[1]))
    return _zones(lines.joined(lost), np.concatenate([rhythm, lost_rhythm]))


def _ink(grey: Grey) -> Grey:
    """What a horizontal closing adds: dark strokes narrower than STROKE, H x W."""
    along = cv2.getStructuringElement(cv2.MORPH_RECT, (STROKE, 1))
    return np.asarray(cv2.morphologyEx(grey, cv2.MORPH_BLACKHAT, along), np.uint8)


def _dense(ink: Grey) -> Grey:
    """1 where text runs: enough pixels above their surroundings, in runs along the line."""
    around = cv2.blur(ink, (61, 61))
    boldest = cv2.dilate(ink, np.ones((AROUND, AROUND), np.uint8))
    level = cv2.max(around, cv2.convertScaleAbs(boldest, alpha=PALEST))
    mask = cv2.threshold(cv2.subtract(ink, level), 5, 255, cv2.THRESH_BINARY)[1]
    density = cv2.blur(mask, (WINDOW, 3))
    dense = cv2.threshold(density, int(DENSE * 255), 1, cv2.THRESH_BINARY)[1]
    opener = cv2.getStructuringElement(cv2.MORPH_RECT, (25, 1))
    return np.asarray(cv2.morphologyEx(dense, cv2.MORPH_OPEN, opener), np.uint8)


def _components(dense: Grey) -> Bundle:
    """Long, thin runs of text as straight lines, longest first."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(dense, connectivity=4)
    wide, high, area = (
        stats[:, i] for i in (cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT, cv2.CC_STAT_AREA)
    )
    fit_for_text = (wide >= dense.shape[1] * 0.12) & (area >= wide * 3) & (high <= wide)
    fit_for_text[0] = False  # the background
    chosen = np.flatnonzero(fit_for_text)
    chosen = chosen[np.argsort(-wide[chosen])][:MOST_LINES]
    found = [_straight(labels, int(index), stats[index]) for index in chosen]
    rows = np.array([row for row in found if row is not None], np.float64).reshape(-1, 5)
    return Bundle(rows[:, 0:2], rows[:, 2:4], np.zeros(len(rows)), rows[:, 4])


def _straight(
    labels: NDArray[np.int32], index: int, stats: NDArray[np.int32]
) -> tuple[float, ...] | None:
    """A component's least-squares line: x, y, x, y, cap; None if it is too thick or steep."""
    x, y, wide, high, area = (int(value) for value in stats)
    thick = area / wide
    if wide < 9 * thick:
        return None
    here = cv2.inRange(labels[y : y + high, x : x + wide], index, index)
    m = cv2.moments(here, binaryImage=True)
    slope = m["mu11"] / max(m["mu20"], 1e-6)
    if abs(slope) > LONGEST_SLOPE:
        return None
    middle, level = m["m10"] / m["m00"], y + m["m01"] / m["m00"]
    return (
        x,
        level - slope * middle,
        x + wide - 1,
        level + slope * (wide - 1 - middle),
        max(5.0, thick),
    )


def _beside(lines: Bundle, caps: tuple[float, float], turn: float, likeness: float) -> Matrix:
    """An n x n answer: whether line j runs under line i as its neighbour.

    Parallel to ``turn`` radians, ``caps`` cap heights lower, lengths alike to ``likeness``.
    """
    length, along = lines.length, lines.along
    shorter = np.minimum(length[:, None], length[None, :])
    longer = np.maximum(length[:, None], length[None, :])
    cap = np.maximum(lines.cap[:, None], lines.cap[None, :])
    middles = (lines.left + lines.right) / 2
    gap = middles[None, :] - middles[:, None]
    down = (gap * lines.normal[:, None, :]).sum(axis=2)
    aside = np.abs((gap * along[:, None, :]).sum(axis=2))
    across = np.abs(along[:, None, 0] * along[None, :, 1] - along[:, None, 1] * along[None, :, 0])
    return np.asarray(
        (shorter > likeness * longer)
        & (caps[0] * cap < down)
        & (down < caps[1] * cap)
        & (across < turn * shorter * longer)
        & (aside < 0.4 * length[:, None] * longer)
    )


def _zones(lines: Bundle, rhythm: Floats) -> list[Zone]:
    """Pairs and triples of neighbours, best first."""
    if len(lines.cap) < 2:
        return []
    alike = np.minimum.outer(lines.cap, lines.cap) > 0.55 * np.maximum.outer(lines.cap, lines.cap)
    near = _beside(lines, (1.1, 4.2), 0.06, 0.6) & alike
    pairs = [(int(a), int(b)) for a, b in np.argwhere(near)]
    normal = lines.normal
    triples = [
        (a, b, int(c))
        for a, b in pairs
        for c in np.flatnonzero(near[b])
        if _even(lines, normal, a, b, int(c))
    ]
    singles = [
        Line(tuple(lines.left[i]), tuple(lines.right[i]), float(lines.sag[i]), float(lines.cap[i]))
        for i in range(len(lines.cap))
    ]
    lengths, caps, rhythms = lines.length.tolist(), lines.cap.tolist(), rhythm.tolist()
    zones = [
        Zone(tuple(singles[i] for i in group), _score(lengths, caps, rhythms, group))
        for group in [*triples, *pairs]
    ]
    if not triples:
        zones += [third for zone in zones for third in _third_lines(zone)]
    return sorted(zones, key=lambda zone: -zone.score)


def _third_lines(zone: Zone) -> list[Zone]:
    """A pair of a card's proportions with the third line above or below, where it must stand."""
    upper, lower = zone.lines
    if max(upper.length, lower.length) > SHORT * zone.cap:
        return []
    (dx, dy), (ex, ey) = np.subtract(lower.left, upper.left), np.subtract(lower.right, upper.right)
    above = replace(
        upper,
        left=(upper.left[0] - dx, upper.left[1] - dy),
        right=(upper.right[0] - ex, upper.right[1] - ey),
    )
    below = replace(
        lower,
        left=(lower.left[0] + dx, lower.left[1] + dy),
        right=(lower.right[0] + ex, lower.right[1] + ey),
    )
    return [Zone((above, upper, lower), zone.score), Zone((upper, lower, below), zone.score)]


def _even(lines: Bundle, normal: Floats, a: int, b: int, c: int) -> bool:
    """Whether three lines are evenly spaced."""
    first = float((lines.left[b] - lines.left[a]) @ normal[a])
    second = float((lines.left[c] - lines.left[b]) @ normal[b])
    return 0.7 * second < first < 1.43 * second


def _score(
    lengths: list[float], caps: list[float], rhythms: list[float], group: tuple[int, ...]
) -> float:
    """Rhythm and likeness; three like lines beat their pairs."""
    chosen = [lengths[i] for i in group]
    alike = min(chosen) / max(chosen)
    cells = max(chosen) / median(caps[i] for i in group)
    fitting = exp(-abs(log(cells / (30 if len(group) == 3 else 40))))
    bonus = 1.15 if len(group) == 3 else 1.0
    rhythm = sum(rhythms[i] for i in group) / len(group)
    return rhythm * alike**2 * fitting * bonus
