"""Corrective upkeep: work orders with their tests and parts, what the desk's readers read, and
the orders that these readings propose."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from borderpost.db import Base, Record, UtcDateTime
from equipment.models.asset import Asset
from projects.money import Amount

OPEN = ""  # of an order's outcome
REPAIRED, WRITTEN_OFF, WITHDRAWN = "repaired", "written_off", "withdrawn"
_IS_OPEN = text("outcome = ''")
_IS_ASKED = text("state = 'open'")


class WorkOrder(Base, Record):
    """One failure of one thing, from the report to the test that lets it back.

    ``down_from`` and ``up_at`` are the instants of its events. A thing has one open order at most.
    """

    __tablename__ = "work_orders"
    __table_args__ = (
        UniqueConstraint("post_id", "year", "serial"),
        CheckConstraint("outcome IN ('', 'repaired', 'written_off', 'withdrawn')", name="outcome"),
        CheckConstraint("(outcome = '') = (closed_at IS NULL)", name="closed"),
        CheckConstraint("up_at IS NULL OR up_at >= down_from", name="downtime"),
        Index("uq_work_orders_open", "asset_id", unique=True,
              sqlite_where=_IS_OPEN, postgresql_where=_IS_OPEN),
        Index(None, "post_id", "outcome", "down_from"),
        Index(None, "asset_id", "down_from"),
    )  # fmt: skip

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"))
    asset_id: Mapped[UUID] = mapped_column(ForeignKey("assets.id"))
    number: Mapped[str] = mapped_column(String(24), unique=True)
    year: Mapped[int]
    serial: Mapped[int]
    failure: Mapped[str] = mapped_column(String(300), default="")
    cause: Mapped[str] = mapped_column(String(300), default="")
    down_from: Mapped[datetime] = mapped_column(UtcDateTime)
    repair_from: Mapped[datetime | None] = mapped_column(UtcDateTime)
    up_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_by: Mapped[UUID | None]
    outcome: Mapped[str] = mapped_column(String(11), default=OPEN)
    version: Mapped[int] = mapped_column(default=1)
    asset: Mapped[Asset] = relationship()
    tests: Mapped[list[WorkTest]] = relationship(
        back_populates="order", order_by="WorkTest.id", cascade="all, delete-orphan"
    )
    parts: Mapped[list[WorkPart]] = relationship(
        back_populates="order", order_by="WorkPart.id", cascade="all, delete-orphan"
    )

    @property
    def is_tested(self) -> bool:
        """Whether the latest test was passed."""
        return bool(self.tests) and self.tests[-1].is_passed


class WorkTest(Base, Record):
    """One test after a repair. Rows are added."""

    __tablename__ = "work_tests"

    order_id: Mapped[UUID] = mapped_column(ForeignKey("work_orders.id"), index=True)
    is_passed: Mapped[bool]
    finding: Mapped[str] = mapped_column(String(300))
    order: Mapped[WorkOrder] = relationship(back_populates="tests")


class WorkPart(Base, Record):
    """A part that a repair took, as somebody wrote it. A wrong line is struck out and stays."""

    __tablename__ = "work_parts"
    __table_args__ = (CheckConstraint("quantity > 0", name="quantity"),)

    order_id: Mapped[UUID] = mapped_column(ForeignKey("work_orders.id"), index=True)
    label: Mapped[str] = mapped_column(String(120))
    quantity: Mapped[Decimal] = mapped_column(Amount)  # two places
    cost: Mapped[Decimal | None] = mapped_column(Amount)  # of all of them
    currency: Mapped[str] = mapped_column(String(3), default="")
    struck_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    order: Mapped[WorkOrder] = relationship(back_populates="parts")


class WorkCounter(Base):
    """The last number of a work order that a post gave in a year."""

    __tablename__ = "work_counters"

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


class ReaderDay(Base, Record):
    """How many documents a lane's reader read on a day, and how many it could not. Counts only.

    ``asset_id`` is the reader that stood there then; None when none or several did.
    """

    __tablename__ = "reader_days"
    __table_args__ = (
        CheckConstraint("failed BETWEEN 0 AND readings", name="failed"),
        Index(None, "lane_id", "day"),
        Index(None, "asset_id", "day"),
        Index(None, "post_id", "day"),
    )

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"))
    lane_id: Mapped[UUID] = mapped_column(ForeignKey("lanes.id"))
    asset_id: Mapped[UUID | None] = mapped_column(ForeignKey("assets.id"))
    day: Mapped[date] = mapped_column(Date)
    readings: Mapped[int] = mapped_column(default=0)
    failed: Mapped[int] = mapped_column(default=0)


class ReaderProposal(Base, Record):
    """The desk's counts say that a reader fails more than the others: somebody decides.

    ``low`` and ``high`` bound the difference of the shares, between -1 and 1.
    """

    __tablename__ = "reader_proposals"
    __table_args__ = (
        CheckConstraint("state IN ('open', 'accepted', 'dismissed')", name="state"),
        Index("uq_reader_proposals_open", "asset_id", unique=True,
              sqlite_where=_IS_ASKED, postgresql_where=_IS_ASKED),
        Index(None, "post_id", "state"),
        Index(None, "asset_id"),
    )  # fmt: skip

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"))
    asset_id: Mapped[UUID] = mapped_column(ForeignKey("assets.id"))
    since: Mapped[date] = mapped_column(Date)
    until: Mapped[date] = mapped_column(Date)
    readings: Mapped[int]
    failed: Mapped[int]
    others_readings: Mapped[int]
    others_failed: Mapped[int]
    low: Mapped[float]
    high: Mapped[float]
    state: Mapped[str] = mapped_column(String(9), default="open")
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by: Mapped[UUID | None]
    reason: Mapped[str] = mapped_column(String(300), default="")
    order_id: Mapped[UUID | None] = mapped_column(ForeignKey("work_orders.id"))
    asset: Mapped[Asset] = relationship()
    order: Mapped[WorkOrder | None] = relationship()
