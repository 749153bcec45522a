"""The pictures kept with a crossing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from borderpost.db import db
from crossings.models import Crossing, CrossingPicture
from crossings.queries.planning import Unindexed

T = TypeVar("T")


def kinds(crossing: Crossing) -> Sequence[str]:
    """Which pictures there are; a correction shows those of the crossing it began with."""
    return list(dict.fromkeys(db.session.scalars(_of(crossing, CrossingPicture.kind))))


def jpeg(crossing: Crossing, kind: str) -> bytes | None:
    """One picture's bytes, None once they were erased or when there never was one."""
    wanted = _of(crossing, CrossingPicture.jpeg).where(CrossingPicture.kind == kind)
    return db.session.scalar(wanted.limit(1))


def _of(crossing: Crossing, what: InstrumentedAttribute[T]) -> Select[tuple[T]]:
    same = [Crossing.id == crossing.id]
    if crossing.inspection_id:
        same.append(Crossing.inspection_id == crossing.inspection_id)
    return (
        select(what)
        .join(Crossing, Crossing.id == CrossingPicture.crossing_id)
        .where(or_(*same), Unindexed(Crossing.post_id) == crossing.post_id)
        .order_by(CrossingPicture.kind, Crossing.recorded_at.desc())
    )
