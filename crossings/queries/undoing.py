"""What an officer may still take back: the last decision, while no other document was scanned."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from borderpost import clock
from borderpost.db import db
from crossings.models import Crossing, Inspection
from crossings.models.inspection import State
from crossings.queries.register import standing

_LATELY = timedelta(days=1)


def last_decided(officer_id: UUID, post_id: UUID | None, since: datetime) -> Crossing | None:
    """The officer's last crossing at the post since then, if it stands and is no undoing."""
    wanted = (
        select(Crossing)
        .where(
            Crossing.post_id == post_id,
            Crossing.occurred_on >= (clock.now() - _LATELY).date(),
            Crossing.officer_id == officer_id,
            Crossing.occurred_at > since,
            standing(),
        )
        .order_by(Crossing.occurred_on.desc(), Crossing.occurred_at.desc(), Crossing.id.desc())
        .limit(1)
    )
    found = db.session.scalar(wanted)
    return None if found is None or found.undone else found


def has_scanned(officer_id: UUID, since: datetime) -> bool:
    """Whether the officer opened a sheet after that instant."""
    later = select(Inspection.id).where(
        Inspection.officer_id == officer_id,
        Inspection.created_at > since,
        Inspection.state != State.WAITING,
    )
    return db.session.scalar(later.limit(1)) is not None
