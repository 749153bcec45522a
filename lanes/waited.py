"""The waits of vehicles, with and without a manifest, on one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from borderpost import clock
from borderpost.locale import day
from crossings import codes
from lanes.queries import manifests, vehicles
from lanes.waits import Wait

SHOWN, MOST_SHOWN = timedelta(days=30), 40


@dataclass(frozen=True)
class Waited:
    """One vehicle from its arrival to its decision. ``endpoint`` '' where it has no page."""

    plate: str
    arrived_at: datetime
    released_at: datetime
    counted: int | None
    endpoint: str
    values: dict[str, Any]

    @property
    def minutes(self) -> int:
        """Whole minutes."""
        return max(0, int((self.released_at - self.arrived_at).total_seconds() // 60))

    def wait(self, zone: str) -> Wait:
        """As a bar of the picture."""
        on = day(self.released_at.astimezone(ZoneInfo(zone)).date())
        return Wait(f"{self.plate} · {on}", self.minutes)


def recent(post_id: UUID | None) -> Sequence[Waited]:
    """The newest waits of the last 30 days, oldest first."""
    since = clock.now() - SHOWN
    found = [
        Waited(row.plate, row.arrived_at, row.released_at, row.counted,
               "manifests.show", {"manifest_id": row.id})
        for row in manifests.released(post_id, since)
        if row.arrived_at and row.released_at
    ]  # fmt: skip
    for one in vehicles.released(post_id, since):
        endpoint = "vehicles.show" if one.vehicle_id else ""
        name = one.plate or str(codes.TRANSPORT[one.kind])
        values = {"vehicle_id": one.vehicle_id}
        found.append(Waited(name, one.arrived_at, one.occurred_at, None, endpoint, values))
    return sorted(found, key=lambda one: one.released_at)[-MOST_SHOWN:]
