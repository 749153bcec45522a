"""Candidates for a zone: that the true one is among them, and measured well."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from docreader import specimen_art as art
from docreader.geometry import Line
from docreader.image import grey_of
from docreader.locate import find_zones
from docreader.rectify import shown, strips_of
from tests.docreader.drawn import lines, page, text_page


def located(format: str, picture: np.ndarray) -> tuple[Line, ...]:
    zones = find_zones(grey_of(picture))
    complete = [zone for zone in zones if len(zone.lines) == len(lines(format))]
    assert complete, "no candidate"
    return complete[0].lines


@pytest.mark.parametrize("format", ["TD1", "TD2", "TD3", "MRVA", "MRVB", "FRAID"])
def test_the_zone_is_among_the_candidates_and_its_measures_are_right(format: str) -> None:
    picture = page(format, width=560)
    cell = art.PITCH_MM * 560 / art.SIZES_MM[format][0]
    length = cell * len(lines(format)[0])

    for line in located(format, picture):
        assert line.length == pytest.approx(length, abs=2.5 * cell)
        assert line.cap == pytest.approx(cell, rel=0.25)
        assert abs(line.sag) < 0.2 * cell
        assert (line.left[0] + line.right[0]) / 2 == pytest.approx(280, abs=1.5 * cell)


@pytest.mark.parametrize("skew", [-14.0, -5.0, 5.0, 14.0])
def test_the_slope_is_measured(skew: float) -> None:
    for line in located("TD3", page(width=560, skew=skew)):
        assert np.degrees(np.arctan2(line.along[1], line.along[0])) == pytest.approx(skew, abs=0.6)


def test_a_bent_page_has_a_bent_line() -> None:
    flat = page(width=560)
    height, width = flat.shape[:2]
    across, down = np.meshgrid(
        np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32)
    )
    bend = 8 * np.sin(np.pi * across / width)
    bent = cv2.remap(
        flat,
        across,
        down - bend.astype(np.float32),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )

    for line in located("TD3", bent):
        assert line.sag == pytest.approx(7, abs=2.5)


def test_a_frame_around_the_zone_is_not_taken_for_text() -> None:
    picture = page(width=560)
    height = picture.shape[0]
    cv2.rectangle(picture, (8, int(height * 0.8)), (552, height - 14), (0, 0, 200), 2)

    for line in located("TD3", picture):
        assert line.cap == pytest.approx(art.PITCH_MM * 560 / 125, rel=0.25)


def test_there_is_nothing_to_find_on_blank_paper() -> None:
    assert find_zones(np.full((400, 560), 240, np.uint8)) == []
    assert find_zones(np.zeros((5, 5), np.uint8)) == []


def test_prose_ranks_far_below_a_zone() -> None:
    prose = find_zones(grey_of(text_page()))
    zone = find_zones(grey_of(page(width=560)))

    assert max((one.score for one in prose), default=0.0) < 0.5 * zone[0].score


def test_strips_hold_the_whole_line_at_the_recognisers_pitch() -> None:
    grey = grey_of(page(width=560))

    strips = strips_of(grey, find_zones(grey)[0])

    assert strips.pixels.shape == (2, 32, 720)
    dark = np.flatnonzero(strips.pixels[1, 8:24].min(axis=0) < 110)
    assert 12 * 44 < dark[-1] - dark[0] < 18.5 * 44
    assert dark[0] > 8
    assert dark[-1] < 712


def test_the_zone_for_the_eye_is_upright_and_small() -> None:
    grey = grey_of(page(width=1000, skew=10.0))
    scale = 560 / max(grey.shape)
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)

    crop = shown(grey, find_zones(np.asarray(small, np.uint8))[0].scaled(1 / scale))

    assert crop.shape[1] <= 960
    assert 0.05 < crop.shape[0] / crop.shape[1] < 0.3
