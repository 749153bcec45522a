"""Ink: a line of text as coverage, and where each character's centre came to lie.

Drawing goes in two steps. Glyphs of cap height 40 px and pitch 30 px are set side by side
on a wide canvas, neighbouring lines above and below; then one remap places that canvas in
the strip's own frame at twice its size (64 x 1440), with pitch, height, slope, curve,
perspective and slant in a single smooth map, whose inverse along the line gives the centres.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from cv2.typing import MatLike
from PIL import Image, ImageDraw, ImageFont

from docreader.mrz import ALPHABET

HEIGHT, WIDTH = 32, 720  # the strip, px
SCALE = 2  # the scene is drawn this much larger
CAP, PITCH = 40, 30  # of the ink canvas, px; a cell is 0.75 as wide as it is in print
_BOX_H, _BOX_W = 88, 56  # of a glyph in the atlas, its cell's centre in the middle
_MID, _ROWS, _SIDE = 132, (48, 216), 96  # canvas: centre row, rows kept, margin at both ends

OCRB = ("OCRB.otf", "OCRBS.otf", "OCRBL.otf")
OCRB_WEIGHTS = (0.60, 0.36, 0.04)  # the oblique cut only adds slant
OTHERS_SHARE = 0.05  # cards printed in a monospaced face that is not OCR-B exist
ACCENTED = "ACENOSUZ"  # printed with a mark by some issuers, still read as the plain letter

Rng = np.random.Generator
Grey = MatLike  # uint8
Floats = MatLike  # float32


@dataclass(frozen=True)
class Typeface:
    """Glyphs as coverage: 37 x 88 x 56, in the order of the alphabet."""

    name: str
    glyphs: Grey


@dataclass(frozen=True)
class Drawn:
    """Coverage of the scene, 64 x 1440 in 0..255, and what it says, in strip pixels."""

    ink: Grey
    text: str
    centres: Floats  # x of each character's centre, one each
    pitch: Floats  # distance to the next centre, one each
    height: float  # cap height
    top: float  # rows of the middle line's caps, at the strip's centre
    bottom: float


def typefaces(ocrb: Path, others: Sequence[Path]) -> tuple[list[Typeface], list[Typeface]]:
    """OCR-B cuts and other faces, each in three widths. Raises OSError if a file is missing."""
    main = [typeface(ocrb / name) for name in OCRB]
    return main, [typeface(path, width) for path in others for width in (0.85, 1.0)]


def choose(rng: Rng, main: list[Typeface], others: list[Typeface]) -> Typeface:
    """A face for one line; both lists in the order of ``typefaces``."""
    if others and rng.random() < OTHERS_SHARE:
        return others[int(rng.integers(len(others)))]
    return main[int(rng.choice(len(main), p=OCRB_WEIGHTS))]


def draw(rng: Rng, text: str, above: str, below: str, face: Typeface) -> Drawn:
    """Set ``text`` with its neighbours ('' for none) and place it in the strip's frame."""
    canvas = _canvas(rng, text, above, below, face)
    map_x, map_y, height, centre = _placement(rng, len(text))
    ink = cv2.remap(
        canvas, map_x, map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=0
    )
    centres, pitch = _centres(map_x, map_y, len(text))
    return Drawn(ink, text, centres, pitch, height, centre - height / 2, centre + height / 2)


def typeface(path: Path, width: float = 1.0) -> Typeface:
    """Rasterise a face at four times the canvas' size and reduce it; ``width`` stretches it.

    Raises OSError if there is no such file.
    """
    top, bottom = _cap_rows(ImageFont.truetype(str(path), 1000))
    size = round(4 * CAP * 1000 / (bottom - top))
    font = ImageFont.truetype(str(path), size)
    advance = font.getlength("H")
    high, wide = 4 * _BOX_H, round(_BOX_W * advance / PITCH / width)
    at = ((wide - advance) / 2, high / 2 - (top + bottom) / 2 * size / 1000)
    glyphs = np.zeros((len(ALPHABET), _BOX_H, _BOX_W), np.uint8)
    for index, char in enumerate(ALPHABET):
        image = Image.new("L", (wide, high), 0)
        ImageDraw.Draw(image).text(at, char, font=font, fill=255, anchor="ls")
        glyphs[index] = cv2.resize(
            np.asarray(image), (_BOX_W, _BOX_H), interpolation=cv2.INTER_AREA
        )
    return Typeface(path.stem, glyphs)


def _cap_rows(font: ImageFont.FreeTypeFont) -> tuple[int, int]:
    """Top and bottom of an H's ink, from the base line, downwards positive."""
    image = Image.new("L", (1200, 2000), 0)
    ImageDraw.Draw(image).text((100, 1500), "H", font=font, fill=255, anchor="ls")
    rows = np.flatnonzero(np.asarray(image).max(axis=1) > 127)
    return int(rows[0]) - 1500, int(rows[-1]) + 1 - 1500


def _canvas(rng: Rng, text: str, above: str, below: str, face: Typeface) -> Grey:
    """Coverage of the line and its neighbours, stroke weight and edge softness included."""
    canvas = np.zeros((2 * _MID, len(text) * PITCH + 2 * _SIDE), np.uint8)
    jitter = abs(rng.normal(0, 0.5))
    accents = rng.random() < 0.04
    spacing = rng.uniform(1.15, 2.1) * CAP
    rows = {above: int(_MID - spacing), below: int(_MID + spacing), text: _MID}
    for words, row in rows.items():
        _set_line(rng, canvas, words, row, face, jitter, accents)
    canvas = canvas[_ROWS[0] : _ROWS[1]]
    sigma = rng.uniform(0.8, 2.6)
    level = rng.normal(0.46, 0.11) * 255  # low: heavy strokes, high: thin ones
    gain = rng.uniform(1.2, 5.0)
    soft = cv2.GaussianBlur(canvas, (0, 0), sigmaX=0.75 * sigma, sigmaY=sigma)
    ramp = np.clip((np.arange(256) - level) * gain + 128, 0, 255)
    ramp = (ramp - ramp[0]) * 255 / max(ramp[-1] - ramp[0], 1)
    return cv2.LUT(soft, ramp.astype(np.uint8))


