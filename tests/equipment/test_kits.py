"""Kits: what one holds, assembling and unpacking exactly that, and taking it back."""

from __future__ import annotations

from uuid import UUID

import pytest
import sqlalchemy as sa
from flask import Flask

from borderpost.db import db
from borderpost.refusal import Refused
from equipment import kit_contents, kit_verification
from equipment.models import KitBillLine, KitBuild, StockItem, StockLot, StockMovement
from equipment.queries import kits as queries
from equipment.services import allocating, kit_bills, kits, stock, stock_items
from equipment.services.allocating import Wish
from equipment.services.stock_items import ItemFacts
from equipment.services.stock_writing import Said
from tests.desk import browser, english, field, officer
from tests.equipment.store import day, held, item, on_hand, receive
from tests.equipment.work import World

TODAY = Said()


def kit(world: World, code: str = "KIT", *, has_expiry: bool = True) -> UUID:
    facts = ItemFacts(code, code.title(), "kit", "kit", has_expiry)
    return stock_items.add(world.post, facts, by=None).id


@pytest.fixture
def hygiene(world: World) -> tuple[UUID, UUID, UUID]:
    """A kit of 2 soaps that expire and 1 bucket that does not; 10 soaps in two lots, 6 buckets."""
    key, soap, bucket = kit(world), item(world, "SOAP", has_expiry=True), item(world, "BUCKET")
    kit_bills.write(key, {soap: 2, bucket: 1}, "", by=None)
    receive(world, soap, 6, lot="LATE", good_for=90)
    receive(world, soap, 4, lot="SOON", good_for=20)
    receive(world, bucket, 6)
    return key, soap, bucket


def test_kits_take_what_expires_first_and_are_good_as_long(
    world: World, hygiene: tuple[UUID, UUID, UUID]
) -> None:
    key, soap, bucket = hygiene
    build = kits.assemble(key, world.store, 3, TODAY, by=None)
    number = build.number

    assert held(soap) == {("SOON", "MAG"): 0, ("LATE", "MAG"): 4}
    assert on_hand(bucket) == 3
    assert held(key) == {(number, "MAG"): 3}
    assert db.session.scalars(lots_of(key)).one().expires_on == day(-20)
    documents = set(db.session.scalars(
        sa.select(StockMovement.document).where(StockMovement.act_id == build.act_id)
    ))  # fmt: skip
    assert documents == {number}
    assert list(kit_verification.faults()) == []


def test_unpacking_gives_exactly_back_what_went_in(
    world: World, hygiene: tuple[UUID, UUID, UUID]
) -> None:
    key, soap, bucket = hygiene
    before = held(soap), on_hand(bucket)
    kits.assemble(key, world.store, 3, TODAY, by=None)
    card = card_of(key)
    kits.unpack(key, card, 1, {soap: 2, bucket: 1}, TODAY, by=None)
    assert held(soap)[("SOON", "MAG")] == 2  # what expires first is credited first
    kits.unpack(key, card, 2, {soap: 4, bucket: 2}, TODAY, by=None)

    assert (held(soap), on_hand(bucket)) == before
    assert on_hand(key) == 0
    assert list(kit_verification.faults()) == []


@pytest.mark.parametrize(("soaps", "buckets"), [(5, 3), (7, 3), (6, 2), (6, 4), (0, 0)])
def test_extra_or_missing_parts_are_refused_and_nothing_moves(
    world: World, hygiene: tuple[UUID, UUID, UUID], soaps: int, buckets: int
) -> None:
    key, soap, bucket = hygiene
    kits.assemble(key, world.store, 3, TODAY, by=None)
    before = held(soap), on_hand(bucket), on_hand(key)
    with pytest.raises(Refused, match="expected from so many kits"):
        kits.unpack(key, card_of(key), 3, {soap: soaps, bucket: buckets}, TODAY, by=None)
    with pytest.raises(Refused, match="0 expected"):
        found = {soap: 6, bucket: 3, key: 1}
        kits.unpack(key, card_of(key), 3, found, TODAY, by=None)

    assert (held(soap), on_hand(bucket), on_hand(key)) == before


def test_expired_parts_are_never_assembled(world: World) -> None:
    key, soap = kit(world), item(world, "SOAP", has_expiry=True)
    kit_bills.write(key, {soap: 1}, "", by=None)
    receive(world, soap, 5, ago=9, lot="OLD", good_for=-1)
    receive(world, soap, 2, lot="NEW", good_for=9)
    with pytest.raises(Refused, match=r"Only 2 of Soap .*expired: 5"):
        kits.assemble(key, world.store, 3, TODAY, by=None)
    kits.assemble(key, world.store, 2, TODAY, by=None)
    assert held(soap)[("OLD", "MAG")] == 5


