"""World C of a distribution: who received, sealed. Read by the protection focal point alone, every
look is written down, and it is erased when its time is over; the counts stay."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from borderpost.db import Base, Record, SealedBytes, SealedJson
from equipment.models.distribution import DistributionRecord


class HouseholdSheet(Base, Record):
    """The household of one record: ``content`` is name, card and proxy; the drawn signature."""

    __tablename__ = "household_sheets"

    record_id: Mapped[UUID] = mapped_column(ForeignKey("distribution_records.id"), unique=True)
    content: Mapped[Any] = mapped_column(SealedJson)
    signature: Mapped[bytes | None] = deferred(mapped_column(SealedBytes))
    record: Mapped[DistributionRecord] = relationship()


class SignedList(Base, Record):
    """The scan of a list that households signed or marked with their thumb."""

    __tablename__ = "signed_lists"

    distribution_id: Mapped[UUID] = mapped_column(ForeignKey("distributions.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))  # media type
    content: Mapped[bytes] = deferred(mapped_column(SealedBytes, nullable=False))
