"""Issuing a receipt: numbered inside the transaction that writes it, so that none is missing."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit, clock, counters
from borderpost.db import transaction
from borderpost.posts.models import Post
from borderpost.refusal import Refused
from cashdesk import Act, money
from cashdesk.models import Receipt, ReceiptCounter, Tariff, Till
from cashdesk.receipt_codes import receipt_number
from cashdesk.services.tills import Cashier, still_open, watched

MOST = 500  # of one thing on a receipt: a convoy's animals


@dataclass(frozen=True)
class Fee:
    """What is taken: so many of a tariff, and for what (a crossing's reference, a plate)."""

    tariff_id: UUID
    quantity: int = 1
    about: str = ""


def issue(till_id: UUID, fee: Fee, *, by: Cashier) -> Receipt:
    """Write the receipt of a fee that was paid, or of a passage that is free, into the officer's
    own open till. Raises ``Refused`` for a tariff that is not in force today or of another post
    or currency, and for a number of things that makes no sense."""
    with watched(till_id, by), transaction() as session:
        till = still_open(session.get_one(Till, till_id), by)
        if by.officer_id != till.officer_id:
            raise Refused(_l("This is a colleague’s till. Open your own."), attempt="other_till")
        post = session.get_one(Post, till.post_id)
        tariff = _in_force(session.get(Tariff, fee.tariff_id), till, post)
        if not 1 <= fee.quantity <= MOST:
            raise Refused(_l("A number from 1 to %(most)s.", most=MOST), field="quantity")
        row = _numbered(Receipt(
            post_id=post.id,
            till_id=till.id,
            tariff_id=tariff.id,
            quantity=fee.quantity,
            amount=fee.quantity * tariff.amount,
            currency=till.currency,
            about=" ".join(fee.about.split()).upper()[:40],
            created_by=by.officer_id,
        ), post)  # fmt: skip
        session.add(row)
        session.flush()
        audit.record(
            Act.RECEIPT_ISSUED, row, by=by, number=row.number, tariff=tariff.code,
            amount=money.written(row.amount, row.currency), currency=row.currency,
        )  # fmt: skip
    return row


def _numbered(row: Receipt, post: Post) -> Receipt:
    row.created_at = clock.now()
    row.year = clock.today(post.zone).year
    row.serial = counters.take(ReceiptCounter, post_id=post.id, year=row.year)
    row.number = receipt_number(post.code, row.year, row.serial)
    return row


def _in_force(tariff: Tariff | None, till: Till, post: Post) -> Tariff:
    today = clock.today(post.zone)
    if tariff is None or tariff.post_id != post.id:
        raise Refused(_l("Choose a tariff of the list."), field="tariff")
    if tariff.starts_on > today or (tariff.ends_on and tariff.ends_on < today):
        raise Refused(
            _l("%(code)s is not in force today. Choose another.", code=tariff.code), field="tariff"
        )
    if not tariff.is_free and tariff.currency != till.currency:
        raise Refused(
            _l("Your till is in %(currency)s. Open one in the tariff’s currency.",
               currency=till.currency),
            field="tariff",
        )  # fmt: skip
    return tariff
