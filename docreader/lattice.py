"""Scores per column to scores per cell: an exact number of cells at one pitch.

The zone is printed at a fixed pitch, so a line of 44 cells is found as the best chain of
44 columns whose steps stay near that pitch. A chain cannot gain or lose a ``<`` in a run of
them, which a greedy reading does. All lines of a zone are aligned in one call.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from docreader.recognise import BLANK, COLUMN, COLUMNS, PITCH, Scores

Floats = NDArray[np.float32]

CLUTTER = 0.7  # nats a column that is not blank costs outside the line; more would let clutter in
STRAY = 0.9  # nats for a step that misses the pitch by one column beyond rounding
BETWEEN = 0.5  # weight of the blank between two cells
IMPOSSIBLE = -1e4  # nats for a column before the first one
FLOOR = -12.0  # nats, the least a symbol's score in a cell


@dataclass(frozen=True)
class Aligned:
    """L lines of n cells: scores L x n x 37, columns L x n, and a total for each line.

    The totals are log-probabilities: of the cells, the blanks between them and the margins.
    """

    cells: Floats
    columns: NDArray[np.intp]
    totals: Floats


@dataclass(frozen=True)
class Glance:
    """A greedy first look at one line: how many glyphs, how far apart, how clear."""

    count: int
    pitch: float  # columns
    clarity: float  # 0..1, mean probability of the glyphs


def glance(scores: Floats) -> Glance:
    """Collapse one line's COLUMNS x CLASSES scores to runs of one symbol."""
    best = scores.argmax(axis=1)
    starts = np.flatnonzero(np.diff(best, prepend=-1))
    ends = np.append(starts[1:], len(best))
    glyphs = best[starts] != BLANK
    if glyphs.sum() < 3:
        return Glance(int(glyphs.sum()), PITCH / COLUMN, 0.0)
    centres = ((starts + ends - 1) / 2)[glyphs]
    peaks = np.exp(np.maximum.reduceat(scores.max(axis=1), starts)[glyphs])
    return Glance(int(glyphs.sum()), _pitch(np.diff(centres)), float(peaks.mean()))


def _pitch(steps: NDArray[np.float64]) -> float:
    """The mean of the steps near the upper middle one: steps come in half columns."""
    middle = float(np.partition(steps, len(steps) // 2)[len(steps) // 2])
    return float(steps[np.abs(steps - middle) <= 1.0].mean())


def align(scores: Scores, cells: int, pitch: float, near: float | None = None) -> Aligned:
    """The best chain of ``cells`` columns about ``pitch`` apart in each of L lines.

    ``scores`` is L x COLUMNS x CLASSES; ``near`` is a column that chains should start at.
    """
    symbol = scores[:, :, :BLANK].max(axis=2)
    blank = scores[:, :, BLANK]
    steps, gains = _steps(blank, pitch)
    outside = np.maximum(blank, -CLUTTER)
    before = np.cumsum(outside, axis=1) - outside
    after = outside.sum(axis=1, keepdims=True) - before - outside
    chain = symbol + before
    if near is not None:
        away = np.maximum(np.abs(np.arange(COLUMNS, dtype=np.float32) - near) - 1.0, 0)
        chain = chain - 2.0 * away
    origins = np.zeros((cells, *symbol.shape), np.int8)
    arrivals = np.stack([np.float32(IMPOSSIBLE) + gain for gain in gains])
    for cell in range(1, cells):
        for arrival, step, gain in zip(arrivals, steps, gains, strict=True):
            np.add(chain[:, :-step], gain[:, step:], out=arrival[:, step:])
        origins[cell] = arrivals.argmax(axis=0)
        chain = arrivals.max(axis=0) + symbol
    total = chain + after
    columns = _trace(origins, total.argmax(axis=1), steps)
    return Aligned(_cell_scores(scores, columns), columns, total.max(axis=1))


def _steps(blank: Floats, pitch: float) -> tuple[list[int], list[Floats]]:
    """Possible steps in columns, and what each gains at its arrival column, L x COLUMNS."""
    low = max(2, int(np.floor(pitch - 0.6)))
    steps = [step for step in range(low, low + 4) if abs(step - pitch) < 1.8]
    gains = []
    for step in steps:
        inner = [_shifted(blank, back) for back in range(1 + (step > 3), step - (step > 3))]
        stray = STRAY * max(0.0, abs(step - pitch) - 0.75) ** 2
        gains.append(BETWEEN * np.maximum.reduce(inner) - np.float32(stray))
    return steps, gains


def _shifted(values: Floats, by: int) -> Floats:
    """``values`` moved ``by`` columns to the right; what enters is impossible."""
    moved = np.full_like(values, IMPOSSIBLE)
    moved[:, by:] = values[:, :-by]
    return moved


def _trace(origins: NDArray[np.int8], ends: NDArray[np.intp], steps: list[int]) -> NDArray[np.intp]:
    """Columns of each line's cells, from the chosen last columns backwards."""
    lines = np.arange(len(ends))
    columns = np.empty((len(ends), len(origins)), np.intp)
    at = ends
    for cell in range(len(origins) - 1, -1, -1):
        columns[:, cell] = at
        at = np.maximum(at - np.take(steps, origins[cell, lines, at]), 0)
    return columns


def _cell_scores(scores: Scores, columns: NDArray[np.intp]) -> Floats:
    """Scores of the 37 symbols per cell from its column and, less, the two beside it."""
    lines = np.arange(len(columns))[:, None]
    mixed = np.zeros((*columns.shape, BLANK), np.float32)
    for aside, weight in ((-1, 0.35), (0, 1.0), (1, 0.35)):
        near = np.exp(scores[lines, np.clip(columns + aside, 0, COLUMNS - 1)])
        mixed += weight * near[:, :, :BLANK]
    mixed /= np.maximum(mixed.sum(axis=2, keepdims=True), 1e-9)
    return np.log(np.maximum(mixed, np.exp(FLOOR)))
