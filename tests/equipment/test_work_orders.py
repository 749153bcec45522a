"""A work order: opened with the fault, closed with the return, and never around its test."""

from __future__ import annotations

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import select

from borderpost import clock
from borderpost.db import db
from borderpost.refusal import Refused
from equipment import verification
from equipment.models import Asset, WorkOrder, WorkPart
from equipment.queries import upkeep, work_orders
from equipment.services import register, repairing
from equipment.services.register import StepSaid
from equipment.services.repairing import PartSaid, Return
from equipment.upkeep_listed import stage_of
from equipment.upkeep_verification import faults
from tests.desk import browser, field, officer
from tests.equipment.work import World, asset, kinds, step


def order_of(asset_id: uuid.UUID) -> WorkOrder:
    """The latest order of a thing, as it is now."""
    db.session.expire_all()
    wanted = select(WorkOrder).where(WorkOrder.asset_id == asset_id)
    return db.session.scalars(wanted.order_by(WorkOrder.id.desc())).first()  # type: ignore[return-value]


def broken(app: Flask, world: World, *, in_repair: bool = False) -> uuid.UUID:
    """A thing with an open order."""
    key = world.asset()
    step(app, key, "fault", "officer", reason="La vitre est fendue")
    if in_repair:
        step(app, key, "repair")
    return key


def test_a_fault_opens_its_order_in_the_same_transaction(inside: Flask, world: World) -> None:
    key = broken(inside, world)
    order = order_of(key)
    event = upkeep.falls([key])[key]

    assert (order.failure, order.down_from, order.outcome) == ("La vitre est fendue", event.at, "")
    assert order.number.startswith("AAA-T")
    assert stage_of(order) == "reported"
    assert list(faults()) == []


