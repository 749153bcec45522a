"""When power, link or a machine of the post was gone."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, String
from sqlalchemy.orm import Mapped, mapped_column

from borderpost.db import Base, Record, UtcDateTime


class Kind(StrEnum):
    """What was gone."""

    POWER = "power"
    LINK = "link"
    GENERATOR = "generator"
    READER = "reader"
    OTHER = "other"


class Source(StrEnum):
    """Who noticed: an officer, or the machine by a gap between its signs of life."""

    TOLD = "told"
    GAP = "gap"


class Outage(Base, Record):
    """One outage. ``ended_at`` None: it lasts. One written by mistake stays with the reason and
    counts nowhere."""

    __tablename__ = "outages"
    __table_args__ = (
        CheckConstraint("kind IN ('power', 'link', 'generator', 'reader', 'other')", name="kind"),
        CheckConstraint("source IN ('told', 'gap')", name="source"),
        CheckConstraint("ended_at IS NULL OR ended_at >= begun_at", name="ended"),
        CheckConstraint("fuel_litres IS NULL OR fuel_litres >= 0", name="fuel"),
        Index(None, "post_id", "begun_at", "id"),
    )

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"))
    kind: Mapped[str] = mapped_column(String(9))
    begun_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    fuel_litres: Mapped[Decimal | None] = mapped_column(Numeric(8, 1))
    note: Mapped[str] = mapped_column(String(300), default="")
    source: Mapped[str] = mapped_column(String(8), default=Source.TOLD)
    dropped_why: Mapped[str] = mapped_column(String(300), default="")
