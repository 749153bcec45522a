"""Plans: what is due, what was done, uses by the desk and by a meter; terms that end."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from borderpost import clock, reader_use
from borderpost.db import db, transaction
from borderpost.reader_use import ReaderUse
from borderpost.refusal import Refused
from equipment import verification
from equipment.models import MaintenanceDue, MaintenancePlan, MaintenanceRecord
from equipment.queries import maintenance as queries
from equipment.services import caring, planning, recording, register, terms
from equipment.services.caring import Done
from equipment.services.planning import PlanFacts
from equipment.services.terms import TermFacts
from equipment.upkeep_listed import standing_of
from equipment.upkeep_verification import faults
from tests.desk import lane_id, officer
from tests.equipment.work import World, asset, kinds, step

CLEAN = PlanFacts("clean", "Clean the glass", 30, "days", 5)
USES = PlanFacts("replace", "New glass", 3, "uses", 1, "desk")
HOURS = PlanFacts("service", "Oil", 100, "uses", 10, "meter")
DAY = timedelta(days=1)


def due(plan_id: uuid.UUID, asset_id: uuid.UUID) -> MaintenanceDue:
    """When a plan is due at a thing, as it is now."""
    db.session.expire_all()
    return db.session.get_one(MaintenanceDue, (plan_id, asset_id))


def late(world: World) -> list[str]:
    """The tags at which something is overdue."""
    found = db.session.scalars(queries.late(world.post, clock.today()))
    return [row.asset.tag for row in found]


def test_a_plan_of_a_model_begins_at_each_of_its_things_and_at_new_ones(
    inside: Flask, world: World
) -> None:
    first = world.asset()
    plan = planning.make(world.post, CLEAN, model_id=world.reader, by=None)
    plan_id, today = plan.id, clock.today()
    second = world.asset()
    radio = world.asset(model_id=world.radio)

    assert [due(plan_id, one).due_on for one in (first, second)] == [today + 30 * DAY] * 2
    assert db.session.get(MaintenanceDue, (plan_id, radio)) is None


def test_another_model_has_other_plans(inside: Flask, world: World) -> None:
    key, by = world.asset(), officer(inside, "storekeeper")
    plan_id = planning.make(world.post, CLEAN, model_id=world.reader, by=None).id
    own = planning.make(world.post, CLEAN, asset_id=key, by=None).id
    facts = replace(recording.facts_of(asset(key)), model_id=world.radio)
    register.describe(key, facts, None, by=by)

    assert db.session.get(MaintenanceDue, (plan_id, key)) is None
    assert db.session.get(MaintenanceDue, (own, key)) is not None


def test_several_plans_of_one_thing_are_overdue_each_by_itself(inside: Flask, world: World) -> None:
    key = world.asset(tag="GOG-1")
    with clock.standing_at(clock.now() - 36 * DAY):
        late_one = planning.make(world.post, CLEAN, asset_id=key, by=None).id
        in_time = replace(CLEAN, title="Check", every=31, tolerance=5)
        still = planning.make(world.post, in_time, asset_id=key, by=None).id
    found = {key: standing_of(due(key, asset_id)).value
             for key, asset_id in ((late_one, key), (still, key))}  # fmt: skip

    assert found == {late_one: "overdue", still: "due"}
    assert late(world) == ["GOG-1"]


def test_done_leaves_a_record_an_event_and_the_next_due_date(inside: Flask, world: World) -> None:
    key, by = world.asset(), officer(inside, "officer")
    with clock.standing_at(clock.now() - 33 * DAY):
        plan_id = planning.make(world.post, CLEAN, asset_id=key, by=None).id
    was_due, today = due(plan_id, key).due_on, clock.today()
    assert was_due is not None
    caring.carry_out(plan_id, key, Done(today, "the glass was dusty"), by=by)
    record = db.session.scalars(select(MaintenanceRecord)).one()

    assert due(plan_id, key).due_on == was_due + 30 * DAY  # in time: it does not drift
    assert (record.due_on, record.next_on, record.done_on) == (was_due, was_due + 30 * DAY, today)
    assert kinds(key) == ["register", "maintain"]
    assert late(world) == []
    assert list(verification.faults()) == list(faults()) == []


@pytest.mark.parametrize(
    ("facts", "field_name"),
    [
        (replace(CLEAN, every=0), "every"),
        (replace(CLEAN, every=-3), "every"),
        (replace(CLEAN, every=4000), "every"),
        (replace(CLEAN, tolerance=30), "tolerance"),
        (replace(CLEAN, tolerance=-1), "tolerance"),
        (replace(CLEAN, unit="weeks"), "unit"),
        (replace(CLEAN, kind="paint"), "kind"),
        (replace(CLEAN, title=" "), "title"),
        (replace(CLEAN, counter="desk"), "counter"),
        (replace(USES, counter=""), "counter"),
    ],
)
def test_a_plan_that_leads_nowhere_is_refused(
    inside: Flask, world: World, facts: PlanFacts, field_name: str
) -> None:
    key = world.asset()
    with pytest.raises(Refused) as refused:
        planning.make(world.post, facts, asset_id=key, by=None)

    assert refused.value.field == field_name
    assert db.session.scalars(select(MaintenancePlan)).all() == []


def test_a_plan_is_for_a_thing_of_the_post_or_for_a_model(inside: Flask, world: World) -> None:
    key = world.asset()
    for subject in ({}, {"asset_id": key, "model_id": world.reader}, {"asset_id": uuid.uuid4()}):
        with pytest.raises(Refused):
            planning.make(world.post, CLEAN, by=None, **subject)


def test_a_new_rhythm_counts_from_when_it_was_done_last(inside: Flask, world: World) -> None:
    key, by = world.asset(), officer(inside, "storekeeper")
    with clock.standing_at(clock.now() - 60 * DAY):
        plan_id = planning.make(world.post, CLEAN, asset_id=key, by=None).id
    done = clock.today() - 10 * DAY
    caring.carry_out(plan_id, key, Done(done), by=by)
    planning.change(plan_id, replace(CLEAN, every=7), None, by=by)

    assert due(plan_id, key).due_on == done + 7 * DAY
    with pytest.raises(Refused, match="changed meanwhile"):
        planning.change(plan_id, CLEAN, 1, by=by)
    with pytest.raises(Refused, match="another"):
        planning.change(plan_id, USES, None, by=by)


def test_an_ended_plan_is_due_nowhere_and_keeps_its_records(inside: Flask, world: World) -> None:
    key, by = world.asset(), officer(inside, "storekeeper")
    plan_id = planning.make(world.post, CLEAN, asset_id=key, by=None).id
    caring.carry_out(plan_id, key, Done(clock.today()), by=by)
    planning.end(plan_id, None, by=by)

    assert db.session.scalars(select(MaintenanceDue)).all() == []
    assert len(db.session.scalars(queries.records(plan_id=plan_id)).all()) == 1
    with pytest.raises(Refused, match="has ended"):
        planning.end(plan_id, None, by=by)
    with pytest.raises(Refused, match="Nothing of this plan"):
        caring.carry_out(plan_id, key, Done(clock.today()), by=by)


def test_days_that_make_no_sense_are_refused(inside: Flask, world: World) -> None:
    key, by = world.asset(), officer(inside, "storekeeper")
    plan_id = planning.make(world.post, CLEAN, asset_id=key, by=None).id
    today = clock.today()
    caring.carry_out(plan_id, key, Done(today - DAY), by=by)
    for day in (today + 2 * DAY, today - 2 * DAY):
        with pytest.raises(Refused) as refused:
            caring.carry_out(plan_id, key, Done(day), by=by)
        assert refused.value.field == "done_on"


def test_a_calibration_has_its_certificate_and_the_register_says_until_when(
    inside: Flask, world: World
) -> None:
    key, by = world.asset(), officer(inside, "storekeeper")
    facts = PlanFacts("calibrate", "Calibrate", 12, "months", 15)
    plan_id = planning.make(world.post, facts, asset_id=key, by=None).id
    today = clock.today()
    for said in (Done(today), Done(today, certificate="C-1"), Done(today, valid_until=today)):
        with pytest.raises(Refused):
            caring.carry_out(plan_id, key, said, by=by)
    until = date(today.year + 1, 3, 1)
    caring.carry_out(plan_id, key, Done(today, "", "LNE C-1", until), by=by)

    assert (asset(key).calibrated_until, due(plan_id, key).due_on) == (until, until)
    assert kinds(key) == ["register", "maintain", "describe"]
    assert list(verification.faults()) == []


def test_the_desks_readings_bring_a_plan_by_uses_due(inside: Flask, world: World) -> None:
    key = world.asset(tag="GOG-1")
    step(inside, key, "place", location_id=world.lane)
    plan_id = planning.make(world.post, USES, model_id=world.reader, by=None).id
    stands = []
    for _reading in range(5):
        with transaction():
            reader_use.told(ReaderUse(lane_id(), is_failed=False))
        row = due(plan_id, key)
        stands.append((row.due_on is not None, row.late_on is not None))

    assert stands == [(False, False)] * 2 + [(True, False)] * 2 + [(True, True)]
    assert late(world) == ["GOG-1"]
    caring.carry_out(plan_id, key, Done(clock.today()), by=officer(inside, "storekeeper"))
    after = due(plan_id, key)
    assert (after.due_use, after.due_on, after.late_on) == (8, None, None)


def test_a_meter_runs_forward_and_a_new_one_goes_on(inside: Flask, world: World) -> None:
    key, by, today = world.asset(), officer(inside, "officer"), clock.today()
    plan_id = planning.make(world.post, HOURS, asset_id=key, by=None).id
    caring.read_meter(key, 90, today, False, by=by)
    early = due(plan_id, key).due_on
    with pytest.raises(Refused, match="showed 90 before"):
        caring.read_meter(key, 80, today, False, by=by)
    caring.read_meter(key, 15, today, True, by=by)
    reached = due(plan_id, key).due_on
    with pytest.raises(Refused) as refused:
        caring.carry_out(plan_id, key, Done(today), by=by)
    caring.carry_out(plan_id, key, Done(today, shows=20), by=by)

    assert (early, reached, refused.value.field) == (None, today, "shows")
    assert queries.counts(key)["meter"].total == 110
    assert due(plan_id, key).due_use == 200  # in time, at 110 for 100
    for shows, day in ((-1, today), (200, today + 2 * DAY)):
        with pytest.raises(Refused):
            caring.read_meter(key, shows, day, False, by=by)


def test_what_is_gone_is_not_due(inside: Flask, world: World) -> None:
    key, by = world.asset(), officer(inside, "storekeeper")
    with clock.standing_at(clock.now() - 60 * DAY):
        plan_id = planning.make(world.post, CLEAN, asset_id=key, by=None).id
    before = late(world)
    step(inside, key, "miss", reason="x")

    assert (len(before), late(world)) == (1, [])
    with pytest.raises(Refused):
        caring.carry_out(plan_id, key, Done(clock.today()), by=by)


def test_a_licence_is_renewed_or_closed_with_its_reason(inside: Flask, world: World) -> None:
    key, by, today = world.asset(tag="GOG-1"), officer(inside, "storekeeper"), clock.today()
    facts = TermFacts("licence", today + 5 * DAY, "ARTP", "L-1")
    first = terms.add(key, facts, by=by).id
    for bad in (replace(facts, kind="insurance", ends_on=today + 9 * DAY), facts):
        with pytest.raises(Refused):
            terms.renew(first, bad, by=by)
    second = terms.renew(first, replace(facts, ends_on=today + 370 * DAY), by=by).id
    with pytest.raises(Refused, match="renewed or closed already"):
        terms.close(first, "x", by=by)
    with pytest.raises(Refused):
        terms.close(second, " ", by=by)
    soon = queries.endings(world.post, today, today + queries.SOON)
    terms.close(second, "the radio is not used any more", by=by)

    assert soon == []  # the older was closed, the newer is far away
    assert queries.terms(key) == []
