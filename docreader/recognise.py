"""Strips of one text line to log-probabilities: holds the one network of the package.

The network (``model/README.md`` is its card) was trained on drawn lines only. It is read
from the package, its SHA-256 compared with what the card says, when first needed.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from threading import Lock

import cv2
import numpy as np
from numpy.typing import NDArray

from docreader.mrz import ALPHABET

Scores = NDArray[np.float32]  # N x COLUMNS x CLASSES, natural logarithms of probabilities

STRIP_HEIGHT, STRIP_WIDTH = 32, 720  # pixels
PITCH, CAP = 15.0, 20.0  # pixels of a strip: one cell, one capital letter
COLUMN = 4  # pixels of the strip behind one column of scores
COLUMNS = STRIP_WIDTH // COLUMN
BLANK = len(ALPHABET)  # the class for the space between two glyphs
CLASSES = BLANK + 1

MODEL = Path(__file__).with_name("model") / "ocrb.onnx"
CARD = MODEL.with_suffix(".json")

_one_at_a_time = Lock()  # a cv2.dnn network keeps its blobs between calls


class WrongModel(RuntimeError):
    """The network's file is missing or is not the one that its card describes."""


def recognise(strips: NDArray[np.uint8]) -> Scores:
    """Log-probabilities of N x 32 x 720 grey strips, N x 180 x 38: ALPHABET, then blank."""
    grey = strips.astype(np.float32)
    mean = grey.mean(axis=(1, 2), keepdims=True)
    deviation = grey.std(axis=(1, 2), keepdims=True)
    blob = ((grey - mean) / (deviation + 1e-3))[:, None]
    with _one_at_a_time:
        network = _network()
        network.setInput(np.ascontiguousarray(blob))
        raw = np.array(network.forward(), np.float32)
    return _log_softmax(raw.reshape(len(strips), COLUMNS, CLASSES))


def _log_softmax(raw: Scores) -> Scores:
    raw = raw - raw.max(axis=2, keepdims=True)
    return raw - np.log(np.exp(raw).sum(axis=2, keepdims=True))


@cache
def _network() -> cv2.dnn.Net:
    try:
        model, card = MODEL.read_bytes(), json.loads(CARD.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise WrongModel("The recogniser's model or its card cannot be read.") from error
    if hashlib.sha256(model).hexdigest() != card.get("sha256"):
        raise WrongModel("The recogniser's model is not the one that its card describes.")
    return cv2.dnn.readNetFromONNX(np.frombuffer(model, np.uint8))


def warm_up() -> None:
    """Load the network and run it once, so that the first page does not wait for it."""
    recognise(np.zeros((1, STRIP_HEIGHT, STRIP_WIDTH), np.uint8))
