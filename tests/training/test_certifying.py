"""Issuing certificates: to whom, once, gapless, and with every fact under a digest."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from threading import Barrier
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from borderpost import clock
from borderpost.db import db
from borderpost.refusal import Refused
from tests.headquarters import cast_database, headquarters
from tests.training.certified import TODAY, at_bamako, closed, order
from tests.training.course import seats
from training import certificate_facts
from training.certificate_models import Certificate, CertificateCounter
from training.models import Run, RunState
from training.queries import certificates as queries
from training.services import certifying

__all__ = ["cast_database", "headquarters"]
pytestmark = pytest.mark.usefixtures("march")


@pytest.fixture
def march(request: pytest.FixtureRequest) -> object:
    with time_machine.travel(at_bamako(2026, 3, 10), tick=False):
        yield


def all_of() -> list[Certificate]:
    db.session.rollback()
    return list(db.session.scalars(select(Certificate).order_by(Certificate.serial)))


def test_each_who_completed_gets_one_and_the_run_is_certified(inside: Flask) -> None:
    run = closed(people=3, absent=(1,))

    made = certifying.issue(run.id, order(), by=None)

    assert [row.number[-12:] for row in made] == ["C-2026-00001", "C-2026-00002"]
    assert {row.enrolment_id for row in made} == {seats(run)[0].id, seats(run)[2].id}
    assert db.session.get_one(Run, run.id).state == RunState.CERTIFIED


def test_a_certificate_keeps_every_printed_fact_and_the_rule_with_its_inputs(inside: Flask) -> None:
    run = closed(people=1)
    seat = seats(run)[0]

    (row,) = certifying.issue(run.id, order({seat.id: " عوا  سماسا "}), by=None)

    told = row.payload
    assert (told["name"], told["name_arabic"]) == ("Officer SPECIMEN 00", "عوا سماسا")
    assert told["rule"] == {"min_attendance": 80, "minutes_credited": 720, "minutes_held": 720,
                            "pass_mark": None, "score": None}  # fmt: skip
    assert told["course"]["hours"] == 20
    assert (told["number"], told["code"]) == (row.number, row.code)
    assert (told["starts_on"], told["ends_on"], told["issued_on"]) == (
        "2026-03-02", "2026-03-06", "2026-03-10",
    )  # fmt: skip
    assert row.payload_sha256 == certificate_facts.digest(told)
    assert str(row.officer_id) not in certificate_facts.canonical(told)


def test_asked_twice_it_makes_one(inside: Flask) -> None:
    run = closed(people=2)
    certifying.issue(run.id, order(), by=None)

    assert certifying.issue(run.id, order(), by=None) == []
    assert len(all_of()) == 2


def test_a_course_of_24_months_is_valid_to_the_same_day_of_the_month(inside: Flask) -> None:
    run = closed(people=1, validity_months=24)

    (row,) = certifying.issue(run.id, order(), by=None)

    assert (row.issued_on, row.valid_until) == (TODAY, date(2028, 3, 10))


def test_a_run_that_is_not_closed_certifies_nobody(inside: Flask) -> None:
    run = closed(people=1, close=False)

    with pytest.raises(Refused, match="Close the run first"):
        certifying.issue(run.id, order(), by=None)


def test_a_run_that_nobody_completed_certifies_nobody(inside: Flask) -> None:
    run = closed(people=1, absent=(0,))

    with pytest.raises(Refused, match="Nobody completed"):
        certifying.issue(run.id, order(), by=None)


@pytest.mark.parametrize("days", [-5, 1])
def test_a_day_before_the_runs_end_or_to_come_is_refused(inside: Flask, days: int) -> None:
    run = closed(people=1)

    with pytest.raises(Refused) as refused:
        certifying.issue(run.id, certifying.Order(TODAY + timedelta(days=days)), by=None)

    assert refused.value.field == "issued_on"


def test_the_database_itself_refuses_a_second_valid_one(inside: Flask) -> None:
    run = closed(people=1)
    (row,) = certifying.issue(run.id, order(), by=None)
    columns = {c.name: getattr(row, c.name) for c in Certificate.__table__.columns}
    columns |= {"id": UUID(int=7), "number": "X-2", "code": "other", "serial": 2}

    db.session.add(Certificate(**columns))
    with pytest.raises(IntegrityError):
        db.session.commit()
    db.session.rollback()


def test_a_serial_that_was_counted_and_is_not_there_is_told(inside: Flask) -> None:
    run = closed(people=2)
    first, _second = certifying.issue(run.id, order(), by=None)
    db.session.execute(text("DROP TRIGGER course_certificates_refuse_delete"))
    db.session.delete(first)
    db.session.commit()

    assert [serial for _post, _year, serial in queries.gaps()] == [1]


def test_eight_who_press_at_once_make_one_each(inside: Flask) -> None:
    eight_at_once(inside)


@pytest.mark.db
def test_eight_who_press_at_once_make_one_each_at_headquarters(headquarters: Flask) -> None:
    with headquarters.app_context():
        eight_at_once(headquarters)


def eight_at_once(app: Flask) -> None:
    run_id, ready = closed(people=2).id, Barrier(8)
    db.session.rollback()

    def press(_which: int) -> int:
        with app.app_context():
            ready.wait()
            return len(certifying.issue(run_id, order(), by=None))

    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(press, range(8)))

    assert sorted(made) == [0] * 7 + [2]
    assert [row.serial for row in all_of()] == [1, 2]
    assert db.session.scalar(select(CertificateCounter.last)) == 2
    assert clock.now().astimezone(ZoneInfo("Africa/Bamako")) == datetime(
        2026, 3, 10, 12, tzinfo=ZoneInfo("Africa/Bamako")
    )
