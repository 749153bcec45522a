"""A line's picture and its labels speak of the same places."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from docreader.mrz import ALPHABET
from tests import needs
from training_recogniser.lines import BLANK, EITHER, STEP, Generator, targets
from training_recogniser.render import HEIGHT, SCALE, WIDTH, Typeface, draw, typeface

SHIPPED_FONT = Path(__file__).parents[2] / "docreader" / "fonts" / "OCRB.otf"


@pytest.fixture(scope="module")
def face() -> Typeface:
    return typeface(SHIPPED_FONT)


def test_each_character_s_ink_lies_around_its_centre(face: Typeface) -> None:
    for seed in range(30):
        drawn = draw(np.random.default_rng(seed), "HHHHHHHHHHHHHHHHHHHH", "", "", face)
        column = drawn.ink.astype(float).sum(axis=0)
        where = (np.arange(column.size) + 0.5) / SCALE
        for x, pitch in zip(drawn.centres, drawn.pitch, strict=True):
            near = np.abs(where - x) < pitch / 2
            if x - pitch > 0 and x + pitch < WIDTH:
                middle = np.average(where[near], weights=column[near])
                assert abs(middle - x) < 0.16 * pitch, (seed, x)


def test_columns_read_back_as_the_text_that_was_drawn(face: Typeface) -> None:
    text = "P<UTO<<<<<<<AABB00OO11IIMMWWHHNN<<<<<<<<<<<0"
    for seed in range(60):
        drawn = draw(np.random.default_rng(seed), text, "", "", face)
        classes = [int(c) for c in targets(drawn) if c < EITHER]
        joined = [c for i, c in enumerate(classes) if i == 0 or c != classes[i - 1]]
        found = "".join(ALPHABET[c] for c in joined if c != BLANK)
        inside = (drawn.centres >= 0) & (drawn.centres < WIDTH)
        assert found == "".join(c for c, seen in zip(text, inside, strict=True) if seen), seed


def test_pitch_and_height_keep_to_what_the_reader_cuts_out(face: Typeface) -> None:
    for seed in range(60):
        drawn = draw(np.random.default_rng(seed), "K" * 44, "", "", face)
        assert 11 < float(np.median(drawn.pitch)) < 19.5
        assert 14.5 <= drawn.height <= 26


@needs.faces
def test_a_line_depends_on_its_seed_and_number_alone() -> None:
    first, again, other = Generator(3).line(5), Generator(3).line(5), Generator(3).line(6)
    assert first.text == again.text
    assert np.array_equal(first.strip, again.strip)
    assert np.array_equal(first.targets, again.targets)
    assert not np.array_equal(first.strip, other.strip)


@needs.faces
def test_a_gentle_strip_still_shows_contrast_where_its_characters_are() -> None:
    generator = Generator(11, 0.0, 0.1)
    stronger = 0
    printed = [made for made in map(generator.line, range(60)) if made.text][:40]
    for made in printed:
        assert made.strip.shape == (HEIGHT, WIDTH)
        assert made.strip.dtype == np.uint8
        edges = np.abs(cv2.Sobel(made.strip.astype(np.float32), -1, 1, 0)).sum(axis=0)
        written = np.repeat(made.targets < BLANK, STEP)
        stronger += edges[written].mean() > edges[~written].mean()
    assert stronger >= 34
