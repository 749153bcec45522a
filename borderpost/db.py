"""The database: base classes, column types, and the one way to write.

At a post SQLite runs with WAL, ``synchronous=FULL`` and ``BEGIN IMMEDIATE`` for every
write; headquarters runs PostgreSQL (``docs/decisions/0002``).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import uuid_utils.compat
from flask import Flask
from flask_migrate import Migrate, upgrade
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Dialect, LargeBinary, MetaData, event, inspect, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.types import TypeDecorator

from borderpost import clock, sealing, turns
from borderpost.config import ROOT

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


_WRITER = 0x626F7264  # advisory lock that orders writers on PostgreSQL


class Base(DeclarativeBase):
    """Every table of Borderpost."""

    metadata = MetaData(naming_convention=NAMING)


db = SQLAlchemy(model_class=Base)


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: aware in Python, UTC in the database. A naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs its time zone")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class SealedBytes(TypeDecorator[bytes]):
    """Bytes that the database holds only sealed."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        return None if value is None else sealing.seal(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        return None if value is None else sealing.unseal(value)


class SealedJson(TypeDecorator[Any]):
    """Plain data (dict, list, str, number) that the database holds only sealed."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:
        if value is None:
            return None
        return sealing.seal(json.dumps(value, ensure_ascii=False).encode())

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(sealing.unseal(value))


def new_id() -> UUID:
    """A UUIDv7: sortable by the time it was made, and made offline."""
    return uuid_utils.compat.uuid7()


class Record:
    """What every row of a subject has: its key, when it was made and by which officer."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    created_by: Mapped[UUID | None] = mapped_column(default=None)


@contextmanager
def transaction() -> Iterator[Session]:
    """One write, whole or not at all.

    Whatever was read before is read again inside, so that a check and the change
    that rests on it see the same data. On SQLite the write lock is taken at once, by one
    thread after the other; on PostgreSQL an advisory lock does the same, for the audit log
    puts writers in one line anyway (``READ COMMITTED``: what follows the lock sees what the
    writer before wrote).
    """
    session = db.session()
    session.rollback()
    on_sqlite = db.engine.dialect.name == "sqlite"
    with turns.taken() if on_sqlite else nullcontext():
        connection = session.connection(execution_options={"begin": "IMMEDIATE"})
        if not on_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _WRITER})
        try:
            for hook in _before_write:
                hook(session)
            yield session
            session.commit()
        except BaseException:
            session.rollback()
            raise
    for hook in _after_write:
        hook(session)


@contextmanager
def part() -> Iterator[None]:
    """A part of the transaction that may fail alone: then it is taken back, with what it noted in
    the session, and the rest can still be committed. Raises what went wrong in it."""
    session = db.session()
    noted = dict(session.info)
    try:
        with session.begin_nested():
            yield
    except BaseException:
        session.info.clear()
        session.info.update(noted)
        raise


def before_write(hook: Callable[[Session], None]) -> Callable[[Session], None]:
    """Have ``hook`` called inside every transaction, before its own changes."""
    _before_write.append(hook)
    return hook


def after_write(hook: Callable[[Session], None]) -> Callable[[Session], None]:
    """Have ``hook`` called when a transaction has been committed; it changes no row."""
    _after_write.append(hook)
    return hook


_before_write: list[Callable[[Session], None]] = []
_after_write: list[Callable[[Session], None]] = []


def install(app: Flask) -> None:
    """Bind the database and its migrations to ``app``."""
    db.init_app(app)
    Migrate(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            event.listen(db.engine, "connect", _sqlite_pragmas)
            event.listen(db.engine, "begin", _sqlite_begin)


def migrate_if_new(app: Flask) -> None:
    """Give a never-used instance its tables, so that any command may come first."""
    with app.app_context():
        if not inspect(db.engine).has_table("alembic_version"):
            upgrade(directory=str(ROOT / "migrations"))


def _sqlite_pragmas(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, the driver must not
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _sqlite_begin(connection: Any) -> None:
    kind = connection.get_execution_options().get("begin", "DEFERRED")
    connection.exec_driver_sql(f"BEGIN {kind}")
