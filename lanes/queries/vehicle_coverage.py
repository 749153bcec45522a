"""What is known here of each post's vehicles: recorded from when to when, in and out."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select

from borderpost.db import db
from borderpost.posts import queries as posts
from lanes.models import Decision, VehicleCrossing
from lanes.vehicle_coverage import Covered, Span


def covered(post_id: UUID | None) -> Sequence[Covered]:
    """The posts of the own country, the own one first."""
    here = posts.post(post_id) if post_id else posts.this_post()
    if here is None:
        return ()
    spans = _spans()
    known = [one for one in posts.all_posts() if one.country == here.country]
    return [
        Covered(one.name, one.id == here.id, spans.get((one.id, "E")), spans.get((one.id, "X")))
        for one in sorted(known, key=lambda one: (one.id != here.id, one.code))
    ]


def _spans() -> dict[tuple[UUID, str], Span]:
    day = VehicleCrossing.occurred_on
    numbers = (func.min(day), func.max(day), func.count(day.distinct()))
    wanted = (
        select(VehicleCrossing.post_id, VehicleCrossing.direction, *numbers)
        .where(VehicleCrossing.decision == Decision.ADMIT)
        .group_by(VehicleCrossing.post_id, VehicleCrossing.direction)
    )
    return {(row[0], row[1]): Span(row[2], row[3], row[4]) for row in db.session.execute(wanted)}
