"""Capturing a receipt that was written by hand: once, with the paper's own number and time, into
the open till of who holds its money now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from borderpost import audit, clock
from borderpost.db import transaction
from borderpost.officers import queries as officers
from borderpost.refusal import Refused
from cashdesk import Act, money
from cashdesk.models import PaperFate, PaperReceipt, Receipt, Tariff, Till
from cashdesk.queries import tills
from cashdesk.services.issuing import MOST
from cashdesk.services.paper_receipts import BLANK, refuse_other_post, watched
from cashdesk.services.tills import LONGEST, Cashier


@dataclass(frozen=True)
class Written:
    """What a hand wrote on the paper. ``amount`` in the smallest units of the tariff's currency;
    ``why`` says what explains a sum that is not the tariff's."""

    day: date
    at: time
    tariff_id: UUID
    quantity: int
    amount: int
    officer_id: UUID
    about: str = ""
    why: str = ""


def capture(paper_id: UUID, written: Written, *, by: Cashier) -> Receipt:
    """Write the receipt of a paper into the cashier's own open till of its currency.

    Raises ``Refused`` for a number that was captured, spoiled or lost, a time before the printing
    or to come, a tariff that was not in force on that day, another sum than the tariff's without
    an explanation, somebody who was not posted here, and where no till takes the money."""
    with watched(paper_id, by), transaction() as session:
        paper = session.get_one(PaperReceipt, paper_id)
        refuse_other_post(paper, by)
        _refuse_fate(paper)
        at = _moment(paper, written)
        _refuse_stranger(paper, written)
        tariff = _in_force(session.get(Tariff, written.tariff_id), paper, written.day)
        why = _explained(written, tariff)
        till = _till(tills.open_of(by.officer_id, by.post_id), tariff, written.amount)
        row = _receipt(session, paper, written, till, by)
        paper.fate, paper.receipt_id, paper.why = PaperFate.USED, row.id, why
        paper.officer_id, paper.taken_at = written.officer_id, at
        paper.changed_at, paper.changed_by = clock.now(), by.officer_id
        session.flush()
        audit.record(
            Act.PAPER_CAPTURED, row, by=by, number=row.number, tariff=tariff.code,
            amount=money.written(row.amount, row.currency), currency=row.currency,
            writer=str(written.officer_id),
        )  # fmt: skip
    return row


def _receipt(
    session: Session, paper: PaperReceipt, written: Written, till: Till, by: Cashier
) -> Receipt:
    row = Receipt(
        post_id=paper.post_id, year=paper.year, serial=paper.serial, number=paper.number,
        till_id=till.id, tariff_id=written.tariff_id, quantity=written.quantity,
        amount=written.amount, currency=till.currency,
        about=" ".join(written.about.split()).upper()[:40],
        created_at=clock.now(), created_by=by.officer_id,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def _refuse_fate(paper: PaperReceipt) -> None:
    if paper.fate == PaperFate.USED:
        raise Refused(
            _l("The receipt of this number was captured already. Nothing was changed."),
            attempt="paper_twice",
        )
    if paper.fate not in BLANK:
        raise Refused(
            _l("This number is written down as spoiled or missing. Say first that it was found."),
            attempt="paper_fate",
        )


def _refuse_stranger(paper: PaperReceipt, written: Written) -> None:
    there = officers.posted_at(paper.post_id, written.day)
    if written.officer_id not in {row.id for row in there}:
        raise Refused(_l("Choose an officer of this post."), field="officer_id")


def _moment(paper: PaperReceipt, written: Written) -> datetime:
    told = datetime.combine(written.day, written.at, ZoneInfo(paper.post.zone))
    if told > clock.now():
        raise Refused(_l("This time is still to come. Look at the paper again."), field="at")
    if told < paper.created_at.replace(second=0, microsecond=0):
        raise Refused(
            _l("The paper was printed later than this. Look at day and time."), field="at"
        )
    return told


def _in_force(tariff: Tariff | None, paper: PaperReceipt, day: date) -> Tariff:
    if tariff is None or tariff.post_id != paper.post_id:
        raise Refused(_l("Choose a tariff of the list."), field="tariff")
    if tariff.starts_on > day or (tariff.ends_on and tariff.ends_on < day):
        raise Refused(
            _l("%(code)s was not in force on that day. Choose another.", code=tariff.code),
            field="tariff",
        )
    return tariff


def _explained(written: Written, tariff: Tariff) -> str:
    """What explains the sum; '' where it is the tariff's."""
    if not 1 <= written.quantity <= MOST:
        raise Refused(_l("A number from 1 to %(most)s.", most=MOST), field="quantity")
    if not 0 <= written.amount <= money.MOST:
        raise Refused(_l("This is no amount. Look at the paper again."), field="amount")
    why = " ".join(written.why.split())[:LONGEST]
    asked = written.quantity * tariff.amount
    if written.amount == asked:
        return ""
    if not why:
        raise Refused(
            _l(
                "By the tariff this is %(asked)s %(currency)s. Look at the paper again; if it says "
                "another sum, write what explains it.",
                asked=money.grouped(asked, tariff.currency), currency=tariff.currency,
            ),
            field="why",
        )  # fmt: skip
    return why


def _till(mine: Sequence[Till], tariff: Tariff, amount: int) -> Till:
    """The cashier's own open till that takes the money; any where nothing was paid."""
    fitting = [till for till in mine if till.currency == tariff.currency]
    if found := fitting or (list(mine) if not amount else []):
        return found[-1]
    raise Refused(
        _l(
            "You have no open till in %(currency)s. Open it first: the money of this paper lies "
            "there.",
            currency=tariff.currency,
        ),
        field="tariff",
    )
