"""Reception: a packing list, what came of it, and what stays on record of the rest."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from borderpost import clock
from borderpost.db import db
from borderpost.imports import reading
from borderpost.refusal import Refused
from equipment import arriving, packing_list, stock_verification, verification
from equipment.arriving import Arrived
from equipment.models import Asset, Reception
from equipment.services import arrivals, receiving, taking_in
from equipment.services.arrivals import Count
from equipment.services.receiving import Consignment
from equipment.services.taking_in import Confirmed
from tests.desk import officer
from tests.equipment import store
from tests.equipment.deeds import paid
from tests.equipment.work import World

LIST = """Article;Quantité;N° de série;Projet;Ligne budgétaire;Coût unitaire;Devise
Sahara P1;3;SN-1, SN-2;P1;L-P1;2450,00;EUR
SAVON;20;;;;;
"""


def expected(app: Flask, world: World, table: str = LIST) -> UUID:
    """A consignment with its packing list."""
    found = packing_list.read(reading.read(table.encode()), world.post)
    assert found.faults == []
    said = Consignment("Dune SARL (essai)", "BL 12", "OIM (essai)")
    return receiving.prepare(world.post, said, found.lines, by=officer(app, "storekeeper")).id


def row(key: UUID) -> Reception:
    db.session.expire_all()
    return db.session.get_one(Reception, key)


def scan(app: Flask, key: UUID, *codes: str, line: UUID | None = None) -> int:
    return arrivals.scan(key, "\n".join(codes), line, by=officer(app, "storekeeper"))


def count(app: Flask, key: UUID, place: int, many: int, **said: object) -> None:
    """So many of the line at ``place``."""
    line = row(key).lines[place].id
    arrivals.count(key, Count(line, many, **said), by=officer(app, "storekeeper"))  # type: ignore[arg-type]


def confirm(app: Flask, key: UUID, world: World) -> None:
    taking_in.confirm(key, Confirmed(world.store), by=officer(app, "storekeeper"))


def things() -> list[Asset]:
    return list(db.session.scalars(select(Asset).order_by(Asset.tag)))


def differences(key: UUID) -> list[tuple[str, int, list[str]]]:
    return [(one.kind, one.quantity, one.serials) for one in row(key).differences]


def test_a_whole_consignment_becomes_things_and_stock_in_one_act(
    inside: Flask, world: World
) -> None:
    facts, item = paid(), store.item(world)
    key = expected(inside, world)
    many = scan(inside, key, "sn 1", "SN-2", "BP1:A:OIM-77", "SN-2")
    count(inside, key, 0, 1)
    count(inside, key, 1, 20)
    confirm(inside, key, world)
    found = things()

    assert many == 2
    assert [one.tag for one in found] == ["AAA-0001", "AAA-0002", "OIM-77"]
    assert {one.status for one in found} == {"received"}
    assert sorted(one.serial for one in found) == ["", "SN-2", "sn 1"]
    for one in found:
        assert (one.project_id, one.budget_line_id, one.donor_id) == tuple(facts.values())
        assert (one.cost, one.currency, one.owner) == (Decimal("2450.00"), "EUR", "OIM (essai)")
        assert one.received_on == clock.today()
    assert store.on_hand(item) == 20
    assert (row(key).state, differences(key)) == ("received", [])
    assert list(verification.faults()) == list(stock_verification.faults()) == []


def test_short_over_and_damaged_stay_on_record(inside: Flask, world: World) -> None:
    paid()
    item = store.item(world)
    key = expected(inside, world)
    line = row(key).lines[0].id
    scan(inside, key, "SN-1")
    scan(inside, key, "SN-8", "SN-9", line=line)
    came = row(key).lines[0].arrivals[0].id
    by = officer(inside, "storekeeper")
    with pytest.raises(Refused, match="Say what is damaged"):
        arrivals.damage(key, came, " ", by=by)
    arrivals.damage(key, came, "glass broken", b"\xff\xd8\xff photo", by=by)
    count(inside, key, 1, 15)
    count(inside, key, 1, 2, is_damaged=True, note="wet")
    confirm(inside, key, world)

    assert differences(key) == [
        ("short", 1, ["SN-2"]), ("over", 1, ["SN-8", "SN-9"]), ("damaged", 1, ["SN-1"]),
        ("short", 3, []), ("damaged", 2, []),
    ]  # fmt: skip
    assert store.on_hand(item) == 15  # what is damaged is not in the books
    assert {one.serial: one.condition for one in things()} == {
        "SN-1": "broken", "SN-8": "new", "SN-9": "new",
    }  # fmt: skip
    assert row(key).lines[0].arrivals[0].photo == b"\xff\xd8\xff photo"


def test_confirmed_twice_it_is_in_the_books_once(inside: Flask, world: World) -> None:
    paid()
    store.item(world)
    key = expected(inside, world)
    scan(inside, key, "SN-1")
    confirm(inside, key, world)
    by = officer(inside, "storekeeper")
    again = (
        lambda: confirm(inside, key, world),
        lambda: scan(inside, key, "SN-2"),
        lambda: count(inside, key, 1, 5),
        lambda: receiving.drop(key, "x", by=by),
        lambda: receiving.strike(key, row(key).lines[1].id, by=by),
        lambda: arrivals.strike(key, row(key).lines[0].arrivals[0].id, by=by),
    )
    for act in again:
        with pytest.raises(Refused, match="confirmed or dropped already"):
            act()

    assert len(things()) == 1


def test_a_serial_number_that_the_register_has_stops_everything(
    inside: Flask, world: World
) -> None:
    paid()
    item = store.item(world)
    world.asset(serial="SN-1")
    key = expected(inside, world)
    scan(inside, key, "SN-1", "SN-2")
    count(inside, key, 1, 20)

    with pytest.raises(Refused, match="AAA-0001 has this serial number"):
        confirm(inside, key, world)
    assert (len(things()), store.on_hand(item)) == (1, 0)


@pytest.mark.parametrize(
    ("codes", "told"),
    [
        (("SN-7",), "does not name these serial numbers: SN-7"),
        (("BP1:A:OIM-1",), "Scan the serial number first"),
        (("SN-1", "BP1:A:OIM-1", "BP1:A:OIM-2"), "Scan the serial number first"),
        (("SN-1", "BP1:A:OIM-1", "SN-2", "BP1:A:OIM-1"), "OIM-1 is on something else"),
        (("SN-1", "BP1:A:AAA-0001"), "AAA-0001 is the tag of"),
    ],
)
def test_what_cannot_be_told_is_refused_and_nothing_is_entered(
    inside: Flask, world: World, codes: tuple[str, ...], told: str
) -> None:
    paid()
    store.item(world)
    world.asset()
    key = expected(inside, world)

    with pytest.raises(Refused, match=told):
        scan(inside, key, *codes)
    assert row(key).lines[0].arrivals == []


def test_nothing_is_confirmed_of_what_has_not_come(inside: Flask, world: World) -> None:
    paid()
    store.item(world)
    key, by = expected(inside, world), officer(inside, "storekeeper")
    with pytest.raises(Refused, match="Nothing has arrived yet"):
        confirm(inside, key, world)
    scan(inside, key, "SN-1")
    for said, told in ((Confirmed(world.room), "Choose the store"),
                       (Confirmed(world.other_store), "of this post"),
                       (Confirmed(world.store, clock.today() + timedelta(days=1)),
                        "still to come")):  # fmt: skip
        with pytest.raises(Refused, match=told):
            taking_in.confirm(key, said, by=by)
    with pytest.raises(Refused, match="Say why"):
        receiving.drop(key, "", by=by)
    receiving.drop(key, "sent to another post", by=by)

    assert row(key).state == "dropped"


def test_a_difference_is_settled_once_with_a_reason(inside: Flask, world: World) -> None:
    paid()
    store.item(world)
    key, by = expected(inside, world), officer(inside, "storekeeper")
    scan(inside, key, "SN-1")
    confirm(inside, key, world)
    short, stock = (one.id for one in row(key).differences)
    for settlement, reason, told in (("kept", "x", "how it was settled"),
                                     ("credited", " ", "Say why")):  # fmt: skip
        with pytest.raises(Refused, match=told):
            taking_in.settle(key, short, settlement, reason, by=by)
    taking_in.settle(key, short, "arrived_later", "call of 3 May", by=by)
    taking_in.settle(key, stock, "credited", "note 77", by=by)
    with pytest.raises(Refused, match="settled already"):
        taking_in.settle(key, short, "credited", "x", by=by)
    later = db.session.scalars(select(Reception).where(Reception.follows_id == key)).one()

    assert [(one.title, one.quantity, one.serials) for one in later.lines] == [
        ("Sahara P1", 2, ["SN-2"])
    ]
    assert {one.settlement for one in row(key).differences} == {"arrived_later", "credited"}


@pytest.mark.parametrize(
    ("line", "place", "told"),
    [
        ("Rien;1;;;;;", "item", "No model and no item"),
        (";1;;;;;", "item", "Say which model"),
        ("Sahara P1;x;;;;;", "quantity", "whole number"),
        ("Sahara P1;0;;;;;", "quantity", "whole number"),
        ("Sahara P1;1;SN-1 SN-2;;;;", "serials", "More serial numbers"),
        ("Sahara P1;2;SN-1 sn1;;;;", "serials", "stands here twice"),
        ("Sahara P1;1;6.37E+15;;;;", "serials", "shortened"),
        ("SAVON;1;SN-1;;;;", "serials", "Stock has no serial"),
        ("Sahara P1;1;;NIX;;;", "project", "No project"),
        ("Sahara P1;1;;;NIX;;", "line", "No single budget line"),
        ("Sahara P1;1;;;;12;", "cost", "needs its currency"),
        ("Sahara P1;1;;;;6.37E+15;EUR", "cost", "an amount such as"),
        ("Sahara P1;1;;;;12;DM", "currency", "Use one of"),
    ],
)
def test_each_fault_of_a_packing_list_is_named_at_its_row_and_column(
    inside: Flask, world: World, line: str, place: str, told: str
) -> None:
    paid()
    store.item(world)
    found = packing_list.read(reading.read((LIST + line).encode()), world.post)

    assert [(number, one.field) for number, one in found.faults] == [(4, place)]
    assert told in str(found.faults[0][1].sentence)


def test_a_heading_that_says_nothing_is_a_fault_and_drops_no_column(
    inside: Flask, world: World
) -> None:
    table = b"Article;Quantite;Couleur\nSahara P1;1;bleu\n"
    found = packing_list.read(reading.read(table), world.post)

    assert [(number, one.field) for number, one in found.faults] == [(1, "Couleur")]
    assert found.lines == []


@given(st.integers(0, 6), st.integers(0, 6), st.integers(0, 4), st.integers(0, 4))
def test_expected_less_short_plus_over_is_what_arrived(
    quantity: int, named: int, matched: int, others: int
) -> None:
    named = min(named, quantity)
    serials = [f"S{number}" for number in range(named)]
    came = [Arrived(one) for one in serials[:matched]] + [Arrived()] * others
    found = arriving.compared(quantity, serials, came)

    assert found.expected - found.short + found.over == found.arrived == len(came)
    assert found.short <= quantity
    assert len(found.missing) == named - min(matched, named)
