"""Crossings counted by day and by how they were captured: what the machine saw live and what was
typed afterwards from paper stand apart in every statistic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from borderpost.db import db
from crossings.models import Crossing
from crossings.queries.register import standing
from crossings.queries.tally import CROSSED, way_of


@dataclass(frozen=True)
class ByMode:
    """How many crossed on a day in a direction, of one way of capture (one of ``tally.WAYS``)."""

    day: date
    way: str
    direction: str
    number: int


def by_day(post_id: UUID | None, since: date, until: date) -> Sequence[ByMode]:
    """Whoever crossed at a post from a day to a day, both included; refused, withdrawn and
    taken-back decisions are not in it."""
    wanted = (
        select(Crossing.occurred_on, Crossing.capture_mode, Crossing.direction, func.count())
        .where(
            Crossing.post_id == post_id,
            Crossing.occurred_on >= since,
            Crossing.occurred_on <= until,
            Crossing.decision.in_(CROSSED),
            Crossing.undone.is_(None),
            standing(),
        )
        .group_by(Crossing.occurred_on, Crossing.capture_mode, Crossing.direction)
    )
    sums: dict[tuple[date, str, str], int] = {}
    for day, mode, direction, number in db.session.execute(wanted):
        key = (day, way_of(mode), direction)
        sums[key] = sums.get(key, 0) + number
    return [ByMode(*key, number) for key, number in sorted(sums.items())]
