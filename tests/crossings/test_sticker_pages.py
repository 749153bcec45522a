"""Pages of the visa stickers: who may, what is refused, and what is kept of what was typed."""

from __future__ import annotations

import csv
import uuid

import pytest
from flask import Flask

from tests.crossings.visas import PASSPORT, decided
from tests.crossings.work import all_crossings, inspect
from tests.desk import Browser, browser, english
from tests.house import cast

SERIES = {
    "prefix": "ML",
    "first": "0098",
    "last": "0102",
    "months": "1",
    "days": "0",
    "entries": "1",
    "cite": "Instruction of 3 March 2026",
}


@pytest.fixture
def chief(inside: Flask) -> Browser:
    return english(inside, "supervisor")


@pytest.fixture
def officer_at(inside: Flask) -> Browser:
    return english(inside, "officer")


def test_an_empty_stock_says_what_to_do_first(chief: Browser) -> None:
    page = chief.get("/stickers/").text

    assert "This post has no visa stickers." in page
    assert "A supervisor receives a series first" in page
    assert "Never counted yet." in page


def test_a_series_is_received_and_listed(chief: Browser) -> None:
    assert chief.get("/stickers/receive").status_code == 200
    assert chief.send("/stickers/receive", **SERIES).status_code == 302
    page = chief.get("/stickers/").text

    assert "Received: 5 = in stock 5 + issued 0 + spoiled 0." in page
    assert "ML0098 – ML0102" in page
    assert "1 month" in page
    assert "ML0100" in chief.get("/stickers/?q=0100").text
    assert "No sticker fits this search." in chief.get("/stickers/?q=0100&state=spoiled").text


@pytest.mark.parametrize(
    "wrong", [{"first": ""}, {"months": "many"}, {"cite": ""}, {"last": "0001"}, {"entries": "9"}]
)
def test_a_bad_form_keeps_what_was_typed(chief: Browser, wrong: dict[str, str]) -> None:
    answer = chief.send("/stickers/receive", **(SERIES | wrong))

    assert answer.status_code == 422
    assert 'value="ML"' in answer.text
    assert "This post has no visa stickers." in chief.get("/stickers/").text


def test_the_same_form_twice_receives_once(chief: Browser) -> None:
    key = uuid.uuid4()
    for _each in range(2):
        assert chief.send("/stickers/receive", key=key, **SERIES).status_code == 302

    assert "Received: 5 =" in chief.get("/stickers/").text


def test_only_a_supervisor_receives_and_counts(officer_at: Browser) -> None:
    assert officer_at.get("/stickers/").status_code == 200
    for path in ("/stickers/receive", "/stickers/count"):
        assert officer_at.get(path).status_code == 403
        assert officer_at.send(path, **SERIES).status_code == 403


def test_a_count_that_differs_is_asked_about(chief: Browser) -> None:
    chief.send("/stickers/receive", **SERIES)
    assert "by the register" not in chief.get("/stickers/count").text  # told after counting
    answer = chief.send("/stickers/count", counted="4")
    assert answer.status_code == 422
    assert "You counted 4; by the register 5 are in stock." in answer.text

    assert chief.send("/stickers/count", counted="4", note="One was lost").status_code == 302
    page = chief.get("/stickers/").text
    assert "Last counted: 4 of 5" in page and "One was lost" in page


def test_a_sticker_is_issued_at_the_desk_and_meets_the_rule(
    inside: Flask, chief: Browser, officer_at: Browser
) -> None:
    chief.send("/stickers/receive", **SERIES)
    sheet = inspect(officer_at, PASSPORT)
    page = officer_at.get(sheet).text
    assert 'value="ML0098"' in page and "good for 1 month from today" in page
    number = sheet.rpartition("/")[2]
    assert officer_at.send(f"/stickers/issue/{number}", sticker="ML0098").status_code == 302
    page = officer_at.get(sheet).text

    assert "The linked visa ML0098 meets this: valid until" in page
    assert "Entries used with it as far as this post knows: 0 of 1." in page
    assert "Issue it" not in page
    assert decided(officer_at, sheet) == 302
    row = all_crossings(inside)[-1]
    assert (row.visa_number_key, row.visa_issuer) == ("ML0098", "MLI")
    assert "issued here" in officer_at.get(f"/register/{row.id}").text
    assert row.human_ref in officer_at.get(sticker_page(officer_at, "ML0098")).text


def test_a_refused_number_stays_on_the_sheet(chief: Browser, officer_at: Browser) -> None:
    chief.send("/stickers/receive", **SERIES)
    sheet = inspect(officer_at, PASSPORT)
    number = sheet.rpartition("/")[2]
    answer = officer_at.send(f"/stickers/issue/{number}", sticker="ML0500")

    assert answer.status_code == 422
    assert "Number ML0500 is not in this post’s stock." in answer.text
    assert 'value="ML0500"' in answer.text


def test_a_sticker_is_spoiled_with_a_reason(chief: Browser, officer_at: Browser) -> None:
    chief.send("/stickers/receive", **SERIES)
    page = sticker_page(officer_at, "ML0099")
    assert officer_at.send(f"{page}/spoil", reason="").status_code == 422
    assert officer_at.send(f"{page}/spoil", reason="Torn at the desk").status_code == 302
    assert "Torn at the desk" in officer_at.get(page).text
    again = officer_at.send(f"{page}/spoil", reason="Once more")

    assert again.status_code == 422
    assert "spoiled already" in again.text
    assert "in stock 4 + issued 0 + spoiled 1" in chief.get("/stickers/").text


def test_the_file_has_every_number(chief: Browser) -> None:
    chief.send("/stickers/receive", **SERIES)
    text = chief.get("/stickers/export.csv").data.decode("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))

    assert [row["number"] for row in rows] == [f"ML{one:04}" for one in range(98, 103)]
    assert {row["state"] for row in rows} == {"stock"}
    assert chief.get("/stickers/export.xlsx").status_code == 200


def test_another_post_sees_nothing_of_it(inside: Flask, chief: Browser) -> None:
    chief.send("/stickers/receive", **SERIES)
    page = sticker_page(chief, "ML0098")
    far = browser(inside, cast.STRANGER)

    assert "ML0098" not in far.get("/stickers/").text
    assert far.get(page).status_code == 404
    assert far.send(f"{page}/spoil", reason="No").status_code == 404


def sticker_page(at: Browser, number: str) -> str:
    """The address of a sticker's page, as the list links it."""
    row = at.get(f"/stickers/?q={number}").text.partition("<tbody>")[2]
    return row.partition('href="')[2].partition('"')[0]
