"""Changing where a post tells parents that the authorisation is given."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit, clock
from borderpost.audit import Actor
from borderpost.db import transaction
from borderpost.refusal import Refused
from crossings import Act
from crossings.models import AuthorisationGuidance
from crossings.queries import guidance

TEXTS = ("body_fr", "body_en", "body_ar", "cite")


def change(post_id: UUID, texts: Mapping[str, str], *, by: Actor | None) -> AuthorisationGuidance:
    """Say it from now on; what is empty is left to the pen on each paper.

    Raises ``Refused`` for a text without a French one, which every paper falls back on.
    """
    if any(texts.values()) and not texts["body_fr"]:
        raise Refused(_l("Write it in French first: the others fall back on it."), field="body_fr")
    with transaction() as session:
        row = guidance.of_post(post_id) or AuthorisationGuidance(post_id=post_id)
        for name in TEXTS:
            setattr(row, name, texts[name])
        row.changed_at, row.created_by = clock.now(), by.officer_id if by else None
        session.add(row)
        session.flush()
        audit.record(Act.GUIDANCE_CHANGED, row, by=by, post=str(post_id))
    return row
