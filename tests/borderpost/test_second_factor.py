"""The second factor: asked of seniors and headquarters, each code once, recovery codes too."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pyotp
import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from borderpost import clock
from borderpost.audit.models import AuditLine
from borderpost.db import db
from borderpost.officers import second_factor
from borderpost.officers.models import Account, RecoveryCode, SecondFactor
from borderpost.roles import Role
from tests.desk import Browser, MakeMachine, browser, post_id, visitor
from tests.house.cast import PASSWORD

KEY = re.compile(r'<bdi dir="ltr" class="zone-lines">([A-Z2-7 ]+)</bdi>')
PRINTED = re.compile(r'<li><bdi dir="ltr">([A-Z0-9-]{19})</bdi></li>')


@pytest.fixture
def strict(make_machine: MakeMachine) -> Flask:
    return make_machine(SECOND_FACTOR="required")


def code(secret: str, steps: int = 0) -> str:
    return pyotp.TOTP(secret).at(clock.now() + timedelta(seconds=30 * steps))


def halfway(app: Flask, username: str = "supervisor") -> Browser:
    """Somebody whose password was right."""
    here = visitor(app)
    here.send("/sign-in", username=username, password=PASSWORD)
    return here


def set_up(app: Flask, username: str = "supervisor") -> tuple[str, list[str]]:
    """The secret and the recovery codes of an officer who has just set them up."""
    here = halfway(app, username)
    found = KEY.search(here.get("/second-factor/set-up").text)
    assert found
    secret = found.group(1).replace(" ", "")
    with time_machine.travel(clock.now(), tick=False):  # the last step's code is still taken
        page = here.send("/second-factor/set-up", code=code(secret, -1))
    return secret, PRINTED.findall(page.text)


def acts(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(AuditLine.act).order_by(AuditLine.seq)))


def test_who_needs_one_is_led_to_set_it_up_and_may_open_nothing_else(strict: Flask) -> None:
    here = halfway(strict)

    assert here.get("/home").location == "/second-factor/?next=/home"
    assert here.get("/register/").status_code == 302
    assert here.send("/own-password").status_code == 302
    assert here.get("/second-factor/").location == "/second-factor/set-up"
    assert here.get("/second-factor/set-up").status_code == 200


@pytest.mark.parametrize("role", list(Role))
def test_seniors_need_one_at_a_post_and_everybody_at_headquarters(
    strict: Flask, role: Role
) -> None:
    senior = {"supervisor", "watchlist_manager", "protection_focal_point", "auditor"}
    with strict.app_context():
        at_post = second_factor.is_asked_of({role}, post_id())
        at_headquarters = second_factor.is_asked_of({role}, None)

    assert at_post == (role.value in senior | {"administrator"})
    assert at_headquarters


def test_an_officer_of_the_desk_signs_in_without_one(strict: Flask) -> None:
    assert halfway(strict, "officer").get("/home").status_code == 200


def test_the_setting_switches_it_off_and_the_administrator_is_warned(machine: Flask) -> None:
    assert halfway(machine).get("/home").status_code == 200
    assert "second_factor" in browser(machine, "administrator").get("/home").text
    assert "second_factor" not in browser(machine, "supervisor").get("/home").text


def test_setting_up_prints_ten_codes_once_and_opens_the_sign_in(strict: Flask) -> None:
    here = halfway(strict)
    found = KEY.search(here.get("/second-factor/set-up").text)
    assert found
    secret = found.group(1).replace(" ", "")
    page = here.send("/second-factor/set-up", code=code(secret))

    assert len(set(PRINTED.findall(page.text))) == 10
    assert here.get("/home").status_code == 200
    assert here.get("/second-factor/set-up").status_code == 302
    assert "officers:second_factor:set" in acts(strict)


def test_a_wrong_code_sets_nothing_up_and_the_key_stays_the_same(strict: Flask) -> None:
    here = halfway(strict)
    before = KEY.search(here.get("/second-factor/set-up").text)
    answer = here.send("/second-factor/set-up", code="000000")
    after = KEY.search(answer.text)

    assert before and after and before.group(1) == after.group(1)
    assert here.get("/home").status_code == 302


def test_the_code_completes_the_sign_in_and_one_comes_to_the_wanted_page(strict: Flask) -> None:
    secret, _printed = set_up(strict)
    here = visitor(strict)
    asked = here.send("/sign-in", username="supervisor", password=PASSWORD, next="/register/")
    done = here.send("/second-factor/", code=code(secret), next="/register/")

    assert 'value="/register/"' in asked.text
    assert done.location == "/register/"
    assert here.get("/home").status_code == 200


@pytest.mark.parametrize(("steps", "accepted"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_a_clock_may_be_one_step_off(strict: Flask, steps: int, accepted: bool) -> None:
    with time_machine.travel(clock.now(), tick=False) as time:
        secret, _printed = set_up(strict)
        time.shift(timedelta(minutes=2))
        here = halfway(strict)
        answer = here.send("/second-factor/", code=code(secret, steps))

    assert answer.status_code == (302 if accepted else 403)


def test_a_code_that_was_used_is_refused(strict: Flask) -> None:
    with time_machine.travel(clock.now(), tick=False):
        secret, _printed = set_up(strict)
        same = code(secret)
        first = halfway(strict).send("/second-factor/", code=same)
        replayed = halfway(strict).send("/second-factor/", code=same)

    assert first.status_code == 302
    assert replayed.status_code == 403


def test_a_recovery_code_opens_once_however_it_is_typed(strict: Flask) -> None:
    _secret, printed = set_up(strict)
    typed = printed[3].lower().replace("-", " ")
    first = halfway(strict).send("/second-factor/", code=typed)
    again = halfway(strict).send("/second-factor/", code=printed[3])

    assert (first.status_code, again.status_code) == (302, 403)
    assert "officers:recovery_code:use" in acts(strict)


def test_wrong_codes_are_slowed_down_whatever_device_they_come_from(strict: Flask) -> None:
    secret, _printed = set_up(strict)
    with time_machine.travel(clock.now() + timedelta(minutes=2), tick=False) as time:
        for _ in range(5):
            halfway(strict).send("/second-factor/", code="000000")
        other = halfway(strict)
        delayed = other.send("/second-factor/", code=code(secret))
        time.shift(timedelta(seconds=2))
        later = other.send("/second-factor/", code=code(secret))

    assert delayed.status_code == 429
    assert delayed.headers["Retry-After"] == "1"
    assert later.status_code == 302


def test_the_printed_codes_say_whose_they_are_and_of_which_day(strict: Flask) -> None:
    here = halfway(strict)
    found = KEY.search(here.get("/second-factor/set-up").text)
    assert found
    secret = found.group(1).replace(" ", "")
    page = here.send("/second-factor/set-up", code=code(secret)).text
    paper = page.partition("<article")[2].partition("<ol")[0]

    assert "Test Supervisor" in paper
    assert '<bdi dir="ltr">supervisor</bdi>' in paper
    assert str(clock.today().year) in paper


def test_new_recovery_codes_void_the_old_ones(strict: Flask) -> None:
    secret, printed = set_up(strict)
    here = halfway(strict)
    here.send("/second-factor/", code=code(secret))
    refused = here.send("/own-account/recovery-codes", code="000000")
    fresh = PRINTED.findall(here.send("/own-account/recovery-codes", code=code(secret, 1)).text)

    assert PRINTED.findall(refused.text) == []
    assert len(fresh) == 10
    assert set(fresh).isdisjoint(printed)
    assert halfway(strict).send("/second-factor/", code=printed[0]).status_code == 403
    assert halfway(strict).send("/second-factor/", code=fresh[0]).status_code == 302


def test_an_administrator_forgets_the_factor_of_another_and_never_the_own(machine: Flask) -> None:
    machine.config["SECOND_FACTOR"] = "required"
    set_up(machine)
    machine.config["SECOND_FACTOR"] = "off"
    admin = browser(machine, "administrator")
    with machine.app_context():
        ids = {
            account.username: account.officer_id
            for account in db.session.scalars(select(Account))
            if account.username in ("supervisor", "administrator")
        }
    admin.send(f"/officers/{ids['supervisor']}/second-factor")
    own = admin.send(f"/officers/{ids['administrator']}/second-factor")
    told = admin.told()

    assert own.status_code == 302 and "alert-danger" in told
    assert acts(machine).count("officers:second_factor:reset") == 1
    with machine.app_context():
        assert db.session.scalars(select(SecondFactor)).all() == []
        assert db.session.scalars(select(RecoveryCode)).all() == []


def test_the_database_keeps_no_secret_and_no_recovery_code_in_the_open(strict: Flask) -> None:
    secret, printed = set_up(strict)
    with strict.app_context():
        db.session.remove()
        db.engine.dispose()
    files = strict.config["INSTANCE"].glob("borderpost.db*")
    kept = b"".join(path.read_bytes() for path in files)

    for hidden in (secret, *printed, printed[0].replace("-", "")):
        assert hidden.encode() not in kept


def test_a_carried_form_is_shown_only_after_the_second_factor(strict: Flask) -> None:
    secret, _printed = set_up(strict, "administrator")
    late = visitor(strict)
    form = late.send("/posts/new", code="NAR", name="Nara")
    found = re.search(r'name="carried" value="([^"]*)"', form.text)
    assert found
    asked = late.send(
        "/sign-in",
        username="administrator",
        password=PASSWORD,
        carried=html.unescape(found.group(1)),
    )
    passed = re.search(r'name="carried" value="([^"]*)"', asked.text)
    assert passed
    shown = late.send("/second-factor/", code=code(secret), carried=html.unescape(passed.group(1)))

    assert "<li><bdi>Nara</bdi></li>" not in asked.text
    assert "<li><bdi>Nara</bdi></li>" in shown.text
