"""Tables of the cash desk. What says that money changed hands is written once: triggers refuse
to alter it, and a mistake is a void, a further count or another receipt.

Amounts are whole numbers of the currency's smallest unit (``cashdesk.money``).
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from borderpost import clock
from borderpost.db import Base, Record, UtcDateTime
from borderpost.officers.models import Officer
from borderpost.posts.models import Lane, Post


class Unit(StrEnum):
    """What a fee is counted by."""

    PERSON = "person"
    VEHICLE = "vehicle"
    DOCUMENT = "document"
    ANIMAL = "animal"


class VoidState(StrEnum):
    """What became of the wish to make a receipt void."""

    ASKED = "asked"
    APPROVED = "approved"
    REJECTED = "rejected"


class PaperFate(StrEnum):
    """What became of a blank receipt. Every number that was reserved has one."""

    PRINTED = "printed"  # blank, in the drawer
    OUT = "out"  # blank, in somebody's hand
    USED = "used"  # written by hand, and captured
    RETURNED = "returned"  # brought back blank
    SPOILED = "spoiled"
    MISSING = "missing"


class Tariff(Base, Record):
    """One fee, or one passage that is free (amount 0), from a day to a day, and the text it rests
    on. Only its last day may still be said; another amount is another row."""

    __tablename__ = "tariffs"
    __table_args__ = (
        CheckConstraint("amount >= 0", name="amount"),
        CheckConstraint("basis <> ''", name="basis"),
        UniqueConstraint("post_id", "code", "starts_on"),
    )

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"))
    code: Mapped[str] = mapped_column(String(20))
    label_fr: Mapped[str] = mapped_column(String(80))
    label_en: Mapped[str] = mapped_column(String(80))
    label_ar: Mapped[str] = mapped_column(String(80))
    unit: Mapped[str] = mapped_column(String(8))
    amount: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)  # before its first day: never in force
    basis: Mapped[str] = mapped_column(String(300))
    direction: Mapped[str] = mapped_column(String(1), default="")  # E, X; '': both
    states: Mapped[str] = mapped_column(String(160), default="")  # of whom: "MRT SEN"; '': of all
    post: Mapped[Post] = relationship()

    def concerns(self, direction: str, nationality: str) -> bool:
        """Whether it is asked of who goes this way with this nationality (ICAO 9303-3 §5)."""
        return self.direction in ("", direction) and (
            not self.states or nationality in self.states.split()
        )

    def label(self, language: str) -> str:
        """What is paid for, in a language."""
        return str(getattr(self, f"label_{language}") or self.label_fr)

    @property
    def is_free(self) -> bool:
        """Whether nothing is to pay."""
        return self.amount == 0


class Till(Base, Record):
    """One officer's cash in one currency during one shift, from its opening on. ``lane`` is None
    for a cash desk that serves every lane."""

    __tablename__ = "tills"
    __table_args__ = (
        CheckConstraint("float_amount >= 0", name="float_amount"),
        Index(None, "post_id", "created_at"),
    )

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"))
    officer_id: Mapped[UUID] = mapped_column(ForeignKey("officers.id"), index=True)
    lane_id: Mapped[UUID | None] = mapped_column(ForeignKey("lanes.id"))
    currency: Mapped[str] = mapped_column(String(3))
    float_amount: Mapped[int] = mapped_column(BigInteger)  # change that lay in it at the start
    post: Mapped[Post] = relationship()
    lane: Mapped[Lane | None] = relationship()
    officer: Mapped[Officer] = relationship()
    counts: Mapped[list[TillCount]] = relationship(order_by="TillCount.id", viewonly=True)
    closing: Mapped[TillClosing | None] = relationship(viewonly=True)


class Receipt(Base, Record):
    """One payment, or one passage that was free. Its number is never given again."""

    __tablename__ = "receipts"
    __table_args__ = (
        UniqueConstraint("post_id", "year", "serial"),
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("amount >= 0", name="amount"),
        Index(None, "post_id", "created_at"),
    )

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"))
    year: Mapped[int]
    serial: Mapped[int]
    number: Mapped[str] = mapped_column(String(30), unique=True)
    till_id: Mapped[UUID] = mapped_column(ForeignKey("tills.id"), index=True)
    tariff_id: Mapped[UUID] = mapped_column(ForeignKey("tariffs.id"), index=True)
    quantity: Mapped[int]
    amount: Mapped[int] = mapped_column(BigInteger)  # of all together
    currency: Mapped[str] = mapped_column(String(3))
    about: Mapped[str] = mapped_column(String(40), default="")  # a crossing's reference, a plate
    post: Mapped[Post] = relationship()
    till: Mapped[Till] = relationship()
    tariff: Mapped[Tariff] = relationship()
    voids: Mapped[list[ReceiptVoid]] = relationship(order_by="ReceiptVoid.id", viewonly=True)
    paper: Mapped[PaperReceipt | None] = relationship(viewonly=True)

    @property
    def taken_at(self) -> datetime:
        """When the money changed hands: the paper's time where it was written by hand."""
        return (self.paper and self.paper.taken_at) or self.created_at

    @property
    def void(self) -> ReceiptVoid | None:
        """The wish that stands: asked or approved; None where none was, or it was rejected."""
        return next((row for row in self.voids if row.state != VoidState.REJECTED), None)

    @property
    def is_void(self) -> bool:
        """Whether somebody else approved that it is void."""
        return self.void is not None and self.void.state == VoidState.APPROVED


class ReceiptCounter(Base):
    """The last number that a post gave to a receipt in a year."""

    __tablename__ = "receipt_counters"

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


