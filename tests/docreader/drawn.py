"""Drawn pages of invented people, and files made of them, for the tests of the image door."""

from __future__ import annotations

from functools import cache
from io import BytesIO

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from docreader.specimens import draw, specimen_lines, specimen_people

Picture = NDArray[np.uint8]

PERSON = specimen_people(11, 1, ("MLI",))[0]


@cache
def _page(format: str, width: int, skew: float) -> Picture:
    return draw(PERSON, format, seed=5, width=width, skew=skew)


def page(format: str = "TD3", *, width: int = 1000, skew: float = 0.0) -> Picture:
    """PERSON's document, BGR."""
    return _page(format, width, skew).copy()


def lines(format: str = "TD3") -> tuple[str, ...]:
    """The truth of ``page``."""
    return specimen_lines(PERSON, format)


def file_of(picture: Picture, kind: str = "JPEG", *, orientation: int = 1) -> bytes:
    """The picture as a file's bytes, with an EXIF orientation."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    out = BytesIO()
    Image.fromarray(picture[:, :, ::-1]).save(out, kind, exif=exif)
    return out.getvalue()


def text_page() -> Picture:
    """A page of ordinary prose in even lines: no zone."""
    paper = np.full((1100, 850, 3), 250, np.uint8)
    words = "the post of Gogui lies on the road from Bamako to Nouakchott and opens at dawn".split()
    for row in range(36):
        text = " ".join(words[(row + i) % len(words)] for i in range(11))
        cv2.putText(
            paper,
            text,
            (60, 70 + 28 * row),
            cv2.FONT_HERSHEY_COMPLEX,
            0.62,
            (20,) * 3,
            1,
            cv2.LINE_AA,
        )
    return paper
