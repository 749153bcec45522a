"""Stocktakes: a list frozen when it is opened, the scans, and what came of each thing."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from borderpost.db import Base, Record, UtcDateTime
from equipment.models.asset import Asset, Location

PENDING, FOUND, MISPLACED, MISSING = "pending", "found", "misplaced", "missing"
UNEXPECTED = "unexpected"


class Stocktake(Base, Record):
    """One count of a location, or of the whole post. Closed once; then nothing is scanned."""

    __tablename__ = "stocktakes"
    __table_args__ = (Index(None, "post_id", "created_at"),)

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"))
    name: Mapped[str] = mapped_column(String(80))
    location_id: Mapped[UUID | None] = mapped_column(ForeignKey("locations.id"))
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_by: Mapped[UUID | None]
    location: Mapped[Location | None] = relationship()


class StocktakeItem(Base, Record):
    """One thing that is expected, and where; ``outcome`` is pending until it is scanned."""

    __tablename__ = "stocktake_items"
    __table_args__ = (
        UniqueConstraint("stocktake_id", "asset_id"),
        CheckConstraint("outcome IN ('pending', 'found', 'misplaced', 'missing')", name="outcome"),
    )

    stocktake_id: Mapped[UUID] = mapped_column(ForeignKey("stocktakes.id"))
    asset_id: Mapped[UUID] = mapped_column(ForeignKey("assets.id"), index=True)
    location_id: Mapped[UUID | None] = mapped_column(ForeignKey("locations.id"))  # expected
    holder_id: Mapped[UUID | None] = mapped_column(ForeignKey("officers.id"))  # expected
    seen_at_id: Mapped[UUID | None] = mapped_column(ForeignKey("locations.id"))
    outcome: Mapped[str] = mapped_column(String(9), default=PENDING)
    reason: Mapped[str] = mapped_column(String(300), default="")
    asset: Mapped[Asset] = relationship()
    expected: Mapped[Location | None] = relationship(foreign_keys=[location_id])
    seen_at: Mapped[Location | None] = relationship(foreign_keys=[seen_at_id])


class StocktakeScan(Base, Record):
    """One scan as it came in, also of what nobody expected. Rows are added."""

    __tablename__ = "stocktake_scans"
    __table_args__ = (UniqueConstraint("form_key"), Index(None, "stocktake_id", "outcome"))

    stocktake_id: Mapped[UUID] = mapped_column(ForeignKey("stocktakes.id"))
    form_key: Mapped[UUID]
    code: Mapped[str] = mapped_column(String(60))
    asset_id: Mapped[UUID | None] = mapped_column(ForeignKey("assets.id"))
    location_id: Mapped[UUID | None] = mapped_column(ForeignKey("locations.id"))
    scanned_at: Mapped[datetime] = mapped_column(UtcDateTime)  # by the device
    device_sequence: Mapped[int] = mapped_column(default=0)
    outcome: Mapped[str] = mapped_column(String(10))  # found, misplaced, unexpected
    asset: Mapped[Asset | None] = relationship()
    location: Mapped[Location | None] = relationship()
