"""One vehicle full of travellers: whom its carrier announced, and whom the officers saw.

A crossing is written once and knows nothing of manifests but its ``capture_mode``; a scan names
the working sheet, and the crossing of that sheet keeps its id (``Crossing.inspection_id``).
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from borderpost.db import Base, Record, SealedJson, UtcDateTime


class State(StrEnum):
    """Where a manifest stands."""

    EXPECTED = "expected"  # announced, the vehicle is not here
    ARRIVED = "arrived"  # its travellers are being looked at
    RELEASED = "released"
    DROPPED = "dropped"  # it never came


class Manifest(Base, Record):
    """One vehicle's passage. ``counted`` are the heads that an officer counted aboard, driver and
    crew included; NULL while nobody counted."""

    __tablename__ = "manifests"
    __table_args__ = (
        CheckConstraint("state IN ('expected', 'arrived', 'released', 'dropped')", name="state"),
        CheckConstraint("direction IN ('E', 'X')", name="direction"),
        CheckConstraint(
            "(state IN ('arrived', 'released')) = (arrived_at IS NOT NULL)", name="arrived"
        ),
        CheckConstraint("(state = 'released') = (released_at IS NOT NULL)", name="released"),
        CheckConstraint("(state = 'dropped') = (dropped_why <> '')", name="dropped"),
        CheckConstraint("counted IS NULL OR counted > 0", name="counted"),
        Index(None, "post_id", "state", "arrived_at"),
        Index(None, "import_id"),
    )

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"))
    state: Mapped[str] = mapped_column(String(8), default=State.EXPECTED)
    direction: Mapped[str] = mapped_column(String(1))
    kind: Mapped[str] = mapped_column(String(4))  # of the code list of transport
    plate: Mapped[str] = mapped_column(String(16))
    plate_key: Mapped[str] = mapped_column(String(16), index=True)  # letters and digits alone
    country: Mapped[str] = mapped_column(String(3), default="")  # of registration, ISO alpha-3
    carrier: Mapped[str] = mapped_column(String(80), default="")
    destination: Mapped[str] = mapped_column(String(120), default="")
    expected_on: Mapped[date | None] = mapped_column(Date)  # the post's calendar
    import_id: Mapped[UUID | None]  # the file that announced it
    arrived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    counted: Mapped[int | None]
    counted_by: Mapped[UUID | None]
    released_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    released_by: Mapped[UUID | None]
    dropped_why: Mapped[str] = mapped_column(String(300), default="")


class ManifestLine(Base, Record):
    """One traveller whom the carrier announced. ``missing_at``: an officer said that this person
    is not aboard."""

    __tablename__ = "manifest_lines"
    __table_args__ = (UniqueConstraint("manifest_id", "place"),)

    manifest_id: Mapped[UUID] = mapped_column(ForeignKey("manifests.id"))
    place: Mapped[int]  # counted from 1, as on the carrier's list
    person: Mapped[Any] = mapped_column(SealedJson)  # field of lanes.announced -> text
    missing_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    missing_by: Mapped[UUID | None]


class ManifestScan(Base, Record):
    """One document that was scanned from the manifest. ``document_key`` is its issuer and number
    as they were read then, '' without a number: one document is scanned once."""

    __tablename__ = "manifest_scans"
    __table_args__ = (
        UniqueConstraint("manifest_id", "place"),
        Index(None, "manifest_id", "document_key"),
    )

    manifest_id: Mapped[UUID] = mapped_column(ForeignKey("manifests.id"))
    place: Mapped[int]  # counted from 1, in the order of the scans
    inspection_id: Mapped[UUID] = mapped_column(unique=True)
    document_key: Mapped[str] = mapped_column(String(40), default="")
