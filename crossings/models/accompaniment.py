"""Which adult accompanied which child, readable from either crossing; and what a post tells
parents about the authorisation."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Date, ForeignKey, ForeignKeyConstraint, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from borderpost import clock
from borderpost.db import Base, Record, UtcDateTime
from crossings.models.crossing import Crossing


class GuardianLink(Base, Record):
    """A child's crossing and one adult who accompanied it. It holds no name: the facts lie sealed
    in the child's evidence.

    The adult is known by the sheet, which the adult's crossing and every correction of it name;
    so it does not matter which of the two was decided first.
    """

    __tablename__ = "guardian_links"
    __table_args__ = (
        ForeignKeyConstraint(
            ["crossing_id", "occurred_on"],
            ["crossings.id", "crossings.occurred_on"],
            ondelete="CASCADE",
        ),
    )

    crossing_id: Mapped[UUID] = mapped_column(index=True)  # the child's
    occurred_on: Mapped[date] = mapped_column(Date)
    inspection_id: Mapped[UUID] = mapped_column(index=True)  # the child's sheet
    adult_inspection_id: Mapped[UUID] = mapped_column(index=True)
    relation: Mapped[str] = mapped_column(String(10))
    crossing: Mapped[Crossing] = relationship()


class AuthorisationGuidance(Base, Record):
    """Where the parents' authorisation is given, as a post tells it; nothing until somebody
    says."""

    __tablename__ = "authorisation_guidance"

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"), unique=True)
    body_fr: Mapped[str] = mapped_column(String(600), default="")
    body_en: Mapped[str] = mapped_column(String(600), default="")
    body_ar: Mapped[str] = mapped_column(String(600), default="")
    cite: Mapped[str] = mapped_column(String(200), default="")
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)

    def body(self, language: str) -> str:
        """The text in a language, in French where it has none."""
        return str(getattr(self, f"body_{language}", "")) or self.body_fr
