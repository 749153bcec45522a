"""Courses as they are read."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import aliased

from borderpost.db import db
from training.models import Course


def newest(code: str) -> Course | None:
    """The newest version of the course with this code, whatever its case."""
    wanted = select(Course).where(Course.code == code.strip().upper())
    return db.session.scalar(wanted.order_by(Course.version.desc()).limit(1))


def course(course_id: UUID) -> Course | None:
    """One version of a course, or None."""
    return db.session.get(Course, course_id)


def listed(words: str = "") -> Select[tuple[Course]]:
    """The newest version of each course, searched in its code and titles."""
    later = aliased(Course)
    is_newest = (
        ~select(later.id).where(later.code == Course.code, later.version > Course.version).exists()
    )
    newest_of = select(Course).where(is_newest).order_by(Course.code)
    if not words:
        return newest_of
    sought = (Course.code, Course.title_fr, Course.title_en, Course.title_ar)
    return newest_of.where(or_(*(one.icontains(words, autoescape=True) for one in sought)))


def offered() -> Sequence[Course]:
    """The newest versions that are still given, by code."""
    return db.session.scalars(listed().where(Course.retired_at.is_(None))).all()


def versions(code: str) -> Sequence[Course]:
    """Every version of a course, newest first."""
    wanted = select(Course).where(Course.code == code).order_by(Course.version.desc())
    return db.session.scalars(wanted).all()
