"""Pictures that a post's policy keeps with a crossing, each for its own time."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKeyConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from borderpost.db import Base, SealedBytes


class PictureKind(StrEnum):
    """What a kept picture shows."""

    PAGE = "page"  # the document's page, upright, at most 1600 pixels long
    FACE = "face"  # the traveller, at most 640 pixels long


class CrossingPicture(Base):
    """A JPEG that the reader made, sealed. It is erased sooner than the crossing, so it stands
    apart from the row that never changes."""

    __tablename__ = "crossing_pictures"
    __table_args__ = (
        ForeignKeyConstraint(
            ["crossing_id", "occurred_on"],
            ["crossings.id", "crossings.occurred_on"],
            ondelete="CASCADE",
        ),
        CheckConstraint("kind IN ('page', 'face')", name="kind"),
    )

    crossing_id: Mapped[UUID] = mapped_column(primary_key=True)
    occurred_on: Mapped[date] = mapped_column(Date, primary_key=True, index=True)
    kind: Mapped[str] = mapped_column(String(4), primary_key=True)
    jpeg: Mapped[bytes] = mapped_column(SealedBytes)
