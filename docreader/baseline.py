"""Fits rough lines to their ink, all at once: centre line with its bend, ends, cap height.

A band around each rough line is sampled straight. Eight blocks along it say where the ink's
middle lies; a parabola through them, outliers dropped, is the new centre line; the rows and
columns with ink give cap height and ends. Twice, the second time closer.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from docreader.reading import Grey

Floats = NDArray[np.float64]
Bands = NDArray[np.float32]  # n x ROWS x COLUMNS

BLOCKS, ROWS, COLUMNS = 8, 40, 192  # of the band in which a line is fitted
OVERHANG = 0.06  # of the length, beyond each end
GRID = np.linspace(-OVERHANG, 1 + OVERHANG, COLUMNS)
BEND = GRID * (1 - GRID) * 4
CENTRES = (np.arange(BLOCKS) + 0.5) / BLOCKS * (1 + 2 * OVERHANG) - OVERHANG
POWERS = np.stack([CENTRES**2, CENTRES, np.ones(BLOCKS)], axis=1)
REACHES = (1.6, 1.2)  # cap heights on either side of the line, first and second time


@dataclass
class Bundle:
    """n lines as arrays: ``left`` and ``right`` n x 2, ``sag`` and ``cap`` n; see ``Line``."""

    left: Floats
    right: Floats
    sag: Floats
    cap: Floats

    @property
    def along(self) -> Floats:
        """Vectors from end to end, n x 2."""
        return self.right - self.left

    @property
    def length(self) -> Floats:
        """Pixels from end to end, n."""
        along = self.along
        return np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-6)

    @property
    def normal(self) -> Floats:
        """Unit vectors across, down the page, n x 2."""
        along = self.along
        unit = along / np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-6)[:, None]
        return np.stack([-unit[:, 1], unit[:, 0]], axis=1)

    def only(self, keep: NDArray[np.bool_] | NDArray[np.intp]) -> Bundle:
        """The chosen lines."""
        return Bundle(self.left[keep], self.right[keep], self.sag[keep], self.cap[keep])

    def joined(self, other: Bundle) -> Bundle:
        """These lines and the other ones."""
        return Bundle(
            np.concatenate([self.left, other.left]),
            np.concatenate([self.right, other.right]),
            np.concatenate([self.sag, other.sag]),
            np.concatenate([self.cap, other.cap]),
        )

    def moved(self, caps: float) -> Bundle:
        """The lines moved down the page by so many of their cap heights."""
        step = self.normal * (caps * self.cap)[:, None]
        return Bundle(self.left + step, self.right + step, self.sag.copy(), self.cap.copy())


def fit(ink: Grey, lines: Bundle) -> tuple[Bundle, Floats]:
    """The lines fitted to ``ink`` (H x W), and each one's rhythm; those that fade are dropped.

    Rhythm, 0..1, is how strongly the ink repeats at one pitch near the cap height.
    """
    for reach in REACHES:
        if not len(lines.cap):
            break
        row = 2 * reach * lines.cap / ROWS  # pixels
        offsets, weights = _block_centres(_bands(ink, lines, reach))
        lines = _bent(lines, offsets * row[:, None], weights)
        bands = _bands(ink, lines, reach)
        lines.cap = _cap_rows(bands) * row
        lines = _trimmed(lines, bands)
        lines = lines.only((lines.cap >= 3) & (lines.length > 12 * lines.cap))
    if not len(lines.cap):
        return lines, np.zeros(0)
    return lines, _rhythm(_bands(ink, lines, 0.6), lines.length / lines.cap)


def _bands(ink: Grey, lines: Bundle, reach: float) -> Bands:
    """The ink within ``reach`` cap heights of each centre line, n x ROWS x COLUMNS."""
    steps = (np.arange(ROWS) + 0.5) / ROWS * 2 - 1
    across = steps[None, :] * (reach * lines.cap)[:, None]
    depth = across[:, :, None] + (lines.sag[:, None] * BEND[None, :])[:, None, :]
    alongs, normals = lines.along, lines.normal
    where = np.empty((2, *depth.shape), np.float32)
    moved = np.empty_like(depth)
    for axis in (0, 1):
        centre = lines.left[:, axis, None] + alongs[:, axis, None] * GRID
        np.multiply(normals[:, axis, None, None], depth, out=moved)
        where[axis] = np.add(centre[:, None, :], moved, out=moved)
    x, y = where.reshape(2, -1, COLUMNS)
    sampled = cv2.remap(ink, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
    return np.asarray(sampled, np.float32).reshape(-1, ROWS, COLUMNS)


def _block_profiles(bands: Bands) -> NDArray[np.float32]:
    """Mean ink of each row in each block, n x ROWS x BLOCKS."""
    return np.asarray(bands.reshape(len(bands), ROWS, BLOCKS, -1).mean(axis=3), np.float32)


_BELL = np.hanning(ROWS // 2 + 2)[1:-1]
_SMOOTHER = np.array(
    [
        [
            _BELL[r - s + len(_BELL) // 2] if 0 <= r - s + len(_BELL) // 2 < len(_BELL) else 0.0
            for s in range(ROWS)
        ]
        for r in range(ROWS)
    ],
    np.float32,
)  # a convolution along the rows, as a matrix


def _block_centres(bands: Bands) -> tuple[Floats, Floats]:
    """For each block: rows by which its ink is below the middle, and how much there is."""
    profile = _block_profiles(bands)
    profile = np.maximum(profile - np.partition(profile, ROWS // 4, axis=1)[:, ROWS // 4, None], 0)
    peak = (_SMOOTHER @ profile).argmax(axis=1)
    rows = np.arange(ROWS)[None, :, None]
    near = profile * (np.abs(rows - peak[:, None, :]) <= ROWS // 4)
    mass = near.sum(axis=1)
    centre = (near * rows).sum(axis=1) / np.maximum(mass, 1e-6)
    return centre + 0.5 - ROWS / 2, mass.astype(np.float64)


def _bent(lines: Bundle, offsets: Floats, weights: Floats) -> Bundle:
    """Lines moved onto their block centres (pixels) by weighted parabolas, outliers dropped."""
    weights = np.maximum(weights / np.maximum(weights.max(axis=1, keepdims=True), 1e-6), 0.01)
    curves = _parabolas(offsets, weights)
    off = np.abs(curves @ POWERS.T - offsets)
    bound = np.maximum(0.15 * lines.cap, 2 * np.median(off, axis=1))
    curves = _parabolas(offsets, np.where(off <= bound[:, None], weights, 1e-4))
    start, end = curves[:, 2], curves.sum(axis=1)
    sag = np.clip(lines.sag - curves[:, 0] / 4, -lines.cap, lines.cap)
    normal = lines.normal
    return Bundle(
        lines.left + normal * start[:, None], lines.right + normal * end[:, None], sag, lines.cap
    )


def _parabolas(offsets: Floats, weights: Floats) -> Floats:
    """Least-squares coefficients (square, linear, constant) for each line, n x 3."""
    weighted = POWERS[None] * weights[:, :, None]
    normal = np.einsum("nbi,bj->nij", weighted, POWERS) + 1e-9 * np.eye(3)
    right = np.einsum("nbi,nb->ni", weighted, offsets)
    return np.asarray(np.linalg.solve(normal, right[:, :, None])[:, :, 0], np.float64)


def _cap_rows(bands: Bands) -> Floats:
    """Rows between the edges of the row profile, the taller blocks of each line."""
    profile = np.sort(_block_profiles(bands), axis=1)
    floor, top = profile[:, ROWS // 7], profile[:, ROWS * 17 // 20]
    level = floor + np.maximum(0.35 * (top - floor), 1e-3)
    inside = _block_profiles(bands) > level[:, None, :]
    middle = ROWS // 2
    heights = _reach(inside[:, middle - 1 :: -1]) + _reach(inside[:, middle:])
    return np.sort(heights, axis=1)[:, BLOCKS * 7 // 10].astype(np.float64)


def _reach(inside: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Rows from the middle before two without ink follow each other, n x BLOCKS."""
    gaps = ~inside[:, :-1] & ~inside[:, 1:]
    return np.where(gaps.any(axis=1), gaps.argmax(axis=1), inside.shape[1])


