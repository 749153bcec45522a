"""Sitting a test: on screen, answer by answer, or typed from paper; and what is corrected."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit, clock
from borderpost.audit import Actor
from borderpost.db import db, transaction
from borderpost.refusal import Refused
from training import Act
from training.answer_key import worth
from training.exam_models import Answer, Paper, PaperState, Question, Sitting
from training.models import Enrolment, Run, RunState
from training.queries import papers as queries
from training.queries.runs import SEATLESS
from training.services import completing

GRACE = timedelta(seconds=30)  # for a page that was on its way when the time ended
Given = Mapping[UUID, str]  # by question, as ``answer_key.read`` says


def begin(enrolment_id: UUID, kind: str, *, by: Actor) -> Sitting:
    """Begin the test of a kind, or go on with it. Raises ``Refused`` for somebody else's, and
    where nothing is open."""
    with transaction() as session:
        row = session.get_one(Enrolment, enrolment_id)
        if row.officer_id != by.officer_id or row.state in SEATLESS:
            raise Refused(_l("This test is somebody else's."))
        known = queries.sat(row.id, kind)
        if known is not None:
            return known
        paper = queries.form_of(row, kind)
        if paper is None:
            raise Refused(_l("No test is open for you now."))
        made = Sitting(paper_id=paper.id, enrolment_id=row.id, kind=kind, source="screen",
                       created_by=by.officer_id)  # fmt: skip
        session.add(made)
        session.flush()
        audit.record(Act.SITTING_BEGUN, made, by=by, paper=str(paper.id))
    return made


def save(sitting_id: UUID, question_id: UUID, given: str, *, by: Actor) -> None:
    """Save one answer, which may be changed until the test is handed in."""
    with transaction() as session:
        one = _own(sitting_id, by)
        question = _asked(one.paper, question_id)
        row = queries.answers([one.id]).get((one.id, question.id))
        if row is None:
            row = Answer(sitting_id=one.id, question_id=question.id, created_by=by.officer_id)
            session.add(row)
        row.given, row.points = given, worth(given, question.key)


def hand_in(sitting_id: UUID, *, by: Actor) -> None:
    """End one's own test: afterwards it is only read."""
    with transaction():
        one = _own(sitting_id, by)
        one.ended_at = clock.now()
        audit.record(Act.SITTING_ENDED, one, by=by)


def ends_at(one: Sitting) -> datetime | None:
    """When the time of an attempt is over; None without a limit."""
    limit = one.paper.minutes
    return one.began_at + timedelta(minutes=limit) if limit else None


def is_over(one: Sitting) -> bool:
    """Whether nothing more is taken: handed in, closed, or out of time."""
    if one.ended_at is not None or one.paper.state != PaperState.OPEN:
        return True
    limit = one.paper.minutes
    return bool(limit) and clock.now() > one.began_at + timedelta(minutes=limit or 0) + GRACE


def type_in(paper_id: UUID, told: Mapping[UUID, Given], *, by: Actor | None, why: str = "") -> int:
    """Type the answers of paper sheets, a whole sheet a participant; how many sheets changed.

    A sheet that was typed or sat on screen already is corrected, and needs ``why``; in a closed
    run who completed it is settled again. Raises ``Refused``, and then nothing is written.
    """
    with transaction() as session:
        paper = session.get_one(Paper, paper_id)
        if paper.state == PaperState.DRAFT:
            raise Refused(_l("Open the paper before its answers are typed."))
        run = session.get_one(Run, paper.run_id)
        if run.state == RunState.CANCELLED or run.state == RunState.CERTIFIED:
            raise Refused(_l("This run is closed: its answers stay."))
        changed = [_typed(run, paper, key, given, why.strip(), by) for key, given in told.items()]
        session.flush()
        if any(changed) and run.state == RunState.CLOSED:
            completing.settle(run)
        return sum(changed)


def _typed(
    run: Run, paper: Paper, enrolment_id: UUID, given: Given, why: str, by: Actor | None
) -> bool:
    person = db.session.get(Enrolment, enrolment_id)
    if person is None or person.run_id != run.id or person.state in SEATLESS:
        raise Refused(_l("This row is not of this run. Open the grid again."))
    if {one.id for one in paper.questions} != set(given):
        raise Refused(_l("A sheet is typed whole: - where it has no answer."))
    one = queries.sat(enrolment_id, paper.kind)
    is_new = one is None
    if one is None:
        one = Sitting(paper_id=paper.id, enrolment_id=enrolment_id, kind=paper.kind,
                      source="paper", ended_at=clock.now(),
                      created_by=by.officer_id if by else None)  # fmt: skip
        db.session.add(one)
        db.session.flush()
    return _written(run, one, paper, given, why, by, is_new=is_new)


def _written(
    run: Run, one: Sitting, paper: Paper, given: Given, why: str, by: Actor | None, *, is_new: bool
) -> bool:
    if one.paper_id != paper.id:
        raise Refused(_l("%(name)s wrote another form of this test.",
                         name=one.enrolment.officer.name))  # fmt: skip
    known = queries.answers([one.id])
    changed = [
        question
        for question in paper.questions
        if is_new or _differs(known.get((one.id, question.id)), given[question.id])
    ]
    if not changed:
        return False
    if (not is_new or run.state == RunState.CLOSED) and not why:
        raise Refused(_l("These answers were kept already: say why they are corrected."),
                      field="why")  # fmt: skip
    if not is_new and not is_over(one):
        raise Refused(_l("%(name)s still writes on screen.", name=one.enrolment.officer.name))
    for question in changed:
        _put(one, question, given[question.id], known.get((one.id, question.id)), why, by)
    act = Act.ANSWERS_TYPED if is_new else Act.ANSWERS_CORRECTED
    audit.record(act, one, by=by, answers=len(changed))
    return True


def _differs(known: Answer | None, given: str) -> bool:
    return known is None or known.given != given


def _put(
    one: Sitting, question: Question, given: str, old: Answer | None, why: str, by: Actor | None
) -> None:
    new = Answer(sitting_id=one.id, question_id=question.id, given=given,
                 points=worth(given, question.key), why=why,
                 created_by=by.officer_id if by else None)  # fmt: skip
    if old is not None:
        old.is_live, new.corrects_id = False, old.id
        db.session.flush()  # one live answer at any time
    db.session.add(new)
    db.session.flush()


def _own(sitting_id: UUID, by: Actor) -> Sitting:
    one = db.session.get_one(Sitting, sitting_id)
    if one.enrolment.officer_id != by.officer_id:
        raise Refused(_l("This test is somebody else's."))
    if is_over(one):
        raise Refused(_l("The time of this test is over. What you had saved counts."))
    return one


def _asked(paper: Paper, question_id: UUID) -> Question:
    for question in paper.questions:
        if question.id == question_id:
            return question
    raise Refused(_l("This question is not on your paper."))
