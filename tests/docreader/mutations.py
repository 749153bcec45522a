"""Picture files that something happened to: in their bytes, or in what they show.

A mutation depends on the seed and its number alone.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

import cv2
import numpy as np

from docreader import UnreadableImage, read
from tests.docreader.drawn import file_of, page

TODAY = date(2026, 11, 23)
SEED = 20261123
KINDS = ("JPEG", "PNG", "WEBP", "TIFF", "BMP")
REDRAWN = 0.1  # share whose pixels are mutated: they decode, and so the whole search sees them
REFUSALS = {"truncated", "not_an_image", "too_large", "empty"}


@dataclass
class Toll:
    """What became of many files: how many of each answer; the slowest in CPU seconds."""

    answers: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    slowest_number: int = -1
    peak_mb: float = 0.0


def toll(numbers: Iterable[int], seed: int = SEED) -> Toll:
    """Read the mutations of these numbers; whatever is no answer comes up as it is."""
    found = Toll()
    for number in numbers:
        data = mutated(number, seed)
        start = time.process_time()
        found.answers[_answer(data)] += 1
        spent = time.process_time() - start
        if spent > found.slowest:
            found.slowest, found.slowest_number = spent, number
    found.peak_mb = _peak_mb()
    return found


def _peak_mb() -> float:
    """Of this process since its program began.

    Not ``ru_maxrss``: a started program takes over the mark of the one that started it.
    """
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM:")).split()[1]) / 1024


def _answer(data: bytes) -> str:
    try:
        reading = read(data, today=TODAY)
    except UnreadableImage as refused:
        assert refused.code in REFUSALS
        return refused.code
    assert isinstance(reading.as_json(), dict)
    return "read" if reading.mrz_lines else "no_zone"


def mutated(number: int, seed: int = SEED) -> bytes:
    """File ``number``: of another kind each time, changed in one way or several."""
    rng = random.Random(f"{seed} {number}")
    kind = KINDS[number % len(KINDS)]
    if rng.random() < REDRAWN:
        return _redrawn(np.random.default_rng([seed, number]), kind)
    return in_bytes(bytearray(_whole(kind)), rng)


@cache
def _whole(kind: str) -> bytes:
    return file_of(page(width=280), kind)


def in_bytes(data: bytearray, rng: random.Random) -> bytes:
    """Bytes changed, a piece cut out, doubled or overwritten; headers are hit more often."""
    for _ in range(rng.choice((1, 3, 20))):
        data[min(int(rng.expovariate(4) * len(data)), len(data) - 1)] = rng.randrange(256)
    start = rng.randrange(len(data))
    end = min(len(data), start + rng.randrange(1, 400))
    kind = rng.randrange(4)
    if kind == 1:
        del data[start:end]
    elif kind == 2:
        data[start:start] = data[start:end]
    elif kind == 3:
        data[start:end] = bytes(end - start)
    return bytes(data)


def _redrawn(rng: np.random.Generator, kind: str) -> bytes:
    """The page noisy, torn, squeezed, mirrored, striped, repeated or of one tone."""
    picture = page(width=280)
    wide, high = (int(side) for side in rng.integers(1, 500, 2))
    what = rng.integers(6)
    if what == 0:
        picture = cv2.add(picture, rng.integers(0, 256, picture.shape, np.uint8))
    elif what == 1:
        picture[:, :: int(rng.integers(2, 40))] = int(rng.integers(0, 256))
    elif what == 2:
        picture = np.asarray(cv2.resize(picture, (wide, high)), np.uint8)
    elif what == 3:
        picture = np.ascontiguousarray(
            np.tile(picture[-60:, ::-1], (int(rng.integers(1, 7)), 1, 1))
        )
    elif what == 4:
        picture = np.ascontiguousarray(np.roll(picture, int(rng.integers(280)), axis=1)[: high + 1])
    else:
        picture = np.full((high, wide, 3), rng.integers(0, 256, 3), np.uint8)
    return file_of(picture, kind)
