"""Writing the log of incidents, and moving the keys of the post."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from borderpost import audit, clock
from borderpost.audit import Actor
from borderpost.db import transaction
from borderpost.officers.models import Officer
from borderpost.refusal import Refused
from lanes.incident_kinds import KINDS
from lanes.models import Incident, KeyMove, PostKey
from lanes.shift_acts import Act


def write(kind: str, what: str, happened_at: datetime | None, *, by: Actor) -> Incident:
    """An incident that is open. ``happened_at`` None: now."""
    what = " ".join(what.split())
    with transaction() as session:
        if by.post_id is None:
            raise Refused(_l("You are posted nowhere. Ask the administrator for your posting."))
        if kind not in KINDS.offered():
            raise Refused(_l("Choose a kind of the list."), field="kind")
        if not what:
            raise Refused(_l("Write what happened, without names."), field="what")
        if happened_at and happened_at > clock.now():
            raise Refused(_l("This time is not yet. Write when it happened."), field="happened_at")
        row = Incident(
            post_id=by.post_id, kind=kind, what=what[:300],
            happened_at=happened_at or clock.now(), created_by=by.officer_id,
        )  # fmt: skip
        session.add(row)
        session.flush()
        audit.record(Act.INCIDENT_WRITTEN, row, by=by, kind=kind)
        return row


def resolve(incident_id: UUID, outcome: str, *, by: Actor) -> Incident:
    """Say how it ended, once."""
    outcome = " ".join(outcome.split())[:300]
    with transaction() as session:
        row = session.get_one(Incident, incident_id)
        if row.resolved_at:
            raise Refused(_l("Somebody wrote already how this ended."))
        if not outcome:
            raise Refused(_l("Write how it ended, without names."), field="outcome")
        row.outcome, row.resolved_at, row.resolved_by = outcome, clock.now(), by.officer_id
        audit.record(Act.INCIDENT_RESOLVED, row, by=by)
        return row


def add_key(name: str, place: str, *, by: Actor) -> PostKey:
    """A key that hangs in its place."""
    name, place = " ".join(name.split())[:60], " ".join(place.split())[:80]
    with transaction() as session:
        if by.post_id is None:
            raise Refused(_l("You are posted nowhere. Ask the administrator for your posting."))
        if not name:
            raise Refused(_l("Write what the key opens."), field="name")
        same = select(PostKey.id).where(PostKey.post_id == by.post_id, PostKey.name == name)
        if session.scalar(same):
            raise Refused(_l("There is a key of this name. Choose another name."), field="name")
        row = PostKey(post_id=by.post_id, name=name, place=place, created_by=by.officer_id)
        session.add(row)
        session.flush()
        audit.record(Act.KEY_ADDED, row, by=by)
        return row


def move_key(key_id: UUID, holder_id: UUID | None, *, by: Actor) -> KeyMove:
    """Give a key to an officer of the post, or hang it back (None)."""
    with transaction() as session:
        row = _in_use(session.get_one(PostKey, key_id))
        holder = session.get(Officer, holder_id) if holder_id else None
        if holder_id and (holder is None or holder.post_id != row.post_id):
            raise Refused(_l("Choose an officer of this post."), field="holder")
        if (row.holder.id if row.holder else None) == holder_id:
            raise Refused(_l("The key is there already."), field="holder")
        made = KeyMove(key_id=row.id, holder_id=holder_id, created_by=by.officer_id)
        session.add(made)
        session.flush()
        audit.record(Act.KEY_MOVED, row, by=by, holder=str(holder_id or ""))
        return made


def retire_key(key_id: UUID, *, by: Actor) -> PostKey:
    """The key is no longer counted; its history stays."""
    with transaction() as session:
        row = _in_use(session.get_one(PostKey, key_id))
        row.retired_at = clock.now()
        audit.record(Act.KEY_RETIRED, row, by=by)
        return row


def _in_use(row: PostKey) -> PostKey:
    if row.retired_at:
        raise Refused(_l("This key is retired."))
    return row
