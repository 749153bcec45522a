"""Distributions: the plan, the waybills that goods left by, and what became of every one of them.

Whom the goods went to stands apart in ``equipment.models.household``; here are counts.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Numeric, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, query_expression, relationship

from borderpost.db import Base, Record, SealedBytes, UtcDateTime
from equipment.models.allocation import Allocation
from equipment.models.asset import Location
from equipment.models.stock import StockItem
from projects.models import Project

HOUSEHOLD, TOTAL = "household", "total"
LOST, DAMAGED = "lost", "damaged"
DRAWN, THUMB, PAPER = "drawn", "thumb", "paper"  # how was signed; the last two on the list


class Distribution(Base, Record):
    """One distribution at one site on one day: so many of each item for so many households.

    ``salt`` makes the marks by which a household is found twice, here and nowhere else.
    ``served``, ``people`` and ``stage`` are filled by lists alone.
    """

    __tablename__ = "distributions"
    __table_args__ = (
        UniqueConstraint("post_id", "year", "serial"),
        CheckConstraint("households > 0", name="households"),
        CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="position"),
        CheckConstraint("closed_at IS NULL OR cancelled_at IS NULL", name="ended"),
        Index(None, "post_id", "planned_on"),
        Index(None, "project_id"),
    )

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"))
    number: Mapped[str] = mapped_column(String(24), unique=True)
    year: Mapped[int]
    serial: Mapped[int]
    site: Mapped[str] = mapped_column(String(120))
    search_key: Mapped[str] = mapped_column(String(200), default="")
    area: Mapped[str] = mapped_column(String(16), default="")  # P-code, '' for none
    latitude: Mapped[Decimal | None] = mapped_column(Numeric(8, 5))  # degrees, WGS 84
    longitude: Mapped[Decimal | None] = mapped_column(Numeric(8, 5))
    planned_on: Mapped[date] = mapped_column(Date)
    project_id: Mapped[UUID | None] = mapped_column(ForeignKey("projects.id"))
    households: Mapped[int]  # planned
    salt: Mapped[bytes] = mapped_column(SealedBytes)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_by: Mapped[UUID | None]
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cancelled_why: Mapped[str] = mapped_column(String(300), default="")
    project: Mapped[Project | None] = relationship()
    items: Mapped[list[DistributionItem]] = relationship(
        back_populates="distribution", order_by="DistributionItem.id"
    )
    served: Mapped[int | None] = query_expression()
    people: Mapped[int | None] = query_expression()
    stage: Mapped[str | None] = query_expression()

    @property
    def is_open(self) -> bool:
        """Whether anything may still be written of it."""
        return self.closed_at is None and self.cancelled_at is None


class DistributionItem(Base, Record):
    """So many of an item for each household."""

    __tablename__ = "distribution_items"
    __table_args__ = (
        UniqueConstraint("distribution_id", "item_id"),
        CheckConstraint("per_household > 0", name="per_household"),
    )

    distribution_id: Mapped[UUID] = mapped_column(ForeignKey("distributions.id"))
    item_id: Mapped[UUID] = mapped_column(ForeignKey("stock_items.id"), index=True)
    per_household: Mapped[int]
    distribution: Mapped[Distribution] = relationship(back_populates="items")
    item: Mapped[StockItem] = relationship()


class DistributionAllocation(Base, Record):
    """What was set aside for a distribution."""

    __tablename__ = "distribution_allocations"

    distribution_id: Mapped[UUID] = mapped_column(ForeignKey("distributions.id"), index=True)
    allocation_id: Mapped[UUID] = mapped_column(ForeignKey("stock_allocations.id"), unique=True)
    allocation: Mapped[Allocation] = relationship()


class Waybill(Base, Record):
    """What left a place for a distribution, in one act of the ledger; void once reversed."""

    __tablename__ = "waybills"
    __table_args__ = (UniqueConstraint("post_id", "year", "serial"),)

    distribution_id: Mapped[UUID] = mapped_column(ForeignKey("distributions.id"), index=True)
    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"))
    number: Mapped[str] = mapped_column(String(24), unique=True)
    year: Mapped[int]
    serial: Mapped[int]
    act_id: Mapped[UUID] = mapped_column(unique=True)
    location_id: Mapped[UUID] = mapped_column(ForeignKey("locations.id"))
    happened_on: Mapped[date] = mapped_column(Date)
    carrier: Mapped[str] = mapped_column(String(80), default="")
    vehicle: Mapped[str] = mapped_column(String(40), default="")
    distribution: Mapped[Distribution] = relationship()
    location: Mapped[Location] = relationship()


class DistributionReturn(Base, Record):
    """What came back into the stock, in one act of the ledger."""

    __tablename__ = "distribution_returns"

    distribution_id: Mapped[UUID] = mapped_column(ForeignKey("distributions.id"), index=True)
    act_id: Mapped[UUID] = mapped_column(unique=True)


class DistributionLoss(Base, Record):
    """What was lost or damaged after it had left the stock, and why. Struck when it was wrong."""

    __tablename__ = "distribution_losses"
    __table_args__ = (
        CheckConstraint("kind IN ('lost', 'damaged')", name="kind"),
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("struck_at IS NULL OR struck_why <> ''", name="struck"),
    )

    distribution_id: Mapped[UUID] = mapped_column(ForeignKey("distributions.id"), index=True)
    item_id: Mapped[UUID] = mapped_column(ForeignKey("stock_items.id"))
    kind: Mapped[str] = mapped_column(String(7))
    quantity: Mapped[int]
    reason: Mapped[str] = mapped_column(String(300))
    struck_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    struck_why: Mapped[str] = mapped_column(String(300), default="")
    item: Mapped[StockItem] = relationship()


class DistributionRecord(Base, Record):
    """What one household received, or a whole list of them in totals. Struck when it was wrong.

    ``people`` repeats the sum of its counts. ``mark`` is a keyed digest of the household, ''
    for totals.
    """

    __tablename__ = "distribution_records"
    __table_args__ = (
        UniqueConstraint("distribution_id", "seq"),
        CheckConstraint("kind IN ('household', 'total')", name="kind"),
        CheckConstraint("households >= 0 AND no_shows >= 0 AND people >= 0", name="numbers"),
        CheckConstraint("signed_how IN ('drawn', 'thumb', 'paper')", name="signed_how"),
        CheckConstraint("struck_at IS NULL OR struck_why <> ''", name="struck"),
        Index(None, "distribution_id", "mark"),
    )

    distribution_id: Mapped[UUID] = mapped_column(ForeignKey("distributions.id"))
    seq: Mapped[int]
    kind: Mapped[str] = mapped_column(String(9))
    households: Mapped[int]
    no_shows: Mapped[int] = mapped_column(default=0)
    people: Mapped[int] = mapped_column(default=0)
    by_proxy: Mapped[bool] = mapped_column(default=False)
    signed_how: Mapped[str] = mapped_column(String(5))
    mark: Mapped[str] = mapped_column(String(64), default="")
    struck_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    struck_why: Mapped[str] = mapped_column(String(300), default="")
    distribution: Mapped[Distribution] = relationship()
    quantities: Mapped[list[DistributionQuantity]] = relationship()
    counts: Mapped[list[DistributionCount]] = relationship()


class DistributionQuantity(Base, Record):
    """So many of an item in one record."""

    __tablename__ = "distribution_quantities"
    __table_args__ = (
        UniqueConstraint("record_id", "item_id"),
        CheckConstraint("quantity > 0", name="quantity"),
    )

    record_id: Mapped[UUID] = mapped_column(ForeignKey("distribution_records.id"))
    item_id: Mapped[UUID] = mapped_column(ForeignKey("stock_items.id"))
    quantity: Mapped[int]
    item: Mapped[StockItem] = relationship()


class DistributionCount(Base, Record):
    """So many people of one sex and age band in one record."""

    __tablename__ = "distribution_counts"
    __table_args__ = (
        UniqueConstraint("record_id", "sex", "band"),
        CheckConstraint("sex IN ('f', 'm')", name="sex"),
        CheckConstraint("number > 0", name="number"),
    )

    record_id: Mapped[UUID] = mapped_column(ForeignKey("distribution_records.id"))
    sex: Mapped[str] = mapped_column(String(1))
    band: Mapped[str] = mapped_column(String(6))
    number: Mapped[int]


class DistributionCounter(Base):
    """The last number that a post gave to a distribution (D) or a waybill (W) in a year."""

    __tablename__ = "distribution_counters"

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(1), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]
