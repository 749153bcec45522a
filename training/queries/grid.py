"""The grid of a run: participants by sessions, and the live mark of each cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from borderpost.db import db
from training.models import Enrolment, Mark, Run, Session
from training.numbers import Attendance, Cell, Status, attendance
from training.queries import runs


@dataclass(frozen=True)
class Row:
    """One participant: a cell for each session, and the live mark behind it."""

    enrolment: Enrolment
    cells: Sequence[Cell]
    marks: Sequence[Mark | None]

    @property
    def attendance(self) -> Attendance:
        """Of this participant in this run."""
        return attendance(self.cells)


@dataclass(frozen=True)
class Grid:
    """A run's sessions in order, and a row for each participant."""

    sessions: Sequence[Session]
    rows: Sequence[Row]

    @property
    def unmarked(self) -> int:
        """Cells of sessions that were not cancelled, without a mark."""
        return sum(row.attendance.unmarked for row in self.rows)


def of(run: Run) -> Grid:
    """The whole grid, by three queries."""
    marks = live_of(run.id)
    sessions = run.sessions
    return Grid(
        sessions, [_row(person, sessions, marks) for person in runs.seated(run.id)]
    )  # fmt: skip


def unmarked(run: Run) -> int:
    """How many cells are still to be marked."""
    return of(run).unmarked


def is_marked(session_id: UUID) -> bool:
    """Whether anybody is marked in a session."""
    wanted = select(Mark.id).where(Mark.session_id == session_id, Mark.is_live).limit(1)
    return db.session.scalar(wanted) is not None


def marked_in(session_id: UUID) -> int:
    """How many of those who take part are marked in a session."""
    wanted = select(func.count(Mark.id)).join(Enrolment, Enrolment.id == Mark.enrolment_id)
    here = Mark.session_id == session_id, Mark.is_live, Enrolment.state.not_in(runs.SEATLESS)
    return db.session.scalar(wanted.where(*here)) or 0


def live(session_id: UUID, enrolment_id: UUID) -> Mark | None:
    """The mark in force of one cell."""
    return db.session.scalar(
        select(Mark).where(
            Mark.session_id == session_id, Mark.enrolment_id == enrolment_id, Mark.is_live
        )
    )


def history(session_id: UUID, enrolment_id: UUID) -> Sequence[Mark]:
    """Every mark of one cell, newest first."""
    wanted = select(Mark).where(Mark.session_id == session_id, Mark.enrolment_id == enrolment_id)
    return db.session.scalars(wanted.order_by(Mark.id.desc())).all()


def live_of(run_id: UUID) -> dict[tuple[UUID, UUID], Mark]:
    """The marks in force of a run, by session and enrolment."""
    wanted = select(Mark).join(Session, Session.id == Mark.session_id)
    found = db.session.scalars(wanted.where(Session.run_id == run_id, Mark.is_live))
    return {(mark.session_id, mark.enrolment_id): mark for mark in found}


def _row(
    person: Enrolment, sessions: Sequence[Session], marks: dict[tuple[UUID, UUID], Mark]
) -> Row:
    found = [marks.get((one.id, person.id)) for one in sessions]
    cells = [cell(one, mark) for one, mark in zip(sessions, found, strict=True)]
    return Row(person, cells, found)


def cell(session: Session, mark: Mark | None) -> Cell:
    """One cell as the numbers take it."""
    return Cell(
        session.minutes,
        Status(mark.status) if mark else None,
        mark.credited if mark else 0,
        is_cancelled=bool(session.cancelled_why),
    )
