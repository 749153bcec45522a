"""Working sheets and referrals of one post."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, bindparam, func, or_, select
from sqlalchemy.orm import joinedload

from borderpost.db import db
from borderpost.posts.models import Lane
from crossings.models import Inspection, Referral
from crossings.models.inspection import State


def inspection(inspection_id: UUID, post_id: UUID | None) -> Inspection | None:
    """A sheet of this post; None for another post's, and for a document that still waits, as if
    it were not there."""
    return db.session.scalar(_OF_POST, {"one": inspection_id, "post": post_id})


_OF_POST = select(Inspection).where(
    Inspection.id == bindparam("one"),
    Inspection.post_id == bindparam("post"),
    Inspection.state != State.WAITING,
)


def whole(inspection_id: UUID) -> Inspection:
    """A sheet with what every decision asks of it: its post, and its referral if there is one."""
    return db.session.scalars(_whole(), {"one": inspection_id}).one()


@functools.cache
def _whole() -> Select[tuple[Inspection]]:
    beside = (joinedload(Inspection.lane).joinedload(Lane.post), joinedload(Inspection.referral))
    return select(Inspection).where(Inspection.id == bindparam("one")).options(*beside)


def by_form(form_key: UUID | None) -> Inspection | None:
    """The sheet that a form opened, if it did."""
    return db.session.scalar(select(Inspection).where(Inspection.form_key == form_key))


def open_at(lane_id: UUID, since: datetime) -> dict[UUID, int]:
    """How many sheets opened at a lane since then are still open, by officer."""
    wanted = (
        select(Inspection.officer_id, func.count())
        .where(
            Inspection.lane_id == lane_id,
            Inspection.state == State.OPEN,
            Inspection.created_at > since,
        )
        .group_by(Inspection.officer_id)
    )
    return {row[0]: row[1] for row in db.session.execute(wanted)}


def referral(referral_id: UUID, post_id: UUID | None) -> Referral | None:
    """A referral of this post; None for another post's."""
    wanted = select(Referral).where(Referral.id == referral_id, Referral.post_id == post_id)
    return db.session.scalar(wanted.options(joinedload(Referral.taker)))


def referred_by(officer_id: UUID, post_id: UUID | None, since: datetime) -> Sequence[Referral]:
    """Whom this officer referred, or follows since a hand-over: who still waits, and who was
    closed since then."""
    wanted = (
        select(Referral)
        .where(
            Referral.post_id == post_id,
            or_(Referral.referred_by == officer_id, Referral.followed_by == officer_id),
            or_(Referral.closed_at.is_(None), Referral.closed_at > since),
        )
        .options(
            joinedload(Referral.inspection),
            joinedload(Referral.follower),
            joinedload(Referral.referrer),
            joinedload(Referral.taker),
        )
        .order_by(Referral.created_at)
    )
    return db.session.scalars(wanted).all()


def oldest_referral(post_id: UUID | None) -> datetime | None:
    """Since when the longest has waited in second line."""
    wanted = select(func.min(Referral.created_at))
    return db.session.scalar(
        wanted.where(Referral.post_id == post_id, Referral.closed_at.is_(None))
    )


def open_referrals(post_id: UUID | None) -> Select[tuple[Referral]]:
    """Who waits in second line, longest first."""
    return (
        select(Referral)
        .where(Referral.post_id == post_id, Referral.closed_at.is_(None))
        .options(joinedload(Referral.inspection), joinedload(Referral.taker))
        .order_by(Referral.created_at)
    )
