"""The lock: a sign-in left alone opens with a PIN, and nothing typed is lost or shown."""

from __future__ import annotations

import html
import uuid
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from borderpost import clock
from borderpost.audit.models import AuditLine
from borderpost.db import db
from borderpost.officers import lock, queries
from borderpost.officers.models import Account, Pin, SignIn
from borderpost.refusal import Refused
from tests.desk import Browser, MakeMachine, browser, field, officer, visitor
from tests.house.cast import PASSWORD

PIN = "4711"


@pytest.fixture
def quick(make_machine: MakeMachine) -> Flask:
    """A machine that locks after three minutes, as a post does."""
    return make_machine(LOCK_MINUTES=3)


def give_pin(app: Flask, username: str = "officer") -> None:
    with app.app_context():
        who = officer(app, username)
        lock.set_pin(who.account_id, PIN, PASSWORD, by=who)


def enter(app: Flask, username: str = "officer") -> Browser:
    here = visitor(app)
    assert here.send("/sign-in", username=username, password=PASSWORD).status_code == 302
    return here


def acts(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(AuditLine.act).order_by(AuditLine.seq)))


def test_left_alone_it_locks_and_opens_with_the_pin(quick: Flask) -> None:
    give_pin(quick)
    with time_machine.travel(clock.now(), tick=False) as time:
        here = enter(quick)
        time.shift(timedelta(minutes=2, seconds=59))
        in_time = here.get("/home").status_code
        time.shift(timedelta(minutes=5))
        locked = here.get("/register/?q=diallo")
        opened = here.send("/lock/open", pin=PIN, next=html.unescape(field(locked.text, "next")))
        after = here.get("/home").status_code

    assert (in_time, locked.status_code, after) == (200, 423, 200)
    assert opened.location == "/register/?q=diallo"


def test_a_locked_page_shows_nothing_of_the_work(quick: Flask) -> None:
    here = enter(quick)
    here.send("/lock/")
    page = here.get("/register/")

    assert page.status_code == 423
    assert 'href="/register/"' not in page.text
    assert "<table" not in page.text


def test_asking_for_pages_does_not_open_the_lock(quick: Flask) -> None:
    with time_machine.travel(clock.now(), tick=False) as time:
        here = enter(quick)
        time.shift(timedelta(minutes=6))
        for path in ("/home", "/sign-in", "/", "/lock/", "/lock/awake"):
            here.get(path)

        assert here.get("/home").status_code == 423


def test_word_that_keys_are_pressed_keeps_it_open(quick: Flask) -> None:
    with time_machine.travel(clock.now(), tick=False) as time:
        here = enter(quick)
        for _ in range(4):
            time.shift(timedelta(minutes=2))
            assert here.get("/lock/awake").status_code == 204

        assert here.get("/home").status_code == 200


def test_a_form_sent_while_locked_is_kept_for_its_writer(quick: Flask) -> None:
    here = enter(quick, "administrator")
    here.send("/lock/")
    kept = here.send("/posts/new", code="NAR", name="Nara")
    shown = here.send(
        "/lock/open", pin=PASSWORD, carried=html.unescape(field(kept.text, "carried"))
    )

    assert kept.status_code == 423
    assert "Nara" not in kept.text
    assert "<li><bdi>Nara</bdi></li>" in shown.text


def test_a_wrong_pin_does_not_lose_the_form(quick: Flask) -> None:
    here = enter(quick, "administrator")
    here.send("/lock/")
    kept = here.send("/posts/new", code="NAR", name="Nara")
    carried = html.unescape(field(kept.text, "carried"))
    wrong = here.send("/lock/open", pin="wrong", carried=carried)
    shown = here.send(
        "/lock/open", pin=PASSWORD, carried=html.unescape(field(wrong.text, "carried"))
    )

    assert wrong.status_code == 403
    assert "<li><bdi>Nara</bdi></li>" in shown.text


def test_a_part_of_a_page_is_told_to_lock_where_it_stands(quick: Flask) -> None:
    here = enter(quick)
    here.send("/lock/")
    answer = here.get("/desk/", headers={"HX-Request": "true"})

    assert (answer.status_code, answer.headers["HX-Trigger"]) == (423, "locked")


def test_without_a_pin_the_password_opens(quick: Flask) -> None:
    here = enter(quick)
    here.send("/lock/")

    assert here.send("/lock/open", pin=PASSWORD).location == "/home"


def test_with_a_pin_the_password_does_not_and_the_pin_never_signs_in(quick: Flask) -> None:
    give_pin(quick)
    here = enter(quick)
    here.send("/lock/")

    assert here.send("/lock/open", pin=PASSWORD).status_code == 403
    assert visitor(quick).send("/sign-in", username="officer", password=PIN).status_code == 403


def test_five_wrong_pins_end_the_sign_in(quick: Flask) -> None:
    give_pin(quick)
    here = enter(quick)
    here.send("/lock/")
    statuses = [here.send("/lock/open", pin="9999").status_code for _ in range(5)]
    right = here.send("/lock/open", pin=PIN)

    assert statuses == [403, 403, 403, 403, 302]
    assert right.status_code == 401
    assert acts(quick).count("officers:sign_in:unlock_fail") == 5
    assert "officers:sign_in:end" in acts(quick)


