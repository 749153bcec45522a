"""Stocktakes: a frozen list, scans that count once, and a close that leaves nothing unsaid."""

from __future__ import annotations

import uuid

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from borderpost.db import db
from borderpost.refusal import Refused
from equipment import verification
from equipment.models import StocktakeItem, StocktakeScan
from equipment.queries import stocktakes as queries
from equipment.services import stocktaking
from equipment.services.stocktaking import Scan
from tests.desk import browser, officer
from tests.equipment.work import World, asset, kinds, person, step


def begun(app: Flask, world: World, place: uuid.UUID | None = None) -> uuid.UUID:
    by = officer(app, "storekeeper")
    return stocktaking.begin(world.post, "November", place, by=by).id


def scan(app: Flask, key: uuid.UUID, code: str, place: uuid.UUID | None = None) -> str:
    return stocktaking.scan(key, Scan(code, place), by=officer(app, "officer")).outcome


def test_found_misplaced_missing_and_unexpected(inside: Flask, world: World) -> None:
    things = [world.asset() for _number in range(4)]
    step(inside, things[3], "give", holder_id=person("officer"))
    key = begun(inside, world)
    late = world.asset(tag="LATE-1")  # came after the list was frozen
    told = [
        scan(inside, key, "AAA-0001", world.store), scan(inside, key, "AAA-0002", world.lane),
        scan(inside, key, "AAA-0004", world.room), scan(inside, key, "LATE-1", world.store),
        scan(inside, key, "nothing", world.store),
    ]  # fmt: skip
    stocktaking.close(
        key, {things[1]: "left there"}, "asked everybody", by=officer(inside, "storekeeper")
    )

    assert told == ["found", "misplaced", "found", "unexpected", "unexpected"]
    assert queries.counts(key) == {
        "found": 2, "misplaced": 1, "pending": 0, "missing": 1, "unexpected": 2,
    }  # fmt: skip
    assert asset(things[1]).location_id == world.lane
    assert (asset(things[2]).status, kinds(things[2])) == ("missing", ["register", "miss"])
    assert kinds(things[0]) == ["register", "check"]
    assert kinds(late) == ["register"]
    assert list(verification.faults()) == []


def test_the_same_scan_again_changes_nothing(inside: Flask, world: World) -> None:
    world.asset()
    key = begun(inside, world)
    for place in (world.lane, world.store, world.lane, world.store):
        scan(inside, key, "BP1:A:AAA-0001", place)
    for _time in range(3):
        scan(inside, key, "strange")

    assert queries.counts(key)["found"] == 1
    assert queries.counts(key)["misplaced"] == 0
    assert queries.counts(key)["unexpected"] == 1


def test_every_discrepancy_needs_its_reason_and_nothing_is_scanned_after_the_close(
    inside: Flask, world: World
) -> None:
    first, second = world.asset(), world.asset()
    key, by = begun(inside, world), officer(inside, "storekeeper")
    with pytest.raises(Refused, match="AAA-0001 needs a reason"):
        stocktaking.close(key, {second: "lent"}, "", by=by)
    assert kinds(second) == ["register"]
    stocktaking.close(key, {first: "burnt", second: "lent"}, " ", by=by)
    with pytest.raises(Refused, match="closed"):
        scan(inside, key, "AAA-0001")
    with pytest.raises(Refused, match="closed"):
        stocktaking.close(key, {}, "again", by=by)


def test_a_location_alone_may_be_counted_and_an_empty_one_not(inside: Flask, world: World) -> None:
    first, second = world.asset(), world.asset()
    step(inside, second, "place", location_id=world.room)
    key = begun(inside, world, world.room)
    wanted = select(StocktakeItem.asset_id).where(StocktakeItem.stocktake_id == key)

    assert list(db.session.scalars(wanted)) == [second]
    assert scan(inside, key, "AAA-0001") == "unexpected"
    with pytest.raises(Refused, match="Nothing is expected there"):
        begun(inside, world, world.workshop)
    assert asset(first).version == 1


def test_what_changed_since_the_list_was_frozen_is_left_alone(inside: Flask, world: World) -> None:
    gone, key = world.asset(), None
    key = begun(inside, world)
    step(inside, gone, "dispose", reason="burnt", document="PV 1")
    stocktaking.close(key, {}, "disposed of meanwhile", by=officer(inside, "storekeeper"))

    assert asset(gone).status == "disposed"
    assert queries.counts(key)["missing"] == 1


@settings(max_examples=10, derandomize=True, deadline=None,
          suppress_health_check=list(HealthCheck))  # fmt: skip
@given(scans=st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), max_size=12))
def test_every_expected_thing_ends_in_exactly_one_outcome(
    inside: Flask, world: World, scans: list[tuple[int, int]]
) -> None:
    tags = [asset(world.asset()).tag for _number in range(3)]
    places = (world.store, world.room, world.lane)
    key, by = begun(inside, world), officer(inside, "storekeeper")
    expected = sum(queries.counts(key)[name] for name in ("found", "misplaced", "pending"))
    for number, place in scans:
        scan(inside, key, tags[number], places[place])
    stocktaking.close(key, {}, "looked everywhere", by=by)
    counts = queries.counts(key)

    assert counts["found"] + counts["misplaced"] + counts["missing"] == expected
    assert counts["pending"] == 0


def test_the_pages_of_a_stocktake(machine: Flask, stocked: World) -> None:
    with machine.app_context():
        keys = [stocked.asset() for _number in range(3)]
    keeper, awa = browser(machine, "storekeeper"), browser(machine, "officer")
    address = keeper.send("/equipment/stocktakes/new", name="Novembre", location_id="").location
    phone = awa.get(f"{address}/scan")
    form = uuid.uuid4()
    for _time in range(2):  # sent again by a queue whose answer was lost
        awa.send(f"{address}/scan", form, code="AAA-0001", location_id=stocked.store,
                 queued_at="2026-11-01T08:00:00Z", queue_sequence="7")  # fmt: skip
    open_page = keeper.get(address).text
    early = keeper.send(f"{address}/close", **{f"reason_{keys[1]}": "volé ?", "for_all": ""})
    told = keeper.get(address).text
    keeper.send(f"{address}/close", **{f"reason_{keys[1]}": "volé ?", "for_all": "introuvable"})

    assert phone.headers["X-Offline-Shell"] == "yes"
    assert "Officer" not in phone.text.partition("<main")[2]  # nobody's data
    assert open_page.count("reason_") == 2
    assert early.status_code == 422
    assert "volé ?" in early.text  # what was typed is still there
    assert "AAA-0002" in told
    assert "volé ?" in keeper.get(address).text
    assert awa.send(f"{address}/scan", code="AAA-0002").status_code == 422
    assert browser(machine, "officer").send(f"{address}/close").status_code == 403
    assert browser(machine, "stranger").get(address).status_code == 404
    assert "Novembre" in keeper.get("/equipment/stocktakes/").text
    with machine.app_context():
        (kept,) = db.session.scalars(select(StocktakeScan)).all()
        assert kept.device_sequence == 7
        assert asset(keys[1]).status == "missing"
