"""Reading the policies of a post."""

from __future__ import annotations

import functools
from dataclasses import fields
from uuid import UUID

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import joinedload

from borderpost.db import db
from crossings.models import DeskPolicy
from crossings.policies import Policy, of_plain


def row(post_id: UUID) -> DeskPolicy | None:
    """The row of a post, with who changed it; None while nobody has."""
    return db.session.scalar(_of_post(), {"post": post_id})


@functools.cache
def _of_post() -> Select[tuple[DeskPolicy]]:
    wanted = select(DeskPolicy).where(DeskPolicy.post_id == bindparam("post"))
    return wanted.options(joinedload(DeskPolicy.changer))


def policy(post_id: UUID) -> Policy:
    """What the post keeps and asks for; nothing while nobody has said."""
    found = row(post_id)
    if found is None:
        return Policy()
    return of_plain({one.name: getattr(found, one.name) for one in fields(Policy)})
