"""Rows of one code that hold from a day to a day, one at a time: tariffs, rules of passes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from flask_babel import lazy_gettext as _l

from borderpost.refusal import Refused


class Dated(Protocol):
    """What holds from ``starts_on`` to ``ends_on``, both included; without an end it lasts."""

    @property
    def code(self) -> str: ...

    @property
    def starts_on(self) -> date: ...

    @property
    def ends_on(self) -> date | None: ...


def refuse_overlap(new: Dated, rows: Iterable[Dated]) -> None:
    """Raises ``Refused`` where a row of this code holds on a day of the new one. A row that was
    ended before its first day never held."""
    if any(_held(row) and _meet(row, new) for row in rows):
        raise Refused(
            _l("%(code)s has a row for these days already. End that one first.", code=new.code),
            field="code",
        )


def _held(row: Dated) -> bool:
    return row.ends_on is None or row.ends_on >= row.starts_on


def _meet(one: Dated, other: Dated) -> bool:
    return (one.ends_on is None or other.starts_on <= one.ends_on) and (
        other.ends_on is None or other.ends_on >= one.starts_on
    )
