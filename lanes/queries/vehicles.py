"""Vehicles of a post: known by plate, in front of an officer, inside, and who came in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, bindparam, false, or_, select
from sqlalchemy.orm import aliased

from borderpost.db import db
from borderpost.posts import queries as posts
from crossings.models import Crossing
from lanes.announced import number_key
from lanes.models import (
    Decision,
    Manifest,
    State,
    Vehicle,
    VehicleCrossing,
    VehicleTraveller,
    VehicleVisit,
)
from lanes.queries import vehicle_coverage
from lanes.vehicle_stays import Passage, VehicleStay, stays


def vehicle(vehicle_id: UUID, post_id: UUID | None) -> Vehicle | None:
    """One vehicle of this post; None for another post's."""
    return db.session.scalar(_of(Vehicle, post_id).where(Vehicle.id == vehicle_id))


def known(plate: str, country: str, post_id: UUID | None) -> Vehicle | None:
    """The vehicle with this plate of this country."""
    wanted = _of(Vehicle, post_id).where(Vehicle.plate_key == number_key(plate))
    return db.session.scalar(wanted.where(Vehicle.country == country))


def plated(plate: str, country: str, post_id: UUID | None) -> Sequence[Vehicle]:
    """The vehicles with this plate, of one country or, where none is told, of every one."""
    wanted = _of(Vehicle, post_id).where(Vehicle.plate_key == number_key(plate))
    if country:
        wanted = wanted.where(Vehicle.country == country)
    return db.session.scalars(wanted).all()


def driven_by(person_id: UUID, post_id: UUID | None) -> Vehicle | None:
    """The vehicle that somebody drove last."""
    wanted = _of(Vehicle, post_id).where(Vehicle.driver_id == person_id)
    return db.session.scalar(wanted.order_by(Vehicle.id.desc()).limit(1))


def visit(visit_id: UUID, post_id: UUID | None) -> VehicleVisit | None:
    """One visit of this post; None for another post's."""
    return db.session.scalar(_of(VehicleVisit, post_id).where(VehicleVisit.id == visit_id))


# Built once: it is asked for every traveller who is admitted.
_IN_FRONT = select(VehicleVisit).where(
    VehicleVisit.officer_id == bindparam("officer"),
    VehicleVisit.in_front.is_(True),
    VehicleVisit.closed_at.is_(None),
)


def in_front(officer_id: UUID | None) -> VehicleVisit | None:
    """The vehicle whose travellers this officer admits now."""
    return db.session.scalar(_IN_FRONT, {"officer": officer_id})


def undecided(post_id: UUID | None) -> Sequence[VehicleVisit]:
    """The vehicles that wait for their decision, the longest first."""
    wanted = _of(VehicleVisit, post_id).where(VehicleVisit.closed_at.is_(None))
    return db.session.scalars(wanted.order_by(VehicleVisit.arrived_at)).all()


def open_of(vehicle_id: UUID) -> VehicleVisit | None:
    """The visit of this vehicle that is not decided yet."""
    return db.session.scalar(
        select(VehicleVisit).where(
            VehicleVisit.vehicle_id == vehicle_id, VehicleVisit.closed_at.is_(None)
        )
    )


def of_manifest(manifest_id: UUID) -> VehicleVisit | None:
    """The visit that a manifest's vehicle makes now."""
    return db.session.scalar(
        select(VehicleVisit).where(
            VehicleVisit.manifest_id == manifest_id, VehicleVisit.closed_at.is_(None)
        )
    )


def manifest_of(plate_key: str, direction: str, post_id: UUID | None) -> Manifest | None:
    """The manifest of a vehicle that is here."""
    return db.session.scalar(
        _of(Manifest, post_id).where(
            Manifest.plate_key == plate_key,
            Manifest.plate_key != "",
            Manifest.direction == direction,
            Manifest.state == State.ARRIVED,
        )
    )


def travellers(visit_ids: Sequence[UUID]) -> Sequence[tuple[VehicleTraveller, Crossing]]:
    """Who is aboard, with the crossing as it stands: corrected, and not taken back."""
    linked = select(VehicleTraveller, Crossing).join(
        Crossing, VehicleTraveller.crossing_id == Crossing.id
    )
    wanted = linked.where(VehicleTraveller.visit_id.in_(visit_ids))
    found = [tuple(row) for row in db.session.execute(wanted.order_by(VehicleTraveller.id))]
    standing = {one.id: one for _link, one in found}
    newer = list(standing.values())
    while newer:
        replaced = select(Crossing).where(Crossing.supersedes_id.in_([one.id for one in newer]))
        newer = list(db.session.scalars(replaced))
        first = {now.id: begun for begun, now in standing.items()}
        standing |= {first[one.supersedes_id]: one for one in newer if one.supersedes_id in first}
    last = {standing[one.id].id: link.id for link, one in found}
    return [
        (link, standing[one.id])
        for link, one in found
        if not standing[one.id].undone and last[standing[one.id].id] == link.id
    ]


def is_aboard(crossing_id: UUID) -> bool:
    """Whether a traveller's crossing is linked to a vehicle."""
    wanted = select(VehicleTraveller.id).where(VehicleTraveller.crossing_id == crossing_id)
    return db.session.scalar(wanted) is not None


