"""Tables of certificates: what was issued, how it ended, and where rights follow from them."""

from __future__ import annotations

from datetime import date, datetime
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
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from borderpost.db import Base, Record, UtcDateTime
from borderpost.officers.models import Officer
from training.models import Course, Run


class Certificate(Base, Record):
    """That an officer completed a run. ``payload`` is every fact that its paper prints, and
    ``payload_sha256`` the digest of its canonical text. ``ended_at`` and all after it say how it
    ended: only then may another be valid for the same officer, course and run."""

    __tablename__ = "course_certificates"
    __table_args__ = (
        UniqueConstraint("post_id", "year", "serial"),
        CheckConstraint("valid_until IS NULL OR valid_until > issued_on", name="days"),
        CheckConstraint("(ended_at IS NULL) = (ended_as = '')", name="ended"),
        CheckConstraint("ended_as IN ('', 'revoked', 'superseded')", name="ended_as"),
        CheckConstraint("ended_at IS NULL OR ended_why <> ''", name="ended_why"),
        Index(
            "uq_course_certificates_valid", "officer_id", "course_id", "run_id", unique=True,
            sqlite_where=text("ended_at IS NULL"), postgresql_where=text("ended_at IS NULL"),
        ),
        Index(None, "officer_id", "issued_on"),
    )  # fmt: skip

    number: Mapped[str] = mapped_column(String(30), unique=True)
    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"))
    year: Mapped[int]
    serial: Mapped[int]
    code: Mapped[str] = mapped_column(String(16), unique=True)  # ``certificate_codes``
    officer_id: Mapped[UUID] = mapped_column(ForeignKey("officers.id"))
    course_id: Mapped[UUID] = mapped_column(ForeignKey("courses.id"))
    run_id: Mapped[UUID] = mapped_column(ForeignKey("runs.id"), index=True)
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolments.id"))
    issued_on: Mapped[date] = mapped_column(Date)
    valid_until: Mapped[date | None] = mapped_column(Date)  # the first day that it is not valid
    payload: Mapped[Any] = mapped_column(JSON)
    payload_sha256: Mapped[str] = mapped_column(String(64))
    supersedes_id: Mapped[UUID | None] = mapped_column(ForeignKey("course_certificates.id"))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_as: Mapped[str] = mapped_column(String(10), default="")
    ended_why: Mapped[str] = mapped_column(String(300), default="")
    officer: Mapped[Officer] = relationship()
    course: Mapped[Course] = relationship()
    run: Mapped[Run] = relationship()


class CertificateCounter(Base):
    """The last serial that a post gave in a year."""

    __tablename__ = "course_certificate_counters"

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]


class Revocation(Base, Record):
    """Somebody asks that a certificate be revoked (``created_by``); somebody else answers."""

    __tablename__ = "certificate_revocations"
    __table_args__ = (
        CheckConstraint("why <> ''", name="why"),
        CheckConstraint("(answered_at IS NULL) = (is_granted IS NULL)", name="answered"),
        Index(
            "uq_certificate_revocations_open", "certificate_id", unique=True,
            sqlite_where=text("answered_at IS NULL"), postgresql_where=text("answered_at IS NULL"),
        ),
    )  # fmt: skip

    certificate_id: Mapped[UUID] = mapped_column(ForeignKey("course_certificates.id"))
    why: Mapped[str] = mapped_column(String(300))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_by: Mapped[UUID | None]
    is_granted: Mapped[bool | None]
    certificate: Mapped[Certificate] = relationship()


class QualificationRule(Base, Record):
    """From which day a post asks for a qualification; ``since`` None: no more. The newest row of
    a post holds."""

    __tablename__ = "qualification_rules"
    __table_args__ = (Index(None, "post_id", "created_at"),)

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"))
    since: Mapped[date | None] = mapped_column(Date)
