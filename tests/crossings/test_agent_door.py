"""The door for a lane's reader program: who may knock, and when somebody opens."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from borderpost import clock
from borderpost.db import db
from borderpost.posts import services as posts
from borderpost.posts.services import LaneFacts
from borderpost.security import limiter
from crossings.models import AgentDocument, DeviceAgent
from crossings.services import agents
from tests.crossings.documents import zone
from tests.crossings.reader import Reader, reader
from tests.desk import MakeMachine, browser, lane_id, officer, post_id, signed_in

NETWORK = {"REMOTE_ADDR": "192.168.1.30"}


def error(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json["error"]


def held(app: Flask) -> list[AgentDocument]:
    with app.app_context():
        return list(db.session.scalars(select(AgentDocument)))


@pytest.fixture
def page(machine: Flask) -> Reader:
    """The reader of the only lane, where an officer is signed in."""
    signed_in(machine, "officer")
    return reader(machine)


@pytest.mark.parametrize("token", ["", "wrong", "Bearer"])
def test_a_strange_token_is_refused(machine: Flask, page: Reader, token: str) -> None:
    stranger = Reader(machine, token)

    assert error(stranger.send(lines=zone())) == (401, "unknown_token")
    assert error(stranger.hello()) == (401, "unknown_token")
    assert stranger.hello().headers["WWW-Authenticate"] == "Bearer"
    assert held(machine) == []


def test_an_officer_without_a_token_is_refused_too(machine: Flask, page: Reader) -> None:
    answer = browser(machine, "officer").send("/desk/agent", protocol="1", document="1", lines="x")

    assert error(answer) == (401, "unknown_token")


def test_a_token_opens_no_page(machine: Flask, page: Reader) -> None:
    headers = {"Authorization": f"Bearer {page.token}"}

    for path in ("/desk/", "/register/", "/desk/readers/", "/desk/reader/waiting"):
        assert page.client.get(path, headers=headers).status_code == 302, path


def test_a_revoked_reader_is_refused_and_what_waited_from_it_is_erased(
    machine: Flask, page: Reader
) -> None:
    page.send(lines=zone())
    with machine.app_context():
        agent = db.session.scalars(select(DeviceAgent)).one()
        agents.revoke(agent.id, by=officer(machine, "administrator"))

    assert error(page.send("scan-2", lines=zone())) == (401, "unknown_token")
    assert not held(machine)[0].is_waiting
    with machine.app_context():
        assert db.session.scalars(select(AgentDocument)).one().content is None


def test_the_database_keeps_no_token(machine: Flask, page: Reader) -> None:
    with machine.app_context():
        kept = db.session.scalars(select(DeviceAgent)).one()
        assert page.token not in vars(kept).values()


def test_a_document_is_refused_while_nobody_works_at_the_lane(machine: Flask) -> None:
    assert error(reader(machine).send(lines=zone())) == (409, "nobody_at_lane")
    assert held(machine) == []


def test_who_is_locked_or_may_not_inspect_is_not_at_the_lane(make_machine: MakeMachine) -> None:
    app = make_machine(LOCK_MINUTES=3)
    signed_in(app, "auditor")
    alone = reader(app)
    assert alone.hello().json["officer_present"] is False

    signed_in(app, "officer")
    assert alone.hello().json["officer_present"] is True
    with time_machine.travel(clock.now().timestamp() + 600):
        assert alone.hello().json["officer_present"] is False


def test_an_officer_at_another_lane_is_not_at_this_one(machine: Flask, page: Reader) -> None:
    with machine.app_context():
        made = posts.create_lane(post_id(), LaneFacts("2", "Bus", "X"), by=None)
        second = made.id

    assert page.hello().json["officer_present"] is True
    assert error(reader(machine, lane=second).send(lines=zone())) == (409, "nobody_at_lane")


def test_a_closed_lane_takes_no_document(machine: Flask, page: Reader) -> None:
    with machine.app_context():
        facts = LaneFacts("1", "Piétons", "E", is_open=False)
        posts.change_lane(lane_id(), facts, by=officer(machine, "administrator"))

    assert error(page.send(lines=zone())) == (409, "lane_closed")


def test_the_reader_of_another_posts_lane_is_refused_here(machine: Flask) -> None:
    signed_in(machine, "stranger")

    assert error(reader(machine, "BBB").send(lines=zone())) == (409, "other_machine")


def test_too_many_words_from_one_reader_are_refused(make_machine: MakeMachine) -> None:
    app = make_machine(RATELIMIT_ENABLED=True)
    limiter.reset()
    here = reader(app)

    answers = [here.hello().status_code for _ in range(61)]

    assert answers == [200] * 60 + [429]
    assert error(here.hello()) == (429, "too_often")
    limiter.reset()


def test_guessing_tokens_is_slowed_down(make_machine: MakeMachine) -> None:
    app = make_machine(RATELIMIT_ENABLED=True)
    limiter.reset()
    stranger = Reader(app, "guess")

    answers = [stranger.hello().status_code for _ in range(31)]

    assert answers == [401] * 30 + [429]
    limiter.reset()


def test_the_network_reaches_this_door_without_joining_and_no_other(
    make_machine: MakeMachine,
) -> None:
    app = make_machine(LAN=True)
    signed_in(app, "officer")
    here = reader(app)

    assert here.send(lines=zone(), environ=NETWORK).status_code == 201
    assert here.client.get("/desk/", environ_base=NETWORK).status_code == 403
    assert Reader(app, "x").send(lines=zone(), environ=NETWORK).status_code == 401


def test_forgery_protection_stands_and_asks_this_door_for_no_token(
    make_machine: MakeMachine,
) -> None:
    app = make_machine(WTF_CSRF_ENABLED=True)
    signed_in(app, "officer")

    assert reader(app).send(lines=zone()).status_code == 201
    assert browser(app, "officer").send("/desk/inspect", lines=zone()).status_code == 400


def test_the_reader_was_seen(machine: Flask, page: Reader) -> None:
    page.hello()

    with machine.app_context():
        assert db.session.scalars(select(DeviceAgent.last_seen)).one() is not None
