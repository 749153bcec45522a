"""A course, a run of it and its people, for tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from borderpost.db import db
from borderpost.officers.models import Officer
from training.models import Enrolment, Run, RunState, Session
from training.queries import runs
from training.services import courses, enrolling, running
from training.services.courses import CourseFacts
from training.services.running import RunFacts, SessionFacts

FIRST = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)  # 8:00 at Bamako
COURSE = CourseFacts("PEPM-1", "Examen des passeports", 20, min_attendance=80)


def facts(course_id: UUID, code: str = "PEPM-1/2026-1", seats: int | None = None) -> RunFacts:
    return RunFacts(code, course_id, "Nioro", date(2026, 3, 2), date(2026, 3, 6),
                    "Africa/Bamako", ("fr",), seats)  # fmt: skip


def made(people: int = 3, sessions: int = 4, seats: int | None = None) -> Run:
    """A run that has begun: half days of three hours from 2 March 2026, and its people."""
    course = courses.add(COURSE, by=None)
    told = facts(course.id, seats=seats)
    last = FIRST.date() + timedelta(days=(sessions - 1) // 2)
    run = running.add(replace(told, ends_on=max(told.ends_on, last)), by=None)
    running.move(run.id, RunState.OPEN, by=None)
    for number in range(sessions):
        at = FIRST + timedelta(days=number // 2, hours=5 * (number % 2))
        running.add_session(run.id, SessionFacts(f"Session {number + 1}", at, 180), by=None)
    enrolling.nominate(run.id, [person(n).id for n in range(people)], by=None)
    running.move(run.id, RunState.RUNNING, by=None)
    return run


def person(number: int) -> Officer:
    """Somebody invented, women and men in turn."""
    row = Officer(surname=f"SPECIMEN {number:02}", given_names="Officer",
                  sex="FM"[number % 2], service="Police")  # fmt: skip
    db.session.add(row)
    db.session.commit()
    return row


def halves(run: Run) -> list[Session]:
    return list(db.session.get_one(Run, run.id).sessions)


def seats(run: Run) -> list[Enrolment]:
    return list(runs.enrolled(run.id))
