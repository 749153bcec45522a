"""The codes of participants, and the sessions whose code may stand on a wall."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from borderpost.db import db
from borderpost.officers.models import Officer
from training.attendance_models import CheckIn, ParticipantCode
from training.models import Enrolment, Mark, Session, Source
from training.queries.runs import SEATLESS

_AROUND = timedelta(days=1)


def around(at: datetime) -> Sequence[UUID]:
    """The sessions of these days: those whose code somebody may type."""
    near = Session.starts_at.between(at - _AROUND, at + _AROUND)
    return db.session.scalars(select(Session.id).where(near).order_by(Session.starts_at)).all()


def by_badge(badge: str) -> Enrolment | None:
    """The participant with this badge."""
    return _of(select(ParticipantCode).where(ParticipantCode.badge == badge))


def by_personal(personal: str) -> Enrolment | None:
    """The participant with this personal code."""
    return _of(select(ParticipantCode).where(ParticipantCode.personal == personal))


def by_officer(run_id: UUID, officer_id: UUID) -> Enrolment | None:
    """An officer's row in a run, whatever became of it."""
    wanted = select(Enrolment).where(Enrolment.run_id == run_id, Enrolment.officer_id == officer_id)
    return db.session.scalar(wanted)


def has_used(session_id: UUID, device_digest: str) -> bool:
    """Whether somebody checked in to a session with this device."""
    wanted = select(CheckIn.id).where(
        CheckIn.session_id == session_id, CheckIn.device_digest == device_digest
    )
    return db.session.scalar(wanted) is not None


def of_run(run_id: UUID) -> Sequence[ParticipantCode]:
    """The codes of those who have a seat in a run, by name."""
    wanted = (
        select(ParticipantCode)
        .join(ParticipantCode.enrolment)
        .join(Enrolment.officer)
        .where(Enrolment.run_id == run_id, Enrolment.state.not_in(SEATLESS))
        .options(joinedload(ParticipantCode.enrolment).joinedload(Enrolment.officer))
        .order_by(Officer.surname, Officer.given_names, Enrolment.id)
    )
    return db.session.scalars(wanted).all()


def arrived(session_id: UUID, source: Source) -> Sequence[tuple[Mark, Enrolment]]:
    """Who was marked in a session in one way, the latest first."""
    wanted = (
        select(Mark, Enrolment)
        .join(Enrolment, Enrolment.id == Mark.enrolment_id)
        .where(Mark.session_id == session_id, Mark.is_live, Mark.source == source)
        .order_by(Mark.id.desc())
    )
    return db.session.execute(wanted).tuples().all()


def _of(wanted: Select[tuple[ParticipantCode]]) -> Enrolment | None:
    found = db.session.scalar(wanted)
    return found.enrolment if found else None
