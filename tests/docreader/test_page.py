"""Pictures to readings: turned, tagged, aslant, small, two-sided, spoilt, and without a zone."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import cv2
import numpy as np
import pytest

from docreader import read
from docreader.image import oriented
from docreader.specimens import draw, specimen_lines, specimen_people
from tests.docreader.drawn import PERSON, file_of, lines, page, text_page

TODAY = date(2026, 11, 23)
STORED_AS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 8, 7: 7, 8: 6}  # what undoes each orientation


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_is_read_however_it_is_turned(turn: int) -> None:
    picture = np.ascontiguousarray(np.rot90(page(), -turn // 90))

    reading = read(picture, today=TODAY)

    assert reading.mrz_lines == lines()
    assert reading.turned == (360 - turn) % 360
    assert reading.sure


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_exif_orientation_is_applied(orientation: int) -> None:
    stored = oriented(page(), STORED_AS[orientation])

    reading = read(file_of(stored, orientation=orientation), today=TODAY)

    assert (reading.mrz_lines, reading.turned) == (lines(), 0)


@pytest.mark.parametrize("orientation", range(2, 9))
def test_a_tag_that_lies_does_not_hide_the_zone(orientation: int) -> None:
    reading = read(file_of(page(), orientation=orientation), today=TODAY)

    assert reading.mrz_lines == lines()


@pytest.mark.parametrize("format", ["TD1", "TD2", "TD3", "MRVA", "MRVB", "FRAID"])
@pytest.mark.parametrize("skew", [-8.0, 0.0, 13.0])
def test_every_format_is_read_straight_and_aslant(format: str, skew: float) -> None:
    reading = read(page(format, skew=skew), today=TODAY)

    assert (reading.format, reading.mrz_lines) == (format, lines(format))


def test_both_sides_of_a_card_side_by_side() -> None:
    both = draw(PERSON, "TD1", seed=5, width=900)
    half = both.shape[0] // 2
    beside = np.hstack([both[:half], both[-half:]])

    assert read(beside, today=TODAY).mrz_lines == lines("TD1")


@pytest.mark.parametrize("width", [300, 350, 400])
def test_a_thumbnail_is_read(width: int) -> None:
    large = page(width=900)
    small = cv2.resize(large, None, fx=width / 900, fy=width / 900, interpolation=cv2.INTER_AREA)

    assert read(np.asarray(small, np.uint8), today=TODAY).mrz_lines == lines()


def test_a_page_far_away_in_a_large_photo_is_read() -> None:
    photo = np.full((3840, 2160, 3), (90, 110, 120), np.uint8)
    document = page(width=1100)
    photo[1500 : 1500 + document.shape[0], 500 : 500 + document.shape[1]] = document

    assert read(photo, today=TODAY).mrz_lines == lines()


def test_a_dark_soft_page_is_read() -> None:
    dark = (draw(PERSON, "TD3", seed=5, width=1000, blur=1.2) * 0.25).astype(np.uint8)

    assert read(dark, today=TODAY).mrz_lines == lines()


def test_a_frame_and_a_stamp_do_not_hide_the_zone() -> None:
    marked = page()
    height, width = marked.shape[:2]
    cv2.rectangle(marked, (20, int(height * 0.8)), (width - 20, height - 25), (0, 0, 220), 3)
    over = marked.copy()
    cv2.ellipse(over, (width // 2, int(height * 0.87)), (150, 60), 15, 0, 360, (60, 60, 200), 4)
    stamped = cv2.addWeighted(over, 0.5, marked, 0.5, 0)

    assert read(np.asarray(stamped, np.uint8), today=TODAY).mrz_lines == lines()


def test_twenty_people_are_read_to_the_letter_and_none_is_surely_wrong() -> None:
    people = specimen_people(77, 20, ("UTO", "MLI", "MRT"))
    wrong, surely_wrong = [], []

    for index, person in enumerate(people):
        format = ("TD3", "TD1", "TD2", "MRVA", "MRVB")[index % 5]
        picture = draw(person, format, seed=index, width=700 + 40 * index, skew=index % 7 - 3.0)
        reading = read(picture, today=TODAY)
        if reading.mrz_lines != specimen_lines(person, format):
            wrong.append(person)
            surely_wrong += [person] if reading.sure else []

    assert len(wrong) <= 1
    assert surely_wrong == []


def test_the_zone_is_shown_upright_with_its_lines() -> None:
    reading = read(np.ascontiguousarray(np.rot90(page(), 2)), today=TODAY)

    assert reading.zone is not None
    again = read(np.pad(reading.zone, 60, constant_values=235), today=TODAY)
    assert reading.zone.shape[1] > 4 * reading.zone.shape[0]
    assert again.mrz_lines == lines()


@pytest.mark.parametrize(
    "picture",
    [
        np.full((900, 1200), 255, np.uint8),
        np.zeros((600, 800), np.uint8),
        text_page(),
        np.random.default_rng(1).integers(0, 256, (700, 900, 3)).astype(np.uint8),
        np.full((1, 1), 90, np.uint8),
        np.full((3, 2000), 90, np.uint8),
    ],
    ids=["white", "black", "prose", "noise", "one pixel", "a strip"],
)
def test_a_picture_without_a_zone_says_so(picture: np.ndarray) -> None:
    reading = read(picture, today=TODAY)

    assert (reading.mrz_lines, reading.format, reading.fields) == ((), "", {})
    assert not reading.sure
    assert reading.warnings[0] == "no_zone"


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda p: cv2.GaussianBlur(p, (0, 0), 9), "blurred"),
        (lambda p: (p * 0.015).astype(np.uint8), "too_dark"),
        (lambda p: cv2.resize(p, (100, 70), interpolation=cv2.INTER_AREA), "too_small"),
        (lambda p: np.ascontiguousarray(p[:, 160:]), "cut_off"),
    ],
)
def test_the_likely_cause_is_told(spoil, reason: str) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    reading = read(spoil(page()), today=TODAY)

    assert reading.mrz_lines == ()
    assert reason in reading.warnings


def test_what_hardly_anybody_could_read_is_never_said_to_be_likely() -> None:
    for width in (110, 120, 140):
        tiny = cv2.resize(page(), (width, round(0.7 * width)), interpolation=cv2.INTER_AREA)

        reading = read(tiny, today=TODAY)

        assert not reading.sure
        assert reading.confidence < 0.2


def test_glare_over_the_zone_is_told() -> None:
    grey = page().astype(np.float32) * 0.6
    height = grey.shape[0]
    grey[int(height * 0.76) :] = 255

    assert "glare" in read(grey.astype(np.uint8), today=TODAY).warnings


def test_importing_the_package_does_not_load_opencv() -> None:
    asked = "import sys, docreader; sys.exit('cv2' in sys.modules or 'PIL' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", asked], cwd=Path(__file__).parents[2], check=False)

    assert done.returncode == 0
