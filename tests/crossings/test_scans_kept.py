"""What waits of a scan: nobody else's, nothing lost, and gone after a shift."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import numpy as np
import pytest
import time_machine
from flask import Flask

from borderpost import clock
from borderpost.db import db
from borderpost.posts.models import Lane
from crossings.services import retention, scans
from docreader.pool import ReaderPool
from tests.crossings.reader import reader
from tests.crossings.scanning import cleared, left, openers, rows, sent
from tests.crossings.work import acts
from tests.desk import Browser, english
from tests.docreader.drawn import file_of
from tests.docreader.scans import card, passport, scan_of, sheet


@pytest.fixture(scope="module")
def pool() -> Iterator[ReaderPool]:
    """One reader process for all these tests."""
    with ReaderPool(children=1, seconds=60) as running:
        yield running


@pytest.fixture
def post(machine: Flask, pool: ReaderPool) -> Flask:
    """A machine whose reader has already started."""
    machine.extensions["reader_pool"] = pool
    return machine


@pytest.fixture
def awa(post: Flask) -> Browser:
    return english(post, "officer")


@pytest.fixture(scope="module")
def three() -> bytes:
    """Three people on two pages, one of them twice."""
    return scan_of([sheet(passport(1), card(0)), sheet(passport(2), passport(1))])


def test_what_waits_outlives_a_sign_out(post: Flask, awa: Browser, three: bytes) -> None:
    sent(awa, three)
    awa.send("/sign-out")

    again = english(post, "officer")

    assert "2 scanned documents wait" in again.get("/desk/").text


def test_one_is_cleared_and_all_are_cleared(post: Flask, awa: Browser, three: bytes) -> None:
    sent(awa, three)
    addresses = openers(awa.get("/desk/").text)

    awa.send(cleared(addresses[0]))
    assert openers(awa.get("/desk/").text) == addresses[1:]
    waiting = re.findall(r'name="waiting" value="([^"]+)"', awa.get("/desk/").text)
    assert waiting == []  # with one left there is nothing to clear at once
    sent(awa, three)
    ids = re.findall(r'name="waiting" value="([^"]+)"', awa.get("/desk/").text)
    awa.send("/desk/scan/clear", waiting=ids)

    assert len(ids) == 3
    assert "scans-waiting" not in awa.get("/desk/").text
    assert {row.state for row in rows(post)} == {"open"}
    with post.app_context():
        assert acts().count("crossings:scan:clear") == 4


def test_what_is_cleared_already_is_told(awa: Browser, three: bytes) -> None:
    sent(awa, three)
    address = openers(awa.get("/desk/").text)[0]
    opened = awa.send(address).location

    awa.send(cleared(address))

    assert "Nothing waits any more." in awa.told()
    assert awa.get(opened).status_code == 200


def test_a_colleague_neither_sees_nor_opens_nor_clears_them(
    post: Flask, awa: Browser, three: bytes
) -> None:
    first = sent(awa, three)
    addresses = openers(awa.get("/desk/").text)
    waiting = UUID(addresses[0].split("/")[3])

    for username in ("second_line_officer", "supervisor", "stranger"):
        other = english(post, username)
        assert openers(other.get("/desk/").text) == []
        assert other.send(addresses[0]).status_code == 404
        assert other.send(cleared(addresses[0])).status_code == 404
        other.send("/desk/scan/clear", waiting=str(waiting))
    assert "more wait" not in english(post, "supervisor").get(first).text
    assert openers(awa.get("/desk/").text) == addresses


@pytest.mark.parametrize("part", ["", "/zone.png", "/page.jpg", "/correct/", "/face.jpg"])
def test_what_waits_is_no_sheet_yet(awa: Browser, three: bytes, part: str) -> None:
    sent(awa, three)
    address = openers(awa.get("/desk/").text)[0].replace("/scan", "").replace("/open", "")

    assert awa.get(f"{address}{part}").status_code == 404


@pytest.mark.parametrize("act", ["decide", "refer", "leave", "face"])
def test_nobody_decides_about_what_waits(awa: Browser, three: bytes, act: str) -> None:
    sent(awa, three)
    address = openers(awa.get("/desk/").text)[0].replace("/scan", "").replace("/open", "")

    assert awa.send(f"{address}/{act}", decision="admit", version="1").status_code == 404


def test_after_a_shift_they_are_gone_and_erased(post: Flask, awa: Browser, three: bytes) -> None:
    sent(awa, three)
    address = openers(awa.get("/desk/").text)[0]

    with time_machine.travel(clock.now() + scans.HELD + timedelta(seconds=1), tick=False):
        awa = english(post, "officer")
        assert openers(awa.get("/desk/").text) == []
        assert awa.send(address).location == "/desk/"
        assert "This document does not wait any more. Scan it again." in awa.told()
        with post.app_context():
            retention.purge_inspections(timedelta(days=30))
    assert [row.state for row in rows(post)] == ["open"]


def test_what_waits_is_not_called_just_scanned(awa: Browser, three: bytes) -> None:
    """Its own copy in the pile is not somebody else's sheet."""
    sent(awa, three)
    again = sent(awa, scan_of([sheet(passport(2))]))

    assert 'id="seen"' not in awa.get(again).text


def test_a_document_opens_where_the_officer_works_by_then(
    post: Flask, awa: Browser, three: bytes
) -> None:
    first = sent(awa, three)
    lane = str(rows(post)[0].lane_id)
    awa.send("/desk/place", lane=lane, direction="X")

    left(awa, first)

    assert [row.direction for row in rows(post)] == ["E", "X", "E"]


def test_without_a_place_nothing_opens_by_itself_and_nothing_is_lost(
    post: Flask, awa: Browser, three: bytes
) -> None:
    first = sent(awa, three)
    with post.app_context():
        for lane in db.session.scalars(db.select(Lane)):
            lane.is_open = False
        db.session.commit()

    assert left(awa, first) == "/desk/"
    assert len([row for row in rows(post) if row.state == "waiting"]) == 2


def test_a_full_page_reader_is_told_of_what_it_must_send_alone(post: Flask, awa: Browser) -> None:
    agent = reader(post)
    both = file_of(np.vstack([passport(1), passport(2)]))

    assert "several_documents:2" in agent.send(picture=both).json["warnings"]
