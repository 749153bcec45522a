"""Reading reader programs and what waits from them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from borderpost import clock
from borderpost.db import db
from borderpost.posts.models import Lane
from borderpost.posts.queries import IN_ORDER
from crossings.models import AgentDocument, DeviceAgent


def agents(post_id: UUID) -> Sequence[DeviceAgent]:
    """The reader programs of a post's lanes, those in use first, by lane and name."""
    wanted = (
        select(DeviceAgent)
        .join(DeviceAgent.lane)
        .options(joinedload(DeviceAgent.lane))
        .where(Lane.post_id == post_id)
        .order_by(DeviceAgent.revoked_at.is_not(None), *IN_ORDER, DeviceAgent.name)
    )
    return db.session.scalars(wanted).all()


def agent(agent_id: UUID, post_id: UUID) -> DeviceAgent | None:
    """One reader program of this post; None for another post's."""
    wanted = select(DeviceAgent).join(DeviceAgent.lane)
    return db.session.scalar(wanted.where(DeviceAgent.id == agent_id, Lane.post_id == post_id))


def by_token(token: str) -> DeviceAgent | None:
    """The reader program that shows this token, None once it was revoked."""
    known = select(DeviceAgent).where(
        DeviceAgent.token_digest == digest(token), DeviceAgent.revoked_at.is_(None)
    )
    return db.session.scalar(known)


def has_agent(lane_id: UUID) -> bool:
    """Whether some reader program may send to a lane."""
    wanted = select(DeviceAgent.id).where(
        DeviceAgent.lane_id == lane_id, DeviceAgent.revoked_at.is_(None)
    )
    return db.session.scalar(wanted.limit(1)) is not None


def document(agent_id: UUID, key: str) -> AgentDocument | None:
    """What a reader program sent under its own name for it."""
    wanted = select(AgentDocument).where(
        AgentDocument.agent_id == agent_id, AgentDocument.key == key
    )
    return db.session.scalar(wanted)


def is_of_post(document_id: UUID, post_id: UUID | None) -> bool:
    """Whether a document came to a lane of this post."""
    wanted = select(AgentDocument.id).join(Lane, Lane.id == AgentDocument.lane_id)
    here = wanted.where(AgentDocument.id == document_id, Lane.post_id == post_id)
    return db.session.scalar(here) is not None


def waiting(lane_id: UUID) -> AgentDocument | None:
    """The document that waits longest at a lane and is still in time."""
    wanted = (
        select(AgentDocument)
        .options(joinedload(AgentDocument.agent))
        .where(
            AgentDocument.lane_id == lane_id,
            AgentDocument.is_waiting,
            AgentDocument.expires_at > clock.now(),
        )
        .order_by(AgentDocument.id)
    )
    return db.session.scalar(wanted.limit(1))


def count_waiting(lane_id: UUID) -> int:
    """How many documents wait at a lane, also those whose time is over."""
    wanted = select(func.count()).where(AgentDocument.lane_id == lane_id, AgentDocument.is_waiting)
    return db.session.scalar(wanted) or 0


def digest(token: str) -> str:
    """What the database keeps of a token: it is random, so SHA-256 is enough."""
    return hashlib.sha256(token.encode()).hexdigest()
