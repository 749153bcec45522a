"""A vehicle at the desk: begun, its travellers aboard, decided once; two officers, corrections."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from borderpost.audit.models import AuditLine
from borderpost.db import db
from borderpost.refusal import Refused
from crossings.services import undoing
from lanes.models import Vehicle, VehicleVisit
from lanes.queries import driver_notes, vehicles
from lanes.services import passing, vehicle_facts, visiting
from lanes.services.passing import Order
from lanes.services.visiting import Begun
from tests.desk import officer, post_id
from tests.lanes.bus import here as bus_here
from tests.lanes.bus import travellers
from tests.lanes.vehicle import INSURED, LORRY, SENEGALESE, admitted, begun, passed

DRIVER, FIRST, SECOND = travellers(3, seed=55)


@pytest.mark.parametrize("plate", ["DK 1234 A", "dk-1234-a", "dk1234a"])
def test_a_plate_is_the_same_whatever_stands_between(inside: Flask, plate: str) -> None:
    by = officer(inside, "officer")
    passed(by)

    again = visiting.begin(replace(SENEGALESE, plate=plate), by=by)

    assert db.session.scalars(select(Vehicle.id)).all() == [again.vehicle_id]
    assert again.vehicle and again.vehicle.insurance_number == "BC 1"


def test_a_known_plate_alone_brings_back_what_is_known_of_the_vehicle(inside: Flask) -> None:
    by = officer(inside, "officer")
    lorry = begun(by, LORRY, replace(INSURED, kind="TRK", use="commercial"))
    passing.decide(lorry.id, Order("admit"), by=by)

    again = visiting.begin(Begun("", "dk 7t"), by=by)

    assert (again.kind, again.vehicle and again.vehicle.country) == ("TRK", "SEN")
    assert again.vehicle and (again.vehicle.kind, again.vehicle.use) == ("TRK", "commercial")


def test_a_plate_known_in_two_countries_asks_for_the_country(inside: Flask) -> None:
    by = officer(inside, "officer")
    for country in ("SEN", "GIN"):
        passed(by, replace(SENEGALESE, country=country))

    with pytest.raises(Refused) as refusal:
        visiting.begin(Begun("", SENEGALESE.plate), by=by)

    assert refusal.value.field == "country"


def test_the_same_letters_of_another_country_are_another_vehicle(inside: Flask) -> None:
    by = officer(inside, "officer")
    passed(by)

    other = visiting.begin(replace(SENEGALESE, country="GIN"), by=by)

    assert other.vehicle and other.vehicle.insurance_number == ""


def test_who_is_admitted_now_is_aboard_the_driver_first(inside: Flask) -> None:
    by = officer(inside, "officer")
    visit = begun(by)
    for person in (DRIVER, FIRST, SECOND):
        admitted(person, by)

    found = [(x.surname, link.part) for link, x in vehicles.travellers([visit.id])]

    assert [part for _name, part in found] == ["driver", "passenger", "passenger"]


def test_who_is_admitted_after_the_decision_is_not_aboard(inside: Flask) -> None:
    by = officer(inside, "officer")
    visit = begun(by)
    passing.decide(visit.id, Order("admit"), by=by)
    admitted(DRIVER, by)

    assert vehicles.travellers([visit.id]) == []


def test_a_colleagues_travellers_are_not_aboard(inside: Flask) -> None:
    visit = begun(officer(inside, "officer"))
    admitted(DRIVER, officer(inside, "supervisor"))

    assert vehicles.travellers([visit.id]) == []


def test_a_decision_taken_back_leaves_the_vehicle(inside: Flask) -> None:
    by = officer(inside, "officer")
    visit = begun(by)
    undoing.undo(admitted(DRIVER, by).id, by=by)

    assert vehicles.travellers([visit.id]) == []


def test_there_is_one_driver(inside: Flask) -> None:
    by = officer(inside, "officer")
    visit = begun(by)
    admitted(DRIVER, by)
    admitted(FIRST, by)
    link, _crossing = vehicles.travellers([visit.id])[1]

    visiting.name_part(link.id, "driver", by=by)

    assert [one.part for one, _x in vehicles.travellers([visit.id])] == ["crew", "driver"]


def test_another_vehicle_sets_the_first_aside_and_it_comes_back(inside: Flask) -> None:
    by = officer(inside, "officer")
    first = begun(by)
    second = begun(by, replace(SENEGALESE, plate="TH 9"))

    front = vehicles.in_front(by.officer_id)
    assert front and front.id == second.id
    assert [one.id for one in vehicles.undecided(by.post_id)] == [first.id, second.id]
    assert visiting.begin(SENEGALESE, by=by).id == first.id


@pytest.mark.parametrize(
    ("told", "field"),
    [
        (Begun("CAR"), "plate"),
        (Begun("CAR", "---", "SEN"), "plate"),
        (Begun("CAR", "DK 1"), "country"),
        (Begun("SHIP", "DK 1", "SEN"), "kind"),
        (Begun("FOOT", animals_kind="goats"), "animals"),
        (Begun("FOOT", animals=12), "animals"),
        (Begun("FOOT", animals_kind="goats", animals=5001), "animals"),
    ],
)
def test_a_vehicle_is_not_begun_with(inside: Flask, told: Begun, field: str) -> None:
    with pytest.raises(Refused) as refusal:
        visiting.begin(told, by=officer(inside, "officer"))

    assert refusal.value.field == field
    assert db.session.scalars(select(VehicleVisit.id)).all() == []


def test_a_herd_on_foot_has_a_head_count_and_no_plate(inside: Flask) -> None:
    by = officer(inside, "officer")
    visit = visiting.begin(Begun("FOOT", animals_kind="goats", animals=43), by=by)
    admitted(DRIVER, by)

    row = passing.decide(visit.id, Order("admit"), by=by)

    assert (row.kind, row.plate, row.animals_kind, row.animals) == ("FOOT", "", "goats", 43)
    assert [x.part for x, _crossing in vehicles.travellers([visit.id])] == ["passenger"]


def test_the_vehicles_inside_are_those_of_other_countries_not_seen_to_leave(inside: Flask) -> None:
    by = officer(inside, "officer")
    foreign = passed(by)
    passed(by, replace(SENEGALESE, plate="AB 1", country="MLI"))
    wanted = vehicles.listed(post_id(), "MLI", state="inside")

    assert [row.id for row in db.session.scalars(wanted)] == [foreign.vehicle_id]
    assert db.session.scalars(vehicles.listed(post_id(), "MLI", state="beyond")).all() == []


def test_a_driver_brings_the_usual_vehicle_and_is_aboard(inside: Flask) -> None:
    by = officer(inside, "officer")
    visit = begun(by)
    admitted(DRIVER, by)
    passing.decide(visit.id, Order("admit"), by=by)
    again = admitted(DRIVER, by)

    note = driver_notes.note(by)
    assert note and note.sends and note.key == "F4"
    front = visiting.take(note.values["vehicle_id"], note.values["crossing_id"], by=by)

    assert [x.id for _link, x in vehicles.travellers([front.id])] == [again.id]
    offered = driver_notes.note(by)
    assert offered and not offered.sends


def test_somebody_elses_driver_is_offered_nothing(inside: Flask) -> None:
    by = officer(inside, "officer")
    admitted(FIRST, by)

    assert driver_notes.note(by) is None


def test_the_manifest_of_the_plate_is_the_vehicles(inside: Flask) -> None:
    by = officer(inside, "officer")
    bus = bus_here(by)

    visit = visiting.begin(Begun("BUS", "ab1234md", "MLI", "commercial"), by=by)

    assert (visit.manifest_id, visit.arrived_at) == (bus.id, bus.arrived_at)


def test_old_passages_are_erased_with_their_plates(inside: Flask) -> None:
    by = officer(inside, "officer")
    passed(by)
    admitted(DRIVER, by)

    assert vehicle_facts.purge(timedelta(days=1)) == 0
    assert vehicle_facts.purge(timedelta(days=-2)) == 1

    assert db.session.scalars(select(Vehicle.id)).all() == []
    assert db.session.scalars(select(VehicleVisit.id)).all() == []


def test_every_act_leaves_a_line_without_the_plate(inside: Flask) -> None:
    passed(officer(inside, "officer"))
    lines = db.session.scalars(select(AuditLine)).all()

    assert {line.act for line in lines} >= {"lanes:vehicle:begin", "lanes:vehicle:decide"}
    assert not any("1234" in str(line.details) for line in lines if line.act.startswith("lanes:"))


def test_a_paper_has_both_its_number_and_its_last_day(inside: Flask) -> None:
    by = officer(inside, "officer")
    visit = begun(by)
    assert visit.vehicle_id

    with pytest.raises(Refused) as refusal:
        vehicle_facts.change(visit.vehicle_id, replace(INSURED, insurance_until=None), by=by)

    assert refusal.value.field == "insurance_until"
