"""Wrong passwords: a growing delay for one account at one device, never a lock."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from borderpost import clock
from borderpost.audit.models import AuditLine
from borderpost.db import db
from borderpost.officers import back_off
from borderpost.officers.back_off import TooSoon
from borderpost.officers.models import SignInFailure
from tests.desk import Browser, MakeMachine, visitor
from tests.house.cast import PASSWORD


def try_in(at: Browser, username: str = "officer", password: str = "a wrong one") -> int:  # noqa: S107
    return at.send("/sign-in", username=username, password=password).status_code


def at_machine(app: Flask) -> Browser:
    """A visitor whose browser has its mark."""
    here = visitor(app)
    here.get("/sign-in")
    return here


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(0, 0), (4, 0), (5, 1), (6, 2), (7, 4), (14, 512), (15, 900), (99, 900)],
)
def test_the_delay_doubles_up_to_a_quarter_of_an_hour(failures: int, seconds: int) -> None:
    assert back_off.delay(failures) == seconds


@pytest.mark.parametrize("username", ["officer", "nobody"])
def test_the_sixth_try_waits_whether_or_not_the_account_exists(
    machine: Flask, username: str
) -> None:
    with time_machine.travel(clock.now(), tick=False):
        here = at_machine(machine)
        statuses = [try_in(here, username) for _ in range(6)]
        page = here.send("/sign-in", username=username, password="a wrong one")

    assert statuses == [403] * 5 + [429]
    assert page.headers["Retry-After"] == "1"
    assert "0:01" in page.text


def test_while_the_delay_lasts_even_the_right_password_waits(machine: Flask) -> None:
    with time_machine.travel(clock.now(), tick=False) as time:
        here = at_machine(machine)
        for _ in range(7):
            try_in(here)
            time.shift(timedelta(seconds=3))
        time.shift(timedelta(seconds=-2))
        too_early = try_in(here, password=PASSWORD)
        time.shift(timedelta(seconds=4))
        in_time = try_in(here, password=PASSWORD)

    assert (too_early, in_time) == (429, 302)


def test_another_device_of_the_same_account_is_not_delayed(machine: Flask) -> None:
    with time_machine.travel(clock.now(), tick=False):
        guessing, other = at_machine(machine), at_machine(machine)
        delayed = [try_in(guessing) for _ in range(6)][-1]

        assert (delayed, try_in(other, password=PASSWORD)) == (429, 302)


def test_another_account_at_the_same_device_is_not_delayed(machine: Flask) -> None:
    here = at_machine(machine)
    for _ in range(6):
        try_in(here)

    assert try_in(here, "supervisor", PASSWORD) == 302


def test_a_browser_without_a_mark_is_counted_by_its_address(machine: Flask) -> None:
    with time_machine.travel(clock.now(), tick=False):
        for _ in range(5):
            try_in(visitor(machine))

        assert try_in(visitor(machine)) == 429


def test_success_forgets_the_wrong_tries(machine: Flask) -> None:
    here = at_machine(machine)
    for _ in range(4):
        try_in(here)
    try_in(here, password=PASSWORD)
    again = [try_in(here) for _ in range(4)]

    assert again == [403] * 4


def test_the_count_outlives_a_restart(make_machine: MakeMachine) -> None:
    app = make_machine()
    with app.app_context(), time_machine.travel(clock.now(), tick=False):
        for _ in range(5):
            back_off.attempt("officer", "device")
        db.session.remove()
        with pytest.raises(TooSoon):
            back_off.attempt("officer", "device")
        assert len(db.session.scalars(select(SignInFailure)).all()) == 1


def test_a_delay_leaves_a_line_without_the_device(machine: Flask) -> None:
    here = at_machine(machine)
    for _ in range(5):
        try_in(here)
    with machine.app_context():
        wanted = select(AuditLine).where(AuditLine.act == "officers:sign_in:delay")
        lines = db.session.scalars(wanted).all()

    assert [line.details for line in lines] == [{"seconds": 1}]


def test_the_mark_is_a_cookie_that_scripts_and_other_sites_never_see(machine: Flask) -> None:
    header = visitor(machine).get("/sign-in").headers["Set-Cookie"]

    assert header.startswith("borderpost-device=")
    assert "HttpOnly" in header and "SameSite=Strict" in header
    assert "Max-Age=63072000" in header


def test_old_wrong_tries_are_forgotten(inside: Flask) -> None:
    back_off.attempt("officer", "device")
    with time_machine.travel(clock.now() + timedelta(days=2), tick=False):
        assert back_off.purge(timedelta(days=1)) == 1
