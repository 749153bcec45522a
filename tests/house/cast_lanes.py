"""A bus of each post, with one traveller announced, and a vehicle."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from borderpost import clock
from borderpost.db import db, transaction
from borderpost.imports.command import Machine
from borderpost.posts.models import Lane
from crossings.models import Crossing
from lanes.announced import Announced
from lanes.models import Vehicle, VehicleCrossing, VehicleTraveller, VehicleVisit
from lanes.services import announcing
from lanes.services.announcing import ManifestFacts


def things(post_id: UUID, officer_id: UUID, code: str) -> dict[str, object]:
    by = Machine(post_id, officer_id)
    row = announcing.announce(ManifestFacts("E", "BUS", f"{code} 1"), by=by)
    (line,) = announcing.name(row.id, [Announced("SPECIMEN", "Traveller")], by=by)
    lane_id = db.session.scalars(select(Lane.id).where(Lane.post_id == post_id)).first()
    assert lane_id
    told = vehicle(post_id, lane_id, officer_id, code)
    return {"manifest_id": row.id, "listed_id": line.id, **told}


def vehicle(post_id: UUID, lane_id: UUID, officer_id: UUID, code: str) -> dict[str, object]:
    """A vehicle of each post that waits for its decision, and one that was decided."""
    now = clock.now()
    told = {"post_id": post_id, "lane_id": lane_id, "officer_id": officer_id, "direction": "E"}
    with transaction() as session:
        row = Vehicle(
            post_id=post_id, plate=f"{code} 7", plate_key=f"{code}7", country="SEN", kind="CAR"
        )
        session.add(row)
        session.flush()
        visits = [
            VehicleVisit(
                **told, vehicle_id=row.id, kind="CAR", arrived_at=now, in_front=False, closed_at=at
            )
            for at in (None, now)
        ]
        session.add_all(visits)
        session.flush()
        passage = VehicleCrossing(
            **told, occurred_on=now.date(), occurred_at=now, arrived_at=now,
            visit_id=visits[1].id, vehicle_id=row.id, decision="admit", kind="CAR",
            plate=row.plate, country="SEN", use="private",
        )  # fmt: skip
        session.add(passage)
        session.flush()
        wanted = select(Crossing).where(Crossing.post_id == post_id).limit(1)
        crossing = session.scalars(wanted).one()
        aboard = VehicleTraveller(
            visit_id=visits[0].id, crossing_id=crossing.id, crossing_on=crossing.occurred_on,
            part="driver",
        )  # fmt: skip
        session.add(aboard)
        session.flush()
        found: dict[str, object] = {
            "aboard_id": aboard.id,
            "vehicle_id": row.id, "visit_id": visits[0].id, "passage_id": passage.id,
        }  # fmt: skip
    return found
