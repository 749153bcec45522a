"""What a reader sent, at the desk: the officer of its lane opens it, and nobody else."""

from __future__ import annotations

import re
from uuid import UUID, uuid4

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from borderpost import clock
from borderpost.db import db
from borderpost.officers.models import SignIn
from borderpost.posts import services as posts
from borderpost.posts.services import LaneFacts
from crossings.models import AgentDocument, Crossing, Inspection
from crossings.services import agent_documents as documents
from docreader.specimens import specimen_people
from tests.crossings.documents import FANTA, MOUSSA, zone
from tests.crossings.reader import Reader, reader
from tests.crossings.work import acts, admit, inspect
from tests.desk import Browser, MakeMachine, browser, english, post_id
from tests.journeys.camera import picture

WAITING = "/desk/reader/waiting"


def waiting(at: Browser) -> str:
    """The address that opens what waits, '' when nothing does."""
    found = re.search(r'action="(/desk/reader/[0-9a-f-]{36}/open)"', at.get(WAITING).text)
    return found[1] if found else ""


def opened(at: Browser) -> str:
    """The address of the sheet of what waits."""
    answer = at.send(waiting(at))
    assert answer.status_code == 302, answer.text
    return str(answer.location)


def second_lane(machine: Flask) -> UUID:
    with machine.app_context():
        return posts.create_lane(post_id(), LaneFacts("2", "Bus", "X"), by=None).id


@pytest.fixture
def desk(machine: Flask) -> Browser:
    return english(machine, "officer")


@pytest.fixture
def page(machine: Flask, desk: Browser) -> Reader:
    return reader(machine)


def test_the_desk_asks_only_where_the_lane_has_a_reader(machine: Flask, desk: Browser) -> None:
    before = desk.get("/desk/").text
    reader(machine)
    after = desk.get("/desk/").text

    assert WAITING not in before and "reader.js" not in before
    assert WAITING in after and "reader.js" in after


def test_a_document_becomes_a_sheet_of_the_officer_at_its_lane(
    machine: Flask, desk: Browser, page: Reader
) -> None:
    page.send(lines=zone(FANTA))

    sheet = desk.get(opened(desk)).text

    assert FANTA.document_number in sheet
    assert "full-page reader" in sheet
    with machine.app_context():
        made = db.session.scalars(select(Inspection)).one()
        kept = db.session.scalars(select(AgentDocument)).one()
        assert (made.source, kept.inspection_id) == ("agent", made.id)
        assert (kept.is_waiting, kept.content, kept.page_jpeg) == (False, None, None)
        assert acts()[-2:] == ["crossings:inspection:open", "crossings:agent:open"]
    assert page.send(lines=zone(FANTA)).json["state"] == "opened"
    assert waiting(desk) == ""


def test_a_picture_brings_its_zone_and_page_to_the_sheet(
    machine: Flask, desk: Browser, page: Reader
) -> None:
    page.send(picture=picture(specimen_people(7, 1)[0]))

    sheet = opened(desk)

    assert desk.get(f"{sheet}/zone.png").status_code == 200
    assert desk.get(f"{sheet}/page.jpg").status_code == 200


def test_lines_that_differ_from_the_picture_are_a_warning_and_both_are_shown(
    desk: Browser, page: Reader
) -> None:
    page.send(picture=picture(specimen_people(7, 1)[0]), lines=zone(MOUSSA))

    sheet = desk.get(opened(desk)).text

    assert "The reader sent other lines than the picture shows." in sheet
    for line in zone(MOUSSA).splitlines():
        assert line.replace("<", "&lt;") in sheet
    assert "standing-proven" not in sheet


def test_a_word_on_the_chip_is_told_and_never_checked(
    machine: Flask, desk: Browser, page: Reader
) -> None:
    page.send(lines=zone(FANTA), chip='{"outcome": "authenticated"}')

    address = opened(desk)
    sheet = desk.get(address).text

    assert "says of the chip: the chip was read and authenticated" in sheet
    assert "This machine did not check it." in sheet
    assert "Chip: not checked." in sheet
    assert admit(desk, address) == 302
    with machine.app_context():
        written = db.session.scalars(select(Crossing)).one()
        assert written.chip_result == "not_checked"
        assert written.evidence["told"]["chip"] == "authenticated"
        assert "lines" not in written.evidence["told"]
        assert written.capture_source == "agent"


