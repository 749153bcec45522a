"""Reading outages: the list, what lasts, what each month lost, and what the machine noticed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import current_app
from sqlalchemy import Select, or_, select

from borderpost import clock, heartbeat
from borderpost.db import db
from borderpost.heartbeat import Gap
from lanes.models import Outage
from lanes.models.outage import Source


@dataclass(frozen=True)
class Month:
    """What one month lost to one kind: how often, for how long, the fuel that was burnt."""

    month: date
    kind: str
    number: int
    minutes: int
    fuel_litres: Decimal


def listed(post_id: UUID | None, kind: str = "", words: str = "") -> Select[tuple[Outage]]:
    """The outages of a post, the newest first; those written by mistake among them."""
    wanted = select(Outage).where(Outage.post_id == post_id)
    if kind:
        wanted = wanted.where(Outage.kind == kind)
    if words:
        wanted = wanted.where(Outage.note.icontains(words, autoescape=True))
    return wanted.order_by(Outage.begun_at.desc(), Outage.id.desc())


def outage(outage_id: UUID, post_id: UUID | None) -> Outage | None:
    """One outage of the post, None for any other."""
    return db.session.scalar(
        select(Outage).where(Outage.id == outage_id, Outage.post_id == post_id)
    )


def lasting(post_id: UUID | None, kind: str = "") -> Sequence[Outage]:
    """The outages that have not ended, oldest first."""
    wanted = listed(post_id, kind).where(Outage.ended_at.is_(None), Outage.dropped_why == "")
    return db.session.scalars(wanted.order_by(None).order_by(Outage.begun_at)).all()


def between(post_id: UUID | None, since: datetime, until: datetime) -> Sequence[Outage]:
    """The outages that touch a time, oldest first, without those written by mistake."""
    wanted = select(Outage).where(
        Outage.post_id == post_id,
        Outage.dropped_why == "",
        Outage.begun_at < until,
        or_(Outage.ended_at.is_(None), Outage.ended_at > since),
    )
    return db.session.scalars(wanted.order_by(Outage.begun_at, Outage.id)).all()


def months(post_id: UUID | None, zone: str, number: int = 12) -> Sequence[Month]:
    """What the latest months lost, the newest first. An outage over midnight of the first counts
    in each month with its part; its fuel counts where it began."""
    now = clock.now()
    edges = [_month(now, back, zone) for back in range(number - 1, -1, -1)]
    rows = between(post_id, edges[0], now)
    found = [
        one for begin, end in pairwise([*edges, now]) for one in _of_month(rows, begin, end, zone)
    ]
    return found[::-1]


def proposed(post_id: UUID | None) -> Sequence[Gap]:
    """Gaps between the machine's signs of life that nobody has confirmed or dismissed."""
    seen = select(Outage.begun_at).where(Outage.post_id == post_id, Outage.source == Source.GAP)
    known = set(db.session.scalars(seen))
    instance = Path(current_app.config["INSTANCE"])
    return [gap for gap in heartbeat.gaps(instance) if gap.since not in known]


def minutes_within(row: Outage, since: datetime, until: datetime) -> int:
    """How long it lasted within a time, in whole minutes."""
    end = min(row.ended_at or clock.now(), until)
    return max(0, int((end - max(row.begun_at, since)).total_seconds() // 60))


def _of_month(rows: Sequence[Outage], begin: datetime, end: datetime, zone: str) -> Sequence[Month]:
    here = [row for row in rows if row.begun_at < end and (row.ended_at or clock.now()) > begin]
    return [
        Month(
            begin.astimezone(ZoneInfo(zone)).date(),
            kind,
            len(of_kind),
            sum(minutes_within(row, begin, end) for row in of_kind),
            sum((row.fuel_litres or Decimal() for row in of_kind if row.begun_at >= begin),
                Decimal()),
        )
        for kind in sorted({row.kind for row in here})
        if (of_kind := [row for row in here if row.kind == kind])
    ]  # fmt: skip


def _month(now: datetime, back: int, zone: str) -> datetime:
    """The begin of the month ``back`` months ago on the post's clock."""
    local = now.astimezone(ZoneInfo(zone))
    year, month = divmod(local.year * 12 + local.month - 1 - back, 12)
    return datetime(year, month + 1, 1, tzinfo=ZoneInfo(zone))
