"""People through the post, day by day and by how they were written down; waits beside them.

The four numbers of a day are never added: an estimate and a register do not make a total, and who
was counted stands in no other number (``crossings.queries.counts``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, and_, case, func, select

from borderpost.db import db
from crossings.models import Crossing, TallyCount
from crossings.queries.counts import PEOPLE
from crossings.queries.register import standing
from crossings.queries.tally import CROSSED
from lanes.models import Manifest

FULL, ESSENTIAL, PAPER, COUNTED = "full", "essential", "paper", "counted"
KINDS = (FULL, ESSENTIAL, PAPER, COUNTED)
_AT_THE_POST = ("live", "manifest")  # all else was written down elsewhere before


@dataclass(frozen=True)
class Asked:
    """Which days, both included, at which post; '' and None: all of it."""

    post_id: UUID | None
    since: date
    until: date
    lane_id: UUID | None = None
    direction: str = ""

    @property
    def days(self) -> Sequence[date]:
        """Each day."""
        return [self.since + timedelta(n) for n in range((self.until - self.since).days + 1)]


@dataclass(frozen=True)
class Day:
    """One day; ``rough`` is the part of ``counted`` that nobody counted one by one."""

    day: date
    full: int = 0
    essential: int = 0
    paper: int = 0
    counted: int = 0
    rough: int = 0

    @property
    def values(self) -> tuple[int, ...]:
        """The four numbers in the order of ``KINDS``."""
        return (self.full, self.essential, self.paper, self.counted)


def by_day(asked: Asked) -> Sequence[Day]:
    """Every day asked for, also those when nobody came."""
    registered: dict[date, Counter[str]] = {}
    for day, kind, number in db.session.execute(_registered(asked)):
        registered.setdefault(day, Counter())[kind] += number
    counted = {
        day: (int(number), int(rough)) for day, number, rough in db.session.execute(_counted(asked))
    }
    found = []
    for day in asked.days:
        of_day = registered.get(day, Counter())
        number, rough = counted.get(day, (0, 0))
        kinds = (of_day[FULL], of_day[ESSENTIAL], of_day[PAPER])
        found.append(Day(day, *kinds, number, rough))
    return found


def waits(asked: Asked, since: datetime, until: datetime) -> Sequence[Manifest]:
    """The vehicles that came then and were released, or are here still."""
    wanted = select(Manifest).where(
        Manifest.post_id == asked.post_id, Manifest.arrived_at >= since, Manifest.arrived_at < until
    )
    if asked.direction:
        wanted = wanted.where(Manifest.direction == asked.direction)
    return db.session.scalars(wanted.order_by(Manifest.arrived_at)).all()


def _registered(asked: Asked) -> Select[tuple[date, str, int]]:
    kind = case(
        (Crossing.capture_mode.not_in(_AT_THE_POST), PAPER),
        (Crossing.desk_mode.is_(None), FULL),
        else_=ESSENTIAL,
    )
    crossed = and_(
        Crossing.post_id == asked.post_id,
        Crossing.occurred_on.between(asked.since, asked.until),
        Crossing.decision.in_(CROSSED),
        Crossing.undone.is_(None),
        standing(),
    )
    wanted = select(Crossing.occurred_on, kind, func.count()).where(crossed)
    if asked.lane_id:
        wanted = wanted.where(Crossing.lane_id == asked.lane_id)
    if asked.direction:
        wanted = wanted.where(Crossing.direction == asked.direction)
    return wanted.group_by(Crossing.occurred_on, kind)


def _counted(asked: Asked) -> Select[tuple[date, int, int]]:
    rough = case((TallyCount.is_rough, PEOPLE), else_=0)
    wanted = select(TallyCount.counted_on, func.sum(PEOPLE), func.sum(rough)).where(
        TallyCount.post_id == asked.post_id, TallyCount.counted_on.between(asked.since, asked.until)
    )
    if asked.lane_id:
        wanted = wanted.where(TallyCount.lane_id == asked.lane_id)
    if asked.direction:
        wanted = wanted.where(TallyCount.direction == asked.direction)
    return wanted.group_by(TallyCount.counted_on)
