"""The pages of the register: allowed, refused, another post's, a bad form."""

from __future__ import annotations

import uuid

import pytest
from flask import Flask

from borderpost.roles import Role
from equipment.facts import Facts
from equipment.services import register
from equipment.services.register import Start
from tests.desk import browser, field, post_id
from tests.equipment.work import World, asset, kinds, person

READING = {Role.STOREKEEPER, Role.SUPERVISOR, Role.OFFICER, Role.SECOND_LINE, Role.WORKS_MANAGER,
           Role.AUDITOR}  # fmt: skip


def foreign(app: Flask, world: World) -> uuid.UUID:
    """A thing of the other post."""
    with app.app_context():
        start = Start(location_id=world.other_store)
        return register.enter(post_id("BBB"), Facts(world.reader), start, by=None).id


@pytest.mark.parametrize("role", list(Role))
def test_who_reads_and_who_writes(machine: Flask, stocked: World, role: Role) -> None:
    at = browser(machine, role.value)

    assert at.get("/equipment/").status_code == (200 if role in READING else 403)
    writes = role in {Role.STOREKEEPER, Role.SUPERVISOR}
    assert at.get("/equipment/new").status_code == (200 if writes else 403)


def test_a_thing_is_entered_found_and_exported(machine: Flask, stocked: World) -> None:
    at = browser(machine, "storekeeper")
    sent = {"model_id": stocked.reader, "status": "in_store", "condition": "new",
            "location_id": stocked.store, "tag": "gog-9", "serial": "77", "cost": "1 250,50",
            "currency": "EUR"}  # fmt: skip
    answer = at.send("/equipment/new", **sent)
    listed = at.get("/equipment/?q=sahara 77").text
    found = at.get("/equipment/find?code=BP1:A:GOG-9")
    file = at.get("/equipment/export.csv?q=77").text

    assert answer.status_code == 302
    assert "GOG-9" in listed
    assert found.location == answer.location
    assert ";1250.50;EUR;" in file
    assert "GOG-9" not in at.get("/equipment/?q=88").text


def test_a_bad_form_loses_nothing(machine: Flask, stocked: World) -> None:
    at = browser(machine, "storekeeper")
    answer = at.send("/equipment/new", tag="???", model_id=stocked.reader, status="in_store",
                     condition="new", location_id=stocked.store, cost="6.37E+15",
                     serial="keep me")  # fmt: skip

    assert answer.status_code == 422
    assert field(answer.text, "serial") == "keep me"
    assert field(answer.text, "cost") == "6.37E+15"
    assert "1250.50" in answer.text  # what to write instead


def test_sent_twice_it_is_entered_once(machine: Flask, stocked: World) -> None:
    at, key = browser(machine, "storekeeper"), uuid.uuid4()
    sent = {"model_id": stocked.reader, "status": "in_store", "condition": "new",
            "location_id": stocked.store}  # fmt: skip
    for _time in range(2):
        at.send("/equipment/new", key, **sent)

    assert at.get("/equipment/export.csv").text.count("AAA-0") == 1


def test_another_posts_thing_is_not_there(machine: Flask, stocked: World) -> None:
    at, key = browser(machine, "storekeeper"), foreign(machine, stocked)

    for path in ("", "/describe", "/step/place", "/fault"):
        assert at.get(f"/equipment/{key}{path}").status_code == 404
    assert at.get(f"/equipment/locations/{stocked.other_store}").status_code == 404
    assert str(key) not in at.get("/equipment/").text


def test_an_officer_reports_a_fault_and_takes_no_other_step(machine: Flask, stocked: World) -> None:
    with machine.app_context():
        key = stocked.asset()
    at = browser(machine, "officer")
    refused = at.send(f"/equipment/{key}/fault", reason="")
    done = at.send(f"/equipment/{key}/fault", reason="La vitre est fendue")

    assert refused.status_code == 422
    assert done.status_code == 302
    assert at.send(f"/equipment/{key}/step/repair").status_code == 403
    with machine.app_context():
        assert kinds(key) == ["register", "fault"]


def test_a_step_is_taken_and_its_page_tells_the_life(machine: Flask, stocked: World) -> None:
    with machine.app_context():
        key, awa = stocked.asset(), person("officer")
    at = browser(machine, "storekeeper")
    page = at.get(f"/equipment/{key}/step/place").text
    version = field(page, "version")
    done = at.send(f"/equipment/{key}/step/place", location_id=stocked.lane, version=version)
    late = at.send(f"/equipment/{key}/step/fault", reason="x", version=version)
    life = at.get(f"/equipment/{key}").text

    assert done.status_code == 302
    assert late.status_code == 422
    assert "V1" in life
    assert at.get(f"/equipment/{key}/step/give").status_code == 404
    assert at.get(f"/equipment/people/{awa}").status_code == 200
    with machine.app_context():
        assert asset(key).location_id == stocked.lane


def test_a_person_of_nowhere_is_not_there(machine: Flask, stocked: World) -> None:
    with machine.app_context():
        stranger = person("stranger")
    at = browser(machine, "storekeeper")

    assert at.get(f"/equipment/people/{stranger}").status_code == 404
    assert at.get(f"/equipment/people/{uuid.uuid4()}").status_code == 404


def test_a_location_with_things_is_not_closed(machine: Flask, stocked: World) -> None:
    with machine.app_context():
        stocked.asset()
    at = browser(machine, "storekeeper")
    sent = {"code": "MAG", "name": "Magasin", "kind": "store"}
    refused = at.send(f"/equipment/locations/{stocked.store}/change", **sent)
    kept = at.send(f"/equipment/locations/{stocked.store}/change", is_open="y", **sent)

    assert (refused.status_code, kept.status_code) == (422, 302)
    assert "Magasin" in at.get(f"/equipment/locations/{stocked.store}").text


def test_a_model_is_entered_once(machine: Flask, stocked: World) -> None:
    at = browser(machine, "storekeeper")
    sent = {"category": "RADIO", "manufacturer": "Harmattan", "name": "VHF 2",
            "capabilities": ["radio"]}  # fmt: skip

    assert at.send("/equipment/models/new", **sent).status_code == 302
    assert at.send("/equipment/models/new", **sent).status_code == 422
    assert "VHF 2" in at.get("/equipment/models/?q=vhf").text
