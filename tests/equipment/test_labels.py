"""Labels: exact places, and every code read back from a sheet that was turned and blurred."""

from __future__ import annotations

import io
import json
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
import pytest
from flask import Flask

from docreader import read_codes
from docreader.pool import ReaderPool
from equipment import codes, labels
from equipment.label_formats import FORMATS, spots
from equipment.labels import Label
from tests.desk import browser
from tests.equipment.work import World

INCH = 25.4  # mm


def photographed(pdf: bytes, *, dpi: int = 150, turned: float = 3, blurred: float = 1.0) -> bytes:
    """A page as a camera might see it: rasterised, turned, blurred, in a JPEG."""
    page = pypdfium2.PdfDocument(pdf)[0].render(scale=dpi / 72).to_numpy()
    grey = cv2.cvtColor(np.ascontiguousarray(page[:, :, :3]), cv2.COLOR_BGR2GRAY)
    height, width = grey.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), turned, 1.0)
    grey = cv2.warpAffine(grey, turn, (width, height), borderValue=255)
    grey = cv2.GaussianBlur(grey, (0, 0), blurred)
    return bytes(cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, 85])[1])


def some(many: int) -> list[Label]:
    tags = [f"GOG-{number:04}" for number in range(many)]
    return [Label(codes.of_asset(tag), tag, ("Sahara P1", "DM-0042")) for tag in tags]


@pytest.mark.parametrize("name", ["A4-14", "A4-21", "A4-24"])
def test_every_code_of_a_sheet_is_read_back(name: str) -> None:
    wanted = some(FORMATS[name].per_page)
    found = read_codes(photographed(labels.sheet(FORMATS[name], wanted)))

    assert {one.text for one in found} == {label.code for label in wanted}


@pytest.mark.parametrize("name", [name for name in FORMATS if FORMATS[name].is_roll])
def test_a_label_of_a_roll_is_read_back(name: str) -> None:
    sheet = labels.sheet(FORMATS[name], some(2))
    pages = pypdfium2.PdfDocument(sheet)
    size = tuple(round(one / 72 * INCH, 1) for one in pages[0].get_size())

    assert (len(pages), size) == (2, FORMATS[name].page)
    assert [one.text for one in read_codes(photographed(sheet, dpi=203))] == ["BP1:A:GOG-0000"]


@pytest.mark.parametrize("name", list(FORMATS))
def test_labels_lie_inside_their_page_and_never_on_each_other(name: str) -> None:
    form = FORMATS[name]
    placed = list(spots(form, form.per_page))
    for spot in placed:
        assert 0 <= spot.x <= form.page[0] - spot.width + 0.01
        assert 0 <= spot.y <= form.page[1] - spot.height + 0.01
    for first in placed:
        for other in placed:
            apart = (abs(first.x - other.x) >= first.width - 0.01
                     or abs(first.y - other.y) >= first.height - 0.01)  # fmt: skip
            assert first is other or apart


def test_a_code_stands_where_the_paper_has_its_label() -> None:
    """Measured on the drawn page: the dark modules of the fifth label, to a fifth of a mm."""
    form = FORMATS["A4-21"]
    sheet = labels.sheet(form, some(1), skip=4, shift=(1.0, -0.5))
    scale = 600 / 72
    page = pypdfium2.PdfDocument(sheet)[0].render(scale=scale).to_numpy()[:, :, 0]
    (spot,) = spots(form, 1, 4, (1.0, -0.5))
    side = min(spot.height, spot.width / 2) - 3
    module = side / (21 + 8)
    dark = np.argwhere(page[:, : int((spot.x + side + 1) / INCH * 600)] < 128)
    top, left = dark.min(axis=0) / 600 * INCH

    assert left == pytest.approx(spot.x + 1.5 + 4 * module, abs=0.2)
    assert top == pytest.approx(spot.y + (spot.height - side) / 2 + 4 * module, abs=0.2)


def test_skipped_labels_go_on_to_the_next_sheet() -> None:
    sheet = labels.sheet(FORMATS["A4-21"], some(5), skip=19)

    assert len(pypdfium2.PdfDocument(sheet)) == 2


def test_what_the_letters_cannot_write_is_left_out_and_the_tag_stays() -> None:
    sheet = labels.sheet(FORMATS["A4-21"], [Label("BP1:A:X1", "X1", ("قارئ", "Lecteur é"))])
    text = pypdfium2.PdfDocument(sheet)[0].get_textpage().get_text_range()

    assert "X1" in text
    assert "Lecteur" in text
    assert "?" not in text


