"""Pictures of a drawn document as a cheap camera takes them: aslant, soft, dark, grainy."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import cv2
import numpy as np
from numpy.typing import NDArray

from docreader.specimens import SpecimenPerson, draw, specimen_lines, specimen_people
from docreader.still import Still, read_still

Picture = NDArray[np.uint8]

TODAY = date(2026, 11, 25)
WIDTH, HEIGHT = 1280, 720  # pixels of a webcam
PERSON = specimen_people(31, 1, ("MLI",))[0]
SHARP, SOFT = 1.0, 4.5  # how soft the picture is: pixels of blur, about


def under_camera(
    person: SpecimenPerson, seed: int, soft: float = SHARP, format: str = "TD3"
) -> Picture:
    """One picture of ``person``'s page; another seed, another moment of the same hand."""
    page = draw(person, format, seed=3, both_sides=False)
    rng = np.random.default_rng(seed)
    height, width = page.shape[:2]
    scale = min((WIDTH - 20) / width, (HEIGHT - 20) / height) * rng.uniform(0.78, 1.0)
    place = cv2.getRotationMatrix2D((width / 2, height / 2), rng.normal(0, 2.5), scale)
    place[:, 2] += [(WIDTH - width) / 2, (HEIGHT - height) / 2] + rng.normal(0, 6, 2)
    seen = cv2.warpAffine(page, place, (WIDTH, HEIGHT), flags=cv2.INTER_AREA, borderValue=(90,) * 3)
    seen = cv2.GaussianBlur(seen, (0, 0), 0.8 * soft)
    light = rng.uniform(0.65, 1.0)
    grain = rng.normal(0, 3 + 2 * soft, seen.shape)
    return np.clip(seen * light + grain, 0, 255).astype(np.uint8)


def still_of(person: SpecimenPerson, seed: int, soft: float = SHARP, format: str = "TD3") -> Still:
    """That picture read by itself."""
    return read_still(under_camera(person, seed, soft, format), TODAY)[0]


def twin_of(person: SpecimenPerson) -> SpecimenPerson:
    """A brother of the same birthday whose passport was issued next: one digit differs."""
    number = person.document_number
    return replace(person, document_number=number[:-1] + str((int(number[-1]) + 1) % 10))


def lines_of(person: SpecimenPerson, format: str = "TD3") -> tuple[str, ...]:
    """The truth of its zone."""
    return specimen_lines(person, format)
