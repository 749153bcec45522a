"""What an officer's own file holds, and the sessions that stand in a calendar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from borderpost.audit.models import AuditLine
from borderpost.db import db
from training import Act
from training.models import Enrolment, Mark, Run, RunState, Session
from training.numbers import Attendance, attendance
from training.queries import grid
from training.queries.runs import LEFT

Cell = tuple[UUID, UUID]  # session, participant
_CHANGES = (Act.SESSION_CHANGED, Act.SESSION_CANCELLED, Act.RUN_CHANGED, Act.RUN_MOVED,
            Act.WITHDRAWN, Act.REPLACED, Act.ENROLLED)  # fmt: skip


@dataclass(frozen=True)
class OwnRun:
    """One run of somebody: where they stand in it, and their mark of each session."""

    run: Run
    enrolment: Enrolment
    marks: Sequence[tuple[Session, Mark | None]]
    attendance: Attendance


@dataclass(frozen=True)
class Dated:
    """A session for a calendar; ``sequence`` counts what changed it."""

    session: Session
    sequence: int
    is_cancelled: bool


def file_of(officer_id: UUID) -> list[OwnRun]:
    """Every run in which an officer stands or stood, the newest first."""
    wanted = (
        select(Enrolment, Run)
        .join(Run, Run.id == Enrolment.run_id)
        .where(Enrolment.officer_id == officer_id)
        .order_by(Run.starts_on.desc(), Run.id)
    )
    marks = _marks_of(officer_id)
    return [_own(run, person, marks) for person, run in db.session.execute(wanted).tuples()]


def dated(since: datetime, officer_id: UUID | None = None) -> list[Dated]:
    """The sessions from an instant on, of every run, or of those of an officer. A session that was
    not held, of a run that is cancelled, or of one that the officer left is cancelled."""
    wanted = _sessions(since)
    if officer_id is None:
        return _dated(db.session.scalars(wanted).all(), {})
    own = select(Enrolment).where(Enrolment.officer_id == officer_id)
    people = {row.run_id: row for row in db.session.scalars(own)}
    mine = wanted.where(Session.run_id.in_(people))
    return _dated(db.session.scalars(mine).all(), people)


def dated_of(run: Run) -> list[Dated]:
    """The sessions of a run."""
    return _dated(run.sessions, {})


def _own(run: Run, person: Enrolment, marks: Mapping[Cell, Mark]) -> OwnRun:
    pairs = [(one, marks.get((one.id, person.id))) for one in run.sessions]
    return OwnRun(run, person, pairs, attendance(grid.cell(*pair) for pair in pairs))


def _marks_of(officer_id: UUID) -> dict[Cell, Mark]:
    """The marks in force of an officer in every run, by session and enrolment."""
    wanted = select(Mark).join(Enrolment, Enrolment.id == Mark.enrolment_id)
    found = db.session.scalars(wanted.where(Enrolment.officer_id == officer_id, Mark.is_live))
    return {(mark.session_id, mark.enrolment_id): mark for mark in found}


def _sessions(since: datetime) -> Select[tuple[Session]]:
    return (
        select(Session)
        .join(Session.run)
        .where(Session.starts_at >= since, Run.state != RunState.DRAFT)
        .options(joinedload(Session.run).joinedload(Run.course))
        .order_by(Session.starts_at)
    )


def _dated(sessions: Sequence[Session], people: dict[UUID, Enrolment]) -> list[Dated]:
    subjects = {one.id for one in sessions} | {one.run_id for one in sessions}
    changes = _changes(subjects | {person.id for person in people.values()})
    return [_one(one, people.get(one.run_id), changes) for one in sessions]


def _one(session: Session, person: Enrolment | None, changes: Counter[str]) -> Dated:
    told = [session.id, session.run_id, *([person.id] if person else [])]
    has_left = person is not None and person.state in LEFT
    is_off = bool(session.cancelled_why) or session.run.state == RunState.CANCELLED
    return Dated(session, sum(changes[str(one)] for one in told), is_off or has_left)


def _changes(subjects: set[UUID]) -> Counter[str]:
    """How often the log says that each of these was changed: it only grows."""
    wanted = select(AuditLine.subject_id, func.count()).where(
        AuditLine.subject_id.in_([str(one) for one in subjects]),
        AuditLine.act.in_([act.value for act in _CHANGES]),
    )
    found = db.session.execute(wanted.group_by(AuditLine.subject_id))
    return Counter(dict(found.tuples().all()))
