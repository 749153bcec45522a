"""Reading the keypad's counts. They are shown and exported apart from the register."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select

from borderpost.db import db
from crossings.models import TallyCount

PEOPLE = TallyCount.number * TallyCount.people  # what one row adds, or takes back


@dataclass(frozen=True)
class Counted:
    """How many were counted on one day in one direction, of one category and nationality."""

    day: date
    direction: str
    category: str
    nationality: str
    transport: str
    is_rough: bool
    number: int
    is_estimate: bool = True


def counted(post_id: UUID | None, day: date) -> Sequence[Counted]:
    """The counts of a day at a post, taken-back taps subtracted, nothing left out but zeros."""
    number = func.sum(PEOPLE)
    what = (
        TallyCount.direction,
        TallyCount.category,
        TallyCount.nationality,
        TallyCount.transport,
        TallyCount.is_rough,
    )
    rows = db.session.execute(
        select(*what, number)
        .where(TallyCount.post_id == post_id, TallyCount.counted_on == day)
        .group_by(*what)
        .having(number != 0)
        .order_by(*what)
    )
    return [Counted(day, *row) for row in rows]


def by_category(rows: Sequence[Counted]) -> dict[tuple[str, str], int]:
    """Sums by direction and category, as the page shows them."""
    sums: dict[tuple[str, str], int] = {}
    for row in rows:
        sums[row.direction, row.category] = sums.get((row.direction, row.category), 0) + row.number
    return sums


def standing_tap(officer_id: UUID, form_key: UUID | None) -> TallyCount | None:
    """A tap of this officer that was not taken back: the named one, else the latest."""
    taken_back = select(TallyCount.undoes).where(TallyCount.undoes.is_not(None))
    wanted = select(TallyCount).where(
        TallyCount.officer_id == officer_id,
        TallyCount.number == 1,
        TallyCount.form_key.not_in(taken_back),
    )
    if form_key:
        wanted = wanted.where(TallyCount.form_key == form_key)
    return db.session.scalar(
        wanted.order_by(TallyCount.recorded_at.desc(), TallyCount.id.desc()).limit(1)
    )


def latest_nationalities(post_id: UUID | None, since: datetime, most: int = 6) -> Sequence[str]:
    """The nationalities that were tapped at a post since then, the latest first."""
    wanted = (
        select(TallyCount.nationality)
        .where(
            TallyCount.post_id == post_id,
            TallyCount.counted_at >= since,
            TallyCount.nationality != "",
        )
        .group_by(TallyCount.nationality)
        .order_by(func.max(TallyCount.counted_at).desc())
    )
    return db.session.scalars(wanted.limit(most)).all()
