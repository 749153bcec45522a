"""Rows as they lie in the database, each by itself: a value that somebody spoilt, so that it
is no time, id or sealed text any more, hides its own row and no other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

from sqlalchemy import Result, Row, Select
from sqlalchemy.exc import OperationalError

from borderpost.db import db

# What the column types raise at values that they never wrote.
_SPOILT = (ValueError, TypeError, AttributeError, LookupError, OverflowError, RecursionError)


def each(wanted: Select[Any]) -> Iterator[Row[Any] | None]:
    """The rows of a select over columns (``select(Model.__table__)``) in their order; None
    for one that cannot be read. Past the session, which would read many rows as one."""
    found: Result[Any] | None = None
    for place in count():
        try:
            found = found or db.session.connection().execute(_streamed(wanted.offset(place)))
            row = found.fetchone()
        except _SPOILT:
            yield None
        except OperationalError as error:
            if "decode" not in str(error.orig):  # SQLite: a text that is none; it ends the result
                raise
            found = None
            yield None
        else:
            if row is None:
                return
            yield row


def _streamed(wanted: Select[Any]) -> Select[Any]:
    """On PostgreSQL a register does not fit into memory; SQLite hands out rows one by one."""
    on_sqlite = db.engine.dialect.name == "sqlite"
    return wanted if on_sqlite else wanted.execution_options(stream_results=True)
