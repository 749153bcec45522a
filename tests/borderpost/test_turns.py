"""Officers who save at the same time wait for each other, and none is turned away."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select

from borderpost import turns
from borderpost.db import db, transaction
from borderpost.posts.models import Post


def until(number: int) -> None:
    """Wait until so many stand in the line."""
    deadline = time.monotonic() + 60
    while turns.waiting() != number:
        assert time.monotonic() < deadline
        time.sleep(0.001)


def test_turns_are_taken_in_the_order_of_coming() -> None:
    served: list[int] = []

    def come(which: int) -> None:
        with turns.taken():
            served.append(which)

    with ThreadPoolExecutor(5) as pool, turns.taken():
        for which in range(5):
            pool.submit(come, which)
            until(which + 2)

    assert served == [0, 1, 2, 3, 4]
    assert turns.waiting() == 0


def test_a_writer_that_fails_gives_its_turn_away() -> None:
    with pytest.raises(KeyError), turns.taken():
        raise KeyError

    assert turns.waiting() == 0


def test_who_waits_too_long_goes_on_and_spoils_nobody_elses_turn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(turns, "PATIENCE", 0.01)
    with turns.taken(), turns.taken():
        assert turns.waiting() == 2

    assert turns.waiting() == 0


def test_nobody_is_told_that_the_database_is_locked(machine: Flask) -> None:
    """SQLite is not even asked to wait: without turns, most of these would fail at once."""

    def impatient(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA busy_timeout=0")

    def count(_which: int) -> None:
        with machine.app_context(), transaction() as session:
            post = session.scalars(select(Post).where(Post.code == "AAA")).one()
            post.name = f"{post.name}."
            session.flush()
            time.sleep(0.01)

    with machine.app_context():
        db.engine.dispose()
        event.listen(db.engine, "connect", impatient)
        try:
            with ThreadPoolExecutor(8) as pool:
                list(pool.map(count, range(24)))
            name = db.session.scalars(select(Post.name).where(Post.code == "AAA")).one()
        finally:
            event.remove(db.engine, "connect", impatient)
            db.session.remove()
            db.engine.dispose()

    assert name == "Gogui" + "." * 24
