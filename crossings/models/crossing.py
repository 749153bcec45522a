"""The crossing: written once, by one officer, and never changed.

The database itself refuses UPDATE, and DELETE without a purge record: the triggers stand
in the migration and on the list in ``tests/house``."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from borderpost import clock
from borderpost.db import Base, SealedJson, UtcDateTime, new_id
from borderpost.officers.models import Officer
from borderpost.posts.models import Lane

# Post of up to 8 letters, day, number of any length. SQLite does not count the letters.
_REFERENCE = String(24).with_variant(String(32), "postgresql")

_WITH_VISA = text("visa_number_key IS NOT NULL")  # few have one: the index holds those alone


class Crossing(Base):
    """What was decided about one traveller.

    The key is ``(id, occurred_on)``, so that headquarters can keep months apart. A
    correction is a new row whose ``supersedes_id`` names the row that it replaces.
    """

    __tablename__ = "crossings"
    __table_args__ = (
        CheckConstraint("direction IN ('E', 'X', 'T', 'R')", name="direction"),
        CheckConstraint("decision <> 'refuse' OR reason_codes <> ''", name="refusal_reason"),
        # The register's order, and what its filters ask: a list is walked and counted here.
        Index(
            "ix_crossings_register",
            *("post_id", "occurred_on", "occurred_at", "id"),
            *("direction", "decision", "nationality"),
        ),
        Index(None, "document_number_key", "document_issuer"),
        Index(
            "ix_crossings_visa", "visa_number_key", "visa_issuer",
            sqlite_where=_WITH_VISA, postgresql_where=_WITH_VISA,
        ),
    )  # fmt: skip

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    occurred_on: Mapped[date] = mapped_column(Date, primary_key=True)  # the post's calendar
    human_ref: Mapped[str] = mapped_column(_REFERENCE, unique=True)
    form_key: Mapped[UUID | None] = mapped_column(unique=True)
    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"))
    lane_id: Mapped[UUID] = mapped_column(ForeignKey("lanes.id"))
    officer_id: Mapped[UUID] = mapped_column(ForeignKey("officers.id"))
    inspection_id: Mapped[UUID | None] = mapped_column(index=True)
    occurred_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    clock_trust: Mapped[str] = mapped_column(String(8))
    capture_mode: Mapped[str] = mapped_column(String(10), default="live")
    capture_source: Mapped[str] = mapped_column(String(10))
    direction: Mapped[str] = mapped_column(String(1))
    decision: Mapped[str] = mapped_column(String(16))
    reason_codes: Mapped[str] = mapped_column(String(80), default="")  # ML-01 ML-03, by a space
    reason_text: Mapped[str] = mapped_column(String(500), default="")

    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"), index=True)
    document_id: Mapped[UUID | None] = mapped_column(ForeignKey("documents.id"), index=True)
    surname: Mapped[str] = mapped_column(String(120))
    given_names: Mapped[str] = mapped_column(String(120))
    name_mrz: Mapped[str] = mapped_column(String(39))
    name_truncated: Mapped[bool]
    name_key: Mapped[str] = mapped_column(String(240))
    sex: Mapped[str] = mapped_column(String(1))
    birth_date: Mapped[str] = mapped_column(String(10))
    birth_precision: Mapped[str] = mapped_column(String(1))
    nationality: Mapped[str] = mapped_column(String(3))
    document_kind: Mapped[str] = mapped_column(String(4))
    document_issuer: Mapped[str] = mapped_column(String(3))
    document_number: Mapped[str] = mapped_column(String(30))
    document_number_key: Mapped[str] = mapped_column(String(30))
    document_expiry: Mapped[str] = mapped_column(String(10))
    purpose: Mapped[str] = mapped_column(String(3), default="")
    destination: Mapped[str] = mapped_column(String(120), default="")
    transport: Mapped[str] = mapped_column(String(4), default="")

    mrz_format: Mapped[str] = mapped_column(String(5))
    mrz_checks: Mapped[dict[str, str]] = mapped_column(JSON)
    evidence: Mapped[Any] = mapped_column(SealedJson)  # every field with value, source, check
    chip_result: Mapped[str] = mapped_column(String(16), default="not_checked")
    alert_result: Mapped[str] = mapped_column(String(20), default="not_checked")
    stolen_document_result: Mapped[str] = mapped_column(String(12), default="not_checked")
    rule_result: Mapped[str] = mapped_column(String(12), default="not_checked")

    # Younger than the first crossings: none of these is in a digest while it is NULL.
    health_outcome: Mapped[str | None] = mapped_column(String(14))  # NULL: nobody asked
    health_certificate: Mapped[str | None] = mapped_column(String(4))
    health_valid_until: Mapped[date | None] = mapped_column(Date)  # NULL: for life, or not known
    rule_code: Mapped[str | None] = mapped_column(String(12))  # NULL: no rule was shown
    rule_version: Mapped[int | None]
    rule_sentence: Mapped[str | None] = mapped_column(String(1500))  # as the officer read it
    rule_language: Mapped[str | None] = mapped_column(String(2))
    authorised_until: Mapped[date | None] = mapped_column(Date)  # last lawful day, inclusive
    days_granted: Mapped[int | None]

    rule_override: Mapped[str | None] = mapped_column(String(14))  # seen, or in words; NULL: none
    rule_override_why: Mapped[str | None] = mapped_column(String(200))

    authority: Mapped[str | None] = mapped_column(String(120))  # that took the traveller over
    supporting: Mapped[Any] = mapped_column(SealedJson, nullable=True)  # as crossings.supporting
    visa_number_key: Mapped[str | None] = mapped_column(String(30))  # of the visa that let in
    visa_issuer: Mapped[str | None] = mapped_column(String(3))
    under_permit: Mapped[bool | None]  # true: the stay is under a residence permit of the country

    minor: Mapped[str | None] = mapped_column(String(12))  # NULL: an adult by the birth date
    accompanied_by: Mapped[str | None] = mapped_column(String(1000))  # mother=REFERENCE father
    accompanies: Mapped[str | None] = mapped_column(String(2000))  # references of children
    authorisation: Mapped[str | None] = mapped_column(String(12))  # NULL: no rule asked for it
    alert_list_version: Mapped[str | None] = mapped_column(String(400))  # national:3 un:12
    alert_list_hours: Mapped[int | None]  # age of the oldest of them; NULL: nobody was screened

    desk_mode: Mapped[str | None] = mapped_column(String(9))  # essential; NULL: in full

    supersedes_id: Mapped[UUID | None] = mapped_column(unique=True)
    correction_reason: Mapped[str] = mapped_column(String(500), default="")
    undone: Mapped[bool | None]  # True: no decision stands, the officer took it back
    salt: Mapped[str] = mapped_column(String(32))  # of the digest that the audit line keeps

    officer: Mapped[Officer] = relationship()
    lane: Mapped[Lane] = relationship()


class CrossingName(Base):
    """One folded word of a traveller's name: the register is searched by its beginning.

    Two ways in, and on SQLite no third copy: from a crossing to its words, and from a word
    to its crossings by day.
    """

    __tablename__ = "crossing_names"
    __table_args__ = (
        ForeignKeyConstraint(
            ["crossing_id", "occurred_on"],
            ["crossings.id", "crossings.occurred_on"],
            ondelete="CASCADE",
        ),
        Index(None, "word", "occurred_on", "crossing_id"),
        {"sqlite_with_rowid": False},
    )

    crossing_id: Mapped[UUID] = mapped_column(primary_key=True)
    word: Mapped[str] = mapped_column(String(60), primary_key=True)
    occurred_on: Mapped[date] = mapped_column(Date)


class CrossingZone(Base):
    """The raw lines of a crossing's zone. They are erased sooner than the crossing, so they
    stand apart from the row that never changes."""

    __tablename__ = "crossing_zones"
    __table_args__ = (
        ForeignKeyConstraint(
            ["crossing_id", "occurred_on"],
            ["crossings.id", "crossings.occurred_on"],
            ondelete="CASCADE",
        ),
    )

    crossing_id: Mapped[UUID] = mapped_column(primary_key=True)
    occurred_on: Mapped[date] = mapped_column(Date, index=True)
    lines: Mapped[Any] = mapped_column(SealedJson)


class CrossingCounter(Base):
    """The last number given at a post on a day, for the human reference."""

    __tablename__ = "crossing_counters"

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    last: Mapped[int]


class PurgeRecord(Base):
    """Leave to erase one crossing, written by the purge before it erases."""

    __tablename__ = "purge_records"

    crossing_id: Mapped[UUID] = mapped_column(primary_key=True)
    purged_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    grounds: Mapped[str] = mapped_column(String(80))