def _set_line(
    rng: Rng, canvas: Grey, text: str, row: int, face: Typeface, jitter: float, accents: bool
) -> None:
    """Add a line's glyphs to the canvas, each a little out of place."""
    shifts = np.rint(rng.normal(0, max(jitter, 1e-3), (len(text), 2))).astype(int)
    for index, char in enumerate(text):
        glyph = face.glyphs[ALPHABET.index(char)]
        if accents and char in ACCENTED and rng.random() < 0.4:
            glyph = _marked(rng, glyph)
        y = row - _BOX_H // 2 + shifts[index, 1]
        x = _SIDE + index * PITCH + PITCH // 2 - _BOX_W // 2 + shifts[index, 0]
        y0, y1 = max(y, 0), min(y + _BOX_H, canvas.shape[0])
        x0, x1 = max(x, 0), min(x + _BOX_W, canvas.shape[1])
        if y0 < y1 and x0 < x1:
            part = canvas[y0:y1, x0:x1]
            np.maximum(part, glyph[y0 - y : y1 - y, x0 - x : x1 - x], out=part)


def _marked(rng: Rng, glyph: Grey) -> Grey:
    """The glyph under a tilde, a diaeresis, an acute or a ring, as some issuers print it."""
    out = glyph.copy()
    x, y = _BOX_W // 2, (_BOX_H - CAP) // 2 - int(rng.integers(5, 10))
    kind = rng.integers(4)
    if kind == 0:
        points = [(x - 8, y + 2), (x - 3, y - 2), (x + 3, y + 2), (x + 8, y - 2)]
        cv2.polylines(out, [np.array(points, np.int32)], False, 255, 4, cv2.LINE_AA)
    elif kind == 1:
        for side in (-5, 5):
            cv2.circle(out, (x + side, y), 3, 255, -1, cv2.LINE_AA)
    elif kind == 2:
        cv2.line(out, (x - 3, y + 3), (x + 5, y - 5), 255, 4, cv2.LINE_AA)
    else:
        cv2.circle(out, (x, y), 5, 255, 3, cv2.LINE_AA)
    return out


def _placement(rng: Rng, count: int) -> tuple[Floats, Floats, float, float]:
    """Maps from the scene to the canvas, the cap height and the centre row in the strip."""
    pitch = min(float(np.clip(rng.normal(15.2, 1.3), 12, 18.5)), 706 / count)
    height = float(np.clip(rng.normal(20, 1.8), 14.5, 26))
    if rng.random() < 0.25:
        height = float(rng.uniform(14.5, 26))
    length = pitch * count
    room = WIDTH - length
    place = rng.random()
    left = room * (rng.uniform(0, 0.12) if place < 0.4 else rng.uniform(0, 1))
    if place > 0.96:
        left = rng.uniform(-0.4, 0.4) * pitch + (room if place > 0.98 else 0)  # cut off at an end
    x = (np.arange(WIDTH * SCALE, dtype=np.float32)[None] + 0.5) / SCALE
    y = (np.arange(HEIGHT * SCALE, dtype=np.float32)[:, None] + 0.5) / SCALE
    t = (x - left) / length - 0.5
    slope, bend, wave = rng.normal(0, 1.1), rng.normal(0, 0.9), rng.normal(0, 0.35)
    centre = HEIGHT / 2 + float(np.clip(rng.normal(0, 1.6), -4, 4))
    base = slope * t + bend * (4 * t * t - 0.4) + wave * np.sin(t * rng.uniform(4, 14))
    grow = 1 + np.clip(rng.normal(0, 0.05), -0.14, 0.14) * t
    drift = rng.normal(0, 0.35) * PITCH * (1 - 4 * t * t) * 0.5
    slant = rng.normal(0, 0.05)
    rise = y - centre - base
    map_y = (_MID - _ROWS[0]) + rise * (CAP / height) * grow
    map_x = _SIDE + (t + 0.5) * (count * PITCH) + drift + slant * rise * (CAP / height) + y * 0
    return map_x.astype(np.float32), map_y.astype(np.float32), height, centre


def _centres(map_x: Floats, map_y: Floats, count: int) -> tuple[Floats, Floats]:
    """Where the cells' centres came to lie, by inverting the map along the line's middle."""
    rows = np.abs(map_y - (_MID - _ROWS[0])).argmin(axis=0)
    along = map_x[rows, np.arange(map_x.shape[1])]
    wanted = _SIDE + (np.arange(-1, count + 1) + 0.5) * PITCH
    scene = np.arange(map_x.shape[1], dtype=np.float32) + 0.5
    found = np.interp(wanted, along, scene) / SCALE
    step = (along[-1] - along[0]) / (len(along) - 1)  # canvas pixels a scene pixel, outside
    outside = (wanted < along[0]) | (wanted > along[-1])
    edge = np.where(wanted < along[0], along[0], along[-1])
    start = np.where(wanted < along[0], 0.0, WIDTH)
    found = np.where(outside, start + (wanted - edge) / step / SCALE, found)
    pitch = (found[2:] - found[:-2]) / 2
    return found[1:-1].astype(np.float32), pitch.astype(np.float32)
