"""Preventive upkeep: plans, what is due of each at each thing, what was done, and the counters."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from borderpost.db import Base, Record
from equipment.due_dates import Rhythm, Unit
from equipment.models.asset import Asset, AssetModel

DESK, METER = "desk", "meter"  # what counts uses: the desk's readings, or a meter typed in


class MaintenancePlan(Base, Record):
    """What is done again and again at one thing, or at every thing of a model at a post.

    ``version`` counts changes; an ended plan stays with its records.
    """

    __tablename__ = "maintenance_plans"
    __table_args__ = (
        CheckConstraint("(asset_id IS NULL) <> (model_id IS NULL)", name="of_one"),
        CheckConstraint("every > 0 AND tolerance >= 0", name="rhythm"),
        CheckConstraint("unit IN ('days', 'months', 'uses')", name="unit"),
        CheckConstraint("(unit = 'uses') = (counter <> '')", name="counter"),
        Index(None, "post_id", "title"),
    )

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"))
    asset_id: Mapped[UUID | None] = mapped_column(ForeignKey("assets.id"), index=True)
    model_id: Mapped[UUID | None] = mapped_column(ForeignKey("asset_models.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(String(80))
    instructions: Mapped[str] = mapped_column(String(500), default="")
    every: Mapped[int]
    unit: Mapped[str] = mapped_column(String(6))
    tolerance: Mapped[int] = mapped_column(default=0)  # days; for uses, uses
    counter: Mapped[str] = mapped_column(String(5), default="")  # desk, meter; '' by time
    ended_on: Mapped[date | None] = mapped_column(Date)
    version: Mapped[int] = mapped_column(default=1)
    asset: Mapped[Asset | None] = relationship()
    model: Mapped[AssetModel | None] = relationship()

    @property
    def rhythm(self) -> Rhythm:
        """How often it is done."""
        return Rhythm(self.every, Unit(self.unit), self.tolerance)


class MaintenanceDue(Base):
    """When one plan is due at one thing. ``late_on`` is the last day that is not overdue.

    By uses both days stay empty until the counter reaches ``due_use``, and passes ``late_use``.
    """

    __tablename__ = "maintenance_dues"
    __table_args__ = (Index(None, "due_on"), Index(None, "late_on"), Index(None, "asset_id"))

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("maintenance_plans.id"), primary_key=True)
    asset_id: Mapped[UUID] = mapped_column(ForeignKey("assets.id"), primary_key=True)
    due_on: Mapped[date | None] = mapped_column(Date)
    late_on: Mapped[date | None] = mapped_column(Date)
    due_use: Mapped[int | None]
    late_use: Mapped[int | None]
    last_done_on: Mapped[date | None] = mapped_column(Date)
    last_done_use: Mapped[int | None]
    plan: Mapped[MaintenancePlan] = relationship()
    asset: Mapped[Asset] = relationship()


class MaintenanceRecord(Base, Record):
    """One time that a plan was carried out at a thing. Rows are added."""

    __tablename__ = "maintenance_records"
    __table_args__ = (Index(None, "asset_id", "done_on"), Index(None, "plan_id", "done_on"))

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("maintenance_plans.id"))
    asset_id: Mapped[UUID] = mapped_column(ForeignKey("assets.id"))
    done_on: Mapped[date] = mapped_column(Date)
    done_use: Mapped[int | None]
    note: Mapped[str] = mapped_column(String(300), default="")
    certificate: Mapped[str] = mapped_column(String(120), default="")
    valid_until: Mapped[date | None] = mapped_column(Date)
    due_on: Mapped[date | None] = mapped_column(Date)  # as it stood before
    due_use: Mapped[int | None]
    next_on: Mapped[date | None] = mapped_column(Date)
    next_use: Mapped[int | None]
    plan: Mapped[MaintenancePlan] = relationship()
    asset: Mapped[Asset] = relationship()


class AssetCount(Base):
    """How often a thing was used, by one counter. ``total`` goes on when a meter is replaced:
    it is what the meter shows and ``before`` it."""

    __tablename__ = "asset_counts"

    asset_id: Mapped[UUID] = mapped_column(ForeignKey("assets.id"), primary_key=True)
    counter: Mapped[str] = mapped_column(String(5), primary_key=True)
    total: Mapped[int] = mapped_column(default=0)
    before: Mapped[int] = mapped_column(default=0)


class MeterReading(Base, Record):
    """What somebody read on a meter. Rows are added."""

    __tablename__ = "meter_readings"
    __table_args__ = (Index(None, "asset_id", "read_on"),)

    asset_id: Mapped[UUID] = mapped_column(ForeignKey("assets.id"))
    read_on: Mapped[date] = mapped_column(Date)
    shows: Mapped[int]
    total: Mapped[int]
    is_new_meter: Mapped[bool] = mapped_column(default=False)
    asset: Mapped[Asset] = relationship()


class AssetTerm(Base, Record):
    """A licence, insurance or contract of a thing, and when it ends. Renewing adds a row and
    says of the older that it was replaced."""

    __tablename__ = "asset_terms"
    __table_args__ = (
        CheckConstraint("kind IN ('licence', 'insurance', 'contract')", name="kind"),
        Index(None, "ends_on"),
        Index(None, "asset_id"),
    )

    asset_id: Mapped[UUID] = mapped_column(ForeignKey("assets.id"))
    kind: Mapped[str] = mapped_column(String(10))
    party: Mapped[str] = mapped_column(String(80), default="")  # who gave it
    reference: Mapped[str] = mapped_column(String(60), default="")
    ends_on: Mapped[date] = mapped_column(Date)
    note: Mapped[str] = mapped_column(String(200), default="")
    closed_on: Mapped[date | None] = mapped_column(Date)  # renewed, or no longer needed
    closed_why: Mapped[str] = mapped_column(String(200), default="")
    asset: Mapped[Asset] = relationship()
