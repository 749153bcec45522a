"""Tables of tests: questions of a course, papers of a run, who sat one and answered what."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from borderpost import clock
from borderpost.db import Base, Record, UtcDateTime
from training.answer_key import Key, Kind
from training.models import Course, Enrolment, Run


class When(StrEnum):
    """Which of the two tests of a run."""

    PRE = "pre"
    POST = "post"


class PaperState(StrEnum):
    """Where a paper stands."""

    DRAFT = "draft"
    OPEN = "open"  # it may be sat
    CLOSED = "closed"


class Question(Base, Record):
    """A question of one version of a course. One that was asked stays as it was, or is retired."""

    __tablename__ = "questions"
    __table_args__ = (
        CheckConstraint("kind IN ('single', 'multiple', 'number')", name="kind"),
        CheckConstraint("points BETWEEN 1 AND 20", name="points"),
    )

    course_id: Mapped[UUID] = mapped_column(ForeignKey("courses.id"), index=True)
    kind: Mapped[str] = mapped_column(String(8))
    text_fr: Mapped[str] = mapped_column(String(1000))
    text_en: Mapped[str] = mapped_column(String(1000), default="")
    text_ar: Mapped[str] = mapped_column(String(1000), default="")
    options: Mapped[Any] = mapped_column(JSON, default=list)  # each {"fr": …, "en": …, "ar": …}
    right: Mapped[Any] = mapped_column("right_places", JSON, default=list)  # of options, from 0
    number: Mapped[str] = mapped_column(String(20), default="")
    tolerance: Mapped[str] = mapped_column(String(20), default="0")
    points: Mapped[int] = mapped_column(default=1)
    picture: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))  # JPEG of our own making
    has_picture: Mapped[bool] = mapped_column(default=False)
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    course: Mapped[Course] = relationship()

    def text(self, language: str) -> str:
        """In a language, in French where it has none."""
        return str(getattr(self, f"text_{language}", "") or self.text_fr)

    def told(self, language: str) -> list[str]:
        """The options in a language, in French where one has none."""
        return [one.get(language) or one["fr"] for one in self.options]

    @property
    def key(self) -> Key:
        """How it is marked."""
        return Key(Kind(self.kind), tuple(self.right), self.number, self.tolerance, self.points,
                   len(self.options))  # fmt: skip


class Paper(Base, Record):
    """A test of a run, before or after it, in one of its parallel forms."""

    __tablename__ = "test_papers"
    __table_args__ = (
        UniqueConstraint("run_id", "kind", "form"),
        CheckConstraint("kind IN ('pre', 'post')", name="kind"),
        CheckConstraint("minutes IS NULL OR minutes > 0", name="minutes"),
    )

    run_id: Mapped[UUID] = mapped_column(ForeignKey("runs.id"))
    kind: Mapped[str] = mapped_column(String(4))
    form: Mapped[str] = mapped_column(String(1))  # A, B, C
    minutes: Mapped[int | None]  # NULL: no limit
    state: Mapped[str] = mapped_column(String(6), default=PaperState.DRAFT)
    run: Mapped[Run] = relationship()
    lines: Mapped[list[PaperQuestion]] = relationship(
        order_by="PaperQuestion.position", cascade="all, delete-orphan"
    )

    @property
    def questions(self) -> list[Question]:
        """Its questions in order."""
        return [line.question for line in self.lines]

    @property
    def most(self) -> int:
        """The points that can be had."""
        return sum(one.points for one in self.questions)


class PaperQuestion(Base, Record):
    """A question in its place on a paper."""

    __tablename__ = "test_paper_questions"
    __table_args__ = (UniqueConstraint("paper_id", "question_id"),)

    paper_id: Mapped[UUID] = mapped_column(ForeignKey("test_papers.id"))
    question_id: Mapped[UUID] = mapped_column(ForeignKey("questions.id"), index=True)
    position: Mapped[int]
    question: Mapped[Question] = relationship()


class Sitting(Base, Record):
    """One attempt of a participant at the test before or after: there is one of each."""

    __tablename__ = "test_sittings"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "kind"),
        CheckConstraint("source IN ('screen', 'paper')", name="source"),
    )

    paper_id: Mapped[UUID] = mapped_column(ForeignKey("test_papers.id"), index=True)
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolments.id"))
    kind: Mapped[str] = mapped_column(String(4))
    source: Mapped[str] = mapped_column(String(6))
    began_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # handed in
    paper: Mapped[Paper] = relationship()
    enrolment: Mapped[Enrolment] = relationship()


class Answer(Base, Record):
    """What somebody answered to a question. One is live; one that is corrected stays."""

    __tablename__ = "test_answers"
    __table_args__ = (
        CheckConstraint("points >= 0", name="points"),
        Index(
            "uq_test_answers_live", "sitting_id", "question_id", unique=True,
            sqlite_where=text("is_live"), postgresql_where=text("is_live"),
        ),
    )  # fmt: skip

    sitting_id: Mapped[UUID] = mapped_column(ForeignKey("test_sittings.id"))
    question_id: Mapped[UUID] = mapped_column(ForeignKey("questions.id"), index=True)
    given: Mapped[str] = mapped_column(String(40), default="")  # as answer_key.read says
    points: Mapped[int]
    is_live: Mapped[bool] = mapped_column(default=True)
    corrects_id: Mapped[UUID | None] = mapped_column(ForeignKey("test_answers.id"))
    why: Mapped[str] = mapped_column(String(300), default="")
