"""A run copied from another one: its half days by the same clock, its tests, and nobody in it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit
from borderpost.audit import Actor
from borderpost.db import transaction
from borderpost.refusal import Refused
from training import Act
from training.exam_models import Paper, PaperQuestion, PaperState
from training.models import Run, RunState, Session
from training.queries import courses, papers
from training.queries import runs as queries

_COPIED = ("post_id", "venue", "zone", "languages", "seats", "trainers", "budget_line_id",
           "has_per_diem")  # fmt: skip


def copy(run_id: UUID, code: str, starts_on: date, *, by: Actor | None) -> Run:
    """A new run of the newest version of the course, from another first day.

    Sessions that were not held are left out. Its tests come along where the version is the same:
    a new version has questions of its own. Raises ``Refused`` when the code is in use.
    """
    with transaction() as session:
        old = session.get_one(Run, run_id)
        if queries.coded(code):
            raise Refused(_l("Another run has this code."), field="code")
        course = courses.newest(old.course.code) or old.course
        later = starts_on - old.starts_on
        new = Run(code=code.strip().upper(), course_id=course.id, state=RunState.DRAFT,
                  starts_on=starts_on, ends_on=old.ends_on + later,
                  created_by=by.officer_id if by else None,
                  **{name: getattr(old, name) for name in _COPIED})  # fmt: skip
        session.add(new)
        session.flush()
        for half in old.sessions:
            if not half.cancelled_why:
                session.add(_moved(half, new, later))
        if course.id == old.course_id:
            for paper in papers.of_run(old.id):
                session.add(_again(paper, new))
        session.flush()
        audit.record(Act.RUN_COPIED, new, by=by, copies=str(old.id), code=new.code)
    return new


def _moved(half: Session, new: Run, later: timedelta) -> Session:
    """The same time by the clock of the venue, whatever its summer time."""
    zone = queries.zone(new)
    at = half.starts_at.astimezone(zone)
    moved = datetime.combine(at.date() + later, at.time(), zone)
    return Session(run_id=new.id, title=half.title, starts_at=moved, minutes=half.minutes)


def _again(paper: Paper, new: Run) -> Paper:
    lines = [PaperQuestion(position=line.position, question_id=line.question_id)
             for line in paper.lines if line.question.retired_at is None]  # fmt: skip
    return Paper(run_id=new.id, kind=paper.kind, form=paper.form, minutes=paper.minutes,
                 state=PaperState.DRAFT, lines=lines)  # fmt: skip
