"""Tables of how attendance comes: scanned sheets, codes of participants, check-ins."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from borderpost.db import Base, Record, SealedBytes
from training.models import Enrolment, Run, Session


class SheetScan(Base, Record):
    """One page of a signed sheet that came back, upright. Without a session it is kept aside,
    with the run at which it was brought in. ``digest`` is the picture's: one is kept once."""

    __tablename__ = "sheet_scans"
    __table_args__ = (CheckConstraint("page IS NULL OR session_id IS NOT NULL", name="page"),)

    run_id: Mapped[UUID] = mapped_column(ForeignKey("runs.id"), index=True)
    session_id: Mapped[UUID | None] = mapped_column(ForeignKey("sessions.id"), index=True)
    page: Mapped[int | None]  # of the printed sheet; NULL: put there by hand
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    jpeg: Mapped[bytes] = mapped_column(SealedBytes)
    run: Mapped[Run] = relationship()
    session: Mapped[Session | None] = relationship()


class ParticipantCode(Base, Record):
    """The codes of a participant, without anything of the person in them: the one printed on the
    badge, which the trainer scans, and the personal one, which its holder types."""

    __tablename__ = "participant_codes"

    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolments.id"), unique=True)
    badge: Mapped[str] = mapped_column(String(20), unique=True)
    personal: Mapped[str] = mapped_column(String(12), unique=True)
    enrolment: Mapped[Enrolment] = relationship()


class CheckIn(Base, Record):
    """That somebody used the code on the wall: once a session, and once from a device."""

    __tablename__ = "check_ins"
    __table_args__ = (
        UniqueConstraint("session_id", "enrolment_id"),
        UniqueConstraint("session_id", "device_digest"),
    )

    session_id: Mapped[UUID] = mapped_column(ForeignKey("sessions.id"))
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolments.id"))
    device_digest: Mapped[str] = mapped_column(String(64))  # of the browser's own mark
    mark_id: Mapped[UUID] = mapped_column(ForeignKey("attendance_marks.id"))
