"""Vehicles: what is known of each by its plate, which stands in front of whom, whom it brings, and
how its passages were decided.

A passage that was decided is written once (``vehicle_crossings``): the database refuses UPDATE, and
DELETE without a purge record. A correction is a new row whose ``supersedes_id`` names the old one.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from borderpost.db import Base, Record, UtcDateTime
from borderpost.officers.models import Officer

_IN_FRONT = text("in_front AND closed_at IS NULL")


class Decision(StrEnum):
    """How a vehicle's passage ends."""

    ADMIT = "admit"
    HELD = "held"
    REFUSE = "refuse"


class Part(StrEnum):
    """What somebody is aboard."""

    DRIVER = "driver"
    PASSENGER = "passenger"
    CREW = "crew"


class Vehicle(Base, Record):
    """What is known of a vehicle from last time. Plates that differ in spaces, hyphens or case
    alone are one plate (``plate_key``); ``country`` is of registration, ISO alpha-3."""

    __tablename__ = "vehicles"
    __table_args__ = (
        UniqueConstraint("post_id", "plate_key", "country"),
        CheckConstraint("use IN ('private', 'commercial')", name="use"),
    )

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"))
    plate: Mapped[str] = mapped_column(String(16))
    plate_key: Mapped[str] = mapped_column(String(16), index=True)
    country: Mapped[str] = mapped_column(String(3))
    kind: Mapped[str] = mapped_column(String(4))  # of the code list of transport
    use: Mapped[str] = mapped_column(String(10), default="private")
    make: Mapped[str] = mapped_column(String(40), default="")
    colour: Mapped[str] = mapped_column(String(30), default="")
    seats: Mapped[int | None]
    insurance_number: Mapped[str] = mapped_column(String(40), default="")
    insurance_until: Mapped[date | None] = mapped_column(Date)  # its last day
    customs_number: Mapped[str] = mapped_column(String(40), default="")
    customs_from: Mapped[date | None] = mapped_column(Date)
    customs_until: Mapped[date | None] = mapped_column(Date)
    driver_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"), index=True)
    driver_name: Mapped[str] = mapped_column(String(240), default="")  # who drove it last


class VehicleVisit(Base, Record):
    """A vehicle, or people on foot with their animals, from its arrival until it is decided.
    ``in_front``: the travellers whom its officer admits now are aboard."""

    __tablename__ = "vehicle_visits"
    __table_args__ = (
        CheckConstraint("direction IN ('E', 'X')", name="direction"),
        CheckConstraint("animals IS NULL OR animals > 0", name="animals"),
        Index(
            "ix_vehicle_visits_in_front", "officer_id",
            unique=True, sqlite_where=_IN_FRONT, postgresql_where=_IN_FRONT,
        ),
        Index(None, "post_id", "closed_at", "arrived_at"),
    )  # fmt: skip

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"))
    lane_id: Mapped[UUID] = mapped_column(ForeignKey("lanes.id"))
    officer_id: Mapped[UUID] = mapped_column(ForeignKey("officers.id"))
    vehicle_id: Mapped[UUID | None] = mapped_column(ForeignKey("vehicles.id"), index=True)
    manifest_id: Mapped[UUID | None] = mapped_column(ForeignKey("manifests.id"), index=True)
    kind: Mapped[str] = mapped_column(String(4))
    direction: Mapped[str] = mapped_column(String(1))
    animals_kind: Mapped[str] = mapped_column(String(40), default="")
    animals: Mapped[int | None]
    arrived_at: Mapped[datetime] = mapped_column(UtcDateTime)
    in_front: Mapped[bool] = mapped_column(default=True)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    vehicle: Mapped[Vehicle | None] = relationship()


class VehicleTraveller(Base, Record):
    """Somebody who was admitted while the vehicle stood in front."""

    __tablename__ = "vehicle_travellers"
    __table_args__ = (
        ForeignKeyConstraint(
            ["crossing_id", "crossing_on"], ["crossings.id", "crossings.occurred_on"],
            ondelete="CASCADE",
        ),
        CheckConstraint("part IN ('driver', 'passenger', 'crew')", name="part"),
    )  # fmt: skip

    visit_id: Mapped[UUID] = mapped_column(ForeignKey("vehicle_visits.id"), index=True)
    crossing_id: Mapped[UUID] = mapped_column(unique=True)
    crossing_on: Mapped[date] = mapped_column(Date)
    part: Mapped[str] = mapped_column(String(9))


class VehicleCrossing(Base, Record):
    """How the passage of a vehicle was decided, with its papers as they were then. ``rule_code``
    and ``last_lawful_day`` are what the officer read; ``rule_is_sure``: the rule was in force."""

    __tablename__ = "vehicle_crossings"
    __table_args__ = (
        CheckConstraint("direction IN ('E', 'X')", name="direction"),
        CheckConstraint("decision IN ('admit', 'held', 'refuse')", name="decision"),
        CheckConstraint("decision = 'admit' OR reason <> ''", name="reason"),
        Index(None, "post_id", "occurred_at"),
        Index(None, "vehicle_id", "occurred_at"),
    )

    occurred_on: Mapped[date] = mapped_column(Date)  # the post's calendar
    occurred_at: Mapped[datetime] = mapped_column(UtcDateTime)
    arrived_at: Mapped[datetime] = mapped_column(UtcDateTime)
    visit_id: Mapped[UUID] = mapped_column(ForeignKey("vehicle_visits.id"), index=True)
    vehicle_id: Mapped[UUID | None] = mapped_column(ForeignKey("vehicles.id"))
    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"))
    lane_id: Mapped[UUID] = mapped_column(ForeignKey("lanes.id"))
    officer_id: Mapped[UUID] = mapped_column(ForeignKey("officers.id"))
    direction: Mapped[str] = mapped_column(String(1))
    decision: Mapped[str] = mapped_column(String(6))
    reason: Mapped[str] = mapped_column(String(300), default="")
    kind: Mapped[str] = mapped_column(String(4))
    plate: Mapped[str] = mapped_column(String(16), default="")
    country: Mapped[str] = mapped_column(String(3), default="")
    use: Mapped[str] = mapped_column(String(10), default="")
    insurance_number: Mapped[str] = mapped_column(String(40), default="")
    insurance_until: Mapped[date | None] = mapped_column(Date)
    insurance_answer: Mapped[str] = mapped_column(String(200), default="")
    customs_number: Mapped[str] = mapped_column(String(40), default="")
    customs_until: Mapped[date | None] = mapped_column(Date)
    animals_kind: Mapped[str] = mapped_column(String(40), default="")
    animals: Mapped[int | None]
    rule_code: Mapped[str] = mapped_column(String(12), default="")
    rule_is_sure: Mapped[bool] = mapped_column(default=False)
    last_lawful_day: Mapped[date | None] = mapped_column(Date)
    supersedes_id: Mapped[UUID | None] = mapped_column(unique=True)
    correction_reason: Mapped[str] = mapped_column(String(300), default="")
    officer: Mapped[Officer] = relationship()
