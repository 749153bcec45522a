"""Changing where a post's refusals are appealed."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit, clock
from borderpost.audit import Actor
from borderpost.db import transaction
from borderpost.refusal import Refused
from crossings import Act
from crossings.models import Appeal
from crossings.queries import refusals

TEXTS = ("body_fr", "body_en", "body_ar", "cite")
LONGEST_DAYS = 400


def change(
    post_id: UUID, texts: Mapping[str, str], days: int | None, *, by: Actor | None
) -> Appeal:
    """Say the body and the time limit; what is empty is filled in by hand on each form.

    Raises ``Refused`` for a time limit without a body in French, which every form falls back on.
    """
    if days is not None and not 1 <= days <= LONGEST_DAYS:
        raise Refused(_l("Between 1 and %(days)s days.", days=LONGEST_DAYS), field="days")
    if days and not texts["body_fr"]:
        raise Refused(_l("Name the body that hears the appeal."), field="body_fr")
    with transaction() as session:
        row = refusals.appeal(post_id) or Appeal(post_id=post_id)
        for name in TEXTS:
            setattr(row, name, texts[name])
        row.days, row.changed_at = days, clock.now()
        row.created_by = by.officer_id if by else None
        session.add(row)
        session.flush()
        audit.record(Act.APPEAL_CHANGED, row, by=by, post=str(post_id), days=days)
    return row
