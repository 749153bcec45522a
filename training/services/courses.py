"""Courses and their versions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from borderpost import audit
from borderpost.audit import Actor
from borderpost.db import transaction
from borderpost.refusal import Refused
from training import Act
from training.models import Course, Run
from training.queries import courses as queries


@dataclass(frozen=True)
class CourseFacts:
    """What a form says of a course."""

    code: str
    title_fr: str
    hours: int
    title_en: str = ""
    title_ar: str = ""
    objectives: str = ""
    topics: Sequence[str] = ()
    min_attendance: int = 80
    pass_mark: int | None = None
    validity_months: int | None = None
    grants: Sequence[str] = ()


def add(facts: CourseFacts, *, by: Actor | None) -> Course:
    """The first version of a new course. Raises ``Refused`` when the code is in use."""
    with transaction() as session:
        if queries.newest(facts.code):
            raise Refused(_l("Another course has this code."), field="code")
        course = Course(version=1, **_columns(facts), created_by=by.officer_id if by else None)
        session.add(course)
        session.flush()
        audit.record(Act.COURSE_ADDED, course, by=by, code=course.code, version=1)
    return course


def change(course_id: UUID, facts: CourseFacts, *, by: Actor | None) -> Course:
    """Change a course: the row itself while no run used it, else a new version.

    Raises ``Refused`` when it is not the newest version, or the code differs.
    """
    with transaction() as session:
        course = session.get_one(Course, course_id)
        _check_change(course, facts)
        if session.scalar(select(Run.id).where(Run.course_id == course.id).limit(1)):
            course = Course(version=course.version + 1, **_columns(facts),
                            created_by=by.officer_id if by else None)  # fmt: skip
            session.add(course)
        else:
            for name, value in _columns(facts).items():
                setattr(course, name, value)
        session.flush()
        audit.record(Act.COURSE_CHANGED, course, by=by, version=course.version)
    return course


def _check_change(course: Course, facts: CourseFacts) -> None:
    newest = queries.newest(course.code)
    if newest is not None and newest.id != course.id:
        raise Refused(_l("This is an older version. Change the newest one."))
    if facts.code != course.code:
        raise Refused(_l("The code of a course stays: papers carry it."), field="code")


def _columns(facts: CourseFacts) -> dict[str, object]:
    return {**vars(facts), "topics": list(facts.topics), "grants": list(facts.grants)}
