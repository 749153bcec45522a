"""A document scanned from a manifest: the desk's own working sheet, and the line that says of
which vehicle. Whether somebody may pass is decided as at the desk, by an officer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from borderpost import audit, submission
from borderpost.db import db, transaction
from borderpost.refusal import Refused
from crossings.services import inspecting
from crossings.services.inspecting import Arrival
from crossings.services.place import DeskOfficer, place_of
from crossings.sheet import Sheet
from lanes import Act
from lanes.announced import number_key
from lanes.models import Manifest, ManifestScan, State
from lanes.queries import passengers
from lanes.services.announcing import not_ended

MODE = "manifest"  # how the crossing was captured


@dataclass(frozen=True)
class AtManifest:
    """An officer whose travellers go the way of the vehicle, whatever the lane usually does."""

    officer_id: UUID
    post_id: UUID | None
    lane_id: UUID | None
    direction: str


@dataclass(frozen=True)
class Scanned:
    """The sheet that a scan led to; ``is_again``: the document had been scanned before."""

    inspection_id: UUID
    is_again: bool


def scan(manifest_id: UUID, arrival: Arrival, *, by: DeskOfficer, keep_days: int) -> list[Scanned]:
    """Open a sheet for each document of this vehicle that came in at once, or find the one that
    the other booth opened.

    Raises ``Refused`` before the vehicle has arrived and after it was released.
    """
    with transaction() as session:
        row = not_ended(session.get_one(Manifest, manifest_id))
        if row.state != State.ARRIVED:
            raise Refused(_l("Write down first that the vehicle has arrived."))
        who = AtManifest(by.officer_id, by.post_id, place_of(by).lane.id, row.direction)
        found = [_scanned(row, arrival, who, keep_days)]
        with submission.aside():  # the form's key is the first one's
            found += [_scanned(row, one, who, keep_days) for one in arrival.further]
    return found


def _scanned(row: Manifest, arrival: Arrival, by: AtManifest, keep_days: int) -> Scanned:
    key = document_key(arrival.sheet)
    if before := passengers.scan_of(row.id, key):
        return Scanned(before.inspection_id, is_again=True)
    alone = replace(arrival, further=())
    sheet = inspecting.written(alone, by=by, keep_days=keep_days, capture_mode=MODE)
    one = ManifestScan(
        manifest_id=row.id,
        place=_next(row.id),
        inspection_id=sheet.id,
        document_key=key,
        created_by=by.officer_id,
    )
    db.session.add(one)
    db.session.flush()
    audit.record(Act.SCANNED, row, by=by, inspection=str(sheet.id))
    return Scanned(sheet.id, is_again=False)


def document_key(sheet: Sheet) -> str:
    """What a document is told from others by: its issuer and number, '' without a number."""
    number = number_key(sheet["document_number"].value)
    return f"{sheet['issuing_state'].value}:{number}"[:40] if number else ""


def _next(manifest_id: UUID) -> int:
    taken = select(func.max(ManifestScan.place)).where(ManifestScan.manifest_id == manifest_id)
    return (db.session.scalar(taken) or 0) + 1
