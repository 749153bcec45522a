"""Runs, their sessions and participants as they are read."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from borderpost.db import db
from borderpost.officers import queries as officers
from borderpost.officers.models import Officer
from training.models import Course, Enrolment, Run, Seated, Session

LEFT = (Seated.WITHDRAWN, Seated.REPLACED)
SEATLESS = (*LEFT, Seated.WAITING)


def zone(run: Run) -> ZoneInfo:
    """Where the run's days begin and end."""
    return ZoneInfo(run.zone)


def run(run_id: UUID) -> Run | None:
    """One run, or None."""
    return db.session.get(Run, run_id)


def session(session_id: UUID) -> Session | None:
    """One session, or None."""
    return db.session.get(Session, session_id)


def enrolment(enrolment_id: UUID) -> Enrolment | None:
    """One participant of a run, or None."""
    return db.session.get(Enrolment, enrolment_id)


def coded(code: str) -> Run | None:
    """The run of this code, whatever its case."""
    return db.session.scalar(select(Run).where(Run.code == code.strip().upper()))


def listed(words: str = "", state: str = "") -> Select[tuple[Run]]:
    """The runs, newest first, searched in their code, venue, trainers and course."""
    wanted = select(Run).join(Run.course).options(joinedload(Run.course))
    wanted = wanted.order_by(Run.starts_on.desc(), Run.id.desc())
    if state:
        wanted = wanted.where(Run.state == state)
    if not words:
        return wanted
    sought = (Run.code, Run.venue, Run.trainers, Course.code, Course.title_fr, Course.title_en,
              Course.title_ar)  # fmt: skip
    return wanted.where(or_(*(one.icontains(words, autoescape=True) for one in sought)))


def of_course(code: str) -> Sequence[Run]:
    """Every run of a course, whatever its version, newest first."""
    wanted = select(Run).join(Run.course).where(Course.code == code)
    return db.session.scalars(wanted.order_by(Run.starts_on.desc())).all()


def enrolled(run_id: UUID) -> Sequence[Enrolment]:
    """Everybody who ever stood in a run, by name."""
    wanted = (
        select(Enrolment)
        .join(Enrolment.officer)
        .where(Enrolment.run_id == run_id)
        .options(joinedload(Enrolment.officer))
        .order_by(Officer.surname, Officer.given_names, Enrolment.id)
    )
    return db.session.scalars(wanted).all()


def standing(run_id: UUID) -> set[UUID]:
    """The officers who stand in a run, seated or waiting: nobody nominates them again."""
    return {row.officer_id for row in enrolled(run_id) if row.state not in LEFT}


def seated(run_id: UUID) -> Sequence[Enrolment]:
    """Who takes part: neither waiting, nor withdrawn, nor replaced."""
    return [row for row in enrolled(run_id) if row.state not in SEATLESS]


def taken(run_ids: Sequence[UUID]) -> dict[UUID, int]:
    """How many people sit in each of these runs."""
    wanted = select(Enrolment.run_id, func.count()).where(
        Enrolment.run_id.in_(run_ids), Enrolment.state.not_in(SEATLESS)
    )
    found = db.session.execute(wanted.group_by(Enrolment.run_id))
    return dict(found.tuples().all())


def nominable(words: str, most: int) -> Sequence[Officer]:
    """People of the services by name, found by parts of their names or numbers."""
    wanted = officers.officers(officers.Wanted(words=words)).limit(most)
    return db.session.scalars(wanted).unique().all()
