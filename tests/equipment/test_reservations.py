"""Asking for a thing, with an end or without one: what is refused, and who is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from borderpost import clock
from borderpost.refusal import Refused
from equipment.services import reserving
from equipment.services.reserving import Wish
from tests.desk import browser, english, field, officer
from tests.equipment.work import World

DAY = timedelta(days=1)


def test_nothing_is_reserved_for_days_that_are_over(inside: Flask, world: World) -> None:
    key, today, by = world.asset(), clock.today(), officer(inside, "officer")
    for first, last in ((today - DAY, None), (today - 9 * DAY, today - DAY)):
        with pytest.raises(Refused, match="This day is over"):
            reserving.ask(key, Wish(by.officer_id, first, last), by=by)
    reserving.ask(key, Wish(by.officer_id, today - DAY, today), by=by)


def test_who_decides_is_told_on_the_home_page(machine: Flask, stocked: World) -> None:
    with machine.app_context():
        key, who = stocked.asset(), officer(machine, "officer").officer_id
    awa, at = browser(machine, "officer"), english(machine, "storekeeper")
    before = at.get("/home").text
    page = f"/equipment/custody/reserve/{key}"
    bad = awa.send(page, officer_id=who, purpose="patrouille",
                   starts_on=str(clock.today() - DAY))  # fmt: skip
    awa.send(page, officer_id=who, starts_on=str(clock.today()))
    after = at.get("/home").text

    assert bad.status_code == 422
    assert field(bad.text, "purpose") == "patrouille"
    assert ">0<" in _card(before)
    assert ">1<" in _card(after)
    assert "to be approved or refused" not in awa.get("/home").text
    assert 'id="reservations"' in at.get("/equipment/custody/").text


def _card(page: str) -> str:
    """The card of reservations, without the lines between its tags."""
    start = page.index('href="/equipment/custody/#reservations"')
    return "".join(page[start : start + 500].split())