def test_what_is_spoken_for_is_neither_assembled_nor_unpacked(
    world: World, hygiene: tuple[UUID, UUID, UUID]
) -> None:
    key, soap, bucket = hygiene
    allocating.allocate(bucket, Wish("set_aside", 5, "floods"), by=None)
    with pytest.raises(Refused, match="Only 1 of Bucket are available"):
        kits.assemble(key, world.store, 2, TODAY, by=None)
    kits.assemble(key, world.store, 1, TODAY, by=None)
    allocating.allocate(key, Wish("planned", 1, "Kidal"), by=None)
    with pytest.raises(Refused, match="Only 0 of Kit are available"):
        kits.unpack(key, card_of(key), 1, {soap: 2, bucket: 1}, TODAY, by=None)


def test_one_reversal_takes_an_assembling_back_whole(
    inside: Flask, world: World, hygiene: tuple[UUID, UUID, UUID]
) -> None:
    key, soap, bucket = hygiene
    before = held(soap), on_hand(bucket)
    build = kits.assemble(key, world.store, 3, TODAY, by=None)
    act, by = queries.movement_of(build), officer(inside, "storekeeper")
    assert act is not None
    kits.unpack(key, card_of(key), 1, {soap: 2, bucket: 1}, TODAY, by=None)
    with pytest.raises(Refused, match="Only 2 may leave"):
        stock.reverse(act, "a mistake", by=by)
    unpacked = queries.movement_of(queries.builds(key)[0])
    assert unpacked is not None
    stock.reverse(unpacked, "counted wrong", by=by)
    stock.reverse(act, "a mistake", by=by)

    assert (held(soap), on_hand(bucket), on_hand(key)) == (*before, 0)
    assert len(queries.undone(queries.builds(key))) == 2
    assert list(kit_verification.faults()) == []


def test_kits_hold_what_their_bill_said_when_they_were_assembled(
    world: World, hygiene: tuple[UUID, UUID, UUID]
) -> None:
    key, soap, bucket = hygiene
    kits.assemble(key, world.store, 1, TODAY, by=None)
    kit_bills.write(key, {soap: 1, bucket: 1}, "soap is scarce", by=None)
    kits.unpack(key, card_of(key), 1, {soap: 2, bucket: 1}, TODAY, by=None)

    assert [bill.parts for bill in queries.bills(key)] == [
        {soap: 1, bucket: 1}, {soap: 2, bucket: 1},
    ]  # fmt: skip
    assert on_hand(soap) == 10


def test_parts_of_kits_from_elsewhere_are_good_no_longer_than_the_kits(
    world: World, hygiene: tuple[UUID, UUID, UUID]
) -> None:
    key, soap, bucket = hygiene
    card = receive(world, key, 4, lot="UN-7", good_for=30)
    build = kits.unpack(key, card, 1, {soap: 2, bucket: 1}, TODAY, by=None)
    lots = {one.code: one.expires_on for one in db.session.scalars(lots_of(soap))}

    assert lots[build.number] == day(-30)
    assert on_hand(key) == 3


def test_a_kit_cannot_hold_itself(world: World) -> None:
    one, two, three = (kit(world, code) for code in ("ONE", "TWO", "THREE"))
    with pytest.raises(Refused, match="A kit cannot hold itself"):
        kit_bills.write(one, {one: 1}, "", by=None)
    kit_bills.write(one, {two: 1}, "", by=None)
    kit_bills.write(two, {three: 1}, "", by=None)
    with pytest.raises(Refused, match="One is this kit or holds it"):
        kit_bills.write(three, {one: 2}, "", by=None)


