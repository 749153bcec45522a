"""Distributions: planned, set aside, issued, received, reconciled; four figures never mixed."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask

from borderpost.db import db
from borderpost.refusal import Refused
from equipment.models import StockDraw, StockMovement
from equipment.queries import allocations, distributed
from equipment.queries.allocations import Figures
from equipment.queries.distributed import ItemFigures
from equipment.reconciliation import Account
from equipment.services import (
    allocating,
    dispatching,
    distributing,
    households,
    serving,
    setting_aside,
    stock,
)
from equipment.services.allocating import Wish
from equipment.services.serving import Served
from equipment.services.stock_writing import Said
from tests.desk import officer
from tests.equipment.giving import BY_CAR, PDF, account, faults, figures, lot_of, planned, sent
from tests.equipment.store import item, on_hand, receive
from tests.equipment.test_allocations import areas
from tests.equipment.work import World


def test_the_kits_of_the_quarterly_report_go_through_to_a_distribution(
    inside: Flask, world: World
) -> None:
    areas()  # 170 planned for Kidal, 150 set aside for Bamako
    key, by = item(world, "KIT-NFI"), officer(inside, "storekeeper")
    receive(world, key, 400)
    allocating.allocate(key, Wish("planned", 170, "Kidal", "ML08"), by=None)
    aside = allocating.allocate(key, Wish("set_aside", 150, "Floods", "ML09"), by=None).id
    row = planned(world, key)
    assert account(key, row) == Account(planned=150)
    assert figures(key) == Figures(400, 0, 170, 150)

    setting_aside.set_aside(row, key, 120, aside, by=by)
    assert account(key, row) == Account(planned=150, set_aside=120)
    assert figures(key) == Figures(400, 0, 170, 150)  # 120 for it, 30 as they were
    assert distributed.of_item(key, world.post) == ItemFigures(0, 0, 0)

    dispatching.dispatch(row, world.store, {key: 120}, Said(), BY_CAR, by=by)
    assert account(key, row) == Account(planned=150, issued=120)
    assert figures(key) == Figures(280, 0, 170, 30)
    assert figures(key).available == 80
    assert distributed.of_item(key, world.post) == ItemFigures(120, 0, 0)

    people = {("f", "18-59"): 130, ("m", "18-59"): 110, ("f", "0-4"): 200, ("m", "60+"): 135}
    said = Served({key: 115}, people, households=115, no_shows=5)
    serving.record(row, said, None, by=by)
    dispatching.lose(row, key, "damaged", 2, "wet", by=by)
    dispatching.take_back(row, world.store, {lot_of(key): 3}, Said(), by=by)
    assert account(key, row) == Account(150, 0, 120, 115, 3, 0, 2)
    assert distributed.of_item(key, world.post) == ItemFigures(120, 115, 0)  # not closed yet
    households.keep_list(row, PDF, by=by)
    distributing.close(row, by=by)

    assert figures(key) == Figures(283, 0, 170, 30)
    assert distributed.of_item(key, world.post) == ItemFigures(120, 115, 575)
    assert {(one.kind, one.area, one.left)
            for one in db.session.scalars(allocations.standing(world.post))} == {
        ("planned", "ML08", 170), ("set_aside", "ML09", 30),
    }  # fmt: skip
    assert faults() == []


@pytest.mark.parametrize(("received", "missing"), [(9, 1), (4, 6)])
def test_closing_is_refused_until_it_balances_and_says_what_is_missing(
    inside: Flask, world: World, received: int, missing: int
) -> None:
    by = officer(inside, "storekeeper")
    key, row = sent(world, by)
    serving.record(row, Served({key: received}, {("f", "0-4"): 9}, received), None, by=by)
    told = f"10 issued, but {received} received.*Say what became of the other {missing}"
    with pytest.raises(Refused, match=told):
        distributing.close(row, by=by)
    dispatching.lose(row, key, "lost", missing, "fell off", by=by)
    with pytest.raises(Refused, match="Keep the scan of the signed list"):
        distributing.close(row, by=by)
    households.keep_list(row, PDF, by=by)
    distributing.close(row, by=by)
    with pytest.raises(Refused, match="has ended"):
        serving.record(row, Served({key: 1}, {("f", "0-4"): 1}), None, by=by)


def test_a_waybill_draws_on_what_is_set_aside_and_on_nothing_else(
    inside: Flask, world: World
) -> None:
    key, by = item(world), officer(inside, "storekeeper")
    receive(world, key, 40)
    row = planned(world, key, 20)
    with pytest.raises(Refused, match="Only 0 of Savon are set aside for this distribution"):
        dispatching.dispatch(row, world.store, {key: 1}, Said(), BY_CAR, by=by)
    setting_aside.set_aside(row, key, 5, None, by=by)
    setting_aside.set_aside(row, key, 10, None, by=by)
    with pytest.raises(Refused, match="Only 15 of Savon are set aside"):
        dispatching.dispatch(row, world.store, {key: 16}, Said(), BY_CAR, by=by)
    bill = dispatching.dispatch(row, world.store, {key: 12}, Said(), BY_CAR, by=by)

    assert bill.number.startswith("AAA-W")
    assert account(key, row) == Account(planned=20, set_aside=3, issued=12)
    assert on_hand(key) == 28
    assert figures(key).available == 25
    drawn = db.session.scalars(sa.select(StockDraw.quantity).order_by(StockDraw.id)).all()
    assert drawn == [5, 7]
    documents = db.session.scalars(
        sa.select(StockMovement.document).where(StockMovement.kind == "issue")
    ).all()
    assert documents == [bill.number]


def test_stock_comes_out_of_a_plan_for_it_and_the_rest_stays_planned(
    inside: Flask, world: World
) -> None:
    key, by = item(world), officer(inside, "storekeeper")
    receive(world, key, 20)
    plan = allocating.allocate(key, Wish("planned", 15, "Kidal"), by=None).id
    row = planned(world, key, 10)
    with pytest.raises(Refused, match="Only 5 of Savon are available"):
        setting_aside.set_aside(row, key, 10, None, by=by)
    with pytest.raises(Refused, match="Only 15 are left of it"):
        setting_aside.set_aside(row, key, 16, plan, by=by)
    made = setting_aside.set_aside(row, key, 10, plan, by=by).id

    assert figures(key) == Figures(20, 0, 5, 10)
    other = planned(world, key, 3, "Elsewhere")
    with pytest.raises(Refused, match="Choose an allocation"):
        setting_aside.set_aside(other, key, 3, made, by=by)  # it is another distribution's
    distributing.cancel(row, "no road", by=by)
    assert figures(key) == Figures(20, 0, 5, 0)


def test_a_reversed_waybill_is_set_aside_again_unless_it_is_accounted_for(
    inside: Flask, world: World
) -> None:
    by = officer(inside, "storekeeper")
    key, row = sent(world, by)
    kept = serving.record(row, Served({key: 1}, {("m", "60+"): 1}), None, by=by).id
    move = db.session.scalars(
        sa.select(StockMovement.id).where(StockMovement.kind == "issue")
    ).one()
    with pytest.raises(Refused, match="1 are accounted for already"):
        stock.reverse(move, "the truck stayed", by=by)
    with pytest.raises(Refused, match="Goods have left"):
        distributing.cancel(row, "rain", by=by)
    serving.strike(kept, "another list", by=by)
    stock.reverse(move, "the truck stayed", by=by)

    assert account(key, row) == Account(planned=10, set_aside=10)
    assert on_hand(key) == 40
    assert faults() == []
    distributing.cancel(row, "rain", by=by)
    assert figures(key) == Figures(40, 0, 0, 0)


def test_what_came_back_is_bounded_by_what_went_out_and_is_reversed_while_open(
    inside: Flask, world: World
) -> None:
    by = officer(inside, "storekeeper")
    key, row = sent(world, by)
    lot = lot_of(key)
    with pytest.raises(Refused, match="Only 10 of this lot went out"):
        dispatching.take_back(row, world.store, {lot: 11}, Said(), by=by)
    dispatching.lose(row, key, "lost", 4, "stolen", by=by)
    with pytest.raises(Refused, match="at most 6 are left"):
        dispatching.take_back(row, world.store, {lot: 7}, Said(), by=by)
    dispatching.take_back(row, world.room, {lot: 6}, Said(), by=by)
    assert on_hand(key) == 36
    move = db.session.scalars(
        sa.select(StockMovement.id).where(StockMovement.kind == "return")
    ).one()
    stock.reverse(move, "counted wrong", by=by)
    assert account(key, row).outstanding == 6
    dispatching.take_back(row, world.store, {lot: 6}, Said(), by=by)
    distributing.close(row, by=by)
    issue = db.session.scalars(
        sa.select(StockMovement.id).where(StockMovement.kind == "issue")
    ).one()
    with pytest.raises(Refused, match="is closed"):
        stock.reverse(issue, "late", by=by)
