"""Each look at protection's data leaves a line: who, when, which; never what stood there."""

from __future__ import annotations

from uuid import UUID

from borderpost import audit
from borderpost.audit import Actor
from borderpost.db import transaction
from borderpost.officers.models import Officer
from protection import Act
from protection.models import Screening


def read(screening_id: UUID, *, by: Actor) -> None:
    """Somebody opened a screening."""
    with transaction() as session:
        audit.record(Act.READ, session.get_one(Screening, screening_id), by=by)


def listed(*, by: Actor) -> None:
    """Somebody opened the list."""
    with transaction() as session:
        audit.record(Act.LISTED, session.get_one(Officer, by.officer_id), by=by)