def test_a_bill_that_makes_no_sense_is_refused(world: World) -> None:
    key, plain, soap = kit(world, has_expiry=False), item(world), item(world, "SO", has_expiry=True)
    for parts, told in (
        ({}, "at least one part"), ({plain: 0}, "from 1 to"), ({soap: 1}, "So expires"),
        ({UUID(int=1): 1}, "Choose a part"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=told):
            kit_bills.write(key, parts, "", by=None)
    with pytest.raises(Refused, match="Only a relief kit"):
        kit_bills.write(plain, {soap: 1}, "", by=None)
    with pytest.raises(Refused, match="Nobody has said yet"):
        kits.assemble(key, world.store, 1, TODAY, by=None)
    kit_bills.write(key, {plain: 1}, "", by=None)
    with pytest.raises(Refused, match="Nothing was changed"):
        kit_bills.write(key, {plain: 1}, "again", by=None)
    with pytest.raises(Refused, match="Say why"):
        kit_bills.write(key, {plain: 2}, "", by=None)
    with pytest.raises(Refused, match="stays a relief kit"):
        facts = ItemFacts("KIT", "Kit", "spare", "kit")
        stock_items.change(key, facts, by=None)  # type: ignore[arg-type]


def test_what_leads_to_itself_is_found_however_far() -> None:
    bills = {"a": {"b": 1}, "b": {"c": 1, "d": 2}, "d": {"e": 1}}

    assert kit_contents.leads_to(bills, "a", "e")
    assert not kit_contents.leads_to(bills, "e", "a")
    assert kit_contents.differing({"x": 2}, 3, {"x": 6}) == {}
    assert kit_contents.differing({"x": 2}, 3, {"x": 5, "y": 1}) == {"x": (5, 6), "y": (1, 0)}


@pytest.mark.parametrize("table", ["kit_bills", "kit_bill_lines", "kit_builds"])
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET created_by = NULL"])
def test_the_database_refuses_to_change_what_was_written(
    world: World, hygiene: tuple[UUID, UUID, UUID], table: str, statement: str
) -> None:
    kits.assemble(hygiene[0], world.store, 1, TODAY, by=None)
    db.session.rollback()
    with pytest.raises(sa.exc.DatabaseError), db.engine.begin() as link:
        link.exec_driver_sql(statement.format(table))


def test_verify_names_what_was_altered_of_kits(
    inside: Flask, world: World, hygiene: tuple[UUID, UUID, UUID]
) -> None:
    kits.assemble(hygiene[0], world.store, 1, TODAY, by=None)
    db.session.rollback()
    with db.engine.begin() as link:
        for table in ("kit_builds", "kit_bill_lines"):
            link.exec_driver_sql(f"DROP TRIGGER {table}_refuse_update")
        link.execute(sa.update(KitBuild).values(quantity=2))
        link.execute(sa.update(KitBillLine).values(quantity=9))
        link.exec_driver_sql("DROP TRIGGER stock_lots_refuse_update")
        link.exec_driver_sql("UPDATE stock_lots SET expires_on = '2099-01-01' WHERE code = ?",
                             ("AAA-K2026-00001",))  # fmt: skip
    told = " | ".join(kit_verification.faults())
    result = inside.test_cli_runner().invoke(args=["equipment", "verify"])

    for part in ("was altered", "its bill says", "a bill of the kit", "good until 2099-01-01"):
        assert part in told
    assert result.exit_code == 1


def test_the_pages_of_kits(machine: Flask, stocked: World) -> None:
    with machine.app_context():
        key, bucket = kit(stocked), item(stocked, "BUCKET")
        soap = item(stocked, "SOAP", has_expiry=True)
        receive(stocked, soap, 9, lot="L1", good_for=30)
        receive(stocked, bucket, 9)
    at, page = english(machine, "storekeeper"), f"/equipment/stock/{key}/kit"
    assert "Nobody has said yet" in at.get(page).text
    sent = {"part_1": soap, "number_1": "2", "part_3": bucket, "number_3": "1"}
    at.send(f"{page}/bill", **sent)
    more = at.send(f"{page}/assemble", quantity="5", location_id=stocked.store, reason="Floods")
    at.send(f"{page}/assemble", quantity="4", location_id=stocked.store)
    with machine.app_context():
        card = card_of(key)
    back = f"{page}/unpack/{card}"
    sent = {"quantity": "1", f"found_{soap.hex}": "3", f"found_{bucket.hex}": "1"}
    wrong = at.send(back, **sent, reason="Kept words")
    at.send(back, **{**sent, f"found_{soap.hex}": "2"})
    shown, ledger = at.get(page).text, at.get(f"/equipment/stock/{soap}").text

    assert more.status_code == wrong.status_code == 422
    assert "Only 9 of Soap" in more.text
    assert field(more.text, "reason") == "Floods"
    assert "3 found, 2 expected" in wrong.text
    assert field(wrong.text, "reason") == "Kept words"
    for part in ("Kits assembled", "Kits unpacked", "AAA-K2026-00002"):
        assert part in shown
    assert "Kits unpacked" in ledger
    with machine.app_context():
        assert (on_hand(key), on_hand(soap), on_hand(bucket)) == (3, 3, 6)
    for path in ("", "/bill", "/assemble", f"/unpack/{card}"):
        assert browser(machine, "stranger").get(page + path).status_code in {403, 404}
        expected = 200 if not path else 403
        assert browser(machine, "officer").get(page + path).status_code == expected


def lots_of(key: UUID) -> sa.Select[tuple[StockLot]]:
    """The lots of an item."""
    return sa.select(StockLot).where(StockLot.item_id == key)


def card_of(key: UUID) -> UUID:
    """The card of the kits that are there."""
    wanted = sa.select(StockItem).where(StockItem.id == key)
    db.session.expire_all()
    return next(card.id for card in db.session.scalars(wanted).one().cards if card.on_hand)
