"""The code on the wall: it runs out by the server's clock, counts once, and says what is wrong."""

from __future__ import annotations

import re
import secrets
from datetime import datetime, timedelta
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from hypothesis import given
from hypothesis import strategies as some
from sqlalchemy import select

from borderpost.db import db
from borderpost.officers.models import Account
from tests.desk import Browser, english, visitor
from tests.training.course import FIRST, facts, halves, made, person, seats
from training import typed_codes, wall_codes
from training.attendance_models import CheckIn, ParticipantCode
from training.models import Enrolment, Mark, Run, RunState
from training.numbers import Status
from training.services import badging, enrolling, marking, running
from training.services.marking import Said
from training.services.running import SessionFacts

MINUTE = timedelta(minutes=1)


def at_time(instant: datetime) -> time_machine.travel:
    return time_machine.travel(instant, tick=False)


@pytest.fixture
def run(inside: Flask) -> Run:
    """A run of three people with their codes, and a second session the same day."""
    row = made(people=3, sessions=2)
    badging.give(row.id, by=None)
    return row


def personal(seat: Enrolment) -> str:
    wanted = select(ParticipantCode.personal).where(ParticipantCode.enrolment_id == seat.id)
    return typed_codes.grouped(db.session.scalars(wanted).one())


def on_wall(app: Flask, session_id: UUID) -> str:
    """The code as it stands on the projector's page."""
    with_time = english(app, "trainer").get(f"/training/sessions/{session_id}/wall/now").text
    found = re.search(r'class="wall-code"[^>]*><bdi dir="ltr">([^<]+)<', with_time)
    assert found, with_time
    return found[1]


def phone(app: Flask) -> Browser:
    """Somebody's own phone, with the page open: its browser has a mark of its own."""
    found = visitor(app)
    found.send("/language", locale="en")
    found.get("/check-in")
    return found


def phone_of(app: Flask, username: str) -> Browser:
    """The phone of an officer who is signed in there."""
    found = english(app, username)
    found.get("/check-in")
    return found


def answer(at: Browser, code: str, personal_code: str = "") -> str:
    """What the page says, and that a refusal stores nothing and a success something."""
    before = stored()
    sent = at.send("/check-in", code=code, personal=personal_code)
    assert (sent.status_code == 302) == (stored() == before + 1), sent.text
    return at.told("/check-in") if sent.status_code == 302 else sent.text


def stored() -> int:
    db.session.rollback()
    return len(db.session.scalars(select(Mark.id).where(Mark.source == "wall")).all())


def test_a_personal_code_and_the_code_on_the_wall_mark_once(inside: Flask, run: Run) -> None:
    half, (first, *_others) = halves(run)[0], seats(run)
    with at_time(FIRST + 3 * MINUTE):
        code, own = on_wall(inside, half.id), personal(first)

        told = answer(phone(inside), code.lower().replace("-", " "), own)
        again = answer(phone(inside), code, own)

    assert "Officer SPECIMEN 00 is marked in Session 1: Present" in told
    assert "is marked already: Present" in again
    mark = db.session.scalars(select(Mark)).one()
    assert (mark.status, mark.credited, mark.source) == ("present", 180, "wall")
    assert mark.created_by == first.officer_id


def test_who_comes_later_is_late_by_the_real_minutes(inside: Flask, run: Run) -> None:
    half, (first, *_others) = halves(run)[0], seats(run)
    with at_time(FIRST + 25 * MINUTE):
        told = answer(phone(inside), on_wall(inside, half.id), personal(first))

    assert ": Late" in told
    assert db.session.scalars(select(Mark.credited)).one() == 155


@pytest.mark.parametrize(("after", "counts"), [(0, True), (31, True), (59, True), (60, False)])
def test_a_shared_photo_is_stale_after_a_minute(
    inside: Flask, run: Run, after: int, counts: bool
) -> None:
    half, (first, *_others) = halves(run)[0], seats(run)
    with at_time(FIRST):
        code = on_wall(inside, half.id)
    with at_time(FIRST + timedelta(seconds=after)):
        told = answer(phone(inside), code, personal(first))

    assert ("is marked in" in told) is counts
    assert ("This code has run out" in told) is not counts


def test_the_clock_of_the_phone_is_never_asked(inside: Flask, run: Run) -> None:
    half, (first, *_others) = halves(run)[0], seats(run)
    with at_time(FIRST):
        code, at = on_wall(inside, half.id), phone(inside)
        at.client.environ_base["HTTP_DATE"] = "Mon, 02 Mar 2026 08:10:00 GMT"  # ten minutes ahead
        page = at.get("/check-in").text
        told = answer(at, code, personal(first))

    assert set(re.findall(r'<input[^>]*name="([^"]+)"', page)) >= {"code", "personal"}
    assert "2026" not in page.partition("<main")[2]
    assert "is marked in" in told


