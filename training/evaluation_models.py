"""Tables of what came of a run: what its people thought of it, and what they use of it."""

from __future__ import annotations

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from borderpost import clock
from borderpost.db import Base, Record, UtcDateTime
from training.models import Enrolment


class Who(StrEnum):
    """Who answers a follow-up."""

    SELF = "self"
    SUPERVISOR = "supervisor"


class Reaction(Base):
    """What the people of a run thought of it: counts alone, in no order, of nobody."""

    __tablename__ = "reactions"
    __table_args__ = (CheckConstraint("people >= 0", name="people"),)

    run_id: Mapped[UUID] = mapped_column(ForeignKey("runs.id"), primary_key=True)
    people: Mapped[int] = mapped_column(default=0)
    counts: Mapped[Any] = mapped_column(JSON, default=dict)  # statement -> [of 1, 2, 3, 4, 5]
    remarks: Mapped[Any] = mapped_column(JSON, default=list)  # sorted by their letters
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ReactionGiver(Base):
    """That a participant gave the form; neither when nor what. The key is random, not by time."""

    __tablename__ = "reaction_givers"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolments.id"), unique=True)


class FollowUp(Base, Record):
    """An answer months after a run, by the participant or by their supervisor."""

    __tablename__ = "follow_ups"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "months", "who"),
        CheckConstraint("months IN (3, 6)", name="months"),
        CheckConstraint("who IN ('self', 'supervisor')", name="who"),
        CheckConstraint("used BETWEEN 1 AND 5", name="used"),
    )

    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolments.id"))
    months: Mapped[int]
    who: Mapped[str] = mapped_column(String(10))
    used: Mapped[int]  # from 1 never to 5 daily
    hindrance: Mapped[str] = mapped_column(String(300), default="")
    findings: Mapped[str] = mapped_column(String(1000), default="")
    answered_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    enrolment: Mapped[Enrolment] = relationship()