def crossing(crossing_id: UUID, post_id: UUID | None) -> VehicleCrossing | None:
    """One decided passage of this post; None for another post's."""
    return db.session.scalar(_of(VehicleCrossing, post_id).where(VehicleCrossing.id == crossing_id))


def superseding(crossing_id: UUID) -> VehicleCrossing | None:
    """The row that replaces a decided passage."""
    wanted = select(VehicleCrossing).where(VehicleCrossing.supersedes_id == crossing_id)
    return db.session.scalar(wanted)


def passages(vehicle_id: UUID) -> Sequence[VehicleCrossing]:
    """Every decided passage of a vehicle, oldest first, corrected ones too."""
    wanted = select(VehicleCrossing).where(VehicleCrossing.vehicle_id == vehicle_id)
    return db.session.scalars(
        wanted.order_by(VehicleCrossing.occurred_at, VehicleCrossing.id)
    ).all()


def stays_of(vehicle_ids: Sequence[UUID]) -> dict[UUID, Sequence[VehicleStay]]:
    """The stays of these vehicles, each vehicle's oldest first."""
    wanted = select(VehicleCrossing).where(
        VehicleCrossing.vehicle_id.in_(vehicle_ids), *_admitted(VehicleCrossing)
    )
    rows = db.session.scalars(
        wanted.order_by(VehicleCrossing.occurred_at, VehicleCrossing.created_at)
    ).all()
    found: dict[UUID, list[Passage]] = {one: [] for one in vehicle_ids}
    for row in rows:
        if row.vehicle_id:
            told = Passage(row.direction, row.occurred_on, row.last_lawful_day, row.rule_is_sure)
            found[row.vehicle_id].append(told)
    return {one: stays(told) for one, told in found.items()}


def released(post_id: UUID | None, since: datetime) -> Sequence[VehicleCrossing]:
    """The passages decided since then, oldest first, each as it was corrected. Those of a bus
    with a manifest are the manifest's."""
    alone = select(VehicleVisit.id).where(VehicleVisit.manifest_id.is_(None))
    wanted = _of(VehicleCrossing, post_id).where(
        VehicleCrossing.occurred_at >= since,
        VehicleCrossing.visit_id.in_(alone),
        _stands(VehicleCrossing),
    )
    return db.session.scalars(wanted.order_by(VehicleCrossing.occurred_at)).all()


def listed(
    post_id: UUID | None, home: str, words: str = "", kind: str = "", state: str = ""
) -> Select[tuple[Vehicle]]:
    """The vehicles of a post by plate or driver, the newest first. ``state``: ``inside`` for those
    of other countries that came in and were not seen to leave, ``beyond`` for those of them
    whose last day is over although exits were recorded until then."""
    wanted = _of(Vehicle, post_id)
    if kind:
        wanted = wanted.where(Vehicle.kind == kind)
    if words:
        wanted = wanted.where(
            or_(
                Vehicle.plate_key.contains(number_key(words) or "-", autoescape=True),
                Vehicle.driver_name.icontains(words, autoescape=True),
            )
        )
    if state:
        today = posts.today(post_id)
        wanted = wanted.where(Vehicle.country != home, Vehicle.id.in_(_inside(state, today)))
    return wanted.order_by(Vehicle.id.desc())


def _inside(state: str, today: date) -> Select[tuple[UUID | None]]:
    later = aliased(VehicleCrossing)
    after = select(later.id).where(
        later.vehicle_id == VehicleCrossing.vehicle_id,
        *_admitted(later),
        or_(
            later.occurred_at > VehicleCrossing.occurred_at,
            and_(
                later.occurred_at == VehicleCrossing.occurred_at,
                later.created_at > VehicleCrossing.created_at,
            ),
        ),
    )
    last = select(VehicleCrossing.vehicle_id).where(
        VehicleCrossing.direction == "E", *_admitted(VehicleCrossing), ~after.exists()
    )
    if state == "beyond":
        last = last.where(VehicleCrossing.last_lawful_day < today, _covered(VehicleCrossing))
    return last


def _covered(entry: type[VehicleCrossing]) -> ColumnElement[bool]:
    """Whether a post recorded exits from the entry until the last lawful day: else the vehicle may
    have left in time where nobody wrote (``lanes.vehicle_coverage``)."""
    spans = [one.exits for one in vehicle_coverage.covered(None) if one.exits]
    known = (
        and_(entry.occurred_on >= one.first, entry.last_lawful_day <= one.last) for one in spans
    )
    return or_(false(), *known)


def _admitted(model: type[VehicleCrossing]) -> tuple[ColumnElement[bool], ...]:
    return (model.decision == Decision.ADMIT, _stands(model))


def _stands(model: type[VehicleCrossing]) -> ColumnElement[bool]:
    newer = aliased(VehicleCrossing)
    return ~select(newer.id).where(newer.supersedes_id == model.id).exists()


def _of(model: Any, post_id: UUID | None) -> Select[Any]:
    return select(model).where(model.post_id == post_id)
