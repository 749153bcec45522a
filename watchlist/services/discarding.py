"""Taking back what a version wrote: its own entries go, and what it closed stands again."""

from __future__ import annotations

import time
from uuid import UUID

from sqlalchemy import Select, delete, select, update

from borderpost.db import transaction
from watchlist import shelf
from watchlist.models import Entry, EntryPaper, ListVersion, VersionState

_STEP = 500  # rows of one transaction
_PAUSE = 0.05  # seconds between two: others write


def discard(version: ListVersion, state: VersionState) -> None:
    """Take everything back that a version wrote, step by step, then say what became of it."""
    key, list_id, number = version.id, version.list_id, version.number
    while _reopened(list_id, number) or _erased(list_id, number):
        time.sleep(_PAUSE)
    shelf.throw_away(list_id, key)
    with transaction() as session:
        session.get_one(ListVersion, key).state = state


def _reopened(list_id: UUID, number: int) -> int:
    return _reopen(select(Entry.id).where(Entry.list_id == list_id, Entry.until == number))


def _erased(list_id: UUID, number: int) -> int:
    wanted = select(Entry.id).where(Entry.list_id == list_id, Entry.since == number)
    with transaction() as session:
        ids = list(session.scalars(wanted.limit(_STEP)))
        if ids:
            session.execute(delete(EntryPaper).where(EntryPaper.entry_id.in_(ids)))
            session.execute(delete(Entry).where(Entry.id.in_(ids)))
    return len(ids)


def _reopen(wanted: Select[tuple[UUID]]) -> int:
    with transaction() as session:
        ids = list(session.scalars(wanted.limit(_STEP)))
        if ids:
            session.execute(update(Entry).where(Entry.id.in_(ids)).values(until=None))
    return len(ids)
