"""Tables of training: courses and their versions, runs, sessions, participants, marks."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from borderpost import clock
from borderpost.db import Base, Record, UtcDateTime
from borderpost.officers.models import Officer
from projects.models import BudgetLine


class RunState(StrEnum):
    """Where a run stands."""

    DRAFT = "draft"
    OPEN = "open"  # people may be nominated
    RUNNING = "running"
    CLOSED = "closed"  # its marks are complete and stay
    CERTIFIED = "certified"
    CANCELLED = "cancelled"


class Seated(StrEnum):
    """Where a participant stands."""

    WAITING = "waiting"  # more nominations than seats
    NOMINATED = "nominated"
    CONFIRMED = "confirmed"
    ATTENDING = "attending"
    COMPLETED = "completed"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"


class Source(StrEnum):
    """How a mark came."""

    GRID = "grid"
    SHEET = "sheet"  # the signed paper
    BADGE = "badge"
    WALL = "wall"  # the code on the wall
    FILE = "file"


class Course(Base, Record):
    """One version of a course. A version that a run has used stays as it is."""

    __tablename__ = "courses"
    __table_args__ = (
        UniqueConstraint("code", "version"),
        CheckConstraint("version > 0", name="version"),
        CheckConstraint("hours > 0", name="hours"),
        CheckConstraint("min_attendance BETWEEN 0 AND 100", name="min_attendance"),
        CheckConstraint("pass_mark IS NULL OR pass_mark BETWEEN 0 AND 100", name="pass_mark"),
        CheckConstraint("validity_months IS NULL OR validity_months > 0", name="validity"),
    )

    code: Mapped[str] = mapped_column(String(20))
    version: Mapped[int]
    title_fr: Mapped[str] = mapped_column(String(120))
    title_en: Mapped[str] = mapped_column(String(120), default="")
    title_ar: Mapped[str] = mapped_column(String(120), default="")
    objectives: Mapped[str] = mapped_column(String(2000), default="")  # one a line
    topics: Mapped[Any] = mapped_column(JSON, default=list)  # codes of ``topics``
    hours: Mapped[int]
    min_attendance: Mapped[int]  # per cent of minutes, see ``numbers.attendance``
    pass_mark: Mapped[int | None]  # of 100; NULL: nothing is tested
    validity_months: Mapped[int | None]  # NULL: it does not expire
    grants: Mapped[Any] = mapped_column(JSON, default=list, server_default="[]")  # of ``GRANTS``
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    def title(self, language: str) -> str:
        """In a language, in French where it has none."""
        return str(getattr(self, f"title_{language}", "") or self.title_fr)


class Run(Base, Record):
    """One time that a course is given. ``seats`` beyond which people wait; NULL: no limit."""

    __tablename__ = "runs"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="days"),
        CheckConstraint("seats IS NULL OR seats > 0", name="seats"),
        CheckConstraint("(state = 'cancelled') = (cancelled_why <> '')", name="cancelled"),
    )

    course_id: Mapped[UUID] = mapped_column(ForeignKey("courses.id"), index=True)
    code: Mapped[str] = mapped_column(String(30), unique=True)
    state: Mapped[str] = mapped_column(String(10), default=RunState.DRAFT)
    post_id: Mapped[UUID | None] = mapped_column(ForeignKey("posts.id"), index=True)
    venue: Mapped[str] = mapped_column(String(120))
    zone: Mapped[str] = mapped_column(String(40))  # of the venue, IANA
    languages: Mapped[Any] = mapped_column(JSON, default=list)
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date] = mapped_column(Date)
    seats: Mapped[int | None]
    trainers: Mapped[str] = mapped_column(String(300), default="")
    budget_line_id: Mapped[UUID | None] = mapped_column(ForeignKey("budget_lines.id"), index=True)
    has_per_diem: Mapped[bool] = mapped_column(default=False, server_default=false())
    cancelled_why: Mapped[str] = mapped_column(String(300), default="")
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    course: Mapped[Course] = relationship()
    budget_line: Mapped[BudgetLine | None] = relationship()
    sessions: Mapped[list[Session]] = relationship(
        back_populates="run", order_by="Session.starts_at"
    )


class Session(Base, Record):
    """One half day of a run. A cancelled one keeps its row and its reason."""

    __tablename__ = "sessions"
    __table_args__ = (
        CheckConstraint("minutes BETWEEN 10 AND 720", name="minutes"),
        Index(None, "run_id", "starts_at"),
    )

    run_id: Mapped[UUID] = mapped_column(ForeignKey("runs.id"))
    title: Mapped[str] = mapped_column(String(120))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    minutes: Mapped[int]
    cancelled_why: Mapped[str] = mapped_column(String(300), default="")
    run: Mapped[Run] = relationship(back_populates="sessions")

    @property
    def ends_at(self) -> datetime:
        """When it is over."""
        return self.starts_at + timedelta(minutes=self.minutes)


class Enrolment(Base, Record):
    """Somebody in a run. Service, post, country and sex are those of the day of nomination."""

    __tablename__ = "enrolments"
    __table_args__ = (UniqueConstraint("run_id", "officer_id"),)

    run_id: Mapped[UUID] = mapped_column(ForeignKey("runs.id"))
    officer_id: Mapped[UUID] = mapped_column(ForeignKey("officers.id"), index=True)
    state: Mapped[str] = mapped_column(String(10))
    nominated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)  # the last time
    service: Mapped[str] = mapped_column(String(80), default="")
    post_id: Mapped[UUID | None] = mapped_column(ForeignKey("posts.id"))
    country: Mapped[str] = mapped_column(String(3), default="")  # alpha-3 of their post, '' none
    sex: Mapped[str] = mapped_column(String(1), default="")  # F M X, ''
    replaces_id: Mapped[UUID | None] = mapped_column(ForeignKey("enrolments.id"))
    why: Mapped[str] = mapped_column(String(300), default="")  # withdrawn or replaced
    officer: Mapped[Officer] = relationship()


class Mark(Base, Record):
    """What was marked of a participant in a session. One is live; a correction names the mark
    that it takes the place of, and why."""

    __tablename__ = "attendance_marks"
    __table_args__ = (
        CheckConstraint("status IN ('present', 'late', 'excused', 'absent')", name="status"),
        CheckConstraint("credited >= 0", name="credited"),
        Index(
            "uq_attendance_marks_live", "session_id", "enrolment_id", unique=True,
            sqlite_where=text("is_live"), postgresql_where=text("is_live"),
        ),
    )  # fmt: skip

    session_id: Mapped[UUID] = mapped_column(ForeignKey("sessions.id"))
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolments.id"), index=True)
    status: Mapped[str] = mapped_column(String(8))
    credited: Mapped[int]  # minutes
    source: Mapped[str] = mapped_column(String(8))
    is_live: Mapped[bool] = mapped_column(default=True)
    corrects_id: Mapped[UUID | None] = mapped_column(ForeignKey("attendance_marks.id"))
    why: Mapped[str] = mapped_column(String(300), default="")
