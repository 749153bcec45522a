"""How a vehicle is decided: once, with a reason; a correction is a new row with its clock."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import delete, update
from sqlalchemy.exc import DatabaseError

from borderpost.db import db
from borderpost.refusal import Refused
from lanes.models import VehicleCrossing
from lanes.queries import vehicles
from lanes.services import passing, vehicle_facts
from lanes.services.passing import Order
from tests.desk import officer
from tests.lanes.vehicle import INSURED, SENEGALESE, begun, passed


def test_missing_insurance_is_answered_with_a_reason(inside: Flask) -> None:
    by = officer(inside, "officer")
    visit = begun(by, facts=None)

    with pytest.raises(Refused) as refusal:
        passing.decide(visit.id, Order("admit", insurance_answer="  "), by=by)
    row = passing.decide(visit.id, Order("admit", insurance_answer="Bought at the gate"), by=by)

    assert refusal.value.field == "insurance_answer"
    assert row.insurance_answer == "Bought at the gate"


@pytest.mark.parametrize("decision", ["held", "refuse"])
def test_a_vehicle_is_not_stopped_without_a_reason(inside: Flask, decision: str) -> None:
    by = officer(inside, "officer")
    visit = begun(by)

    with pytest.raises(Refused) as refusal:
        passing.decide(visit.id, Order(decision, " "), by=by)

    assert refusal.value.field == "reason"
    assert vehicles.visit(visit.id, by.post_id).closed_at is None  # type: ignore[union-attr]


def test_a_vehicle_is_decided_once(inside: Flask) -> None:
    by = officer(inside, "officer")
    row = passed(by)

    with pytest.raises(Refused):
        passing.decide(row.visit_id, Order("refuse", "Again"), by=by)


def test_a_refused_vehicle_is_not_inside(inside: Flask) -> None:
    by = officer(inside, "officer")
    row = passed(by, decision="refuse")

    assert row.vehicle_id and vehicles.stays_of([row.vehicle_id])[row.vehicle_id] == []
    assert row.last_lawful_day is None


def test_a_correction_is_a_new_row_and_the_clock_follows_it(inside: Flask) -> None:
    by, chief = officer(inside, "officer"), officer(inside, "supervisor")
    row = passed(by)
    vehicle_id = row.vehicle_id
    assert vehicle_id and len(vehicles.stays_of([vehicle_id])[vehicle_id]) == 1

    passing.correct(row.id, Order("refuse", "No papers"), "Wrong key", by=chief)

    assert vehicles.stays_of([vehicle_id])[vehicle_id] == []
    assert len(vehicles.passages(vehicle_id)) == 2
    with pytest.raises(Refused):
        passing.correct(row.id, Order("admit"), "Once more", by=chief)


@pytest.mark.parametrize("before", ["held", "refuse"])
def test_a_vehicle_admitted_by_a_correction_has_the_clock_of_its_day(
    inside: Flask, before: str
) -> None:
    by, chief = officer(inside, "officer"), officer(inside, "supervisor")
    told = passed(by)
    stopped = passed(by, replace(SENEGALESE, plate="DK 9 B"), decision=before)

    row = passing.correct(stopped.id, Order("admit"), "Wrong key", by=chief)

    assert told.last_lawful_day is not None
    assert (row.last_lawful_day, row.rule_code) == (told.last_lawful_day, told.rule_code)
    assert row.rule_is_sure == told.rule_is_sure


def test_a_vehicle_refused_by_a_correction_has_no_clock(inside: Flask) -> None:
    row = passed(officer(inside, "officer"))

    new = passing.correct(
        row.id, Order("refuse", "No papers"), "Wrong key", by=officer(inside, "supervisor")
    )

    assert row.last_lawful_day is not None
    assert (new.last_lawful_day, new.rule_code, new.rule_is_sure) == (None, "", False)


def test_a_reason_corrected_keeps_the_clock_that_the_officer_read(inside: Flask) -> None:
    row = passed(officer(inside, "officer"))
    assert row.vehicle_id
    facts = replace(INSURED, use="commercial")
    vehicle_facts.change(row.vehicle_id, facts, by=officer(inside, "officer"))

    new = passing.correct(
        row.id, Order("admit", "Seen"), "Wrong words", by=officer(inside, "supervisor")
    )

    assert (new.last_lawful_day, new.rule_code) == (row.last_lawful_day, row.rule_code)


@pytest.mark.parametrize(
    "change", [update(VehicleCrossing).values(reason="x"), delete(VehicleCrossing)]
)
def test_the_database_refuses_to_change_a_passage(inside: Flask, change: object) -> None:
    passed(officer(inside, "officer"))

    with pytest.raises(DatabaseError):
        db.session.execute(change)  # type: ignore[call-overload]
    db.session.rollback()
