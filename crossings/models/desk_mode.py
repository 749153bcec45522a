"""How much the desk asks of each traveller: a history, of which the last row is in force.

The database itself refuses UPDATE and DELETE: the triggers stand in the migration and on
the list in ``tests/house``."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from borderpost.db import Base, Record, UtcDateTime


class Mode(StrEnum):
    """From everything that the post asks down to heads alone."""

    FULL = "full"
    ESSENTIAL = "essential"  # identity and decision; screening and protection stay
    COUNT = "count"  # the keypad: nobody's identity


class Why(StrEnum):
    """Why less is asked."""

    LAW = "law"
    SURGE = "surge"
    OUTAGE = "outage"
    OTHER = "other"


class DeskModeChange(Base, Record):
    """One change, of the whole post or of one lane. The latest that names the lane or the whole
    post is in force there, until the next one or ``until``, whichever is first."""

    __tablename__ = "desk_mode_changes"
    __table_args__ = (
        CheckConstraint("mode IN ('full', 'essential', 'count')", name="mode"),
        CheckConstraint("(mode = 'full') = (reason = '')", name="reason"),
        CheckConstraint("until IS NULL OR until > begun_at", name="until"),
        Index(None, "post_id", "begun_at", "id"),
    )

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"))
    lane_id: Mapped[UUID | None] = mapped_column(ForeignKey("lanes.id"))  # None: the whole post
    mode: Mapped[str] = mapped_column(String(9))
    reason: Mapped[str] = mapped_column(String(8), default="")
    words: Mapped[str] = mapped_column(String(300), default="")
    begun_at: Mapped[datetime] = mapped_column(UtcDateTime)
    until: Mapped[datetime | None] = mapped_column(UtcDateTime)  # None: until somebody says so
