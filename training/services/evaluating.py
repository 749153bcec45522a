"""Giving a run's form, closing it, and answering what is asked months later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from borderpost import audit, clock
from borderpost.audit import Actor
from borderpost.db import db, transaction
from borderpost.refusal import Refused
from training import Act
from training.evaluation import FOLLOW_UPS, MARKS, STATEMENTS, due_on
from training.evaluation_models import FollowUp, Reaction, ReactionGiver, Who
from training.models import Enrolment, Run, RunState, Seated
from training.queries import evaluation as queries
from training.queries.runs import SEATLESS

_GIVEN = (RunState.RUNNING, RunState.CLOSED, RunState.CERTIFIED)


@dataclass(frozen=True)
class Answered:
    """What a follow-up says: from 1 never to 5 daily, what stands in the way, what was seen."""

    used: int
    hindrance: str = ""
    findings: str = ""


def react(enrolment_id: UUID, marks: Mapping[str, int], remark: str, *, by: Actor) -> None:
    """Give the form of a run, once. Only the counts are kept, and that it was given: neither the
    rows nor the log say who thought what. Raises ``Refused``."""
    if set(marks) != set(STATEMENTS) or not set(marks.values()) <= set(MARKS):
        raise Refused(_l("Answer every statement from 1 to 5."))
    with transaction() as session:
        row = session.get_one(Enrolment, enrolment_id)
        run = session.get_one(Run, row.run_id)
        _check_form(row, run, by)
        told = session.get(Reaction, run.id)
        if told is None:
            told = Reaction(run_id=run.id, people=0, counts={}, remarks=[])
            session.add(told)
        if told.closed_at is not None:
            raise Refused(_l("The form of this run is closed."))
        session.add(ReactionGiver(enrolment_id=row.id))
        told.people += 1
        told.counts = {one: _plus(told.counts.get(one), marks[one]) for one in STATEMENTS}
        told.remarks = sorted([*told.remarks, *filter(None, [remark.strip()])])
        session.flush()
        audit.record(Act.REACTED, run, by=None)


def close_form(run_id: UUID, *, by: Actor | None) -> None:
    """Take no more forms; only then are they read."""
    with transaction() as session:
        run = session.get_one(Run, run_id)
        told = session.get(Reaction, run.id)
        if told is None:
            raise Refused(_l("Nobody has given the form yet."))
        told.closed_at = told.closed_at or clock.now()
        audit.record(Act.REACTIONS_CLOSED, run, by=by)


def follow_up(enrolment_id: UUID, months: int, who: Who, said: Answered, *, by: Actor) -> FollowUp:
    """Answer a follow-up, once, from its day on. Raises ``Refused``."""
    with transaction() as session:
        row = session.get_one(Enrolment, enrolment_id)
        run = session.get_one(Run, row.run_id)
        _check_follow_up(row, run, months, who, by)
        made = FollowUp(enrolment_id=row.id, months=months, who=who, **vars(said),
                        created_by=by.officer_id)  # fmt: skip
        session.add(made)
        session.flush()
        audit.record(Act.FOLLOWED_UP, made, by=by, months=months)
    return made


def _check_form(row: Enrolment, run: Run, by: Actor) -> None:
    if row.officer_id != by.officer_id or row.state in SEATLESS:
        raise Refused(_l("You have no seat in this run."))
    if run.state not in _GIVEN:
        raise Refused(_l("The run has not begun."))
    if queries.has_given(row.id):
        raise Refused(_l("You have given this form already."))


def _check_follow_up(row: Enrolment, run: Run, months: int, who: Who, by: Actor) -> None:
    is_own = row.officer_id == by.officer_id
    if is_own != (who is Who.SELF):
        raise Refused(_l("This follow-up is for somebody else to answer."))
    if not is_own and by.post_id is not None and row.post_id != by.post_id:
        raise Refused(_l("This officer serves at another post."))
    if months not in FOLLOW_UPS or row.state != Seated.COMPLETED:
        raise Refused(_l("Nothing is asked here."))
    if due_on(run.ends_on, months) > clock.today():
        raise Refused(_l("This follow-up is not due yet."))
    same = select(FollowUp.id).where(
        FollowUp.enrolment_id == row.id, FollowUp.months == months, FollowUp.who == who
    )
    if db.session.scalar(same) is not None:
        raise Refused(_l("This follow-up is answered already."))


def _plus(counts: list[int] | None, mark: int) -> list[int]:
    found = list(counts or [0] * len(MARKS))
    found[mark - 1] += 1
    return found
