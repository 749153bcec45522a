"""A course of each post, a run of it with one session and one participant, and a certificate."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

from borderpost.db import transaction
from training.answer_key import Kind
from training.certificate_models import Certificate
from training.exam_models import Paper, PaperState, Sitting, When
from training.models import RunState
from training.numbers import Status
from training.queries import scans
from training.scanned_sheets import Paper as ScannedPaper
from training.services import (
    certifying,
    courses,
    enrolling,
    marking,
    papers,
    questions,
    running,
    scanning,
)  # fmt: skip
from training.services.courses import CourseFacts
from training.services.marking import Said
from training.services.papers import PaperFacts
from training.services.questions import QuestionFacts
from training.services.running import RunFacts, SessionFacts

_DAY = date(2026, 3, 2)


def things(post_id: UUID, officer_id: UUID, code: str) -> dict[str, object]:
    course = courses.add(CourseFacts(f"{code}-1", "Specimen", 3), by=None)
    facts = RunFacts(f"{code}-1-1", course.id, "Nioro", _DAY, _DAY, "Africa/Bamako")
    run = running.add(facts, by=None, post_id=post_id)
    at = datetime(2026, 3, 2, 8, tzinfo=UTC)
    session = running.add_session(run.id, SessionFacts("Morning", at, 180), by=None)
    (seat,) = enrolling.nominate(run.id, [officer_id], by=None)
    scanning.bring_in(run.id, [ScannedPaper(f"{code} page".encode(), None)], by=None)
    (scan,) = scans.of_run(run.id)
    given = _certificate(post_id, officer_id, code)
    return {
        **_tested(course.id, run.id, seat.id),
        "certificate_id": given.id,
        "certificate_code": given.code,
        "answer": "yes",
        "scan_id": scan.id,
        "course_id": course.id,
        "run_id": run.id,
        "session_id": session.id,
        "enrolment_id": seat.id,
        "state": "open",
    }


def _tested(course_id: UUID, run_id: UUID, seat_id: UUID) -> dict[str, object]:
    """A test of one question that may be written, and an attempt at it."""
    told = QuestionFacts(Kind.NUMBER, {"fr": "Combien ?"}, number="6")
    question = questions.add(course_id, told, by=None)
    paper = papers.add(run_id, PaperFacts(When.PRE, [question.id]), by=None)
    with transaction() as session:
        session.get_one(Paper, paper.id).state = PaperState.OPEN
        row = Sitting(paper_id=paper.id, enrolment_id=seat_id, kind=When.PRE, source="screen")
        session.add(row)
        session.flush()
        return {"question_id": question.id, "paper_id": paper.id, "sitting_id": row.id,
                "kind": When.PRE.value, "number": 1, "months": 3, "sheet": "key"}  # fmt: skip


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
