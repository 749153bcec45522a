"""Giving a reader program its token for one lane, and taking it back."""

from __future__ import annotations

import secrets
from datetime import timedelta
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit, clock
from borderpost.audit import Actor
from borderpost.db import db, transaction
from borderpost.posts import queries as posts
from borderpost.refusal import Refused
from crossings import Act
from crossings.models import DeviceAgent
from crossings.queries import agents as queries
from crossings.services import agent_documents

SEEN_EVERY = timedelta(minutes=1)  # how fine "last seen" is: a write each minute at most


def create(lane_id: UUID | None, name: str, *, post_id: UUID, by: Actor) -> str:
    """A new reader program's token; shown once and never again.

    Raises ``Refused`` for a lane that is not the post's.
    """
    token = secrets.token_urlsafe(32)
    with transaction() as session:
        lane = posts.lane(lane_id, post_id) if lane_id else None
        if lane is None:
            raise Refused(_l("Choose a lane of this post."), field="lane")
        agent = DeviceAgent(
            lane_id=lane.id, name=name, token_digest=queries.digest(token), created_by=by.officer_id
        )
        session.add(agent)
        session.flush()
        audit.record(Act.AGENT_MADE, agent, by=by, lane=str(lane.id))
    return token


def revoke(agent_id: UUID, *, by: Actor) -> None:
    """Refuse a reader program from its next word on; what waits from it is erased."""
    with transaction() as session:
        agent = session.get_one(DeviceAgent, agent_id)
        if agent.revoked_at:
            return
        agent.revoked_at = clock.now()
        agent_documents.erase_of(agent.id)
        audit.record(Act.AGENT_REVOKED, agent, by=by)


def seen(agent_id: UUID) -> None:
    """Note that a reader program spoke, at most once a minute."""
    row = db.session.get_one(DeviceAgent, agent_id)
    if row.last_seen and clock.now() - row.last_seen < SEEN_EVERY:
        return
    with transaction() as session:
        session.get_one(DeviceAgent, agent_id).last_seen = clock.now()
