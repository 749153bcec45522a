"""The question bank of a course, and which questions were asked."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from borderpost.db import db
from training.exam_models import Paper, PaperQuestion, PaperState, Question
from training.models import Course


def question(question_id: UUID) -> Question | None:
    """One question, or None."""
    return db.session.get(Question, question_id)


def bank(course_id: UUID, *, with_retired: bool = False) -> Sequence[Question]:
    """The questions of a version of a course, in the order they were written."""
    wanted = select(Question).where(Question.course_id == course_id).order_by(Question.id)
    if not with_retired:
        wanted = wanted.where(Question.retired_at.is_(None))
    return db.session.scalars(wanted).all()


def asked(course_id: UUID) -> set[UUID]:
    """The questions that stand on a paper that was opened: they stay as they are."""
    wanted = (
        select(PaperQuestion.question_id)
        .join(Paper, Paper.id == PaperQuestion.paper_id)
        .join(Question, Question.id == PaperQuestion.question_id)
        .where(Question.course_id == course_id, Paper.state != PaperState.DRAFT)
    )
    return set(db.session.scalars(wanted))


def former(course: Course) -> Course | None:
    """The newest older version of a course that has questions, or None."""
    wanted = (
        select(Course)
        .join(Question, Question.course_id == Course.id)
        .where(Course.code == course.code, Course.version < course.version,
               Question.retired_at.is_(None))
        .order_by(Course.version.desc())
        .limit(1)
    )  # fmt: skip
    return db.session.scalar(wanted)
