"""A place is scanned like a thing: its label says where, in a list, a photo and a stocktake."""

from __future__ import annotations

import uuid

import pytest
from flask import Flask

from borderpost.db import db
from borderpost.refusal import Refused
from equipment.models import StocktakeScan
from equipment.services import bulk, stocktaking
from equipment.services.bulk import Order
from equipment.services.stocktaking import Scan
from tests.desk import browser, officer
from tests.equipment.work import World, asset, person, step


def test_a_list_ends_with_the_label_of_the_place(inside: Flask, world: World) -> None:
    keys, by = [world.asset(), world.asset()], officer(inside, "storekeeper")
    bulk.carry_out("AAA-0001\nAAA-0002\nBP1:L:SALLE", Order("place"), by.post_id, by=by)

    assert [asset(key).location_id for key in keys] == [world.room] * 2
    step(inside, keys[0], "give", holder_id=person("officer"))
    bulk.carry_out("bp1:l:mag\nAAA-0001", Order("return"), by.post_id, by=by)
    assert asset(keys[0]).location_id == world.store


@pytest.mark.parametrize(
    ("codes", "says"),
    [("BP1:L:SALLE\nBP1:L:V1\nAAA-0001", "One place"), ("BP1:L:SALLE", "at least one thing"),
     ("BP1:L:NOPE\nAAA-0001", "BP1:L:NOPE")],
)  # fmt: skip
def test_places_that_make_no_sense_are_refused(
    inside: Flask, world: World, codes: str, says: str
) -> None:
    key, by = world.asset(), officer(inside, "storekeeper")
    with pytest.raises(Refused, match=says):
        bulk.carry_out(codes, Order("place"), by.post_id, by=by)

    assert asset(key).location_id == world.store


def test_a_place_that_was_scanned_and_another_that_was_chosen_are_refused(
    inside: Flask, world: World
) -> None:
    world.asset()
    by = officer(inside, "storekeeper")

    with pytest.raises(Refused, match="One place"):
        order = Order("place", location_id=world.room)
        bulk.carry_out("AAA-0001\nBP1:L:V1", order, by.post_id, by=by)


def test_where_only_things_are_named_a_place_is_told_as_unknown(
    inside: Flask, world: World
) -> None:
    world.asset()
    with pytest.raises(Refused, match="BP1:L:MAG"):
        bulk.named("AAA-0001\nBP1:L:MAG", officer(inside, "storekeeper").post_id)


def test_a_stocktake_takes_no_place_for_a_thing(inside: Flask, world: World) -> None:
    world.asset()
    by = officer(inside, "storekeeper")
    key = stocktaking.begin(world.post, "November", None, by=by).id

    with pytest.raises(Refused, match="is a place"):
        stocktaking.scan(key, Scan("BP1:L:SALLE"), by=by)
    assert db.session.query(StocktakeScan).count() == 0


def test_without_scripts_the_label_of_a_place_says_where_one_stands(
    machine: Flask, stocked: World
) -> None:
    with machine.app_context():
        stocked.asset()
    keeper = browser(machine, "storekeeper")
    address = keeper.send("/equipment/stocktakes/new", name="Novembre", location_id="").location
    answer = keeper.send(f"{address}/scan", code="BP1:L:SALLE")
    queued = keeper.send(f"{address}/scan", uuid.uuid4(), code="BP1:L:SALLE",
                         queued_at="2026-11-01T08:00:00Z", queue_sequence="7")  # fmt: skip

    assert f'value="{stocked.room}" data-code="SALLE" selected' in keeper.get(answer.location).text
    assert queued.status_code == 422


def test_labels_of_places_are_drawn_beside_those_of_things(machine: Flask, stocked: World) -> None:
    at = browser(machine, "storekeeper")
    sent = "format=A4-21&skip=0&right=0&down=0"

    assert at.get(f"/equipment/labels/sheet.pdf?codes=BP1:L:MAG&{sent}").status_code == 200
    assert at.get(f"/equipment/labels/sheet.pdf?codes=BP1:L:XX&{sent}").status_code == 422


def test_the_page_of_the_list_shows_the_place(machine: Flask, stocked: World) -> None:
    with machine.app_context():
        stocked.asset()
    page = browser(machine, "storekeeper").get(
        "/equipment/custody/scan?codes=AAA-0001%0ABP1:L:SALLE&action=place"
    )

    assert "SALLE" in page.text.partition('role="status"')[2].partition("</ul>")[0]
