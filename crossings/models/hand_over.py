"""What one officer hands over to another at the end of a shift, and what was left open."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from borderpost.db import Base, Record, UtcDateTime
from borderpost.officers.models import Officer


class Ending(StrEnum):
    """How an offered hand-over ended; '' while it waits for the colleague."""

    WAITS = ""
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class HandOver(Base, Record):
    """Work that an officer offers to a named colleague, who accepts or declines: two people, two
    acts. ``created_at`` is when it was offered. ``items`` has kinds and ids and nothing else."""

    __tablename__ = "hand_overs"
    __table_args__ = (
        CheckConstraint("ending IN ('', 'accepted', 'declined', 'withdrawn')", name="ending"),
        CheckConstraint("giver_id <> taker_id", name="two_people"),
    )

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"), index=True)
    giver_id: Mapped[UUID] = mapped_column(ForeignKey("officers.id"), index=True)
    taker_id: Mapped[UUID] = mapped_column(ForeignKey("officers.id"), index=True)
    items: Mapped[list[dict[str, str]]] = mapped_column(JSON)
    note: Mapped[str] = mapped_column(String(300), default="")
    ending: Mapped[str] = mapped_column(String(10), default=Ending.WAITS)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    giver: Mapped[Officer] = relationship(foreign_keys=[giver_id])
    taker: Mapped[Officer] = relationship(foreign_keys=[taker_id])


class LeftOpen(Base, Record):
    """An officer signed out although work was open, and wrote why; ``created_at`` is when."""

    __tablename__ = "left_open"

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"), index=True)
    officer_id: Mapped[UUID] = mapped_column(ForeignKey("officers.id"), index=True)
    reason: Mapped[str] = mapped_column(String(300))
    items: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    officer: Mapped[Officer] = relationship()
