"""Reading the log of incidents and the keys of a post."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from borderpost.db import db
from borderpost.shift_figures import Figure, Kind
from lanes.models import Incident, KeyMove, PostKey


def incident(incident_id: UUID, post_id: UUID | None) -> Incident | None:
    """One incident of this post; None for another post's."""
    wanted = select(Incident).where(Incident.id == incident_id, Incident.post_id == post_id)
    return db.session.scalar(wanted)


def incidents(
    post_id: UUID | None, words: str = "", state: str = "", kind: str = ""
) -> Select[tuple[Incident]]:
    """The incidents of a post, the newest first."""
    wanted = select(Incident).where(Incident.post_id == post_id)
    if state:
        is_open = Incident.resolved_at.is_(None)
        wanted = wanted.where(is_open if state == "open" else ~is_open)
    if kind:
        wanted = wanted.where(Incident.kind == kind)
    if words:
        told = (Incident.what, Incident.outcome)
        wanted = wanted.where(or_(*(one.icontains(words, autoescape=True) for one in told)))
    wanted = wanted.options(joinedload(Incident.author))
    return wanted.order_by(Incident.happened_at.desc(), Incident.id.desc())


def of_shift(post_id: UUID, since: datetime) -> Sequence[Incident]:
    """What happened since then, and what was open before and still is, the oldest first."""
    wanted = select(Incident).where(
        Incident.post_id == post_id,
        or_(Incident.happened_at >= since, Incident.resolved_at.is_(None)),
    )
    return db.session.scalars(wanted.order_by(Incident.happened_at, Incident.id)).all()


def as_kept(post_id: UUID, since: datetime) -> list[dict[str, str]]:
    """The same as a closed shift keeps them."""
    return [
        {"at": one.happened_at.isoformat(), "kind": one.kind, "what": one.what,
         "outcome": one.outcome}
        for one in of_shift(post_id, since)
    ]  # fmt: skip


def key(key_id: UUID, post_id: UUID | None) -> PostKey | None:
    """One key of this post; None for another post's."""
    return db.session.scalar(_keys(post_id).where(PostKey.id == key_id))


def keys(post_id: UUID | None) -> Sequence[PostKey]:
    """The keys of a post that are in use, by name, with who holds each."""
    wanted = _keys(post_id).where(PostKey.retired_at.is_(None))
    return db.session.scalars(wanted.order_by(PostKey.name)).all()


def figures(post_id: UUID, _since: datetime | None) -> Iterator[Figure]:
    """What the lanes say at a hand-over: incidents that are open, and each key."""
    wanted = select(func.count()).select_from(Incident)
    here = wanted.where(Incident.post_id == post_id, Incident.resolved_at.is_(None))
    yield Figure(Kind.INCIDENTS, str(db.session.scalar(here) or 0))
    for row in keys(post_id):
        yield Figure(Kind.KEY, "1", row.name)


def _keys(post_id: UUID | None) -> Select[tuple[PostKey]]:
    moves = selectinload(PostKey.moves).joinedload(KeyMove.holder)
    return select(PostKey).where(PostKey.post_id == post_id).options(moves)
