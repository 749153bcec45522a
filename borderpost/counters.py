"""Running numbers, given out inside the transaction that uses them: no gap, none twice."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert, update

from borderpost.db import db


def take(counter: type[Any], many: int = 1, **key: Any) -> int:
    """The first of the next ``many`` numbers of a counter's row, which ``key`` names by its
    columns and which begins at 1. The write lock keeps two officers apart."""
    moved = update(counter).filter_by(**key).values(last=counter.last + many)
    last = db.session.scalar(moved.returning(counter.last).execution_options(**_PLAIN))
    if last is None:
        last = many
        db.session.execute(insert(counter).values(**key, last=last))
    return int(last) - many + 1


_PLAIN = {"synchronize_session": False}  # nobody keeps a counter's row
