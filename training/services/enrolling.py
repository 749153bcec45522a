"""Who takes part in a run: nominated, waiting, replaced, withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from borderpost import audit, clock
from borderpost.audit import Actor
from borderpost.db import db, transaction
from borderpost.officers.models import Officer
from borderpost.refusal import Refused
from training import Act
from training.models import Enrolment, Run, RunState, Seated
from training.queries import codes
from training.queries import runs as queries
from training.services.running import unsettled


def nominate(run_id: UUID, officer_ids: Sequence[UUID], *, by: Actor | None) -> Sequence[Enrolment]:
    """Put people into a run, in this order; beyond its seats they wait.

    Raises ``Refused`` when one of them stands in it already, or the run is closed.
    """
    with transaction() as session:
        run = unsettled(session.get_one(Run, run_id))
        made = []
        for officer_id in dict.fromkeys(officer_ids):
            row = _enrolled(run, session.get_one(Officer, officer_id), by)
            session.flush()
            audit.record(Act.ENROLLED, row, by=by, run=str(run.id), state=row.state)
            made.append(row)
    return made


def withdraw(enrolment_id: UUID, why: str, *, by: Actor | None) -> None:
    """Somebody does not take part after all; whoever waits longest takes the seat."""
    with transaction():
        row = _leaving(enrolment_id, why)
        had_seat = row.state != Seated.WAITING
        row.state, row.why = Seated.WITHDRAWN, why.strip()
        audit.record(Act.WITHDRAWN, row, by=by)
        if had_seat:
            _move_up(row.run_id)


def replace(enrolment_id: UUID, officer_id: UUID, why: str, *, by: Actor | None) -> Enrolment:
    """Another person takes this seat; both rows stay, and the new one names the old one."""
    with transaction() as session:
        old = _leaving(enrolment_id, why)
        run, standing = session.get_one(Run, old.run_id), old.state
        old.state, old.why = Seated.REPLACED, why.strip()
        session.flush()
        new = _enrolled(run, session.get_one(Officer, officer_id), by)
        new.state, new.replaces_id = standing, old.id
        session.flush()
        audit.record(Act.REPLACED, new, by=by, replaces=str(old.id))
    return new


def _enrolled(run: Run, officer: Officer, by: Actor | None) -> Enrolment:
    row = codes.by_officer(run.id, officer.id)
    if row is not None and row.state not in queries.LEFT:
        raise Refused(
            _l("%(name)s stands in this run already.", name=officer.name), field="officer_ids"
        )
    standing = _standing(run)
    if row is None:
        row = Enrolment(run_id=run.id, officer_id=officer.id, state=standing,
                        created_by=by.officer_id if by else None)  # fmt: skip
        db.session.add(row)
    row.state, row.why, row.replaces_id = standing, "", None
    row.nominated_at = clock.now()  # who comes back waits behind those who waited
    row.service, row.post_id, row.sex = officer.service, officer.post_id, officer.sex
    row.country = officer.post.country if officer.post else ""
    return row


def _standing(run: Run) -> Seated:
    taken = len(queries.seated(run.id))
    if run.seats is not None and taken >= run.seats:
        return Seated.WAITING
    return Seated.ATTENDING if run.state == RunState.RUNNING else Seated.NOMINATED


def _leaving(enrolment_id: UUID, why: str) -> Enrolment:
    row = db.session.get_one(Enrolment, enrolment_id)
    unsettled(db.session.get_one(Run, row.run_id))
    if not why.strip():
        raise Refused(_l("Say why."), field="why")
    if row.state in queries.LEFT:
        raise Refused(_l("This person has left the run already."))
    return row


def _move_up(run_id: UUID) -> None:
    db.session.flush()
    run = db.session.get_one(Run, run_id)
    longest = (
        select(Enrolment)
        .where(Enrolment.run_id == run_id, Enrolment.state == Seated.WAITING)
        .order_by(Enrolment.nominated_at, Enrolment.id)
        .limit(1)
    )
    waiting = db.session.scalar(longest)
    if waiting is not None:
        waiting.state = _standing(run)
