"""Reading locations."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from borderpost.db import db
from equipment import codes
from equipment.models import Asset, Location
from equipment.queries.reach import of_post


def locations(post_id: UUID | None) -> Select[tuple[Location]]:
    """The locations of a post by code; of every post for headquarters."""
    wanted = select(Location).options(joinedload(Location.lane)).order_by(Location.code)
    return wanted.where(*of_post(Location.post_id, post_id))


def open_locations(post_id: UUID | None) -> Sequence[Location]:
    """Where things may be put."""
    return db.session.scalars(locations(post_id).where(Location.is_open)).all()


def location(location_id: UUID, post_id: UUID | None) -> Location | None:
    """One location of the post, None for another post's."""
    return db.session.scalar(locations(post_id).where(Location.id == location_id))


def coded(code: str, post_id: UUID) -> Location | None:
    """The location of a post with this code."""
    wanted = select(Location).where(Location.code == code, Location.post_id == post_id)
    return db.session.scalar(wanted)


def scanned(text: str, post_id: UUID | None) -> Location | None:
    """The location whose label was scanned; None for any other text, or where codes of several
    posts would be meant."""
    code = codes.location_meant(text)
    return coded(code, post_id) if code and post_id is not None else None


def of_lane(lane_id: UUID) -> Location | None:
    """The location that is this lane."""
    return db.session.scalar(select(Location).where(Location.lane_id == lane_id))


def counts(post_id: UUID | None) -> dict[UUID, int]:
    """How many things lie at each location."""
    wanted = select(Asset.location_id, func.count()).group_by(Asset.location_id)
    wanted = wanted.where(*of_post(Asset.post_id, post_id))
    return {key: number for key, number in db.session.execute(wanted) if key}


def everywhere(post_id: UUID | None) -> Sequence[Location]:
    """Every location, also the closed ones."""
    return db.session.scalars(locations(post_id)).all()
