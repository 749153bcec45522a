"""Numbers of crossings: counted for each post and day inside the writing transaction."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import bindparam, select

from borderpost import counters
from borderpost.db import db
from borderpost.posts.models import Post
from crossings.models import Crossing, CrossingCounter
from crossings.queries.planning import Unindexed
from crossings.references import human_reference


def next_reference(post: Post, day: date) -> str:
    """The next human reference of the day; the write lock keeps two officers apart."""
    return next_references(post, day, 1)[0]


def next_references(post: Post, day: date, many: int) -> list[str]:
    """The next ``many`` human references of the day, in their order."""
    first = counters.take(CrossingCounter, many, post_id=post.id, day=day)
    return [human_reference(post.code, day, number) for number in range(first, first + many)]


def last_recorded(post: Post) -> datetime | None:
    """When the latest crossing of the post was recorded: the one whose key was made last. Keys
    follow the machine's clock (UUIDv7), and one that was set back makes none that is later."""
    return db.session.scalar(_LAST, {"post": post.id})


_LAST = (
    select(Crossing.recorded_at)
    .where(Unindexed(Crossing.post_id) == bindparam("post"))
    .order_by(Crossing.id.desc())
    .limit(1)
)
