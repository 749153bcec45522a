"""Pictures of register sheets: those of a sheet, and one of a post."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from borderpost.db import db
from crossings.models import RegisterScan, RegisterSheet


def of_sheet(sheet_id: UUID) -> Sequence[RegisterScan]:
    """The pictures of a sheet, in the order in which they were kept."""
    wanted = select(RegisterScan).where(RegisterScan.sheet_id == sheet_id)
    shown = wanted.options(joinedload(RegisterScan.keeper))
    return db.session.scalars(shown.order_by(RegisterScan.id)).all()


def one(scan_id: UUID, post_id: UUID | None) -> RegisterScan | None:
    """A picture of a sheet of this post; None for another post's."""
    wanted = select(RegisterScan).join(RegisterSheet, RegisterSheet.id == RegisterScan.sheet_id)
    return db.session.scalar(
        wanted.where(RegisterScan.id == scan_id, RegisterSheet.post_id == post_id)
    )