class PaperReceipt(Base, Record):
    """One blank receipt of a block of numbers that no live receipt gets. ``created_at``: printed.
    Once captured it names the receipt that it became, and is never altered again: ``officer`` took
    the money at ``taken_at``; the receipt's own author and time are those of the capture."""

    __tablename__ = "paper_receipts"
    __table_args__ = (
        UniqueConstraint("post_id", "year", "serial"),
        CheckConstraint(
            "fate IN ('printed', 'out', 'used', 'returned', 'spoiled', 'missing')", name="fate"
        ),
        CheckConstraint("fate NOT IN ('spoiled', 'missing') OR why <> ''", name="why"),
        CheckConstraint("(fate = 'used') = (receipt_id IS NOT NULL)", name="used"),
        CheckConstraint("(fate = 'used') = (taken_at IS NOT NULL)", name="taken_at"),
        CheckConstraint("(fate = 'used') = (officer_id IS NOT NULL)", name="officer"),
    )

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"))
    year: Mapped[int]
    serial: Mapped[int]
    number: Mapped[str] = mapped_column(String(30), unique=True)
    run_id: Mapped[UUID] = mapped_column(index=True)  # what was printed together
    fate: Mapped[str] = mapped_column(String(8), default=PaperFate.PRINTED)
    why: Mapped[str] = mapped_column(String(300), default="")  # lost how, or why another sum
    handed_to: Mapped[UUID | None] = mapped_column(ForeignKey("officers.id"))
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    changed_by: Mapped[UUID | None] = mapped_column(ForeignKey("officers.id"))
    receipt_id: Mapped[UUID | None] = mapped_column(ForeignKey("receipts.id"), unique=True)
    officer_id: Mapped[UUID | None] = mapped_column(ForeignKey("officers.id"))
    taken_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    post: Mapped[Post] = relationship()
    receipt: Mapped[Receipt | None] = relationship()
    holder: Mapped[Officer | None] = relationship(foreign_keys=[handed_to])
    officer: Mapped[Officer | None] = relationship(foreign_keys=[officer_id])
    changer: Mapped[Officer | None] = relationship(foreign_keys=[changed_by])
    printer: Mapped[Officer | None] = relationship(
        primaryjoin="foreign(PaperReceipt.created_by) == Officer.id", viewonly=True
    )


class ReceiptVoid(Base, Record):
    """Why a receipt shall be void, and what somebody else answered. Answered once."""

    __tablename__ = "receipt_voids"
    __table_args__ = (
        CheckConstraint("reason <> ''", name="reason"),
        CheckConstraint("state IN ('asked', 'approved', 'rejected')", name="state"),
        CheckConstraint("(state = 'asked') = (answered_by IS NULL)", name="answered"),
        CheckConstraint("answered_by IS NULL OR answered_by <> created_by", name="four_eyes"),
        Index(
            "uq_receipt_voids_one_standing", "receipt_id", unique=True,
            sqlite_where=text("state <> 'rejected'"), postgresql_where=text("state <> 'rejected'"),
        ),
    )  # fmt: skip

    receipt_id: Mapped[UUID] = mapped_column(ForeignKey("receipts.id"))
    reason: Mapped[str] = mapped_column(String(300))
    state: Mapped[str] = mapped_column(String(8), default=VoidState.ASKED)
    answered_by: Mapped[UUID | None] = mapped_column(ForeignKey("officers.id"))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    note: Mapped[str] = mapped_column(String(300), default="")
    receipt: Mapped[Receipt] = relationship()
    asker: Mapped[Officer | None] = relationship(
        primaryjoin="foreign(ReceiptVoid.created_by) == Officer.id", viewonly=True
    )
    answerer: Mapped[Officer | None] = relationship(foreign_keys=[answered_by])


class TillCount(Base, Record):
    """The cash as its officer counted it, and as the receipts had it at that moment."""

    __tablename__ = "till_counts"
    __table_args__ = (
        CheckConstraint("counted >= 0", name="counted"),
        CheckConstraint("counted = expected OR reason <> ''", name="reason"),
    )

    till_id: Mapped[UUID] = mapped_column(ForeignKey("tills.id"), index=True)
    counted: Mapped[int] = mapped_column(BigInteger)
    expected: Mapped[int] = mapped_column(BigInteger)
    reason: Mapped[str] = mapped_column(String(300), default="")  # what explains a difference


class TillClosing(Base, Record):
    """Somebody else took the cash over: the till is at zero. Written once."""

    __tablename__ = "till_closings"
    __table_args__ = (
        CheckConstraint("expected + difference - received = 0", name="zero"),
        CheckConstraint("difference = 0 OR reason <> ''", name="reason"),
        CheckConstraint("received >= 0", name="received"),
        CheckConstraint("created_by IS NOT NULL AND created_by <> officer_id", name="four_eyes"),
    )

    till_id: Mapped[UUID] = mapped_column(ForeignKey("tills.id"), unique=True)
    officer_id: Mapped[UUID] = mapped_column(ForeignKey("officers.id"))  # who took the cash
    expected: Mapped[int] = mapped_column(BigInteger)
    difference: Mapped[int] = mapped_column(BigInteger)  # counted less expected
    received: Mapped[int] = mapped_column(BigInteger)
    reason: Mapped[str] = mapped_column(String(300), default="")
    till: Mapped[Till] = relationship()
    closer: Mapped[Officer | None] = relationship(
        primaryjoin="foreign(TillClosing.created_by) == Officer.id", viewonly=True
    )


class TillLeaving(Base, Record):
    """Its officer signed out over an open till, and wrote why."""

    __tablename__ = "till_leavings"

    till_id: Mapped[UUID] = mapped_column(ForeignKey("tills.id"), index=True)
    reason: Mapped[str] = mapped_column(String(300))
