"""A vehicle begun at the desk: in front of its officer, set aside, and who is aboard.

Who is admitted while a vehicle stands in front of the officer came in it; who was scanned from a
manifest came in the manifest's vehicle.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from borderpost import audit, clock
from borderpost.audit import Actor
from borderpost.db import db, transaction
from borderpost.decided import Decided
from borderpost.refusal import Refused
from crossings import codes
from crossings.models import Crossing
from crossings.services.place import DeskOfficer, place_of
from lanes import Act
from lanes.announced import number_key
from lanes.models import Part, Vehicle, VehicleTraveller, VehicleVisit
from lanes.queries import manifests, vehicles
from lanes.services import scanning

PLATED = frozenset({"CAR", "MINI", "BUS", "TRK"})  # codes of what never goes without a plate
MOST_ANIMALS = 5000


@dataclass(frozen=True)
class Begun:
    """What is said of a vehicle when it comes. ``plate`` '' for what has none; ``animals`` None
    where nobody drives any. Of a plate that came before, ``kind``, ``country`` and ``use`` may be
    '': as they are known."""

    kind: str
    plate: str = ""
    country: str = ""
    use: str = ""
    animals_kind: str = ""
    animals: int | None = None


def begin(told: Begun, *, by: DeskOfficer) -> VehicleVisit:
    """Put a vehicle in front of the officer; the one before is set aside, undecided. A vehicle
    that waits for its decision is brought to the front again.

    Raises ``Refused`` without a plate where there is always one, and for animals without a kind.
    """
    with transaction():
        told = _as_known(told, by)
        _check(told)
        row = _known(told, by) if number_key(told.plate) else None
        return _front(row, told, by)


def take(vehicle_id: UUID, crossing_id: UUID | None, *, by: DeskOfficer) -> VehicleVisit:
    """Put a known vehicle in front, and its driver aboard, who was admitted just now."""
    with transaction() as session:
        row = session.get_one(Vehicle, vehicle_id)
        visit = _front(row, Begun(row.kind, row.plate, row.country, row.use), by)
        driver = session.scalar(select(Crossing).where(Crossing.id == crossing_id))
        if driver is not None and _is_of(driver, visit, by) and not vehicles.is_aboard(driver.id):
            _link(visit, driver.id, driver.occurred_on, by, Part.DRIVER)
    return visit


def bring(visit_id: UUID, *, by: DeskOfficer) -> VehicleVisit:
    """Bring a vehicle to the front that was set aside, by whomever."""
    with transaction() as session:
        row = waiting(session.get_one(VehicleVisit, visit_id))
        _set_aside(by.officer_id)
        row.officer_id, row.in_front = by.officer_id, True
        audit.record(Act.VEHICLE_BROUGHT, row, by=by)
    return row


def set_aside(visit_id: UUID, *, by: Actor) -> VehicleVisit:
    """Take a vehicle from the front; it waits for its decision."""
    with transaction() as session:
        row = waiting(session.get_one(VehicleVisit, visit_id))
        row.in_front = False
        audit.record(Act.VEHICLE_ASIDE, row, by=by)
    return row


def name_part(link_id: UUID, part: str, *, by: Actor) -> None:
    """Say whether somebody aboard is the driver, a passenger or of the crew. There is one driver:
    who was it before is of the crew."""
    with transaction() as session:
        link = session.get_one(VehicleTraveller, link_id)
        row = waiting(session.get_one(VehicleVisit, link.visit_id))
        if part not in set(Part):
            raise Refused(_l("Choose driver, passenger or crew."))
        if part == Part.DRIVER:
            for other, _crossing in vehicles.travellers([row.id]):
                if other.part == Part.DRIVER and other.id != link.id:
                    other.part = Part.CREW
        link.part = part
        audit.record(Act.VEHICLE_PART, row, by=by, part=part)


def follow(told: Decided, by: Actor) -> None:
    """Write down in which vehicle somebody came who was admitted just now; inside the decision's
    transaction."""
    if not told.has_passed:
        return
    row = _visit_of(told, by)
    if row is not None and row.direction == told.direction:
        _link(row, told.crossing_id, told.occurred_on, by)


def waiting(row: VehicleVisit) -> VehicleVisit:
    """The visit if it is not decided; raises ``Refused`` otherwise."""
    if row.closed_at is not None:
        raise Refused(_l("This vehicle is decided already. Begin it anew if it came again."))
    return row


def _visit_of(told: Decided, by: Actor) -> VehicleVisit | None:
    if told.capture_mode == scanning.MODE and told.inspection_id:
        bus = manifests.of_sheet(told.inspection_id, by.post_id)
        return vehicles.of_manifest(bus.id) if bus else None
    return vehicles.in_front(by.officer_id)


def _is_of(driver: Crossing, visit: VehicleVisit, by: Actor) -> bool:
    return driver.officer_id == by.officer_id and driver.direction == visit.direction


def _link(
    row: VehicleVisit, crossing_id: UUID, occurred_on: date, by: Actor, part: str = ""
) -> None:
    aboard: Sequence[VehicleTraveller] = [one for one, _x in vehicles.travellers([row.id])]
    has_driver = any(one.part == Part.DRIVER for one in aboard)
    link = VehicleTraveller(
        visit_id=row.id,
        crossing_id=crossing_id,
        crossing_on=occurred_on,
        part=part or (Part.PASSENGER if has_driver or row.vehicle_id is None else Part.DRIVER),
        created_by=by.officer_id,
    )
    db.session.add(link)
    db.session.flush()
    audit.record(Act.VEHICLE_ABOARD, row, by=by, crossing=str(crossing_id))


def _front(row: Vehicle | None, told: Begun, by: DeskOfficer) -> VehicleVisit:
    place = place_of(by)
    if place.direction not in ("E", "X"):
        raise Refused(_l("Choose at the desk whether this lane is entry or exit, then begin."))
    _set_aside(by.officer_id)
    if row is not None and (before := vehicles.open_of(row.id)):
        if before.direction != place.direction:
            raise Refused(
                _l("This vehicle waits undecided in the other direction. Decide that first."),
                field="plate",
            )
        before.officer_id, before.in_front = by.officer_id, True
        audit.record(Act.VEHICLE_BROUGHT, before, by=by)
        return before
    bus = vehicles.manifest_of(row.plate_key, place.direction, place.post.id) if row else None
    visit = VehicleVisit(
        post_id=place.post.id, lane_id=place.lane.id, officer_id=by.officer_id,
        vehicle_id=row.id if row else None, manifest_id=bus.id if bus else None, kind=told.kind,
        direction=place.direction, animals_kind=told.animals_kind.strip(), animals=told.animals,
        arrived_at=bus.arrived_at if bus and bus.arrived_at else clock.now(),
        created_by=by.officer_id,
    )  # fmt: skip
    db.session.add(visit)
    db.session.flush()
    audit.record(Act.VEHICLE_BEGUN, visit, by=by)
    return visit


def _set_aside(officer_id: UUID | None) -> None:
    before = vehicles.in_front(officer_id)
    if before is not None:
        before.in_front = False
        db.session.flush()


def _as_known(told: Begun, by: DeskOfficer) -> Begun:
    """What was said, and what was not as the one known vehicle of this plate has it; of a new one
    it is a private car."""
    found = vehicles.plated(told.plate, told.country, by.post_id) if told.plate else ()
    if len(found) == 1:
        row = found[0]
        kind, use = told.kind or row.kind, told.use or row.use
        return replace(told, country=row.country, kind=kind, use=use)
    return replace(told, kind=told.kind or "CAR", use=told.use or "private")


def _check(told: Begun) -> None:
    if told.kind not in codes.TRANSPORT:
        raise Refused(_l("Choose the kind of vehicle from the list."), field="kind")
    if not number_key(told.plate) and (told.kind in PLATED or told.plate.strip()):
        raise Refused(_l("Write the letters and digits of the plate."), field="plate")
    if number_key(told.plate) and not told.country:
        raise Refused(_l("Write in which country the plate was given."), field="country")
    if told.animals is not None and not 1 <= told.animals <= MOST_ANIMALS:
        raise Refused(_l("Count the animals again: from 1 to 5000."), field="animals")
    if bool(told.animals) != bool(told.animals_kind.strip()):
        raise Refused(
            _l("Write both the kind of the animals and how many there are."), field="animals"
        )


def _known(told: Begun, by: DeskOfficer) -> Vehicle:
    """The vehicle of this plate, written down now if it never came before."""
    found = vehicles.known(told.plate, told.country, by.post_id)
    if found is not None:
        found.kind = told.kind
        found.use = told.use
        return found
    row = Vehicle(
        post_id=place_of(by).post.id,
        plate=" ".join(told.plate.upper().split()),
        plate_key=number_key(told.plate),
        country=told.country,
        kind=told.kind,
        use=told.use,
        created_by=by.officer_id,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(Act.VEHICLE_ADDED, row, by=by)
    return row
