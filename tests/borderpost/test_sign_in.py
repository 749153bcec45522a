"""Signing in and out: one sentence for every failure, and an ended sign-in ends at once."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from borderpost import clock
from borderpost.audit.models import AuditLine
from borderpost.db import db
from borderpost.officers import services, sign_in
from borderpost.officers.models import Account, SignIn
from tests.desk import Browser, MakeMachine, browser, officer, visitor
from tests.house.cast import PASSWORD


def try_in(at: Browser, username: str = "officer", password: str = PASSWORD, **more: str) -> int:
    return at.send("/sign-in", username=username, password=password, **more).status_code


def refusal(at: Browser, username: str, password: str) -> str:
    """The sentence that a failed sign-in shows."""
    answer = at.send("/sign-in", username=username, password=password)
    assert answer.status_code == 403
    found = re.search(r'role="alert">([^<]+)', answer.text)
    assert found
    return found.group(1)


def close(app: Flask, username: str) -> None:
    with app.app_context():
        account = db.session.scalars(select(Account).where(Account.username == username)).one()
        officer_id = account.officer_id
        services.close_account(officer_id, by=officer(app, "administrator"))


def acts(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(AuditLine.act).order_by(AuditLine.seq)))


def test_an_officer_signs_in_and_lands_on_the_first_page(machine: Flask) -> None:
    here = visitor(machine)

    assert here.send("/sign-in", username="officer", password=PASSWORD).location == "/home"
    assert here.get("/home").status_code == 200


def test_the_username_is_the_same_in_capitals_and_with_blanks(machine: Flask) -> None:
    assert try_in(visitor(machine), "  Officer ") == 302


def test_asking_for_the_heading_of_the_page_is_no_attempt(machine: Flask) -> None:
    """What watches a machine asks HEAD; that is no wrong password."""
    assert visitor(machine).client.head("/sign-in").status_code == 200


def test_every_failure_is_told_in_the_same_words(machine: Flask) -> None:
    close(machine, "trainer")

    told = {
        refusal(visitor(machine), "officer", "a wrong password"),
        refusal(visitor(machine), "nobody", PASSWORD),
        refusal(visitor(machine), "trainer", PASSWORD),
        refusal(visitor(machine), "", ""),
    }

    assert len(told) == 1


def test_the_username_is_kept_and_the_password_is_not(machine: Flask) -> None:
    answer = visitor(machine).send("/sign-in", username="officer", password="mauvais secret")

    assert 'value="officer"' in answer.text
    assert "mauvais secret" not in answer.text


def test_a_wrong_password_leaves_a_line_and_an_unknown_name_none(machine: Flask) -> None:
    before = len(acts(machine))
    try_in(visitor(machine), "nobody")
    unknown = len(acts(machine))
    try_in(visitor(machine), "officer", "a wrong password")

    assert unknown == before
    assert acts(machine)[before:] == ["officers:sign_in:fail"]


def test_too_many_tries_have_to_wait(make_machine: MakeMachine) -> None:
    app = make_machine(RATELIMIT_ENABLED=True)
    here = visitor(app)

    statuses = [try_in(here, f"nobody{number}", "x") for number in range(21)]

    assert statuses == [403] * 20 + [429]


def test_the_cookie_holds_a_new_token_that_scripts_and_other_sites_never_see(
    machine: Flask,
) -> None:
    here = visitor(machine)
    here.send("/language", locale="en")
    before = here.client.get_cookie("borderpost")
    answer = here.send("/sign-in", username="officer", password=PASSWORD)
    cookie = answer.headers["Set-Cookie"]
    with here.client.session_transaction() as session:
        token = session["_user_id"]

    assert before and before.value not in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "Secure" not in cookie
    assert len(token) >= 43


def test_behind_https_the_cookie_never_travels_in_the_open(make_machine: MakeMachine) -> None:
    here = visitor(make_machine(HTTPS=True))
    answer = here.client.post(
        "/sign-in",
        base_url="https://localhost",
        data={"form_key": "0" * 32, "username": "officer", "password": PASSWORD},
    )

    assert answer.headers["Set-Cookie"].startswith("__Host-borderpost=")
    assert "Secure" in answer.headers["Set-Cookie"]


def test_two_sign_ins_have_two_tokens_and_the_database_keeps_neither(machine: Flask) -> None:
    tokens = []
    for _ in range(2):
        here = visitor(machine)
        try_in(here)
        with here.client.session_transaction() as session:
            tokens.append(session["_user_id"])
    with machine.app_context():
        kept = set(db.session.scalars(select(SignIn.token_digest)))

    assert tokens[0] != tokens[1]
    assert kept.isdisjoint(tokens)


def test_a_sign_in_lasts_one_shift_and_no_longer(machine: Flask) -> None:
    here = visitor(machine)
    with time_machine.travel(clock.now(), tick=False) as time:
        try_in(here)
        time.shift(timedelta(hours=9, minutes=59))
        just_before = here.get("/home").status_code
        time.shift(timedelta(minutes=2))
        just_after = here.get("/home")

    assert just_before == 200
    assert just_after.location == "/sign-in?next=/home"


def test_a_late_answer_does_not_bring_back_the_cookie_of_a_sign_in_that_was_left(
    machine: Flask,
) -> None:
    here = visitor(machine)
    try_in(here)
    here.get("/home")

    assert "Set-Cookie" not in here.get("/home").headers


def test_signing_out_ends_the_sign_in_itself_and_not_only_the_cookie(machine: Flask) -> None:
    here = visitor(machine)
    try_in(here)
    stolen = here.client.get_cookie("borderpost")
    assert stolen
    here.send("/sign-out")
    here.client.set_cookie("borderpost", stolen.value)

    assert here.get("/home").status_code == 302


def test_the_administrator_sees_who_is_signed_in_and_ends_it_at_once(machine: Flask) -> None:
    awa, admin = browser(machine, "officer"), browser(machine, "administrator")
    listed = admin.get("/officers/sign-ins")
    with machine.app_context():
        wanted = select(SignIn.id).join(Account).where(Account.username == "officer")
        sign_in_id = db.session.scalars(wanted).one()
    ended = admin.send(f"/officers/sign-ins/{sign_in_id}/end")

    assert "Test Officer" in listed.text
    assert ended.location == "/officers/sign-ins"
    assert awa.get("/home").location == "/sign-in?next=/home"
    assert "Test Officer" not in admin.get("/officers/sign-ins").text


def test_ending_a_sign_in_twice_writes_one_line(inside: Flask) -> None:
    awa, admin = officer(inside, "officer"), officer(inside, "administrator")

    sign_in.end(awa.sign_in_id, by=admin)
    sign_in.end(awa.sign_in_id, by=admin)

    assert acts(inside).count("officers:sign_in:end") == 1


def test_an_officer_may_not_end_the_sign_in_of_another(machine: Flask) -> None:
    awa, chief = browser(machine, "officer"), browser(machine, "supervisor")
    with machine.app_context():
        sign_in_id = db.session.scalars(select(SignIn.id)).first()

    assert chief.send(f"/officers/sign-ins/{sign_in_id}/end").status_code == 403
    assert awa.get("/home").status_code == 200


def test_last_used_is_kept_to_the_minute(machine: Flask) -> None:
    with time_machine.travel(clock.now(), tick=False) as time:
        here = browser(machine, "officer")
        start = clock.now()
        seen = []
        for seconds in (59, 2):
            time.shift(timedelta(seconds=seconds))
            here.get("/home")
            with machine.app_context():
                seen.append(db.session.scalars(select(SignIn.seen_at)).one())

    assert seen == [start, start + timedelta(seconds=61)]


def test_old_sign_ins_are_erased_and_live_ones_kept(inside: Flask) -> None:
    officer(inside, "officer")
    with time_machine.travel(clock.now() + timedelta(days=20), tick=False):
        officer(inside, "supervisor")
    with time_machine.travel(clock.now() + timedelta(days=35), tick=False):
        erased = sign_in.purge(timedelta(days=30))

    assert erased == 1
    assert db.session.scalar(db.select(db.func.count()).select_from(SignIn)) == 1


@pytest.mark.parametrize(
    "wanted",
    ["https://example.org/", "//example.org", "/\\example.org", "/\t/example.org", "/a\r\nX: y"],
)
def test_nobody_is_sent_off_this_machine(machine: Flask, wanted: str) -> None:
    answer = visitor(machine).send("/sign-in", username="officer", password=PASSWORD, next=wanted)

    assert answer.location == "/home"


def test_who_wanted_a_page_comes_back_to_it(machine: Flask) -> None:
    here = visitor(machine)
    asked = here.get("/register/?q=diallo")
    answer = here.send(
        "/sign-in", username="officer", password=PASSWORD, next="/register/?q=diallo"
    )

    assert asked.location == "/sign-in?next=/register/?q%3Ddiallo"
    assert answer.location == "/register/?q=diallo"
