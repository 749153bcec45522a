"""The artwork of specimen pages: paper, portrait, labels and zone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

if TYPE_CHECKING:
    from docreader.specimen_people import SpecimenPerson

Picture = NDArray[np.uint8]
Pen = ImageDraw.ImageDraw
Font = ImageFont.FreeTypeFont | ImageFont.ImageFont

OCR_B = Path(__file__).with_name("fonts") / "OCRB.otf"
PITCH_MM = 2.54  # ten cells an inch, ICAO 9303-3 §4.2
EM_PER_ADVANCE = 1 / 0.7266  # of this cut of OCR-B

SIZES_MM = {  # ICAO 9303-4 §2 (TD3), -5 (TD1), -6 (TD2), -7 (visas)
    "TD3": (125.0, 88.0),
    "TD1": (85.6, 54.0),
    "TD2": (105.0, 74.0),
    "FRAID": (105.0, 74.0),
    "MRVA": (120.0, 80.0),
    "MRVB": (105.0, 74.0),
}
LINE_STEP_MM = {"TD1": 5.3}  # between the lines of the zone
DEFAULT_STEP_MM = 6.35
LOWEST_LINE_MM = 6.7  # from the foot of the page to the foot of the last line

TITLES = {
    "TD3": "PASSEPORT / PASSPORT",
    "TD1": "CARTE D'IDENTITE / IDENTITY CARD",
    "TD2": "CARTE DE SEJOUR / RESIDENCE PERMIT",
    "FRAID": "CARTE NATIONALE D'IDENTITE",
    "MRVA": "VISA",
    "MRVB": "VISA",
}
INK = (28, 28, 34)
PALE = (120, 112, 104)


def _day_first(iso_date: str) -> str:
    return " ".join(reversed(iso_date.split("-")))


@dataclass(frozen=True)
class Style:
    """How the fields beside the zone are printed: a font file, Pillow's own without one."""

    face: Path | None = None
    size_mm: float = 2.7
    date: Callable[[str], str] = _day_first


PLAIN = Style()


def page(
    person: SpecimenPerson,
    format: str,
    lines: tuple[str, ...],
    width: int,
    rng: np.random.Generator,
    style: Style = PLAIN,
) -> Picture:
    """One side, ``width`` pixels wide. Without ``lines`` it is a card's front."""
    wide_mm, high_mm = SIZES_MM[format]
    scale = width / wide_mm
    paper = _paper(width, round(high_mm * scale), rng)
    image = Image.fromarray(paper[:, :, ::-1])
    pen = ImageDraw.Draw(image, "RGBA")
    card_back = format == "TD1" and bool(lines)
    if not card_back:
        _portrait(pen, scale, high_mm, rng)
    _title(pen, person, format, scale)
    _labels(pen, person, format, scale, card_back, style)
    _specimen_word(image, scale)
    _zone(image, lines, format, scale)
    return np.ascontiguousarray(np.asarray(image)[:, :, ::-1])


def _paper(width: int, height: int, rng: np.random.Generator) -> Picture:
    """Pastel paper with a gradient and two families of guilloche lines."""
    top, foot = rng.integers(205, 250, 3), rng.integers(215, 252, 3)
    ramp = np.linspace(0, 1, height)[:, None, None]
    shades = np.broadcast_to(top * (1 - ramp) + foot * ramp, (height, width, 3))
    paper: Picture = np.ascontiguousarray(shades).astype(np.uint8)
    x = np.arange(0, width, 4)
    for _ in range(2):
        colour = tuple(int(c) for c in rng.integers(165, 225, 3))
        waves, swing, phase = rng.uniform(2, 9), rng.uniform(0.02, 0.08), rng.uniform(0, 6)
        for y0 in np.arange(-0.1, 1.1, rng.uniform(0.018, 0.035)):
            y = height * (y0 + swing * np.sin(waves * 6.28 * x / width + phase + 4 * y0))
            curve = np.stack([x, y], axis=1).astype(np.int32)
            cv2.polylines(paper, [curve], False, colour, 1, cv2.LINE_AA)
    return paper


def _portrait(pen: Pen, scale: float, high_mm: float, rng: np.random.Generator) -> None:
    """A silhouette: head, neck and shoulders, nobody's face."""
    left, top, wide, tall = 5.0, 14.0, 24.0, min(32.0, high_mm - 36.0 if high_mm > 60 else 30.0)
    box = [v * scale for v in (left, top, left + wide, top + tall)]
    pen.rectangle(box, fill=(214, 218, 224, 255), outline=PALE)
    shade = int(rng.integers(70, 130))
    skin, cloth = (shade, shade - 14, shade - 24, 255), (60, int(rng.integers(60, 110)), 90, 255)
    middle = left + wide / 2
    for (x0, y0, x1, y1), fill in (
        ((middle - 10, top + tall * 0.70, middle + 10, top + tall * 1.5), cloth),
        ((middle - 2.6, top + tall * 0.5, middle + 2.6, top + tall * 0.8), skin),
        ((middle - 5.2, top + tall * 0.14, middle + 5.2, top + tall * 0.62), skin),
    ):
        shape = [x0 * scale, y0 * scale, x1 * scale, min(y1, top + tall) * scale]
        pen.ellipse(shape, fill=fill) if fill is not cloth else pen.pieslice(
            [x0 * scale, y0 * scale, x1 * scale, (2 * (top + tall) - y0) * scale],
            180,
            360,
            fill=fill,
        )


