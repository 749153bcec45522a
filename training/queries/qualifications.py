"""Who is qualified for what, and when; whether a post asks for it.

A qualification is what a certificate gives: the rights of its course, on [issued, valid until) in
the zone of the post where they are used, from the instant that it was written to the one at which
it ended. What is asked is the instant of the event, so that a certificate which is back-dated
makes nothing right that was done before it was there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import joinedload

from borderpost.db import db
from borderpost.officers.models import Officer
from training.certificate_models import Certificate, QualificationRule
from training.models import Course
from training.validity import holds_on

WARN_DAYS = (60, 30, 7)


@dataclass(frozen=True)
class Expiring:
    """A qualification of somebody at a post: its last valid certificate, and the days that are
    left of it (0: today is the first day without; None: it does not expire)."""

    certificate: Certificate
    days_left: int | None

    @property
    def warning(self) -> int | None:
        """The narrowest of the warnings that is due, None while there is none."""
        left = self.days_left
        due = [days for days in WARN_DAYS if left is not None and left <= days]
        return min(due) if due else None


def holds(officer_id: UUID, right: str, at: datetime, zone: str) -> bool:
    """Whether an officer has a right at an instant, at a post in this zone."""
    return bool(_holding(right, at, zone, [Certificate.officer_id == officer_id]))


def holders(post_id: UUID, right: str, at: datetime, zone: str) -> Sequence[Officer]:
    """The officers posted at a post who have a right at an instant, by name."""
    found = _holding(right, at, zone, [Officer.post_id == post_id])
    people = {row.officer_id: row.officer for row in found}
    return sorted(people.values(), key=lambda one: (one.surname, one.given_names))


def last_lost(officer_id: UUID, right: str, at: datetime) -> date | None:
    """The first day without a right, of somebody who had it before."""
    wanted = _known(at).where(Certificate.officer_id == officer_id)
    days = [row.valid_until for row in db.session.scalars(wanted) if right in row.course.grants]
    return max((day for day in days if day), default=None)


def is_asked(post_id: UUID, at: datetime, zone: str) -> bool:
    """Whether a post asked for qualifications at an instant: off until it is switched on."""
    row = rule(post_id, at)
    return row is not None and row.since is not None and at.astimezone(ZoneInfo(zone)).date() >= (
        row.since
    )  # fmt: skip


def rule(post_id: UUID, at: datetime) -> QualificationRule | None:
    """What a post had said last at an instant."""
    wanted = select(QualificationRule).where(
        QualificationRule.post_id == post_id, QualificationRule.created_at <= at
    )
    newest = wanted.order_by(QualificationRule.created_at.desc(), QualificationRule.id.desc())
    return db.session.scalar(newest.limit(1))


def at_post(post_id: UUID, today: date) -> Sequence[Expiring]:
    """Of each officer at a post and course the certificate that holds longest, those that end
    first in front."""
    wanted = (
        select(Certificate)
        .join(Certificate.officer)
        .join(Certificate.course)
        .where(Officer.post_id == post_id, Certificate.ended_at.is_(None))
        .options(joinedload(Certificate.officer), joinedload(Certificate.course))
    )
    last: dict[tuple[UUID, str], Certificate] = {}
    for row in db.session.scalars(wanted.order_by(Certificate.issued_on)):
        key = (row.officer_id, row.course.code)
        last[key] = max(last.get(key, row), row, key=_end)
    told = [Expiring(row, (row.valid_until - today).days if row.valid_until else None)
            for row in last.values()]  # fmt: skip
    return sorted(told, key=lambda one: (_end(one.certificate), one.certificate.officer.surname))


def renewals(told: Sequence[Expiring]) -> dict[Course, list[Expiring]]:
    """Whom a run of each course would renew: who expires within the widest warning, or did."""
    due: dict[Course, list[Expiring]] = {}
    for one in told:
        if one.warning is not None:
            due.setdefault(one.certificate.course, []).append(one)
    return due


def _holding(
    right: str, at: datetime, zone: str, of: list[ColumnElement[bool]]
) -> list[Certificate]:
    day = at.astimezone(ZoneInfo(zone)).date()
    wanted = _known(at).join(Certificate.officer).where(*of)
    told = [row for row in db.session.scalars(wanted) if right in row.course.grants]
    return [row for row in told if holds_on(day, row.issued_on, row.valid_until)]


def _known(at: datetime) -> Select[tuple[Certificate]]:
    """The certificates that were there at an instant, and had not ended."""
    return (
        select(Certificate)
        .where(Certificate.created_at <= at)
        .where(or_(Certificate.ended_at.is_(None), Certificate.ended_at > at))
        .options(joinedload(Certificate.course), joinedload(Certificate.officer))
    )


def _end(row: Certificate) -> date:
    return row.valid_until or date.max
