"""The database itself refuses to change what is written once, whoever asks it."""

from __future__ import annotations

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy.exc import DatabaseError

from borderpost.db import db
from tests.house.conftest import MakeApp

ROW = (
    "(seq, at, act, subject_kind, subject_id, details, previous_hash, hash)"
    " VALUES (1, '2026-01-01 00:00:00', 'a:b:c', 'x', '1', '{}', '', '%s')"
)
SQLITE = [
    "UPDATE audit_lines SET act = 'other'",
    "DELETE FROM audit_lines",
    f"INSERT OR REPLACE INTO audit_lines {ROW % 'other'}",
    f"REPLACE INTO audit_lines {ROW % 'first'}",
]
POSTGRES = [*SQLITE[:2], "TRUNCATE audit_lines"]
COUNTS = ["UPDATE tally_counts SET number = 0", "DELETE FROM tally_counts", "TRUNCATE tally_counts"]


def seeded(app: Flask) -> None:
    """One line in the audit log, written past the application."""
    upgrade()
    with db.engine.begin() as connection:
        connection.exec_driver_sql(f"INSERT INTO audit_lines {ROW % 'first'}")


def attempt(statement: str) -> None:
    with db.engine.begin() as connection:
        connection.exec_driver_sql(statement)


def lines() -> list[tuple[str, str]]:
    with db.engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT act, hash FROM audit_lines").all()
        return [(row[0], row[1]) for row in found]


@pytest.mark.parametrize("statement", SQLITE)
def test_sqlite_refuses_to_change_the_log(make_app: MakeApp, statement: str) -> None:
    app = make_app()
    with app.app_context():
        seeded(app)

        with pytest.raises(DatabaseError):
            attempt(statement)

        assert lines() == [("a:b:c", "first")]


@pytest.mark.db
def test_postgresql_refuses_to_change_the_log_and_the_counts(
    make_app: MakeApp, postgres_database: str
) -> None:
    app = make_app(DATABASE_URL=postgres_database)
    with app.app_context():
        seeded(app)

        for statement in (*POSTGRES, *COUNTS):
            with pytest.raises(DatabaseError):
                attempt(statement)

        assert lines() == [("a:b:c", "first")]
        db.engine.dispose()


@pytest.mark.db
def test_postgresql_refuses_to_empty_the_register(
    make_app: MakeApp, postgres_database: str
) -> None:
    app = make_app(DATABASE_URL=postgres_database)
    with app.app_context():
        seeded(app)

        with pytest.raises(DatabaseError):
            attempt("TRUNCATE crossings CASCADE")

        db.engine.dispose()
