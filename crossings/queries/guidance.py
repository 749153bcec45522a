"""Reading where a post says that the parents' authorisation is given."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from borderpost.db import db
from crossings.models import AuthorisationGuidance


def of_post(post_id: UUID) -> AuthorisationGuidance | None:
    """What a post says; None while nobody has."""
    wanted = select(AuthorisationGuidance).where(AuthorisationGuidance.post_id == post_id)
    return db.session.scalar(wanted)
