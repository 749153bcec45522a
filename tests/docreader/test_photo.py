"""A photo that is kept: small, upright, fresh, and made by a reader process."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import cv2
import numpy as np
import pytest
from PIL import Image

from docreader import UnreadableImage
from docreader.pool import ReaderPool


@pytest.fixture(scope="module")
def pool() -> Iterator[ReaderPool]:
    with ReaderPool(children=1, seconds=60) as running:
        yield running


def shot(width: int, height: int, orientation: int = 1) -> bytes:
    """A camera's JPEG: white above, black below, with metadata."""
    picture = Image.new("L", (width, height), 255)
    picture.paste(0, (0, height // 2, width, height))
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = orientation, "SECRET PLACE"
    out = BytesIO()
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()


def pixels(data: bytes) -> np.ndarray:
    found = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_GRAYSCALE)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("size", "kept"),
    [((1280, 720), (640, 360)), ((720, 1280), (360, 640)), ((300, 200), (300, 200))],
)
def test_the_longer_side_has_640_pixels_at_most(
    pool: ReaderPool, size: tuple[int, int], kept: tuple[int, int]
) -> None:
    assert pixels(pool.photo(shot(*size))).shape == kept[::-1]


def test_a_sliver_of_a_picture_stays_one(pool: ReaderPool) -> None:
    assert pixels(pool.photo(shot(3000, 2))).shape[1] == 640


def test_nothing_of_the_file_itself_is_kept(pool: ReaderPool) -> None:
    data = shot(800, 600)

    assert b"SECRET PLACE" in data
    assert b"SECRET PLACE" not in pool.photo(data)


def test_the_photo_is_turned_as_the_camera_says(pool: ReaderPool) -> None:
    found = pixels(pool.photo(shot(800, 600, orientation=3)))

    assert found[0].mean() < 20
    assert found[-1].mean() > 235


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "empty"), (b"nothing", "not_an_image"), (shot(800, 600)[:900], "truncated")],
)
def test_what_is_no_picture_says_why(pool: ReaderPool, data: bytes, code: str) -> None:
    with pytest.raises(UnreadableImage) as error:
        pool.photo(data)

    assert error.value.code == code
    assert pixels(pool.photo(shot(300, 200))).shape == (200, 300)
