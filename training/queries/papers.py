"""The papers of a run, who sat them, and what was answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from borderpost.db import db
from training.exam_models import Answer, Paper, PaperQuestion, PaperState, Question, Sitting, When
from training.models import Enrolment, Run, RunState
from training.queries.runs import LEFT, SEATLESS, enrolled, seated


@dataclass(frozen=True)
class Place:
    """One question of somebody's paper: its number from 1, and the answer that stands."""

    number: int
    question: Question
    answer: Answer | None


def paper(paper_id: UUID) -> Paper | None:
    """One paper, or None."""
    return db.session.get(Paper, paper_id)


def sitting(sitting_id: UUID) -> Sitting | None:
    """One attempt, or None."""
    return db.session.get(Sitting, sitting_id)


def of_run(run_id: UUID) -> Sequence[Paper]:
    """The papers of a run, before and then after, with their questions."""
    wanted = (
        select(Paper)
        .where(Paper.run_id == run_id)
        .options(selectinload(Paper.lines).joinedload(PaperQuestion.question))
        .order_by(Paper.kind.desc(), Paper.form)  # pre, post
    )
    return db.session.scalars(wanted).all()


def has_post(run_id: UUID) -> bool:
    """Whether a run has a test at its end that was opened."""
    wanted = select(Paper.id).where(
        Paper.run_id == run_id, Paper.kind == When.POST, Paper.state != PaperState.DRAFT
    )
    return db.session.scalar(wanted.limit(1)) is not None


def numbers(run_id: UUID) -> dict[UUID, int]:
    """The number of each participant on papers: the order of nomination, and it stays."""
    return {row.id: place for place, row in
            enumerate(sorted(enrolled(run_id), key=lambda row: row.id), 1)}  # fmt: skip


def sat(enrolment_id: UUID, kind: str) -> Sitting | None:
    """The attempt of a participant at the test before or after, or None."""
    return db.session.scalar(
        select(Sitting).where(Sitting.enrolment_id == enrolment_id, Sitting.kind == kind)
    )


def sittings(paper_id: UUID) -> Sequence[Sitting]:
    """Every attempt at a paper."""
    return db.session.scalars(select(Sitting).where(Sitting.paper_id == paper_id)).all()


def answers(sitting_ids: Sequence[UUID]) -> dict[tuple[UUID, UUID], Answer]:
    """The answers that stand, by attempt and question."""
    wanted = select(Answer).where(Answer.sitting_id.in_(sitting_ids), Answer.is_live)
    return {(one.sitting_id, one.question_id): one for one in db.session.scalars(wanted)}


def places(one: Sitting) -> list[Place]:
    """The questions of an attempt in order, with the answers that stand."""
    known = answers([one.id])
    return [Place(number, question, known.get((one.id, question.id)))
            for number, question in enumerate(one.paper.questions, 1)]  # fmt: skip


def typed(one: Paper) -> tuple[list[Enrolment], dict[UUID, Sitting]]:
    """Who may have written a paper, and their attempts at this kind of test by participant."""
    people = seated(one.run_id)
    wanted = select(Sitting).where(
        Sitting.kind == one.kind, Sitting.enrolment_id.in_([row.id for row in people])
    )
    return list(people), {row.enrolment_id: row for row in db.session.scalars(wanted)}


def open_to(officer_id: UUID) -> list[tuple[Enrolment, Paper, Sitting | None]]:
    """The open papers of the runs in which an officer has a seat, one form each."""
    wanted = (
        select(Enrolment)
        .join(Run, Run.id == Enrolment.run_id)
        .where(Enrolment.officer_id == officer_id, Enrolment.state.not_in(SEATLESS),
               Run.state.in_((RunState.OPEN, RunState.RUNNING)))
        .options(joinedload(Enrolment.officer))
    )  # fmt: skip
    found = []
    for row in db.session.scalars(wanted):
        for kind in When:
            one = form_of(row, kind)
            if one is not None:
                found.append((row, one, sat(row.id, kind)))
    return found


def form_of(row: Enrolment, kind: str) -> Paper | None:
    """The open paper that a participant sits: parallel forms go round by their number."""
    forms = [one for one in of_run(row.run_id)
             if one.kind == kind and one.state == PaperState.OPEN]  # fmt: skip
    if not forms:
        return None
    earlier = db.session.scalar(
        select(func.count()).select_from(Enrolment).where(
            Enrolment.run_id == row.run_id, Enrolment.id < row.id, Enrolment.state.not_in(LEFT)
        )
    )  # fmt: skip
    return forms[(earlier or 0) % len(forms)]
