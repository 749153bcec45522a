"""The working sheet of one traveller at the desk, and its referral to second line.

A sheet is short-lived and sealed: what was read, what the officer typed, the cropped zone.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from borderpost.db import Base, Record, SealedBytes, SealedJson, UtcDateTime
from borderpost.officers.models import Officer
from borderpost.posts.models import Lane


class State(StrEnum):
    """Where a working sheet stands."""

    OPEN = "open"
    REFERRED = "referred"
    DECIDED = "decided"
    LEFT = "left"  # cleared by the officer without a decision
    WAITING = "waiting"  # a further document of a scan: no sheet yet, nobody else sees it


class Source(StrEnum):
    """How the document came in."""

    CAMERA = "camera_ocr"
    WEDGE = "wedge"
    PASTE = "paste"
    MANUAL = "manual"
    AGENT = "agent"  # the reader program of the lane
    PASS = "pass"  # the signed code of a border resident's pass  # noqa: S105


class Inspection(Base, Record):
    """One traveller at the desk. ``version`` counts changes: a decision on an older
    version than the present one is refused."""

    __tablename__ = "inspections"
    __table_args__ = (Index(None, "officer_id", "created_at"),)

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"), index=True)
    lane_id: Mapped[UUID] = mapped_column(ForeignKey("lanes.id"))
    officer_id: Mapped[UUID] = mapped_column(ForeignKey("officers.id"))
    form_key: Mapped[UUID | None] = mapped_column(unique=True)
    state: Mapped[str] = mapped_column(String(8), default=State.OPEN)
    direction: Mapped[str] = mapped_column(String(1))
    source: Mapped[str] = mapped_column(String(10))
    capture_mode: Mapped[str] = mapped_column(String(10), default="live", server_default="live")
    version: Mapped[int] = mapped_column(default=1)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    reading: Mapped[Any] = mapped_column(SealedJson)  # the reader's answer, unchanged
    sheet: Mapped[Any] = mapped_column(SealedJson)  # field -> value, source, as on screen now
    zone_png: Mapped[bytes | None] = deferred(mapped_column(SealedBytes))
    page_jpeg: Mapped[bytes | None] = deferred(mapped_column(SealedBytes))
    has_zone: Mapped[bool] = mapped_column(default=False)
    has_page: Mapped[bool] = mapped_column(default=False)
    face_jpeg: Mapped[bytes | None] = deferred(mapped_column(SealedBytes))
    has_face: Mapped[bool] = mapped_column(default=False)
    crossing_id: Mapped[UUID | None]
    scan_id: Mapped[UUID | None] = mapped_column(index=True)  # one scan of several documents
    scan_place: Mapped[int | None]  # counted from 1
    scan_size: Mapped[int | None]  # how many of the scan became sheets
    undone_id: Mapped[UUID | None]  # the row of the decision taken back; the next replaces it
    same_person_id: Mapped[UUID | None]  # whom the officer knows this traveller to be
    # Who accompanies a minor, and the authorisation: ``crossings.accompaniment``.
    accompaniment: Mapped[Any] = mapped_column(SealedJson, nullable=True)
    supporting: Mapped[Any] = mapped_column(SealedJson, nullable=True)  # as in crossings.supporting
    lane: Mapped[Lane] = relationship()
    referral: Mapped[Referral | None] = relationship(back_populates="inspection")


class Referral(Base, Record):
    """A traveller sent to second line; the crossing is written at its end, once.

    ``outcome`` is the crossing's decision and says nothing more; how the interview itself ended
    lies sealed with its notes.
    """

    __tablename__ = "referrals"

    inspection_id: Mapped[UUID] = mapped_column(ForeignKey("inspections.id"), unique=True)
    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"), index=True)
    referred_by: Mapped[UUID] = mapped_column(ForeignKey("officers.id"))
    reason: Mapped[str] = mapped_column(String(500))
    followed_by: Mapped[UUID | None]  # who follows it in the first line, after a hand-over
    taken_by: Mapped[UUID | None]  # who conducts the interview now
    taken_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    interview: Mapped[Any] = mapped_column(SealedJson, nullable=True)  # notes, and how it ended
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    outcome: Mapped[str] = mapped_column(String(16), default="")
    inspection: Mapped[Inspection] = relationship(back_populates="referral")
    referrer: Mapped[Officer] = relationship(foreign_keys=[referred_by])
    follower: Mapped[Officer | None] = relationship(
        primaryjoin="foreign(Referral.followed_by) == Officer.id", viewonly=True
    )
    taker: Mapped[Officer | None] = relationship(
        primaryjoin="foreign(Referral.taken_by) == Officer.id", viewonly=True
    )
