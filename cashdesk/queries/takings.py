"""What was taken: receipts of each day, lane and currency, live and paper apart, those that are
void left out. A receipt that was written by hand counts on the day of the paper."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from borderpost import clock
from borderpost.db import db
from borderpost.posts.models import Lane, Post
from cashdesk.models import PaperReceipt, Receipt, ReceiptVoid, Till, VoidState


@dataclass
class Taking:
    """One day of a lane in one currency. ``lane`` is '' for a cash desk of every lane."""

    day: date
    lane: str
    currency: str
    way: str = "live"  # or paper
    paid: int = 0  # receipts of a fee
    free: int = 0  # receipts of a passage that was free
    void: int = 0
    amount: int = 0  # smallest units, of what is not void


def takings(post: Post, days: int) -> Sequence[Taking]:
    """The last ``days`` days of a post with today, the newest first, by lane, currency and way."""
    zone, first = ZoneInfo(post.zone), clock.today(post.zone) - timedelta(days=days - 1)
    found: dict[tuple[date, str, str, str], Taking] = {}
    voided = select(ReceiptVoid.id).where(
        ReceiptVoid.receipt_id == Receipt.id, ReceiptVoid.state == VoidState.APPROVED
    )
    taken_at = func.coalesce(PaperReceipt.taken_at, Receipt.created_at)
    wanted = (
        select(taken_at, Receipt.amount, Receipt.currency, Lane.name, PaperReceipt.id,
               voided.exists().label("is_void"))
        .join(Till, Till.id == Receipt.till_id)
        .outerjoin(Lane, Lane.id == Till.lane_id)
        .outerjoin(PaperReceipt, PaperReceipt.receipt_id == Receipt.id)
        .where(Receipt.post_id == post.id, taken_at >= datetime.combine(first, time(), zone))
    )  # fmt: skip
    for at, amount, currency, lane, paper, is_void in db.session.execute(wanted):
        key = (at.astimezone(zone).date(), lane or "", currency, "paper" if paper else "live")
        _add(found.setdefault(key, Taking(*key)), amount, is_void=is_void)
    return sorted(found.values(), key=_order)


def by_currency(rows: Sequence[Taking]) -> dict[str, int]:
    """The sum of each currency."""
    sums: defaultdict[str, int] = defaultdict(int)
    for row in rows:
        sums[row.currency] += row.amount
    return dict(sorted(sums.items()))


def _order(row: Taking) -> tuple[int, str, str, str]:
    return (-row.day.toordinal(), row.lane, row.currency, row.way)


def _add(row: Taking, amount: int, *, is_void: bool) -> None:
    if is_void:
        row.void += 1
    elif amount:
        row.paid += 1
        row.amount += amount
    else:
        row.free += 1
