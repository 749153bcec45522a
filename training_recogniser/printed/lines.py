"""One invented strip by number: proportional print, and what each of its columns should say.

A strip of 32 x 720 holds one to four pieces of print in one face, as labels and values stand
beside each other on a page. It depends on the seed and its number alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from cv2.typing import MatLike
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from docreader.print_alphabet import ALPHABET
from training_recogniser.degrade import photograph
from training_recogniser.paper import reflectance
from training_recogniser.printed.text import classes_of
from training_recogniser.printed.text import line as some_text
from training_recogniser.render import HEIGHT, SCALE, WIDTH, Drawn

Rng = np.random.Generator
Grey = MatLike

STEP = 2  # strip pixels a column
COLUMNS = WIDTH // STEP
BLANK = len(ALPHABET)
EITHER = 64  # added to a class: this column may say it or be blank, but nothing else
_BARE_SHARE = 0.03  # strips without print
_CAP = 40  # of the canvas, px
_ROWS, _BASE = 168, 104  # canvas rows; the base line, its capitals' middle being row 84
_INSIDE, _OUTSIDE = 0.22, 0.42  # of an advance: surely the character, surely the gap

FACES: tuple[tuple[float, tuple[str, ...]], ...] = (  # share of the lines, files below share/fonts
    (
        0.30,
        (
            "truetype/liberation/LiberationSans-Regular.ttf",
            "truetype/liberation/LiberationSans-Bold.ttf",
            "truetype/freefont/FreeSans.ttf",
            "truetype/freefont/FreeSansBold.ttf",
            "truetype/liberation/LiberationSans-Italic.ttf",
        ),
    ),
    (
        0.08,
        (
            "truetype/liberation/LiberationSansNarrow-Regular.ttf",
            "truetype/liberation/LiberationSansNarrow-Bold.ttf",
            "truetype/dejavu/DejaVuSansCondensed-Bold.ttf",
            "truetype/roboto/unhinted/RobotoCondensed-Regular.ttf",
            "truetype/roboto/unhinted/RobotoCondensed-Bold.ttf",
        ),
    ),
    (
        0.20,
        (
            "truetype/dejavu/DejaVuSans.ttf",
            "truetype/dejavu/DejaVuSans-Bold.ttf",
            "truetype/roboto/unhinted/RobotoTTF/Roboto-Regular.ttf",
            "truetype/roboto/unhinted/RobotoTTF/Roboto-Medium.ttf",
            "truetype/lato/Lato-Regular.ttf",
            "truetype/lato/Lato-Bold.ttf",
            "truetype/lato/Lato-Medium.ttf",
            "truetype/crosextra/Carlito-Regular.ttf",
            "truetype/crosextra/Carlito-Bold.ttf",
        ),
    ),
    (
        0.14,
        (
            "truetype/liberation/LiberationSerif-Regular.ttf",
            "truetype/liberation/LiberationSerif-Bold.ttf",
            "truetype/dejavu/DejaVuSerif.ttf",
            "truetype/dejavu/DejaVuSerif-Bold.ttf",
            "truetype/liberation/LiberationSerif-Italic.ttf",
        ),
    ),
    (
        0.12,
        (
            "truetype/liberation/LiberationMono-Regular.ttf",
            "truetype/liberation/LiberationMono-Bold.ttf",
            "truetype/dejavu/DejaVuSansMono.ttf",
            "truetype/freefont/FreeMonoBold.ttf",
        ),
    ),
    (0.16, ("opentype/ocr-b/OCRB.otf", "opentype/ocr-b/OCRBS.otf")),
)
HELD_OUT: tuple[tuple[float, tuple[str, ...]], ...] = (  # never trained on: for the figures
    (
        1.0,
        (
            "truetype/open-sans/OpenSans-Regular.ttf",
            "truetype/open-sans/OpenSans-Semibold.ttf",
            "opentype/b612/B612-Regular.otf",
            "truetype/freefont/FreeSerif.ttf",
            "truetype/freefont/FreeSerifBold.ttf",
            "truetype/open-sans/OpenSans-Bold.ttf",
        ),
    ),
)


@dataclass(frozen=True)
class Fonts:
    """Where the faces lie, and which are drawn how often."""

    folder: Path = Path("/usr/share/fonts")
    faces: tuple[tuple[float, tuple[str, ...]], ...] = FACES


@dataclass(frozen=True)
class Line:
    """``strip`` uint8 32 x 720, ``text`` in classes, ``targets`` int64 360."""

    strip: NDArray[np.uint8]
    text: str
    targets: NDArray[np.int64]


@dataclass(frozen=True)
class Placed:
    """Characters set on the canvas: classes, centres and advances in canvas pixels."""

    text: str
    centres: NDArray[np.float64]
    advances: NDArray[np.float64]


class Generator:
    """Makes strip ``index`` of a seed. ``hardest`` and ``easiest`` bound the severity, 0..1."""

    def __init__(
        self, seed: int, easiest: float = 0.0, hardest: float = 0.9, fonts: Fonts | None = None
    ) -> None:
        self.seed, self.easiest, self.hardest = seed, easiest, hardest
        fonts = fonts or Fonts()
        self._groups = [
            [typeface(fonts.folder / name) for name in names] for _, names in fonts.faces
        ]
        self._shares = [share for share, _ in fonts.faces]
        rng = np.random.default_rng(seed)
        self._texture = _drawn(rng, self._groups[0][0]).ink

    def line(self, index: int) -> Line:
        """Strip number ``index``, always the same."""
        cv2.setNumThreads(1)
        rng = np.random.default_rng([self.seed, index])
        severity = float(rng.uniform(self.easiest, self.hardest))
        group = self._groups[int(rng.choice(len(self._groups), p=self._shares))]
        drawn = _drawn(rng, group[int(rng.integers(len(group)))], bare=rng.random() < _BARE_SHARE)
        scene = reflectance(rng, drawn, self._texture, severity)
        strip = np.asarray(photograph(rng, scene, severity), np.uint8)
        inside = (drawn.centres >= 0) & (drawn.centres < WIDTH)
        text = "".join(c for c, seen in zip(drawn.text, inside, strict=False) if seen)
        return Line(strip, text, targets(drawn))


def typeface(path: Path) -> ImageFont.FreeTypeFont:
    """The face at the size at which a capital is 40 px high. Raises OSError if it is missing."""
    top, bottom = ImageFont.truetype(str(path), 1000).getbbox("H", anchor="ls")[1::2]
    return ImageFont.truetype(str(path), round(_CAP * 1000 / (bottom - top)))


def _drawn(rng: Rng, face: ImageFont.FreeTypeFont, bare: bool = False) -> Drawn:
    """Pieces of print set in a row, then placed in the strip's frame, 64 x 1440."""
    cap = float(np.clip(rng.normal(18, 1.8), 13, 23))
    stretch = float(np.clip(rng.normal(1, 0.08), 0.75, 1.3)) * cap / _CAP
    image = Image.new("L", (round(WIDTH / stretch) + 160, _ROWS), 0)
    placed = _set_row(rng, image, face, _BASE, WIDTH / stretch)
    for side in (-1, 1):
        if rng.random() < 0.35:
            away = int(rng.uniform(1.35, 2.3) * _CAP) * side
            _set_row(rng, image, face, _BASE + away, WIDTH / stretch)
    canvas = _inked(rng, np.asarray(image))
    if bare:
        middle = np.array([WIDTH / stretch / 2])
        canvas, placed = np.zeros_like(canvas), Placed("", middle, middle)
    offset = rng.uniform(0, 20)
    x = (np.arange(WIDTH * SCALE, dtype=np.float32)[None] + 0.5) / SCALE
    y = (np.arange(HEIGHT * SCALE, dtype=np.float32)[:, None] + 0.5) / SCALE
    t = x / WIDTH - 0.5
    centre = HEIGHT / 2 + float(np.clip(rng.normal(0, 1.3), -3, 3))
    base = rng.normal(0, 1.2) * t + rng.normal(0, 0.6) * (4 * t * t - 0.4)
    rise = (y - centre - base) * (_CAP / cap)
    map_x = (x - offset) / stretch + rng.normal(0, 0.03) * rise + 40
    ink = cv2.remap(
        canvas,
        (map_x + 0 * y).astype(np.float32),
        (rise + _BASE - _CAP / 2).astype(np.float32),
        cv2.INTER_LINEAR,
    )
    at = (placed.centres - 40) * stretch + offset
    return Drawn(
        ink,
        placed.text,
        at.astype(np.float32),
        (placed.advances * stretch).astype(np.float32),
        cap,
        centre - cap / 2,
        centre + cap / 2,
    )


