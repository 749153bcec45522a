"""Putting a version in force: built beside the one in use, then swapped in one stroke."""

from __future__ import annotations

from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import update

from borderpost import audit, clock
from borderpost.audit import Actor
from borderpost.db import db, transaction
from borderpost.refusal import Refused
from watchlist import Act, shelf
from watchlist.models import Entry, Holds, ListVersion, VersionState, WatchList
from watchlist.queries import entries, lists
from watchlist.services import discarding
from watchlist.services.rows import erased


def put_in_force(version_id: UUID, *, by: Actor | None) -> ListVersion:
    """Make a waiting version the one that travellers are screened against. ``by`` None is a
    command on the machine itself.

    Raises ``Refused`` when who loaded it approves it, or when it does not wait any more.
    """
    _refuse_own(version_id, by)
    with transaction() as session:
        row = session.get_one(ListVersion, version_id)
        if row.state != VersionState.WAITING:
            raise Refused(_l("This version does not wait any more. Load the file again."))
        stand(row, by)
        audit.record(
            Act.PUT_IN_FORCE, row, by=by, list=row.list.name, number=row.number,
            added=row.added, changed=row.changed, removed=row.removed,
        )  # fmt: skip
    build(row.list_id)
    prune(row.list_id, row.number)
    return row


def drop(version_id: UUID, *, by: Actor) -> None:
    """Say no to a version that waits; nothing of it stays but its line."""
    row = db.session.get_one(ListVersion, version_id)
    if row.state != VersionState.WAITING:
        raise Refused(_l("This version does not wait any more. Load the file again."))
    discarding.discard(row, VersionState.DROPPED)
    with transaction() as session:
        row = session.get_one(ListVersion, version_id)
        row.decided_by, row.decided_at = by.officer_id, clock.now()
        audit.record(Act.DROPPED, row, by=by, list=row.list.name, number=row.number)


def stand(row: ListVersion, by: Actor | None) -> None:
    """Inside the caller's transaction: this version holds, and the one before does not."""
    db.session.execute(
        update(ListVersion)
        .where(ListVersion.list_id == row.list_id, ListVersion.state == VersionState.IN_FORCE)
        .values(state=VersionState.REPLACED)
    )
    row.state, row.list.version = VersionState.IN_FORCE, row.number
    row.decided_by, row.decided_at = by.officer_id if by else None, clock.now()


def build(list_id: UUID, *, anew: bool = False) -> bool:
    """Bring the searchable form of a list up to its version, whether there was anything to do.

    A list of document numbers is searched in the file that its load built: there is nothing to
    build it from again.
    """
    found = db.session.get_one(WatchList, list_id)
    row = lists.numbered(list_id, found.version)
    standing = shelf.of(list_id)
    if row is None or (not anew and standing and standing.version == row.number):
        return False
    ready = shelf.built(list_id, row.id)
    if found.holds == Holds.PEOPLE and (anew or ready is None):
        ready = shelf.build_people(list_id, row.id, entries.identities(list_id, row.number))
    if ready is None:
        raise Refused(_l("The numbers of this list are gone from the disk. Load its file again."))
    shelf.put(list_id, row.number, ready)
    return True


def prune(list_id: UUID, number: int) -> None:
    """Erase entries that neither this version has nor the one before, which screenings under way
    still search."""
    while erased((Entry.list_id == list_id) & (Entry.until < number)):
        pass


def _refuse_own(version_id: UUID, by: Actor | None) -> None:
    """Four eyes: the attempt itself is written down, in a transaction that stays. A signed package
    has its second pair of eyes where it was signed."""
    row = db.session.get_one(ListVersion, version_id)
    if by is None or row.signer or row.created_by != by.officer_id:
        return
    with transaction() as session:
        row = session.get_one(ListVersion, version_id)
        audit.record(Act.OWN_REFUSED, row, by=by, list=row.list.name)
    raise Refused(_l("You loaded this yourself. Another person must approve it."))
