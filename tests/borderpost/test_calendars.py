"""A calendar behind a secret address: its owner's dates alone, read-only, and revocable."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta

import icalendar
import pytest
from flask import Flask
from sqlalchemy import select

from borderpost import clock
from borderpost.calendars import services
from borderpost.calendars.models import CalendarFeed
from borderpost.db import db
from borderpost.officers.models import Account, RoleGrant
from borderpost.refusal import Refused
from equipment.services import planning, terms
from equipment.services.planning import PlanFacts
from equipment.services.terms import TermFacts
from tests.desk import browser, officer, visitor
from tests.equipment.work import World, stocked, world

__all__ = ["stocked", "world"]
DAY = timedelta(days=1)


def furnished(world: World) -> uuid.UUID:
    """A thing whose glass is cleaned each month and whose licence ends."""
    key = world.asset(tag="GOG-1", calibrated_until=clock.today() + 9 * DAY)
    plan = PlanFacts("clean", "Nettoyer, puis sécher", 30, "days")
    planning.make(world.post, plan, asset_id=key, by=None)
    terms.add(key, TermFacts("licence", clock.today() + 40 * DAY, "ARTP; Bamako"), by=None)
    return key


def path_of(page: str) -> str:
    """The path of the address that a page shows."""
    found = re.search(r'value="https?://[^/"]+(/calendar/[^"]+\.ics)"', page)
    assert found
    return found[1]


def events(body: bytes) -> dict[str, icalendar.Event]:
    """The events of a calendar by their titles."""
    calendar = icalendar.Calendar.from_ical(body)
    return {str(one["summary"]): one for one in calendar.walk("VEVENT")}


def test_the_address_gives_the_dates_of_the_post(machine: Flask, stocked: World) -> None:
    with machine.app_context():
        furnished(stocked)
    path = path_of(browser(machine, "storekeeper").send("/calendar/").text)
    answer = visitor(machine).get(path)
    found = events(answer.data)

    assert answer.mimetype == "text/calendar"
    assert len(found) == 3
    assert any("licence" in title.casefold() for title in found)
    due = found["GOG-1 · Nettoyer, puis sécher"]
    assert due["dtstart"].dt == clock.today() + 30 * DAY
    assert str(due["url"]).endswith("/upkeep")
    assert b"\r\n" in answer.data
    again = events(visitor(machine).get(path).data)
    assert {str(one["uid"]) for one in again.values()} == {
        str(one["uid"]) for one in found.values()
    }


def test_only_the_digest_of_an_address_is_kept(machine: Flask, stocked: World) -> None:
    path = path_of(browser(machine, "storekeeper").send("/calendar/").text)
    token = path.removeprefix("/calendar/").removesuffix(".ics")
    page = browser(machine, "storekeeper").get("/calendar/").text

    assert token not in page  # shown once
    with machine.app_context():
        row = db.session.scalars(select(CalendarFeed)).one()
        assert token not in (row.token_digest, str(row.id))


def test_a_revoked_address_and_a_guessed_one_answer_alike(machine: Flask, stocked: World) -> None:
    at = browser(machine, "storekeeper")
    path = path_of(at.send("/calendar/").text)
    before = visitor(machine).get(path).status_code
    with machine.app_context():
        key = db.session.scalars(select(CalendarFeed.id)).one()
    browser(machine, "officer").send(f"/calendar/{key}/revoke")  # somebody else's
    still = visitor(machine).get(path).status_code
    at.send(f"/calendar/{key}/revoke")
    after, guessed = visitor(machine).get(path), visitor(machine).get("/calendar/guess.ics")

    assert (before, still, after.status_code, guessed.status_code) == (200, 200, 404, 404)
    assert b"GOG" not in after.data


def test_an_address_shows_what_its_owner_may_see_now(machine: Flask, stocked: World) -> None:
    with machine.app_context():
        furnished(stocked)
    path = path_of(browser(machine, "storekeeper").send("/calendar/").text)
    cashier = path_of(browser(machine, "cashier").send("/calendar/").text)
    foreign = path_of(browser(machine, "stranger").send("/calendar/").text)
    with machine.app_context():
        account = db.session.scalars(select(Account).where(Account.username == "storekeeper")).one()
        account.grants = [RoleGrant(role="cashier")]
        db.session.commit()
    demoted = events(visitor(machine).get(path).data)
    with machine.app_context():
        account = db.session.scalars(select(Account).where(Account.username == "storekeeper")).one()
        account.closed_at = clock.now()
        db.session.commit()

    assert demoted == {}
    assert events(visitor(machine).get(cashier).data) == {}  # may not read equipment
    assert events(visitor(machine).get(foreign).data) == {}  # serves elsewhere
    assert visitor(machine).get(path).status_code == 404  # its account is closed


def test_an_address_changes_nothing(machine: Flask, stocked: World) -> None:
    path = path_of(browser(machine, "storekeeper").send("/calendar/").text)

    assert visitor(machine).send(path).status_code == 405


def test_three_addresses_are_enough(inside: Flask, world: World) -> None:
    by = officer(inside, "storekeeper")
    for _time in range(3):
        services.make(by=by)
    with pytest.raises(Refused, match="Revoke one first"):
        services.make(by=by)
