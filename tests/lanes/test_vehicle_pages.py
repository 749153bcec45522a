"""Vehicles at their pages: F4's form without a script, the list, its files, and who may what."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from borderpost.db import db
from lanes.models import Vehicle, VehicleCrossing, VehicleVisit
from lanes.services import passing
from lanes.services.passing import Order
from tests.desk import browser, english, officer
from tests.lanes.vehicle import INSURED, LORRY, begun, passed

NEW = {"plate": "dk-1234 a", "country": "SN", "kind": "CAR", "use": "private"}


def front(app: Flask) -> VehicleVisit:
    """The only visit."""
    with app.app_context():
        return db.session.scalars(select(VehicleVisit)).one()


def test_a_vehicle_goes_from_f4_to_its_decision_by_plain_forms(machine: Flask) -> None:
    at = english(machine, "officer")
    assert 'name="plate"' in at.get("/vehicles/front/").text
    assert at.send("/vehicles/front/new", **NEW).status_code == 302
    page = at.get("/vehicles/front/").text
    assert "DK-1234 A SEN" in page
    assert "R14" in page and "not in force here" in page
    assert "No insurance is written down." in page
    address = f"/vehicles/front/{front(machine).id}/decide"
    refused = at.send(address, decision="admit")
    assert refused.status_code == 422
    assert "Say why the vehicle may go on." in refused.text
    done = at.send(address, decision="admit", insurance_answer="Brown card at home")
    assert done.status_code == 302
    assert "The passage of DK-1234 A SEN is saved." in at.told("/desk/")
    found = at.get("/vehicles/").text
    assert "DK-1234 A" in found and "Waiting for a decision" not in found


def test_a_known_plate_and_enter_put_the_vehicle_in_front(machine: Flask) -> None:
    with machine.app_context():
        by = officer(machine, "officer")
        lorry = begun(by, LORRY, replace(INSURED, kind="TRK", use="commercial"))
        passing.decide(lorry.id, Order("admit"), by=by)
    at = english(machine, "officer")

    blank = {"country": "", "kind": "", "use": ""}
    assert at.send("/vehicles/front/new", **blank, plate="dk7t").status_code == 302
    page = at.get("/vehicles/front/").text
    assert "DK 7 T SEN" in page and "Lorry" in page and "Commercial" in page
    unknown = at.send("/vehicles/front/new", **blank, plate="DK 8 T")
    assert unknown.status_code == 422 and "in which country" in unknown.text


def test_what_was_typed_is_not_lost(machine: Flask) -> None:
    at = english(machine, "officer")
    refused = at.send("/vehicles/front/new", **NEW | {"country": "Atlantis"})

    assert refused.status_code == 422
    assert "dk-1234 a" in refused.text and "No single country is meant." in refused.text


def test_a_form_sent_twice_begins_one_vehicle(machine: Flask) -> None:
    at, key = english(machine, "officer"), uuid4()
    at.send("/vehicles/front/new", key, **NEW)
    at.send("/vehicles/front/new", key, **NEW)

    assert front(machine).in_front


def test_the_desk_says_which_vehicle_is_in_front(machine: Flask) -> None:
    with machine.app_context():
        begun(officer(machine, "officer"))

    assert "In front: DK-1234 A SEN." in english(machine, "officer").get("/desk/").text
    assert "In front" not in english(machine, "supervisor").get("/desk/").text


def test_the_lists_tell_who_is_inside_and_what_cannot_be_known(machine: Flask) -> None:
    with machine.app_context():
        passed(officer(machine, "officer"))
    at = english(machine, "supervisor")

    inside = at.get("/vehicles/?state=inside").text
    assert "DK-1234 A" in inside and "accuses nobody" in inside
    assert "No vehicle fits this search." in at.get("/vehicles/?state=beyond").text
    assert "DK-1234 A" in at.get("/vehicles/?q=dk1234").text
    assert "No vehicle yet." not in at.get("/vehicles/?q=zzz").text


@pytest.mark.parametrize("sort", ["plate", "-plate", "driver", "insurance_until"])
def test_the_list_sorts_and_leaves_as_files(machine: Flask, sort: str) -> None:
    with machine.app_context():
        passed(officer(machine, "officer"))
    at = english(machine, "supervisor")

    assert at.get(f"/vehicles/?sort={sort}").status_code == 200
    assert "DK-1234 A" in at.get("/vehicles/export.csv").text
    assert at.get("/vehicles/export.xlsx").data[:2] == b"PK"


def test_a_passage_is_corrected_by_the_chief_alone(machine: Flask) -> None:
    with machine.app_context():
        row = passed(officer(machine, "officer"))
        address, page = f"/vehicles/passages/{row.id}/correct", f"/vehicles/{row.vehicle_id}"
    chief = english(machine, "supervisor")

    assert browser(machine, "officer").get(address).status_code == 403
    assert chief.send(address, decision="refuse", reason="No card").status_code == 422
    assert chief.send(address, decision="refuse", reason="No card", why="Key").status_code == 302
    told = chief.get(page).text
    assert "corrected" in told and "No card" in told
    assert address not in told


def test_an_auditor_reads_and_changes_nothing(machine: Flask) -> None:
    with machine.app_context():
        row = passed(officer(machine, "officer"))
        vehicle = f"/vehicles/{row.vehicle_id}"
    auditor = browser(machine, "auditor")

    assert auditor.get("/vehicles/").status_code == 200
    assert auditor.get(vehicle).status_code == 200
    assert auditor.get(f"{vehicle}/edit").status_code == 403
    assert auditor.send("/vehicles/front/new", **NEW).status_code == 403


def test_the_papers_are_written_on_the_way_and_known_next_time(machine: Flask) -> None:
    at = english(machine, "officer")
    at.send("/vehicles/front/new", **NEW)
    with machine.app_context():
        vehicle_id = db.session.scalars(select(Vehicle.id)).one()
    sent = {
        "kind": "CAR", "use": "private", "insurance_number": "BC 9",
        "insurance_until": "2099-01-01", "customs_number": "T 9", "customs_until": "2099-01-01",
    }  # fmt: skip
    answer = at.send(f"/vehicles/{vehicle_id}/edit", **sent)

    assert answer.location == "/vehicles/front/"
    page = at.get("/vehicles/front/").text
    assert "BC 9" in page and "No insurance" not in page
    at.send(f"/vehicles/front/{front(machine).id}/decide", decision="admit")
    with machine.app_context():
        assert db.session.scalars(select(VehicleCrossing.insurance_number)).one() == "BC 9"


def test_a_decided_vehicle_has_its_wait_on_the_page_of_waits(machine: Flask) -> None:
    with machine.app_context():
        passed(officer(machine, "officer"))

    assert "DK-1234 A" in english(machine, "officer").get("/manifests/waits").text
