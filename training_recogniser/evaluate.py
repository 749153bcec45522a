"""Figures on lines the training never saw: share of lines right, and character error rate.

The hard set draws its severity from the upper half of the training's range and holds lines
that nobody could read; the usual set stands for a fair photograph. Reading is greedy: no
grammar, no check digit, no count of cells helps.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from docreader.mrz import ALPHABET
from training_recogniser.lines import BLANK, DEBIAN, Fonts, Generator, Line, normalise

HELD_OUT = 990_000_001  # a seed no training run uses
RANGES = {"usual": (0.0, 0.4), "hard": (0.5, 1.0)}
_BATCH = 20


@dataclass(frozen=True)
class Score:
    """Shares in 0..1; ``milliseconds`` is processor time a line in OpenCV, one thread."""

    lines: int
    right: float
    character_errors: float
    milliseconds: float


def evaluate(model: Path, count: int = 1000, fonts: Fonts = DEBIAN) -> dict[str, Score]:
    """Scores of an ONNX file on each held-out set."""
    cv2.setNumThreads(1)
    net = cv2.dnn.readNetFromONNX(str(model))
    return {
        name: _score(net, count, Generator(HELD_OUT, *bounds, fonts))
        for name, bounds in RANGES.items()
    }


def read(columns: NDArray[np.float32]) -> str:
    """The text of one line, 180 x 38: best class a column, repeats joined, blanks dropped."""
    best = columns.argmax(axis=1)
    starts = best[np.flatnonzero(np.diff(best, prepend=BLANK))]
    return "".join(ALPHABET[i] for i in starts if i != BLANK)


def distance(one: str, other: str) -> int:
    """Insertions, deletions and substitutions between two strings (Levenshtein)."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            best = min(before + (a != b), row[j] + 1, row[j - 1] + 1)
            before, row[j] = row[j], best
    return row[-1]


def _score(net: cv2.dnn.Net, count: int, generator: Generator) -> Score:
    right = errors = characters = 0
    spent = 0.0
    for first in range(0, count, _BATCH):
        lines: list[Line] = [generator.line(i) for i in range(first, min(first + _BATCH, count))]
        net.setInput(normalise(np.stack([line.strip for line in lines])))
        start = time.process_time()
        found = net.forward()
        spent += time.process_time() - start
        for line, columns in zip(lines, found, strict=True):
            wrong = distance(line.text, read(columns))
            right, errors = right + (wrong == 0), errors + wrong
            characters += len(line.text)
    return Score(count, right / count, errors / characters, 1000 * spent / count)
