"""Reading whom a post calls."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from borderpost.db import db
from protection.models import Contact


def of_post(post_id: UUID | None) -> dict[str, Contact]:
    """The contacts of a post by their kind; a kind that nobody wrote is not there."""
    found = db.session.scalars(select(Contact).where(Contact.post_id == post_id))
    return {row.kind: row for row in found}
