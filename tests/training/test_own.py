"""One's own file, and sessions in calendars: known again, moved, and cancelled."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from ipaddress import IPv4Address

import icalendar
import pytest
import time_machine
from flask import Flask

from borderpost.devices import network
from tests.borderpost.test_devices import Phone
from tests.desk import MakeMachine, browser, english, visitor
from tests.training.course import FIRST, facts, halves, made, seats
from tests.training.test_wall import officer_id
from training.models import Run, RunState
from training.numbers import Status
from training.services import enrolling, marking, running
from training.services.marking import Said
from training.services.running import SessionFacts


@pytest.fixture
def run(inside: Flask) -> Run:
    """A run of two people and the officer of the cast."""
    row = made(people=2, sessions=2)
    enrolling.nominate(row.id, [officer_id("officer")], by=None)
    return row


def events(body: bytes) -> dict[str, icalendar.Event]:
    return {str(one["uid"]): one for one in icalendar.Calendar.from_ical(body).walk("VEVENT")}


def told(one: icalendar.Event) -> tuple[str, int]:
    return str(one["status"]), int(one["sequence"])


def test_an_officer_sees_the_own_file_and_nobody_else(inside: Flask, run: Run) -> None:
    mine = next(one for one in seats(run) if one.officer_id == officer_id("officer"))
    cell = (halves(run)[0].id, mine.id)
    marking.mark(run.id, {cell: Said(Status.LATE, 45)}, by=None)

    page = english(inside, "officer").get("/training/mine").text
    other = english(inside, "cashier").get("/training/mine").text

    assert "PEPM-1/2026-1" in page
    assert "135 of 180" in page
    assert "75.0 %" in page
    assert "Typed into the grid" in page
    assert "SPECIMEN" not in page
    assert "You stand in no run" in other
    assert visitor(inside).get("/training/mine").status_code == 302


def test_a_change_keeps_the_uid_and_raises_the_sequence(inside: Flask, run: Run) -> None:
    at, path = browser(inside, "trainer"), f"/training/runs/{run.id}/calendar.ics"
    before = at.get(path)
    first, second = halves(run)
    later = SessionFacts(first.title, FIRST + timedelta(hours=1), 120)
    running.change_session(first.id, later, by=None)
    running.cancel_session(second.id, "Tempête de sable", by=None)
    after = events(at.get(path).data)

    old = events(before.data)
    assert before.mimetype == "text/calendar"
    assert set(old) == set(after)
    moved = next(one for uid, one in after.items() if str(first.id) in uid)
    gone = next(one for uid, one in after.items() if str(second.id) in uid)
    assert moved["dtstart"].dt == FIRST + timedelta(hours=1)
    assert moved["dtend"].dt - moved["dtstart"].dt == timedelta(minutes=120)
    base = int(old[str(moved["uid"])]["sequence"])
    assert told(moved) == ("CONFIRMED", base + 1)
    assert told(gone) == ("CANCELLED", base + 1)
    assert "Tempête de sable" in str(gone["description"])

    running.move(run.id, RunState.CANCELLED, why="Route coupée", by=None)
    assert {told(one) for one in events(at.get(path).data).values()} == {("CANCELLED", base + 2)}


def test_the_address_of_an_officer_gives_the_own_sessions_alone(inside: Flask, run: Run) -> None:
    other = running.add(facts(run.course_id, "PEPM-1/2026-9"), by=None)
    running.add_session(other.id, SessionFacts("Elsewhere", FIRST, 180), by=None)
    running.move(other.id, RunState.OPEN, by=None)
    with time_machine.travel(FIRST, tick=False):
        page = browser(inside, "officer").send("/calendar/").text
        found = re.search(r'value="https?://[^/"]+(/calendar/[^"]+\.ics)"', page)
        assert found
        before = events(visitor(inside).get(found[1]).data)
        mine = next(one for one in seats(run) if one.officer_id == officer_id("officer"))
        enrolling.withdraw(mine.id, "En mission", by=None)
        after = events(visitor(inside).get(found[1]).data)

        all_of_them = browser(inside, "trainer").send("/calendar/").text
        path = re.search(r'value="https?://[^/"]+(/calendar/[^"]+\.ics)"', all_of_them)
        assert path
        assert len(events(visitor(inside).get(path[1]).data)) == 3

    assert len(before) == 2
    assert {str(one["status"]) for one in before.values()} == {"CONFIRMED"}
    assert {str(one["status"]) for one in after.values()} == {"CANCELLED"}
    assert all(int(after[uid]["sequence"]) > int(one["sequence"]) for uid, one in before.items())
    assert "SPECIMEN" not in str(before)


def test_runs_are_listed_with_the_newest_first(inside: Flask, run: Run) -> None:
    later = replace(facts(run.course_id, "LATER-1"), starts_on=FIRST.date() + timedelta(days=1))
    running.add(later, by=None)
    page = browser(inside, "trainer").get("/training/runs/").text

    assert page.index("LATER-1") < page.index("PEPM-1/2026-1")


def test_the_file_of_a_run_names_nobody_and_is_for_who_reads_runs(inside: Flask, run: Run) -> None:
    path = f"/training/runs/{run.id}/calendar.ics"

    assert b"SPECIMEN" not in browser(inside, "auditor").get(path).data
    assert browser(inside, "officer").get(path).status_code == 403


def test_a_phone_that_has_not_joined_opens_the_check_in_alone(make_machine: MakeMachine) -> None:
    phone = Phone(visitor(make_machine(LAN=True)).client)

    assert phone.get("/check-in").status_code == 200
    assert phone.send("/check-in", code="12345678").status_code == 422
    assert phone.get("/sign-in").status_code == 403
    assert phone.get("/training/mine").status_code == 403


def test_the_wall_names_the_address_of_the_network(
    make_machine: MakeMachine, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_machine(LAN=True, LAN_PORT=8443)
    monkeypatch.setattr(network, "addresses", lambda: (IPv4Address("10.1.2.3"),))
    with app.app_context():
        half = halves(made(people=1, sessions=1))[0]
        with time_machine.travel(FIRST, tick=False):
            page = browser(app, "trainer").get(f"/training/sessions/{half.id}/wall").text

    assert "https://10.1.2.3:8443/check-in<" in page
