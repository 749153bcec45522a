"""What ``flask verify`` asks of money: no number missing, sums that are sums, tills at zero."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import select

from borderpost.db import db
from borderpost.posts import queries as posts
from cashdesk.models import Receipt, Tariff, Till, TillClosing
from cashdesk.queries import paper_receipts, receipts, tills
from cashdesk.receipt_codes import receipt_number


def faults() -> Iterator[str]:
    """One sentence for each thing that cannot be."""
    codes = {row.id: row.code for row in posts.all_posts()}
    for gap in receipts.gaps():
        span = f"{gap.first}" if gap.first == gap.last else f"{gap.first} to {gap.last}"
        yield f"receipts of {codes.get(gap.post_id, '?')} {gap.year}: {span} missing"
    for number in paper_receipts.disagreeing():
        yield f"receipt {number}: the paper with this number is not its own"
    yield from _sums(codes)
    yield from _closings()


def _sums(codes: dict[UUID, str]) -> Iterator[str]:
    wanted = (
        select(Receipt, Tariff.amount, Till.currency, Till.post_id)
        .join(Tariff, Tariff.id == Receipt.tariff_id)
        .join(Till, Till.id == Receipt.till_id)
        .execution_options(yield_per=500)
    )
    for row, price, currency, post_id in db.session.execute(wanted):
        explained = row.paper and row.paper.why
        if row.amount != row.quantity * price and not explained:
            yield f"receipt {row.number}: its amount is not its tariff's"
        if (row.currency, row.post_id) != (currency, post_id):
            yield f"receipt {row.number}: it lies in a till of another currency or post"
        if row.number != receipt_number(codes.get(row.post_id, ""), row.year, row.serial):
            yield f"receipt {row.number}: its number is not the one of its serial"


def _closings() -> Iterator[str]:
    for till in db.session.scalars(select(Till).join(TillClosing)):
        balance = tills.balance(till)
        closing = tills.closing_of(till.id)
        if closing and (balance.left != 0 or closing.expected != balance.expected):
            yield f"till {till.id}: it was closed and is not at zero by its receipts"
