"""What becomes of a pass: approved by a second person, printed, lost, revoked, erased."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import timedelta
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, or_, select, update

from borderpost import audit, clock
from borderpost.audit import Actor
from borderpost.db import transaction
from borderpost.refusal import Refused
from lanes import Act
from lanes.models import BorderPass, PassUse
from lanes.pass_standing import State
from lanes.services.pass_issuing import takes_over

LONGEST = 300  # characters of a reason


def approve(pass_id: UUID, *, by: Actor) -> BorderPass:
    """Let a pass hold that its rule wants two people for. Raises ``Refused`` for who issued it."""
    with _watched(pass_id, by), transaction() as session:
        row = session.get_one(BorderPass, pass_id)
        if row.state != State.ASKED:
            raise Refused(_l("This pass waits for nobody. Nothing was changed."))
        if row.created_by == by.officer_id:
            raise Refused(
                _l("You issued this pass yourself. Somebody else approves it."), attempt="pass_own"
            )
        row.state, row.approved_by, row.approved_at = State.GOOD, by.officer_id, clock.now()
        audit.record(Act.PASS_APPROVED, row, by=by)
        takes_over(row, by)
    return row


def lose(pass_id: UUID, why: str, *, by: Actor) -> BorderPass:
    """Say that a pass is lost or stolen: it is refused from now on, also once it is found."""
    return _end(pass_id, State.LOST, why, by)


def revoke(pass_id: UUID, why: str, *, by: Actor) -> BorderPass:
    """Take a pass back, with the reason."""
    return _end(pass_id, State.REVOKED, why, by)


def printed(pass_ids: Sequence[UUID], *, by: Actor) -> int:
    """Say that these cards came out of the printer; how many that was new for."""
    with transaction() as session:
        rows = session.scalars(
            select(BorderPass).where(
                BorderPass.id.in_(pass_ids),
                BorderPass.post_id == by.post_id,
                BorderPass.state == State.GOOD,
                BorderPass.printed_at.is_(None),
            )
        ).all()
        for row in rows:
            row.printed_at = clock.now()
            audit.record(Act.PASS_PRINTED, row, by=by)
    return len(rows)


def take_photo(pass_id: UUID, jpeg: bytes, *, by: Actor) -> BorderPass:
    """The holder's photo, in place of an earlier one; ``jpeg`` comes from the reader."""
    with transaction() as session:
        row = _standing(session.get_one(BorderPass, pass_id))
        row.photo, row.has_photo = jpeg, True
        audit.record(Act.PASS_PHOTO_TAKEN, row, by=by)
    return row


def remove_photo(pass_id: UUID, *, by: Actor) -> BorderPass:
    """Erase the holder's photo; nothing of it stays."""
    with transaction() as session:
        row = session.get_one(BorderPass, pass_id)
        if row.has_photo:
            row.photo, row.has_photo = None, False
            audit.record(Act.PASS_PHOTO_REMOVED, row, by=by)
    return row


def purge(older_than: timedelta) -> int:
    """Erase passes whose last day, or whose end, is longer ago, with their photos and uses, and
    refused scans as old. A pass that a younger one replaced goes when its own time is over."""
    limit = clock.now() - older_than
    with transaction() as session:
        is_over = or_(BorderPass.valid_until < limit.date(), BorderPass.ended_at < limit)
        gone = list(session.scalars(select(BorderPass.id).where(is_over)))
        unlinked = update(BorderPass).where(BorderPass.replaces_id.in_(gone))
        session.execute(unlinked.values(replaces_id=None))
        session.execute(delete(PassUse).where(or_(PassUse.pass_id.in_(gone),
                                                  PassUse.created_at < limit)))  # fmt: skip
        session.execute(delete(BorderPass).where(BorderPass.id.in_(gone)))
    return len(gone)


def _end(pass_id: UUID, state: State, why: str, by: Actor) -> BorderPass:
    why = " ".join(why.split())[:LONGEST]
    with _watched(pass_id, by), transaction() as session:
        row = _standing(session.get_one(BorderPass, pass_id))
        if not why:
            raise Refused(_l("Write what happened."), field="why")
        row.state, row.ended_why = state, why
        row.ended_at, row.ended_by = clock.now(), by.officer_id
        act = Act.PASS_LOST if state == State.LOST else Act.PASS_REVOKED
        audit.record(act, row, by=by)
    return row


def _standing(row: BorderPass) -> BorderPass:
    if row.state not in (State.ASKED, State.GOOD):
        raise Refused(_l("This pass is lost, revoked or replaced already. Nothing was changed."))
    return row


def _watched(pass_id: UUID, by: Actor) -> AbstractContextManager[None]:
    return audit.attempts_watched(Act.PASS_ATTEMPTED, BorderPass, pass_id, by=by)
