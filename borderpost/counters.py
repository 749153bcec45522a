"""Running numbers, given out inside the transaction that uses them: no gap, none twice."""

from __future__ import annotations

import functools
from typing import Any

from sqlalchemy import Table, bindparam, insert, update
from sqlalchemy.sql.dml import ReturningUpdate

from borderpost.db import db


def take(counter: type[Any], many: int = 1, **key: Any) -> int:
    """The first of the next ``many`` numbers of a counter's row, which ``key`` names by its
    columns and which begins at 1. The write lock keeps two officers apart."""
    named = {f"its_{name}": value for name, value in key.items()}
    last = db.session.scalar(_moved(counter.__table__, tuple(key)), {**named, "many": many})
    if last is None:
        last = many
        db.session.execute(insert(counter.__table__), {**key, "last": last})
    return int(last) - many + 1


@functools.cache
def _moved(table: Table, names: tuple[str, ...]) -> ReturningUpdate[Any]:
    """The statement that moves a counter on, past the session: nobody keeps a counter's row."""
    here = (table.c[name] == bindparam(f"its_{name}") for name in names)
    further = table.c.last + bindparam("many", type_=table.c.last.type)
    return update(table).where(*here).values(last=further).returning(table.c.last)
