"""Reading tills: whose are open, what must lie in them, which wait for somebody else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from borderpost.db import db
from borderpost.officers.models import Officer
from cashdesk.models import (
    PaperReceipt,
    Receipt,
    ReceiptVoid,
    Till,
    TillClosing,
    TillCount,
    VoidState,
)
from cashdesk.till_balance import Balance

_CLOSED = exists().where(TillClosing.till_id == Till.id)


@dataclass(frozen=True)
class Sought:
    """What to look for among the tills; '' does not filter."""

    words: str = ""
    state: str = ""  # open, closed

    def filters(self) -> dict[str, str]:
        """What filters."""
        return {name: value for name, value in vars(self).items() if value}


def till(till_id: UUID, post_id: UUID | None) -> Till | None:
    """One till of a post, or None."""
    wanted = _loaded().where(Till.id == till_id, Till.post_id == post_id)
    return db.session.scalar(wanted)


def open_of(officer_id: UUID, post_id: UUID | None) -> Sequence[Till]:
    """The open tills of an officer at a post, the oldest first."""
    mine = (Till.officer_id == officer_id, Till.post_id == post_id)
    return db.session.scalars(_loaded().where(*mine, ~_CLOSED).order_by(Till.id)).all()


def open_at(post_id: UUID | None) -> Sequence[Till]:
    """Every open till of a post, the oldest first."""
    wanted = _loaded().where(Till.post_id == post_id, ~_CLOSED).order_by(Till.id)
    return db.session.scalars(wanted).all()


def listed(sought: Sought, post_id: UUID | None) -> Select[tuple[Till]]:
    """The tills of a post, the newest first."""
    wanted = _loaded().join(Till.officer).where(Till.post_id == post_id)
    if sought.words:
        names = (Officer.surname, Officer.given_names, Till.currency)
        wanted = wanted.where(or_(*(one.icontains(sought.words, autoescape=True) for one in names)))
    if sought.state:
        wanted = wanted.where(_CLOSED if sought.state == "closed" else ~_CLOSED)
    return wanted.order_by(Till.created_at.desc(), Till.id.desc())


def is_closed(till_id: UUID) -> bool:
    """Whether somebody took the cash over."""
    return db.session.scalar(select(exists().where(TillClosing.till_id == till_id))) or False


def last_count(till_id: UUID) -> TillCount | None:
    """How its officer counted it last, None before that."""
    wanted = select(TillCount).where(TillCount.till_id == till_id)
    return db.session.scalar(wanted.order_by(TillCount.id.desc()).limit(1))


def waiting_voids(till_id: UUID) -> int:
    """How many of its receipts wait for somebody's answer whether they are void."""
    wanted = (
        select(func.count())
        .select_from(ReceiptVoid)
        .join(Receipt, Receipt.id == ReceiptVoid.receipt_id)
        .where(Receipt.till_id == till_id, ReceiptVoid.state == VoidState.ASKED)
    )
    return db.session.scalar(wanted) or 0


def balance(found: Till) -> Balance:
    """The sum of a till as it stands now."""
    count, closing = last_count(found.id), closing_of(found.id)
    return Balance(
        float_amount=found.float_amount,
        taken=_sum(found.id),
        voided=_sum(found.id, void=True),
        counted=count.counted if count else None,
        received=closing.received if closing else None,
        by_hand=_sum(found.id, by_hand=True),
    )


def closing_of(till_id: UUID) -> TillClosing | None:
    """How a till was closed, None while it is open."""
    return db.session.scalar(select(TillClosing).where(TillClosing.till_id == till_id))


def _sum(till_id: UUID, *, void: bool = False, by_hand: bool = False) -> int:
    """What its receipts come to, or those of them that were made void or written on paper."""
    wanted = select(func.coalesce(func.sum(Receipt.amount), 0)).where(Receipt.till_id == till_id)
    if void:
        wanted = wanted.join(ReceiptVoid, ReceiptVoid.receipt_id == Receipt.id)
        wanted = wanted.where(ReceiptVoid.state == VoidState.APPROVED)
    if by_hand:
        wanted = wanted.join(PaperReceipt, PaperReceipt.receipt_id == Receipt.id)
    return int(db.session.scalar(wanted) or 0)


def _loaded() -> Select[tuple[Till]]:
    return select(Till).options(
        joinedload(Till.officer), joinedload(Till.lane), joinedload(Till.closing),
        selectinload(Till.counts),
    )  # fmt: skip
