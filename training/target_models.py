"""Table of what a project is to reach: persons trained by country."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from borderpost.db import Base, Record


class Target(Base, Record):
    """How many persons of a country a project is to train."""

    __tablename__ = "training_targets"
    __table_args__ = (
        UniqueConstraint("project_id", "country"),
        CheckConstraint("persons > 0", name="persons"),
    )

    project_id: Mapped[UUID] = mapped_column(ForeignKey("projects.id"))
    country: Mapped[str] = mapped_column(String(3))  # ISO 3166-1 alpha-3
    persons: Mapped[int]
