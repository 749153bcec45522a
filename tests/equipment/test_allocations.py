"""Planned and set aside: apart from what is available, on hand all the same, given to nobody."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import date
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from borderpost.db import db, new_id
from borderpost.places import services as places
from borderpost.places.services import PlaceFacts
from borderpost.refusal import Refused
from equipment.models import Allocation, StockItem, StockMovement
from equipment.queries import allocations as queries
from equipment.queries import stock as ledger
from equipment.queries.allocations import Figures
from equipment.services import allocating, stock
from equipment.services.allocating import Wish
from equipment.services.stock_writing import Said
from tests.desk import browser, english, field, officer
from tests.equipment.store import WHY, day, item, on_hand, receive
from tests.equipment.work import World


def areas() -> None:
    for code, name in (("ML08", "Kidal"), ("ML09", "Bamako")):
        places.add(PlaceFacts(code, name, 1, "MLI", "MLI", date(2000, 1, 1)), by=None)


def test_the_kits_of_the_quarterly_report(world: World) -> None:
    areas()
    key = item(world, "KIT-NFI")
    receive(world, key, 400)
    for wish in (Wish("planned", 170, "Kidal", "ML08"), Wish("set_aside", 150, "Floods", "ML09")):
        allocating.allocate(key, wish, by=None)
    row = db.session.scalars(queries.standing(world.post)).all()
    kinds = db.session.scalars(sa.select(StockMovement.kind)).all()

    assert {(one.kind, one.area, one.quantity) for one in row} == {
        ("planned", "ML08", 170), ("set_aside", "ML09", 150),
    }  # fmt: skip
    found = queries.figures(row[0].item, day(0))
    assert found == Figures(on_hand=400, expired=0, planned=170, set_aside=150)
    assert found.available == 80
    assert kinds == ["receive"]  # nothing was given to anybody


def test_what_is_spoken_for_is_neither_issued_nor_spoken_for_again(
    inside: Flask, world: World
) -> None:
    key = item(world)
    receive(world, key, 10)
    row = allocating.allocate(key, Wish("set_aside", 7, "floods"), by=None).id
    with pytest.raises(Refused, match="Only 3 of Savon are available: 0 are planned, 7 set aside"):
        stock.issue(key, world.store, 4, WHY, by=None)
    with pytest.raises(Refused, match="Only 3 of Savon are available"):
        allocating.allocate(key, Wish("planned", 4, "more"), by=None)
    assert on_hand(key) == 10
    allocating.release(row, "the rain did not come", by=officer(inside, "storekeeper"))
    stock.issue(key, world.store, 4, WHY, by=None)

    assert on_hand(key) == 6
    with pytest.raises(Refused, match="released already"):
        allocating.release(row, "again", by=officer(inside, "storekeeper"))


def test_expired_stock_is_not_available(world: World) -> None:
    key = item(world, has_expiry=True)
    receive(world, key, 10, ago=9, lot="OLD", good_for=-1)
    with pytest.raises(Refused, match="10 expired"):
        allocating.allocate(key, Wish("planned", 1, "anybody"), by=None)


def test_a_loss_is_written_down_though_it_was_spoken_for(world: World) -> None:
    key = item(world)
    card = receive(world, key, 10)
    allocating.allocate(key, Wish("planned", 9, "Kidal"), by=None)
    stock.adjust(key, card, -4, Said(reason="burnt"), by=None)
    row = db.session.scalars(sa.select(Allocation)).one()

    assert queries.figures(row.item, day(0)).available == -3


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        (Wish("planned", 0, "x"), "from 1 to"),
        (Wish("planned", 1, "x", until=day(1)), "This day is over"),
        (Wish("planned", 1, "x", "ML99"), "No place has the P-code ML99"),
    ],
)
def test_a_wish_that_makes_no_sense_is_refused(world: World, wish: Wish, told: str) -> None:
    key = item(world)
    receive(world, key, 10)
    with pytest.raises(Refused, match=told):
        allocating.allocate(key, wish, by=None)


@pytest.mark.parametrize(
    "statement",
    ["DELETE FROM stock_allocations", "UPDATE stock_allocations SET quantity = 1",
     "UPDATE stock_allocations SET released_at = '2026-01-01'"],
)  # fmt: skip
def test_the_database_refuses_to_change_an_allocation(world: World, statement: str) -> None:
    key = item(world)
    receive(world, key, 10)
    allocating.allocate(key, Wish("planned", 9, "Kidal"), by=None)
    db.session.rollback()
    with pytest.raises(sa.exc.DatabaseError), db.engine.begin() as link:
        link.exec_driver_sql(statement)


def test_the_pages_of_what_is_spoken_for(machine: Flask, stocked: World) -> None:
    with machine.app_context():
        key = item(stocked, "KIT")
        receive(stocked, key, 400)
    at, page = english(machine, "storekeeper"), f"/equipment/stock/{key}"
    sent = {"kind": "planned", "quantity": "170", "purpose": "Kidal", "until": str(day(-9))}
    at.send(f"{page}/allocate", **sent)
    more = at.send(f"{page}/allocate", **{**sent, "quantity": "231"})
    shown, listed = at.get(page).text, at.get("/equipment/stock/allocations").text
    file = at.get("/equipment/stock/allocations.csv").text
    way = shown.partition('href="/equipment/stock/allocations/')[2].partition('"')[0]
    release = f"/equipment/stock/allocations/{way}"
    empty = at.send(release, reason="").status_code
    refused = browser(machine, "officer").get(f"{page}/allocate").status_code
    elsewhere = browser(machine, "stranger").get("/equipment/stock/allocations").text
    at.send(release, reason="cancelled")

    assert more.status_code == 422
    assert field(more.text, "purpose") == "Kidal"
    assert ">230<" in shown
    assert ">170<" in listed
    assert "KIT,planned,170,piece,Kidal" in file
    assert (empty, refused) == (422, 403)
    assert "Kidal" not in elsewhere
    assert "Nothing is spoken for." in at.get("/equipment/stock/allocations").text


ACTS = st.tuples(
    st.sampled_from(["receive", "planned", "set_aside", "release", "issue", "lose"]),
    st.integers(1, 9),
)


@settings(max_examples=12, derandomize=True, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(acts=st.lists(ACTS, max_size=12))
def test_what_is_on_hand_is_available_or_spoken_for_at_any_time(
    inside: Flask, world: World, acts: list[tuple[str, int]]
) -> None:
    by = officer(inside, "storekeeper")
    key, there, spoken = item(world, f"K{new_id().hex[-12:].upper()}"), 0, dict[UUID, int]()
    for act, number in acts:
        free = there - sum(spoken.values())
        allowed = {"issue": number <= free, "planned": number <= free, "set_aside": number <= free,
                   "lose": number <= there, "release": bool(spoken)}.get(act, True)  # fmt: skip
        refusal = nullcontext() if allowed else pytest.raises(Refused)
        if act == "receive":
            receive(world, key, number)
            there += number
        elif act == "release":
            if spoken:
                gone = list(spoken)[number % len(spoken)]
                allocating.release(gone, "done", by=by)
                del spoken[gone]
        elif act == "issue":
            with refusal:
                stock.issue(key, world.store, number, WHY, by=by)
            there -= number if allowed else 0
        elif act == "lose":
            cards = ledger.cards(key)
            if cards:
                with refusal:
                    stock.adjust(key, cards[0].id, -number, WHY, by=by)
                there -= number if allowed else 0
        else:
            with refusal:
                row = allocating.allocate(key, Wish(act, number, "Kidal"), by=by)
                spoken[row.id] = number
        db.session.expire_all()
        found = queries.figures(db.session.get_one(StockItem, key), day(0))
        assert found.on_hand == there
        assert found.planned + found.set_aside == sum(spoken.values())
        assert found.on_hand == found.available + found.planned + found.set_aside + found.expired
