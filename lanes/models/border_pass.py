"""Passes of border residents: the rules that they rest on, the passes, and each time one was shown.

A holder is a person of the desk's own files: nothing about one is written twice.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from borderpost.db import Base, Record, SealedBytes, SealedJson, UtcDateTime
from borderpost.posts.models import Post
from crossings.models import Person
from lanes.pass_standing import State


class PassRule(Base, Record):
    """Who may have a pass and what it allows, from a day to a day, and the text that says so. Only
    its last day may still be said; another rule is another row."""

    __tablename__ = "pass_rules"
    __table_args__ = (
        CheckConstraint("basis <> ''", name="basis"),
        CheckConstraint("valid_days > 0 AND most_days > 0", name="days"),
        CheckConstraint("directions IN ('E', 'X', 'EX')", name="directions"),
        UniqueConstraint("post_id", "code", "starts_on"),
    )

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"))
    code: Mapped[str] = mapped_column(String(20))
    label: Mapped[str] = mapped_column(String(120))
    nationalities: Mapped[str] = mapped_column(String(80), default="")  # MLI MRT; '': any
    zone: Mapped[str] = mapped_column(String(300), default="")  # where it is valid, in words
    youngest: Mapped[int | None]  # whole years; NULL: any age
    valid_days: Mapped[int]  # how long a pass is valid at most
    most_days: Mapped[int]  # how long somebody may stay away, the first day included
    directions: Mapped[str] = mapped_column(String(2), default="EX")
    needs_two: Mapped[bool] = mapped_column(default=False)  # a second person approves each pass
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)  # before its first day: never in force
    basis: Mapped[str] = mapped_column(String(300))
    is_verified: Mapped[bool] = mapped_column(default=False)  # somebody read the text itself
    post: Mapped[Post] = relationship()


class BorderPass(Base, Record):
    """One pass. Its number is never given again; another card is another pass."""

    __tablename__ = "border_passes"
    __table_args__ = (
        CheckConstraint("state IN ('asked', 'good', 'revoked', 'lost', 'replaced')", name="state"),
        CheckConstraint("valid_until >= valid_from", name="days"),
        CheckConstraint("(state IN ('asked', 'good')) = (ended_at IS NULL)", name="ended"),
        CheckConstraint("state NOT IN ('revoked', 'lost') OR ended_why <> ''", name="why"),
        CheckConstraint("approved_by IS NULL OR approved_by <> created_by", name="four_eyes"),
        UniqueConstraint("post_id", "year", "serial"),
        Index(None, "post_id", "state", "valid_until"),
    )

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"))
    year: Mapped[int]
    serial: Mapped[int]
    number: Mapped[str] = mapped_column(String(30), unique=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"), index=True)
    rule_id: Mapped[UUID] = mapped_column(ForeignKey("pass_rules.id"), index=True)
    state: Mapped[str] = mapped_column(String(8), default=State.GOOD)
    lives_here: Mapped[bool]  # on this post's side of the border
    village: Mapped[str] = mapped_column(String(80), default="")
    zone: Mapped[str] = mapped_column(String(300), default="")
    valid_from: Mapped[date] = mapped_column(Date)
    valid_until: Mapped[date] = mapped_column(Date)
    shown: Mapped[Any] = mapped_column(SealedJson)  # kind, number: what proved who the holder is
    photo: Mapped[bytes | None] = deferred(mapped_column(SealedBytes))
    has_photo: Mapped[bool] = mapped_column(default=False)
    alert_result: Mapped[str] = mapped_column(String(20), default="not_checked")
    alert_list_version: Mapped[str] = mapped_column(String(400), default="")
    approved_by: Mapped[UUID | None]
    approved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    printed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_by: Mapped[UUID | None]
    ended_why: Mapped[str] = mapped_column(String(300), default="")
    replaces_id: Mapped[UUID | None] = mapped_column(ForeignKey("border_passes.id"), unique=True)
    post: Mapped[Post] = relationship()
    person: Mapped[Person] = relationship()
    rule: Mapped[PassRule] = relationship()

    @property
    def name(self) -> str:
        """The holder's name."""
        return f"{self.person.surname} {self.person.given_names}".strip()


class PassUse(Base, Record):
    """A pass was shown at the desk: a sheet was opened, or why none was. ``claimed`` is the number
    that the code named; ``pass_id`` is NULL for one that nobody knows here."""

    __tablename__ = "pass_uses"
    __table_args__ = (
        CheckConstraint("(outcome = 'opened') = (inspection_id IS NOT NULL)", name="outcome"),
        Index(None, "post_id", "outcome", "created_at"),
    )

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"))
    lane_id: Mapped[UUID] = mapped_column(ForeignKey("lanes.id"))
    pass_id: Mapped[UUID | None] = mapped_column(ForeignKey("border_passes.id"), index=True)
    claimed: Mapped[str] = mapped_column(String(30), default="")
    outcome: Mapped[str] = mapped_column(String(12))
    inspection_id: Mapped[UUID | None] = mapped_column(unique=True)
    border_pass: Mapped[BorderPass | None] = relationship()


class PassCounter(Base):
    """The last number that a post gave to a pass in a year."""

    __tablename__ = "pass_counters"

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]
