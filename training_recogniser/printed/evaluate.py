"""Figures on strips and in faces that the training never saw: greedy reading, nothing expected."""

from __future__ import annotations

import time
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from docreader.print_alphabet import ALPHABET
from training_recogniser.evaluate import Score, distance
from training_recogniser.lines import normalise
from training_recogniser.printed.lines import BLANK, HELD_OUT, Fonts, Generator

SEED = 990_000_002  # no training run uses it
_SETS = {
    "usual, known faces": (0.0, 0.4, Fonts()),
    "usual, unknown faces": (0.0, 0.4, Fonts(faces=HELD_OUT)),
    "hard, unknown faces": (0.5, 0.9, Fonts(faces=HELD_OUT)),
}
_BATCH = 20


def evaluate(model: Path, count: int = 400) -> dict[str, Score]:
    """Scores of an ONNX file on each held-out set, a strip being one line."""
    cv2.setNumThreads(1)
    net = cv2.dnn.readNetFromONNX(str(model))
    return {
        name: _score(net, count, Generator(SEED, easiest, hardest, fonts))
        for name, (easiest, hardest, fonts) in _SETS.items()
    }


def read(columns: NDArray[np.float32]) -> str:
    """Best class a column, repeats joined, blanks dropped."""
    best = columns.argmax(axis=1)
    starts = best[np.flatnonzero(np.diff(best, prepend=BLANK))]
    return "".join(ALPHABET[i] for i in starts if i != BLANK)


def _score(net: cv2.dnn.Net, count: int, generator: Generator) -> Score:
    right = errors = characters = 0
    spent = 0.0
    for first in range(0, count, _BATCH):
        lines = [generator.line(i) for i in range(first, min(first + _BATCH, count))]
        net.setInput(normalise(np.stack([line.strip for line in lines])))
        start = time.process_time()
        found = net.forward()
        spent += time.process_time() - start
        for line, columns in zip(lines, found, strict=True):
            wrong = distance(line.text, read(columns))
            right, errors = right + (wrong == 0), errors + wrong
            characters += len(line.text)
    return Score(count, right / count, errors / characters, 1000 * spent / count)
