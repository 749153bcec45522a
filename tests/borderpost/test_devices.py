"""Devices of the post's network: joining by a paper, and being refused without it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from borderpost import clock
from borderpost.audit.models import AuditLine
from borderpost.db import db
from borderpost.devices import gate, queries, services
from borderpost.devices.models import JoinedDevice
from borderpost.refusal import Refused
from tests.desk import Browser, MakeMachine, browser, officer, visitor

PHONE = {"environ_base": {"REMOTE_ADDR": "192.168.1.20"}}


class Phone(Browser):
    """A browser on the post's network, not on the machine itself."""

    def _ask(self, asking: Any, *args: Any, **more: Any) -> Any:
        return super()._ask(asking, *args, **PHONE, **more)


@pytest.fixture
def post(make_machine: MakeMachine) -> Flask:
    """A post that serves its network."""
    return make_machine(LAN=True)


def english(officer: Browser) -> Browser:
    officer.send("/language", locale="en")
    return officer


def phone(post: Flask, username: str = "") -> Phone:
    found = browser(post, username) if username else visitor(post)
    return Phone(found.client)


def paper(post: Flask) -> str:
    with post.app_context():
        return services.make_paper(by=officer(post, "administrator"))


def device_id(post: Flask) -> Any:
    with post.app_context():
        return db.session.scalars(select(JoinedDevice.id)).one()


def test_a_device_that_has_not_joined_is_refused_every_page_but_joining(post: Flask) -> None:
    stranger = phone(post)

    for path in ("/", "/sign-in", "/desk/", "/first-run", "/sw.js", "/no-such-page"):
        assert stranger.get(path).status_code == 403, path
    assert stranger.send("/sign-in", username="officer", password="x").status_code == 403
    assert stranger.get("/devices/join").status_code == 200
    assert stranger.get("/devices/authority.crt").status_code == 200


def test_an_officer_who_is_signed_in_elsewhere_is_refused_there_too(post: Flask) -> None:
    answer = phone(post, "officer").get("/desk/")

    assert answer.status_code == 403
    assert "Officer" not in answer.text


def test_the_machine_itself_is_always_joined(post: Flask) -> None:
    assert browser(post, "officer").get("/desk/").status_code == 200


def test_a_post_that_serves_no_network_asks_nobody_to_join(make_machine: MakeMachine) -> None:
    assert phone(make_machine(), "officer").get("/desk/").status_code == 200


def test_a_device_joins_with_a_paper_and_may_sign_in(post: Flask) -> None:
    newcomer = phone(post)

    answer = newcomer.send("/devices/join", code=paper(post).lower(), name="Black phone")

    assert answer.location == "/sign-in"
    assert "HttpOnly" in answer.headers["Set-Cookie"]
    assert newcomer.get("/sign-in").status_code == 200


def test_a_paper_is_good_for_one_device(post: Flask) -> None:
    code = paper(post)
    phone(post).send("/devices/join", code=code, name="First")
    second = phone(post)

    answer = second.send("/devices/join", code=code, name="Second")

    assert answer.status_code == 200
    assert second.get("/sign-in").status_code == 403


def test_a_paper_is_good_for_24_hours(post: Flask) -> None:
    code = paper(post)
    late = clock.now() + timedelta(hours=24, seconds=1)

    with post.app_context(), time_machine.travel(late), pytest.raises(Refused):
        services.join(code, "Late")


def test_the_database_keeps_neither_code_nor_token(post: Flask) -> None:
    code = paper(post)
    with post.app_context():
        token = services.join(code, "Phone")
        row = db.session.scalars(select(JoinedDevice)).one()

        assert token not in vars(row).values()
        assert queries.paper(code) is None
        assert queries.paper(code.replace("-", "")) is not None


def test_a_revoked_device_is_refused_at_its_next_request(post: Flask) -> None:
    used = phone(post)
    used.send("/devices/join", code=paper(post), name="Lost phone")
    before = used.get("/sign-in").status_code

    browser(post, "administrator").send(f"/devices/{device_id(post)}/revoke")

    assert (before, used.get("/sign-in").status_code) == (200, 403)


