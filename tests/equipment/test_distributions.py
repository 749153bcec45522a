"""Distributions: planned, set aside, issued, received, reconciled; four figures never mixed."""

from __future__ import annotations

from uuid import UUID

import pytest
import sqlalchemy as sa
from flask import Flask

from borderpost import clock
from borderpost.db import db
from borderpost.refusal import Refused
from equipment import distribution_verification, stock_verification
from equipment.models import (
    Allocation,
    Distribution,
    DistributionRecord,
    StockDraw,
    StockItem,
    StockMovement,
)
from equipment.queries import allocations, distributed
from equipment.queries import distributions as queries
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
from equipment.services.dispatching import Transport
from equipment.services.distributing import Plan
from equipment.services.serving import Household, Served
from equipment.services.stock_writing import Said
from tests.desk import officer
from tests.equipment.store import day, item, on_hand, receive
from tests.equipment.test_allocations import areas
from tests.equipment.work import World

PDF = b"%PDF-1.7 a list"
BY_CAR = Transport("Transport du Sahel", "AB-1234")


def planned(world: World, key: UUID, number: int = 150, site: str = "Stade de Bamako") -> UUID:
    plan = Plan(site, day(-9), number, {key: 1})
    return distributing.plan(world.post, plan, by=None).id


def account(key: UUID, row: UUID) -> Account:
    """What became of an item of a distribution."""
    return distributed.accounts(db.session.get_one(Distribution, row))[key]


def figures(key: UUID) -> Figures:
    db.session.rollback()
    return allocations.figures(db.session.get_one(StockItem, key), clock.today())


def sent(world: World, by: object, number: int = 10) -> tuple[UUID, UUID]:
    """An item and a distribution for which so many have left."""
    key = item(world, "KIT-NFI")
    receive(world, key, 40)
    row = planned(world, key, number)
    setting_aside.set_aside(row, key, number, None, by=by)  # type: ignore[arg-type]
    dispatching.dispatch(row, world.store, {key: number}, Said(), BY_CAR, by=by)  # type: ignore[arg-type]
    return key, row


def test_the_kits_of_the_quarterly_report_go_through_to_a_distribution(
    inside: Flask, world: World
) -> None:
    """170 planned for Kidal and 150 set aside for Bamako: each figure exact at every step."""
    areas()
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


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (Served({}, {("f", "0-4"): 1}), "at least one item"),
        (Served({}, {}, households=0), "how many households received, or how many did not"),
        (Served({}, {("f", "0-4"): 1}, households=0, no_shows=1), "how many households received"),
        (Served({}, {("f", "0-4"): -1}), "nothing or more"),
        (Served({}, {("x", "0-4"): 1}), "age bands were changed"),
        (Served({}, {("f", "7-8"): 1}), "age bands were changed"),
    ],
)
def test_counts_that_cannot_be_are_refused(
    inside: Flask, world: World, said: Served, told: str
) -> None:
    by = officer(inside, "storekeeper")
    _key, row = sent(world, by)
    with pytest.raises(Refused, match=told):
        serving.record(row, said, None, by=by)


def test_a_household_is_known_again_within_a_distribution(inside: Flask, world: World) -> None:
    by = officer(inside, "storekeeper")
    key, row = sent(world, by)
    said = Served({key: 1}, {("f", "18-59"): 1})
    serving.record(row, said, Household("Awa  Testeuse"), by=by)
    with pytest.raises(Refused, match="Line 1 of this distribution has the same name"):
        serving.record(row, said, Household("AWA TESTEUSE"), by=by)
    with pytest.raises(Refused, match="Enter the name"):
        serving.record(row, said, Household(" "), by=by)
    with pytest.raises(Refused, match="cannot be"):
        serving.record(row, Served({key: 1}, {}), Household("B"), by=by)
    again = Served({key: 1}, {("f", "18-59"): 1}, is_another=True)
    serving.record(row, again, Household("Awa Testeuse", proxy="Son Fils"), by=by)
    with pytest.raises(Refused, match="at most 8 are left"):
        serving.record(row, Served({key: 9}, {("f", "0-4"): 1}), Household("C"), by=by)
    rows = db.session.scalars(sa.select(DistributionRecord).order_by("seq")).all()

    assert [one.by_proxy for one in rows] == [False, True]
    assert rows[0].mark == rows[1].mark
    stored = db.session.execute(sa.text("SELECT hex(content) FROM household_sheets")).scalars()
    assert all(b"Testeuse".hex().upper() not in text for text in stored)  # sealed


@pytest.mark.parametrize(
    "statement",
    ["DELETE FROM distribution_records", "UPDATE distribution_records SET people = 9",
     "UPDATE distribution_quantities SET quantity = 9", "DELETE FROM stock_draws",
     "UPDATE stock_draws SET quantity = 1", "DELETE FROM waybills", "DELETE FROM household_sheets",
     "UPDATE distributions SET households = 1", "UPDATE waybills SET vehicle = 'x'"],
)  # fmt: skip
def test_the_database_refuses_to_alter_a_distribution(
    inside: Flask, world: World, statement: str
) -> None:
    by = officer(inside, "storekeeper")
    key, row = sent(world, by)
    serving.record(row, Served({key: 1}, {("f", "0-4"): 1}), Household("Awa"), by=by)
    db.session.rollback()
    with pytest.raises(sa.exc.DatabaseError), db.engine.begin() as link:
        link.exec_driver_sql(statement)


def test_verify_names_what_was_altered_of_distributions(inside: Flask, world: World) -> None:
    by = officer(inside, "storekeeper")
    key, row = sent(world, by)
    serving.record(row, Served({key: 10}, {("f", "0-4"): 10}, 10), None, by=by)
    households.keep_list(row, PDF, by=by)
    distributing.close(row, by=by)
    allocating.allocate(key, Wish("planned", 5, "Kidal"), by=None)
    assert faults() == []
    db.session.rollback()
    with db.engine.begin() as link:
        for table in ("stock_draws", "distribution_records", "distribution_quantities",
                      "stock_allocations"):  # fmt: skip
            link.exec_driver_sql(f"DROP TRIGGER {table}_refuse_update")
        link.exec_driver_sql("UPDATE stock_draws SET quantity = 9")
        link.exec_driver_sql("UPDATE distribution_records SET people = 12, seq = 3")
        link.exec_driver_sql("UPDATE distribution_quantities SET quantity = 8")
        link.execute(sa.update(Allocation).where(Allocation.quantity == 5).values(quantity=99))
    told = " | ".join(distribution_verification.faults())
    result = inside.test_cli_runner().invoke(args=["equipment", "verify"])

    for part in (
        "100 are spoken for, 30 are on hand", "was altered", "9 drawn", "are missing",
        "says 12 people, its counts 10", "record 3 follows 0",
    ):  # fmt: skip
        assert part in told
    assert result.exit_code == 1
    assert "100 are spoken for" in result.output
    assert queries.distribution(row, world.post) is not None


def faults() -> list[str]:
    """Everything that verify would say of stock and distributions."""
    db.session.rollback()
    return [*stock_verification.faults(), *distribution_verification.faults()]


def lot_of(key: UUID) -> UUID:
    """The only lot of an item."""
    return db.session.get_one(StockItem, key).cards[0].lot_id
