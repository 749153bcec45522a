"""What the people of a run scored before and after, person by person and question by question."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from borderpost.db import db
from borderpost.posts.models import Post
from training.exam_models import Answer, Paper, Question, Sitting, When
from training.items import Item, analysed
from training.models import Enrolment, Run
from training.queries import papers, runs
from training.scores import Person, Score

GROUPS = ("sex", "service", "post", "country")


@dataclass(frozen=True)
class Scored:
    """One participant with both scores."""

    enrolment: Enrolment
    person: Person


@dataclass(frozen=True)
class Asked:
    """One question of one paper, and what its answers say of it."""

    number: int
    question: Question
    item: Item


def of_run(run: Run) -> list[Scored]:
    """Everybody with a seat, by name, with the scores that they have."""
    people, known, codes = runs.seated(run.id), _scores(run.id), _codes()
    return [
        Scored(row, Person(known.get((row.id, When.PRE)), known.get((row.id, When.POST)),
                           _groups(row, codes)))
        for row in people
    ]  # fmt: skip


def after(run: Run) -> dict[UUID, Score]:
    """The scores of the test at the end, by participant: what a pass mark is compared with."""
    return {key[0]: score for key, score in _scores(run.id).items() if key[1] == When.POST}


def asked(paper: Paper) -> list[Asked]:
    """The questions of a paper with their difficulty and discrimination: handed in papers alone,
    an answer that is missing is worth nothing."""
    ended = [one.id for one in papers.sittings(paper.id) if one.ended_at is not None]
    known, questions = papers.answers(ended), paper.questions
    rows = [[_points(known.get((one, question.id))) for question in questions] for one in ended]
    found = analysed(rows, [question.points for question in questions])
    return [Asked(number, question, item) for number, (question, item) in
            enumerate(zip(questions, found, strict=True), 1)]  # fmt: skip


def _scores(run_id: UUID) -> dict[tuple[UUID, str], Score]:
    """By participant and kind, of what was handed in."""
    most = {one.id: one.most for one in papers.of_run(run_id)}
    wanted = (
        select(Sitting.enrolment_id, Sitting.kind, Sitting.paper_id,
               func.coalesce(func.sum(Answer.points), 0))
        .join(Paper, Paper.id == Sitting.paper_id)
        .outerjoin(Answer, (Answer.sitting_id == Sitting.id) & Answer.is_live)
        .where(Paper.run_id == run_id, Sitting.ended_at.is_not(None))
        .group_by(Sitting.id, Sitting.enrolment_id, Sitting.kind, Sitting.paper_id)
    )  # fmt: skip
    return {
        (enrolment_id, kind): Score(int(points), most[paper_id])
        for enrolment_id, kind, paper_id, points in db.session.execute(wanted)
    }


def _codes() -> dict[UUID, str]:
    return dict(db.session.execute(select(Post.id, Post.code)).tuples().all())


def _groups(row: Enrolment, codes: dict[UUID, str]) -> dict[str, str]:
    post = codes.get(row.post_id, "") if row.post_id else ""
    return {"sex": row.sex, "service": row.service, "post": post, "country": row.country}


def _points(answer: Answer | None) -> int:
    return answer.points if answer else 0