def _set_row(
    rng: Rng, image: Image.Image, face: ImageFont.FreeTypeFont, base: int, room: float
) -> Placed:
    """Pieces of print from the left until the row is full, with gaps as wide as columns have."""
    pen = ImageDraw.Draw(image)
    x, text, centres, advances = 40 + rng.uniform(0, 60), "", [], []
    spacing = rng.uniform(0, 6) if rng.random() < 0.25 else 0.0
    while True:
        piece = some_text(rng)
        wide = face.getlength(piece) + spacing * len(piece)
        if text and x + wide > 40 + room:
            break
        for char in piece:
            advance = face.getlength(char) + spacing
            pen.text((x, base), char, font=face, fill=255, anchor="ls")
            centres.append(x + (advance - spacing) / 2)
            advances.append(advance)
            x += advance
        text += classes_of(piece)
        x += rng.uniform(0.9, 4) * _CAP
        if rng.random() < 0.1:
            break
    return Placed(text, np.array(centres), np.array(advances))


def _inked(rng: Rng, canvas: Grey) -> Grey:
    """Stroke weight and edges: heavier, thinner, softer."""
    sigma = rng.uniform(0.6, 2.2)
    level = rng.normal(0.44, 0.09) * 255
    gain = rng.uniform(1.2, 5.0)
    soft = cv2.GaussianBlur(canvas, (0, 0), sigma)
    ramp = np.clip((np.arange(256) - level) * gain + 128, 0, 255)
    ramp = (ramp - ramp[0]) * 255 / max(ramp[-1] - ramp[0], 1)
    return cv2.LUT(soft, ramp.astype(np.uint8))


