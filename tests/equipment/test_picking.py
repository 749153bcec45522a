"""Issuing another lot than the first to expire: with its reason, and never an expired one."""

from __future__ import annotations

from uuid import UUID

import pytest
import sqlalchemy as sa
from flask import Flask

from borderpost.audit.models import AuditLine
from borderpost.db import db
from borderpost.refusal import Refused
from equipment import Act, stock_verification
from equipment.services import picking
from equipment.services.picking import Picked
from tests.desk import english, field
from tests.equipment.store import WHY, day, held, item, receive
from tests.equipment.work import World


def _lots(world: World) -> tuple[UUID, UUID, UUID]:
    """An item, the card that expires first, and the one after it."""
    key = item(world, has_expiry=True)
    later = receive(world, key, 10, lot="B", good_for=90)
    return key, receive(world, key, 10, lot="A", good_for=30), later


def test_another_lot_goes_first_only_with_a_reason(world: World) -> None:
    key, _first, later = _lots(world)
    with pytest.raises(Refused, match="Another lot expires first"):
        picking.issue(key, world.store, 4, WHY, Picked(later, "  "), by=None)
    row = picking.issue(key, world.store, 4, WHY, Picked(later, "box is open"), by=None)

    assert row.reason == "patrol · box is open"
    assert held(key) == {("A", "MAG"): 10, ("B", "MAG"): 6}
    lines = db.session.scalars(sa.select(AuditLine).where(AuditLine.act == Act.STOCK_MOVED)).all()
    assert [one.details["out_of_turn"] for one in lines if "out_of_turn" in one.details] == [True]
    assert list(stock_verification.faults()) == []


def test_the_lot_that_expires_first_needs_no_reason(world: World) -> None:
    key, first, _later = _lots(world)

    assert picking.issue(key, world.store, 4, WHY, Picked(first), by=None).reason == "patrol"


def test_a_reason_as_long_as_may_be_typed_is_kept(world: World) -> None:
    key, _first, later = _lots(world)
    said = type(WHY)(reason="p" * 300)
    row = picking.issue(key, world.store, 1, said, Picked(later, "w" * 140), by=None)

    assert len(row.reason) == 300 and row.reason.endswith("w" * 140)


def test_an_expired_lot_is_not_picked_with_any_reason(world: World) -> None:
    key = item(world, has_expiry=True)
    old = receive(world, key, 10, ago=20, lot="OLD", good_for=-1)
    with pytest.raises(Refused, match="expired on"):
        picking.issue(key, world.store, 1, WHY, Picked(old, "no other"), by=None)


def test_a_lot_is_picked_where_it_lies_and_while_it_lasts(world: World) -> None:
    key, _first, later = _lots(world)
    with pytest.raises(Refused, match="lies in"):
        picking.issue(key, world.room, 1, WHY, Picked(later, "open"), by=None)
    with pytest.raises(Refused, match="Only 10 may leave"):
        picking.issue(key, world.store, 11, WHY, Picked(later, "open"), by=None)
    other = item(world, "PILES")
    with pytest.raises(Refused, match="Choose a lot"):
        picking.issue(other, world.store, 1, WHY, Picked(later, "open"), by=None)


def test_the_page_offers_the_places_where_it_lies_and_chooses_the_only_one(
    machine: Flask, stocked: World
) -> None:
    with machine.app_context():
        key = item(stocked, "CABLE")
        receive(stocked, key, 3)
    at = english(machine, "storekeeper")
    one = at.get(f"/equipment/stock/{key}/issue").text
    with machine.app_context():
        receive(stocked, key, 3, place=stocked.room)
    two = at.get(f"/equipment/stock/{key}/issue").text

    assert str(stocked.store) in one and str(stocked.room) not in one
    assert str(stocked.room) in two


def test_the_page_offers_lots_where_there_are_any_and_loses_nothing(
    machine: Flask, stocked: World
) -> None:
    with machine.app_context():
        key, _first, later = _lots(stocked)
        plain = item(stocked, "CABLE")
        receive(stocked, plain, 3)
    at = english(machine, "storekeeper")
    assert "why_lot" not in at.get(f"/equipment/stock/{plain}/issue").text
    said = {"quantity": "2", "location_id": stocked.store, "card_id": later, "reason": "Infirmary",
            "on": str(day(0))}  # fmt: skip
    refused = at.send(f"/equipment/stock/{key}/issue", **said)

    assert refused.status_code == 422
    assert "Another lot expires first" in refused.text
    assert field(refused.text, "reason") == "Infirmary"
    assert at.send(f"/equipment/stock/{key}/issue", **said, why_lot="damp").status_code == 302
    assert "Infirmary · damp" in at.get(f"/equipment/stock/{key}").text
