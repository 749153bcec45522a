"""Reading posts and lanes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select

from borderpost import clock
from borderpost.db import db
from borderpost.posts.models import Lane, Letterhead, Machine, Post

IN_ORDER = (Lane.position, Lane.code)  # of lanes, everywhere


def this_post() -> Post | None:
    """The post that this machine serves, None until an administrator said which."""
    machine = db.session.get(Machine, 1)
    return machine.post if machine else None


def all_posts() -> Sequence[Post]:
    """Every post known to this machine, by code."""
    return db.session.scalars(select(Post).order_by(Post.code)).all()


def post(post_id: UUID) -> Post | None:
    """One post, or None."""
    return db.session.get(Post, post_id)


def today(post_id: UUID | None) -> date:
    """The calendar day at a post, None: at this machine's; in UTC where none is known."""
    found = post(post_id) if post_id else this_post()
    return clock.today(found.zone if found else "UTC")


def letterhead(post_id: UUID) -> Letterhead | None:
    """What the post's papers carry, None until an administrator said it."""
    return db.session.scalar(select(Letterhead).where(Letterhead.post_id == post_id))


def open_lanes(post_id: UUID) -> Sequence[Lane]:
    """The lanes of a post where travellers are received, in their order."""
    wanted = select(Lane).where(Lane.post_id == post_id, Lane.is_open)
    return db.session.scalars(wanted.order_by(*IN_ORDER)).all()


def lanes(post_id: UUID) -> Sequence[Lane]:
    """Every lane of a post, open or closed, in their order."""
    wanted = select(Lane).where(Lane.post_id == post_id)
    return db.session.scalars(wanted.order_by(*IN_ORDER)).all()


def lane(lane_id: UUID, post_id: UUID) -> Lane | None:
    """One lane of the post, None when it belongs to another."""
    wanted = select(Lane).where(Lane.id == lane_id, Lane.post_id == post_id)
    return db.session.scalar(wanted)
