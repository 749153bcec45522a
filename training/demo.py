"""The demonstration's training: a course that was given, one under way, and invented officers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from borderpost import clock
from borderpost.db import db
from borderpost.entitlements import CLEAR_DOCUMENTS
from borderpost.officers.models import Officer
from borderpost.posts import queries as posts
from borderpost.posts.models import Post
from projects import queries as projects
from training import demo_certificates, demo_room, demo_tests
from training.certificate_models import Certificate
from training.models import Course, Run, RunState
from training.numbers import Status
from training.queries import grid
from training.services import courses, enrolling, marking, running, targets
from training.services.courses import CourseFacts
from training.services.marking import Said
from training.services.running import RunFacts, SessionFacts

_PEOPLE = 8
_COURSES = (
    CourseFacts("PEPM-1", "Examen des passeports, niveau 1", 18, "Passport examination, level 1",
                "فحص جوازات السفر، المستوى 1",
                "Reconnaître une page de données falsifiée\nLire une zone lisible à la machine",
                ("travel_document_exam", "imposter"), 80, 60, 24, (CLEAR_DOCUMENTS,)),
    CourseFacts("DH-1", "Droits humains à la frontière", 6, "Human rights at the border",
                "حقوق الإنسان على الحدود", "", ("human_rights", "child_protection"), 100),
)  # fmt: skip


def fill(say: Callable[[str], object]) -> None:
    """Make the courses, and a run of each, once."""
    post = posts.this_post()
    if post is None or db.session.scalar(select(Course.id).limit(1)):
        return
    people = _people()
    first, second = (courses.add(facts, by=None) for facts in _COURSES)
    asked = demo_tests.questioned(first)
    with clock.standing_at(clock.now() - demo_certificates.AGO):
        early = _run(first, "PEPM-1-2024-1", post, 5, 6, _others(post, people))
        demo_tests.written(early, asked)
        demo_certificates.issue(_closed(early))
    given = _run(first, "PEPM-1-2026-1", post, 20, 6, people)
    demo_tests.written(given, asked)
    made = demo_certificates.issue(_closed(given))
    demo_certificates.end(made, people[-1], people[-2])
    going = _run(second, "DH-1-2026-1", post, 1, 4, people)
    demo_tests.waiting(going, demo_tests.questioned(second))
    _marked(going, 2)
    if given.budget_line:
        targets.put(given.budget_line.project_id, post.country, 130, by=None)
    demo_room.fill(second, post, people)
    papers = db.session.scalar(select(func.count()).select_from(Certificate))
    say(f"Training: 2 courses, 4 runs, {papers} certificates, {len(people)} participants.")


def _people() -> list[UUID]:
    wanted = select(Officer.id).order_by(Officer.surname).limit(_PEOPLE)
    return list(db.session.scalars(wanted))


def _others(post: Post, people: list[UUID]) -> list[UUID]:
    """Three of the post who are in no other run: their certificates end soon."""
    wanted = select(Officer.id).where(Officer.post_id == post.id, Officer.id.not_in(people))
    return list(db.session.scalars(wanted.order_by(Officer.surname).limit(3)))


def _run(
    course: Course, code: str, post: Post, days_ago: int, halves: int, people: list[UUID]
) -> Run:
    """A run with its half days from 8 o'clock and from 14, under way."""
    begins = clock.today(post.zone) - timedelta(days=days_ago)
    line = next(iter(projects.all_lines()), None)
    facts = RunFacts(code, course.id, "Nioro du Sahel", begins, begins + timedelta(days=4),
                     post.zone, ("fr",), 20, "A. Exemple", line.id if line else None)  # fmt: skip
    run = running.add(facts, by=None, post_id=post.id)
    for number in range(halves):
        day = begins + timedelta(days=number // 2)
        at = datetime.combine(day, time(8 if number % 2 == 0 else 14), ZoneInfo(post.zone))
        title = course.title_fr if number == 0 else f"Séance {number + 1}"
        running.add_session(run.id, SessionFacts(title, at, 180), by=None)
    running.move(run.id, RunState.OPEN, by=None)
    enrolling.nominate(run.id, people, by=None)
    running.move(run.id, RunState.RUNNING, by=None)
    return run


def _closed(run: Run) -> Run:
    _marked(run, len(run.sessions))
    running.move(run.id, RunState.CLOSED, by=None)
    return run


def _marked(run: Run, sessions: int) -> None:
    """One came late once, one was away for a day, everybody else was there."""
    now, said = clock.now(), {}
    table = grid.of(run)
    for place, row in enumerate(table.rows):
        for number, session in enumerate(table.sessions[:sessions]):
            late = Said(Status.LATE, 25) if (place, number) == (1, 0) else Said(Status.PRESENT)
            is_away = place == 2 and number in (2, 3)
            if session.starts_at <= now:
                said[session.id, row.enrolment.id] = Said(Status.ABSENT) if is_away else late
    marking.mark(run.id, said, by=None)
