"""Whether a post is open: reading it, saying it, and its words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy import Select, select
from sqlalchemy.exc import DatabaseError

from borderpost import audit, clock
from borderpost.audit.chain import Actor
from borderpost.db import db, new_id, transaction
from borderpost.posts import Act, queries
from borderpost.posts.models import Post, PostStatus, Status
from borderpost.refusal import Refused

WORDS: Mapping[str, LazyString] = {
    Status.OPEN: _l("Open"),
    Status.RESTRICTED: _l("Restricted"),
    Status.CLOSED: _l("Closed"),
    Status.EVACUATED: _l("Evacuated"),
}


@dataclass(frozen=True)
class Told:
    """What a supervisor says; ``since`` None: now."""

    status: str
    reason: str = ""
    since: datetime | None = None
    expected_until: datetime | None = None


@dataclass(frozen=True)
class Span:
    """A status other than open, from when until when; ``ended_at`` None: it lasts."""

    row: PostStatus
    ended_at: datetime | None


def current(post_id: UUID) -> PostStatus | None:
    """The status in force, None where nobody ever said one: the post is open."""
    return db.session.scalar(history(post_id).limit(1))


def to_show() -> tuple[Post, PostStatus] | None:
    """This machine's post and its status unless it is simply open; None where there are no tables
    yet: the first page says so itself."""
    try:
        post = queries.this_post()
        row = current(post.id) if post else None
    except DatabaseError:
        db.session.rollback()
        return None
    return (post, row) if post and row and row.status != Status.OPEN else None


def history(post_id: UUID) -> Select[tuple[PostStatus]]:
    """Every status of a post, the newest first."""
    wanted = select(PostStatus).where(PostStatus.post_id == post_id)
    return wanted.order_by(PostStatus.begun_at.desc(), PostStatus.id.desc())


def spans(post_id: UUID, since: datetime, until: datetime) -> Sequence[Span]:
    """The times when a post was not simply open that touch ``since`` to ``until``, oldest
    first."""
    rows = db.session.scalars(history(post_id)).all()[::-1]
    found = _spans(rows)
    return [
        one
        for one in found
        if one.row.begun_at < until and (one.ended_at is None or one.ended_at > since)
    ]


def _spans(rows: Sequence[PostStatus]) -> Iterator[Span]:
    for place, row in enumerate(rows, 1):
        if row.status != Status.OPEN:
            yield Span(row, rows[place].begun_at if rows[place:] else None)


def say(post_id: UUID, told: Told, *, by: Actor | None) -> PostStatus:
    """Say how far a post works from now on, or from an earlier moment that nobody wrote down.

    Raises ``Refused`` without a reason, for a time to come, before the last change, and for an
    end that is over.
    """
    with transaction():
        row = PostStatus(
            id=new_id(),
            post_id=post_id,
            status=told.status,
            reason=" ".join(told.reason.split())[:300],
            begun_at=told.since or clock.now(),
            expected_until=told.expected_until,
            created_by=by.officer_id if by else None,
        )
        _check(row)
        db.session.add(row)
        db.session.flush()
        audit.record(Act.STATUS_CHANGED, row, by=by, status=row.status, post=str(post_id))
    return row


def leave(*, by: Actor | None = None) -> None:
    """The machine is evacuated: its post is, too."""
    if post := queries.this_post():
        say(post.id, Told(Status.EVACUATED, _("The machine was evacuated.")), by=by)


def come_back(*, by: Actor | None = None) -> None:
    """An evacuated machine is restored, or was not left after all: its post works as far as it
    did before."""
    post = queries.this_post()
    rows = db.session.scalars(history(post.id).limit(2)).all() if post else []
    if not post or not rows or rows[0].status != Status.EVACUATED:
        return
    before = rows[1] if rows[1:] else None
    status = before.status if before else Status.OPEN
    reason = f"{_('The machine is back.')} {before.reason if before else ''}"
    say(post.id, Told(status, reason), by=by)


def _check(row: PostStatus) -> None:
    now = clock.now()
    if row.status not in set(Status):
        raise Refused(_l("Choose open, restricted, closed or evacuated."), field="status")
    if row.status != Status.OPEN and not row.reason:
        raise Refused(_l("Write the reason: everybody at the post reads it."), field="reason")
    if row.begun_at > now:
        raise Refused(
            _l("A status begins now or began before. Say it when it begins."), field="since"
        )
    last = current(row.post_id)
    if last and row.begun_at < last.begun_at:
        raise Refused(
            _l("The last status began later than this. Choose a later time."), field="since"
        )
    if row.expected_until and row.expected_until <= now:
        raise Refused(
            _l("The end lies in the past. Leave it empty or choose a later one."),
            field="expected_until",
        )
