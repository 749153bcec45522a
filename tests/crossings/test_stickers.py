"""Visa stickers: a stock in which every number is once, and a visa that is issued at the desk."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from borderpost.db import db
from borderpost.refusal import Refused
from crossings.models import Crossing, Inspection, Sticker, StickerCount, StickerSeries
from crossings.queries import stickers as stock
from crossings.rules.lasting import last_day
from crossings.services import deciding, inspecting, sticker_issuing, stickers
from crossings.services.stickers import Receipt
from tests.crossings.documents import FANTA, zone
from tests.crossings.visas import PASSPORT
from tests.crossings.work import acts, asked, at_lane, opened, order
from tests.desk import lane_id, officer, post_id

SERIES = Receipt("ML", "0098", "0102", 1, 0, "1", None, "Instruction of 3 March 2026")


@pytest.fixture
def received(inside: Flask) -> StickerSeries:
    return stickers.receive(SERIES, by=officer(inside, "supervisor"))


def numbered(number: str) -> Sticker:
    db.session.rollback()
    row = stock.numbered(number, "MLI")
    assert row
    return row


def french(app: Flask) -> Inspection:
    by = at_lane(officer(app, "officer"), lane_id(), "E")
    return opened(by, PASSPORT)


@pytest.mark.parametrize(
    ("first", "months", "days", "last"),
    [
        ("2026-11-27", 1, 0, "2026-12-26"),
        ("2026-12-01", 1, 0, "2026-12-31"),
        ("2027-01-31", 1, 0, "2027-02-28"),
        ("2028-01-31", 1, 0, "2028-02-29"),
        ("2026-11-27", 0, 30, "2026-12-26"),
        ("2026-11-27", 0, 1, "2026-11-27"),
        ("2026-11-27", 1, 5, "2026-12-31"),
        ("2026-12-15", 14, 0, "2028-02-14"),
    ],
)
def test_the_first_day_is_counted(first: str, months: int, days: int, last: str) -> None:
    assert str(last_day(date.fromisoformat(first), months, days)) == last


def test_a_series_is_in_stock_with_its_zeros(inside: Flask, received: StickerSeries) -> None:
    found = db.session.scalars(select(Sticker.number).order_by(Sticker.number)).all()

    assert found == ["ML0098", "ML0099", "ML0100", "ML0101", "ML0102"]
    assert stock.stock(post_id()) == stock.Stock(5, 5, 0, 0)
    assert "crossings:sticker:receive" in acts()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"first": "0102", "last": "0110"}, "first"),  # 0102 is there
        ({"first": "12a"}, "first"),
        ({"last": "102"}, "last"),
        ({"first": "0300", "last": "0200"}, "last"),
        ({"first": "0001", "last": "9999"}, "last"),
        ({"months": 0, "days": 0}, "months"),
        ({"entries": "7"}, "entries"),
        ({"cite": "  "}, "cite"),
        ({"prefix": "M/L"}, "prefix"),
    ],
)
def test_a_series_that_cannot_be_is_refused_whole(
    inside: Flask, received: StickerSeries, wrong: dict[str, object], field: str
) -> None:
    receipt = replace(SERIES, first="0200", last="0210") if "cite" in wrong else SERIES
    with pytest.raises(Refused) as refusal:
        stickers.receive(replace(receipt, **wrong), by=officer(inside, "supervisor"))  # type: ignore[arg-type]

    assert refusal.value.field == field
    assert stock.stock(post_id()).received == 5


def test_another_post_of_the_country_may_not_receive_the_number(
    inside: Flask, received: StickerSeries
) -> None:
    with pytest.raises(Refused):
        stickers.receive(SERIES, by=officer(inside, "stranger"))


def test_an_issued_sticker_is_the_travellers_visa(inside: Flask, received: StickerSeries) -> None:
    sheet = french(inside)
    by = officer(inside, "officer")
    row = sticker_issuing.issue(sheet.id, " ml 0098 ", by=by)
    [paper] = db.session.get_one(Inspection, sheet.id).supporting

    assert (row.state, row.inspection_id) == ("issued", sheet.id)
    assert paper["number"] == "ML0098" and paper["how"] == "sticker"
    assert paper["until"] == str(last_day(date.fromisoformat(paper["since"]), 1, 0))
    assert stock.stock(post_id()) == stock.Stock(5, 4, 1, 0)
    assert "crossings:sticker:issue" in acts()


def test_it_goes_with_the_crossing(inside: Flask, received: StickerSeries) -> None:
    sheet = french(inside)
    by = officer(inside, "officer")
    sticker_issuing.issue(sheet.id, "ML0098", by=by)
    sheet = db.session.get_one(Inspection, sheet.id)
    crossing = deciding.decide(sheet.id, order(sheet), by=by)

    assert numbered("ML0098").crossing_id == crossing.id
    with pytest.raises(Refused):
        stickers.spoil(numbered("ML0098").id, "Torn", by=by)


@pytest.mark.parametrize("number", ["ML0500", "", "XX0098", "0098"])
def test_a_number_that_is_not_in_stock_is_refused(
    inside: Flask, received: StickerSeries, number: str
) -> None:
    with pytest.raises(Refused) as refusal:
        sticker_issuing.issue(french(inside).id, number, by=officer(inside, "officer"))

    assert refusal.value.field == "sticker"
    assert stock.stock(post_id()).issued == 0


def test_another_posts_sticker_is_not_in_this_stock(inside: Flask) -> None:
    stickers.receive(SERIES, by=officer(inside, "stranger"))

    with pytest.raises(Refused):
        sticker_issuing.issue(french(inside).id, "ML0098", by=officer(inside, "officer"))


def test_no_number_is_issued_twice_nor_once_spoiled(inside: Flask, received: StickerSeries) -> None:
    by = officer(inside, "officer")
    sticker_issuing.issue(french(inside).id, "ML0098", by=by)
    stickers.spoil(numbered("ML0099").id, "Torn", by=by)

    for number in ("ML0098", "ML0099"):
        with pytest.raises(Refused):
            sticker_issuing.issue(french(inside).id, number, by=by)
    assert stock.stock(post_id()) == stock.Stock(5, 3, 1, 1)
    assert acts().count("crossings:decision:attempt") == 2


def test_one_traveller_gets_one(inside: Flask, received: StickerSeries) -> None:
    sheet, by = french(inside), officer(inside, "officer")
    sticker_issuing.issue(sheet.id, "ML0098", by=by)

    with pytest.raises(Refused):
        sticker_issuing.issue(sheet.id, "ML0099", by=by)


def test_nobody_leaving_and_no_national_gets_one(inside: Flask, received: StickerSeries) -> None:
    by = officer(inside, "officer")
    leaving = opened(at_lane(by, lane_id(), "X"), PASSPORT)
    national = opened(at_lane(by, lane_id(), "E"), zone(FANTA))

    for sheet in (leaving, national):
        with pytest.raises(Refused):
            sticker_issuing.issue(sheet.id, "ML0098", by=by)


def test_a_spoiled_sticker_leaves_the_sheet(inside: Flask, received: StickerSeries) -> None:
    sheet, by = french(inside), officer(inside, "officer")
    row = sticker_issuing.issue(sheet.id, "ML0098", by=by)
    stickers.spoil(row.id, "Misprinted", by=by)

    found = db.session.get_one(Inspection, sheet.id)
    assert found.supporting is None
    assert numbered("ML0098").reason == "Misprinted"


@pytest.mark.parametrize("reason", ["", "   "])
def test_spoiling_needs_a_reason(inside: Flask, received: StickerSeries, reason: str) -> None:
    with pytest.raises(Refused):
        stickers.spoil(numbered("ML0098").id, reason, by=officer(inside, "officer"))

    assert numbered("ML0098").state == "stock"


def test_it_is_spoiled_once(inside: Flask, received: StickerSeries) -> None:
    by = officer(inside, "officer")
    stickers.spoil(numbered("ML0098").id, "Torn", by=by)

    with pytest.raises(Refused):
        stickers.spoil(numbered("ML0098").id, "Torn again", by=by)
    assert numbered("ML0098").reason == "Torn"


def test_a_sheet_with_a_sticker_is_neither_cleared_nor_refused(
    inside: Flask, received: StickerSeries
) -> None:
    sheet, by = french(inside), officer(inside, "officer")
    asked(sheet, by)
    sticker_issuing.issue(sheet.id, "ML0098", by=by)
    sheet = db.session.get_one(Inspection, sheet.id)

    with pytest.raises(Refused):
        inspecting.leave(sheet.id, by=by)
    with pytest.raises(Refused):
        deciding.decide(sheet.id, order(sheet, "refuse", reasons=("ML-03",)), by=by)
    assert db.session.scalars(select(Crossing)).all() == []


def test_a_count_that_differs_says_why(inside: Flask, received: StickerSeries) -> None:
    chief = officer(inside, "supervisor")
    with pytest.raises(Refused) as refusal:
        stickers.count(4, " ", by=chief)
    assert refusal.value.field == "note"
    assert db.session.scalars(select(StickerCount)).all() == []

    row = stickers.count(4, "One lies at the second lane", by=chief)
    assert (row.counted, row.expected) == (4, 5)
    assert stickers.count(5, "", by=chief).note == ""


def test_verify_tells_of_numbers_that_are_gone(inside: Flask, received: StickerSeries) -> None:
    assert list(stock.faults()) == []
    db.session.delete(numbered("ML0098"))
    db.session.commit()

    assert list(stock.faults()) == ["sticker series ML98-102: 1 numbers are gone"]