def test_a_device_and_a_person_count_once_each(inside: Flask, run: Run) -> None:
    half, (first, second, _third) = halves(run)[0], seats(run)
    with at_time(FIRST):
        code, at = on_wall(inside, half.id), phone(inside)
        answer(at, code, personal(first))
        same_device = answer(at, code, personal(second))
        no_cookie = answer(visitor(inside), code, personal(second))
        own_device = answer(phone(inside), code, personal(second))

    assert "Somebody checked in with this device already" in same_device
    assert "cookies" in no_cookie
    assert "is marked in" in own_device
    assert len(db.session.scalars(select(CheckIn)).all()) == 2


def test_each_refusal_says_what_is_wrong_and_stores_nothing(inside: Flask, run: Run) -> None:
    half, later = halves(run)
    other = another(run)
    stranger = seats(other)[0]
    with at_time(FIRST):
        code = on_wall(inside, half.id)
        foreign = wall_codes.code(secrets.token_bytes(32), half.id, wall_codes.window(FIRST))
        told = [
            answer(phone(inside), code, personal(stranger)),
            answer(phone(inside), code),
            answer(phone(inside), code, "ABCDE-FGHJK"),
            answer(phone(inside), "12345678"),
            answer(phone(inside), foreign, personal(seats(run)[0])),
            answer(phone_of(inside, "officer"), code),
        ]
    running.cancel_session(later.id, "Tempête", by=None)
    with at_time(later.starts_at):
        wall = english(inside, "trainer").get(f"/training/sessions/{later.id}/wall").text
    with at_time(half.starts_at + 181 * MINUTE):
        ended = english(inside, "trainer").get(f"/training/sessions/{half.id}/wall").text

    said = [
        "is in the run PEPM-1/2026-2; this session is of the run PEPM-1/2026-1",
        "Type your personal code, or sign in",
        "This is no personal code",
        "This is no code of the wall",
        "No session shows this code",
        "You are not enrolled in the run PEPM-1/2026-1",
    ]
    assert [one for one, page in zip(said, told, strict=True) if one not in page] == []
    assert "was cancelled: nobody checks in" in wall
    assert "is over: its check-in is closed" in ended


def test_a_code_of_a_session_that_has_ended_meanwhile_says_so(inside: Flask, run: Run) -> None:
    half, (first, *_others) = halves(run)[0], seats(run)
    with at_time(FIRST + 179 * MINUTE + timedelta(seconds=50)):
        code = on_wall(inside, half.id)
    with at_time(FIRST + 180 * MINUTE + timedelta(seconds=5)):
        assert "is over: its check-in is closed" in answer(phone(inside), code, personal(first))


def test_who_is_signed_in_needs_no_other_code(inside: Flask, run: Run) -> None:
    half = halves(run)[0]
    enrolling.nominate(run.id, [officer_id("officer")], by=None)
    with at_time(FIRST):
        at = phone_of(inside, "officer")
        assert "is marked in" in answer(at, on_wall(inside, half.id))


def test_the_wall_counts_those_who_take_part(inside: Flask, run: Run) -> None:
    half, (first, second, *others) = halves(run)[0], seats(run)
    with at_time(FIRST):
        said = {(half.id, one.id): Said(Status.PRESENT) for one in (first, second)}
        marking.mark(run.id, said, by=None)
        enrolling.withdraw(second.id, "Rappelé", by=None)

        wall = english(inside, "trainer").get(f"/training/sessions/{half.id}/wall/now").text

    assert f"1 of {1 + len(others)} are marked" in wall


def test_only_who_marks_sees_the_code_and_no_address_holds_it(inside: Flask, run: Run) -> None:
    half = halves(run)[0]
    path = f"/training/sessions/{half.id}/wall"
    with at_time(FIRST):
        code = on_wall(inside, half.id)

        assert english(inside, "auditor").get(path).status_code == 403
        assert english(inside, "officer").get(f"{path}/now").status_code == 403
        assert visitor(inside).get(f"{path}/now").status_code == 302
    assert code.replace("-", "") not in path


@given(some.integers(0, 2**35 - 1), some.integers(0, 7), some.sampled_from(typed_codes.ALPHABET))
def test_one_wrong_sign_always_shows(number: int, place: int, sign: str) -> None:
    code = typed_codes.of_number(number, wall_codes.SIGNS)
    wrong = code[:place] + sign + code[place + 1 :]

    assert typed_codes.read(typed_codes.grouped(code).lower(), wall_codes.SIGNS) == code
    assert (typed_codes.read(wrong, wall_codes.SIGNS) is None) == (wrong != code)


def officer_id(username: str) -> UUID:
    wanted = select(Account.officer_id).where(Account.username == username)
    return db.session.scalars(wanted).one()


def another(like: Run) -> Run:
    """Another run with one person who has codes."""
    run = running.add(facts(like.course_id, "PEPM-1/2026-2"), by=None)
    running.move(run.id, RunState.OPEN, by=None)
    running.add_session(run.id, SessionFacts("Elsewhere", FIRST, 180), by=None)
    enrolling.nominate(run.id, [person(60).id], by=None)
    running.move(run.id, RunState.RUNNING, by=None)
    badging.give(run.id, by=None)
    return run
