"""The counting keypad at the server: taps, their undoing, and what they are never mixed with."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError
from werkzeug.test import TestResponse

from borderpost.audit.models import AuditLine
from borderpost.db import db, transaction
from borderpost.posts.models import Lane
from crossings.models import Crossing, TallyCount
from tests.desk import Browser, browser

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
QUEUE = {"X-Borderpost-Queue": "1"}


def rows(app: Flask) -> list[TallyCount]:
    with app.app_context():
        return list(db.session.scalars(select(TallyCount).order_by(TallyCount.recorded_at)))


def tapped(officer: Browser, tap: str, key: uuid.UUID | None = None, **more: str) -> TestResponse:
    return officer.send("/tally/count", key=key, tap=tap, **more)


def queued(officer: Browser, path: str, **fields: str) -> TestResponse:
    """A form as the offline queue sends it."""
    form = {"form_key": str(uuid.uuid4())} | fields
    return officer._ask(officer.client.post, path, data=form, headers=QUEUE)


def test_a_tap_counts_one_person_without_a_name(machine: Flask) -> None:
    answer = tapped(browser(machine, "officer"), "E W", nationality="MRT")

    (row,) = rows(machine)
    assert answer.status_code == 302
    assert (row.direction, row.category, row.nationality, row.number) == ("E", "W", "MRT", 1)
    assert row.is_estimate


def test_the_same_tap_sent_twice_counts_once(machine: Flask) -> None:
    officer, key = browser(machine, "officer"), uuid.uuid4()

    first, second = (tapped(officer, "X B", key) for _ in range(2))

    assert len(rows(machine)) == 1
    assert (first.status_code, second.status_code) == (302, 302)


def test_the_queue_is_told_in_one_word_that_a_tap_took_effect(machine: Flask) -> None:
    officer, key = browser(machine, "officer"), str(uuid.uuid4())

    answers = [queued(officer, "/tally/count", tap="E M", form_key=key) for _ in range(2)]

    assert [answer.get_json() for answer in answers] == [{"done": True}, {"done": True}]
    assert len(rows(machine)) == 1
    assert "alert" not in officer.told()


def test_a_refused_tap_is_not_told_as_done(machine: Flask) -> None:
    answer = queued(browser(machine, "officer"), "/tally/count", tap="E Z")

    assert answer.status_code == 422
    assert rows(machine) == []


def test_undoing_adds_a_row_against_the_tap(machine: Flask) -> None:
    officer = browser(machine, "officer")
    tapped(officer, "E W")
    officer.send("/tally/count/undo")

    first, second = rows(machine)
    assert (second.number, second.reason, second.undoes) == (-1, "undo", first.form_key)
    assert "<td>1</td>" not in officer.get("/register/tally").text


def test_a_tap_is_taken_back_once(machine: Flask) -> None:
    officer, key = browser(machine, "officer"), uuid.uuid4()
    tapped(officer, "E W", key)

    answers = [officer.send("/tally/count/undo", undoes=str(key)) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 422]
    assert len(rows(machine)) == 2


def test_a_tap_of_last_night_is_taken_back_from_last_night(machine: Flask) -> None:
    with time_machine.travel(NOON, tick=False):
        tapped(browser(machine, "officer"), "E W")
    with time_machine.travel(NOON + timedelta(hours=13), tick=False):
        browser(machine, "officer").send("/tally/count/undo")

    assert [(row.number, row.counted_on) for row in rows(machine)] == [
        (1, NOON.date()),
        (-1, NOON.date()),
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE tally_counts SET number = -1",
        "DELETE FROM tally_counts",
        "INSERT OR REPLACE INTO tally_counts SELECT * FROM tally_counts",
    ],
)
def test_the_database_itself_refuses_to_change_a_count(machine: Flask, statement: str) -> None:
    tapped(browser(machine, "officer"), "E W")
    with (
        machine.app_context(),
        pytest.raises(DatabaseError, match="never changed"),
        transaction() as session,
    ):
        session.execute(db.text(statement))

    assert [row.number for row in rows(machine)] == [1]


def test_nobody_takes_back_the_tap_of_another(machine: Flask) -> None:
    key = uuid.uuid4()
    tapped(browser(machine, "officer"), "E W", key)

    answer = browser(machine, "supervisor").send("/tally/count/undo", undoes=str(key))

    assert answer.status_code == 422


@time_machine.travel(NOON, tick=False)
def test_the_time_of_a_tap_is_the_phones_and_never_ahead_of_the_post(machine: Flask) -> None:
    officer = browser(machine, "officer")
    yesterday = NOON - timedelta(days=1)
    for instant in (yesterday, NOON + timedelta(hours=3)):
        tapped(officer, "E W", queued_at=instant.isoformat(), queue_sequence="7")

    with machine.app_context():
        found = db.session.scalars(select(TallyCount).order_by(TallyCount.counted_at)).all()
    assert [row.counted_at for row in found] == [yesterday, NOON]
    assert {row.recorded_at for row in found} == {NOON}
    assert {row.device_sequence for row in found} == {7}


@pytest.mark.parametrize("nonsense", ["", "yesterday", "2026-11-23T10:00:00", "9" * 40])
def test_a_time_that_makes_no_sense_is_the_posts(machine: Flask, nonsense: str) -> None:
    tapped(browser(machine, "officer"), "E W", queued_at=nonsense, queue_sequence=nonsense)

    (row,) = rows(machine)
    assert row.counted_at == row.recorded_at


def test_counts_stand_apart_from_registered_crossings(machine: Flask) -> None:
    officer = browser(machine, "officer")
    tapped(officer, "E W", nationality="MLI")
    tapped(officer, "E W", nationality="MLI")

    page = officer.get("/register/tally").text
    file = officer.get("/tally/count.csv").text
    registered = officer.get("/register/tally.csv").text

    with machine.app_context():
        assert db.session.scalars(select(Crossing)).all() == []
    assert "<td>2</td>" in page
    assert [line[10:].replace(";", ",") for line in file.splitlines()[1:]] == [
        ",E,W,MLI,2,True,,False"
    ]
    assert "MLI" not in registered


def test_each_tap_leaves_a_line_without_saying_who_crossed(machine: Flask) -> None:
    tapped(browser(machine, "officer"), "E W")

    with machine.app_context():
        line = db.session.scalars(
            select(AuditLine).where(AuditLine.act == "crossings:tally:count")
        ).one()
        assert line.details == {}


def test_a_post_without_an_open_lane_counts_nobody(machine: Flask) -> None:
    with machine.app_context():
        for lane in db.session.scalars(select(Lane)):
            lane.is_open = False
        db.session.commit()

    assert tapped(browser(machine, "officer"), "E W").status_code == 422


def test_the_kept_page_holds_nobodys_data(machine: Flask) -> None:
    officer = browser(machine, "officer")
    officer.client.get("/desk/")

    answer = officer.get("/tally/count")

    assert answer.headers["X-Offline-Shell"] == "yes"
    assert "Officer" not in answer.text
    assert "Test" not in answer.text


def test_the_queue_asks_whose_session_it_is(machine: Flask) -> None:
    told = browser(machine, "officer").get("/queue/session")

    assert set(told.get_json()) == {"owner", "csrf_token"}
    assert told.headers["Cache-Control"] == "no-store"


def test_the_service_worker_stands_at_the_root(machine: Flask) -> None:
    answer = browser(machine, "officer").get("/sw.js")

    assert answer.status_code == 200
    assert answer.mimetype == "text/javascript"
    assert answer.headers["Cache-Control"] == "no-cache"


def test_a_group_is_one_tap_and_is_taken_back_as_one(machine: Flask) -> None:
    officer, key = browser(machine, "officer"), uuid.uuid4()
    for _sent in range(2):
        tapped(officer, "E U", key, people="60", is_rough="yes", transport="BUS")
    tapped(officer, "E W")
    (group, one) = rows(machine)
    assert (group.people, group.is_rough, group.transport) == (60, True, "BUS")
    assert (one.people, one.is_rough, one.transport) == (1, False, "")
    assert ",E,U,,60,True,BUS,True" in officer.get("/tally/count.csv").text.replace(";", ",")

    officer.send("/tally/count/undo", undoes=str(key))
    assert [(row.number, row.people) for row in rows(machine)] == [(1, 60), (1, 1), (-1, 60)]
    assert "60" not in officer.get("/tally/count.csv").text[40:]


@pytest.mark.parametrize(
    "more", [{"people": "0"}, {"people": "501"}, {"people": "-3"}, {"transport": "UFO"}]
)
def test_a_group_that_makes_no_sense_is_refused(machine: Flask, more: dict[str, str]) -> None:
    answer = tapped(browser(machine, "officer"), "E W", **more)

    assert answer.status_code == 422
    assert rows(machine) == []


def test_the_nationalities_of_late_stand_first(machine: Flask) -> None:
    officer = browser(machine, "officer")
    tapped(officer, "E W", nationality="SEN")

    page = officer.get("/tally/count").text
    lately = page.partition("<optgroup")[2].partition("</optgroup>")[0]
    assert 'value="SEN"' in lately
    assert lately.count("<option") == 1
