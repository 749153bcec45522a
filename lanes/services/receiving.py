"""A vehicle at the post: arrived, counted, its missing told, released."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy import select

from borderpost import audit, clock
from borderpost.audit import Actor
from borderpost.db import transaction
from borderpost.refusal import Refused
from lanes import Act
from lanes.models import Manifest, ManifestLine, State
from lanes.queries import passengers
from lanes.reckoning import Reckoning, Standing
from lanes.services.announcing import not_ended

MOST = 500  # heads aboard one vehicle


def arrive(manifest_id: UUID, at: datetime | None, *, by: Actor) -> Manifest:
    """Write down when the vehicle came: ``at``, or now. Its wait is counted from then."""
    with transaction() as session:
        row = not_ended(session.get_one(Manifest, manifest_id))
        if row.state != State.EXPECTED:
            raise Refused(_l("The arrival of this vehicle is written down already."))
        if not row.plate_key:
            raise Refused(_l("Write the plate first: correct the vehicle, then it is here."))
        if at and at > clock.now():
            raise Refused(_l("This time is not yet. Write when the vehicle came."), field="at")
        row.state, row.arrived_at = State.ARRIVED, at or clock.now()
        audit.record(Act.ARRIVED, row, by=by)
    return row


def count(manifest_id: UUID, heads: int, *, by: Actor) -> Manifest:
    """Write down how many people are aboard, driver and crew included; again after a recount."""
    with transaction() as session:
        row = _here(session.get_one(Manifest, manifest_id))
        if not 1 <= heads <= MOST:
            raise Refused(_l("Write how many people are aboard, at most 500."), field="counted")
        before, row.counted, row.counted_by = row.counted, heads, by.officer_id
        audit.record(Act.COUNTED, row, by=by, counted=heads, before=before)
    return row


def miss(manifest_id: UUID, line_ids: Sequence[UUID], *, by: Actor) -> int:
    """Say that these announced travellers are not aboard; how many there were. Who is scanned
    after all is no longer missing."""
    with transaction() as session:
        row = _here(session.get_one(Manifest, manifest_id))
        awaited = {
            one.line_id
            for one in passengers.passengers(row)
            if one.standing == Standing.AWAITED and one.line_id in line_ids
        }
        wanted = select(ManifestLine).where(ManifestLine.id.in_(awaited))
        for line in session.scalars(wanted):
            line.missing_at, line.missing_by = clock.now(), by.officer_id
            audit.record(Act.MISSING, row, by=by, line=str(line.id))
    return len(awaited)


def find(manifest_id: UUID, line_id: UUID, *, by: Actor) -> None:
    """Take back that somebody is missing."""
    with transaction() as session:
        row = _here(session.get_one(Manifest, manifest_id))
        line = session.get_one(ManifestLine, line_id)
        if line.manifest_id != row.id or line.missing_at is None:
            raise Refused(_l("This traveller is not said to be missing."))
        line.missing_at = line.missing_by = None
        audit.record(Act.FOUND, row, by=by, line=str(line.id))


def release(manifest_id: UUID, *, by: Actor) -> Manifest:
    """Let the vehicle go on. Raises ``Refused`` with what is left to do first."""
    with transaction() as session:
        row = _here(session.get_one(Manifest, manifest_id))
        found = passengers.reckoning(row)
        if why := held_by(found):
            raise Refused(why)
        row.state, row.released_at, row.released_by = State.RELEASED, clock.now(), by.officer_id
        told = {"seen": found.seen, "missing": found.missing, "unexpected": found.unexpected}
        audit.record(Act.RELEASED, row, by=by, **told)
    return row


def held_by(found: Reckoning) -> LazyString | None:
    """What holds the vehicle here, the first thing to do; None when it may go."""
    if found.undecided:
        return _l("Not everybody is decided. Open the parked travellers and decide.")
    if found.awaited:
        return _l("Somebody announced was not seen. Scan the document, or say who is missing.")
    if found.counted is None:
        return _l("Count the people aboard, and write how many there are.")
    if found.apart > 0:
        return _l("More people are aboard than were scanned. Find who was not, or count again.")
    if found.apart < 0:
        return _l("More documents were scanned than people counted. Count again.")
    return None


def _here(row: Manifest) -> Manifest:
    if not_ended(row).state != State.ARRIVED:
        raise Refused(_l("Write down first that the vehicle has arrived."))
    return row
