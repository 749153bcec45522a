"""Whether the post is open: said by a supervisor, shown everywhere, blocking nobody."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy.exc import DatabaseError

from borderpost import clock
from borderpost.db import db, transaction
from borderpost.posts import statuses
from borderpost.posts.models import Status
from borderpost.posts.statuses import Told
from borderpost.refusal import Refused
from tests.crossings.work import acts, crossed
from tests.desk import Browser, browser, english, officer, post_id, visitor

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
SHUT = Told(Status.CLOSED, "Curfew by order of the governor")


def closed(app: Flask) -> Browser:
    """The supervisor who closed the post."""
    chief = english(app, "supervisor")
    with app.app_context():
        address = f"/posts/{post_id()}/status/"
    answer = chief.send(address, status="closed", reason=SHUT.reason)
    assert answer.status_code == 302, answer.text
    return chief


def test_a_closed_post_says_so_on_every_page_and_at_the_sign_in(machine: Flask) -> None:
    assert 'data-status="closed"' not in visitor(machine).get("/sign-in").text
    closed(machine)

    for page in (visitor(machine).get("/sign-in"), browser(machine, "analyst").get("/home"),
                 english(machine, "officer").get("/desk/")):  # fmt: skip
        assert 'data-status="closed"' in page.text
        assert SHUT.reason in page.text


def test_a_closed_post_warns_and_records_whoever_stands_there(machine: Flask) -> None:
    closed(machine)
    desk = english(machine, "officer").get("/desk/").text
    assert "recorded all the same" in desk

    with machine.app_context():
        assert crossed(officer(machine, "officer")).decision == "admit"


def test_a_post_that_opens_again_shows_nothing_and_keeps_its_history(machine: Flask) -> None:
    chief = closed(machine)
    with machine.app_context():
        address = f"/posts/{post_id()}/status/"
    chief.send(address, status="open", reason="")

    assert "data-status=" not in browser(machine, "officer").get("/desk/").text
    file = chief.get(f"{address}history.csv").text
    assert [line.split(",")[1] for line in file.splitlines()[1:]] == ["open", "closed"]


@pytest.mark.parametrize(
    ("told", "field"),
    [
        (Told(Status.CLOSED), "reason"),
        (Told("asleep", "x"), "status"),
        (Told(Status.CLOSED, "x", since=NOON + timedelta(minutes=5)), "since"),
        (Told(Status.CLOSED, "x", since=NOON - timedelta(days=2)), "since"),
        (Told(Status.CLOSED, "x", expected_until=NOON - timedelta(hours=1)), "expected_until"),
    ],
)
def test_a_status_that_makes_no_sense_is_refused(inside: Flask, told: Told, field: str) -> None:
    chief = officer(inside, "supervisor")
    with clock.standing_at(NOON - timedelta(days=1)):
        statuses.say(post_id(), Told(Status.RESTRICTED, "Rain"), by=chief)
    with clock.standing_at(NOON), pytest.raises(Refused) as refused:
        statuses.say(post_id(), told, by=chief)

    assert refused.value.field == field
    now = statuses.current(post_id())
    assert now is not None
    assert now.status == Status.RESTRICTED


def test_what_was_so_when_is_told_in_spans(inside: Flask) -> None:
    chief = officer(inside, "supervisor")
    for hours, told in ((0, SHUT), (5, Told(Status.OPEN)), (9, Told(Status.RESTRICTED, "Rain"))):
        with clock.standing_at(NOON + timedelta(hours=hours)):
            statuses.say(post_id(), told, by=chief)

    found = statuses.spans(post_id(), NOON, NOON + timedelta(days=1))
    assert [(one.row.status, one.ended_at) for one in found] == [
        ("closed", NOON + timedelta(hours=5)),
        ("restricted", None),
    ]
    assert statuses.spans(post_id(), NOON + timedelta(hours=6), NOON + timedelta(hours=8)) == []
    assert acts().count("posts:status:change") == 3


def test_only_the_supervisor_of_the_post_says_its_status(machine: Flask) -> None:
    with machine.app_context():
        own, other = f"/posts/{post_id()}/status/", f"/posts/{post_id('BBB')}/status/"
    for role in ("officer", "administrator", "analyst"):
        assert browser(machine, role).send(own, status="open").status_code == 403
    assert browser(machine, "supervisor").send(other, status="open").status_code == 404


def test_an_evacuation_that_did_not_happen_leaves_the_post_as_it_was(inside: Flask) -> None:
    statuses.say(post_id(), Told(Status.RESTRICTED, "Rain"), by=officer(inside, "supervisor"))
    statuses.leave()
    statuses.come_back()
    statuses.come_back()  # once is enough

    rows = db.session.scalars(statuses.history(post_id())).all()
    assert [row.status for row in rows] == ["restricted", "evacuated", "restricted"]
    assert "Rain" in rows[0].reason


@pytest.mark.parametrize("change", ["UPDATE {} SET status = 'open'", "DELETE FROM {}"])
def test_the_database_itself_refuses_to_change_a_status(inside: Flask, change: str) -> None:
    statuses.say(post_id(), SHUT, by=officer(inside, "supervisor"))
    with pytest.raises(DatabaseError, match="never changed"), transaction() as session:
        session.execute(db.text(change.format("post_statuses")))
