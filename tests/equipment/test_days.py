"""The day of a page is the post's: at a post far to the east of Greenwich it begins earlier."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask_babel import force_locale

from borderpost.calendars.queries import Whose
from borderpost.db import db, transaction
from borderpost.posts import queries as posts
from borderpost.posts.models import Post
from borderpost.refusal import Refused
from equipment import Permission, due_calendar
from equipment.services import allocating, custody, stock, terms
from equipment.services.allocating import Wish
from equipment.services.custody import HandOver
from equipment.services.stock_writing import Said
from equipment.services.terms import TermFacts
from tests.desk import browser, officer
from tests.equipment import store
from tests.equipment.work import World, person

YESTERDAY = date(2030, 5, 9)  # in Greenwich it is still this day
HERE = date(2030, 5, 10)


@pytest.fixture
def east(machine: Flask, stocked: World) -> Iterator[World]:
    """The post where the tenth of May has begun, fourteen hours before Greenwich."""
    with machine.app_context(), transaction() as session:
        session.get_one(Post, stocked.post).zone = "Pacific/Kiritimati"
    with time_machine.travel(datetime(2030, 5, 9, 20, 0, tzinfo=UTC), tick=False):
        yield stocked


def test_a_post_without_a_name_counts_in_utc(machine: Flask, east: World) -> None:
    with machine.app_context():
        assert posts.today(east.post) == HERE
        assert posts.today(None) == posts.today(posts.this_post().id)  # type: ignore[union-attr]


def test_stock_expires_with_the_posts_day(machine: Flask, east: World) -> None:
    with machine.app_context(), force_locale("en"):
        key = store.item(east, "ORS", has_expiry=True, least=5)
        lot = stock.Lot("L1", YESTERDAY)
        stock.receive(key, east.store, lot, 8, Said(on=YESTERDAY), by=None)
        with pytest.raises(Refused, match="expir"):
            allocating.allocate(
                key, Wish("planned", 1, "patrol"), by=officer(machine, "storekeeper")
            )
        with pytest.raises(Refused, match="expir"):
            stock.issue(key, east.store, 1, Said(reason="patrol"), by=None)
    at = browser(machine, "storekeeper")

    assert "check-bad" in at.get("/equipment/stock/").text
    assert "ORS" in at.get("/equipment/stock/?shown=expired").text.partition("<tbody")[2]
    assert '<bdi dir="ltr">5</bdi>' in at.get("/equipment/stock/").text  # to order again
    assert "check-bad" in at.get(f"/equipment/stock/{key}").text


def test_a_loan_and_a_licence_are_over_with_the_posts_day(machine: Flask, east: World) -> None:
    with machine.app_context():
        key, by = east.asset(), officer(machine, "storekeeper")
        terms.add(key, TermFacts("licence", YESTERDAY), by=by)
        with time_machine.travel(datetime(2030, 5, 8, 0, 0, tzinfo=UTC), tick=False):
            custody.hand_over([key], HandOver(person("officer"), due_on=YESTERDAY), by=by)
        db.session.remove()
    at = browser(machine, "storekeeper")

    assert "check-bad" in at.get("/equipment/custody/").text
    assert "check-bad" in at.get("/equipment/dates/").text


def test_a_calendar_looks_ahead_from_the_posts_day(machine: Flask, east: World) -> None:
    with machine.app_context(), machine.test_request_context():
        key, by = east.asset(), officer(machine, "storekeeper")
        last = HERE + due_calendar.AHEAD
        for day in (last, last + timedelta(days=1)):
            terms.add(key, TermFacts("licence", day), by=by)
        whose = Whose(east.post, frozenset({Permission.READ}))
        found = [one.on for one in due_calendar.entries(whose)]

    assert found == [last]
