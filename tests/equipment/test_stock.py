"""The ledger of stock: balances, lots that expire, counts, reversals, and two who want the last."""

from __future__ import annotations

import threading

import pytest
import sqlalchemy as sa
from flask import Flask
from flask_babel import force_locale

from borderpost.db import db
from borderpost.refusal import Refused
from equipment import stock_verification
from equipment.models import StockMovement
from equipment.queries import stock as queries
from equipment.services import stock, stock_items
from equipment.services.stock_writing import Said
from tests.desk import officer
from tests.equipment.store import WHY, day, held, item, on_hand, receive
from tests.equipment.work import World


def test_what_came_less_what_left_is_there(world: World) -> None:
    key = item(world)
    receive(world, key, 30)
    stock.issue(key, world.store, 12, WHY, by=None)

    assert on_hand(key) == 18
    assert list(stock_verification.faults()) == []


def test_more_than_there_is_is_refused_and_nothing_is_written(world: World) -> None:
    key = item(world)
    receive(world, key, 5)
    with pytest.raises(Refused, match="Only 5 of Savon may be issued"):
        stock.issue(key, world.store, 6, WHY, by=None)

    assert held(key) == {("", "MAG"): 5}


def test_a_back_dated_issue_may_not_take_what_left_later(world: World) -> None:
    key = item(world)
    receive(world, key, 10, ago=9)
    stock.issue(key, world.store, 8, Said(on=day(2), reason="patrol"), by=None)
    with pytest.raises(Refused, match="Only 2 of Savon"):
        stock.issue(key, world.store, 3, Said(on=day(5), reason="patrol"), by=None)
    with pytest.raises(Refused, match="Only 0 of Savon"):
        stock.issue(key, world.store, 1, Said(on=day(12), reason="patrol"), by=None)
    stock.issue(key, world.store, 2, Said(on=day(5), reason="patrol"), by=None)

    assert on_hand(key) == 0


def test_nothing_happens_tomorrow(world: World) -> None:
    key = item(world)
    with pytest.raises(Refused, match="still to come"):
        receive(world, key, 1, ago=-1)


@pytest.mark.parametrize("number", [0, -3, 1_000_001])
def test_a_number_is_at_least_one_and_no_slip_of_the_finger(world: World, number: int) -> None:
    key = item(world)
    with pytest.raises(Refused, match="from 1 to"):
        receive(world, key, number)


def test_what_expires_first_goes_first_and_what_does_not_expire_last(world: World) -> None:
    key = item(world, has_expiry=True)
    receive(world, key, 10, lot="B", good_for=90)
    receive(world, key, 10, lot="A", good_for=30)
    rows = stock.issue(key, world.store, 13, WHY, by=None)

    assert [one.quantity for one in rows] == [-10, -3]
    assert held(key) == {("A", "MAG"): 0, ("B", "MAG"): 7}


def test_an_expired_lot_is_not_issued_but_may_be_destroyed(world: World) -> None:
    key = item(world, has_expiry=True)
    card = receive(world, key, 10, ago=20, lot="OLD", good_for=-1)
    receive(world, key, 4, lot="NEW", good_for=0)  # today is its last good day
    with pytest.raises(Refused, match=r"Only 4 of Savon .*expired: 10"):
        stock.issue(key, world.store, 5, WHY, by=None)
    stock.issue(key, world.store, 4, WHY, by=None)
    stock.adjust(key, card, -10, Said(reason="expired, burnt", document="PV 3"), by=None)

    assert on_hand(key) == 0


def test_a_lot_keeps_its_last_good_day(world: World) -> None:
    key = item(world, has_expiry=True)
    receive(world, key, 10, lot="a 1", good_for=30)
    receive(world, key, 10, lot="A 1", good_for=30)
    with pytest.raises(Refused, match="known with the last good day"):
        receive(world, key, 10, lot="A 1", good_for=31)
    with pytest.raises(Refused, match="This item expires"):
        receive(world, key, 10, lot="A 1")
    with pytest.raises(Refused, match="This item expires"):
        receive(world, key, 10, good_for=30)
    with pytest.raises(Refused, match="does not expire"):
        receive(world, item(world, "CABLE"), 10, good_for=30)

    assert held(key) == {("A 1", "MAG"): 20}


def test_a_transfer_moves_the_lot_and_nothing_is_lost(world: World) -> None:
    key = item(world)
    card = receive(world, key, 10)
    stock.transfer(key, card, world.room, 4, Said(), by=None)
    with pytest.raises(Refused, match="lies there already"):
        stock.transfer(key, card, world.store, 1, Said(), by=None)
    with pytest.raises(Refused, match="Only 6 may leave"):
        stock.transfer(key, card, world.room, 7, Said(), by=None)
    with pytest.raises(Refused, match="location of this post"):
        stock.transfer(key, card, world.other_store, 1, Said(), by=None)

    assert held(key) == {("", "MAG"): 6, ("", "SALLE"): 4}


@pytest.mark.parametrize("act", ["issue", "adjust", "count"])
def test_what_lessens_the_stock_needs_its_reason(world: World, act: str) -> None:
    key = item(world)
    card = receive(world, key, 10)
    with pytest.raises(Refused, match="Say"):
        if act == "issue":
            stock.issue(key, world.store, 1, Said(), by=None)
        elif act == "adjust":
            stock.adjust(key, card, -1, Said(reason=" "), by=None)
        else:
            stock.count(key, card, 9, Said(), by=None)

    assert on_hand(key) == 10


