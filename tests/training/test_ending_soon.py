"""Warnings before a qualification ends: 60, 30 and 7 days, the calendar, the proposed renewal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask

from borderpost.calendars.queries import Whose
from tests.desk import browser, officer
from tests.training.certified import at_bamako, closed, order
from training import Permission
from training.ending_soon import entries
from training.queries import qualifications
from training.services import certifying, ending

LAST = date(2027, 3, 10)  # the first day without


@pytest.fixture(autouse=True)
def march() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(at_bamako(2026, 3, 10), tick=False) as traveller:
        yield traveller


@pytest.fixture
def post_id(inside: Flask) -> object:
    awa = officer(inside, "officer")
    run = closed(officers=[awa.officer_id], validity_months=12)
    certifying.issue(run.id, order(), by=None)
    return awa.post_id


@pytest.mark.parametrize(
    ("left", "warning"),
    [(61, None), (60, 60), (31, 60), (30, 30), (8, 30), (7, 7), (1, 7), (0, 7), (-9, 7)],
)
def test_the_narrowest_warning_that_is_due(post_id: object, left: int, warning: int) -> None:
    (told,) = qualifications.at_post(post_id, LAST - timedelta(days=left))  # type: ignore[arg-type]

    assert (told.days_left, told.warning) == (left, warning)


def test_a_renewed_one_warns_nobody_of_the_old(inside: Flask, post_id: object) -> None:
    renewed = closed(
        officers=[officer(inside, "officer").officer_id], code="PEPM-1B", validity_months=24
    )
    certifying.issue(renewed.id, order(), by=None)

    told = qualifications.at_post(post_id, date(2027, 3, 1))  # type: ignore[arg-type]

    assert [(one.certificate.course.code, one.warning) for one in told] == [
        ("PEPM-1", 30), ("PEPM-1B", None),
    ]  # fmt: skip


def test_the_page_and_the_home_page_propose_and_warn(inside: Flask, post_id: object) -> None:
    short = closed(
        officers=[officer(inside, "officer").officer_id], code="PEPM-1B", validity_months=1
    )
    certifying.issue(short.id, order(), by=None)
    chief = browser(inside, "supervisor")

    page = chief.get("/training/qualifications/").text

    assert "encore 31 jours" in page
    assert "1 agent doit refaire" in page
    assert "expirent dans les 60 jours" in chief.get("/home").text


def test_the_calendar_has_the_day_and_no_name(inside: Flask, post_id: object) -> None:
    with inside.test_request_context():
        (entry,) = entries(Whose(post_id, frozenset({Permission.READ})))  # type: ignore[arg-type]
        nobody = list(entries(Whose(post_id, frozenset())))  # type: ignore[arg-type]

    assert (entry.on, entry.title) == (LAST, "PEPM-1: 1 certificate ends")
    assert nobody == []


def test_a_revocation_waits_on_the_home_page_of_who_may_answer(inside: Flask) -> None:
    run = closed()
    (row,) = certifying.issue(run.id, order(), by=None)
    ending.ask(row.id, "Copied", by=officer(inside, "trainer"))

    assert row.number in browser(inside, "supervisor").get("/home").text
    assert row.number not in browser(inside, "trainer").get("/home").text
