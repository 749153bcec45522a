"""The desk's own counts: whose readings they are, and the work orders that they propose."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from borderpost import audit, clock, reader_use
from borderpost.audit import chain
from borderpost.db import db, transaction
from borderpost.posts import services as posts
from borderpost.posts.services import LaneFacts
from borderpost.reader_use import ReaderUse
from borderpost.refusal import Refused
from crossings.models import Inspection
from equipment import Act
from equipment.models import ReaderDay, ReaderProposal
from equipment.queries import desk_readers as queries
from equipment.queries import work_orders
from equipment.services import caring, catalogue, proposing, register
from equipment.services.catalogue import LocationFacts
from equipment.services.register import StepSaid
from tests.crossings.documents import zone
from tests.crossings.work import inspect
from tests.desk import browser, lane_id, officer
from tests.equipment.work import World, asset, step

DAY = timedelta(days=1)


def reads(lane: uuid.UUID, readings: int, failed: int = 0) -> None:
    """Documents on the reader of a lane, the failed ones last."""
    with transaction():
        for place in range(readings):
            reader_use.told(ReaderUse(lane, place >= readings - failed))


def two_lanes(app: Flask, world: World) -> tuple[tuple[uuid.UUID, uuid.UUID], ...]:
    """Two lanes with a reader each: lane and thing."""
    first = lane_id()
    second = posts.create_lane(world.post, LaneFacts("2", "Voie 2", "X"), by=None).id
    place = LocationFacts("V2", "Voie 2", "lane", second)
    location = catalogue.add_location(world.post, place, by=None).id
    found = []
    for lane, at in ((first, world.lane), (second, location)):
        key = world.asset()
        step(app, key, "place", location_id=at)
        found.append((lane, key))
    return tuple(found)


def proposals() -> list[ReaderProposal]:
    """Every proposal, as it is now."""
    db.session.expire_all()
    return list(db.session.scalars(select(ReaderProposal).order_by(ReaderProposal.id)))


def test_a_reading_counts_for_the_one_reader_that_stands_there(inside: Flask, world: World) -> None:
    reads(lane_id(), 2)  # nobody's
    key = world.asset()
    step(inside, key, "place", location_id=world.lane)
    reads(lane_id(), 3, failed=1)
    other = world.asset()
    step(inside, other, "place", location_id=world.lane)
    reads(lane_id(), 1)  # of two: nobody knows whose
    rows = db.session.scalars(select(ReaderDay).order_by(ReaderDay.readings)).all()

    assert {(row.asset_id, row.readings, row.failed) for row in rows} == {(None, 3, 0), (key, 3, 1)}
    assert queries.nobodys(world.post, clock.today()).readings == 3


def test_the_desk_itself_counts(machine: Flask, stocked: World) -> None:
    with machine.app_context():
        key = stocked.asset()
        step(machine, key, "place", location_id=stocked.lane)
    awa = browser(machine, "officer")
    good = awa.get(inspect(awa, zone())).status_code
    with machine.app_context():
        counted = [(row.readings, row.failed) for row in db.session.scalars(select(ReaderDay))]

    assert good == 200
    assert counted == [(1, 0)]


def broken(*_any: object) -> None:
    """A count that has left a line in the log, and then finds its table gone."""
    audit.record(Act.ORDER_PROPOSED, db.session.scalars(select(ReaderDay)).one(), by=None)
    db.session.execute(text("SELECT * FROM nowhere"))


def test_a_fault_in_counting_never_keeps_a_traveller_waiting(
    machine: Flask,
    stocked: World,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with machine.app_context():
        step(machine, stocked.asset(), "place", location_id=stocked.lane)
    awa = browser(machine, "officer")
    monkeypatch.setattr(caring, "counted_at_desk", broken)
    with machine.app_context():
        before = chain.verify().lines
    shown = awa.get(inspect(awa, zone())).status_code
    with machine.app_context():
        kept = [db.session.scalar(select(func.count()).select_from(one))
                for one in (Inspection, ReaderDay)]  # fmt: skip
        log = chain.verify()

    assert shown == 200
    assert kept == [1, 0]  # the sheet is there, nothing of the count is
    assert (log.lines, log.fault) == (before + 1, "")  # and the log has not run ahead of itself
    assert '"fault": "OperationalError"' in capsys.readouterr().err


def test_a_reader_that_fails_more_is_proposed_once_and_not_on_few_readings(
    inside: Flask, world: World
) -> None:
    (good, _one), (bad, reader) = two_lanes(inside, world)
    reads(good, 120, failed=2)
    reads(bad, 99, failed=60)
    few = len(proposals())
    reads(bad, 20, failed=20)
    reads(bad, 20, failed=20)
    found = proposals()

    assert few == 0
    assert [(one.asset_id, one.state) for one in found] == [(reader, "open")]
    assert found[0].low > 0.02
    assert asset(reader).status == "in_service"  # a proposal is no order
    assert work_orders.open_order(reader) is None


def test_accepting_takes_the_reader_out_of_service_and_opens_its_order(
    inside: Flask, world: World
) -> None:
    (good, _one), (bad, reader) = two_lanes(inside, world)
    reads(good, 120, failed=2)
    reads(bad, 120, failed=60)
    by, key = officer(inside, "storekeeper"), proposals()[0].id
    order_id = proposing.accept(key, "look at the glass", by=by).id
    order = work_orders.open_order(reader)

    assert order is not None and order.id == order_id
    assert "look at the glass" in order.failure
    assert asset(reader).status == "out_of_service"
    assert proposals()[0].order_id == order_id
    with pytest.raises(Refused, match="decided this proposal"):
        proposing.dismiss(key, "x", by=by)


def test_dismissing_needs_a_reason_and_older_readings_count_no_more(
    inside: Flask, world: World
) -> None:
    (good, _one), (bad, reader) = two_lanes(inside, world)
    reads(good, 120, failed=2)
    reads(bad, 120, failed=60)
    by, key = officer(inside, "storekeeper"), proposals()[0].id
    with pytest.raises(Refused):
        proposing.dismiss(key, "  ", by=by)
    proposing.dismiss(key, "old paper cards all day", by=by)
    reads(bad, 5, failed=5)
    same_day = len(proposals())
    with clock.standing_at(clock.now() + 2 * DAY):
        reads(bad, 120, failed=60)
        later = len(proposals())

    assert (same_day, later) == (1, 2)
    assert asset(reader).status == "in_service"


def test_what_is_down_already_is_not_accepted_again(inside: Flask, world: World) -> None:
    (good, _one), (bad, reader) = two_lanes(inside, world)
    reads(good, 120, failed=2)
    reads(bad, 120, failed=60)
    by = officer(inside, "storekeeper")
    register.step(reader, "fault", StepSaid("it fell"), by=by)
    with pytest.raises(Refused, match="does not work already"):
        proposing.accept(proposals()[0].id, "", by=by)


def test_the_page_says_what_the_counts_are_worth(machine: Flask, stocked: World) -> None:
    with machine.app_context():
        (good, _one), (bad, reader) = two_lanes(machine, stocked)
        reads(good, 120, failed=2)
        reads(bad, 120, failed=60)
        key, tag = proposals()[0].id, asset(reader).tag
    at, awa = browser(machine, "storekeeper"), browser(machine, "officer")
    page, home = at.get("/equipment/readers/").text, at.get("/home").text
    path = f"/equipment/readers/proposals/{key}"
    bare = at.send(f"{path}/dismiss", reason="")
    refused = awa.send(f"{path}/accept").status_code
    done = at.send(f"{path}/accept", note="vitre")

    assert tag in page
    assert "50,0 %" in page
    assert "/equipment/readers/" in home
    assert (bare.status_code, refused, done.status_code) == (422, 403, 302)
    assert "60" in at.get(done.location).text
