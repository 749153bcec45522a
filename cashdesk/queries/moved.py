"""What moved at the cash desk of a post since a time: cash taken over, change given, who took."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, func, or_, select

from borderpost import clock
from borderpost.db import db
from cashdesk.models import Receipt, Till, TillClosing


def cash(post_id: UUID, since: datetime | None) -> Mapping[str, int]:
    """By currency, in its smallest units: received from tills that were closed since then, less
    the change of tills that were opened. Without a time nothing is known of what lies there: each
    currency that the post ever had counts as 0."""
    used = db.session.scalars(select(Till.currency).where(Till.post_id == post_id).distinct())
    found = dict.fromkeys(used, 0)
    if since is None:
        return found
    now = clock.now()
    received = (
        select(Till.currency, func.sum(TillClosing.received))
        .join(Till, Till.id == TillClosing.till_id)
        .where(
            Till.post_id == post_id, TillClosing.created_at > since, TillClosing.created_at <= now
        )  # fmt: skip
        .group_by(Till.currency)
    )
    given = (
        select(Till.currency, func.sum(Till.float_amount))
        .where(Till.post_id == post_id, Till.created_at > since, Till.created_at <= now)
        .group_by(Till.currency)
    )
    for currency, amount in db.session.execute(received):
        found[currency] += int(amount)
    for currency, amount in db.session.execute(given):
        found[currency] -= int(amount)
    return found


def last_receipt(post_id: UUID) -> str:
    """The number that was used last, '' before the first."""
    wanted = select(Receipt.number).where(Receipt.post_id == post_id)
    newest = wanted.order_by(Receipt.year.desc(), Receipt.serial.desc()).limit(1)
    return db.session.scalar(newest) or ""


def took_cash(officer_id: UUID, post_id: UUID, since: datetime) -> bool:
    """Whether an officer had a till at a post at any moment since then."""
    ended = select(TillClosing.created_at).where(TillClosing.till_id == Till.id).scalar_subquery()
    mine = (Till.officer_id == officer_id, Till.post_id == post_id)
    wanted = select(exists().where(*mine, or_(ended.is_(None), ended > since)))
    return bool(db.session.scalar(wanted))
