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
from cashdesk.queries import receipts, tariffs, tills
from cashdesk.receipt_codes import receipt_number
from cashdesk.services.tills import Cashier, still_open, watched

MOST = 500  # of one thing on a receipt: a convoy's animals


@dataclass(frozen=True)
class Fee:
    """What is taken: so many of a tariff, and for what (a crossing's reference, a plate)."""

    tariff_id: UUID
    quantity: int = 1
    about: str = ""


def issue(till_id: UUID, fee: Fee, *, once: bool = False, by: Cashier) -> Receipt:
    """Write the receipt of a fee that was paid, or of a passage that is free, into the officer's
    own open till. Raises ``Refused`` for a tariff that is not in force today or of another post
    or currency, for a number of things that makes no sense, and with ``once`` for a crossing that
    has a receipt already."""
    with watched(till_id, by), transaction() as session:
        till = still_open(session.get_one(Till, till_id), by)
        if by.officer_id != till.officer_id:
            raise Refused(_l("This is a colleague’s till. Open your own."), attempt="other_till")
        post = session.get_one(Post, till.post_id)
        tariff = _in_force(session.get(Tariff, fee.tariff_id), till, post)
        about = " ".join(fee.about.split()).upper()[:40]
        if once:
            _refuse_twice(about, post)
        if not 1 <= fee.quantity <= MOST:
            raise Refused(_l("A number from 1 to %(most)s.", most=MOST), field="quantity")
        row = _numbered(Receipt(
            post_id=post.id,
            till_id=till.id,
            tariff_id=tariff.id,
            quantity=fee.quantity,
            amount=fee.quantity * tariff.amount,
            currency=till.currency,
            about=about,
            created_by=by.officer_id,
        ), post)  # fmt: skip
        session.add(row)
        session.flush()
        audit.record(
            Act.RECEIPT_ISSUED, row, by=by, number=row.number, tariff=tariff.code,
            amount=money.written(row.amount, row.currency), currency=row.currency,
        )  # fmt: skip
    return row


def issue_after(tariff_id: UUID, reference: str, *, by: Cashier) -> Receipt:
    """Write the receipt of who has just passed into the officer's own open till that takes the
    tariff. Raises ``Refused`` where there is none, and where the crossing has a receipt already."""
    tariff = tariffs.tariff(tariff_id)
    mine = tills.open_of(by.officer_id, by.post_id)
    fitting = [
        till for till in mine if tariff and (tariff.is_free or till.currency == tariff.currency)
    ]
    if not fitting:
        raise Refused(_l("You have no open till that takes this fee. Open one first."))
    return issue(fitting[-1].id, Fee(tariff_id, 1, reference), once=True, by=by)


def _refuse_twice(about: str, post: Post) -> None:
    if written := receipts.about(about, post.id):
        raise Refused(
            _l("Receipt %(number)s is written for this crossing already.", number=written.number)
        )


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
