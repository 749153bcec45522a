"""Drivers and crews who shuttle: a purpose of their own, offered by itself and counted apart."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from borderpost import clock
from borderpost.db import db
from crossings import codes
from crossings.queries.tally import tally
from docreader.specimens import specimen_lines, specimen_people
from lanes.models import Vehicle
from lanes.queries import driver_notes
from lanes.services import passing
from lanes.services.passing import Order
from tests.crossings.work import admit, inspect
from tests.desk import Browser, english, officer, post_id
from tests.lanes.vehicle import INSURED, LORRY, SENEGALESE, admitted, begun

ZONE = "Africa/Bamako"
DRIVER = specimen_people(2911, 1, ("SEN",))[0]
LINES = "\n".join(specimen_lines(DRIVER, "TD3"))


def drives(machine: Flask, *, commercial: bool) -> None:
    """The traveller drove a vehicle through the post."""
    with machine.test_request_context():
        by = officer(machine, "officer")
        lorry = replace(INSURED, kind="TRK", use="commercial")
        visit = begun(by, LORRY, lorry) if commercial else begun(by, SENEGALESE)
        admitted(DRIVER, by)
        passing.decide(visit.id, Order("admit"), by=by)


def offered(at: Browser) -> tuple[str, str]:
    """The new sheet, and the purpose that stands on it by itself."""
    sheet = inspect(at, LINES)
    chosen = re.findall(r'<option value="(\w*)" selected', at.get(sheet).text)
    return sheet, next((one for one in chosen if one in codes.PURPOSES.shipped), "")


@pytest.mark.parametrize(("commercial", "purpose"), [(True, "CRW"), (False, "VFR")])
def test_a_known_driver_is_offered_the_crews_purpose(
    machine: Flask, commercial: bool, purpose: str
) -> None:
    """Who drives a private car keeps the purpose of last time."""
    drives(machine, commercial=commercial)

    assert offered(english(machine, "officer"))[1] == purpose


def test_nobody_unknown_is_taken_for_a_driver(machine: Flask) -> None:
    assert offered(english(machine, "officer"))[1] == ""


def test_the_officer_may_choose_another_purpose_and_crews_are_counted_apart(machine: Flask) -> None:
    drives(machine, commercial=True)
    at = english(machine, "officer")
    other, _purpose = offered(at)
    assert admit(at, other, purpose="MED", transport="TRK") == 302
    sheet, purpose = offered(at)
    assert admit(at, sheet, purpose=purpose, transport="TRK") == 302
    page = at.get("/register/tally").text
    file = at.get("/register/tally.csv").text

    assert re.search(r'data-who="crews">.*?<td>1</td>', page, re.S)
    assert re.search(r'data-who="others">.*?<td>2</td>', page, re.S)
    assert "SEN,3,0,live,1" in file


def test_what_another_post_knows_of_a_driver_stays_there(machine: Flask) -> None:
    drives(machine, commercial=True)

    with machine.app_context():
        person_id = db.session.scalars(select(Vehicle.driver_id)).one()
        assert person_id is not None
        assert driver_notes.habit(person_id, post_id()) == codes.CREW
        assert driver_notes.habit(person_id, post_id("BBB")) == ""


def test_a_day_without_crews_says_nothing_of_them(machine: Flask) -> None:
    at = english(machine, "officer")
    assert admit(at, inspect(at), purpose="VFR", destination="Nioro") == 302

    assert 'id="crews"' not in at.get("/register/tally").text
    with machine.app_context():
        assert tally(post_id(), clock.today(ZONE), ZONE).crews == {}
