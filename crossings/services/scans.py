"""The further documents of a scan: they wait for the officer who made it, and open in turn.

They wait for that officer alone. The travellers stand before him, and a name that a colleague
did not scan is nothing for a colleague to read. At a change of shift the officer hands them over
to somebody who accepts them, or the pile is scanned anew. A document that waits is a working
sheet that nobody has opened: sealed like one, erased with them, and here until then, whatever
ends the page or the machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit, clock
from borderpost.db import db, new_id, transaction
from borderpost.refusal import Refused
from borderpost.submission import current_key
from crossings import Act
from crossings.models import Inspection
from crossings.models.inspection import State
from crossings.queries import scans as queries
from crossings.services.place import DeskOfficer, place_of, place_or_trouble

HELD = timedelta(hours=12)  # a shift


def line_up(first: Inspection, further: Sequence[Inspection], *, by: DeskOfficer) -> None:
    """Let the further documents of a scan wait after the first, inside the caller's
    transaction."""
    scan_id = new_id()
    for place, row in enumerate((first, *further), 1):
        row.scan_id, row.scan_place, row.scan_size = scan_id, place, 1 + len(further)
    db.session.add_all(further)
    db.session.flush()
    audit.record(Act.SCAN_WAITS, first, by=by, documents=len(further))


def open_document(waiting_id: UUID, *, by: DeskOfficer, keep_days: int) -> Inspection:
    """The sheet of a document that waits for this officer; the same one when asked again.

    Raises ``Refused`` when it was cleared or its time is over.
    """
    with transaction() as session:
        row = session.get(Inspection, waiting_id)
        if row is not None and row.officer_id == by.officer_id and row.state == State.OPEN:
            return row
        if row is None or not queries.waits_for(row, by.officer_id):
            raise Refused(_l("This document does not wait any more. Scan it again."))
        return _opened(row, by, keep_days)


def open_next(scan_id: UUID | None, *, by: DeskOfficer, keep_days: int) -> Inspection | None:
    """The sheet of the next document of a scan, if one waits and the officer has a place to
    work; None where the sheet before was of no scan."""
    if scan_id is None or not queries.waiting(by.officer_id, scan_id):
        return None
    with transaction():
        place, _trouble = place_or_trouble(by)
        rows = queries.waiting(by.officer_id, scan_id) if place else ()
        return _opened(rows[0], by, keep_days) if rows else None


def clear(which: Iterable[UUID], *, by: DeskOfficer) -> int:
    """Erase documents that wait for this officer, whole; how many there were."""
    chosen = set(which)
    with transaction() as session:
        rows = [row for row in queries.waiting(by.officer_id) if row.id in chosen]
        for row in rows:
            audit.record(Act.SCAN_CLEARED, row, by=by)
            session.delete(row)
    return len(rows)


def _opened(row: Inspection, by: DeskOfficer, keep_days: int) -> Inspection:
    """A sheet from now on: at the lane and in the direction where the officer works now."""
    place = place_of(by)
    row.state, row.form_key, row.created_at = State.OPEN, current_key(), clock.now()
    row.expires_at = clock.now() + timedelta(days=keep_days)
    row.post_id, row.lane_id, row.direction = place.post.id, place.lane.id, place.direction
    db.session.flush()
    audit.record(Act.INSPECTED, row, by=by, source=row.source)
    return row
