"""Donations: the certificate that passes the title of many things, with its schedule.

A draft is changed and dropped; a signed one is kept as both sides signed it: the database refuses
to change it, but for its end by a reversal.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from borderpost.db import Base, Record, SealedBytes, UtcDateTime
from equipment.models.asset import Asset
from equipment.models.stock import StockCard
from projects.models import BudgetLine
from projects.money import Amount

DRAFT, CHECKED, SIGNED, DROPPED, REVERSED = "draft", "checked", "signed", "dropped", "reversed"
OPEN = (DRAFT, CHECKED)
KEPT = (SIGNED, REVERSED)  # what both sides signed


class Donation(Base, Record):
    """One certificate. ``leaves``: the things leave the post with their title; else they go on
    serving there under their new owner. ``version`` counts the changes of the draft."""

    __tablename__ = "donations"
    __table_args__ = (
        CheckConstraint(
            "state IN ('draft', 'checked', 'signed', 'dropped', 'reversed')", name="state"
        ),
        CheckConstraint("(state IN ('signed', 'reversed')) = (signed_at IS NOT NULL)",
                        name="signed"),
        CheckConstraint("(state IN ('dropped', 'reversed')) = (ended_why <> '')", name="ended"),
        UniqueConstraint("post_id", "year", "serial"),
        Index(None, "post_id", "state"),
    )  # fmt: skip

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"))
    number: Mapped[str] = mapped_column(String(24), unique=True)
    year: Mapped[int]
    serial: Mapped[int]
    state: Mapped[str] = mapped_column(String(8), default=DRAFT)
    version: Mapped[int] = mapped_column(default=1)
    giver: Mapped[str] = mapped_column(String(80))  # the owner, as the register names it
    receiver: Mapped[str] = mapped_column(String(80))
    giver_name: Mapped[str] = mapped_column(String(80), default="")  # who signs
    receiver_name: Mapped[str] = mapped_column(String(80), default="")
    leaves: Mapped[bool] = mapped_column(default=False)
    reference: Mapped[str] = mapped_column(String(120), default="")  # agreement or letter
    note: Mapped[str] = mapped_column(String(300), default="")
    changed_by: Mapped[UUID | None]  # who prepared it or changed it last
    checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    checked_by: Mapped[UUID | None] = mapped_column(ForeignKey("officers.id"))
    signed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    signed_how: Mapped[str] = mapped_column(String(5), default="")  # drawn, paper, ''
    title_on: Mapped[date | None] = mapped_column(Date)  # the day on which the title passed
    paper_kind: Mapped[str] = mapped_column(String(20), default="")  # media type
    giver_signature: Mapped[bytes | None] = deferred(mapped_column(SealedBytes))
    receiver_signature: Mapped[bytes | None] = deferred(mapped_column(SealedBytes))
    paper: Mapped[bytes | None] = deferred(mapped_column(SealedBytes))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # dropped or reversed
    ended_by: Mapped[UUID | None]
    ended_why: Mapped[str] = mapped_column(String(300), default="")
    ended_paper: Mapped[str] = mapped_column(String(120), default="")
    lines: Mapped[list[DonationLine]] = relationship(
        back_populates="donation", order_by="DonationLine.id"
    )

    @property
    def is_open(self) -> bool:
        """Whether it is not signed yet."""
        return self.state in OPEN


class DonationLine(Base, Record):
    """One thing, or so many of a lot at a place. ``claimed_id`` is the thing while the draft is
    open: no other draft may have it. ``told`` is the line as it was signed."""

    __tablename__ = "donation_lines"
    __table_args__ = (
        CheckConstraint("(asset_id IS NULL) <> (card_id IS NULL)", name="subject"),
        CheckConstraint("quantity > 0 AND (asset_id IS NULL OR quantity = 1)", name="quantity"),
        UniqueConstraint("donation_id", "asset_id"),
        UniqueConstraint("donation_id", "card_id"),
    )  # fmt: skip

    donation_id: Mapped[UUID] = mapped_column(ForeignKey("donations.id"))
    asset_id: Mapped[UUID | None] = mapped_column(ForeignKey("assets.id"), index=True)
    card_id: Mapped[UUID | None] = mapped_column(ForeignKey("stock_cards.id"))
    claimed_id: Mapped[UUID | None] = mapped_column(unique=True)
    quantity: Mapped[int] = mapped_column(default=1)
    budget_line_id: Mapped[UUID | None] = mapped_column(ForeignKey("budget_lines.id"))
    cost: Mapped[Decimal | None] = mapped_column(Amount)  # of stock, the whole line
    currency: Mapped[str] = mapped_column(String(3), default="")
    act_id: Mapped[UUID | None] = mapped_column(index=True)  # the movements of the stock
    told: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    donation: Mapped[Donation] = relationship(back_populates="lines")
    asset: Mapped[Asset | None] = relationship()
    card: Mapped[StockCard | None] = relationship()
    budget_line: Mapped[BudgetLine | None] = relationship()


class DonationCounter(Base):
    """The last number that a post gave to a certificate in a year."""

    __tablename__ = "donation_counters"

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]
