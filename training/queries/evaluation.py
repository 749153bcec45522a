"""What came of a run: reactions, follow-ups that are due, and the desk before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from borderpost import clock, desk_counts
from borderpost.db import db
from borderpost.desk_counts import Asked, Measure
from training.evaluation import FOLLOW_UPS, WINDOW, Change, Opinion, Seen, change, due_on, opinions
from training.evaluation_models import FollowUp, Reaction, ReactionGiver, Who
from training.models import Enrolment, Run, RunState, Seated
from training.queries.runs import SEATLESS

SOON = timedelta(days=30)


@dataclass(frozen=True)
class Due:
    """A follow-up that is still to be answered."""

    run: Run
    enrolment: Enrolment
    months: int
    who: Who
    on: date


def reaction(run_id: UUID) -> Reaction | None:
    """The counts of a run's reaction forms, None before the first one."""
    return db.session.get(Reaction, run_id)


def told(run_id: UUID) -> list[Opinion] | None:
    """The opinions, None where they are withheld."""
    row = reaction(run_id)
    if row is None:
        return None
    return opinions(row.people, row.counts, is_closed=row.closed_at is not None)


def has_given(enrolment_id: UUID) -> bool:
    """Whether a participant gave the form."""
    wanted = select(ReactionGiver.id).where(ReactionGiver.enrolment_id == enrolment_id)
    return db.session.scalar(wanted) is not None


def to_react(officer_id: UUID) -> list[tuple[Enrolment, Run]]:
    """The runs whose form an officer may still give."""
    given = select(ReactionGiver.enrolment_id)
    closed = select(Reaction.run_id).where(Reaction.closed_at.is_not(None))
    wanted = (
        select(Enrolment, Run)
        .join(Run, Run.id == Enrolment.run_id)
        .where(Enrolment.officer_id == officer_id, Enrolment.state.not_in(SEATLESS),
               Run.state.in_((RunState.RUNNING, RunState.CLOSED, RunState.CERTIFIED)),
               Enrolment.id.not_in(given), Run.id.not_in(closed))
        .order_by(Run.starts_on)
    )  # fmt: skip
    return [(row, run) for row, run in db.session.execute(wanted)]


def answered(run_id: UUID) -> Sequence[FollowUp]:
    """The follow-ups that were answered, the first ones first."""
    wanted = (
        select(FollowUp)
        .join(Enrolment, Enrolment.id == FollowUp.enrolment_id)
        .where(Enrolment.run_id == run_id)
        .order_by(FollowUp.months, FollowUp.who, FollowUp.id)
    )
    return db.session.scalars(wanted).all()


def due(who: Who, *, officer_id: UUID | None = None, post_id: UUID | None = None) -> list[Due]:
    """What is due now or soon and not answered, the oldest first; of one officer, of one post."""
    wanted = (
        select(Enrolment, Run)
        .join(Run, Run.id == Enrolment.run_id)
        .where(Run.state.in_((RunState.CLOSED, RunState.CERTIFIED)),
               Enrolment.state == Seated.COMPLETED)
        .options(joinedload(Enrolment.officer))
    )  # fmt: skip
    if officer_id is not None:
        wanted = wanted.where(Enrolment.officer_id == officer_id)
    if post_id is not None:
        wanted = wanted.where(Enrolment.post_id == post_id)
    same = select(FollowUp.enrolment_id, FollowUp.months).where(FollowUp.who == who)
    known = set(db.session.execute(same).tuples())
    latest = clock.today() + SOON
    found = [
        Due(run, row, months, who, due_on(run.ends_on, months))
        for row, run in db.session.execute(wanted)
        for months in FOLLOW_UPS
        if (row.id, months) not in known and due_on(run.ends_on, months) <= latest
    ]
    return sorted(found, key=lambda one: (one.on, one.enrolment.officer.surname))


def at_the_desk(run: Run) -> dict[str, Change]:
    """Each rate of the desk over the days before the run and after it."""
    trained = set(db.session.scalars(
        select(Enrolment.officer_id).where(Enrolment.run_id == run.id,
                                           Enrolment.state == Seated.COMPLETED)))  # fmt: skip
    before = _seen(run.starts_on - timedelta(days=WINDOW), run.starts_on - timedelta(days=1))
    after = _seen(run.ends_on + timedelta(days=1), run.ends_on + timedelta(days=WINDOW))
    return {one: change(before.get(one, []), after.get(one, []), trained) for one in Measure}


def _seen(since: date, until: date) -> dict[str, list[Seen]]:
    found: dict[str, list[Seen]] = {}
    for one in desk_counts.told(Asked(since, until)):
        row = Seen(one.officer_id, one.lane_id, one.document_kind, one.events, one.of)
        found.setdefault(one.measure, []).append(row)
    return found
