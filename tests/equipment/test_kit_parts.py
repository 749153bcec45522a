"""Kits of things: whoever has the kit has every part; a part leaves it before it goes alone."""

from __future__ import annotations

from uuid import UUID

import pytest
import sqlalchemy as sa
from flask import Flask

from borderpost.audit import Actor
from borderpost.db import db
from borderpost.refusal import Refused
from equipment import verification
from equipment.models import AssetPart
from equipment.queries import kit_parts as queries
from equipment.queries.custody import open_line
from equipment.services import bulk, custody, kit_parts, register, stocktaking
from equipment.services.bulk import Order
from equipment.services.custody import HandOver, TakeBack
from equipment.services.register import StepSaid
from equipment.services.stocktaking import Scan
from tests.desk import browser, english, officer
from tests.equipment.work import World, asset, kinds, person

Set = tuple[UUID, UUID, UUID]


@pytest.fixture
def by(inside: Flask) -> Actor:
    return officer(inside, "storekeeper")


@pytest.fixture
def case(world: World, by: Actor) -> Set:
    """A case with a reader and a lamp in it, all in the store."""
    kit, reader, lamp = (world.asset() for _number in range(3))
    for part in (reader, lamp):
        kit_parts.join(part, kit, by=by)
    return kit, reader, lamp


def where(key: UUID) -> tuple[object, object, str]:
    found = asset(key)
    return found.holder_id, found.location_id, found.status


def test_custody_of_the_kit_is_custody_of_every_part(
    inside: Flask, world: World, by: Actor, case: Set
) -> None:
    guard = person("officer")
    act = custody.hand_over([case[0]], HandOver(guard), by=by)
    assert len(act.lines) == 3
    assert {where(one) for one in case} == {(guard, None, "in_service")}
    assert all(open_line(one) for one in case)
    custody.take_back([case[0]], TakeBack(world.store), by=by)

    assert {where(one) for one in case} == {(None, world.store, "in_store")}
    assert not any(open_line(one) for one in case)
    assert list(verification.faults()) == []


def test_a_part_is_not_given_away_alone_unless_it_is_taken_out_first(
    world: World, by: Actor, case: Set
) -> None:
    guard, part = person("officer"), case[1]
    with pytest.raises(Refused, match="is a part of AAA-0001"):
        custody.hand_over([part], HandOver(guard), by=by)
    with pytest.raises(Refused, match="is a part of AAA-0001"):
        register.step(part, "place", StepSaid(location_id=world.room), by=by)
    with pytest.raises(Refused, match="Say why"):
        kit_parts.leave(part, " ", by=by)
    kit_parts.leave(part, "the case is too small", by=by)
    custody.hand_over([part], HandOver(guard), by=by)

    assert kinds(part) == ["register", "join", "leave", "give"]
    assert where(case[0]) == (None, world.store, "in_store")
    with pytest.raises(Refused, match="is in no kit"):
        kit_parts.leave(part, "again", by=by)
    assert list(verification.faults()) == []


def test_steps_of_the_kit_take_its_parts_along(world: World, by: Actor, case: Set) -> None:
    kit = case[0]
    register.step(kit, "place", StepSaid(location_id=world.lane), by=by)
    assert {where(one) for one in case} == {(None, world.lane, "in_service")}
    register.step(kit, "miss", StepSaid("not there"), by=by)
    assert {where(one)[2] for one in case} == {"missing"}
    register.step(kit, "find", StepSaid("in the car"), by=by)
    register.step(kit, "fault", StepSaid("torn"), by=by)
    register.step(kit, "bring", StepSaid(location_id=world.workshop), by=by)

    assert {where(one)[1] for one in case} == {world.workshop}
    assert [where(one)[2] for one in case] == ["out_of_service", "in_store", "in_store"]
    assert list(verification.faults()) == []


def test_a_broken_part_keeps_the_kit_from_use_until_it_is_taken_out(
    world: World, by: Actor, case: Set
) -> None:
    kit, part, _lamp = case
    tag = asset(part).tag
    register.step(part, "fault", StepSaid("dark"), by=by)
    with pytest.raises(Refused, match=f"{tag} is “out of service” now"):
        custody.hand_over([kit], HandOver(person("officer")), by=by)
    assert where(kit) == (None, world.store, "in_store")  # nothing was given
    kit_parts.leave(part, "broken", by=by)
    custody.hand_over([kit], HandOver(person("officer")), by=by)


def test_a_part_that_is_gone_is_out_of_its_kit(by: Actor, case: Set) -> None:
    register.step(case[1], "miss", StepSaid("fell out"), by=by)

    assert kinds(case[1])[-2:] == ["leave", "miss"]
    assert queries.kit(case[1]) is None