def test_what_the_reader_told_stays_when_lines_are_corrected(
    machine: Flask, desk: Browser, page: Reader
) -> None:
    page.send(lines=zone(FANTA), chip='{"outcome": "failed"}')
    address = opened(desk)

    desk.send(f"{address}/lines", lines=zone(MOUSSA), version="1")

    with machine.app_context():
        made = db.session.scalars(select(Inspection)).one()
        assert made.reading["told"]["chip"] == "failed"


def test_two_officers_at_two_lanes_each_get_their_own(
    machine: Flask, desk: Browser, page: Reader
) -> None:
    second = second_lane(machine)
    other = browser(machine, "second_line_officer")
    assert other.send("/desk/place", lane=str(second), direction="X").status_code == 302
    here, there = page, reader(machine, lane=second)

    here.send(lines=zone(FANTA))
    there.send(lines=zone(MOUSSA))

    assert FANTA.document_number in desk.get(opened(desk)).text
    assert MOUSSA.document_number in other.get(opened(other)).text
    assert waiting(desk) == waiting(other) == ""


def test_the_officer_of_another_lane_cannot_open_it(
    machine: Flask, desk: Browser, page: Reader
) -> None:
    second = second_lane(machine)
    page.send(lines=zone())
    address = waiting(desk)
    desk.send("/desk/place", lane=str(second), direction="X")

    assert desk.send(address).location == "/desk/"
    assert "This document came to another lane." in desk.told()


def test_the_officer_of_another_post_does_not_find_it(
    machine: Flask, desk: Browser, page: Reader
) -> None:
    page.send(lines=zone())

    assert browser(machine, "stranger").send(waiting(desk)).status_code == 404


def test_of_two_officers_at_one_lane_the_first_one_has_it(
    machine: Flask, desk: Browser, page: Reader
) -> None:
    colleague = english(machine, "second_line_officer")
    page.send(lines=zone())
    address = waiting(colleague)
    opened(desk)

    assert colleague.send(address).location == "/desk/"
    assert "A colleague at this lane opened this document already." in colleague.told()


def test_a_second_click_or_window_leads_to_the_same_sheet(
    machine: Flask, desk: Browser, page: Reader
) -> None:
    page.send(lines=zone())
    address, key = waiting(desk), uuid4()

    first = desk.send(address, key).location

    assert desk.send(address, key).location == first
    assert desk.send(address).location == first
    with machine.app_context():
        assert len(db.session.scalars(select(Inspection)).all()) == 1


def test_on_a_sheet_a_new_document_is_announced_and_replaces_nothing(
    desk: Browser, page: Reader
) -> None:
    sheet = inspect(desk)
    on_sheet = f"{WAITING}?sheet={sheet.rpartition('/')[2]}"
    assert on_sheet in desk.get(sheet).text
    page.send(lines=zone(MOUSSA))

    told = desk.get(on_sheet).text

    assert "Another document waits from the reader Page." in told
    assert "<form" not in told


def test_an_announcement_is_told_once(desk: Browser, page: Reader) -> None:
    page.send(lines=zone())
    shown = re.search(r'name="shown" value="([^"]+)"', desk.get(WAITING).text)
    assert shown

    assert desk.get(f"{WAITING}?shown={shown[1]}").status_code == 204


def test_a_document_that_waited_too_long_is_gone_and_erased(
    machine: Flask, desk: Browser, page: Reader
) -> None:
    page.send(lines=zone())
    address = waiting(desk)

    with time_machine.travel(clock.now() + documents.HELD, tick=False):
        assert desk.send(address).location == "/desk/"
        assert "This document waited too long." in desk.told()
        assert desk.get(WAITING).status_code == 204
    with machine.app_context():
        assert db.session.scalars(select(AgentDocument)).one().content is None
        assert db.session.scalars(select(Inspection)).all() == []


def test_asking_keeps_no_sign_in_awake(make_machine: MakeMachine) -> None:
    app = make_machine(LOCK_MINUTES=3)
    desk = browser(app, "officer")
    reader(app)
    with app.app_context():
        before = db.session.scalars(select(SignIn.seen_at)).all()

    with time_machine.travel(clock.now().timestamp() + 200):
        assert desk.get(WAITING).status_code == 204
    with app.app_context():
        assert db.session.scalars(select(SignIn.seen_at)).all() == before
    with time_machine.travel(clock.now().timestamp() + 400):
        assert desk.get(WAITING).status_code == 423