def targets(drawn: Drawn) -> NDArray[np.int64]:
    """The class of each column: the one nearest to a centre carries its character, the one
    nearest to the boundary of two is blank, what lies between may be either.
    """
    wanted = np.full(COLUMNS, BLANK, np.int64)
    if not drawn.text:
        return wanted
    middle = (np.arange(COLUMNS) + 0.5) * STEP
    distance = np.abs(middle[:, None] - drawn.centres[None])
    nearest = (distance / drawn.pitch[None]).argmin(axis=1)
    symbols = np.array([ALPHABET.index(char) for char in drawn.text], np.int64)
    share = distance[np.arange(COLUMNS), nearest] / drawn.pitch[nearest]
    wanted = EITHER + symbols[nearest]
    wanted[share > _OUTSIDE] = BLANK
    wanted[share < _INSIDE] = symbols[nearest[share < _INSIDE]]
    edges = np.concatenate((drawn.centres - drawn.pitch / 2, drawn.centres + drawn.pitch / 2))
    for places, classes in ((edges, BLANK), (drawn.centres, symbols)):
        columns = np.floor(places / STEP).astype(int)
        seen = (columns >= 0) & (columns < COLUMNS)
        wanted[columns[seen]] = classes if isinstance(classes, int) else classes[seen]
    return wanted
