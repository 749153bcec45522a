"""Opening a working sheet by each way in, correcting it, leaving it."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from flask import Flask

from borderpost import clock
from borderpost.db import db, transaction
from borderpost.posts.models import Machine
from borderpost.refusal import Refused
from crossings import reading
from crossings import sheet as sheets
from crossings.models import Inspection
from crossings.models.inspection import Source, State
from crossings.services import inspecting
from tests.crossings.documents import FANTA, spoiled, zone
from tests.crossings.work import acts, crossed, inspect, opened
from tests.desk import Browser, browser, lane_id, officer, post_id


@pytest.fixture
def awa(machine: Flask) -> Browser:
    return browser(machine, "officer")


def sheet_of(app: Flask, address: str) -> tuple[Inspection, sheets.Sheet]:
    with app.app_context():
        found = db.session.get_one(Inspection, uuid.UUID(address.rpartition("/")[2]))
        return found, sheets.from_plain(found.sheet)


def test_a_swiped_document_opens_a_sheet_at_the_officers_lane(inside: Flask) -> None:
    awa = officer(inside, "officer")
    sheet = opened(awa)

    assert (sheet.post_id, sheet.lane_id, sheet.direction) == (post_id(), lane_id(), "E")
    assert (sheet.officer_id, sheet.source, sheet.state) == (awa.officer_id, "wedge", "open")
    assert sheet.sheet["surname"]["value"] == "CISSE"
    assert sheet.expires_at - clock.now() > timedelta(days=29)
    assert acts()[-1] == "crossings:inspection:open"


def test_the_officer_chooses_lane_and_direction(machine: Flask, awa: Browser) -> None:
    with machine.app_context():
        lane = lane_id()
    awa.send("/desk/place", lane=str(lane), direction="X")
    found, _sheet = sheet_of(machine, inspect(awa))

    assert found.direction == "X"
    assert "Laisser sortir" in awa.get(f"/desk/{found.id}").text


@pytest.mark.parametrize("direction", ["", "T", "nonsense"])
def test_an_unknown_direction_is_the_lanes_usual_one(
    machine: Flask, awa: Browser, direction: str
) -> None:
    with machine.app_context():
        lane = lane_id()
    awa.send("/desk/place", lane=str(lane), direction=direction)

    assert sheet_of(machine, inspect(awa))[0].direction == "E"


@pytest.mark.parametrize("which", ["other", "none", "nonsense"])
def test_nobody_works_at_a_lane_that_is_not_theirs(
    machine: Flask, awa: Browser, which: str
) -> None:
    with machine.app_context():
        lane = {"other": str(lane_id("BBB")), "none": str(uuid.uuid4())}.get(which, "nonsense")

    assert awa.send("/desk/place", lane=lane, direction="E").status_code == 404


def test_an_officer_of_another_post_is_told_and_opens_nothing(machine: Flask) -> None:
    stranger = browser(machine, "stranger")
    answer = stranger.send("/desk/inspect", lines=zone())

    assert answer.status_code == 422
    assert "Gogui" in answer.text
    assert stranger.get("/desk/").status_code == 200


def test_a_machine_without_a_post_or_an_open_lane_says_whom_to_ask(
    machine: Flask, awa: Browser
) -> None:
    with machine.app_context(), transaction() as session:
        session.execute(db.text("UPDATE lanes SET is_open = 0"))
    without_lane = awa.send("/desk/inspect", lines=zone())
    with machine.app_context(), transaction() as session:
        session.get_one(Machine, 1).post_id = None
    without_post = awa.send("/desk/inspect", lines=zone())

    assert (without_lane.status_code, without_post.status_code) == (422, 422)
    assert "alert" in awa.get("/desk/").text


def test_the_sheet_shows_every_value_with_its_proof(awa: Browser) -> None:
    page = awa.get(inspect(awa)).text

    assert "CISSE FANTA MARIA" in page
    assert "AB1234567" in page
    assert "13 févr. 1988" in page
    assert "standing-proven" in page
    assert page.count("check-ok") >= 4


def test_what_was_not_checked_is_never_shown_as_clear(awa: Browser) -> None:
    assert awa.get(inspect(awa)).text.count("evidence-unchecked") == 4


def test_lines_of_the_wrong_shape_open_a_sheet_that_says_why(awa: Browser) -> None:
    lines = "\n".join(line + "<" for line in zone().splitlines())  # 45 characters
    page = awa.get(inspect(awa, lines)).text

    assert "45" in page
    assert "standing-look" in page
    assert lines.splitlines()[0].replace("<", "&lt;") in page


@pytest.mark.parametrize("lines", ["", "   ", "\n\n"])
def test_empty_lines_open_nothing(machine: Flask, awa: Browser, lines: str) -> None:
    answer = awa.send("/desk/inspect", lines=lines)

    assert answer.status_code == 422
    assert "alert-danger" in answer.text
    with machine.app_context():
        assert db.session.scalars(db.select(Inspection)).first() is None


def test_a_double_click_opens_one_sheet_and_shows_it(machine: Flask, awa: Browser) -> None:
    key = uuid.uuid4()
    answers = [awa.send("/desk/inspect", key, lines=zone()).location for _ in range(2)]

    assert answers[0] == answers[1]
    with machine.app_context():
        assert len(db.session.scalars(db.select(Inspection)).all()) == 1


def test_lines_are_checked_while_they_are_typed_and_nothing_is_written(
    machine: Flask, awa: Browser
) -> None:
    good = awa.send("/desk/check-lines", lines=zone()).text
    bad = awa.send("/desk/check-lines", lines=spoiled(zone(), 1, 13, "X")).text

    assert "check-ok" in good
    assert "check-bad" in bad or "check-look" in bad
    assert awa.send("/desk/check-lines", lines="").text.strip() == ""
    with machine.app_context():
        assert "crossings:inspection:open" not in acts()


def test_a_sheet_that_is_left_is_closed_and_its_page_forgotten(inside: Flask) -> None:
    awa = officer(inside, "officer")
    sheet = opened(awa)
    with transaction():
        sheet.page_jpeg, sheet.has_page = b"a face", True
    inspecting.leave(sheet.id, by=awa)

    assert (sheet.state, sheet.page_jpeg, sheet.has_page) == (State.LEFT, None, False)
    assert acts()[-1] == "crossings:inspection:leave"
    with pytest.raises(Refused):
        inspecting.correct_fields(sheet.id, {"surname": "X"}, by=awa)
    with pytest.raises(Refused):
        inspecting.leave(sheet.id, by=awa)


def test_a_decided_sheet_is_closed(inside: Flask) -> None:
    awa = officer(inside, "officer")
    sheet_id = crossed(awa).inspection_id
    assert sheet_id

    again = reading.lines(zone(), Source.PASTE).reading
    for change in (
        lambda: inspecting.correct_fields(sheet_id, {"surname": "X"}, by=awa),
        lambda: inspecting.correct_lines(sheet_id, again, by=awa),
        lambda: inspecting.leave(sheet_id, by=awa),
    ):
        with pytest.raises(Refused):
            change()


def test_a_decided_sheet_leads_to_its_crossing(machine: Flask, awa: Browser) -> None:
    address = inspect(awa)
    awa.send(f"{address}/decide", decision="admit", version="1")

    assert awa.get(address).location.startswith("/register/")


def test_a_known_persons_name_is_theirs(machine: Flask, awa: Browser) -> None:
    page = awa.get(inspect(awa, zone(surname=FANTA.surname, given_names=""))).text

    assert "<h1><bdi>CISSE</bdi></h1>" in page
