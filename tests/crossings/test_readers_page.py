"""Readers of the lanes: a token is shown once, a lost reader is revoked."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy import select

from borderpost.db import db
from crossings.models import DeviceAgent
from tests.crossings.reader import Reader, reader
from tests.crossings.work import acts
from tests.desk import browser, english, lane_id

PAGE = "/desk/readers/"


def lane(machine: Flask, code: str = "AAA") -> str:
    with machine.app_context():
        return str(lane_id(code))


@pytest.mark.parametrize("username", ["administrator", "supervisor"])
def test_a_reader_gets_a_token_that_is_shown_once(machine: Flask, username: str) -> None:
    chief = browser(machine, username)

    shown = chief.send(PAGE, name="Page reader", lane=lane(machine)).text

    token = re.search(r'class="token">([^<]+)<', shown)
    assert token
    assert Reader(machine, token[1]).hello().json["lane"] == "1"
    listed = chief.get(PAGE).text
    assert "Page reader" in listed and token[1] not in listed
    with machine.app_context():
        assert acts()[-1] == "crossings:agent:create"


@pytest.mark.parametrize("fields", [{"name": ""}, {"name": "x" * 61}, {"lane": "nowhere"}])
def test_a_bad_form_makes_no_reader(machine: Flask, fields: dict[str, str]) -> None:
    sent = {"name": "Page", "lane": lane(machine)} | fields

    assert browser(machine, "supervisor").send(PAGE, **sent).status_code == 422
    with machine.app_context():
        assert db.session.scalars(select(DeviceAgent)).all() == []


def test_the_lane_of_another_post_is_not_on_offer(machine: Flask) -> None:
    answer = browser(machine, "administrator").send(PAGE, name="Page", lane=lane(machine, "BBB"))

    assert answer.status_code == 422


def test_a_revoked_reader_is_refused_at_once(machine: Flask) -> None:
    page = reader(machine)
    chief = english(machine, "supervisor")
    address = re.search(r'action="([^"]+/revoke)"', chief.get(PAGE).text)
    assert address

    assert chief.send(address[1]).status_code == 302

    assert page.hello().status_code == 401
    assert "Revoked" in chief.get(PAGE).text
    with machine.app_context():
        assert acts()[-1] == "crossings:agent:revoke"


def test_an_officer_makes_no_reader(machine: Flask) -> None:
    assert browser(machine, "officer").get(PAGE).status_code == 403


def test_an_empty_list_says_what_to_do(machine: Flask) -> None:
    assert "its token is shown once" in english(machine, "supervisor").get(PAGE).text
