"""Taps of the counting keypad: how many crossed, and never who.

The database itself refuses UPDATE and DELETE: the triggers stand in the migration and on
the list in ``tests/house``."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, false
from sqlalchemy.orm import Mapped, mapped_column

from borderpost import clock
from borderpost.db import Base, UtcDateTime, new_id


class TallyCount(Base):
    """One tap, or the undoing of one (``number`` -1), for ``people`` people. Rows are added and
    never changed.

    An estimate by definition: it is never added to registered crossings.
    """

    __tablename__ = "tally_counts"
    __table_args__ = (
        CheckConstraint("direction IN ('E', 'X')", name="direction"),
        CheckConstraint(
            "(number = 1 AND undoes IS NULL) OR (number = -1 AND undoes IS NOT NULL)", name="number"
        ),
        Index(None, "post_id", "counted_on"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    form_key: Mapped[UUID] = mapped_column(unique=True)
    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"))
    lane_id: Mapped[UUID] = mapped_column(ForeignKey("lanes.id"))
    officer_id: Mapped[UUID] = mapped_column(ForeignKey("officers.id"))
    counted_at: Mapped[datetime] = mapped_column(UtcDateTime)  # the device's clock
    counted_on: Mapped[date] = mapped_column(Date)  # the post's calendar
    device_sequence: Mapped[int]  # the device's own numbering, 0 without its queue
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    direction: Mapped[str] = mapped_column(String(1))
    category: Mapped[str] = mapped_column(String(1))
    nationality: Mapped[str] = mapped_column(String(3), default="")  # "" when nobody asked
    number: Mapped[int] = mapped_column(default=1)
    people: Mapped[int] = mapped_column(default=1, server_default="1")
    transport: Mapped[str] = mapped_column(String(4), default="", server_default="")
    reason: Mapped[str] = mapped_column(String(20), default="")
    undoes: Mapped[UUID | None] = mapped_column(unique=True)  # form key of the tap taken back
    is_estimate: Mapped[bool] = mapped_column(default=True)
    is_rough: Mapped[bool] = mapped_column(default=False, server_default=false())  # "about 60"
