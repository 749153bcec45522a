"""Taking money's rows out as a file leaves a line: who, which rows, how many."""

from __future__ import annotations

from borderpost import audit
from borderpost.audit import Actor
from borderpost.db import transaction
from borderpost.officers.models import Officer
from cashdesk import Act


def exported(what: str, rows: int, *, by: Actor) -> None:
    """Somebody took receipts, tills or takings out as a file."""
    with transaction() as session:
        audit.record(
            Act.EXPORTED, session.get_one(Officer, by.officer_id), by=by, what=what, rows=rows
        )
