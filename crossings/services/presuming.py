"""Presuming that somebody left whose exit nobody saw: by a named rule, a day and a reason."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit, clock
from borderpost.audit import Actor
from borderpost.db import transaction
from borderpost.posts import queries as posts
from borderpost.refusal import Refused
from crossings import Act
from crossings.models import PresumedDeparture, Stay
from crossings.queries import stays
from crossings.rules.matching import PRESUMED, State
from crossings.services import staying


def presume(stay_id: UUID, rule: str, left_on: date | None, reason: str, *, by: Actor) -> None:
    """Write that this person left. Raises ``Refused`` without a rule, a day and a reason, for a
    stay that is not open, or a day outside of it."""
    with transaction() as session:
        stay = _stay(stay_id, by)
        if stay.state != State.OPEN or stay.entry_id is None or stay.entry_on is None:
            raise Refused(_l("Only an open stay is presumed to have ended. Look at it again."))
        if rule not in PRESUMED:
            raise Refused(_l("Choose from the list what it rests on."), field="rule")
        if left_on is None or not stay.entry_on <= left_on <= _today(by):
            raise Refused(_l("Choose a day from the entry until today."), field="left_on")
        made = PresumedDeparture(
            entry_id=stay.entry_id,
            entry_on=stay.entry_on,
            rule=rule,
            left_on=left_on,
            reason=_reason(reason),
            created_by=by.officer_id,
        )
        session.add(made)
        session.flush()
        staying.follow_all([stay.person_id])
        audit.record(Act.PRESUMED_LEFT, made, by=by, stay=str(stay_id), rule=rule)


def undo(stay_id: UUID, reason: str, *, by: Actor) -> None:
    """Take the presumption back: the stay stands as the crossings have it."""
    with transaction() as session:
        stay = _stay(stay_id, by)
        found = stays.presumption(stay)
        if found is None:
            raise Refused(_l("Nobody presumed anything here, or it was taken back already."))
        found.undo_reason = _reason(reason)
        found.undone_at, found.undone_by = clock.now(), by.officer_id
        session.flush()
        person_id = stay.person_id
        staying.follow_all([person_id])
        audit.record(Act.PRESUMED_UNDONE, found, by=by, stay=str(stay_id))


def _stay(stay_id: UUID, by: Actor) -> Stay:
    found = stays.one(stay_id, by.post_id)
    if found is None:
        raise Refused(_l("This stay is not on this post's list."))
    return found


def _reason(reason: str) -> str:
    told = " ".join(reason.split())[:500]
    if not told:
        raise Refused(_l("Say why. Whoever looks later must understand it."), field="reason")
    return told


def _today(by: Actor) -> date:
    post = posts.post(by.post_id) if by.post_id else None
    return clock.today(post.zone if post else "UTC")