def test_the_calibration_page_has_rulers_of_a_hundred_millimetres() -> None:
    sheet = labels.calibration(FORMATS["A4-21"], ("Print at 100 %",))
    page = pypdfium2.PdfDocument(sheet)[0].render(scale=300 / 72).to_numpy()[:, :, 0]
    middle = page[round(148.5 / INCH * 300) - 1 : round(148.5 / INCH * 300) + 2].min(axis=0)
    longest = max(len(run) for run in "".join("x" if one < 200 else " " for one in middle).split())

    assert longest / 300 * INCH == pytest.approx(100, abs=0.6)


def test_the_pages_draw_and_refuse(machine: Flask, stocked: World) -> None:
    with machine.app_context():
        stocked.asset(), stocked.asset()
    at = browser(machine, "storekeeper")
    asked = "format=A4-21&skip=0&right=0&down=0"
    drawn = at.get(f"/equipment/labels/sheet.pdf?{asked}&codes=AAA-0001%0AAAA-0002")
    unknown = at.get(f"/equipment/labels/sheet.pdf?{asked}&codes=NIX")
    bad = at.get("/equipment/labels/sheet.pdf?format=A5&skip=0&right=0&down=0&codes=AAA-0001")

    assert drawn.data.startswith(b"%PDF")
    assert (unknown.status_code, bad.status_code) == (422, 422)
    assert "NIX" in unknown.text
    assert at.get(f"/equipment/labels/calibration.pdf?{asked}").data.startswith(b"%PDF")
    assert at.get("/equipment/labels/?codes=AAA-0001").status_code == 200


def test_a_location_has_a_label_that_leads_to_it(machine: Flask, stocked: World) -> None:
    at = browser(machine, "storekeeper")
    drawn = at.get(f"/equipment/labels/locations/{stocked.store}.pdf").data
    (code,) = read_codes(photographed(drawn, dpi=203))
    led = at.get(f"/equipment/find?code={code.text}")

    assert code.text == "BP1:L:MAG"
    assert led.location.endswith(f"/equipment/locations/{stocked.store}")
    assert at.get(f"/equipment/labels/locations/{stocked.other_store}.pdf").status_code == 404


def test_a_photo_of_labels_leads_to_the_things(machine: Flask, stocked: World) -> None:
    with machine.app_context():
        stocked.asset(tag="GOG-0000"), stocked.asset(tag="GOG-0001")
    one = photographed(labels.sheet(FORMATS["A4-21"], some(1)))
    many = photographed(labels.sheet(FORMATS["A4-21"], some(3)))
    with ReaderPool(children=1) as pool:
        machine.extensions["reader_pool"] = pool
        at = browser(machine, "storekeeper")
        led = at.send("/equipment/labels/photo", picture=(io.BytesIO(one), "a.jpg"))
        read = at.send("/equipment/labels/photo", picture=(io.BytesIO(many), "a.jpg")).text
        empty = at.send("/equipment/labels/photo", picture=(io.BytesIO(b"no picture"), "a.jpg"))

    assert "GOG-0000" in led.location
    assert "GOG-0001" in read
    assert "BP1:A:GOG-0002" in read  # not in the register
    assert empty.status_code == 422


def test_the_commands_draw_and_read(machine: Flask, stocked: World, tmp_path: Path) -> None:
    with machine.app_context():
        stocked.asset(), stocked.asset()
    run, out = machine.test_cli_runner().invoke, tmp_path / "labels.pdf"
    drawn = run(args=["equipment", "labels", "--format", "A4-21", "--out", str(out), "AAA-0001",
                      "AAA-0002"])  # fmt: skip
    (tmp_path / "photo.jpg").write_bytes(photographed(out.read_bytes()))
    told = run(args=["equipment", "scan", "--json", str(tmp_path / "photo.jpg")])
    lost = run(args=["equipment", "labels", "--out", str(out), "NIX"])

    assert drawn.exit_code == told.exit_code == 0
    assert {(one["code"], one["tag"]) for one in json.loads(told.output)} == {
        ("BP1:A:AAA-0001", "AAA-0001"), ("BP1:A:AAA-0002", "AAA-0002"),
    }  # fmt: skip
    assert lost.exit_code == 1
