"""Visa stickers of a post: each number is in stock, issued or spoiled, and is there once.

What a series is good for is said where it is received, with the text that says so: a month,
one entry. A sticker names no traveller; the crossing that it went with does.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from borderpost.db import Base, Record, UtcDateTime
from borderpost.officers.models import Officer
from borderpost.posts.models import Post


class StickerState(StrEnum):
    """Where a sticker is."""

    STOCK = "stock"
    ISSUED = "issued"
    SPOILED = "spoiled"


class StickerSeries(Base, Record):
    """Numbers that the post received together, and what a visa of them is good for."""

    __tablename__ = "sticker_series"

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"), index=True)
    prefix: Mapped[str] = mapped_column(String(12), default="")
    first: Mapped[int]
    last: Mapped[int]
    digits: Mapped[int]  # how many a number has, zeros in front
    months: Mapped[int]
    days: Mapped[int]  # beside the months
    entries: Mapped[str] = mapped_column(String(4))  # 1, 2, MULT
    max_days: Mapped[int | None]  # of one stay
    cite: Mapped[str] = mapped_column(String(200))
    received_on: Mapped[date] = mapped_column(Date)
    receiver: Mapped[Officer | None] = relationship(
        primaryjoin="foreign(StickerSeries.created_by) == Officer.id", viewonly=True
    )


class Sticker(Base, Record):
    """One sticker. Who changed it last, and when: received, issued or spoiled."""

    __tablename__ = "stickers"
    __table_args__ = (
        UniqueConstraint("country", "number"),
        Index(None, "post_id", "state", "number"),
        CheckConstraint("state IN ('stock', 'issued', 'spoiled')", name="state"),
        CheckConstraint("state <> 'spoiled' OR reason <> ''", name="spoiled_reason"),
    )

    series_id: Mapped[UUID] = mapped_column(ForeignKey("sticker_series.id"), index=True)
    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"))
    country: Mapped[str] = mapped_column(String(3))
    number: Mapped[str] = mapped_column(String(30))
    state: Mapped[str] = mapped_column(String(7), default=StickerState.STOCK)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_by: Mapped[UUID | None] = mapped_column(ForeignKey("officers.id"))
    valid_from: Mapped[date | None] = mapped_column(Date)
    valid_until: Mapped[date | None] = mapped_column(Date)
    inspection_id: Mapped[UUID | None]  # the sheet that it was issued on
    crossing_id: Mapped[UUID | None]  # the crossing that it went with
    reason: Mapped[str] = mapped_column(String(300), default="")  # why it was spoiled
    series: Mapped[StickerSeries] = relationship()
    post: Mapped[Post] = relationship()
    officer: Mapped[Officer | None] = relationship(foreign_keys=[changed_by])


class StickerCount(Base, Record):
    """The stock as somebody counted it, and as the register had it at that moment."""

    __tablename__ = "sticker_counts"

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"), index=True)
    counted: Mapped[int]
    expected: Mapped[int]
    note: Mapped[str] = mapped_column(String(300), default="")  # what explains a difference
    counter: Mapped[Officer | None] = relationship(
        primaryjoin="foreign(StickerCount.created_by) == Officer.id", viewonly=True
    )
