"""Files at the image door: kinds, limits, cut short. Mutated ones: ``test_mutations``."""

from __future__ import annotations

import struct
import zlib
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from docreader import UnreadableImage, read
from tests.docreader.drawn import file_of, lines, page

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "BMP"])
def test_every_kind_of_picture_is_read(kind: str) -> None:
    assert read(file_of(page(), kind), today=TODAY).mrz_lines == lines()


def test_a_path_is_read(tmp_path: Path) -> None:
    path = tmp_path / "page.jpg"
    path.write_bytes(file_of(page()))

    assert read(path, today=TODAY).mrz_lines == lines()
    assert read(str(path), today=TODAY).mrz_lines == lines()


def test_a_transparent_picture_lies_on_white_paper() -> None:
    from io import BytesIO

    from PIL import Image

    rgb = page()[:, :, ::-1]
    ink = np.where(rgb.max(axis=2) < 90, 255, 0).astype(np.uint8)
    out = BytesIO()
    Image.fromarray(np.dstack([np.zeros_like(rgb), ink])).save(out, "PNG")

    assert read(out.getvalue(), today=TODAY).mrz_lines == lines()


@pytest.mark.parametrize("pixels", [page()[:, :, 0], page()[:, :, :1], np.dstack([page()] * 2)])
def test_arrays_of_other_shapes(pixels: np.ndarray) -> None:
    pixels = np.ascontiguousarray(pixels[:, :, :4] if pixels.ndim == 3 else pixels)

    assert read(pixels, today=TODAY).mrz_lines == lines()


def refusal(image: object) -> str:
    with pytest.raises(UnreadableImage) as refused:
        read(image, today=TODAY)  # type: ignore[arg-type]
    return refused.value.code


def test_what_is_no_picture_is_refused_with_its_reason(tmp_path: Path) -> None:
    assert refusal(b"") == "empty"
    assert refusal(b"P<UTOERIKSSON<<ANNA<MARIA") == "not_an_image"
    assert refusal(b"%PDF-1.7\n" + bytes(500)) == "not_an_image"
    assert refusal(tmp_path / "nothing.jpg") == "not_found"
    assert refusal(tmp_path) == "not_found"
    assert refusal(np.zeros((0, 5), np.uint8)) == "empty"
    assert refusal(np.zeros((9, 9), np.float64)) == "not_an_image"
    assert refusal(np.zeros((9, 9, 7), np.uint8)) == "not_an_image"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "BMP"])
@pytest.mark.parametrize("kept", [0.02, 0.5, 0.97])
def test_a_file_cut_short_is_refused(kind: str, kept: float) -> None:
    whole = file_of(page(), kind)

    assert refusal(whole[: int(len(whole) * kept)]) == "truncated"


def test_a_thumbnail_in_the_header_does_not_pass_for_the_end_of_the_file() -> None:
    whole = file_of(page())
    thumbnail = b"\xff\xe1" + struct.pack(">H", 10) + b"thumb\xff\xd9" + b"\x00"
    cut = whole[:2] + thumbnail + whole[2 : len(whole) // 2]

    assert refusal(cut) == "truncated"


def png_of(width: int, height: int) -> bytes:
    """A tiny file that claims a huge picture."""

    def chunk(name: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + check

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = zlib.compress(bytes(10))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(("width", "height"), [(30_000, 30_000), (9_000, 9_000), (61_000_000, 1)])
def test_a_huge_picture_is_refused_before_it_is_decoded(width: int, height: int) -> None:
    assert refusal(png_of(width, height)) == "too_large"


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.jpg"
    with path.open("wb") as file:
        file.truncate(26 * 1024 * 1024)

    assert refusal(path) == "too_large"
    assert refusal(bytes(26 * 1024 * 1024)) == "too_large"
