"""Why a picture shows no zone: each fault of a drawn page by its own name."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from docreader import read
from docreader.no_zone import reasons
from tests.docreader.drawn import page, text_page

Picture = NDArray[np.uint8]


def drawn() -> Picture:
    return page(width=1200)


def dark() -> Picture:
    noise = np.random.default_rng(3).normal(0, 8, drawn().shape)
    return np.clip(drawn() * 0.03 + noise, 0, 255).astype(np.uint8)


def soft(sigma: float = 9.0) -> Picture:
    return np.asarray(cv2.GaussianBlur(drawn(), (0, 0), sigma), np.uint8)


def moved(upright: bool) -> Picture:
    """Blurred along one direction only, as by a hand that moves."""
    size = (1, 45) if upright else (45, 1)
    return np.asarray(cv2.blur(drawn(), size), np.uint8)


def lit() -> Picture:
    """A lamp over the zone."""
    shown = np.asarray(drawn() * 0.8, np.uint8)
    height, width = shown.shape[:2]
    cv2.ellipse(shown, (width // 2, int(0.9 * height)), (400, 150), 0, 0, 360, (255, 255, 255), -1)
    return shown


def cut() -> Picture:
    return np.ascontiguousarray(drawn()[:, 400:])


def far(width: int = 1400) -> Picture:
    """A document so far away that a cell of its zone is two pixels wide."""
    desk = np.full((width * 3 // 4, width, 3), 120, np.uint8)
    small = cv2.resize(drawn(), (110, 77), interpolation=cv2.INTER_AREA)
    desk[300:377, 500:610] = small
    return desk


def tiny() -> Picture:
    return np.asarray(cv2.resize(drawn(), (100, 70), interpolation=cv2.INTER_AREA), np.uint8)


@pytest.mark.parametrize(
    ("picture", "reason"),
    [
        (dark(), "too_dark"),
        (soft(), "blurred"),
        (moved(upright=True), "blurred"),
        (moved(upright=False), "blurred"),
        (lit(), "glare"),
        (cut(), "cut_off"),
        (far(), "too_small"),
        (tiny(), "too_small"),
    ],
    ids=["dark", "soft", "moved up", "moved aside", "lit", "cut", "far", "tiny"],
)
def test_a_fault_is_told_by_its_name_and_first(picture: Picture, reason: str) -> None:
    found = read(picture)

    assert found.mrz_lines == ()
    assert found.warnings[:2] == ("no_zone", reason)


def test_a_good_picture_of_something_else_has_no_fault() -> None:
    assert read(text_page()).warnings == ("no_zone",)


def test_a_picture_without_candidates_is_not_called_cut_off() -> None:
    assert "cut_off" not in reasons(cv2.cvtColor(cut(), cv2.COLOR_BGR2GRAY))


@pytest.mark.parametrize("shape", [(1, 1), (1, 900), (900, 1), (3, 3), (241, 241)])
def test_pictures_of_every_shape_have_an_answer(shape: tuple[int, int]) -> None:
    for level in (0, 128, 255):
        assert isinstance(reasons(np.full(shape, level, np.uint8)), tuple)
