"""A vehicle announced by its carrier, or written down when it stands here; whom it brings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, func, select, update

from borderpost import audit, clock
from borderpost.audit import Actor
from borderpost.db import db, transaction
from borderpost.refusal import Refused
from crossings import codes
from lanes import Act
from lanes.announced import Announced, number_key
from lanes.models import Manifest, ManifestLine, ManifestScan, State

DRIVEN = ("BUS", "MINI", "CAR", "TRK", "MOTO", "CART", "PIR", "OTH")  # of the code list


@dataclass(frozen=True)
class ManifestFacts:
    """What is said of a vehicle and its passage."""

    direction: str
    kind: str
    plate: str
    country: str = ""
    carrier: str = ""
    destination: str = ""
    expected_on: date | None = None


def announce(facts: ManifestFacts, *, by: Actor) -> Manifest:
    """A new manifest, expected. Raises ``Refused`` while one of this vehicle is open."""
    with transaction() as session:
        row = written(facts, by)
        session.flush()
        audit.record(Act.ANNOUNCED, row, by=by)
    return row


def written(facts: ManifestFacts, by: Actor, import_id: UUID | None = None) -> Manifest:
    """The new manifest, inside the caller's transaction; one of a file may lack its plate until
    the vehicle is here."""
    if by.post_id is None:
        raise Refused(_l("This account belongs to no post. Ask the administrator."))
    if not import_id:
        _check_plate(facts)
    row = Manifest(
        post_id=by.post_id, created_by=by.officer_id, import_id=import_id, **_columns(facts)
    )
    _refuse_twice(row)
    db.session.add(row)
    return row


def change(manifest_id: UUID, facts: ManifestFacts, *, by: Actor) -> Manifest:
    """Correct what is said of the vehicle, until it is released."""
    with transaction() as session:
        row = not_ended(session.get_one(Manifest, manifest_id))
        if row.direction != facts.direction and _has_scans(row.id):
            raise Refused(
                _l("Documents were scanned in this direction. Write a new manifest instead."),
                field="direction",
            )
        _check_plate(facts)
        for name, value in _columns(facts).items():
            setattr(row, name, value)
        _refuse_twice(row)
        audit.record(Act.CHANGED, row, by=by)
    return row


def name(manifest_id: UUID, people: Sequence[Announced], *, by: Actor) -> Sequence[ManifestLine]:
    """Write travellers of the carrier's paper onto the manifest."""
    with transaction() as session:
        row = not_ended(session.get_one(Manifest, manifest_id))
        lines = written_lines(row, people, by)
        audit.record(Act.NAMED, row, by=by, number=len(lines))
    return lines


def written_lines(row: Manifest, people: Sequence[Announced], by: Actor) -> Sequence[ManifestLine]:
    """The lines of these people after those that stand there, inside the transaction."""
    taken = select(func.max(ManifestLine.place)).where(ManifestLine.manifest_id == row.id)
    first = (db.session.scalar(taken) or 0) + 1
    lines = [
        ManifestLine(
            manifest_id=row.id, place=place, person=one.to_plain(), created_by=by.officer_id
        )
        for place, one in enumerate(people, first)
    ]
    db.session.add_all(lines)
    db.session.flush()
    return lines


def drop(manifest_id: UUID, why: str, *, by: Actor) -> Manifest:
    """Say that an expected vehicle does not come, and why."""
    with transaction() as session:
        row = session.get_one(Manifest, manifest_id)
        if row.state != State.EXPECTED:
            raise Refused(_l("Only a vehicle that is not here yet is taken off the list."))
        if not why.strip():
            raise Refused(_l("Write why the vehicle does not come."), field="why")
        row.state, row.dropped_why = State.DROPPED, why.strip()[:300]
        audit.record(Act.DROPPED, row, by=by)
    return row


def purge(older_than: timedelta) -> int:
    """Erase the names of carriers' lists, and the numbers that scans were told apart by."""
    limit = clock.now() - older_than
    with transaction() as session:
        old = select(Manifest.id).where(Manifest.created_at < limit)
        gone = session.execute(delete(ManifestLine).where(ManifestLine.manifest_id.in_(old)))
        of_old = ManifestScan.manifest_id.in_(old)
        session.execute(update(ManifestScan).where(of_old).values(document_key=""))
        return int(gone.rowcount)  # type: ignore[attr-defined]


def not_ended(row: Manifest) -> Manifest:
    """The manifest if it can still be changed; raises ``Refused`` otherwise."""
    if row.state == State.RELEASED:
        raise Refused(_l("This vehicle is released. Write a new manifest for another passage."))
    if row.state == State.DROPPED:
        raise Refused(_l("This manifest was taken off the list. Write a new one."))
    return row


def _check_plate(facts: ManifestFacts) -> None:
    if not number_key(facts.plate):
        raise Refused(_l("Write the letters and digits of the plate."), field="plate")


def _columns(facts: ManifestFacts) -> dict[str, object]:
    plate = " ".join(facts.plate.upper().split())
    if facts.kind not in codes.TRANSPORT:
        raise Refused(_l("Choose the kind of vehicle from the list."), field="kind")
    return {
        "direction": facts.direction,
        "kind": facts.kind,
        "plate": plate,
        "plate_key": number_key(plate),
        "country": facts.country.upper(),
        "carrier": facts.carrier,
        "destination": facts.destination,
        "expected_on": facts.expected_on,
    }


def _refuse_twice(row: Manifest) -> None:
    """A vehicle is here once: two open manifests of one plate would share out its travellers."""
    twin = select(Manifest.id).where(
        Manifest.post_id == row.post_id,
        Manifest.plate_key == row.plate_key,
        Manifest.plate_key != "",
        Manifest.direction == row.direction,
        Manifest.expected_on == row.expected_on,
        Manifest.state.in_((State.EXPECTED, State.ARRIVED)),
    )
    with db.session.no_autoflush:
        if db.session.scalar(twin.where(Manifest.id != row.id) if row.id else twin):
            raise Refused(
                _l("A manifest of this vehicle is open. Go on with that one."), field="plate"
            )


def _has_scans(manifest_id: UUID) -> bool:
    wanted = select(ManifestScan.id).where(ManifestScan.manifest_id == manifest_id).limit(1)
    return db.session.scalar(wanted) is not None