def test_without_an_order_there_is_no_fault(
    inside: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = world.asset()

    def fails(*_said: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("equipment.services.following._opened", fails)
    with pytest.raises(RuntimeError):
        step(inside, key, "fault", reason="x")

    assert (asset(key).status, kinds(key)) == ("in_store", ["register"])


def test_from_the_failure_to_the_return(inside: Flask, world: World) -> None:
    began = clock.now() - timedelta(days=9)
    with clock.standing_at(began):
        key = broken(inside, world)
    by = officer(inside, "storekeeper")
    order_id = order_of(key).id
    with clock.standing_at(began + timedelta(days=1)):
        repairing.begin_repair(order_id, None, by=by)
    stages = [stage_of(order_of(key))]
    for is_passed in (False, True):
        repairing.record_test(order_id, is_passed, "dix passeports", None, by=by)
        stages.append(stage_of(order_of(key)))
    with clock.standing_at(began + timedelta(days=4)):
        repairing.close(order_id, Return("choc", world.store, "good"), None, by=by)
    order = order_of(key)

    assert stages == ["in_repair", "failed_test", "tested"]
    assert (order.outcome, order.cause) == ("repaired", "choc")
    assert (order.down_from, order.up_at) == (began, began + timedelta(days=4))
    assert (asset(key).status, asset(key).condition) == ("in_store", "good")
    assert kinds(key) == ["register", "fault", "repair", "test"]
    found = upkeep.of_asset(asset(key), began - timedelta(days=1), began + timedelta(days=5))
    assert found.mttr == order.up_at - order.down_from
    assert list(verification.faults()) == list(faults()) == []


@pytest.mark.parametrize(
    ("tests", "cause", "sentence"),
    [
        ([], "choc", "Test it first"),
        ([False], "choc", "latest test failed"),
        ([True, False], "choc", "latest test failed"),
        ([True], "  ", "what caused"),
    ],
)
def test_nothing_goes_back_without_a_passed_test_and_a_cause(
    inside: Flask, world: World, tests: list[bool], cause: str, sentence: str
) -> None:
    key, by = broken(inside, world, in_repair=True), officer(inside, "storekeeper")
    order_id = order_of(key).id
    for is_passed in tests:
        repairing.record_test(order_id, is_passed, "dix passeports", None, by=by)
    with pytest.raises(Refused, match=sentence):
        repairing.close(order_id, Return(cause, world.store), None, by=by)

    assert (asset(key).status, order_of(key).outcome) == ("in_repair", "")


def test_the_step_back_goes_by_the_order_alone(inside: Flask, world: World) -> None:
    key = broken(inside, world, in_repair=True)
    said = StepSaid("read ten passports", location_id=world.store)
    with pytest.raises(Refused, match="Close work order AAA-T"):
        register.step(key, "test", said, by=officer(inside, "storekeeper"))

    assert asset(key).status == "in_repair"


def test_a_test_comes_after_the_repair_and_says_what_was_found(inside: Flask, world: World) -> None:
    key, by = broken(inside, world), officer(inside, "storekeeper")
    order_id = order_of(key).id
    with pytest.raises(Refused, match="Send it to repair first"):
        repairing.record_test(order_id, True, "fine", None, by=by)
    repairing.begin_repair(order_id, None, by=by)
    with pytest.raises(Refused, match="what was tested"):
        repairing.record_test(order_id, True, "  ", None, by=by)


def test_a_stale_form_and_a_closed_order_are_refused(inside: Flask, world: World) -> None:
    key, by = broken(inside, world, in_repair=True), officer(inside, "storekeeper")
    order = order_of(key)
    order_id, shown = order.id, order.version
    repairing.record_test(order_id, True, "dix passeports", shown, by=by)
    with pytest.raises(Refused, match="changed meanwhile"):
        repairing.record_test(order_id, False, "rien", shown, by=by)
    repairing.close(order_id, Return("choc", world.store), None, by=by)
    for act in (
        lambda: repairing.record_test(order_id, True, "x", None, by=by),
        lambda: repairing.add_part(order_id, PartSaid("vitre", Decimal(1)), None, by=by),
        lambda: repairing.close(order_id, Return("x", world.store), None, by=by),
    ):
        with pytest.raises(Refused, match="is closed"):
            act()


def test_parts_add_up_by_currency_and_a_struck_one_costs_nothing(
    inside: Flask, world: World
) -> None:
    key, by = broken(inside, world), officer(inside, "storekeeper")
    order_id = order_of(key).id
    for said in (
        PartSaid("vitre", Decimal("1"), Decimal("40.50"), "EUR"),
        PartSaid("colle", Decimal("0.25"), Decimal("1500"), "XOF"),
        PartSaid("vis", Decimal("8")),
        PartSaid("vitre en trop", Decimal("1"), Decimal("40.50"), "EUR"),
    ):
        kept = repairing.add_part(order_id, said, None, by=by).id
    repairing.strike_part(order_id, kept, None, by=by)
    with pytest.raises(Refused, match="struck out already"):
        repairing.strike_part(order_id, kept, None, by=by)

    assert work_orders.costs(order_of(key).parts) == {
        "EUR": Decimal("40.50"),
        "XOF": Decimal("1500"),
    }


@pytest.mark.parametrize(
    ("said", "field_name"),
    [
        (PartSaid(" ", Decimal(1)), "label"),
        (PartSaid("vis", Decimal(0)), "quantity"),
        (PartSaid("vis", Decimal(1), Decimal(2)), "cost"),
        (PartSaid("vis", Decimal(1), None, "EUR"), "cost"),
        (PartSaid("vis", Decimal(1), Decimal(2), "ZZZ"), "currency"),
    ],
)
def test_a_part_that_makes_no_sense_is_refused(
    inside: Flask, world: World, said: PartSaid, field_name: str
) -> None:
    key = broken(inside, world)
    with pytest.raises(Refused) as refused:
        repairing.add_part(order_of(key).id, said, None, by=officer(inside, "storekeeper"))

    assert refused.value.field == field_name
    assert db.session.scalars(select(WorkPart)).all() == []


def test_what_no_repair_brings_back_is_disposed_of_and_its_order_ends(
    inside: Flask, world: World
) -> None:
    key = broken(inside, world, in_repair=True)
    step(inside, key, "dispose", reason="irreparable", document="PV 7/2026")
    order = order_of(key)

    assert (asset(key).status, order.outcome, order.up_at) == ("disposed", "written_off", None)


def test_an_order_stays_open_while_its_thing_is_missing(inside: Flask, world: World) -> None:
    key = broken(inside, world)
    step(inside, key, "miss", reason="not there")
    missing = order_of(key).outcome
    step(inside, key, "find", reason="behind the shelf")
    found = order_of(key).outcome
    step(inside, key, "miss", reason="not there")
    step(inside, key, "lose", reason="never found")

    assert (missing, found, order_of(key).outcome) == ("", "", "written_off")
    assert db.session.scalars(select(WorkOrder)).all() == [order_of(key)]


def test_the_pages_lead_from_the_fault_to_the_return(machine: Flask, stocked: World) -> None:
    with machine.app_context():
        key = stocked.asset(tag="GOG-1")
    browser(machine, "officer").send(f"/equipment/{key}/fault", reason="La vitre est fendue")
    with machine.app_context():
        path = f"/equipment/work-orders/{order_of(key).id}"
    at = browser(machine, "storekeeper")
    assert "La vitre est fendue" in at.get("/equipment/work-orders/").text
    at.send(f"{path}/repair")
    early = at.send(f"{path}/close", cause="choc", location_id=stocked.store)
    at.send(f"{path}/part", label="vitre", quantity="1", cost="40,50", currency="EUR")
    bad = at.send(f"{path}/part", label="keep me", quantity="x")
    at.send(f"{path}/test", result="failed", finding="rien")
    version = field(at.get(path).text, "version")
    at.send(f"{path}/test", result="passed", finding="dix passeports", version=version)
    stale = at.send(f"{path}/test", result="passed", finding="encore", version=version)
    done = at.send(f"{path}/close", cause="choc", location_id=stocked.store)
    page = at.get(path).text

    assert (early.status_code, bad.status_code, stale.status_code) == (422, 422, 422)
    assert "keep me" in bad.text
    assert "encore" in stale.text
    assert done.status_code == 302
    assert "40,50 EUR" in page
    assert "GOG-1" in at.get("/equipment/work-orders/?closed=1").text
    assert ";40.5" not in at.get("/equipment/work-orders/export.csv?closed=1").text
    assert at.get("/equipment/work-orders/export.xlsx").status_code == 200


def test_a_doubled_form_counts_once(machine: Flask, stocked: World) -> None:
    with machine.app_context():
        key = broken(machine, stocked, in_repair=True)
        path = f"/equipment/work-orders/{order_of(key).id}"
    at, form = browser(machine, "storekeeper"), uuid.uuid4()
    for _time in range(2):
        at.send(f"{path}/part", form, label="vis", quantity="8")
    once = uuid.uuid4()
    for _time in range(2):
        at.send(f"{path}/test", once, result="passed", finding="dix passeports")
    with machine.app_context():
        order = order_of(key)
        assert (len(order.parts), len(order.tests)) == (1, 1)


def test_who_repairs_and_who_only_reads(machine: Flask, stocked: World) -> None:
    with machine.app_context():
        path = f"/equipment/work-orders/{order_of(broken(machine, stocked)).id}"
    awa = browser(machine, "officer")

    assert awa.get(path).status_code == 200
    assert awa.send(f"{path}/repair").status_code == 403
    assert awa.send(f"{path}/close").status_code == 403
    assert browser(machine, "cashier").get("/equipment/work-orders/").status_code == 403
    assert browser(machine, "supervisor").get(f"{path}x").status_code == 404


def test_another_posts_order_is_not_there(machine: Flask, stocked: World) -> None:
    with machine.app_context():
        order = order_of(broken(machine, stocked))
        thing = db.session.get_one(Asset, order.asset_id)
        order_id, post = order.id, thing.post_id
        assert work_orders.order(order_id, uuid.uuid4()) is None
        assert work_orders.order(order_id, post) is not None
