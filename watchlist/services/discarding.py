"""Taking back what a version wrote: its own entries go, and what it closed stands again."""

from __future__ import annotations

import time
from uuid import UUID

from sqlalchemy import select, update

from borderpost.db import transaction
from watchlist import shelf
from watchlist.models import Entry, ListVersion, VersionState
from watchlist.services.rows import PAUSE, STEP, erased


def discard(version: ListVersion, state: VersionState) -> None:
    """Take everything back that a version wrote, step by step, then say what became of it."""
    key, list_id, number = version.id, version.list_id, version.number
    own = (Entry.list_id == list_id) & (Entry.since == number)
    while _reopened(list_id, number) or erased(own):
        time.sleep(PAUSE)
    shelf.throw_away(list_id, key)
    with transaction() as session:
        session.get_one(ListVersion, key).state = state


def _reopened(list_id: UUID, number: int) -> int:
    closed = select(Entry.id).where(Entry.list_id == list_id, Entry.until == number)
    with transaction() as session:
        ids = list(session.scalars(closed.limit(STEP)))
        if ids:
            session.execute(update(Entry).where(Entry.id.in_(ids)).values(until=None))
    return len(ids)