def _trimmed(lines: Bundle, bands: Bands) -> Bundle:
    """Lines between the first and the last column of their longest inked stretch."""
    inner = bands[:, ROWS * 3 // 10 : ROWS * 7 // 10].mean(axis=1)
    lengths, alongs, normals = lines.length, lines.along, lines.normal
    for index, profile in enumerate(inner):
        wide = max(5, int(1.6 * lines.cap[index] / lengths[index] * COLUMNS))
        first, last = _longest_run(profile, wide)
        start, end = GRID[first], GRID[last]
        if end - start < 0.3:
            continue
        curve = 4 * lines.sag[index] * normals[index]
        left, along = lines.left[index].copy(), alongs[index]
        lines.left[index] = left + along * start + curve * start * (1 - start)
        lines.right[index] = left + along * end + curve * end * (1 - end)
        lines.sag[index] *= (end - start) ** 2
    return lines


def _longest_run(profile: NDArray[np.float32], wide: int) -> tuple[int, int]:
    """First and last column of the longest stretch with ink; gaps under ``wide`` are bridged."""
    smooth = np.convolve(profile, np.ones(wide) / wide, "same")
    inked = smooth > 0.35 * np.partition(smooth, COLUMNS * 3 // 5)[COLUMNS * 3 // 5]
    edges = np.flatnonzero(np.diff(np.concatenate([[0], inked.view(np.int8), [0]])))
    if len(edges) < 2:
        return 0, 0
    lengths = edges[1::2] - edges[::2]
    best = int(lengths.argmax())
    slack = wide // 4  # the smoothing widens a run by half its window at each end
    return (
        min(int(edges[2 * best]) + slack, COLUMNS - 1),
        max(int(edges[2 * best + 1]) - 1 - slack, 0),
    )


def _rhythm(bands: Bands, cells: Floats) -> Floats:
    """Share of each column profile's power at one pitch near the cap height."""
    inner = bands.mean(axis=1)
    inner = inner - cv2.blur(inner, (45, 1))
    power = np.abs(np.fft.rfft(inner * np.hanning(COLUMNS), axis=1)) ** 2
    shares = np.zeros(len(bands))
    for index, spread in enumerate(cells * (1 + 2 * OVERHANG)):
        low, high = int(spread * 0.7), min(int(spread * 1.4), COLUMNS // 2)
        if high - low < 2:
            continue
        peak = low + int(power[index, low:high].argmax())
        whole = float(power[index, 8:].sum())
        shares[index] = float(power[index, peak - 1 : peak + 2].sum()) / max(whole, 1e-6)
    return shares
