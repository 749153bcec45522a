"""Lanes in the order of the booths, and not closed over an open sheet without asking."""

from __future__ import annotations

from uuid import UUID

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from borderpost import clock
from borderpost.audit.models import AuditLine
from borderpost.db import db
from borderpost.posts import queries, services
from borderpost.posts.models import Lane, Post
from borderpost.posts.services import LaneFacts
from borderpost.refusal import Refused
from crossings.open_sheets import LATELY
from tests.crossings.work import admit, inspect, opened
from tests.desk import Browser, browser, english, lane_id, officer, post_id

CLOSED = LaneFacts("1", "Piétons", "E", is_open=False)


@pytest.fixture
def admin(machine: Flask) -> Browser:
    return english(machine, "administrator")


@pytest.fixture
def address(machine: Flask) -> str:
    with machine.app_context():
        return f"/posts/{post_id()}/lanes/{lane_id()}"


def closing(**more: str) -> dict[str, str]:
    return {"code": "1", "name": "Piétons", "default_direction": "E", **more}


def is_open(machine: Flask) -> bool:
    with machine.app_context():
        return bool(db.session.get_one(Lane, lane_id()).is_open)


def codes(post: UUID) -> list[str]:
    return [lane.code for lane in queries.lanes(post)]


def test_a_lane_with_open_sheets_asks_before_it_closes(
    machine: Flask, admin: Browser, address: str
) -> None:
    for username in ("officer", "officer", "second_line_officer"):
        inspect(browser(machine, username))

    answer = admin.send(address, **closing())

    assert answer.status_code == 422
    assert "2 sheets of Test Officer" in answer.text
    assert "1 sheet of Test Second Line Officer" in answer.text
    assert 'name="confirmed"' in answer.text
    assert is_open(machine)


def test_who_confirms_closes_it_all_the_same(machine: Flask, admin: Browser, address: str) -> None:
    inspect(browser(machine, "officer"))

    assert admin.send(address, **closing(confirmed="y")).status_code == 302
    assert not is_open(machine)


def test_a_lane_without_open_sheets_closes_at_once(
    machine: Flask, admin: Browser, address: str
) -> None:
    here = browser(machine, "officer")
    assert admit(here, inspect(here)) == 302

    assert "confirmed" not in admin.get(address).text
    assert admin.send(address, **closing()).status_code == 302
    assert not is_open(machine)


def test_renaming_a_lane_with_open_sheets_asks_nothing(
    machine: Flask, admin: Browser, address: str
) -> None:
    inspect(browser(machine, "officer"))

    assert admin.send(address, **closing(name="Camions", is_open="y")).status_code == 302


def test_a_sheet_that_was_left_behind_holds_no_lane_open(inside: Flask) -> None:
    opened(officer(inside, "officer"))
    admin = officer(inside, "administrator")
    with pytest.raises(Refused):
        services.change_lane(lane_id(), CLOSED, by=admin)

    with time_machine.travel(clock.now() + LATELY):
        services.change_lane(lane_id(), CLOSED, by=admin)

    assert not db.session.get_one(Lane, lane_id()).is_open


def test_the_sheets_of_another_lane_hold_nothing(inside: Flask) -> None:
    opened(officer(inside, "officer"))
    second = services.create_lane(post_id(), LaneFacts("2", "Bus", "X"), by=None).id

    facts = LaneFacts("2", "Bus", "X", is_open=False)
    services.change_lane(second, facts, by=officer(inside, "administrator"))


def test_a_new_lane_stands_last(inside: Flask) -> None:
    for code in ("0", "9", "5"):
        services.create_lane(post_id(), LaneFacts(code, f"Lane {code}", "E"), by=None)

    assert codes(post_id()) == ["1", "0", "9", "5"]


def test_lanes_are_moved_and_stand_so_everywhere(machine: Flask, admin: Browser) -> None:
    with machine.app_context():
        second = services.create_lane(post_id(), LaneFacts("2", "Bus", "X"), by=None).id
        address = f"/posts/{post_id()}/lanes/{second}/move"

    assert admin.send(address, to="up").status_code == 302

    with machine.app_context():
        assert codes(post_id()) == ["2", "1"]
        assert [lane.code for lane in queries.open_lanes(post_id())] == ["2", "1"]
        assert [lane.code for lane in db.session.get_one(Post, post_id()).lanes] == ["2", "1"]
        last = db.session.scalars(select(AuditLine.act).order_by(AuditLine.seq.desc())).first()
        assert last == "posts:lane:change"
    desk = browser(machine, "officer").get("/desk/").text
    assert desk.index("Bus</option>") < desk.index("Piétons</option>")
    admin.send(address, to="down")
    with machine.app_context():
        assert codes(post_id()) == ["1", "2"]


@pytest.mark.parametrize("steps", [-1, 1, 9])
def test_at_the_end_of_the_list_nothing_moves_and_nothing_is_said(
    inside: Flask, steps: int
) -> None:
    before = db.session.scalars(select(AuditLine.seq)).all()
    services.move_lane(lane_id(), steps, by=officer(inside, "administrator"))

    assert db.session.scalars(select(AuditLine.seq)).all() == before


def test_the_lane_of_another_post_is_not_moved_from_here(machine: Flask, admin: Browser) -> None:
    with machine.app_context():
        address = f"/posts/{post_id()}/lanes/{lane_id('BBB')}/move"

    assert admin.send(address, to="up").status_code == 404
