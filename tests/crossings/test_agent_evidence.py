"""Picture and lines of one document brought together: two witnesses of one zone."""

from __future__ import annotations

from dataclasses import replace

from crossings import sheet as sheets
from crossings.models.inspection import Source
from crossings.services.agent_evidence import brought_together
from crossings.services.inspecting import Arrival
from docreader import Reading, read_text
from docreader.payloads import DIFFERS as BARCODE_DIFFERS
from docreader.reading import Barcode
from tests.crossings.documents import FANTA, MOUSSA, spoiled, zone

GOOD = read_text(zone(FANTA))


def shown(reading: Reading) -> Arrival:
    return Arrival(
        reading, Source.CAMERA, sheets.from_reading(reading), zone_png=b"zone", page_jpeg=b"page"
    )


def test_lines_alone_make_a_sheet() -> None:
    found = brought_together(None, GOOD)

    assert found.reading.sure
    assert found.source is Source.AGENT
    assert found.told == {"chip": "", "lines": list(GOOD.mrz_lines), "agrees": None}


def test_a_picture_alone_keeps_its_pictures() -> None:
    found = brought_together(shown(GOOD), None)

    assert (found.zone_png, found.page_jpeg, found.reading) == (b"zone", b"page", GOOD)
    assert "lines" not in found.told


def test_two_witnesses_that_agree_are_as_sure_as_the_picture() -> None:
    found = brought_together(shown(GOOD), GOOD)

    assert found.reading is GOOD
    assert found.told["agrees"] is True


def test_two_witnesses_that_differ_leave_nothing_sure_and_are_told() -> None:
    found = brought_together(shown(GOOD), read_text(zone(MOUSSA)))

    assert not found.reading.sure
    assert "reader_differs" in found.reading.warnings
    assert found.reading.mrz_lines == GOOD.mrz_lines
    assert found.told["agrees"] is False
    assert found.told["lines"] == zone(MOUSSA).splitlines()


def test_a_name_that_no_digit_protects_is_compared_too() -> None:
    other = read_text(spoiled(zone(FANTA), 0, 6, "A"))
    assert other.sure

    found = brought_together(shown(GOOD), other)

    assert found.told["agrees"] is False
    assert not found.reading.sure


def test_of_two_that_differ_the_one_whose_digits_agree_fills_the_sheet() -> None:
    blurred = read_text(spoiled(zone(FANTA), 1, 9, "0"))
    assert not blurred.sure

    found = brought_together(shown(blurred), GOOD)

    assert found.sheet["document_number"].value == FANTA.document_number
    assert not found.reading.sure
    assert "reader_differs" in found.reading.warnings


def test_lines_help_a_picture_without_a_zone() -> None:
    found = brought_together(shown(Reading(warnings=("no_zone",))), GOOD)

    assert found.sheet["surname"].value == GOOD.value("surname")
    assert "no_zone" not in found.reading.warnings
    assert found.page_jpeg == b"page"


def test_a_barcode_on_the_picture_is_weighed_against_the_lines() -> None:
    other = Barcode("QRCode", zone(MOUSSA))
    found = brought_together(shown(Reading(barcodes=(other,))), GOOD)

    assert BARCODE_DIFFERS in found.reading.warnings
    assert not found.reading.sure


def test_lines_that_are_no_zone_are_told_beside_the_picture() -> None:
    found = brought_together(shown(GOOD), read_text("HELLO"))

    assert found.reading == replace(GOOD, warnings=(*GOOD.warnings, "reader_lines"))
    assert found.told["agrees"] is None
