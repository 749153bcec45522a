"""Whole pages whose zone is known to the letter: scanned, photographed, small, or without a zone.

They measure the reader and calibrate what it says of itself; the recogniser is never trained
on them. A page depends on the seed and its number alone. Everything on it is invented.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from docreader import specimen_art as art
from docreader.mrz import DIGITS, LAYOUTS
from docreader.specimen_people import specimen_people
from training_recogniser.camera import Shot, photographed, scanned
from training_recogniser.text import document
from training_recogniser.wear import worn

Grey = NDArray[np.uint8]
Rng = np.random.Generator

WAYS = {"scanned": 0.50, "photographed": 0.32, "small": 0.12, "bare": 0.06}
FORMATS = {"TD3": 0.34, "TD1": 0.26, "TD2": 0.14, "MRVA": 0.10, "MRVB": 0.08, "FRAID": 0.08}
BOTH_SIDES, TURNED, ALTERED = 0.5, 0.25, 0.06  # shares: of cards with their front, of all pages
FINE, FINE_SMALL = 1.25, 2.0  # times as large the flat page is drawn
_SCANNED_PX, _PHOTOGRAPHED_PX, _SMALL_PX = (9.0, 40.0), (9.0, 26.0), (4.8, 8.5)  # a character


@dataclass(frozen=True)
class Page:
    """A grey picture, H x W, and what its zone says: no lines where it has none."""

    picture: Grey
    lines: tuple[str, ...]
    format: str
    way: str  # one of WAYS
    turn: int  # degrees clockwise by which the page lies turned
    altered: bool  # one digit is printed wrong, as by a careless issuer or a forger


def page(seed: int, number: int, *, harder: float = 0.0) -> Page:
    """Page ``number`` of ``seed``, always the same; ``harder`` 0..1 adds to what goes wrong."""
    rng = np.random.default_rng([seed, number])
    way = _choice(rng, WAYS)
    severity = harder + float(rng.uniform(0, 0.7 if way == "scanned" else 1.0))
    flat = _flat(rng, way, severity)
    shoot = photographed if way in ("photographed", "bare") else scanned
    picture = shoot(rng, flat.page, flat.shot)
    turn = int(rng.choice((90, 180, 270))) if rng.random() < TURNED else 0
    turned = np.ascontiguousarray(np.rot90(picture, -turn // 90))
    return Page(turned, flat.lines, flat.format, way, turn, flat.altered)


def film(seed: int, number: int, pictures: int, *, harder: float = 0.0) -> Iterator[Page]:
    """Some ``pictures`` of one document, always the same: its wear stays, the hand moves."""
    rng = np.random.default_rng([seed, number])
    severity = harder + float(rng.uniform(0, 1))
    flat = _flat(rng, "photographed", severity)
    for _ in range(pictures):
        shot = replace(flat.shot, severity=float(rng.uniform(0, severity)))
        picture = photographed(rng, flat.page, shot)
        yield Page(picture, flat.lines, flat.format, "photographed", 0, flat.altered)


@dataclass(frozen=True)
class _Flat:
    """A document that nobody took a picture of yet, and how large and badly it will be taken."""

    page: Grey
    lines: tuple[str, ...]
    format: str
    altered: bool
    shot: Shot


def _flat(rng: Rng, way: str, severity: float) -> _Flat:
    cv2.setNumThreads(1)
    format = _choice(rng, FORMATS)
    lines = () if way == "bare" else document(rng, LAYOUTS[format], plausible=True)
    altered = bool(lines) and rng.random() < ALTERED
    if altered:
        lines = _altered(rng, lines, format)
    pitch = _pitch(rng, way)
    shot = Shot(FINE_SMALL if pitch < 14 else FINE, pitch, severity)
    drawn = _drawn(rng, format, lines, shot.fine * pitch)
    used = worn(rng, drawn, shot.fine * pitch, severity)
    return _Flat(np.asarray(used, np.uint8), lines, format if lines else "", altered, shot)


def _choice(rng: Rng, shares: dict[str, float]) -> str:
    return str(rng.choice(list(shares), p=list(shares.values())))


def _altered(rng: Rng, lines: tuple[str, ...], format: str) -> tuple[str, ...]:
    """The lines with one digit that a check digit covers, or that is one, printed as another."""
    spans = [span for digit in LAYOUTS[format].digits for span in (*digit.over, digit.at)]
    cells = [cell for span in spans for cell in span.cells()]
    digits = [(row, column) for row, column in cells if lines[row][column].isdigit()]
    row, column = digits[int(rng.integers(len(digits)))]
    wrong = str(rng.choice([one for one in DIGITS if one != lines[row][column]]))
    changed = lines[row][:column] + wrong + lines[row][column + 1 :]
    return (*lines[:row], changed, *lines[row + 1 :])


def _pitch(rng: Rng, way: str) -> float:
    """Pixels a character in the finished picture, small ones as often as large ones."""
    low, high = {"scanned": _SCANNED_PX, "small": _SMALL_PX}.get(way, _PHOTOGRAPHED_PX)
    return float(np.exp(rng.uniform(np.log(low), np.log(high))))


def _drawn(rng: Rng, format: str, lines: tuple[str, ...], pitch: float) -> Grey:
    """The flat page in grey, its characters ``pitch`` px wide. Without lines: a card's front."""
    width = round(pitch * art.SIZES_MM[format][0] / art.PITCH_MM)
    person = specimen_people(int(rng.integers(1 << 30)), 1)[0]
    drawn = art.page(person, format, lines, width, rng)
    if format == "TD1" and lines and rng.random() < BOTH_SIDES:
        drawn = art.stack(art.page(person, format, (), width, rng), drawn)
    return np.asarray(cv2.cvtColor(drawn, cv2.COLOR_BGR2GRAY), np.uint8)
