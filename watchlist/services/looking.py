"""Looks at what lists say of people: each leaves a line, with counts and ids, never a name."""

from __future__ import annotations

from uuid import UUID

from borderpost import audit
from borderpost.audit import Actor
from borderpost.db import transaction
from borderpost.officers.models import Officer
from watchlist import Act
from watchlist.models import Entry, EntryProposal, Screened, WatchList


def hit(screened_id: UUID, *, by: Actor) -> None:
    """Somebody opened a traveller's hits."""
    with transaction() as session:
        audit.record(Act.HIT_READ, session.get_one(Screened, screened_id), by=by)


def hits_listed(found: int, *, by: Actor) -> None:
    """Somebody looked at the post's hits."""
    _about(Act.HITS_LISTED, by, found=found)


def entry(entry_id: UUID, *, by: Actor) -> None:
    """Somebody opened an entry."""
    with transaction() as session:
        audit.record(Act.ENTRY_READ, session.get_one(Entry, entry_id), by=by)


def proposal(proposal_id: UUID, *, by: Actor) -> None:
    """Somebody opened a proposed entry."""
    with transaction() as session:
        audit.record(Act.ENTRY_READ, session.get_one(EntryProposal, proposal_id), by=by)


def searched(found: int, *, by: Actor) -> None:
    """Somebody asked whether a person is listed."""
    _about(Act.SEARCHED, by, found=found)


def listed(list_id: UUID, found: int, *, by: Actor) -> None:
    """Somebody read through a list's entries."""
    with transaction() as session:
        row = session.get_one(WatchList, list_id)
        audit.record(Act.SEARCHED, row, by=by, found=found)


def looked_back(list_id: UUID, asked: int, found: int, *, by: Actor) -> None:
    """Somebody asked who of past travellers a list names."""
    with transaction() as session:
        row = session.get_one(WatchList, list_id)
        audit.record(Act.LOOKED_BACK, row, by=by, asked=asked, found=found)


def in_bulk(asked: int, found: int, versions: str) -> None:
    """A command screened many identities on this machine."""
    with transaction():
        audit.record(Act.BULK_SCREENED, _Bulk, by=None, asked=asked, found=found, lists=versions)


class _Bulk:
    """The subject of a line about a command."""

    __tablename__ = "watch_screenings"
    id = "command"


def _about(act: Act, by: Actor, **details: int) -> None:
    with transaction() as session:
        audit.record(act, session.get_one(Officer, by.officer_id), by=by, **details)
