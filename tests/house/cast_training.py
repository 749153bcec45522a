"""A course of each post, a run of it with one session and one participant, and a certificate."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

from training.certificate_models import Certificate
from training.models import RunState
from training.numbers import Status
from training.services import certifying, courses, enrolling, marking, running
from training.services.courses import CourseFacts
from training.services.marking import Said
from training.services.running import RunFacts, SessionFacts

_DAY = date(2026, 3, 2)


def things(post_id: UUID, officer_id: UUID, code: str) -> dict[str, object]:
    course = courses.add(CourseFacts(f"{code}-1", "Specimen", 3), by=None)
    facts = RunFacts(f"{code}-1-1", course.id, "Nioro", _DAY, _DAY, "Africa/Bamako")
    run = running.add(facts, by=None, post_id=post_id)
    at = datetime(2026, 3, 2, 8, tzinfo=UTC)
    session = running.add_session(run.id, SessionFacts("Morning", at, 180), by=None)
    (seat,) = enrolling.nominate(run.id, [officer_id], by=None)
    given = _certificate(post_id, officer_id, code)
    return {"certificate_id": given.id, "answer": "yes", "certificate_code": given.code,
            "course_id": course.id, "run_id": run.id, "session_id": session.id,
            "enrolment_id": seat.id, "state": "open"}  # fmt: skip


def _certificate(post_id: UUID, officer_id: UUID, code: str) -> Certificate:
    """Of another run, which is closed."""
    course = courses.add(CourseFacts(f"{code}-2", "Specimen", 3), by=None)
    facts = RunFacts(f"{code}-2-1", course.id, "Nioro", _DAY, _DAY, "Africa/Bamako")
    run = running.add(facts, by=None, post_id=post_id)
    at = datetime(2026, 3, 2, 8, tzinfo=UTC)
    session = running.add_session(run.id, SessionFacts("Morning", at, 180), by=None)
    running.move(run.id, RunState.OPEN, by=None)
    (seat,) = enrolling.nominate(run.id, [officer_id], by=None)
    running.move(run.id, RunState.RUNNING, by=None)
    marking.mark(run.id, {(session.id, seat.id): Said(Status.PRESENT)}, by=None)
    running.move(run.id, RunState.CLOSED, by=None)
    (row,) = certifying.issue(run.id, certifying.Order(_DAY), by=None)
    return row
