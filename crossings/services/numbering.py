"""Numbers of crossings: counted for each post and day inside the writing transaction."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import bindparam, func, select

from borderpost import counters
from borderpost.db import db
from borderpost.posts.models import Post
from crossings.models import Crossing, CrossingCounter
from crossings.references import human_reference


def next_reference(post: Post, day: date) -> str:
    """The next human reference of the day; the write lock keeps two officers apart."""
    return next_references(post, day, 1)[0]


def next_references(post: Post, day: date, many: int) -> list[str]:
    """The next ``many`` human references of the day, in their order."""
    first = counters.take(CrossingCounter, many, post_id=post.id, day=day)
    return [human_reference(post.code, day, number) for number in range(first, first + many)]


def last_recorded(post: Post) -> datetime | None:
    """When the latest crossing of the post was recorded."""
    return db.session.scalar(_LAST, {"post": post.id})


_HERE = Crossing.post_id == bindparam("post")
_LATEST_DAY = select(func.max(Crossing.occurred_on)).where(_HERE).scalar_subquery()
_LAST = select(func.max(Crossing.recorded_at)).where(_HERE, Crossing.occurred_on == _LATEST_DAY)
