"""Emptying screenings whose time is over; what still waits for the focal point stays."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from borderpost import clock
from borderpost.db import transaction
from protection.models import Screening
from protection.queries.screenings import is_waiting


def purge(older_than: timedelta) -> int:
    """Erase screenings older than ``older_than`` that nobody waits for; how many."""
    limit, erased = clock.now() - older_than, 0
    with transaction() as session:
        for row in session.scalars(select(Screening).where(Screening.created_at < limit)):
            if not is_waiting(row):
                session.delete(row)
                erased += 1
    return erased
