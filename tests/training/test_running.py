"""Courses, runs and sessions: what is kept, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask

from borderpost.refusal import Refused
from tests.training.course import COURSE, FIRST, facts, halves, made, person, seats
from training.models import Run, RunState, Seated
from training.services import courses, enrolling, running
from training.services.running import SessionFacts

pytestmark = pytest.mark.usefixtures("inside")


def test_a_course_that_no_run_used_is_changed_in_place() -> None:
    first = courses.add(COURSE, by=None)

    again = courses.change(first.id, replace(COURSE, hours=24), by=None)

    assert (again.id, again.version, again.hours) == (first.id, 1, 24)


def test_a_course_that_was_given_gets_a_new_version_and_the_old_one_stays() -> None:
    first = courses.add(COURSE, by=None)
    running.add(facts(first.id), by=None)

    second = courses.change(first.id, replace(COURSE, hours=24), by=None)

    assert (first.hours, second.hours, second.version) == (20, 24, 2)
    with pytest.raises(Refused, match="older version"):
        courses.change(first.id, COURSE, by=None)


def test_codes_are_used_once_and_stay() -> None:
    course = courses.add(COURSE, by=None)
    run = running.add(facts(course.id), by=None)

    with pytest.raises(Refused, match="Another course"):
        courses.add(COURSE, by=None)
    with pytest.raises(Refused, match="Another run"):
        running.add(facts(course.id), by=None)
    with pytest.raises(Refused, match="stays"):
        running.change(run.id, facts(course.id, "OTHER"), by=None)


def test_days_that_turn_back_are_refused() -> None:
    course = courses.add(COURSE, by=None)
    turned = replace(facts(course.id), ends_on=date(2026, 3, 1))

    with pytest.raises(Refused, match="before the first"):
        running.add(turned, by=None)


def test_a_run_without_sessions_or_people_does_not_begin() -> None:
    course = courses.add(COURSE, by=None)
    run = running.add(facts(course.id), by=None)
    running.move(run.id, RunState.OPEN, by=None)

    with pytest.raises(Refused, match="no session"):
        running.move(run.id, RunState.RUNNING, by=None)
    running.add_session(run.id, SessionFacts("Morning", FIRST, 180), by=None)
    with pytest.raises(Refused, match="Nobody is enrolled"):
        running.move(run.id, RunState.RUNNING, by=None)


@pytest.mark.parametrize("hours", [0, 2, -2])
def test_two_sessions_at_one_time_are_refused(hours: int) -> None:
    run = made(sessions=1)

    with pytest.raises(Refused, match="Another session"):
        running.add_session(
            run.id, SessionFacts("Again", FIRST + timedelta(hours=hours), 180), by=None
        )


def test_a_session_outside_the_run_is_refused_by_the_day_of_its_venue() -> None:
    run = made(sessions=1)

    with pytest.raises(Refused, match="outside the days"):
        running.add_session(run.id, SessionFacts("Late", FIRST + timedelta(days=7), 180), by=None)


def test_a_run_is_cancelled_with_a_reason_only() -> None:
    run = made()

    with pytest.raises(Refused, match="Say why"):
        running.move(run.id, RunState.CANCELLED, by=None)
    running.move(run.id, RunState.CANCELLED, why="No fuel", by=None)
    with pytest.raises(Refused, match="closed"):
        running.add_session(run.id, SessionFacts("More", FIRST, 60), by=None)


def test_a_state_is_not_skipped() -> None:
    course = courses.add(COURSE, by=None)
    run = running.add(facts(course.id), by=None)

    with pytest.raises(Refused, match="moved on"):
        running.move(run.id, RunState.CLOSED, by=None)


def test_beyond_the_seats_people_wait_and_move_up_in_their_order() -> None:
    run = made(people=4, seats=2)
    first, _second, third, fourth = seats(run)

    enrolling.withdraw(first.id, "Ill", by=None)

    assert [row.state for row in (first, third, fourth)] == [
        Seated.WITHDRAWN, Seated.ATTENDING, Seated.WAITING,
    ]  # fmt: skip


def test_who_comes_back_waits_behind_those_who_waited() -> None:
    run = made(people=3, seats=1)
    seated, waiting, _third = seats(run)
    enrolling.withdraw(waiting.id, "On leave", by=None)
    enrolling.nominate(run.id, [waiting.officer_id], by=None)

    enrolling.withdraw(seated.id, "Ill", by=None)

    assert [row.state for row in seats(run)] == [
        Seated.WITHDRAWN, Seated.WAITING, Seated.ATTENDING,
    ]  # fmt: skip


def test_a_run_that_everybody_left_is_not_closed() -> None:
    run = made(people=1)
    enrolling.withdraw(seats(run)[0].id, "Ill", by=None)

    with pytest.raises(Refused, match="Cancel the run"):
        running.move(run.id, RunState.CLOSED, by=None)


def test_a_replacement_takes_the_seat_and_keeps_the_trail() -> None:
    run = made(people=2)
    old = seats(run)[0]

    new = enrolling.replace(old.id, person(9).id, "On leave", by=None)

    assert (old.state, old.why) == (Seated.REPLACED, "On leave")
    assert (new.state, new.replaces_id) == (Seated.ATTENDING, old.id)


def test_nobody_stands_twice_in_a_run() -> None:
    run = made(people=1)

    with pytest.raises(Refused, match="already"):
        enrolling.nominate(run.id, [seats(run)[0].officer_id], by=None)


@pytest.mark.parametrize("act", ["withdraw", "replace"])
def test_who_leaves_leaves_with_a_reason(act: str) -> None:
    run = made(people=1)
    row = seats(run)[0]

    with pytest.raises(Refused, match="Say why"):
        if act == "withdraw":
            enrolling.withdraw(row.id, " ", by=None)
        else:
            enrolling.replace(row.id, person(8).id, "", by=None)


def test_a_session_that_was_not_held_needs_its_reason(inside: Flask) -> None:
    run: Run = made()

    with pytest.raises(Refused, match="Say why"):
        running.cancel_session(halves(run)[0].id, "", by=None)
