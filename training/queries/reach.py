"""Whom runs reached, as rows of people; and what a project is to reach."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from borderpost.db import db
from borderpost.posts.models import Post
from projects.models import BudgetLine
from training.models import Enrolment, Run, RunState, Seated
from training.numbers import Seat
from training.queries.runs import SEATLESS
from training.reached import Place
from training.target_models import Target

GIVEN = (RunState.RUNNING, RunState.CLOSED, RunState.CERTIFIED)


def places(run_ids: Sequence[UUID]) -> list[Place]:
    """Everybody with a seat in these runs, in the order of the runs' days."""
    wanted = (
        select(Enrolment)
        .join(Run, Run.id == Enrolment.run_id)
        .where(Enrolment.run_id.in_(run_ids), Enrolment.state.not_in(SEATLESS))
        .order_by(Run.starts_on, Enrolment.id)
    )
    codes = dict(db.session.execute(select(Post.id, Post.code)).tuples().all())
    return [_place(row, codes) for row in db.session.scalars(wanted)]


def of_project(project_id: UUID) -> Sequence[Run]:
    """The runs that a project pays for and that were given or are under way, oldest first."""
    wanted = (
        select(Run)
        .join(BudgetLine, BudgetLine.id == Run.budget_line_id)
        .where(BudgetLine.project_id == project_id, Run.state.in_(GIVEN))
        .options(joinedload(Run.course))
        .order_by(Run.starts_on, Run.code)
    )
    return db.session.scalars(wanted).all()


def targets(project_id: UUID) -> dict[str, int]:
    """Persons to be trained, by country."""
    wanted = select(Target.country, Target.persons).where(Target.project_id == project_id)
    return dict(db.session.execute(wanted).tuples().all())


def _place(row: Enrolment, codes: dict[UUID, str]) -> Place:
    seat = Seat(row.officer_id, row.sex, row.state == Seated.COMPLETED)
    post = codes.get(row.post_id, "") if row.post_id else ""
    return Place(seat, row.country, row.service, post)
