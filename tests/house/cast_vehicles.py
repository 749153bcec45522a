"""A vehicle of each post that waits for its decision, and one that was decided."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from borderpost import clock
from borderpost.db import transaction
from crossings.models import Crossing
from lanes.models import Vehicle, VehicleCrossing, VehicleTraveller, VehicleVisit


def things(post_id: UUID, lane_id: UUID, officer_id: UUID, code: str) -> dict[str, object]:
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
