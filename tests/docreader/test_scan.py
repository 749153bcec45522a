"""Scans: several pages, several documents on a page, and files that mean harm."""

from __future__ import annotations

import random
from io import BytesIO
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from docreader import UnreadableImage, image, read, read_scan
from docreader.scan import MOST_PAGES
from tests.docreader.drawn import file_of, lines, page, text_page
from tests.docreader.scans import card, passport, pdf_bomb, pdf_page, scan_of, sheet, truth


@pytest.fixture(scope="module")
def pages() -> list[np.ndarray]:
    """A page of text, both sides of a card, two passports."""
    return [text_page(), sheet(card(0)), sheet(passport(1), passport(2))]


@pytest.mark.parametrize("kind", ["PDF", "TIFF"])
def test_every_document_of_every_page_is_read(kind: str, pages: list[np.ndarray]) -> None:
    found = list(read_scan(scan_of(pages, kind)))

    assert [(one.page, one.pages) for one in found] == [(1, 3), (2, 3), (3, 3), (3, 3)]
    assert "no_zone" in found[0].reading.warnings
    assert found[1].reading.mrz_lines == truth(0, "TD1")
    assert {one.reading.mrz_lines for one in found[2:]} == {truth(1, "TD3"), truth(2, "TD3")}


@pytest.mark.parametrize("kind", ["PDF", "TIFF"])
def test_reading_a_scan_as_a_picture_gives_its_first_document(
    kind: str, pages: list[np.ndarray], tmp_path: Path
) -> None:
    path = tmp_path / f"scan.{kind.lower()}"
    path.write_bytes(scan_of(pages, kind))

    assert read(path).mrz_lines == truth(0, "TD1")


def test_a_scan_without_any_zone_says_so() -> None:
    reading = read(scan_of([text_page()]))

    assert reading.mrz_lines == ()
    assert "no_zone" in reading.warnings


def test_a_picture_is_a_scan_of_one_page() -> None:
    (found,) = read_scan(file_of(page()))

    assert (found.page, found.pages, found.reading.mrz_lines) == (1, 1, lines())


def test_one_document_is_not_found_twice_on_its_page() -> None:
    assert len(list(read_scan(scan_of([sheet(passport(1))])))) == 1


def test_the_pages_of_a_tiff_are_turned_as_each_ones_tag_says(tmp_path: Path) -> None:
    path = tmp_path / "turned.tiff"
    images = [Image.fromarray(page(width=900)[:, :, ::-1])] * 2
    images[0].save(path, save_all=True, append_images=images[1:], tiffinfo={0x0112: 3})

    assert [one.reading.turned for one in read_scan(path)] == [180, 180]


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableImage) as refused:
        list(read_scan(data))
    return refused.value.code


def test_a_pdf_that_is_none_is_refused_with_its_reason(tmp_path: Path) -> None:
    whole = scan_of([sheet(card(0))])

    assert refusal(b"%PDF-1.7\n" + bytes(500)) == "not_an_image"
    assert refusal(whole[: len(whole) // 2]) == "truncated"
    assert refusal(whole[:-40]) == "truncated"


def test_a_locked_pdf_says_that_it_is_locked() -> None:
    key = b"<" + b"00" * 32 + b">"
    locked = pdf_page(b"").replace(
        b"trailer <<",
        b"trailer <</ID [<00> <00>] /Encrypt <</Filter /Standard /V 1 /R 2 /P -4 /O %b /U %b>> "
        % (key, key),
    )

    assert refusal(locked) == "locked"


@pytest.mark.parametrize("kind", ["PDF", "TIFF"])
def test_more_pages_than_forty_are_refused_before_one_is_read(kind: str) -> None:
    small = np.full((40, 40, 3), 255, np.uint8)

    assert len(list(read_scan(scan_of([small] * MOST_PAGES, kind)))) == MOST_PAGES
    assert refusal(scan_of([small] * (MOST_PAGES + 1), kind)) == "too_many_pages"


def test_a_scan_may_be_larger_than_a_picture_but_not_endless(tmp_path: Path) -> None:
    path = tmp_path / "large.pdf"
    with path.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(51 * 1024 * 1024)
    with pytest.raises(UnreadableImage, match="too large"):
        read(path)

    assert refusal(b"%PDF-1.7\n" + bytes(51 * 1024 * 1024)) == "too_large"
    assert refusal(b"%PDF-1.7\n" + bytes(30 * 1024 * 1024)) == "not_an_image"


def test_a_small_pdf_with_a_huge_picture_is_refused_before_it_is_unpacked() -> None:
    bomb = pdf_bomb(9000)

    assert len(bomb) < 200_000
    assert refusal(bomb) == "too_large"


@pytest.mark.parametrize("box", ["0 0 14401 10", "0 0 0 0", "0 0 1e30 1e30"])
def test_a_page_of_no_sensible_size_harms_nobody(box: str) -> None:
    try:
        (found,) = read_scan(pdf_page(b"", box=box))
        assert found.reading.mrz_lines == ()
    except UnreadableImage as refused:
        assert refused.code == "too_large"


def test_a_poster_is_drawn_coarser_instead_of_refused() -> None:
    (found,) = read_scan(pdf_page(b"", box="0 0 14000 14000"))

    assert "no_zone" in found.reading.warnings


@pytest.mark.parametrize("shape", [(1, 60_000), (60_000, 1), (3, 4000), (1, 1)])
def test_a_sliver_is_a_picture_without_a_zone(shape: tuple[int, int]) -> None:
    assert "no_zone" in read(np.full(shape, 200, np.uint8)).warnings


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["PDF", "TIFF"])
def test_mutations_of_scans_never_crash(kind: str) -> None:
    rng = random.Random(20261123)
    small = np.full((60, 90, 3), 200, np.uint8)
    small[20:30, 10:80] = 0
    whole = scan_of([small, small], kind)
    answered = 0

    for _ in range(100):
        data = bytearray(whole)
        for _ in range(rng.choice((1, 5, 30))):
            data[rng.randrange(len(data))] = rng.randrange(256)
        try:
            list(read_scan(bytes(data)))
        except UnreadableImage as refused:
            assert refused.code in ("truncated", "not_an_image", "too_large", "locked")
        answered += 1

    assert answered == 100


@pytest.mark.parametrize("tag", range(1, 9))
def test_a_tiff_is_turned_once_and_not_squeezed(tag: int) -> None:
    stored = page(width=1500)[:, :, ::-1]
    out = BytesIO()
    Image.fromarray(stored).save(out, "TIFF", tiffinfo={0x0112: tag}, compression="tiff_lzw")
    header = image.read_header(out.getvalue())

    for ample in (3000, 1000, 500):
        pixels = image.oriented(
            image.decode(out.getvalue(), header, ample=ample), header.orientation
        )
        wanted = image.grey_of(image.oriented(page(width=1500), tag))
        wanted = cv2.resize(wanted, pixels.shape[::-1], interpolation=cv2.INTER_AREA)
        assert abs(pixels.astype(int) - wanted).mean() < 12
