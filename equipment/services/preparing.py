"""Saying what a lane needs, and letting it work all the same for a time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete

from borderpost import audit, clock
from borderpost.audit import Actor
from borderpost.db import transaction
from borderpost.posts.models import Lane
from borderpost.refusal import Refused
from equipment import Act, words
from equipment.models import LaneNeed, ReadinessOverride
from equipment.queries import readiness as queries

LONGEST = timedelta(days=7)


def say_needs(lane_id: UUID, by_capability: Mapping[str, str], *, by: Actor | None) -> None:
    """What a lane needs: capability -> what officers do without it, '' for no procedure."""
    if set(by_capability) - words.CAPABILITIES.keys():
        raise Refused(_l("Choose from the list what the lane needs."))
    with transaction() as session:
        lane = session.get_one(Lane, lane_id)
        session.execute(delete(LaneNeed).where(LaneNeed.lane_id == lane_id))
        for capability, by_hand in by_capability.items():
            session.add(
                LaneNeed(
                    lane_id=lane_id,
                    capability=capability,
                    by_hand=by_hand.strip()[:200],
                    created_by=by.officer_id if by else None,
                )
            )
        session.flush()
        audit.record(Act.NEEDS_SAID, lane, by=by, needs=sorted(by_capability))


def override(lane_id: UUID, reason: str, until: datetime, *, by: Actor) -> ReadinessOverride:
    """Let a lane work all the same until an instant, at most seven days. Needs a reason."""
    now = clock.now()
    if not reason.strip():
        raise Refused(_l("Say why the lane may work all the same."), field="reason")
    if not now < until <= now + LONGEST:
        raise Refused(_l("Choose an end between now and seven days from now."), field="until")
    with transaction() as session:
        lane = session.get_one(Lane, lane_id)
        row = ReadinessOverride(
            lane_id=lane_id, reason=reason.strip()[:300], until=until, created_by=by.officer_id
        )
        session.add(row)
        session.flush()
        audit.record(Act.OVERRIDDEN, lane, by=by, override=str(row.id), until=until.isoformat())
    return row


def end_override(lane_id: UUID, *, by: Actor) -> None:
    """Take an override back before its end."""
    with transaction():
        row = queries.override(lane_id)
        if row is None:
            raise Refused(_l("No override is in force at this lane."))
        row.ended_at, row.ended_by = clock.now(), by.officer_id
        audit.record(Act.OVERRIDE_ENDED, row, by=by, lane=str(lane_id))
