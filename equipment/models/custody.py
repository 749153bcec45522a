"""Hand-overs and returns with their signatures, and reservations."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from borderpost.db import Base, Record, SealedBytes, UtcDateTime
from borderpost.officers.models import Officer
from equipment.models.asset import Asset, Location

OUT, BACK = "out", "back"


class CustodyAct(Base, Record):
    """One hand-over of one or many things, or their return. Signed once, then it stays.

    ``due_on`` is when a loan ends; None: it has no end. A signature is a drawn PNG, or ``paper``
    is the scan of the paper that both signed.
    """

    __tablename__ = "custody_acts"
    __table_args__ = (
        CheckConstraint("kind IN ('out', 'back')", name="kind"),
        UniqueConstraint("post_id", "year", "serial"),
        Index(None, "post_id", "happened_at"),
    )

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"))
    number: Mapped[str] = mapped_column(String(24), unique=True)
    year: Mapped[int]
    serial: Mapped[int]
    kind: Mapped[str] = mapped_column(String(4))
    giver_id: Mapped[UUID] = mapped_column(ForeignKey("officers.id"), index=True)
    receiver_id: Mapped[UUID] = mapped_column(ForeignKey("officers.id"), index=True)
    location_id: Mapped[UUID | None] = mapped_column(ForeignKey("locations.id"))
    happened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_on: Mapped[date | None] = mapped_column(Date)
    purpose: Mapped[str] = mapped_column(String(200), default="")
    signed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    signed_how: Mapped[str] = mapped_column(String(5), default="")  # drawn, paper, ''
    paper_kind: Mapped[str] = mapped_column(String(20), default="")  # media type
    giver_signature: Mapped[bytes | None] = deferred(mapped_column(SealedBytes))
    receiver_signature: Mapped[bytes | None] = deferred(mapped_column(SealedBytes))
    paper: Mapped[bytes | None] = deferred(mapped_column(SealedBytes))
    giver: Mapped[Officer] = relationship(foreign_keys=[giver_id])
    receiver: Mapped[Officer] = relationship(foreign_keys=[receiver_id])
    location: Mapped[Location | None] = relationship()
    lines: Mapped[list[CustodyLine]] = relationship(
        back_populates="act", order_by="CustodyLine.id", foreign_keys="CustodyLine.act_id"
    )


class CustodyLine(Base, Record):
    """One thing of an act, and the line of the hand-over that it ends."""

    __tablename__ = "custody_lines"

    act_id: Mapped[UUID] = mapped_column(ForeignKey("custody_acts.id"), index=True)
    asset_id: Mapped[UUID] = mapped_column(ForeignKey("assets.id"), index=True)
    condition: Mapped[str] = mapped_column(String(8))
    event_seq: Mapped[int]
    closes_id: Mapped[UUID | None] = mapped_column(ForeignKey("custody_lines.id"), unique=True)
    act: Mapped[CustodyAct] = relationship(back_populates="lines", foreign_keys=[act_id])
    asset: Mapped[Asset] = relationship()
    closed_by: Mapped[CustodyLine | None] = relationship(
        foreign_keys=[closes_id], remote_side=[closes_id], primaryjoin="CustodyLine.id == "
        "foreign(remote(CustodyLine.closes_id))", uselist=False, viewonly=True,
    )  # fmt: skip


class CustodyCounter(Base):
    """The last number that a post gave to an act in a year."""

    __tablename__ = "custody_counters"

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


class Reservation(Base, Record):
    """Somebody asks for a thing from a day on, to a day or without an end."""

    __tablename__ = "reservations"
    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="days"),
        CheckConstraint(
            "state IN ('asked', 'approved', 'refused', 'dropped', 'done')", name="state"
        ),
        Index(None, "asset_id", "state"),
    )  # fmt: skip

    asset_id: Mapped[UUID] = mapped_column(ForeignKey("assets.id"))
    officer_id: Mapped[UUID] = mapped_column(ForeignKey("officers.id"))
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)
    purpose: Mapped[str] = mapped_column(String(200), default="")
    state: Mapped[str] = mapped_column(String(8), default="asked")
    decided_by: Mapped[UUID | None]
    asset: Mapped[Asset] = relationship()
    officer: Mapped[Officer] = relationship()
