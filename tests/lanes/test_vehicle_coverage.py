"""Not seen to leave is not overstayed: exits of vehicles are covered post by post, day to day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from flask import Flask

from borderpost.db import db
from lanes.queries import vehicle_coverage, vehicles
from lanes.services import passing
from lanes.services.passing import Order
from lanes.vehicle_coverage import Covered, Span, seeing
from tests.crossings.work import at_lane
from tests.desk import english, lane_id, officer, post_id
from tests.lanes.vehicle import INSURED, LORRY, begun

DAY, LAST = date(2026, 9, 1), date(2026, 9, 15)  # a lorry has 15 days, its first one counted
TODAY = date(2026, 11, 28)
COMMERCIAL = replace(INSURED, kind="TRK", use="commercial")


def span(first: date, last: date) -> Span:
    return Span(first, last, 2)


CASES = {
    "nobody recorded exits": (None, False, False),
    "exits ended before it came": (span(date(2026, 8, 1), date(2026, 8, 31)), False, False),
    "exits ended while it could stay": (span(date(2026, 8, 1), date(2026, 9, 14)), True, False),
    "exits began after it came": (span(date(2026, 9, 2), TODAY), True, False),
    "exits from its day to its last": (span(DAY, LAST), True, True),
    "exits all the time": (span(date(2026, 1, 1), TODAY), True, True),
}


@pytest.mark.parametrize("told", CASES.values(), ids=CASES)
def test_who_could_have_seen_it_leave(told: tuple[Span | None, bool, bool]) -> None:
    exits, could, past = told
    found = seeing([Covered("Gogui", True, None, exits), Covered("Kobenni", False)], DAY)

    assert (found.could_be_seen, found.through(LAST)) == (could, past)
    assert "Kobenni" in [one.post for one in found.unseeing]
    assert not found.through(None)


@pytest.fixture
def standing(inside: Flask) -> Iterator[Flask]:
    """The machine on a day long after the lorry came."""
    with time_machine.travel(datetime(2026, 11, 28, 12, tzinfo=ZoneInfo("Africa/Bamako"))):
        yield inside


def passes(app: Flask, plate: str, day: date, way: str) -> None:
    """A lorry of Senegal goes through the post."""
    with time_machine.travel(datetime(day.year, day.month, day.day, 9, tzinfo=ZoneInfo("UTC"))):
        by = at_lane(officer(app, "officer"), lane_id(), way)
        visit = begun(by, replace(LORRY, plate=plate), COMMERCIAL)
        passing.decide(visit.id, Order("admit"), by=by)


def beyond() -> list[str]:
    """The plates that the list has past their last day."""
    wanted = vehicles.listed(post_id(), "MLI", state="beyond")
    return [row.plate for row in db.session.scalars(wanted)]


def test_a_lorry_is_past_its_day_only_where_exits_were_recorded(standing: Flask) -> None:
    passes(standing, "DK 7 T", DAY, "E")
    assert beyond() == []

    passes(standing, "DK 8 T", DAY, "X")
    assert beyond() == []  # exits were recorded on one day alone
    passes(standing, "DK 8 T", LAST + timedelta(days=1), "X")
    assert beyond() == ["DK 7 T"]


def test_the_list_says_post_by_post_what_is_covered(standing: Flask) -> None:
    passes(standing, "DK 7 T", DAY, "E")
    at = english(standing, "officer")
    silent = at.get("/vehicles/?state=inside").text
    passes(standing, "DK 8 T", DAY, "X")
    passes(standing, "DK 8 T", LAST, "X")
    told = at.get("/vehicles/?state=inside").text
    file = at.get("/vehicles/export.csv?state=inside").text

    table = told.partition('id="coverage"')[2].partition("</table>")[0]
    assert "Gogui" in table and "Kobenni" in table and "nothing known here" in table
    assert "1 Sep 2026 to 15 Sep 2026, on 2 days" in table
    assert "nobody could see it leave" in silent and "past its last day" not in silent
    assert "not known of Kobenni: may have left there" in told
    assert "may have left there" in file.splitlines()[1]


def test_the_own_post_stands_first(standing: Flask) -> None:
    found = vehicle_coverage.covered(post_id("BBB"))

    assert [(one.post, one.is_own) for one in found] == [("Kobenni", True), ("Gogui", False)]
