"""Barcodes: the third door, the two readers behind it, and copies of the zone."""

from __future__ import annotations

import subprocess
import sys
from itertools import product
from pathlib import Path

import cv2
import numpy as np
import pytest

from docreader import Barcode, UnreadableImage, barcodes, read, read_codes
from docreader.payloads import zone_in
from docreader.reading import Copy
from tests.docreader.codes import barcode_file, drawn, drawn_by_segno, on_paper, shot
from tests.docreader.drawn import Picture, file_of, lines, page, text_page

SYMBOLOGIES = ("QRCode", "PDF417", "Aztec", "DataMatrix", "Code128", "Code39")
TEXT = "GOG-20261123-0042-K"
# Of 54 photographed sheets 54 are read. What is missed: PDF417 and Code 39 that lie 12 degrees
# aslant, and every square code whose modules are 2 pixels small.
FLOOR = 0.98


@pytest.mark.parametrize("symbology", SYMBOLOGIES)
def test_each_kind_of_barcode_is_read(symbology: str) -> None:
    assert read_codes(barcode_file(symbology, TEXT)) == (Barcode(symbology, TEXT),)


@pytest.mark.slow
def test_photographed_sheets_are_read() -> None:
    dice = np.random.default_rng(7)
    tried = list(product(SYMBOLOGIES, (-7.0, 2.0, 7.0), (3, 4, 5)))

    right = sum(
        read_codes(shot(on_paper(drawn(kind, TEXT, scale), skew=skew), dice))
        == (Barcode(kind, TEXT),)
        for kind, skew, scale in tried
    )

    assert right / len(tried) >= FLOOR


def test_a_code_of_another_maker_is_read_upside_down_and_sideways() -> None:
    sheet = on_paper(drawn_by_segno("https://example.org/é"))

    for turns in range(4):
        turned = np.ascontiguousarray(np.rot90(sheet, turns))
        assert [code.text for code in read_codes(turned)] == ["https://example.org/é"]


def test_a_code_too_small_for_the_first_look_is_found_in_full_size() -> None:
    sheet = on_paper(drawn("QRCode", TEXT, scale=2), height=3000, width=2600)
    softened = np.asarray(cv2.GaussianBlur(sheet, (0, 0), 0.6), np.uint8)

    assert barcodes.codes_in(softened[:, :, 0], small_only=True) == ()
    assert read_codes(softened) == (Barcode("QRCode", TEXT),)


def test_every_code_of_a_sheet_is_told_once() -> None:
    first, second = (on_paper(drawn("QRCode", text)) for text in ("A1", "B2"))
    sheet = np.vstack([first, second, first])

    assert sorted(code.text for code in read_codes(sheet)) == ["A1", "B2"]


def test_a_page_of_words_has_no_barcode() -> None:
    assert read_codes(text_page()) == ()
    assert read_codes(page()) == ()


@pytest.mark.parametrize(
    ("data", "code"), [(b"", "empty"), (b"nothing", "not_an_image"), (b"\xff\xd8\xff", "truncated")]
)
def test_what_is_no_picture_is_refused_as_at_the_other_door(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableImage) as refused:
        read_codes(data)

    assert refused.value.code == code


def test_a_file_cut_short_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cut.jpg"
    path.write_bytes(barcode_file("QRCode", TEXT)[:3000])

    with pytest.raises(UnreadableImage):
        read_codes(path)


@pytest.mark.parametrize("lack", ["ImportError('not found')", "OSError('file too short')"])
def test_without_libzbar_barcodes_are_read_and_the_lack_is_told(tmp_path: Path, lack: str) -> None:
    """The wrapper raises ImportError where the system has no libzbar, and OSError where it has
    one that was only half installed."""
    (tmp_path / "pyzbar").mkdir()
    (tmp_path / "pyzbar/__init__.py").write_text(f"raise {lack}\n")
    code = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
        "from docreader import barcodes, read_codes\n"
        "from tests.docreader.codes import barcode_file\n"
        "print(read_codes(barcode_file('QRCode', 'A1'))[0].text, barcodes.zbar_missing())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=Path(__file__).parents[2]
    )

    assert done.stdout.strip() == "A1 libzbar is not installed", done.stderr
    assert done.stderr == ""


def test_a_page_without_a_zone_brings_its_barcodes_along() -> None:
    reading = read(barcode_file("QRCode", TEXT))

    assert reading.mrz_lines == ()
    assert "no_zone" in reading.warnings
    assert reading.barcodes == (Barcode("QRCode", TEXT),)


def card_with(text: str, kind: str = "PDF417") -> Picture:
    """The drawn card and, below it on the same sheet, a barcode that holds ``text``."""
    card = page("TD1")
    strip = on_paper(drawn(kind, text, 2), height=500, width=card.shape[1])
    return np.ascontiguousarray(np.vstack([card, strip]))


@pytest.mark.parametrize("kind", ["PDF417", "QRCode"])
def test_a_copy_of_the_zone_that_agrees_changes_nothing(kind: str) -> None:
    reading = read(file_of(card_with("\n".join(lines("TD1")), kind)))

    assert reading.mrz_lines == lines("TD1")
    assert [payload.copy for payload in reading.payloads] == [Copy.AGREES]
    assert reading.sure
    assert "barcode_differs" not in reading.warnings


def test_a_copy_of_the_zone_that_differs_leaves_nothing_sure() -> None:
    altered = "".join(lines("TD1")).replace("MLI", "MRT")
    reading = read(file_of(card_with(altered)))

    assert reading.mrz_lines == lines("TD1")
    assert not reading.sure
    assert reading.warnings[-1] == "barcode_differs"
    assert reading.payloads[0].differs == ("nationality", "issuing_state")


def test_ordinary_words_hold_no_zone() -> None:
    assert zone_in("A" * 90) == ()
    assert zone_in("") == ()
    assert zone_in("see " + "\n".join(lines("TD3"))) == lines("TD3")
