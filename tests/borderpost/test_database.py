"""The one way to write: whole or not at all, durable, instants with their zone, sealed secrets."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import StatementError

from borderpost import clock, sealing
from borderpost.db import db, new_id, transaction
from borderpost.officers.models import SignIn
from borderpost.posts.models import Post
from borderpost.sealing import SealBroken
from tests.desk import MakeMachine, officer


def renamed(name: str) -> None:
    with transaction() as session:
        session.scalars(select(Post).where(Post.code == "AAA")).one().name = name


def name() -> str:
    db.session.rollback()
    return db.session.scalars(select(Post.name).where(Post.code == "AAA")).one()


def test_a_change_is_kept(inside: Flask) -> None:
    renamed("Nouveau")

    assert name() == "Nouveau"


def test_a_change_that_fails_half_way_is_not_there(inside: Flask) -> None:
    with pytest.raises(KeyError), transaction() as session:
        session.scalars(select(Post).where(Post.code == "AAA")).one().name = "À moitié"
        session.flush()
        raise KeyError

    assert name() == "Gogui"


def test_what_was_read_before_is_read_again_inside(inside: Flask) -> None:
    post = db.session.scalars(select(Post).where(Post.code == "AAA")).one()
    with db.engine.begin() as elsewhere:
        elsewhere.execute(db.text("UPDATE posts SET name = 'Ailleurs' WHERE code = 'AAA'"))

    with transaction():
        assert post.name == "Ailleurs"


def test_sqlite_is_set_for_a_power_cut(inside: Flask) -> None:
    asked = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    with db.engine.connect() as connection:
        told = {one: connection.exec_driver_sql(f"PRAGMA {one}").scalar_one() for one in asked}

    assert told == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1,
                    "busy_timeout": 5000}  # fmt: skip


def test_a_writer_takes_the_lock_at_once(inside: Flask) -> None:
    with transaction(), db.engine.connect() as other:
        other.exec_driver_sql("PRAGMA busy_timeout=50")
        other.commit()
        with pytest.raises(StatementError, match="locked"):
            other.execution_options(begin="IMMEDIATE").exec_driver_sql("SELECT 1")


def test_an_instant_comes_back_as_it_was_in_utc(inside: Flask) -> None:
    row_id = officer(inside, "officer").sign_in_id
    noon = datetime(2026, 11, 23, 12, 0, 0, 123456, tzinfo=timezone(timedelta(hours=2)))
    with transaction() as session:
        session.get_one(SignIn, row_id).seen_at = noon
    kept = db.session.get_one(SignIn, row_id).seen_at

    assert kept == noon
    assert kept.utcoffset() == timedelta(0)


def test_an_instant_without_its_zone_is_refused(inside: Flask) -> None:
    row_id = officer(inside, "officer").sign_in_id

    with pytest.raises(StatementError, match="time zone"), transaction() as session:
        session.get_one(SignIn, row_id).seen_at = datetime(2026, 11, 23)  # noqa: DTZ001


def test_ids_are_sorted_by_the_time_they_were_made() -> None:
    made = [new_id() for _ in range(1000)]

    assert len(set(made)) == 1000
    assert made == sorted(made)
    assert {one.version for one in made} == {7}


def test_the_clock_stands_where_it_is_told_and_always_in_utc() -> None:
    east = datetime(2026, 1, 1, 1, 30, tzinfo=timezone(timedelta(hours=5, minutes=45)))
    with clock.standing_at(east):
        stood, day = clock.now(), clock.today("Africa/Bamako")

    assert stood == east
    assert stood.tzinfo is UTC
    assert day.isoformat() == "2025-12-31"
    assert clock.now() != east


def test_the_day_is_the_posts_own() -> None:
    with clock.standing_at(datetime(2026, 11, 23, 23, 30, tzinfo=UTC)):
        days = [clock.today(zone).isoformat() for zone in ("UTC", "Africa/Bamako", "Africa/Lagos")]

    assert days == ["2026-11-23", "2026-11-23", "2026-11-24"]


def test_a_seal_opens_again_and_never_looks_the_same(inside: Flask) -> None:
    first, second = sealing.seal(b"P<UTOERIKSSON"), sealing.seal(b"P<UTOERIKSSON")

    assert first != second
    assert b"ERIKSSON" not in first
    assert sealing.unseal(first) == sealing.unseal(second) == b"P<UTOERIKSSON"


@pytest.mark.parametrize("at", [0, 12, -1])
def test_an_altered_seal_is_broken(inside: Flask, at: int) -> None:
    sealed = bytearray(sealing.seal(b"secret"))
    sealed[at] ^= 1

    with pytest.raises(SealBroken):
        sealing.unseal(bytes(sealed))


@pytest.mark.parametrize("sealed", [b"", b"short", b"x" * 27])
def test_what_was_never_sealed_does_not_open(inside: Flask, sealed: bytes) -> None:
    with pytest.raises(SealBroken):
        sealing.unseal(sealed)


def test_another_machines_key_does_not_open_it(make_machine: MakeMachine) -> None:
    here, there = make_machine(), make_machine(SEAL_KEY=b"k" * 32)
    with here.app_context():
        sealed = sealing.seal(b"secret")

    with there.app_context(), pytest.raises(SealBroken):
        sealing.unseal(sealed)