def test_joining_renaming_and_revoking_each_leave_a_line(post: Flask) -> None:
    phone(post).send("/devices/join", code=paper(post), name="Phone")
    administrator = browser(post, "administrator")
    administrator.send(f"/devices/{device_id(post)}", name="Lane 2, black phone")
    administrator.send(f"/devices/{device_id(post)}/revoke")

    with post.app_context():
        ours = select(AuditLine.act).where(AuditLine.act.startswith("devices"))
        acts = db.session.scalars(ours.order_by(AuditLine.seq))
        assert list(acts) == [
            "devices:paper:create",
            "devices:device:join",
            "devices:device:rename",
            "devices:device:revoke",
        ]
        assert db.session.scalars(select(JoinedDevice.name)).one() == "Lane 2, black phone"


def test_the_list_tells_when_a_device_was_last_seen(post: Flask) -> None:
    used = phone(post)
    used.send("/devices/join", code=paper(post), name="Phone")
    later = clock.now() + timedelta(minutes=5)

    with time_machine.travel(later, tick=False):
        used.get("/sign-in")

    with post.app_context():
        assert db.session.scalars(select(JoinedDevice.last_seen)).one() == later
    assert "Phone" in browser(post, "administrator").get("/devices/").text


@pytest.mark.parametrize(("language", "direction"), [("fr", "ltr"), ("en", "ltr"), ("ar", "rtl")])
def test_the_paper_prints_in_the_language_asked_for(
    post: Flask, language: str, direction: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("borderpost.devices.network.addresses", lambda: ["192.168.1.1"])

    page = browser(post, "administrator").send("/devices/papers", lang=language)

    assert f'<html lang="{language}" dir="{direction}">' in page.text
    assert "https://192.168.1.1:8443/devices/join" in page.text
    assert page.text.count("<code>") >= 8
    assert "<svg" in page.text


def test_only_the_paper_shows_the_fingerprint(post: Flask) -> None:
    """A stranger's page of joining would show its own: nothing is to be compared with a page."""
    groups = re.compile(r"<code>(?:[0-9A-F]{2} ){3}[0-9A-F]{2}</code>")

    assert len(groups.findall(browser(post, "administrator").send("/devices/papers").text)) == 8
    assert groups.findall(visitor(post).get("/devices/join").text) == []


def test_without_a_network_the_paper_names_the_machine(
    make_machine: MakeMachine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("borderpost.devices.network.addresses", lambda: ())
    administrator = browser(make_machine(LAN=True, LAN_NAME="gogui.local"), "administrator")

    assert "on no network" in english(administrator).get("/devices/").text
    assert "https://gogui.local:8443/devices/join" in administrator.send("/devices/papers").text


def test_over_https_the_device_cookie_is_locked_to_its_host(make_machine: MakeMachine) -> None:
    post = make_machine(LAN=True, HTTPS=True)
    newcomer = phone(post)

    answer = newcomer.send("/devices/join", code=paper(post), name="Phone")

    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-borderpost-device=")
    assert "Secure" in cookie
    assert "SameSite=Strict" in cookie
    with post.test_request_context():
        assert gate.cookie_name() == "__Host-borderpost-device"


def test_https_becomes_a_duty_on_the_network_and_not_on_the_machine(post: Flask) -> None:
    client = visitor(post).client
    header = "Strict-Transport-Security"

    assert header in client.get("/sign-in", base_url="https://gogui.local:8443").headers
    assert header not in client.get("/sign-in", base_url="https://localhost:8443").headers
    assert header not in client.get("/sign-in", base_url="http://127.0.0.1:8000").headers


def test_old_papers_are_purged(post: Flask) -> None:
    code = paper(post).replace("-", "")
    with post.app_context():
        with time_machine.travel(clock.now() + timedelta(days=40)):
            erased = services.purge(timedelta(days=30))

        assert erased == 1
        assert queries.paper(code) is None
