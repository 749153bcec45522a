"""The travellers of a manifest: who was announced against who was seen, worked out anew each
time, so that a corrected number or a decision at the desk needs nobody to tell it here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import load_only

from borderpost.db import db
from crossings.models import Crossing, Inspection
from crossings.models.inspection import State as SheetState
from crossings.queries.register import standing
from lanes.announced import Announced, Likeness, likeness, paired
from lanes.models import Manifest, ManifestLine, ManifestScan
from lanes.reckoning import Passenger, Reckoning, Standing, reckon

_TOLD = (
    Crossing.inspection_id, Crossing.human_ref, Crossing.decision, Crossing.officer_id,
    Crossing.surname, Crossing.given_names, Crossing.birth_date, Crossing.nationality,
    Crossing.document_number,
)  # fmt: skip
_ORDER = {one: place for place, one in enumerate(Standing)}
_STATES = {SheetState.OPEN: Standing.PARKED, SheetState.REFERRED: Standing.REFERRED}


@dataclass(frozen=True)
class _Seen:
    passenger: Passenger
    like: Likeness


def passengers(manifest: Manifest) -> list[Passenger]:
    """Everybody of a manifest: who waits for somebody first, and who is decided last."""
    lines = _lines(manifest.id)
    listed = [Announced.from_plain(one.person) for one in lines]
    alike = [likeness(x.surname, x.given_names, x.birth_date, x.document_number) for x in listed]
    seen = list(_seen(manifest.id))
    found, left = [], dict(enumerate(lines))
    for one, place in zip(seen, paired(alike, [one.like for one in seen]), strict=True):
        line = left.pop(place) if place is not None else None
        found.append(replace(one.passenger, line_id=line.id if line else None))
    found += [_unseen(line, listed[place]) for place, line in left.items()]
    return sorted(found, key=lambda one: _ORDER[one.standing])


def reckoning(manifest: Manifest) -> Reckoning:
    """The numbers of a manifest."""
    return reckon(passengers(manifest), manifest.counted)


def scan_of(manifest_id: UUID, document_key: str) -> ManifestScan | None:
    """The scan of this document from this manifest that was not cleared again."""
    wanted = (
        select(ManifestScan)
        .join(Inspection, Inspection.id == ManifestScan.inspection_id)
        .where(
            ManifestScan.manifest_id == manifest_id,
            ManifestScan.document_key == document_key,
            Inspection.state != SheetState.LEFT,
        )
    )
    return db.session.scalar(wanted.limit(1)) if document_key else None


def line(line_id: UUID, manifest_id: UUID) -> ManifestLine | None:
    """One announced person of this manifest."""
    wanted = select(ManifestLine).where(ManifestLine.id == line_id)
    return db.session.scalar(wanted.where(ManifestLine.manifest_id == manifest_id))


def _lines(manifest_id: UUID) -> Sequence[ManifestLine]:
    wanted = select(ManifestLine).where(ManifestLine.manifest_id == manifest_id)
    return db.session.scalars(wanted.order_by(ManifestLine.place)).all()


def _unseen(line: ManifestLine, person: Announced) -> Passenger:
    standing = Standing.MISSING if line.missing_at else Standing.AWAITED
    return Passenger(
        standing, person.name, person.nationality, person.document_number, line_id=line.id
    )


def _seen(manifest_id: UUID) -> Iterator[_Seen]:
    """Who was scanned and not cleared: by the crossing, else by the sheet."""
    crossed = _crossings(manifest_id)
    wanted = (
        select(ManifestScan.inspection_id, Inspection.state, Inspection.officer_id)
        .outerjoin(Inspection, Inspection.id == ManifestScan.inspection_id)
        .where(ManifestScan.manifest_id == manifest_id)
        .order_by(ManifestScan.place)
    )
    rows = db.session.execute(wanted).all()
    sheets = _sheets([row[0] for row in rows if row[1] in _STATES])
    for inspection_id, state, officer_id in rows:
        if state in _STATES:
            told = {name: entry["value"] for name, entry in sheets[inspection_id].items()}
            yield _of(_STATES[SheetState(state)], inspection_id, officer_id, told)
        elif crossing := crossed.get(inspection_id):
            yield _decided(crossing, inspection_id)


def _decided(crossing: Crossing, inspection_id: UUID) -> _Seen:
    names = ("surname", "given_names", "birth_date", "nationality", "document_number")
    told = {name: getattr(crossing, name) for name in names}
    one = _of(Standing.DECIDED, inspection_id, crossing.officer_id, told)
    decided = replace(
        one.passenger,
        crossing_id=crossing.id,
        reference=crossing.human_ref,
        decision=crossing.decision,
    )
    return replace(one, passenger=decided)


def _of(
    standing: Standing, inspection_id: UUID, officer_id: UUID | None, told: dict[str, str]
) -> _Seen:
    surname, given, number = told["surname"], told["given_names"], told["document_number"]
    return _Seen(
        Passenger(
            standing,
            f"{surname} {given}".strip(),
            told["nationality"],
            number,
            inspection_id=inspection_id,
            officer_id=officer_id,
        ),
        likeness(surname, given, told["birth_date"], number),
    )


def _sheets(found: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    wanted = select(Inspection.id, Inspection.sheet).where(Inspection.id.in_(found))
    return {row[0]: row[1] for row in db.session.execute(wanted)}


def _crossings(manifest_id: UUID) -> dict[UUID, Crossing]:
    """The decisions that stand, by sheet; one that was taken back is none."""
    wanted = (
        select(Crossing)
        .join(ManifestScan, ManifestScan.inspection_id == Crossing.inspection_id)
        .where(ManifestScan.manifest_id == manifest_id, standing(), Crossing.undone.is_(None))
        .options(load_only(*_TOLD))  # unsealing the evidence of sixty takes its time
    )
    return {row.inspection_id: row for row in db.session.scalars(wanted) if row.inspection_id}