def test_the_right_pin_forgets_the_wrong_ones(quick: Flask) -> None:
    give_pin(quick)
    here = enter(quick)
    for _ in range(3):
        here.send("/lock/")
        statuses = [here.send("/lock/open", pin=pin).status_code for pin in ("1", "2", "3", PIN)]

    assert statuses == [403, 403, 403, 302]


def test_the_page_itself_is_answered_without_a_page(quick: Flask) -> None:
    give_pin(quick)
    here = enter(quick)
    overlay = {"X-Requested-With": "lock"}
    ask = here.client.post

    def key(pin: str = "") -> dict[str, str]:
        return {"form_key": str(uuid.uuid4()), "pin": pin}

    assert ask("/lock/", data=key(), headers=overlay).status_code == 204
    wrong = ask("/lock/open", data=key("9999"), headers=overlay)
    assert (wrong.status_code, "4" in wrong.get_json()["words"]) == (403, True)
    assert ask("/lock/open", data=key(PIN), headers=overlay).status_code == 204
    assert here.get("/home").status_code == 200


@pytest.mark.parametrize("pin", ["", "123", "123456789", "12a4", "٤٧١١", "1111", "1234", "4321"])
def test_a_pin_has_four_to_eight_digits_that_nobody_guesses(inside: Flask, pin: str) -> None:
    who = officer(inside, "officer")

    with pytest.raises(Refused) as refusal:
        lock.set_pin(who.account_id, pin, PASSWORD, by=who)

    assert refusal.value.field == "pin"


def test_ones_pin_is_chosen_with_the_password_and_kept_as_a_hash(machine: Flask) -> None:
    here = browser(machine, "officer")
    for form in (
        {"pin": PIN, "again": "4712", "password": PASSWORD},
        {"pin": PIN, "again": PIN, "password": "not this"},
    ):
        assert here.send("/own-account/pin", **form).status_code == 200
    done = here.send("/own-account/pin", pin=PIN, again=PIN, password=PASSWORD)
    with machine.app_context():
        kept = db.session.scalars(select(Pin)).one()

    assert done.status_code == 302
    assert kept.hash.startswith("$argon2id$")


def test_another_officer_works_while_the_first_waits_and_comes_back(quick: Flask) -> None:
    give_pin(quick)
    here = enter(quick, "officer")
    here.send("/lock/other")
    offered = here.get("/sign-in").text
    here.send("/sign-in", username="supervisor", password=PASSWORD)
    second = here.get("/home").text
    with quick.app_context():
        wanted = select(SignIn.id).join(Account).where(Account.username == "officer")
        first_id = db.session.scalars(wanted.order_by(SignIn.created_at.desc())).first()
    back = here.send(f"/lock/return/{first_id}")
    locked = here.get("/home")
    here.send("/lock/open", pin=PIN)

    assert "Test Officer" in offered
    assert "Test Supervisor" in second and "Test Officer" not in second
    assert back.location == "/lock/"
    assert locked.status_code == 423 and "Test Officer" in locked.text
    assert "Test Officer" in here.get("/home").text


def test_the_one_who_waits_is_locked_out_after_the_shift(quick: Flask) -> None:
    with time_machine.travel(clock.now(), tick=False) as time:
        here = enter(quick, "officer")
        here.send("/lock/other")
        with quick.app_context():
            first_id = db.session.scalars(select(SignIn.id)).one()
        time.shift(timedelta(hours=10, minutes=1))

        assert here.send(f"/lock/return/{first_id}").status_code == 404


def test_nobody_comes_back_at_a_machine_where_they_did_not_lock(quick: Flask) -> None:
    here = enter(quick, "officer")
    here.send("/lock/other")
    with quick.app_context():
        first_id = db.session.scalars(select(SignIn.id)).one()

    assert visitor(quick).send(f"/lock/return/{first_id}").status_code == 404


def test_the_first_officers_form_is_never_shown_to_the_second(quick: Flask) -> None:
    here = enter(quick, "administrator")
    here.send("/lock/")
    kept = here.send("/posts/new", code="NAR", name="Nara")
    carried = html.unescape(field(kept.text, "carried"))
    here.send("/lock/other", carried=carried)
    entered = here.send("/sign-in", username="supervisor", password=PASSWORD, carried=carried)

    assert "Nara" not in entered.text
    assert entered.location == "/home"


def test_recent_officers_of_this_browser_are_offered_there_and_nowhere_else(quick: Flask) -> None:
    here = visitor(quick)
    here.get("/sign-in")
    here.send("/sign-in", username="officer", password=PASSWORD)
    here.send("/sign-out")
    offered = here.get("/sign-in").text
    chosen = here.get("/sign-in?username=officer").text
    with quick.app_context():
        assert queries.recent_accounts("another browser") == []

    assert 'name="username" value="officer"' in offered
    assert field(chosen, "username") == "officer"
    assert "Test Officer" not in visitor(quick).get("/sign-in").text


def test_signing_out_keeps_those_who_wait(quick: Flask) -> None:
    here = enter(quick, "officer")
    here.send("/lock/other")
    here.send("/sign-in", username="supervisor", password=PASSWORD)
    here.send("/sign-out")

    assert "/lock/return/" in here.get("/sign-in").text
