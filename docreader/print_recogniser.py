"""Strips of printed text to log-probabilities: the second network, loaded when first needed.

``model/PRINTED.md`` is its card. As the zone's, it was trained on drawn lines only.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from threading import Lock

import cv2
import numpy as np
from numpy.typing import NDArray

from docreader.print_alphabet import ALPHABET, BLANK
from docreader.print_lines import CAP, Row, grouped
from docreader.recognise import MODEL, WrongModel

Scores = NDArray[np.float32]  # T x CLASSES, natural logarithms of probabilities

CLASSES = BLANK + 1
STEP = 2  # pixels of a strip behind one column of scores
PRINT_MODEL = MODEL.with_name("printed.onnx")
_BATCH = 8
_SPACE = ALPHABET.index(" ")
_WORD_GAP = 0.75 * CAP / STEP  # columns between two characters' edges that part two words

_one_at_a_time = Lock()


@dataclass(frozen=True)
class Char:
    """One character as read: its class, its columns and its probability at the best of them."""

    text: str
    first: int
    last: int
    sure: float


@dataclass(frozen=True)
class Print:
    """One row as read freely; ``scores`` hold what else it may say."""

    row: Row
    scores: Scores
    chars: tuple[Char, ...]

    @property
    def text(self) -> str:
        """What the row says."""
        return "".join(char.text for char in self.chars)


def read_rows(rows: Sequence[Row]) -> list[Print]:
    """Every row as the network reads it, in the same order."""
    found: dict[int, Print] = {}
    for indices in grouped(rows).values():
        for first in range(0, len(indices), _BATCH):
            some = indices[first : first + _BATCH]
            columns = _columns(np.stack([rows[i].strip for i in some]))
            for index, scores in zip(some, columns, strict=True):
                row = rows[index]
                kept = scores[: row.columns]
                found[index] = Print(row, kept, tuple(_chars(kept)))
    return [found[i] for i in range(len(rows))]


def _columns(strips: NDArray[np.uint8]) -> NDArray[np.float32]:
    """N x W/2 x CLASSES of N x 32 x W grey strips."""
    grey = strips.astype(np.float32)
    mean = grey.mean(axis=(1, 2), keepdims=True)
    deviation = grey.std(axis=(1, 2), keepdims=True)
    blob = ((grey - mean) / (deviation + 1e-3))[:, None]
    with _one_at_a_time:
        network = _network()
        network.setInput(np.ascontiguousarray(blob))
        raw = np.array(network.forward(), np.float32)
    return raw.reshape(len(strips), strips.shape[2] // STEP, CLASSES)


def _chars(scores: Scores) -> list[Char]:
    """Best class a column, repeats joined; a blank between words wherever the gap is wide."""
    best = scores.argmax(axis=1)
    edges = np.flatnonzero(np.diff(best)) + 1
    found: list[Char] = []
    for first, end in zip([0, *edges], [*edges, len(best)], strict=True):
        klass = int(best[first])
        if klass == BLANK:
            continue
        char = ALPHABET[klass]
        if found and char != " " and found[-1].text != " " and first - found[-1].last > _WORD_GAP:
            found.append(Char(" ", found[-1].last + 1, int(first) - 1, 1.0))
        sure = float(np.exp(scores[first:end, klass].max()))
        found.append(Char(char, int(first), int(end) - 1, sure))
    return found


@cache
def _network() -> cv2.dnn.Net:
    try:
        model = PRINT_MODEL.read_bytes()
        card = json.loads(PRINT_MODEL.with_suffix(".json").read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise WrongModel("The model of printed text or its card cannot be read.") from error
    if hashlib.sha256(model).hexdigest() != card.get("sha256"):
        raise WrongModel("The model of printed text is not the one that its card describes.")
    return cv2.dnn.readNetFromONNX(np.frombuffer(model, np.uint8))
