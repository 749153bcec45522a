"""Running numbers, given out inside the transaction that uses them: no gap, none twice."""

from __future__ import annotations

from typing import Any

from borderpost.db import db


def take(counter: type[Any], many: int = 1, **key: Any) -> int:
    """The first of the next ``many`` numbers of a counter's row, which ``key`` names by its
    columns and which begins at 1. The write lock keeps two officers apart."""
    row = db.session.get(counter, key, with_for_update=True)
    if row is None:
        row = counter(**key, last=0)
        db.session.add(row)
    row.last += many
    return int(row.last) - many + 1
