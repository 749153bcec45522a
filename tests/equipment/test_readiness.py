"""Readiness of a lane: a truth table, the desk that is told why, and nobody who is stopped."""

from __future__ import annotations

import itertools
import uuid
from datetime import timedelta

import pytest
from flask import Flask

from borderpost import clock, readiness
from borderpost.db import db
from borderpost.posts import services as posts
from borderpost.posts.models import Lane
from borderpost.posts.services import LaneFacts
from borderpost.refusal import Refused
from equipment.services import catalogue, preparing
from equipment.services.catalogue import LocationFacts
from tests.crossings.documents import zone
from tests.crossings.work import inspect
from tests.desk import browser, lane_id, officer
from tests.equipment.work import World, step

BY_HAND = "Saisir à la main."
LANE = "1"  # its code
NEED = {"read_passport": BY_HAND}


def lane() -> Lane:
    db.session.expire_all()
    return db.session.get_one(Lane, lane_id())


def state() -> str:
    found = readiness.of_lane(lane())
    return str(found.level) if found else "not checked"


def test_a_lane_of_which_nobody_said_what_it_needs_is_not_checked(world: World) -> None:
    assert state() == "not checked"


@pytest.mark.parametrize(
    ("placed", "works", "calibrated", "by_hand"), list(itertools.product([True, False], repeat=4))
)
def test_the_truth_table(
    inside: Flask, world: World, placed: bool, works: bool, calibrated: bool, by_hand: bool
) -> None:
    preparing.say_needs(lane_id(), {"read_passport": BY_HAND if by_hand else ""}, by=None)
    until = clock.today() + timedelta(days=1)
    key = world.asset(calibrated_until=until)
    if placed:
        step(inside, key, "place", location_id=world.lane)
    if placed and not works:
        step(inside, key, "fault", reason="dead")
    later = clock.now() + timedelta(days=0 if calibrated else 3)
    with clock.standing_at(later):
        found = state()

    good = placed and works and calibrated
    assert found == ("open" if good else "degraded" if by_hand else "closed")


def test_a_broken_reader_degrades_the_lane_at_once_and_the_desk_says_why(
    machine: Flask, stocked: World
) -> None:
    with machine.app_context():
        key = stocked.asset()
        step(machine, key, "place", location_id=stocked.lane)
        preparing.say_needs(lane_id(), NEED, by=None)
    awa = browser(machine, "officer")
    before = awa.get("/desk/").text
    awa.send(f"/equipment/{key}/fault", reason="La vitre est fendue")
    broken = awa.get("/desk/").text
    sheet = awa.get(inspect(awa, zone())).status_code
    with machine.app_context():
        step(machine, key, "bring", location_id=stocked.workshop)
        step(machine, key, "repair")
        step(machine, key, "test", location_id=stocked.store, reason="ten passports read")
        step(machine, key, "place", location_id=stocked.lane)
    mended = awa.get("/desk/").text

    assert "lane-reasons" not in before
    assert "La vitre est fendue" in broken
    assert BY_HAND in broken
    assert sheet == 200  # whoever stands there is recorded all the same
    assert "lane-reasons" not in mended


def test_a_fault_is_reported_from_the_desk_in_two_steps(machine: Flask, stocked: World) -> None:
    with machine.app_context():
        key = stocked.asset()
        step(machine, key, "place", location_id=stocked.lane)
        preparing.say_needs(lane_id(), NEED, by=None)
    awa = browser(machine, "officer")
    assert f'href="/equipment/lanes/#lane-{LANE}"' in awa.get("/desk/").text
    assert f'id="lane-{LANE}"' in (lanes := awa.get("/equipment/lanes/").text)
    assert f'href="/equipment/{key}/fault"' in lanes
    awa.send(f"/equipment/{key}/fault", reason="La vitre est fendue")

    assert f'href="/equipment/{key}/fault"' not in awa.get("/equipment/lanes/").text


def test_one_reader_serves_one_lane(inside: Flask, world: World) -> None:
    post, first_lane = world.post, lane_id()
    second = posts.create_lane(post, LaneFacts("2", "Voie 2", "X"), by=None).id
    other = catalogue.add_location(post, LocationFacts("V2", "Voie 2", "lane", second), by=None).id
    for one in (first_lane, second):
        preparing.say_needs(one, NEED, by=None)
    key = world.asset()
    step(inside, key, "place", location_id=world.lane)
    first = [level(one) for one in (first_lane, second)]
    step(inside, key, "place", location_id=other)
    then = [level(one) for one in (first_lane, second)]

    assert first == ["open", "degraded"]
    assert then == ["degraded", "open"]


def level(key: uuid.UUID) -> str:
    db.session.expire_all()
    found = readiness.of_lane(db.session.get_one(Lane, key))
    assert found is not None
    return str(found.level)


def test_an_override_needs_a_reason_and_an_end_and_keeps_the_reasons(
    inside: Flask, world: World
) -> None:
    preparing.say_needs(lane_id(), {"power": ""}, by=None)
    chief, now = officer(inside, "supervisor"), clock.now()
    for reason, until in ((" ", now + timedelta(hours=1)), ("x", now - timedelta(hours=1)),
                          ("x", now + timedelta(days=8))):  # fmt: skip
        with pytest.raises(Refused):
            preparing.override(lane_id(), reason, until, by=chief)
    preparing.override(lane_id(), "generator borrowed", now + timedelta(hours=1), by=chief)
    found = readiness.of_lane(lane())
    with clock.standing_at(now + timedelta(hours=2)):
        after = state()

    assert found is not None
    assert (found.level, len(found.reasons)) == ("open", 1)
    assert "generator borrowed" in found.override
    assert after == "closed"


def test_who_overrides_and_what_the_page_says(machine: Flask, stocked: World) -> None:
    with machine.app_context():
        key = lane_id()
        preparing.say_needs(key, NEED, by=None)
        until = (clock.now() + timedelta(hours=5)).strftime("%Y-%m-%dT%H:%M")
    keeper, chief = browser(machine, "storekeeper"), browser(machine, "supervisor")
    page = chief.get("/equipment/lanes/").text

    assert keeper.get("/equipment/lanes/").status_code == 200
    assert keeper.get(f"/equipment/lanes/{key}/override").status_code == 403
    assert chief.send(f"/equipment/lanes/{key}/override", reason="", until=until).status_code == 422
    done = chief.send(f"/equipment/lanes/{key}/override", reason="borrowed", until=until)
    assert done.status_code == 302
    let = chief.get("/equipment/lanes/").text
    assert "borrowed" in let
    assert "check-ok" not in let.partition("<main")[2]  # it works, and is not ready
    assert "borrowed" in browser(machine, "officer").get("/desk/").text
    chief.send(f"/equipment/lanes/{key}/override/end")
    assert "borrowed" not in chief.get("/equipment/lanes/").text
    assert BY_HAND in page


def test_the_needs_of_a_lane_are_kept_as_said(machine: Flask, stocked: World) -> None:
    with machine.app_context():
        key = lane_id()
    chief = browser(machine, "supervisor")
    chief.send(f"/equipment/lanes/{key}/needs", capability=["power", "radio"],
               by_hand_power="Générateur", by_hand_radio="")  # fmt: skip
    page = chief.get(f"/equipment/lanes/{key}/needs").text
    bad = chief.send(f"/equipment/lanes/{key}/needs", capability=["flying"])

    assert page.count(" checked") == 2
    assert "Générateur" in page
    assert bad.status_code == 200
    assert browser(machine, "stranger").get(f"/equipment/lanes/{key}/needs").status_code == 403
