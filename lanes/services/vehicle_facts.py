"""What is known of a vehicle, corrected; and what is too old, erased."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select

from borderpost import audit, clock
from borderpost.audit import Actor
from borderpost.db import db, transaction
from borderpost.refusal import Refused
from crossings import codes
from crossings.models import PurgeRecord
from lanes import Act
from lanes.models import Vehicle, VehicleCrossing, VehicleTraveller, VehicleVisit

MOST_SEATS = 200


@dataclass(frozen=True)
class VehicleFacts:
    """What is written of a vehicle beside its plate."""

    kind: str
    use: str
    make: str = ""
    colour: str = ""
    seats: int | None = None
    insurance_number: str = ""
    insurance_until: date | None = None
    customs_number: str = ""
    customs_from: date | None = None
    customs_until: date | None = None


def change(vehicle_id: UUID, facts: VehicleFacts, *, by: Actor) -> Vehicle:
    """Correct what is known of a vehicle. What was decided before keeps what was read then.

    Raises ``Refused`` for a paper that has a number and no last day, or ends before it begins.
    """
    with transaction() as session:
        row = session.get_one(Vehicle, vehicle_id)
        _check(facts)
        for name, value in asdict(facts).items():
            setattr(row, name, value)
        audit.record(Act.VEHICLE_CHANGED, row, by=by)
    return row


def purge(older_than: timedelta) -> int:
    """Erase passages before ``older_than``, their visits, and the vehicles that have none left.
    A plate is personal data (Mali, law 2013-015). The number of passages erased."""
    limit = clock.now() - older_than
    with transaction() as session:
        due = list(
            session.scalars(select(VehicleCrossing.id).where(VehicleCrossing.occurred_at < limit))
        )
        grounds = f"vehicles kept {older_than.days} days"
        session.add_all(PurgeRecord(crossing_id=one, grounds=grounds) for one in due)
        session.flush()
        session.execute(delete(VehicleCrossing).where(VehicleCrossing.id.in_(due)))
        visits = select(VehicleVisit.id).where(
            VehicleVisit.arrived_at < limit,
            VehicleVisit.id.not_in(select(VehicleCrossing.visit_id)),
        )
        old = list(session.scalars(visits))
        session.execute(delete(VehicleTraveller).where(VehicleTraveller.visit_id.in_(old)))
        session.execute(delete(VehicleVisit).where(VehicleVisit.id.in_(old)))
        _purge_vehicles(limit.date())
    return len(due)


def _purge_vehicles(limit: date) -> None:
    came = select(VehicleVisit.vehicle_id).where(VehicleVisit.vehicle_id.is_not(None))
    old = [
        row.id
        for row in db.session.scalars(select(Vehicle).where(Vehicle.id.not_in(came)))
        if row.created_at.date() < limit
    ]
    db.session.execute(delete(Vehicle).where(Vehicle.id.in_(old)))


def _check(facts: VehicleFacts) -> None:
    if facts.kind not in codes.TRANSPORT:
        raise Refused(_l("Choose the kind of vehicle from the list."), field="kind")
    if facts.seats is not None and not 1 <= facts.seats <= MOST_SEATS:
        raise Refused(_l("Write the seats with a number from 1 to 200."), field="seats")
    for name in ("insurance", "customs"):
        told = asdict(facts)
        if bool(told[f"{name}_number"]) != bool(told[f"{name}_until"]):
            raise Refused(
                _l("Write both the number of this paper and its last day."), field=f"{name}_until"
            )
    if facts.customs_from and facts.customs_until and facts.customs_until < facts.customs_from:
        raise Refused(_l("The paper ends before it begins."), field="customs_until")
