"""Runs of courses: their states and their sessions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_ngettext as _n

from borderpost import audit, clock
from borderpost.audit import Actor
from borderpost.db import transaction
from borderpost.refusal import Refused
from training import Act
from training.models import Run, RunState, Seated, Session
from training.queries import grid, papers
from training.queries import runs as queries
from training.services import completing

_MOVES = {
    RunState.DRAFT: {RunState.OPEN, RunState.CANCELLED},
    RunState.OPEN: {RunState.RUNNING, RunState.CANCELLED},
    RunState.RUNNING: {RunState.CLOSED, RunState.CANCELLED},
}
_SETTLED = {RunState.CLOSED, RunState.CERTIFIED, RunState.CANCELLED}


@dataclass(frozen=True)
class RunFacts:
    """What a form says of a run."""

    code: str
    course_id: UUID
    venue: str
    starts_on: date
    ends_on: date
    zone: str
    languages: Sequence[str] = ()
    seats: int | None = None
    trainers: str = ""
    budget_line_id: UUID | None = None
    has_per_diem: bool = False


@dataclass(frozen=True)
class SessionFacts:
    """What a form says of a session."""

    title: str
    starts_at: datetime
    minutes: int


def add(facts: RunFacts, *, by: Actor | None, post_id: UUID | None = None) -> Run:
    """A new run. Raises ``Refused`` when its code is in use or its days turn back."""
    with transaction() as session:
        _check(facts)
        if queries.coded(facts.code):
            raise Refused(_l("Another run has this code."), field="code")
        run = Run(state=RunState.DRAFT, post_id=post_id, **_columns(facts),
                  created_by=by.officer_id if by else None)  # fmt: skip
        session.add(run)
        session.flush()
        audit.record(Act.RUN_ADDED, run, by=by, code=run.code)
    return run


def change(run_id: UUID, facts: RunFacts, *, by: Actor | None) -> None:
    """Change what a run is, until it is closed. Its code stays, and its course once it runs."""
    with transaction() as session:
        run = unsettled(session.get_one(Run, run_id))
        _check(facts)
        if facts.code != run.code:
            raise Refused(_l("The code of a run stays: papers carry it."), field="code")
        if facts.course_id != run.course_id and run.state == RunState.RUNNING:
            raise Refused(_l("The course stays: the run has begun."), field="course_id")
        for name, value in _columns(facts).items():
            setattr(run, name, value)
        audit.record(Act.RUN_CHANGED, run, by=by)


def move(run_id: UUID, to: RunState, *, by: Actor | None, why: str = "") -> None:
    """Take a run to its next state. Raises ``Refused`` with what still stands in the way."""
    with transaction() as session:
        run = session.get_one(Run, run_id)
        if to not in _MOVES.get(RunState(run.state), set()):
            raise Refused(_l("The run has moved on meanwhile. Look at it again."))
        if to is RunState.CANCELLED and not why.strip():
            raise Refused(_l("Say why the run is cancelled."), field="why")
        if to is RunState.RUNNING:
            _begin(run)
        if to is RunState.CLOSED:
            _close(run)
        run.state, run.cancelled_why = to, why.strip()
        audit.record(Act.RUN_MOVED, run, by=by, to=to.value)


def add_session(run_id: UUID, facts: SessionFacts, *, by: Actor | None) -> Session:
    """A new session. Raises ``Refused`` outside the run's days or over another session."""
    with transaction() as session:
        run = unsettled(session.get_one(Run, run_id))
        _check_session(run, facts)
        row = Session(run_id=run.id, **vars(facts), created_by=by.officer_id if by else None)
        session.add(row)
        session.flush()
        audit.record(Act.SESSION_ADDED, row, by=by, run=str(run.id))
    return row


def change_session(session_id: UUID, facts: SessionFacts, *, by: Actor | None) -> None:
    """Change a session that nobody was marked in; its title at any time before closing."""
    with transaction() as session:
        row = session.get_one(Session, session_id)
        run = unsettled(row.run)
        _check_session(run, facts, row)
        is_moved = (facts.starts_at, facts.minutes) != (row.starts_at, row.minutes)
        if is_moved and grid.is_marked(row.id):
            raise Refused(_l("Somebody is marked in this session: its time stays."))
        for name, value in vars(facts).items():
            setattr(row, name, value)
        audit.record(Act.SESSION_CHANGED, row, by=by)


def cancel_session(session_id: UUID, why: str, *, by: Actor | None) -> None:
    """Say that a session was not held. It leaves every sum; its marks stay readable."""
    if not why.strip():
        raise Refused(_l("Say why the session was not held."), field="why")
    with transaction() as session:
        row = session.get_one(Session, session_id)
        unsettled(row.run)
        row.cancelled_why = why.strip()
        audit.record(Act.SESSION_CANCELLED, row, by=by)


def unsettled(run: Run) -> Run:
    """The run, unless it is closed or cancelled: then ``Refused``."""
    if run.state in _SETTLED:
        raise Refused(_l("This run is closed: it is only read, and its marks corrected."))
    return run


def _check(facts: RunFacts) -> None:
    if facts.ends_on < facts.starts_on:
        raise Refused(_l("The last day is before the first one."), field="ends_on")


def _begin(run: Run) -> None:
    if not run.sessions:
        raise Refused(_l("The run has no session yet. Add its half days first."))
    if not queries.seated(run.id):
        raise Refused(_l("Nobody is enrolled yet. Nominate the participants first."))
    for row in queries.seated(run.id):
        row.state = Seated.ATTENDING


def _check_session(run: Run, facts: SessionFacts, known: Session | None = None) -> None:
    day = facts.starts_at.astimezone(queries.zone(run)).date()
    if not run.starts_on <= day <= run.ends_on:
        raise Refused(_l("This day is outside the days of the run."), field="day")
    for other in run.sessions:
        if other is not known and not other.cancelled_why and _overlap(other, facts):
            raise Refused(_l("Another session is at this time."), field="starts")


def _overlap(one: Session, other: SessionFacts) -> bool:
    apart = (other.starts_at - one.starts_at).total_seconds() / 60
    return -other.minutes < apart < one.minutes


def _close(run: Run) -> None:
    if not queries.seated(run.id):
        raise Refused(_l("Nobody takes part any more. Cancel the run instead."))
    unmarked = grid.unmarked(run)
    if unmarked:
        raise Refused(
            _n(
                "%(num)s cell is not marked yet. Mark it, then close the run.",
                "%(num)s cells are not marked yet. Mark them, then close the run.",
                unmarked,
            )
        )
    if run.course.pass_mark is not None:
        _check_tested(run)
    completing.settle(run)
    run.closed_at = clock.now()


def _check_tested(run: Run) -> None:
    """A pass mark needs a test, and no paper of it may still be written."""
    if not papers.has_post(run.id):
        raise Refused(_l("The course has a pass mark: give the test after the run, then close it."))
    if any(one.state == "open" for one in papers.of_run(run.id)):
        raise Refused(_l("A test of this run is still open. Close it first."))


def _columns(facts: RunFacts) -> dict[str, object]:
    return {**vars(facts), "languages": list(facts.languages)}
