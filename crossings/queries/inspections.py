"""Working sheets and referrals of one post."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from borderpost.db import db
from crossings.models import Inspection, Referral


def inspection(inspection_id: UUID, post_id: UUID | None) -> Inspection | None:
    """A sheet of this post; None for another post's, as if it were not there."""
    wanted = select(Inspection).where(Inspection.id == inspection_id, Inspection.post_id == post_id)
    return db.session.scalar(wanted)


def by_form(form_key: UUID | None) -> Inspection | None:
    """The sheet that a form opened, if it did."""
    return db.session.scalar(select(Inspection).where(Inspection.form_key == form_key))


def open_referrals(post_id: UUID | None) -> Select[tuple[Referral]]:
    """Who waits in second line, longest first."""
    return (
        select(Referral)
        .where(Referral.post_id == post_id, Referral.closed_at.is_(None))
        .options(joinedload(Referral.inspection))
        .order_by(Referral.created_at)
    )
