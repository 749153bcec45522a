"""Correcting the working sheet: fields or whole lines, checked again at once."""

from __future__ import annotations

import uuid

import pytest
from flask import Flask

from borderpost.db import db
from crossings import reading
from crossings import sheet as sheets
from crossings.models import Inspection
from crossings.models.inspection import Source
from crossings.services import inspecting
from crossings.sheet import Origin
from docreader import Verdict
from tests.crossings.documents import zone
from tests.crossings.work import acts, inspect, opened
from tests.desk import Browser, browser, field, officer


@pytest.fixture
def awa(machine: Flask) -> Browser:
    return browser(machine, "officer")


def sheet_of(app: Flask, address: str) -> tuple[Inspection, sheets.Sheet]:
    with app.app_context():
        found = db.session.get_one(Inspection, uuid.UUID(address.rpartition("/")[2]))
        return found, sheets.from_plain(found.sheet)


def test_corrected_fields_are_checked_again_at_once(inside: Flask) -> None:
    awa = officer(inside, "officer")
    sheet = opened(awa)
    inspecting.correct_fields(sheet.id, {"document_number": "AB1234568"}, by=awa)
    wrong = sheets.from_plain(sheet.sheet)["document_number"]
    inspecting.correct_fields(sheet.id, {"document_number": "AB1234567"}, by=awa)
    right = sheets.from_plain(sheet.sheet)["document_number"]

    assert (wrong.check, right.check) == (Verdict.BAD, Verdict.OK)
    assert (right.origin, right.was) == (Origin.TYPED, "AB1234567")
    assert sheet.version == 3
    assert acts()[-2:] == ["crossings:inspection:correct"] * 2


def test_a_correction_that_changes_nothing_is_none(inside: Flask) -> None:
    awa = officer(inside, "officer")
    sheet = opened(awa)
    inspecting.correct_fields(sheet.id, {"surname": "CISSE"}, by=awa)

    assert sheet.version == 1
    assert acts()[-1] == "crossings:inspection:open"


def test_corrected_lines_are_read_again_as_a_whole(inside: Flask) -> None:
    awa = officer(inside, "officer")
    first = opened(awa, "\n".join(line[:-1] for line in zone().splitlines()))
    arrival = reading.lines(zone(), Source.PASTE)
    inspecting.correct_lines(first.id, arrival.reading, by=awa)

    assert first.sheet["surname"]["value"] == "CISSE"
    assert first.reading["sure"] is True
    assert [len(line) for line in first.reading["lines_before"]] == [43, 43]
    assert first.version == 2


def form_of(sheet: sheets.Sheet, **changes: str) -> dict[str, str]:
    return {name: entry.value for name, entry in sheet.items()} | changes


def test_fields_are_corrected_on_their_page(machine: Flask, awa: Browser) -> None:
    address = inspect(awa)
    _found, sheet = sheet_of(machine, address)
    page = awa.get(f"{address}/correct/").text
    answer = awa.send(f"{address}/correct/fields", **form_of(sheet, given_names="Fanta"))

    assert field(page, "surname") == "CISSE"
    assert answer.location == address
    assert sheet_of(machine, address)[1]["given_names"].value == "Fanta"
    assert "standing-look" in awa.get(address).text


def test_a_fragment_gets_the_panel_only(machine: Flask, awa: Browser) -> None:
    address = inspect(awa)
    data = {"form_key": str(uuid.uuid4()), "lines": zone(document_number="AB7654321")}
    answer = awa.client.post(f"{address}/correct/lines", data=data, headers={"HX-Request": "true"})

    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert "AB7654321" in answer.text


@pytest.mark.parametrize(
    "changes",
    [
        {"birth_date": "13/02/1988"},
        {"birth_date": "1988-02-30"},
        {"birth_date": "1988-13"},
        {"birth_date": "0000-01-01"},
        {"expiry_date": "2031-04-31"},
        {"nationality": "ML"},
        {"nationality": "12A"},
        {"issuing_state": ""},
        {"surname": ""},
        {"surname": "   "},
        {"surname": "X" * 121},
        {"document_number": "N°12"},
        {"document_number": "1" * 31},
        {"sex": "Q"},
    ],
)
def test_a_bad_field_is_told_and_changes_nothing(
    machine: Flask, awa: Browser, changes: dict[str, str]
) -> None:
    address = inspect(awa)
    _found, sheet = sheet_of(machine, address)
    answer = awa.send(f"{address}/correct/fields", **form_of(sheet, **changes))

    assert answer.status_code == 422
    assert "field-error" in answer.text
    assert sheet_of(machine, address)[1] == sheet
    assert awa.get(address).status_code == 200


def test_a_double_click_on_a_correction_leads_back_to_the_sheet(
    machine: Flask, awa: Browser
) -> None:
    address, key = inspect(awa), uuid.uuid4()
    form = form_of(sheet_of(machine, address)[1], given_names="Fanta")
    answers = [awa.send(f"{address}/correct/fields", key, **form).location for _ in range(2)]

    assert answers == [address, address]
    assert sheet_of(machine, address)[0].version == 2
