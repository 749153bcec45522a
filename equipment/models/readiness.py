"""What a lane needs to work, and who let it work all the same."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from borderpost.db import Base, Record, UtcDateTime


class LaneNeed(Base, Record):
    """One capability that a lane needs. ``by_hand`` says what officers do without it; without
    such a procedure the lane is closed."""

    __tablename__ = "lane_needs"
    __table_args__ = (UniqueConstraint("lane_id", "capability"),)

    lane_id: Mapped[UUID] = mapped_column(ForeignKey("lanes.id"))
    capability: Mapped[str] = mapped_column(String(20))
    by_hand: Mapped[str] = mapped_column(String(200), default="")


class ReadinessOverride(Base, Record):
    """A supervisor lets a lane work all the same, until an instant. Rows are added; one that is
    ended early keeps who did it."""

    __tablename__ = "readiness_overrides"
    __table_args__ = (Index(None, "lane_id", "until"),)

    lane_id: Mapped[UUID] = mapped_column(ForeignKey("lanes.id"))
    reason: Mapped[str] = mapped_column(String(300))
    until: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_by: Mapped[UUID | None]
