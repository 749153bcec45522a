"""A manifest at its page: scanned, admitted with one key, parked, counted, released."""

from __future__ import annotations

import re

from flask import Flask

from borderpost.db import db
from crossings.models import Crossing, Inspection
from lanes.models import Manifest, State
from tests.desk import Browser, browser, english, officer
from tests.lanes.bus import here, travellers, zone

PEOPLE = travellers(4)


def bus(app: Flask, people: int = 3) -> str:
    """The address of a bus that is here with a list of some travellers."""
    with app.app_context():
        return f"/manifests/{here(officer(app, 'officer'), PEOPLE[:people]).id}"


def scanned(at: Browser, address: str, lines: str) -> str:
    """The page after a scan."""
    answer = at.send(f"{address}/scan", lines=lines, source="wedge")
    assert answer.status_code == 302, answer.text
    return at.get(answer.location).text


def admit(at: Browser, page: str) -> int:
    """The status after the one key of the page."""
    form = re.search(r'action="(/manifests/[^"]*/admit/[^"]*)"', page)
    assert form, page
    values = {
        name: re.search(rf'name="{name}" value="([^"]*)"', page).group(1)  # type: ignore[union-attr]
        for name in ("version", "rule_shown", "transport")
    }
    return at.send(form.group(1), **values).status_code


def test_a_bus_goes_from_arrival_to_release(machine: Flask) -> None:
    at = english(machine, "officer")
    address = bus(machine)
    for person in PEOPLE[:2]:
        assert admit(at, scanned(at, address, zone(person))) == 302
    page = at.get(address).text
    assert "2 decided" in page and "1 not seen yet" in page

    at.send(f"{address}/release")
    assert "Somebody announced was not seen" in at.told(address)
    at.send(f"{address}/missing")
    at.send(f"{address}/count", counted="3")
    at.send(f"{address}/release")
    assert "More people are aboard than were scanned" in at.told(address)
    at.send(f"{address}/count", counted="2")
    at.send(f"{address}/release")

    with machine.app_context():
        row = db.session.scalars(db.select(Manifest)).one()
        assert (row.state, row.counted) == (State.RELEASED, 2)
        modes = db.session.scalars(db.select(Crossing.capture_mode)).all()
        assert modes == ["manifest", "manifest"]


def test_a_document_is_scanned_once_by_two_booths(machine: Flask) -> None:
    address = bus(machine)
    first, second = english(machine, "officer"), english(machine, "second_line_officer")
    page = scanned(first, address, zone(PEOPLE[0]))
    again = second.send(f"{address}/scan", lines=zone(PEOPLE[0]), source="wedge")

    assert "scanned already" in second.told(again.location)
    assert admit(first, page) == 302
    assert admit(second, page) == 422
    with machine.app_context():
        assert db.session.scalar(db.select(db.func.count(Inspection.id))) == 1
        assert db.session.scalar(db.select(db.func.count(Crossing.id))) == 1


def test_an_expired_document_is_parked_and_one_key_does_not_admit_it(machine: Flask) -> None:
    address, at = bus(machine), english(machine, "officer")
    page = scanned(at, address, zone(PEOPLE[0], expiry_date="2020-01-01"))
    assert "Parked: The document has expired" in page
    assert 'id="admit-button"' not in page

    sheet = re.search(r'href="/desk/([0-9a-f-]{36})"', page)
    assert sheet
    refused = at.send(f"{address}/admit/{sheet.group(1)}", version="1")
    assert refused.status_code == 422
    assert "Open the whole sheet to decide" in refused.text
    with machine.app_context():
        assert db.session.scalar(db.select(db.func.count(Crossing.id))) == 0


def test_the_whole_sheet_leads_back_to_the_manifest(machine: Flask) -> None:
    address, at = bus(machine), english(machine, "officer")
    page = scanned(at, address, zone(PEOPLE[0]))
    sheet = re.search(r'href="/desk/([0-9a-f-]{36})"', page)
    assert sheet
    opened = at.get(f"/desk/{sheet.group(1)}").text
    mark = re.search(r'name="rule_shown" value="([^"]*)"', opened)
    assert mark
    done = at.send(
        f"/desk/{sheet.group(1)}/decide", decision="admit", version="1", rule_shown=mark.group(1)
    )
    assert done.location == address


def test_the_answer_to_a_fragment_is_the_part_that_changes(machine: Flask) -> None:
    address, at = bus(machine), english(machine, "officer")
    form = {"lines": zone(PEOPLE[0]), "source": "wedge"}
    at.client.environ_base["HTTP_HX_REQUEST"] = "true"
    page = at.send(f"{address}/scan", **form).text
    assert "<html" not in page and 'id="admit-button"' in page and 'hx-swap-oob="true"' in page


def test_another_post_sees_nothing_of_it(machine: Flask) -> None:
    address, stranger = bus(machine), browser(machine, "stranger")
    assert stranger.get(address).status_code == 404
    for act in ("scan", "arrive", "count", "release", "missing"):
        assert stranger.send(f"{address}/{act}").status_code == 404, act
    assert "AB 1234 MD" not in stranger.get("/manifests/").text


def test_who_does_not_work_at_the_lanes_may_not_open_it(machine: Flask) -> None:
    address = bus(machine)
    for username in ("analyst", "auditor", "storekeeper"):
        assert browser(machine, username).get(address).status_code == 403, username


def test_the_list_finds_a_plate_however_it_is_written(machine: Flask) -> None:
    bus(machine)
    at = english(machine, "officer")
    assert "AB 1234 MD" in at.get("/manifests/?q=ab-1234").text
    assert "No manifest fits" in at.get("/manifests/?q=zz9").text
    assert "AB 1234 MD" in at.get("/manifests/export.csv").text


def test_a_form_sent_twice_scans_once(machine: Flask) -> None:
    import uuid

    address, at, key = bus(machine), english(machine, "officer"), uuid.uuid4()
    for _ in range(2):
        answer = at.send(f"{address}/scan", key, lines=zone(PEOPLE[0]), source="wedge")
        assert answer.status_code == 302
    with machine.app_context():
        assert db.session.scalar(db.select(db.func.count(Inspection.id))) == 1
