"""Marking who was there. A cell has one live mark; another one corrects it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit, clock
from borderpost.audit import Actor
from borderpost.db import db, transaction
from borderpost.refusal import Refused
from training import Act
from training.models import Enrolment, Mark, Run, RunState, Session, Source
from training.numbers import Status, credit
from training.queries import grid, runs
from training.queries.runs import SEATLESS
from training.services import completing
from training.words import STATUSES

Cell = tuple[UUID, UUID]  # session, participant
EARLY = timedelta(minutes=30)  # so long before a session people check in
_IN_THE_ROOM = (Source.WALL, Source.BADGE)


@dataclass(frozen=True)
class Said:
    """What is marked: a status, and for a late one by how many minutes."""

    status: Status
    late_by: int = 0


@dataclass(frozen=True)
class Made:
    """How a mark comes: instead of which one, from where, and why."""

    instead_of: Mark | None
    source: Source
    why: str


def mark(
    run_id: UUID,
    said: Mapping[Cell, Said],
    *,
    by: Actor | None,
    source: Source = Source.GRID,
    why: str = "",
) -> int:
    """Mark cells of a run, all of them or none; the number that changed.

    A cell that says the same already stays. In a closed run every change is a correction and
    needs ``why``; who completed it is settled again. Raises ``Refused``.
    """
    with transaction() as session:
        run = session.get_one(Run, run_id)
        _check_run(run, why)
        # Read once for all cells: as long as they are held, nobody asks for them again.
        _held = run.sessions, runs.enrolled(run.id)
        live = grid.live_of(run.id)
        changed = [
            _marked(run, cell, one, Made(live.get(cell), source, why.strip()), by)
            for cell, one in said.items()
        ]
        session.flush()
        if any(changed) and run.state == RunState.CLOSED:
            completing.settle(run)
        return sum(changed)


def first(
    session: Session, person: Enrolment, said: Said, source: Source, *, by: Actor | None
) -> Mark:
    """The first mark of a cell, in the caller's transaction. Raises ``Refused`` where the cell has
    one already: a code or a badge corrects nobody."""
    _check_run(session.run, "")
    if (known := grid.live(session.id, person.id)) is not None:
        raise Refused(
            _l("%(name)s is marked already: %(status)s.", name=person.officer.name,
               status=STATUSES[known.status]),
        )  # fmt: skip
    _places(session.run, (session.id, person.id), source)
    return _written(session, person, said, Made(None, source, ""), by)


def _check_run(run: Run, why: str) -> None:
    if run.state == RunState.CLOSED:
        if not why.strip():
            raise Refused(_l("The run is closed: say why its marks are corrected."), field="why")
    elif run.state != RunState.RUNNING:
        raise Refused(_l("Only a run that has begun is marked."))


def _marked(run: Run, cell: Cell, said: Said, made: Made, by: Actor | None) -> bool:
    session, person = _places(run, cell, made.source)
    old, told = made.instead_of, (said.status, _credited(session, said))
    if old is not None and (old.status, old.credited) == told:
        return False
    _written(session, person, said, made, by)
    return True


def _written(session: Session, person: Enrolment, said: Said, made: Made, by: Actor | None) -> Mark:
    old = made.instead_of
    new = Mark(session_id=session.id, enrolment_id=person.id, status=said.status,
               credited=_credited(session, said), source=made.source, why=made.why,
               created_by=by.officer_id if by else None)  # fmt: skip
    if old is not None:
        old.is_live, new.corrects_id = False, old.id
        db.session.flush()  # one live mark at any time
    db.session.add(new)
    db.session.flush()
    act = Act.CORRECTED if old is not None else Act.MARKED
    audit.record(act, new, by=by, session=str(session.id), status=said.status.value)
    return new


def _places(run: Run, cell: Cell, source: Source) -> tuple[Session, Enrolment]:
    session, person = db.session.get(Session, cell[0]), db.session.get(Enrolment, cell[1])
    if session is None or person is None or {session.run_id, person.run_id} != {run.id}:
        raise Refused(_l("This cell is not of this run. Open the grid again."))
    if person.state in SEATLESS:
        raise Refused(_l("%(name)s has no seat in this run.", name=person.officer.name))
    if session.cancelled_why:
        raise Refused(_l("A session that was not held is not marked."))
    early = EARLY if source in _IN_THE_ROOM else timedelta()
    if session.starts_at - early > clock.now():
        raise Refused(_l("%(title)s has not begun yet.", title=session.title))
    return session, person


def _credited(session: Session, said: Said) -> int:
    try:
        return credit(said.status, session.minutes, said.late_by)
    except ValueError as error:
        raise Refused(
            _l("Late by 1 to %(most)s minutes.", most=session.minutes - 1), field="late"
        ) from error