def test_what_is_scanned_together_is_moved_once(world: World, by: Actor, case: Set) -> None:
    tags = "\n".join(asset(one).tag for one in reversed(case))
    bulk.carry_out(tags, Order("place", None, world.room, None, "", ""), world.post, by=by)
    bulk.carry_out(tags, Order("give", person("officer")), world.post, by=by)

    assert {where(one)[0] for one in case} == {person("officer")}
    assert kinds(case[1]).count("place") == 1


def test_a_kit_holds_no_kit_and_only_what_is_with_it(world: World, by: Actor, case: Set) -> None:
    kit, part, _lamp = case
    other, far = world.asset(), world.asset()
    register.step(far, "place", StepSaid(location_id=world.room), by=by)
    for one, into, told in (
        (kit, kit, "no kit is a part"), (kit, other, "no kit is a part"),
        (other, part, "no kit is a part"), (part, other, "already"), (far, kit, "is not where"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=told):
            kit_parts.join(one, into, by=by)


def test_a_stocktake_takes_apart_what_it_finds_apart(world: World, by: Actor, case: Set) -> None:
    kit, reader, lamp = case
    row = stocktaking.begin(world.post, "All", None, by=by).id
    for one, place in ((kit, world.store), (reader, world.store), (lamp, world.room)):
        stocktaking.scan(row, Scan(asset(one).tag, place), by=by)
    stocktaking.close(row, {}, "seen there", by=by)

    assert {one.id for one in queries.parts(kit)} == {reader}
    assert where(lamp)[1] == world.room
    assert list(verification.faults()) == []


def test_a_kit_seen_whole_elsewhere_stays_whole(world: World, by: Actor, case: Set) -> None:
    row = stocktaking.begin(world.post, "All", None, by=by).id
    for one in case:
        stocktaking.scan(row, Scan(asset(one).tag, world.room), by=by)
    stocktaking.close(row, {}, "seen there", by=by)

    assert {where(one)[1] for one in case} == {world.room}
    assert len(queries.parts(case[0])) == 2
    assert list(verification.faults()) == []


def test_a_kit_not_found_is_missing_and_its_parts_that_were_found_are_not(
    world: World, by: Actor, case: Set
) -> None:
    kit, reader, lamp = case
    row = stocktaking.begin(world.post, "All", None, by=by).id
    stocktaking.scan(row, Scan(asset(reader).tag, world.store), by=by)
    stocktaking.close(row, {}, "gone", by=by)

    assert [where(one)[2] for one in (kit, reader, lamp)] == ["missing", "in_store", "missing"]
    assert {one.id for one in queries.parts(kit)} == {lamp}
    assert list(verification.faults()) == []


def test_verify_names_a_part_that_is_not_in_its_kit(by: Actor, case: Set) -> None:
    guard = person("officer").hex
    db.session.rollback()
    with db.engine.begin() as link:
        link.execute(sa.delete(AssetPart).where(AssetPart.part_id == case[1]))
        link.exec_driver_sql("UPDATE assets SET location_id = NULL, holder_id = ? WHERE id = ?",
                             (guard, case[2].hex))  # fmt: skip
    told = " | ".join(verification.faults())

    assert "its kit is None, its events say" in told
    assert "is not with its kit AAA-0001" in told


def test_the_pages_put_a_part_in_and_take_it_out(machine: Flask, stocked: World) -> None:
    with machine.app_context():
        kit, part = stocked.asset(), stocked.asset()
        tag = asset(part).tag
    at = english(machine, "storekeeper")
    unknown = at.send(f"/equipment/{kit}/parts/new", code="XX-1")
    at.send(f"/equipment/{kit}/parts/new", code=tag)
    shown, of_part = at.get(f"/equipment/{kit}").text, at.get(f"/equipment/{part}").text
    empty = at.send(f"/equipment/{part}/leave", reason="")
    at.send(f"/equipment/{part}/leave", reason="too heavy")

    assert unknown.status_code == empty.status_code == 422
    assert "No one thing here has this code" in unknown.text
    assert "Whoever has it has every part." in shown
    assert "A part of" in of_part
    assert "Taken out of its kit" in at.get(f"/equipment/{part}").text
    for path in (f"{kit}/parts/new", f"{part}/leave"):
        assert browser(machine, "officer").get(f"/equipment/{path}").status_code == 403
        assert browser(machine, "stranger").get(f"/equipment/{path}").status_code in {403, 404}
