"""Carriers' lists that were loaded from a file: written with their vehicles, and taken away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, exists, select

from borderpost import audit
from borderpost.audit import Actor
from borderpost.db import db
from borderpost.imports.importer import rows_told
from borderpost.imports.models import Import
from borderpost.imports.models import State as FileState
from borderpost.posts import queries as posts
from borderpost.refusal import Refused
from lanes import Act
from lanes.announced import Announced, number_key
from lanes.models import Manifest, ManifestLine, State
from lanes.services import announcing
from lanes.services.announcing import ManifestFacts

Key = tuple[str, str, date | None]  # plate, direction, day


@dataclass(frozen=True)
class Shelf:
    """What every row is held against: the vehicles that are open now, and the post's day."""

    open: frozenset[Key]
    today: date


def shelf(by: Actor) -> Shelf:
    """What there is at the officer's post, but for what a file that is being loaded wrote."""
    if by.post_id is None:
        raise Refused(_l("This account belongs to no post. Ask the administrator."))
    is_loading = exists().where(Import.id == Manifest.import_id, Import.state == FileState.LOADING)
    wanted = select(Manifest.plate_key, Manifest.direction, Manifest.expected_on).where(
        Manifest.post_id == by.post_id,
        Manifest.state.in_((State.EXPECTED, State.ARRIVED)),
        Manifest.plate_key != "",
        ~is_loading,
    )
    found = frozenset((row[0], row[1], row[2]) for row in db.session.execute(wanted))
    return Shelf(found, posts.today(by.post_id))


def is_open(facts: ManifestFacts, about: Shelf) -> bool:
    """Whether a manifest of this vehicle is open already."""
    return _key(facts) in about.open


def write(
    rows: Sequence[tuple[ManifestFacts, Announced]], import_id: UUID, by: Actor
) -> Sequence[ManifestLine]:
    """Write some rows of a file, inside the engine's transaction; a vehicle's first row opens its
    manifest."""
    vehicles: dict[Key, Manifest] = {}
    written: list[ManifestLine] = []
    for facts, person in rows:
        key = _key(facts)
        if key not in vehicles:
            vehicles[key] = _vehicle(facts, import_id, by)
        written += announcing.written_lines(vehicles[key], [person], by)
    return written


def undo(lines: Mapping[str, int], by: Actor) -> None:
    """Take away the lines that a file wrote, and their vehicles.

    Raises ``Refused``, naming the rows, once the vehicle is here or was taken off the list.
    """
    found = {UUID(one): line for one, line in lines.items()}
    wanted = select(ManifestLine.id, ManifestLine.manifest_id, Manifest.state).join(Manifest)
    rows = db.session.execute(wanted.where(ManifestLine.id.in_(found))).all()
    if used := [found[row[0]] for row in rows if row[2] != State.EXPECTED]:
        raise Refused(
            _l("The vehicle of these rows is here or was taken off: %(rows)s.",
               rows=rows_told(used))
        )  # fmt: skip
    db.session.execute(delete(ManifestLine).where(ManifestLine.id.in_(found)))
    for manifest_id in {row[1] for row in rows}:
        _erase_empty(db.session.get_one(Manifest, manifest_id), by)


def _erase_empty(row: Manifest, by: Actor) -> None:
    """Take away a vehicle that the file announced, unless somebody typed more of its people."""
    left = select(ManifestLine.id).where(ManifestLine.manifest_id == row.id).limit(1)
    if row.import_id and db.session.scalar(left) is None:
        audit.record(Act.ERASED, row, by=by)
        db.session.delete(row)


def _vehicle(facts: ManifestFacts, import_id: UUID, by: Actor) -> Manifest:
    plate, way, day = _key(facts)
    wanted = select(Manifest).where(
        Manifest.import_id == import_id,
        Manifest.plate_key == plate,
        Manifest.direction == way,
        Manifest.expected_on == day,
    )
    if (known := db.session.scalar(wanted)) is not None:
        return known
    row = announcing.written(facts, by, import_id=import_id)
    db.session.flush()
    audit.record(Act.LOADED, row, by=by, file=str(import_id))
    return row


def _key(facts: ManifestFacts) -> Key:
    return number_key(facts.plate), facts.direction, facts.expected_on