def test_a_count_stands_for_all_that_came_before(world: World) -> None:
    key = item(world)
    card = receive(world, key, 10, ago=9)
    stock.count(key, card, 10, Said(on=day(6)), by=None)
    lesser = stock.count(key, card, 7, Said(on=day(3), reason="broken"), by=None)
    with pytest.raises(Refused, match="counted here"):
        receive(world, key, 3, ago=4)
    with pytest.raises(Refused, match="counted here"):
        stock.issue(key, world.store, 1, Said(on=day(4), reason="patrol"), by=None)
    receive(world, key, 3, ago=3)

    assert (lesser.quantity, lesser.counted) == (-3, 7)
    assert on_hand(key) == 10


def test_what_was_before_a_count_is_reversed_after_the_count_alone(
    inside: Flask, world: World
) -> None:
    key, by = item(world), officer(inside, "storekeeper")
    card = receive(world, key, 10, ago=9)
    first = db.session.scalars(sa.select(StockMovement.id)).one()
    counted = stock.count(key, card, 8, Said(on=day(3), reason="broken"), by=None).id
    with pytest.raises(Refused, match="counted here"):
        stock.reverse(first, "wrong box", by=by)
    stock.reverse(counted, "wrong shelf", by=by)
    stock.reverse(first, "wrong box", by=by)

    assert on_hand(key) == 0
    assert list(stock_verification.faults()) == []


def test_a_reversal_takes_the_whole_act_back_once(inside: Flask, world: World) -> None:
    key, by = item(world), officer(inside, "storekeeper")
    card = receive(world, key, 10, ago=5)
    rows = stock.transfer(key, card, world.room, 4, Said(), by=by)
    back = stock.reverse(rows[1].id, "wrong room", by=by)

    assert held(key) == {("", "MAG"): 10, ("", "SALLE"): 0}
    assert [one.quantity for one in back] == [4, -4]
    for row in rows:
        with pytest.raises(Refused, match="reversed already"):
            stock.reverse(row.id, "again", by=by)
    with pytest.raises(Refused, match="This is a reversal"):
        stock.reverse(back[0].id, "back again", by=by)
    with pytest.raises(Refused, match="Say why"):
        stock.reverse(rows[0].id, " ", by=by)


def test_what_was_used_since_is_not_reversed(inside: Flask, world: World) -> None:
    key, by = item(world), officer(inside, "storekeeper")
    receive(world, key, 10, ago=5)
    (came,) = db.session.scalars(sa.select(StockMovement.id)).all()
    stock.issue(key, world.store, 1, WHY, by=None)
    with pytest.raises(Refused, match="Only 9 may leave"):
        stock.reverse(came, "never came", by=by)

    assert on_hand(key) == 9


def test_a_code_is_given_once_and_levels_make_sense(world: World) -> None:
    key = item(world, least=5, most=20)
    with pytest.raises(Refused, match="SAVON is the code of"):
        item(world)
    with pytest.raises(Refused, match="ordered up to at least"):
        item(world, "OTHER", least=5, most=4)
    with pytest.raises(Refused, match="Say first below which"):
        item(world, "OTHER", most=4)
    with pytest.raises(Refused, match="A code is 2 to 24"):
        item(world, "?")
    receive(world, key, 5)
    assert _reorder(world) == []
    stock.issue(key, world.store, 1, WHY, by=None)

    assert _reorder(world) == ["SAVON"]


def test_expired_stock_does_not_keep_an_item_from_being_ordered(world: World) -> None:
    key = item(world, has_expiry=True, least=5)
    receive(world, key, 50, ago=9, lot="OLD", good_for=-1)

    assert _reorder(world) == ["SAVON"]


def _reorder(world: World) -> list[str]:
    return [one.code for one in db.session.scalars(queries.to_reorder(world.post, day(0)))]


def test_two_who_want_the_last_one_of_whom_one_is_told(machine: Flask, stocked: World) -> None:
    two_want_the_last(machine, stocked)


def two_want_the_last(app: Flask, world: World) -> None:
    with app.app_context():
        key = item(world)
        receive(world, key, 1)
    said: list[str] = []
    begin = threading.Barrier(2)

    def take(name: str) -> None:
        with app.app_context(), force_locale("en"):
            begin.wait()
            try:
                stock.issue(key, world.store, 1, Said(reason=name), by=None)
                said.append("won")
            except Refused as refused:
                said.append(str(refused.sentence))

    threads = [threading.Thread(target=take, args=(name,)) for name in ("Awa", "Cheikh")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(said)[1] == "won"
    assert sorted(said)[0].startswith("Only 0 of Savon may be issued")
    with app.app_context():
        assert on_hand(key) == 0
        assert list(stock_verification.faults()) == []


def test_an_item_is_called_anew_and_keeps_its_code(inside: Flask, world: World) -> None:
    key, by = item(world), officer(inside, "storekeeper")
    facts = stock_items.ItemFacts("IGNORED", "Savon de 200 g", "kit", "box", least=1)
    stock_items.change(key, facts, by=by)
    found = queries.item(key, world.post)

    assert found is not None
    assert (found.code, found.name, found.unit) == ("SAVON", "Savon de 200 g", "box")
    assert found.search_key == "savon savon de 200 g"
