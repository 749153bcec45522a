"""Questions and papers of the run of ``tests.training.course``, for tests."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from borderpost.db import db
from tests.training.course import seats
from training.answer_key import Kind
from training.exam_models import Paper, PaperState, Question, When
from training.models import Run
from training.services import papers, questions, sittings
from training.services.papers import PaperFacts
from training.services.questions import QuestionFacts

OPTIONS = [{"fr": word} for word in ("un", "deux", "trois", "quatre")]


def bank(run: Run, many: int = 4, points: int = 1) -> list[Question]:
    """Questions whose second option is right."""
    told = QuestionFacts(Kind.SINGLE, {"fr": "Combien ?"}, OPTIONS, [1], points=points)
    return [questions.add(run.course_id, told, by=None) for _each in range(many)]


def opened(run: Run, kind: When = When.POST, many: int = 4, minutes: int | None = None) -> Paper:
    """A paper of new questions that may be written."""
    keys = [one.id for one in bank(run, many)]
    paper = papers.add(run.id, PaperFacts(kind, keys, minutes), by=None)
    papers.move(paper.id, PaperState.OPEN, by=None)
    return db.session.get_one(Paper, paper.id)


def sheet(paper: Paper, right: int) -> dict[UUID, str]:
    """A sheet with so many right answers, the others wrong."""
    return {one.id: "1" if place < right else "0" for place, one in enumerate(paper.questions)}


def typed(run: Run, paper: Paper, rights: Sequence[int | None], why: str = "") -> int:
    """The sheets of a run's people in the order of their names; None: no sheet."""
    told = {who.id: sheet(paper, right) for who, right in zip(seats(run), rights, strict=True)
            if right is not None}  # fmt: skip
    return sittings.type_in(paper.id, told, by=None, why=why)
