"""One invented line by number: strip, text, and what each of the 180 columns should say.

A line depends on the seed and its number alone, so any number of workers makes the same data.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from docreader.mrz import ALPHABET
from training_recogniser.degrade import photograph
from training_recogniser.paper import reflectance
from training_recogniser.render import WIDTH, Drawn, Typeface, choose, draw, typefaces
from training_recogniser.text import line as some_text

STEP = 4  # strip pixels a column
COLUMNS = WIDTH // STEP
BLANK = len(ALPHABET)
EITHER = 64  # added to a class: this column may say it or be blank, but nothing else
BARE_SHARE = 0.02  # strips without print: background alone must stay blank
_INSIDE, _OUTSIDE = 0.24, 0.42  # of a pitch: surely the character, surely the gap


@dataclass(frozen=True)
class Fonts:
    """Where the faces lie: the folder of the OCR-B cuts, and files of other monospaced faces."""

    ocrb: Path = Path("/usr/share/fonts/opentype/ocr-b")
    others: tuple[Path, ...] = (
        Path("/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf"),
        Path("/usr/share/fonts/truetype/liberation/LiberationMono-Regular.ttf"),
        Path("/usr/share/fonts/truetype/liberation/LiberationMono-Bold.ttf"),
    )


DEBIAN = Fonts()  # of fonts-ocr-b, fonts-dejavu-core and fonts-liberation


@dataclass(frozen=True)
class Line:
    """``strip`` uint8 32 x 720, ``targets`` int64 180 (class, BLANK, or EITHER + class)."""

    strip: NDArray[np.uint8]
    text: str  # the characters whose centres lie in the strip
    targets: NDArray[np.int64]


class Generator:
    """Makes line ``index`` of a seed. ``hardest`` and ``easiest`` bound the severity, 0..1."""

    def __init__(
        self, seed: int, easiest: float = 0.1, hardest: float = 1.0, fonts: Fonts = DEBIAN
    ) -> None:
        self.seed, self.easiest, self.hardest = seed, easiest, hardest
        self._faces = typefaces(fonts.ocrb, fonts.others)
        self._texture = draw(
            np.random.default_rng(seed),
            "REPVBLIQVE<VTOPIE<SPECIMEN<9876",
            "",
            "",
            self._faces[0][0],
        ).ink

    def line(self, index: int) -> Line:
        """Line number ``index``, always the same."""
        cv2.setNumThreads(1)
        rng = np.random.default_rng([self.seed, index])
        severity = float(rng.uniform(self.easiest, self.hardest))
        face: Typeface = choose(rng, *self._faces)
        neighbours = [some_text(rng) if rng.random() < 0.5 else "" for _ in range(2)]
        drawn = draw(rng, some_text(rng), neighbours[0], neighbours[1], face)
        if rng.random() < BARE_SHARE:
            drawn = replace(drawn, ink=np.zeros_like(drawn.ink))
            scene = reflectance(rng, drawn, self._texture, severity)
            return Line(photograph(rng, scene, severity), "", np.full(COLUMNS, BLANK, np.int64))
        scene = reflectance(rng, drawn, self._texture, severity)
        inside = (drawn.centres >= 0) & (drawn.centres < WIDTH)
        text = "".join(c for c, seen in zip(drawn.text, inside, strict=True) if seen)
        return Line(photograph(rng, scene, severity), text, targets(drawn))


def targets(drawn: Drawn) -> NDArray[np.int64]:
    """The class of each column, from the characters' centres.

    The column nearest to a centre always carries its character and the one nearest to the
    middle of a gap is always blank, so that equal neighbours stay countable at any pitch.
    """
    middle = (np.arange(COLUMNS) + 0.5) * STEP
    distance = np.abs(middle[:, None] - drawn.centres[None])  # columns x characters
    nearest = distance.argmin(axis=1)
    symbols = np.array([ALPHABET.index(char) for char in drawn.text], np.int64)
    share = distance[np.arange(COLUMNS), nearest] / drawn.pitch[nearest]
    wanted = EITHER + symbols[nearest]
    wanted[share > _OUTSIDE] = BLANK
    wanted[share < _INSIDE] = symbols[nearest[share < _INSIDE]]
    gaps = np.concatenate(
        (drawn.centres[:1] - drawn.pitch[:1] / 2, drawn.centres + drawn.pitch / 2)
    )
    for places, classes in ((gaps, BLANK), (drawn.centres, symbols)):
        columns = np.floor(places / STEP).astype(int)
        seen = (columns >= 0) & (columns < COLUMNS)
        wanted[columns[seen]] = classes if isinstance(classes, int) else classes[seen]
    return wanted


def normalise(strips: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Each strip less its own mean, over its own deviation: N x 1 x 32 x 720, float32."""
    values = strips.astype(np.float32)
    mean = values.mean(axis=(1, 2), keepdims=True)
    deviation = values.std(axis=(1, 2), keepdims=True)
    return ((values - mean) / (deviation + 1e-3))[:, None]
