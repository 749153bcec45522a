"""Reading who looked at what lists say of people, and how often: for the auditor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from borderpost import clock
from borderpost.audit.models import AuditLine
from borderpost.db import db
from watchlist import Act

LOOKS = (
    Act.HIT_READ, Act.HITS_LISTED, Act.ENTRY_READ, Act.SEARCHED, Act.LOOKED_BACK, Act.BULK_SCREENED,
)  # fmt: skip
MANY = 30  # looks of one person in one day that an auditor should ask about
_MOST_LINES = 50_000


@dataclass(frozen=True)
class Looks:
    """What one officer looked at on one day. ``officer_id`` None is a command on the machine."""

    day: date
    officer_id: UUID | None
    counts: dict[str, int]
    identities: int  # that commands screened

    @property
    def total(self) -> int:
        """All looks together."""
        return sum(self.counts.values())

    @property
    def is_many(self) -> bool:
        """Whether somebody should ask why."""
        return self.total >= MANY or self.identities >= MANY


def by_day(post_id: UUID | None, zone: str, days: int) -> Sequence[Looks]:
    """The looks of the last days, newest first; of one post and of commands, or of every post for
    whoever is posted to none."""
    since = clock.now() - timedelta(days=days)
    wanted = (
        select(AuditLine.at, AuditLine.officer_id, AuditLine.act, AuditLine.details)
        .where(AuditLine.act.in_([one.value for one in LOOKS]), AuditLine.at >= since)
        .order_by(AuditLine.seq.desc())
        .limit(_MOST_LINES)
    )
    if post_id is not None:
        wanted = wanted.where((AuditLine.post_id == post_id) | AuditLine.officer_id.is_(None))
    counts: dict[tuple[date, UUID | None], Counter[str]] = {}
    asked: Counter[tuple[date, UUID | None]] = Counter()
    for at, officer_id, act, details in db.session.execute(wanted):
        key = (_day(at, zone), officer_id)
        counts.setdefault(key, Counter())[act] += 1
        asked[key] += int(details.get("asked", 0)) if act == Act.BULK_SCREENED else 0
    return [Looks(day, who, dict(told), asked[day, who]) for (day, who), told in counts.items()]


def _day(at: datetime, zone: str) -> date:
    return at.astimezone(ZoneInfo(zone)).date()