def _title(pen: Pen, person: SpecimenPerson, format: str, scale: float) -> None:
    pen.text((5 * scale, 2.6 * scale), TITLES[format], font=_plain(3.6 * scale), fill=INK)
    pen.text(
        (5 * scale, 7.4 * scale),
        f"{person.issuing_state} - SPECIMEN",
        font=_plain(2.6 * scale),
        fill=PALE,
    )


def _labels(
    pen: Pen, person: SpecimenPerson, format: str, scale: float, card_back: bool, style: Style
) -> None:
    """Labels in French and English with the values under them, in two columns."""
    left = 5.0 if card_back else 33.0
    for index, (label, value) in enumerate(_printed(person, card_back, style)):
        step = 5.2 if format == "TD1" else 6.3
        x, y = left + (29.0 if format == "TD1" else 38.0) * (index % 2), 13.0 + step * (index // 2)
        pen.text((x * scale, y * scale), label, font=_plain(1.7 * scale, style.face), fill=PALE)
        font = _plain(style.size_mm * scale, style.face)
        pen.text((x * scale, (y + 1.9) * scale), value, font=font, fill=INK)


def _printed(person: SpecimenPerson, card_back: bool, style: Style) -> list[tuple[str, str]]:
    if card_back:
        return [("Autorite / Authority", "SPECIMEN"), ("Adresse / Address", "GOGUI 1")]
    return [
        ("Nom / Surname", person.surname.upper()),
        ("No / Number", person.document_number),
        ("Prenoms / Given names", person.given_names.upper()),
        ("Nationalite / Nationality", person.nationality),
        ("Ne(e) le / Date of birth", style.date(person.birth_date)),
        ("Sexe / Sex", person.sex.replace("<", "X")),
        ("Expire le / Date of expiry", style.date(person.expiry_date)),
        ("Autorite / Authority", "SPECIMEN"),
    ]


def _specimen_word(image: Image.Image, scale: float) -> None:
    """SPECIMEN in pale red, aslant, above the zone."""
    layer = Image.new("L", image.size, 0)
    font = _plain(15 * scale)
    ImageDraw.Draw(layer).text(
        (image.width / 2, image.height * 0.42), "SPECIMEN", font=font, fill=64, anchor="mm"
    )
    layer = layer.rotate(
        14, resample=Image.Resampling.BILINEAR, center=(image.width / 2, image.height * 0.42)
    )
    image.paste((190, 30, 40), (0, 0), layer)


def _zone(image: Image.Image, lines: tuple[str, ...], format: str, scale: float) -> None:
    """The lines, each glyph at its own place: 2.54 mm apart whatever the font's rounding."""
    cell = PITCH_MM * scale
    font = ImageFont.truetype(str(OCR_B), cell * EM_PER_ADVANCE)
    pen = ImageDraw.Draw(image)
    step = LINE_STEP_MM.get(format, DEFAULT_STEP_MM) * scale
    for index, line in enumerate(lines):
        left = (image.width - cell * len(line)) / 2
        foot = image.height - LOWEST_LINE_MM * scale - step * (len(lines) - 1 - index)
        for column, char in enumerate(line):
            pen.text((left + cell * (column + 0.5), foot), char, font=font, fill=INK, anchor="ms")


@cache
def _plain(size: float, face: Path | None = None) -> Font:
    return ImageFont.truetype(str(face), size) if face else ImageFont.load_default(size)


def stack(front: Picture, back: Picture) -> Picture:
    """Both sides of a card in one picture, the front above."""
    gap = np.full((front.shape[0] // 16, front.shape[1], 3), 250, np.uint8)
    return np.vstack([front, gap, back])


def lay_aslant(picture: Picture, degrees: float, rng: np.random.Generator) -> Picture:
    """The page turned ``degrees`` clockwise on a plain desk that holds all of it."""
    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    cos, sin = abs(turn[0, 0]), abs(turn[0, 1])
    wide, high = int(height * sin + width * cos) + 40, int(height * cos + width * sin) + 40
    turn[:, 2] += ((wide - width) / 2, (high - height) / 2)
    desk = tuple(int(c) for c in rng.integers(60, 150, 3))
    laid = cv2.warpAffine(picture, turn, (wide, high), flags=cv2.INTER_LINEAR, borderValue=desk)
    return np.asarray(laid, np.uint8)


def soften(picture: Picture, sigma: float) -> Picture:
    """Gaussian blur."""
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma), np.uint8)
