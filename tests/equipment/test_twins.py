"""The same movement written twice, by a form that the browser's button brought back."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask

from borderpost import clock
from borderpost.audit import Actor
from borderpost.refusal import Refused
from equipment.services import stock, twins
from equipment.services.stock import Lot
from equipment.services.stock_writing import Said
from tests.desk import english, officer
from tests.equipment.store import WHY, item, on_hand
from tests.equipment.store import receive as put
from tests.equipment.work import World

PAPER = Said(document="BL 12")


def receive(key: UUID, place: UUID, number: int, said: Said, by: Actor) -> UUID:
    """As the page does it."""
    twins.refuse(key, place, number, said, by=by)
    return stock.receive(key, place, Lot(), number, said, by=by).id


def test_what_was_written_a_moment_ago_is_not_written_again(inside: Flask, world: World) -> None:
    key, by = item(world), officer(inside, "storekeeper")
    row = receive(key, world.store, 5, PAPER, by)
    with pytest.raises(Refused, match="exactly this at"):
        receive(key, world.store, 5, PAPER, by)
    stock.reverse(row, "slip of the pen", by=by)
    receive(key, world.store, 5, PAPER, by)

    assert on_hand(key) == 5


def test_an_issue_of_two_lots_is_one(inside: Flask, world: World) -> None:
    key, by = item(world, has_expiry=True), officer(inside, "storekeeper")
    for lot, days in (("A", 30), ("B", 60)):
        put(world, key, 3, lot=lot, good_for=days)
    stock.issue(key, world.store, 4, WHY, by=by)
    with pytest.raises(Refused, match="exactly this at"):
        twins.refuse(key, world.store, -4, WHY, by=by)
    twins.refuse(key, world.store, -3, WHY, by=by)


def test_what_differs_or_is_of_another_hour_is_another_one(inside: Flask, world: World) -> None:
    key, by = item(world), officer(inside, "storekeeper")
    receive(key, world.store, 5, PAPER, by)
    receive(key, world.store, 6, PAPER, by)
    receive(key, world.room, 5, PAPER, by)
    receive(key, world.store, 5, Said(document="BL 13"), by)
    receive(key, world.store, 5, PAPER, officer(inside, "supervisor"))
    with clock.standing_at(clock.now() + timedelta(hours=1)):
        receive(key, world.store, 5, Said(on=clock.today(), document="BL 12"), by)

    assert on_hand(key) == 31


def test_the_page_keeps_what_was_typed_and_says_what_to_do(machine: Flask, stocked: World) -> None:
    with machine.app_context():
        key = item(stocked)
    at = english(machine, "storekeeper")
    sent = {"quantity": "5", "location_id": stocked.store, "document": "BL 12"}
    at.send(f"/equipment/stock/{key}/receive", **sent)
    again = at.send(f"/equipment/stock/{key}/receive", **sent)
    told = at.send(f"/equipment/stock/{key}/receive", **sent, reason="second pallet")

    assert again.status_code == 422
    assert "what tells it from the other" in again.text
    assert told.status_code == 302
