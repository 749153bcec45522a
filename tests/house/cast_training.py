"""A course of each post, and a run of it with one session and one participant."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

from training.queries import scans
from training.scanned_sheets import Paper
from training.services import courses, enrolling, running, scanning
from training.services.courses import CourseFacts
from training.services.running import RunFacts, SessionFacts

_DAY = date(2026, 3, 2)


def things(post_id: UUID, officer_id: UUID, code: str) -> dict[str, object]:
    course = courses.add(CourseFacts(f"{code}-1", "Specimen", 3), by=None)
    facts = RunFacts(f"{code}-1-1", course.id, "Nioro", _DAY, _DAY, "Africa/Bamako")
    run = running.add(facts, by=None, post_id=post_id)
    at = datetime(2026, 3, 2, 8, tzinfo=UTC)
    session = running.add_session(run.id, SessionFacts("Morning", at, 180), by=None)
    (seat,) = enrolling.nominate(run.id, [officer_id], by=None)
    scanning.bring_in(run.id, [Paper(f"{code} page".encode(), None)], by=None)
    (scan,) = scans.of_run(run.id)
    return {"scan_id": scan.id, "course_id": course.id, "run_id": run.id, "session_id": session.id,
            "enrolment_id": seat.id, "state": "open"}  # fmt: skip
