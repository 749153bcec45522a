"""How much each character of a draft might be another: rivals, margins, odds.

Under a check digit that holds only characters of the same remainder are rivals: any other
would have been refused. Where no digit holds every permitted character is one.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from docreader.amend import REMAINDERS, Cell
from docreader.check_digits import VALUES
from docreader.checks import check_all
from docreader.decode import INDEX, Draft
from docreader.mrz import Layout
from docreader.reading import Verdict

Floats = NDArray[np.float32]


def of_chosen(scores: Floats, lines: Sequence[str]) -> Floats:
    """The score of the character that stands in each cell, lines x width."""
    indices = np.array([[INDEX[char] for char in line] for line in lines])
    return np.asarray(np.take_along_axis(scores, indices[:, :, None], axis=2)[:, :, 0], np.float32)


class Doubts:
    """The rivals of every cell of ``lines``, which were read as ``draft``."""

    def __init__(self, draft: Draft, lines: Sequence[str]) -> None:
        self._own = of_chosen(draft.cells, lines)
        self._rivals = _rivals(draft, lines)

    @property
    def margins(self) -> Floats:
        """Nats by which each cell's character leads its best rival, lines x width."""
        return np.asarray(self._own - self._rivals.max(axis=2), np.float32)

    @property
    def logs(self) -> Floats:
        """Log-probability of each cell's character among its rivals, lines x width."""
        lead = self._rivals - self._own[:, :, None]
        return np.asarray(-np.log1p(np.exp(lead).sum(axis=2)), np.float32)


def _rivals(draft: Draft, lines: Sequence[str]) -> Floats:
    """Scores of the rivals, lines x width x 37; of all else minus infinity."""
    proven = _proven_cells(draft.layout, lines)
    rivals = draft.cells.copy()
    for row, line in enumerate(lines):
        for column, char in enumerate(line):
            if (row, column) in proven:
                rivals[row, column, VALUES[char] % 10 != REMAINDERS] = -np.inf
            rivals[row, column, INDEX[char]] = -np.inf
    return np.asarray(rivals, np.float32)


def _proven_cells(layout: Layout, lines: Sequence[str]) -> set[Cell]:
    """Cells under a check digit that agrees, the digit's own cell included."""
    held = {check.name for check in check_all(layout, lines) if check.verdict is Verdict.OK}
    return {
        cell
        for digit in layout.digits
        if digit.name in held
        for span in (*digit.over, digit.at)
        for cell in span.cells()
    }
