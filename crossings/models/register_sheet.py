"""Register sheets: numbered paper printed ahead, for when the machine is silent, and the lines that
were typed from them afterwards."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from borderpost import clock
from borderpost.db import Base, Record, SealedBytes, SealedJson, UtcDateTime
from borderpost.officers.models import Officer
from borderpost.posts.models import Post


class Fate(StrEnum):
    """What became of a sheet. Every number that was printed has one."""

    PRINTED = "printed"  # blank, in the drawer
    OUT = "out"  # blank, in somebody's hand
    USED = "used"  # written on, and being captured or captured
    RETURNED = "returned"  # brought back blank
    SPOILED = "spoiled"
    MISSING = "missing"


class LineState(StrEnum):
    """Where a line of a sheet stands."""

    WAITING = "waiting"  # kept as typed, with an error in it
    SECOND = "second"  # typed once; a second person types it blind
    DIFFERS = "differs"  # the two typed differently
    CAPTURED = "captured"  # a crossing was written
    STRUCK = "struck"  # struck through or empty on the paper: nobody crossed


class RegisterSheet(Base, Record):
    """One sheet. ``created_at`` and ``created_by``: printed when, by whom. What is written at its
    head (day, officer, direction, how many lines) is typed when its capture begins."""

    __tablename__ = "register_sheets"
    __table_args__ = (
        UniqueConstraint("post_id", "year", "serial"),
        CheckConstraint(
            "fate IN ('printed', 'out', 'used', 'returned', 'spoiled', 'missing')", name="fate"
        ),
        CheckConstraint("fate NOT IN ('spoiled', 'missing') OR why <> ''", name="why"),
        CheckConstraint("(fate = 'used') = (written IS NOT NULL)", name="used"),
        CheckConstraint("written IS NULL OR written BETWEEN 1 AND lines", name="written"),
    )

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"))
    year: Mapped[int]
    serial: Mapped[int]
    number: Mapped[str] = mapped_column(String(24), unique=True)
    run_id: Mapped[UUID] = mapped_column(index=True)  # what was printed together
    lines: Mapped[int]
    fate: Mapped[str] = mapped_column(String(8), default=Fate.PRINTED)
    why: Mapped[str] = mapped_column(String(300), default="")
    handed_to: Mapped[UUID | None] = mapped_column(ForeignKey("officers.id"))
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    changed_by: Mapped[UUID | None] = mapped_column(ForeignKey("officers.id"))
    day: Mapped[date | None] = mapped_column(Date)
    officer_id: Mapped[UUID | None] = mapped_column(ForeignKey("officers.id"))
    lane_id: Mapped[UUID | None] = mapped_column(ForeignKey("lanes.id"))
    direction: Mapped[str] = mapped_column(String(1), default="")
    written: Mapped[int | None]  # lines with writing on them

    post: Mapped[Post] = relationship()
    holder: Mapped[Officer | None] = relationship(foreign_keys=[handed_to])
    officer: Mapped[Officer | None] = relationship(foreign_keys=[officer_id])
    changer: Mapped[Officer | None] = relationship(foreign_keys=[changed_by])
    printer: Mapped[Officer | None] = relationship(
        primaryjoin="foreign(RegisterSheet.created_by) == Officer.id", viewonly=True
    )


class RegisterSheetCounter(Base):
    """The last number that a post gave to a register sheet in a year."""

    __tablename__ = "register_sheet_counters"

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


class RegisterScan(Base, Record):
    """A picture or PDF of a sheet that was written on, as evidence of what was typed. It shows
    everybody of the sheet, so it is sealed, and erased with what was typed from it."""

    __tablename__ = "register_scans"

    sheet_id: Mapped[UUID] = mapped_column(ForeignKey("register_sheets.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))  # media type
    content: Mapped[bytes] = deferred(mapped_column(SealedBytes, nullable=False))
    preview: Mapped[bytes | None] = deferred(mapped_column(SealedBytes))  # a PDF's first page, JPEG
    keeper: Mapped[Officer | None] = relationship(
        primaryjoin="foreign(RegisterScan.created_by) == Officer.id", viewonly=True
    )


class RegisterLine(Base, Record):
    """One line of a sheet as it was typed: by whom first (``created_by``), by whom again, how a
    difference was settled, and which crossing it became. ``late`` is what lists and rules said
    when it was captured, which is not when the traveller crossed."""

    __tablename__ = "register_lines"
    __table_args__ = (
        UniqueConstraint("sheet_id", "place"),
        Index(None, "state", "seen_at"),
        CheckConstraint(
            "state IN ('waiting', 'second', 'differs', 'captured', 'struck')", name="state"
        ),
        CheckConstraint("(state = 'captured') = (crossing_id IS NOT NULL)", name="captured"),
        CheckConstraint("again_by IS NULL OR again_by <> created_by", name="two_people"),
    )

    sheet_id: Mapped[UUID] = mapped_column(ForeignKey("register_sheets.id"))
    place: Mapped[int]  # counted from 1
    state: Mapped[str] = mapped_column(String(8))
    typed: Mapped[Any] = mapped_column(SealedJson, nullable=True)  # NULL: struck, or purged
    typed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    again: Mapped[Any] = mapped_column(SealedJson, nullable=True)
    again_by: Mapped[UUID | None] = mapped_column(ForeignKey("officers.id"))
    again_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_by: Mapped[UUID | None] = mapped_column(ForeignKey("officers.id"))
    why: Mapped[str] = mapped_column(String(300), default="")  # of settling, or of striking
    crossing_id: Mapped[UUID | None] = mapped_column(unique=True)
    captured_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    late: Mapped[Any] = mapped_column(SealedJson, nullable=True)  # as crossings.late
    seen_by: Mapped[UUID | None] = mapped_column(ForeignKey("officers.id"))
    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    seen_words: Mapped[str] = mapped_column(String(300), default="")

    sheet: Mapped[RegisterSheet] = relationship()
    typist: Mapped[Officer | None] = relationship(
        primaryjoin="foreign(RegisterLine.created_by) == Officer.id", viewonly=True
    )
    second: Mapped[Officer | None] = relationship(foreign_keys=[again_by])
    settler: Mapped[Officer | None] = relationship(foreign_keys=[settled_by])
